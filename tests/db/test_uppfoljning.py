"""The uppföljningsplan of a kundval and year: set up, copied, changed, followed, decided, reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from db.inloggade import Inloggade, Inloggadvarld
from db.varld import BLAD, Varld
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import models as m
from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import handlingar, uppfoljning
from kundvalsdesk.services.uppfoljningstyper import Plan, Stegrad

IDAG = "2026-03-16"
NAF = "Nämnden för arbete och försörjning"
Blad = dict[str, list[dict[str, str]]]
MER: Blad = {
    "handlaggare": [
        *BLAD["handlaggare"],
        {"anvandare": "kvut", "namn": "Kim Vik", "roll": "kvalitetsutvecklare"},
        {"anvandare": "kvtva", "namn": "Pia Ros", "roll": "kvalitetsutvecklare"},
    ]
}


class Enhetens(Inloggadvarld):
    def __init__(
        self, databas: Databas, regelverk: Regelverkssamling, inloggade: Inloggade, mer: Blad = MER
    ) -> None:  # fmt: skip
        Varld.__init__(self, databas, regelverk, mer)
        self.inloggade = inloggade


@contextmanager
def enhetens(databas: Databas, regelverk: Regelverkssamling, mer: Blad = MER) -> Iterator[Varld]:
    """In a shared database everybody acts with their own login: the services and the rights agree."""
    if databas.lokal:
        yield Varld(databas, regelverk, mer)
        return
    with Inloggade(databas) as inloggade:
        yield Enhetens(databas, regelverk, inloggade, mer)


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk) as v:
        yield v


def gor(v: Varld, kod: str, mal: object = "", version: int = 0, som: str = "kvut", idag: str = IDAG, **x: str) -> None:
    with v.enhet(idag, som, skriv=True) as e:
        handlingar.utfor(e, kod, "", str(mal), version, x)


def skapa(v: Varld, ar: int = 2026, **mer: str) -> int:
    varden = {"namnd": NAF, "kundval": "Arbete och etablering", "koder": "FAI,AMI,ISA", "mall": "arbetsmarknad"} | mer
    gor(v, "uppfoljning_skapa", ar=str(ar), **varden)
    with v.enhet(IDAG, "kvut") as e:
        return uppfoljning.hitta(e, ar, varden["kundval"])


def plan(v: Varld, nr: int, som: str = "kvut", idag: str = IDAG) -> Plan:
    with v.enhet(idag, som) as e:
        return uppfoljning.hamta(e, nr)


def steg(v: Varld, nr: int, rubrik: str, idag: str = IDAG) -> Stegrad:
    return next(s for s in plan(v, nr, idag=idag).steg if s.rubrik == rubrik)


def besluta(v: Varld, nr: int) -> None:
    gor(v, "uppfoljning_besluta", nr, plan(v, nr).rad.version, datum="2026-01-20", beslut="§ 12")


def andrad(s: Stegrad, **mer: str) -> dict[str, str]:
    return {"steg": str(s.steg), "tertial": str(s.tertial), "forfaller": str(s.forfaller), "rubrik": s.rubrik,
            "beskrivning": s.beskrivning, "ansvarig": s.ansvarig} | mer  # fmt: skip


def test_a_plan_begins_with_the_steps_of_its_template_on_arbetsdagar_and_lights_as_in_the_queue(varld: Varld) -> None:
    p = plan(varld, skapa(varld))
    assert {s.steg for s in p.steg} == set(range(1, 9))
    # 31 January 2026 is a Saturday and the next arbetsdag lies in February; so is 15 February a Sunday.
    assert [(s.rubrik, s.tertial, str(s.forfaller), s.ljus, s.kvar) for s in p.steg[:6]] == [
        ("Analys av föregående år och val av fokus", 1, "2026-02-02", "rod", -30),
        ("Kundenkät", 1, "2026-02-16", "rod", -20),
        ("Anordnarnas kvalitetsredovisning in", 1, "2026-03-02", "rod", -10),
        ("Verksamhetsbesök planeras", 1, "2026-03-10", "rod", -4),
        ("Kvalitetsredovisningar granskas", 1, "2026-03-31", "gron", 12),
        ("Verksamhetsbesök", 1, "2026-04-27", "gron", 29),
    ]
    assert {s.ljus for s in p.steg if s.tertial > 1} == {""}
    assert p.rad.brister.steg == () and p.rad.brister.krav == ("kvalitet", "likvardig", "forutsagbar")
    assert steg(varld, p.rad.id, "Kvalitetsredovisningar granskas", "2026-03-18").ljus == "gul"


def test_what_is_there_already_is_not_set_up_again(varld: Varld) -> None:
    skapa(varld)
    with pytest.raises(Nekad, match="redan en uppföljning av Arbete och etablering 2026"):
        skapa(varld, kundval="arbete och  etablering", koder="")
    with pytest.raises(Nekad, match="AMI ingår redan"):
        skapa(varld, kundval="Matchning", koder="AMI")
    skapa(varld, namnd="Kulturnämnden", kundval="Kulturskola", koder="", mall="allman")


def test_last_years_plan_comes_with_its_days_moved_and_nothing_done(varld: Varld) -> None:
    forra = skapa(varld, 2025)
    s = steg(varld, forra, "Kundenkät")
    gor(varld, "uppfoljningssteg_klar", s.id, s.version, datum="2025-02-10", notering="41 procent.")
    gor(varld, "uppfoljningskrav", f"{forra}:kvalitet", 1, uppfyllt="ja", belagg="Avsnitt 3.")
    besluta(varld, forra)
    gor(varld, "uppfoljning_kopiera", forra, ar="2026")
    with varld.enhet(IDAG, "kvut") as e:
        ny = uppfoljning.hamta(e, uppfoljning.hitta(e, 2026, "FAI"))
    gammal = plan(varld, forra)
    assert [(x.rubrik, x.tertial, x.ansvarig) for x in ny.steg] == [
        (x.rubrik, x.tertial, x.ansvarig) for x in gammal.steg
    ]
    assert (gammal.steg[1].forfaller, ny.steg[1].forfaller) == (date(2025, 2, 17), date(2026, 2, 17))
    besok = [next(x.forfaller for x in p.steg if x.rubrik == "Verksamhetsbesök") for p in (gammal, ny)]
    assert besok == [date(2025, 4, 25), date(2026, 4, 27)]  # from a Friday to the Monday after a Saturday
    assert not any(x.klar or x.notering for x in ny.steg) and ny.rad.lage == "utkast"
    assert [(k.uppfyllt, k.belagg) for k in ny.krav] == [(None, "Avsnitt 3."), (None, ""), (None, "")]
    with pytest.raises(Nekad, match="redan en uppföljning"):
        gor(varld, "uppfoljning_kopiera", forra, ar="2026")


def test_a_step_is_marked_done_and_opened_again_and_the_log_knows(varld: Varld) -> None:
    nr = skapa(varld)
    s = steg(varld, nr, "Kundenkät")
    with pytest.raises(Nekad, match="framtiden"):
        gor(varld, "uppfoljningssteg_klar", s.id, s.version, datum="2026-03-17")
    gor(varld, "uppfoljningssteg_klar", s.id, s.version, datum="2026-03-13", notering="Klart.")
    gjort = steg(varld, nr, "Kundenkät")
    assert (gjort.ljus, gjort.klar_av, gjort.notering, gjort.kvar) == ("klar", "Kim Vik", "Klart.", -19)
    with varld.enhet(IDAG, "kvut") as e:
        kvar = uppfoljning.att_gora(e)
        assert [a.steg.rubrik for a in kvar][:2] == ["Analys av föregående år och val av fokus",
                                                     "Anordnarnas kvalitetsredovisning in"]  # fmt: skip
        assert len(uppfoljning.att_gora(e, kommande=True)) == 9 > len(kvar)
    gor(varld, "uppfoljningssteg_oppna", s.id, gjort.version)
    assert steg(varld, nr, "Kundenkät").ljus == "rod"
    with varld.enhet(IDAG, "kvut") as e:
        rader = e.session.execute(select(m.Logg.gammalt, m.Logg.nytt).where(m.Logg.falt == "klar").order_by(m.Logg.id))
        assert [tuple(r) for r in rader] == [(None, "2026-03-13"), ("2026-03-13", None)]


@pytest.mark.parametrize(
    ("mer", "mening"),
    [
        ({"forfaller": "2026-05-04"}, "ligger i tertial 2"),
        ({"forfaller": "2027-02-01"}, "Planen är för 2026"),
        ({"steg": "9"}, "åtta stegen"),
        ({"rubrik": " "}, "Rubriken behöver fyllas i"),
        ({"ansvarig": ""}, "Ansvarig behöver fyllas i"),
        ({"ansvarig": "A" * 121}, "högst 120 tecken"),
    ],
)
def test_what_cannot_stand_in_a_plan_is_said_at_its_field(varld: Varld, mer: dict[str, str], mening: str) -> None:
    s = steg(varld, skapa(varld), "Kundenkät")
    with pytest.raises(Nekad, match=mening) as fel:
        gor(varld, "uppfoljningssteg_andra", s.id, s.version, **andrad(s, **mer))
    assert fel.value.falt == next(iter(mer))


def test_a_decided_plan_is_changed_with_a_reason_and_says_so(varld: Varld) -> None:
    nr = skapa(varld)
    besluta(varld, nr)
    s = steg(varld, nr, "Kundenkät")
    with pytest.raises(Nekad, match="Skälet till ändringen"):
        gor(varld, "uppfoljningssteg_andra", s.id, s.version, **andrad(s, forfaller="2026-03-20"))
    gor(varld, "uppfoljningssteg_andra", s.id, s.version, **andrad(s, forfaller="2026-03-20"), skal="Sen leverans.")
    s = steg(varld, nr, "Verksamhetsbesök planeras")
    gor(varld, "uppfoljningssteg_ta_bort", s.id, s.version, skal="Görs av en annan enhet.")
    gor(varld, "uppfoljningssteg_lagg_till", nr, **andrad(s, rubrik="Stickprov", forfaller="", skal="En anmälan."))
    p = plan(varld, nr)
    assert [(a.vad, a.skal, a.andrad_av) for a in p.andringar] == [
        ("Kundenkät: klart senast från 2026-02-16 till 2026-03-20", "Sen leverans.", "Kim Vik"),
        ("Verksamhetsbesök planeras: borttaget", "Görs av en annan enhet.", "Kim Vik"),
        ("Stickprov: nytt, senast 2026-04-30", "En anmälan.", "Kim Vik"),
    ]
    with pytest.raises(Nekad, match="beslutad och tas inte bort"):
        gor(varld, "uppfoljning_ta_bort", nr, p.rad.version)
    gor(varld, "uppfoljning_redovisa", nr, p.rad.version, datum="2026-03-01")
    gor(varld, "uppfoljning_aterta", nr, plan(varld, nr).rad.version, skal="Fel dag.")
    p = plan(varld, nr)
    assert (p.rad.lage, p.rad.redovisad, p.rad.beslut) == ("beslutad", None, "§ 12")
    assert p.andringar[-1].vad == "Rapporteringen till kommunstyrelsen togs tillbaka"


def test_no_plan_is_decided_without_all_eight_steps(varld: Varld) -> None:
    nr = skapa(varld)
    s = steg(varld, nr, "Rapporten redovisas för nämnden")
    gor(varld, "uppfoljningssteg_ta_bort", s.id, s.version)
    assert plan(varld, nr).rad.brister.steg == (7,)
    with pytest.raises(Nekad, match="saknar steg 7, redovisning och beslut i nämnd"):
        besluta(varld, nr)
    gor(varld, "uppfoljning_ta_bort", nr, plan(varld, nr).rad.version)
    with varld.enhet(IDAG, "kvut") as e:
        assert uppfoljning.lista(e) == ()
        assert not e.session.scalars(select(m.Uppfoljningssteg.id)).all()


def test_the_overview_shows_all_namnder_and_who_has_no_plan_this_year(varld: Varld) -> None:
    skapa(varld)
    skapa(varld, 2025, namnd="Äldrenämnden", kundval="Hemtjänst", koder="", mall="allman")
    skapa(varld, 2025, namnd="Kulturnämnden", kundval="Kulturskola", koder="", mall="allman")
    skapa(varld, 2026, namnd="Kulturnämnden", kundval="Kulturskola", koder="", mall="allman")
    with varld.enhet(IDAG, "gust") as e:
        o = uppfoljning.oversikt(e, 2026)
    assert [p.kundval for p in o.planer] == ["Kulturskola", "Arbete och etablering"]
    assert [(s.namnd, s.kundval) for s in o.saknade] == [("Äldrenämnden", "Hemtjänst")]


_KONFLIKTER: list[tuple[str, Callable[[Varld, int], tuple[object, int, dict[str, str]]]]] = [
    ("uppfoljning_andra", lambda v, n: (n, 1, {"tema": "Mitt"})),
    ("uppfoljning_besluta", lambda v, n: (n, 1, {"datum": "2026-01-20", "beslut": "§ 1"})),
    ("uppfoljningskrav", lambda v, n: (f"{n}:kvalitet", 1, {"uppfyllt": "ja", "belagg": "Mitt"})),
    ("uppfoljningssteg_klar", lambda v, n: (_forsta(v, n).id, 1, {"datum": "2026-02-02"})),
    ("uppfoljningssteg_andra", lambda v, n: (_forsta(v, n).id, 1, andrad(_forsta(v, n), ansvarig="Jag"))),
]


def _forsta(v: Varld, nr: int) -> Stegrad:
    return plan(v, nr).steg[0]


@pytest.mark.parametrize(("kod", "vad"), _KONFLIKTER, ids=[k for k, _ in _KONFLIKTER])
def test_nobody_writes_over_what_another_has_saved(varld: Varld, kod: str, vad: Any) -> None:
    nr = skapa(varld)
    mal, version, varden = vad(varld, nr)
    s = _forsta(varld, nr)
    gor(varld, "uppfoljning_andra", nr, 1, som="kvtva", tema="Deras")
    gor(varld, "uppfoljningskrav", f"{nr}:kvalitet", 1, som="kvtva", uppfyllt="ja", belagg="Deras")
    gor(varld, "uppfoljningssteg_klar", s.id, 1, som="kvtva", datum="2026-02-01", notering="Deras")
    with pytest.raises(Konflikt) as fel:
        gor(varld, kod, mal, version, **varden)
    assert fel.value.vem == "Pia Ros"


FORSOK = {
    "INSERT INTO uppfoljning (ar, namnd, kundval, koder, mall, tema, lage, skapad, beslut, version)"
    " VALUES (2027, 'N', 'K', '', '', '', 'beslutad', '2026-01-01', '', 1)": "policy",
    "UPDATE uppfoljning SET ar = 2030": "hör till en nämnd",
    "UPDATE uppfoljning SET lage = 'utkast'": "behöver ett skäl",
    "UPDATE uppfoljning SET beslut = '§ 99'": "behöver ett skäl",
    "DELETE FROM uppfoljning": "tas inte bort",
    "UPDATE uppfoljningssteg SET forfaller = '2026-12-01'": "behöver ett skäl",
    "DELETE FROM uppfoljningssteg": "behöver ett skäl",
    "UPDATE uppfoljningssteg SET klar = '2026-01-01', klar_av = 'Pia Ros'": "bär namnet",
    "INSERT INTO uppfoljningsandring (uppfoljning_id, datum, andrad_av, vad, skal)"
    " VALUES (1, '2026-01-01', 'Pia Ros', 'x', 'x')": "bär namnet",
    "UPDATE uppfoljningsandring SET skal = ''": "permission denied",
    "DELETE FROM uppfoljningsandring": "permission denied",
}


def test_the_database_itself_keeps_what_has_been_decided(varld: Varld) -> None:
    """Past the program, with the rights of a login."""
    if not isinstance(varld, Enhetens):
        return
    nr = skapa(varld)
    besluta(varld, nr)
    skriver = ("UPDATE uppfoljningssteg SET ansvarig = 'Jag'", "UPDATE uppfoljningskrav SET belagg = 'x'")
    inloggade = varld.inloggade
    with pytest.raises(DBAPIError, match="permission denied"), inloggade.som("anlu").engine.connect() as c:
        c.execute(text("SELECT 1 FROM uppfoljning"))
    for sats in skriver:
        with pytest.raises(DBAPIError, match="permission denied"), inloggade.som("gust").engine.connect() as c:
            assert c.execute(text("SELECT count(*) FROM uppfoljningssteg")).scalar() == 10
            c.execute(text(sats))
    for sats, svar in FORSOK.items():
        with pytest.raises(DBAPIError) as fel, inloggade.som("kvut").engine.connect() as c:
            c.execute(text(sats))
        assert svar in str(fel.value), sats
    with inloggade.som("kvut").engine.connect() as c:  # with a reason, said in the same transaction
        c.execute(text("INSERT INTO uppfoljningsandring (uppfoljning_id, datum, andrad_av, vad, skal)"
                       " VALUES (:nr, '2026-01-01', 'Kim Vik', 'x', 'x')"), {"nr": nr})  # fmt: skip
        c.execute(text(skriver[0]))


def test_others_read_or_see_nothing_and_write_nothing(varld: Varld) -> None:
    nr = skapa(varld)
    assert plan(varld, nr, "gust").rad.kundval == "Arbete och etablering"
    with pytest.raises(Nekad, match="kvalitetsutvecklare"):
        gor(varld, "uppfoljning_andra", nr, 1, som="gust", tema="x")
    for vem in ("anlu", "syss", "dass"):
        with pytest.raises(Nekad):
            plan(varld, nr, vem)
