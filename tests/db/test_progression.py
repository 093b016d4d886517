"""Progression and chains of insatser, out of what plans and reports have said, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update
from unit.rapportbok import fyll

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Genomforandeplan, Insats, Manadsrapport
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.rapporttyper import Innehall
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, mottagning, progression, statistik
from kundvalsdesk.services import flode_granskning as flode
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.statistiktyper import Urval

from .rapportvarld import IDAG, Rapportvarld
from .varld import Varld


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Rapportvarld]:
    yield Rapportvarld(databas, regelverk)


def _steg(v: Rapportvarld) -> list[tuple[str, int | None]]:
    with v.enhet(IDAG) as e:
        return [(r.manad, r.skalsteg) for r in e.session.scalars(select(Manadsrapport).order_by(Manadsrapport.manad))]


def test_what_a_form_says_on_the_scale_stands_on_the_row_of_the_report(v: Rapportvarld) -> None:
    steg = "3 – Prövar vägen på arbetsplats eller i utbildning"
    data = fyll(v.mall(), {"progression": "Går framåt.", "lage_nu": steg})
    assert v.ta_emot(data).utfall == "intagen"
    assert _steg(v) == [("2024-06", None), ("2024-08", 3)]
    with v.skrivande() as e:
        flode.aterremittera_rapport(e, "I1", "2024-08", _version(e), date(2024, 9, 5), "Mer.")
    with v.skrivande() as e:  # what comes in again stands, also when it names no step
        innehall = Innehall("", (("progression", "Går framåt."), ("lage_nu", "Ej aktuellt. Sjuk hela månaden.")))
        mottagning.skriv_in(e, "I1", "rapport", "2024-08", _version(e), innehall, date(2024, 9, 5))
    assert _steg(v)[1] == ("2024-08", None)


def _version(e: object) -> int:
    q = select(Manadsrapport.version).where(Manadsrapport.manad == "2024-08")
    return int(e.session.scalars(q).one())  # type: ignore[attr-defined]


def test_a_plan_says_where_the_insats_begins_and_what_it_aims_for(v: Rapportvarld) -> None:
    data = fyll(v.mall("plan"), {"mal": "Arbete.", "lage_start": "1", "lage_mal": 5})
    assert v.ta_emot(data).utfall == "intagen"
    with v.enhet(IDAG) as e:
        q = select(Genomforandeplan).where(Genomforandeplan.nummer == 2)
        p = e.session.scalars(q).one()
        assert (p.skalsteg_start, p.skalsteg_mal) == (1, 5)


# --- The tables ----------------------------------------------------------------------------------------------------

_TID = {"beslut": "2024-01-02", "aktualiserad": "2024-01-02", "bemannad": "2024-01-02", "uppdrag": "2024-01-03"}


def _insats(
    nr: int, kod: str, start: str, sista: str = "", orsak: str = "", anordnare: str = "Zenit"
) -> dict[str, str]:
    slut = {"sista_dag": sista, "avslutstyp": "fortid", "avslutsorsak": orsak, "avslutsbeslut": sista} if sista else {}
    return {"insats": f"P{nr}-{kod}", "kund": f"K{nr}", "kod": kod, "anordnare": anordnare, **_TID, "start": start,
            "omfattning": "100", **slut}  # fmt: skip


BLAD = {
    "kunder": [
        {"kund": f"K{n}", "fornamn": "Ann", "efternamn": "Hemligsson", "karriarvagledare": "anlu",
         "skydd": "sekretessmarkering" if n == 3 else ""}
        for n in range(1, 8)
    ],
    "insatser": [
        *(_insats(n, "FAI1", "2024-01-15", "2024-03-31", "annan_insats") for n in range(1, 8)),
        *(_insats(n, "AMI2", "2024-04-15", anordnare="Björken") for n in range(1, 4)),
    ],
    "genomforandeplaner": [
        {"insats": f"P{n}-FAI1", "version": "1", "inkommen": "2024-01-25"} for n in range(1, 8)
    ],
    "manadsrapporter": [
        {"insats": f"P{n}-FAI1", "manad": m, "klarmarkerad": "2024-04-05"}
        for n in range(1, 8) for m in ("2024-01", "2024-02", "2024-03")
    ],
}  # fmt: skip


@pytest.fixture
def sju(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    """Seven of FAI1 from step 2, of whom six have been told of: 2, 3, 4, 5, 3 and 1 in February."""
    varld = Varld(databas, regelverk, BLAD)
    with transaktion(databas, skriv=True) as s:
        s.execute(update(Genomforandeplan).values(skalsteg_start=2, skalsteg_mal=4))
        for n, steg in enumerate((2, 3, 4, 5, 3, 1), 1):
            i = s.scalars(select(Insats.id).where(Insats.nyckel == f"P{n}-FAI1")).one()
            s.execute(
                update(Manadsrapport)
                .where(Manadsrapport.insats_id == i, Manadsrapport.manad == "2024-02")
                .values(skalsteg=steg)
            )
    yield varld


URVAL = Urval(date(2024, 1, 1), date(2024, 12, 31))


def test_the_tables_of_a_period(sju: Varld) -> None:
    with sju.enhet("2025-01-20", "gust") as e:
        p1, p2, p3, p4 = progression.hamta(e, URVAL).mer
        (rad,) = p1.rader
        assert (rad["insats"], rad["insatser"], rad["bedomda"]) == ("FAI1", 7, 6)
        assert [rad[k] for k in ("framat", "oforandrat", "bakat", "nadda")] == [4, 1, 1, 2]
        assert (str(rad["medel_forandring"]), str(rad["median_forandring"])) == ("1.0", "1.0")
        assert [(r["anordnare"], r["bedomda"]) for r in p2.rader] == [("Zenit", 6)]
        (fran,) = p3.rader
        assert (fran["avslutade"], fran["till_AMI2"], fran["ingen_kand_fortsattning"]) == (7, 3, 4)
        assert (fran["framat"], fran["andel_vidare"]) == (3, 43)
        assert [(r["forsta_insats"], r["avslutade"]) for r in p4.rader] == [("FAI1", 4)]
        # The month of the steps lies after the end of January: until then nothing had been said.
        (tidigt, *_) = progression.hamta(e, replace(URVAL, till=date(2024, 1, 31))).mer
        assert tidigt.rader == ()
        alla = {t.nummer: t for t in statistik.hamta(e, URVAL).alla}
        assert [alla[n] for n in ("P1", "P2", "P3", "P4")] == [p1, p2, p3, p4]
        # What came next counts, chosen or not.
        (_, _, fai, _) = progression.hamta(e, replace(URVAL, kundval="FAI")).mer
        assert fai.rader[0]["till_AMI2"] == 3
        (_, _, bjorken, _) = progression.hamta(e, replace(URVAL, anordnare="Björken")).mer
        assert bjorken.rader == ()


@pytest.mark.parametrize("som", ["anlu", "syss", "dass"])
def test_whoever_gets_no_figures_gets_none_of_these(sju: Varld, som: str) -> None:
    with sju.enhet("2025-01-20", som) as e, pytest.raises(Nekad) as fel:
        progression.hamta(e, URVAL)
    assert fel.value.kod == "roll"


def test_the_series_of_a_case(sju: Varld) -> None:
    with sju.enhet("2025-01-20") as e:
        p = arende.hamta(e, "P1-FAI1").progression
        assert p is not None
        assert (p.serie.start, p.serie.mal, p.serie.senast) == (2, 4, 2)
        assert p.serie.manader == (("2024-01", None), ("2024-02", 2), ("2024-03", None))
        assert len(p.skala) == 5
        assert arende.hamta(e, "P1-AMI2").progression is None
