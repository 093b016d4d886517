"""A heap of reports that wait for one karriärvägledare: one and the same day, as many as asked for."""

from __future__ import annotations

from datetime import date

from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.demo import skriv_texter
from kundvalsdesk.services.overforing.inlasning import las_in
from kundvalsdesk.services.typer import ROLLER, Aktor

HOGENS_DAG = date(2026, 9, 9)
HOGENS_KV = "hkv"
_KODER = ("AMI2", "ISA2", "FAI2", "AMI2", "ISA1")


def hogens_blad(antal: int) -> dict[str, list[dict[str, str]]]:
    """Each kund has one insats since May; July is approved, August has come in."""
    nummer = range(1, antal + 1)
    return {
        "handlaggare": [{"anvandare": HOGENS_KV, "namn": "Hedda Vik", "roll": "karriarvagledare"}],
        "anordnare": [{"anordnare": "Björken"}, {"anordnare": "Ågården"}],
        "auktorisationer": [
            {"anordnare": a, "avser": k, "fran": "2021-03-01"}
            for a in ("Björken", "Ågården")
            for k in ("AMI", "ISA", "FAI")
        ],
        "kunder": [
            {"kund": f"K{n:04d}", "fornamn": f"Fia{n}", "efternamn": f"Åse{n % 40:02d}", "malgrupp": "bistand",
             "skydd": "sekretessmarkering" if n % 50 == 7 else "", "karriarvagledare": HOGENS_KV}
            for n in nummer
        ],
        "insatser": [
            {"insats": f"2026-{n:04d}", "kund": f"K{n:04d}", "kod": _KODER[n % len(_KODER)],
             "anordnare": ("Björken", "Ågården")[n % 2], "beslut": "2026-04-27", "aktualiserad": "2026-04-27",
             "bemannad": "2026-04-28", "uppdrag": "2026-04-29", "start": "2026-05-04", "slut": "2026-10-30",
             "historik": "nej"}
            for n in nummer
        ],
        "genomforandeplaner": [
            {"insats": f"2026-{n:04d}", "version": "1", "inkommen": "2026-05-13", "godkand": "2026-05-18"}
            for n in nummer
        ],
        "manadsrapporter": [
            {"insats": f"2026-{n:04d}", "manad": manad, "klarmarkerad": inne, "godkand": godkand}
            for n in nummer
            for manad, inne, godkand in (
                ("2026-05", "2026-06-03", "2026-06-09"),
                ("2026-06", "2026-07-03", "2026-07-09"),
                ("2026-07", "2026-08-04", "2026-08-11"),
                ("2026-08", f"2026-09-0{1 + n % 7}", ""),
            )
        ],
    }  # fmt: skip


def lagg_hog(databas: Databas, regelverk: Regelverkssamling, antal: int = 300) -> None:
    """Fills an empty database with the heap and what its reports say."""
    agare = Aktor("provare", "provare", frozenset(ROLLER), agare=True)
    ut = las_in(databas, agare, regelverk, HOGENS_DAG, hogens_blad(antal))
    assert ut.fel == (), ut.fel[:3]
    with transaktion(databas, skriv=True) as session:
        skriv_texter(session, regelverk, HOGENS_DAG)
