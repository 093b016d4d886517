"""Why each period has the anordnare it has, and who was passed over."""

from __future__ import annotations

from datetime import date

from kundvalsdesk.rules.forvalslista import Auktoriserad, Forval, Forvalsregel, Galler, perioder
from kundvalsdesk.rules.forvalsmotiv import Motiv, motiv
from kundvalsdesk.texter.forvalslista import varfor

d = date.fromisoformat
REGEL = Forvalsregel(d("2024-01-01"), 14, True, "K 5.4.1")
REGLER = (Galler(d("2024-01-01"), "2024", REGEL),)
A, B, C = (Auktoriserad(n, d("2021-03-01")) for n in ("Asken", "Björken", "Cedern"))


def _b(*tider: tuple[str, str]) -> list[Auktoriserad]:
    return [Auktoriserad("Björken", d(fran), d(till) if till else None) for fran, till in tider]


def _motiv(*alla: Auktoriserad, antal: int, till: str = "2024-12-31") -> list[tuple[str, Motiv]]:
    rader = perioder(alla, REGLER, d(till))
    return [(f.anordnare, m) for f, m in zip(rader, motiv(rader), strict=True)][:antal]


def test_each_follows_on_the_one_before_and_after_the_last_comes_the_first() -> None:
    assert _motiv(A, B, C, antal=4) == [
        ("Asken", Motiv("forst")), ("Björken", Motiv("efter", "Asken")), ("Cedern", Motiv("efter", "Björken")),
        ("Asken", Motiv("varv", "Cedern")),
    ]  # fmt: skip
    assert _motiv(A, antal=2) == [("Asken", Motiv("ensam")), ("Asken", Motiv("ensam", "Asken"))]
    assert _motiv(antal=1) == [("", Motiv("ingen"))]


def test_one_that_has_gone_is_passed_over_once_where_its_turn_would_have_been() -> None:
    borta = _motiv(A, *_b(("2021-03-01", "2024-01-20")), C, antal=6)
    assert borta[2] == ("Cedern", Motiv("vikarie", "Björken"))
    assert [(namn, m.forbi) for namn, m in borta[3:]] == [
        ("Cedern", ()), ("Asken", ()), ("Cedern", ("Björken",)),
    ]  # fmt: skip
    assert not any(m.forbi for _, m in _motiv(A, *_b(("2021-03-01", "2024-01-20")), C, antal=20)[6:])
    # Across the end of the order too, the one after the other.
    sist = _motiv(B, *(a._replace(till=d("2024-01-10")) for a in (A, C)), antal=3)
    assert [(namn, m.slag, m.forbi) for namn, m in sist] == [
        ("Asken", "forst", ()), ("Björken", "vikarie", ()), ("Björken", "ensam", ()),
    ]  # fmt: skip
    assert _motiv(B, *(a._replace(till=d("2024-01-10")) for a in (A, C)), antal=4)[3][1].forbi == ("Cedern", "Asken")


def test_one_that_is_back_in_time_is_new_and_not_passed_over() -> None:
    rader = _motiv(A, *_b(("2021-03-01", "2024-01-05"), ("2024-01-12", "")), C, antal=4)
    assert [(namn, m.forbi, m.nya) for namn, m in rader] == [
        ("Asken", (), ()), ("Cedern", (), ()), ("Björken", (), ()), ("Asken", (), ()),
    ]  # fmt: skip
    cedern = (C._replace(till=d("2024-01-10")), C._replace(fran=d("2024-01-20")))
    assert [(namn, m.forbi, m.nya) for namn, m in _motiv(A, B, *cedern, antal=3)] == [
        ("Asken", (), ()), ("Björken", (), ()), ("Cedern", (), ("Cedern",)),
    ]  # fmt: skip
    sen = _motiv(A, *_b(("2021-03-01", "2024-01-05"), ("2024-01-20", "")), C, antal=3)
    assert [(namn, m.forbi, m.nya) for namn, m in sen] == [
        ("Asken", (), ()), ("Cedern", ("Björken",), ()), ("Björken", (), ("Björken",)),
    ]  # fmt: skip


def test_a_turn_that_begins_anew_follows_on_nobody() -> None:
    regler = (*REGLER, Galler(d("2024-01-29"), "nytt", REGEL._replace(forsta=d("2024-01-29"))))
    rader = perioder([A, B, C], regler, d("2024-02-01"))
    assert [m.slag for m in motiv(rader, {g.regel.forsta for g in regler})] == ["forst", "efter", "forst"]
    assert [m.slag for m in motiv(rader)] == ["forst", "efter", "varv"]


def test_in_words() -> None:
    f = Forval(d("2024-01-15"), d("2024-01-28"), "Cedern", (d("2024-01-15"), d("2024-01-28")), "2024")
    assert varfor(f, Motiv("efter", "Asken", ("Björken", "Boken"), ("Ny", "Annan"))) == (
        "Näst i turordningen efter Asken, som hade turen före.\n"
        "Björken och Boken stod på tur men var inte auktoriserade den 15 januari 2024.\n"
        "Nya i turordningen: Ny och Annan."
    )
    assert varfor(f, Motiv("ingen")) == "Ingen är auktoriserad för hela kundvalet den dagen."
