"""How long månadsrapporter wait: from a database what the rules say of each with all its returns."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from db.inloggade import Inloggade
from db.varld import BLAD, Varld

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.fakta import Insatsfakta, Rapport, Retur
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.kalender import arbetsdagar_mellan
from kundvalsdesk.rules.rapportledtider import KOLUMNER, Inkommen, Rapportmatt, Rapportvag, rapporttabell
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import statistik, statistikbakom
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, lasning
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.statistiktyper import RAPPORTER, Cell, Urval

ARET = Urval(date(2024, 1, 1), date(2024, 12, 31), jamfor=True)
IDAG = "2024-12-20"


def _blad() -> dict[str, list[dict[str, str]]]:
    slump = random.Random(9)
    insatser, rapporter, igen = [], [], []
    for n in range(12):
        start = date(2023, 10, 2) + timedelta(days=7 * n)
        nyckel = f"R{n:02d}"
        insatser.append(
            {"insats": nyckel, "kund": f"K000{1 + n % 3}", "kod": slump.choice(("AMI2", "FAI2")),
             "anordnare": slump.choice(("Björken", "Zenit")), "beslut": str(start), "aktualiserad": str(start),
             "bemannad": str(start), "uppdrag": str(start), "start": str(start)}
        )  # fmt: skip
        for k in range(4):
            forst = date(start.year + (start.month + k) // 12, (start.month + k) % 12 + 1, 1)
            klar = forst + timedelta(days=slump.randint(1, 9))
            manad = forst - timedelta(days=1)
            rad = {"insats": nyckel, "manad": f"{manad:%Y-%m}", "klarmarkerad": str(klar)}
            inne = klar
            if slump.random() < 0.5:
                rad |= {"aterremitterad": str(klar + timedelta(days=2))}
                inne = klar + timedelta(days=5)
                if slump.random() < 0.8:
                    rad |= {"klarmarkerad_igen": str(inne)}
                    if slump.random() < 0.5:
                        andra = {"insats": nyckel, "avser": rad["manad"], "skal": "Saknar mål.",
                                 "aterremitterad": str(inne + timedelta(days=1))}  # fmt: skip
                        inne += timedelta(days=8)
                        ute = slump.random() < 0.3
                        igen.append(andra | ({} if ute else {"inkommen_igen": str(inne)}))
                        inne = date.max if ute else inne
                else:
                    inne = date.max
            if inne != date.max and slump.random() < 0.8:
                rad |= {"godkand": str(inne + timedelta(days=slump.randint(1, 12)))}
            rapporter.append(rad)
    return {"insatser": insatser, "manadsrapporter": rapporter, "aterremisser": igen}


MER: dict[str, Any] = {
    "handlaggare": [
        *BLAD["handlaggare"], {"anvandare": "kval", "namn": "Kerstin Ly", "roll": "kvalitetsutvecklare"},
    ],
    **_blad(),
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def _ur_frister(v: Varld, fran: date, till: date) -> Any:
    """By all facts of each insats, and the frister that the queue is made of."""
    vagar = []
    with v.enhet(IDAG, "gust") as e:
        for _, f, _ in alla_fakta(e.session):
            fristerna = {x.avser: x for x in frister(f, v.regelverk) if x.kod == "godkann_rapport"}
            for r in f.rapporter:
                if r.klarmarkerad is None or not fran <= r.klarmarkerad <= till:
                    continue
                x = fristerna[r.manad]
                inne = max([r.klarmarkerad, *(y.inkommen_igen for y in r.returer if y.inkommen_igen)])
                dagar = arbetsdagar_mellan(inne + timedelta(days=1), r.godkand) if r.godkand else None
                lage = ""
                if x.klar is not None:
                    lage = "i_tid" if x.klar <= x.forfaller else "sen"
                elif not x.vilande and e.idag > x.forfaller:
                    lage = "sen"
                vagar.append(Rapportvag(r.klarmarkerad, dagar, lage, bool(r.returer)))
    return rapporttabell(RAPPORTER, vagar)


def test_the_same_as_from_the_frister_and_every_figure_opens_its_reports(varld: Varld) -> None:
    borde, fore = _ur_frister(varld, ARET.fran, ARET.till), _ur_frister(varld, date(2023, 1, 1), date(2023, 12, 31))
    assert all(borde.totalt[k] for k in KOLUMNER) and fore.rader
    with Inloggade(varld.databas) as inloggade:
        for vem in ("gust", "kval"):
            db = varld.databas if varld.databas.lokal else inloggade.som(vem)
            with lasning(db) as anslutning:
                aktor = aktor_for(anslutning, vem)
            with enhet(db, aktor, varld.regelverk, date.fromisoformat(IDAG)) as e:
                svar = statistik.hamta(e, ARET)
                assert (svar.mer[1], svar.mer_fore[1]) == (borde, fore), vem
                snavt = statistik.hamta(e, Urval(ARET.fran, ARET.till, kundval="FAI", karriarvagledare="anlu",
                                                 malgrupp="bistand")).mer[1]  # fmt: skip
                assert 0 < int(str(snavt.totalt["klarmarkerade"])) < int(str(borde.totalt["klarmarkerade"]))
    urval = Urval(ARET.fran, ARET.till)
    with varld.enhet(IDAG, "gust") as e:
        for r in (borde.rader[0], borde.totalt):
            for k in ("klarmarkerade", "aterremitterade", "godkanda", "i_tid_rapport", "sena_rapport"):
                cell = Cell(RAPPORTER, str(r["manad"]) if "manad" in r else None, k)
                assert len(statistikbakom.arenden(e, urval, cell)) == r[k], cell
    with pytest.raises(Nekad), varld.enhet(IDAG, "kval") as e:
        statistikbakom.arenden(e, urval, Cell(RAPPORTER, None, "godkanda"))


def test_a_returned_report_waits_from_when_it_came_in_again(regelverk: Regelverkssamling) -> None:
    """May's report, in on 4 June and again on 17 June: five arbetsdagar over midsommar to 25 June."""
    r = Inkommen("AMI2", "2024-05", date(2024, 6, 4), date(2024, 6, 17), aterremitterad=True)

    def vag(dag: str, godkand: str = "", **mer: Any) -> Rapportvag:
        klar = date.fromisoformat(godkand) if godkand else None
        return Rapportmatt(regelverk, date.fromisoformat(dag)).vag(r._replace(godkand=klar, **mer))

    assert vag("2024-07-01", "2024-06-25") == Rapportvag(r.klarmarkerad, 5, "i_tid", True)
    assert vag("2024-07-01", "2024-06-26").lage == "sen"
    assert (vag("2024-06-25").lage, vag("2024-06-26").lage, vag("2024-06-26", ute=True).lage) == ("", "sen", "")
    x = next(
        x for x in frister(
            Insatsfakta("AMI2", start=date(2024, 5, 1), rapporter=(
                Rapport("2024-05", r.klarmarkerad, (Retur(date(2024, 6, 10), r.igen),)),)), regelverk)
        if x.kod == "godkann_rapport"
    )  # fmt: skip
    assert x.forfaller == date(2024, 6, 25)
