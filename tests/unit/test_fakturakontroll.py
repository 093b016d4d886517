"""An invoice held against a run: each outcome, and that what differs adds up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.fakturakontroll import UTFALL, Fakturarad, Jamford, Jamforelse, Register, Vantad
from kundvalsdesk.rules.fakturasummor import FAKTURA, Dokument, Momsrad, granska
from kundvalsdesk.texter.fakturakontroll import fynd_ord, mening, utfall_ord

ARENDEN = [("A-1", "K1"), ("B-2", "K2"), ("C-3", "K3"), ("C-4", "K3"), ("D-5", "K5")]


def v(
    insats: str, belopp: str, dagar: int = 31, manad: str = "2024-08", typ: str = "ordinarie", fran: int = 1
) -> Vantad:
    return Vantad(insats, manad, typ, date(2024, 8, fran), date(2024, 8, 31), dagar, Decimal(belopp))


KORNING = [
    v("A-1", "3876.00"), v("B-2", "2325.60", 18, fran=14), v("C-3", "3746.80", 29),
    v("C-3", "1808.80", 14, typ="avbrott_14"),
    v("C-4", "1292.00", 10, "2024-07", "efterslapande"), v("D-5", "-129.20", -1, "2024-06", "rattelse"),
]  # fmt: skip
"""Together 12 920.00."""


def r(
    nr: int, arende: str, belopp: str | None, dagar: int | None = None, manad: str = "2024-08", kund: str = "",
    fel: str = "", fran: date | None = None,
) -> Fakturarad:  # fmt: skip
    b = None if belopp is None else Decimal(belopp)
    return Fakturarad(nr, (arende,) if arende else (), (kund,) if kund else (), manad, fran, None, dagar, b, fel)


def jamfor(
    *rader: Fakturarad, betalda: Mapping[tuple[str, str], str] | None = None, ej: object = None
) -> list[Jamford]:
    j = Jamforelse("2024-08", KORNING, Register(ARENDEN), ej)  # type: ignore[arg-type]
    j.placera(rader)
    ut = j.jamfor(betalda)
    filen = sum((x.belopp for x in rader if x.belopp is not None), Decimal(0))
    assert sum(x.skillnad for x in ut) == filen - Decimal("12920.00")
    assert sorted(x.nr for x in ut if x.nr) == sorted(x.nr for x in rader)
    for x in ut:
        assert x.utfall in UTFALL and utfall_ord(x) and mening(x, "2024-08").endswith(".")
    return ut


def utfall(*rader: Fakturarad, **mer: object) -> list[tuple[str, str]]:
    """(outcome, why) of the rows of the file."""
    return [(x.utfall, x.skal) for x in jamfor(*rader, **mer) if x.nr]  # type: ignore[arg-type]


ALLT = (
    r(1, "A-1", "3876.00", 31), r(2, "b-2", "2325.60", 18), r(3, "C-3", "3746.80"), r(4, "C-3", "1808.80"),
    r(5, "C-4", "1292.00", 10, "2024-07"), r(6, "D-5", "-129.20", None, "2024-06"),
)  # fmt: skip


def test_all_as_it_should_be() -> None:
    assert {x.utfall for x in jamfor(*ALLT)} == {"lika"}


def test_nothing_at_all_is_missing_row_by_row() -> None:
    assert [(x.utfall, x.nr, x.typ) for x in jamfor()][:3] == [
        ("saknas", 0, "ordinarie"), ("saknas", 0, "ordinarie"), ("saknas", 0, "ordinarie"),
    ]  # fmt: skip
    assert len(jamfor()) == 6


@pytest.mark.parametrize(
    ("rader", "ska"),
    [
        ([r(1, "A-1", "3900.00", 31)], [("fel_belopp", "")]),
        ([r(1, "A-1", "3900.00")], [("fel_belopp", "")]),
        ([r(1, "B-2", "2454.80", 19)], [("fel_dagar", "")]),
        ([r(1, "B-2", "2325.60", 17)], [("fel_dagar", "")]),
        ([r(1, "A-1", "3876.00", 31), r(2, "A-1", "3876.00", 31)], [("lika", ""), ("dubbel", "")]),
        ([r(1, "A-1", "3900.00"), r(2, "A-1", "3900.00")], [("fel_belopp", ""), ("dubbel", "")]),
        ([r(1, "A-1", "3876.00"), r(2, "A-1", "50.00")], [("lika", ""), ("for_mycket", "")]),
        # Two that are one, and one that is taken back.
        ([r(1, "A-1", "3000.00"), r(2, "A-1", "876.00")], [("lika", "tillsammans")] * 2),
        ([r(1, "C-3", "5555.60", 43)], [("lika", "tillsammans")]),
        (
            [r(1, "A-1", "3876.00"), r(2, "A-1", "3876.00"), r(3, "A-1", "-3876.00")],
            [("lika", ""), ("lika", "tar_ut"), ("lika", "tar_ut")],
        ),
        ([r(1, "A-1", "-3876.00")], [("kredit", "")]),
        ([r(1, "D-5", "-200.00", None, "2024-06")], [("fel_belopp", "")]),
        ([r(1, "Z-9", "100.00")], [("okand", "")]),
        ([r(1, "", "100.00")], [("okand", "inget_nummer")]),
        ([r(1, "A-1 och B-2", "100.00")], [("okand", "flera_arenden")]),
        ([r(1, "A-1", "3876.00", kund="K2")], [("okand", "annan_kund")]),
        ([r(1, "A-1", "3876.00", kund="Vem som helst")], [("lika", "")]),
        ([r(1, "Avser ärende A-1, augusti", "3876.00", manad="")], [("lika", "")]),
        ([r(1, "", "3876.00", kund="k1")], [("lika", "")]),
        ([r(1, "", "1292.00", manad="2024-07", kund="K3"), r(2, "", "3746.80", kund="K3")], [("lika", "")] * 2),
        ([r(1, "A-1", "3876.00", manad="2024-07")], [("annan_manad", "")]),
        ([r(1, "A-1", "3876.00", manad="2024-09")], [("annan_manad", "kommande")]),
        ([r(1, "A-1", None, fel="tvetydigt")], [("olaslig", "tvetydigt")]),
    ],
)  # fmt: skip
def test_outcomes(rader: list[Fakturarad], ska: list[tuple[str, str]]) -> None:
    assert utfall(*rader) == ska


def test_why_a_month_is_not_in_the_run() -> None:
    rad = r(1, "A-1", "3876.00", manad="2024-05")
    assert utfall(rad, betalda={("A-1", "2024-05"): "2024-06"}) == [("annan_manad", "betald:2024-06")]
    (forst, *_) = jamfor(rad, betalda={("A-1", "2024-05"): "2024-06"})
    assert "juni 2024" in mening(forst, "2024-08")
    (forst, *_) = jamfor(r(1, "D-5", "100.00"), ej={("D-5", "2024-08"): "underlag_saknas"})
    assert (forst.utfall, mening(forst, "2024-08")) == (
        "for_mycket", "Ersätts inte än: faktureringsunderlaget saknas.",
    )  # fmt: skip


def test_days_after_an_avbrott_on_the_last_of_a_month_belong_to_that_month() -> None:
    ska = [Vantad("A-1", "2024-08", "avbrott_14", date(2024, 9, 1), date(2024, 9, 14), 14, Decimal("1808.80"))]
    j = Jamforelse("2024-08", ska, Register(ARENDEN))
    j.placera([r(1, "A-1", "1808.80", 14, "2024-09", fran=date(2024, 9, 1))])
    assert [x.utfall for x in j.jamfor()] == ["lika"]


def test_of_a_kund_with_two_alike_each_row_takes_its_own() -> None:
    j = Jamforelse("2024-08", [v("C-3", "3876.00"), v("C-4", "3876.00")], Register(ARENDEN))
    j.placera([r(1, "", "3876.00", kund="K3"), r(2, "", "3876.00", kund="K3"), r(3, "", "3876.00", kund="K3")])
    assert [(x.utfall, x.insats) for x in j.jamfor()] == [("lika", "C-3"), ("lika", "C-4"), ("dubbel", "C-3")]


_RAD = st.builds(
    r,
    st.just(0),
    st.sampled_from(["A-1", "B-2", "C-3", "C-4", "D-5", "X", ""]),
    st.sampled_from(["3876.00", "2325.60", "1808.80", "-129.20", "0.00", "17.00", None]),
    st.sampled_from([None, 31, 18, 0]),
    st.sampled_from(["2024-08", "2024-07", "2024-06", ""]),
    st.sampled_from(["", "K3", "K9"]),
)


@given(st.lists(_RAD, max_size=12))
@settings(max_examples=120)
def test_whatever_comes_each_row_has_one_outcome_and_the_differences_add_up(rader: list[Fakturarad]) -> None:
    jamfor(*(x._replace(nr=n) for n, x in enumerate(rader, 1)))


def test_a_document_agrees_with_itself_or_is_told() -> None:
    d = Dokument(FAKTURA, radsumma=Decimal(200), netto=Decimal(200), brutto=Decimal(250), att_betala=Decimal(250))
    d.moms = Decimal(50)
    d.momsrader = [Momsrad("S", Decimal(25), Decimal(200), Decimal(50))]
    d.per_moms["S", Decimal(25)] = Decimal(200)
    assert granska(d, Decimal(200), "2024-08") == []
    assert [f.kod for f in granska(d, Decimal(300), "2024-08")] == ["radsumma", "netto"]
    d.momsrader = [Momsrad("S", Decimal(25), Decimal(180), Decimal(50))]
    d.moms, d.att_betala, d.fran, d.till = Decimal(60), Decimal(1), date(2024, 1, 1), date(2024, 1, 31)
    fynd = granska(d, Decimal(200), "2024-08")
    assert [f.kod for f in fynd] == ["momsrad", "momsunderlag", "moms", "brutto", "att_betala", "period"]
    assert fynd_ord(fynd[0]) == "Moms 25 % borde vara 45\u00a0kr, men fakturan anger 50\u00a0kr."
    assert all(fynd_ord(f).endswith(".") for f in fynd)
