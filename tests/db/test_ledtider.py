"""The lead times from a database: what the rules say of each insats with all its facts, for whoever gets figures."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from db.inloggade import Inloggade
from db.varld import BLAD, Varld

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.kalender import plus_arbetsdagar
from kundvalsdesk.rules.ledtider import KOLUMNER, ledtidstabell, vag
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.statistiktabeller import Tabell
from kundvalsdesk.services import statistik, statistikbakom
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, lasning
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.statistiktyper import LEDTIDER, Cell, Urval

ARET = Urval(date(2024, 1, 1), date(2024, 12, 31), jamfor=True)
IDAG = "2024-12-20"


def _blad(antal: int) -> dict[str, list[dict[str, str]]]:
    """Insatser on their way, in all stages of it; some late, some returned, one that is kept for statistics."""
    slump = random.Random(4)
    insatser: list[dict[str, str]] = []
    planer: list[dict[str, str]] = []
    igen: list[dict[str, str]] = []
    for n in range(antal):
        nyckel = f"L{n:02d}"
        beslut = plus_arbetsdagar(date(2023, 9, 1) + timedelta(days=slump.randrange(280)), 1)
        bemannad = plus_arbetsdagar(beslut, slump.randint(1, 4))
        start = plus_arbetsdagar(bemannad, 3)
        inne = start + timedelta(days=slump.randint(3, 25))
        steg = slump.randrange(5)
        rad = {"insats": nyckel, "kund": f"K000{1 + n % 3}", "kod": slump.choice(("AMI2", "AMI2", "FAI1")),
               "anordnare": slump.choice(("Björken", "Zenit")), "beslut": str(beslut)}  # fmt: skip
        rad |= {"aktualiserad": str(beslut)} if steg > 0 else {}
        rad |= {"bemannad": str(bemannad), "uppdrag": str(bemannad), "start": str(start)} if steg > 1 else {}
        if n == 0:
            rad |= {"historik": "ja"}
        insatser.append(rad)
        if steg > 2:
            plan = {"insats": nyckel, "version": "1", "inkommen": str(inne)}
            if slump.random() < 0.6:
                plan |= {"aterremitterad": str(inne + timedelta(days=1))}
                if slump.random() < 0.7:
                    plan |= {"inkommen_igen": str(inne + timedelta(days=3))}
                    if slump.random() < 0.5:
                        igen.append({"insats": nyckel, "avser": "1", "aterremitterad": str(inne + timedelta(days=4)),
                                     "skal": "Saknar mål."})  # fmt: skip
            if steg > 3 and (n == 0 or igen[-1:] == [] or igen[-1]["insats"] != nyckel):
                plan |= {"godkand": str(inne + timedelta(days=slump.randint(4, 12)))}
                if "aterremitterad" in plan:
                    plan |= {"inkommen_igen": str(inne + timedelta(days=3))}
            planer.append(plan)
    return {"insatser": insatser, "genomforandeplaner": planer, "aterremisser": igen}


MER: dict[str, Any] = {
    "handlaggare": [
        *BLAD["handlaggare"], {"anvandare": "kval", "namn": "Kerstin Ly", "roll": "kvalitetsutvecklare"},
    ],
    **_blad(60),
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def _ur_fakta(v: Varld, fran: date, till: date) -> Tabell:
    """By all facts of every insats, as the frister are made."""
    with v.enhet(IDAG, "gust") as e:
        vagar = [vag(f, v.regelverk, e.idag) for _, f, _ in alla_fakta(e.session)]
    return ledtidstabell(LEDTIDER, [x for x in vagar if x is not None and fran <= x.beslut <= till])


def test_the_same_as_from_all_facts_for_whoever_gets_figures(varld: Varld) -> None:
    borde = _ur_fakta(varld, ARET.fran, ARET.till)
    assert all(borde.totalt[k] for k in KOLUMNER)  # something of everything, or nothing is compared
    fore = _ur_fakta(varld, date(2023, 1, 1), date(2023, 12, 31))
    with Inloggade(varld.databas) as inloggade:
        for vem in ("gust", "kval"):
            db = varld.databas if varld.databas.lokal else inloggade.som(vem)
            with lasning(db) as anslutning:
                aktor = aktor_for(anslutning, vem)
            with enhet(db, aktor, varld.regelverk, date.fromisoformat(IDAG)) as e:
                svar = statistik.hamta(e, ARET)
                assert (svar.mer[0], svar.mer_fore[0]) == (borde, fore), vem
                assert borde in svar.alla
                snavt = statistik.hamta(e, Urval(ARET.fran, ARET.till, kundval="FAI", anordnare="Zenit",
                                                 karriarvagledare="anlu", malgrupp="bistand")).mer[0]  # fmt: skip
                assert 0 < int(str(snavt.totalt["beslutade"])) < int(str(borde.totalt["beslutade"]))


def test_every_figure_of_the_lead_times_opens_its_cases(varld: Varld) -> None:
    with varld.enhet(IDAG, "gust") as e:
        t = statistik.hamta(e, Urval(ARET.fran, ARET.till)).mer[0]
        for r in (*t.rader, t.totalt):
            rad = None if r is t.totalt else str(r["manad"])
            for k in KOLUMNER:
                cell = Cell(LEDTIDER, rad, k)
                if k.startswith(("andel", "median")):
                    assert not statistikbakom.oppnas(cell, [])
                    continue
                assert len(statistikbakom.arenden(e, Urval(ARET.fran, ARET.till), cell)) == r[k], cell
    with pytest.raises(Nekad), varld.enhet(IDAG, "kval") as e:
        statistikbakom.arenden(e, Urval(ARET.fran, ARET.till), Cell(LEDTIDER, None, "beslutade"))


def test_both_periods_come_from_one_read(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    """And give what each gives when asked for alone."""
    riktig, lasta = statistik._fakta, []

    def en_gang(*a: Any) -> Any:
        lasta.append(a)
        return riktig(*a)

    with varld.enhet(IDAG, "gust") as e:
        for u in (ARET, Urval(date(2023, 10, 15), date(2024, 4, 2), jamfor=True)):
            fore = u.period.aret_fore
            ensamma = [statistik.hamta(e, Urval(p.fran, p.till)).statistik for p in (u.period, fore)]
            with monkeypatch.context() as m:
                m.setattr(statistik, "_fakta", en_gang)
                lasta.clear()
                svar = statistik.hamta(e, u)
            assert len(lasta) == 1
            assert [svar.statistik, svar.fore] == ensamma
            assert svar.jamforelse(svar.statistik.tabeller["3a"]) is None
            j = svar.jamforelse(svar.statistik.tabeller["4"])
            assert j is not None and svar.fore is not None
            assert j.totalt.fore["totalt"] == svar.fore.tabeller["4"].totalt["totalt"]
