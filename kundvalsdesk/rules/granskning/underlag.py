"""What a report is judged by, and how a flag is made: the only input and the only output of every check."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from ..fakta import Insatsfakta
from ..granskningsregler import Granskningsregel
from ..kalender import manad, manadens_forsta, plus_dagar, plus_manader
from ..ramar import Ramar
from ..rapporttyper import Anmarkning, Formular, Innehall
from ..regelverk import Regelverkssamling

# Code of a flag: the section of the routine (Kundvalsrutiner 2024) that it rests on.
KODER: dict[str, str] = {
    "tomt": "8.1",
    "ej_aktuellt_utan_motivering": "8.1",
    "ej_aktuellt_inte_har": "8.1",
    "progression_saknas": "7.4",
    "progression_ej_aktuellt": "7.4",
    "utanfor_skalan": "7.4",
    "lik_foregaende": "8.1",
    "lik_hela": "8.1",
    "vecka_utan_kontakt": "7.2",
    "kontakt_utan_datum": "7.2",
    "kontakt_utanfor": "7.2",
    "franvaro_utan_typ": "10",
    "franvaro_utan_datum": "10",
    "franvaro_utan_orsak": "10",
    "franvaro_baklanges": "10",
    "franvaro_utanfor": "10",
    "franvaro_overlappar": "10",
    "franvaro_ej_registrerad": "10",
    "franvaro_ej_i_rapport": "10",
    "franvaro_annan_typ": "10",
    "lakarintyg_saknas": "10.1",
    "vabintyg_saknas": "10.2",
    "upprepad_sjukfranvaro": "10.1",
    "andra_moten": "10.3",
    "andra_moten_namns_inte": "10.3",
    "annan_insats": "8.4",
    "justering": "8.3",
    "uppfoljningsmote": "7.5",
    "mal_namns_inte": "7.4",
    "delmal_namns_inte": "7.4",
    "mal_saknas": "7.3",
    "delmal_saknas": "7.3",
    "delmal_utan_text": "7.3",
    "delmal_utan_aktivitet": "7.3",
    "delmal_utan_datum": "7.3",
    "delmal_utanfor": "7.3",
    "plan_oforandrad": "8.3",
    "nasta_steg_saknas": "12",
    "delmal_utan_resultat": "12",
}


class Underlag(NamedTuple):
    """One report and what it is judged by. `avser` as in rules.rapporttyper.

    `foregaende`: last month's report, or the plan's last version. `plan`: the plan that was in force.
    """

    slag: str
    avser: str
    formular: Formular
    innehall: Innehall
    foregaende: Innehall | None
    plan: Innehall | None
    fakta: Insatsfakta
    ramar: Ramar
    regelverk: Regelverkssamling

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day that a månadsrapport is about: the month, so far as the insats ran. None for others."""
        dagar = manadens_dagar(self.avser) if self.slag == "rapport" else None
        if dagar is None:
            return None
        fran = max(dagar[0], self.fakta.start or dagar[0])
        till = min(dagar[1], self.ramar.sista or dagar[1])
        return (fran, till) if fran <= till else None

    @property
    def regel(self) -> Granskningsregel:
        """The parameters in force on the last day that the report is about."""
        dagar = self.period
        return self.regelverk.granskning(dagar[1] if dagar else self.ramar.sista or self.fakta.start)


@cache
def manadens_dagar(m: str) -> tuple[date, date] | None:
    """First and last day of a month written ÅÅÅÅ-MM; None for what is none."""
    try:
        forsta = manadens_forsta(m)
    except ValueError:
        return None
    return (forsta, plus_dagar(plus_manader(forsta, 1), -1)) if manad(forsta) == m else None


def anm(kod: str, avsnitt: str = "", *data: object, rad: int = -1) -> Anmarkning:
    """A flag of a registered code, with its source."""
    return Anmarkning(kod, avsnitt, data, KODER[kod], rad)
