"""What has happened in one insats: the only input, beside the rule set, of every rule about its frister.

Field names are those of the transfer format. Dates are `date`, times of incidents naive `datetime` in local time;
None = not yet. Nothing here knows today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Retur:
    """One return (återremiss) of a report or plan, and the day it came in again."""

    aterremitterad: date
    inkommen_igen: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    version: int
    inkommen: date | None = None
    returer: tuple[Retur, ...] = ()
    godkand: date | None = None
    revidering_begard: date | None = None


@dataclass(frozen=True, slots=True)
class Rapport:
    """A månadsrapport; `manad` is "ÅÅÅÅ-MM"."""

    manad: str
    klarmarkerad: date | None = None
    returer: tuple[Retur, ...] = ()
    godkand: date | None = None
    underlag: date | None = None


@dataclass(frozen=True, slots=True)
class Slutrapport:
    inkommen: date | None = None
    returer: tuple[Retur, ...] = ()
    godkand: date | None = None


@dataclass(frozen=True, slots=True)
class Franvaro:
    """One row of absence; `typ` is sjuk, vab, annan, ogiltig or ledighet. `till` None = still absent."""

    typ: str
    fran: date
    till: date | None = None
    kontaktforsok: int = 0
    registrerad: date | None = None
    intyg_anordnare: date | None = None
    intyg_kv: date | None = None
    intyg_fran_dag_ett: bool = False
    meddelad: date | None = None
    bedomd: date | None = None


@dataclass(frozen=True, slots=True)
class Forlangning:
    """A request for one more month. `ute`: sent back to be completed, and not in again."""

    begard: date
    beslutad: date | None = None
    beviljad: bool = False
    ute: bool = False


@dataclass(frozen=True, slots=True)
class Kontakt:
    """`typ` is uppstartsmote, veckokontakt or trepart."""

    datum: date
    typ: str


@dataclass(frozen=True, slots=True)
class Incident:
    nyckel: str
    upptackt: datetime
    kv_underrattad: datetime | None = None
    vidare: datetime | None = None
    bedomd: datetime | None = None


@dataclass(frozen=True, slots=True)
class Insatsfakta:
    """All facts of one insats. `andra_beslut`: days of beslut of the same kund's other insatser."""

    kod: str
    beslut: date | None = None
    aktualiserad: date | None = None
    bemannad: date | None = None
    uppdrag: date | None = None
    start: date | None = None
    slut: date | None = None
    sista_dag: date | None = None
    avslutsbeslut: date | None = None
    avslutstyp: str | None = None
    avslutsorsak: str | None = None
    avbrottsdokument: date | None = None
    bevakas_fran: date | None = None
    historik: bool = False
    planer: tuple[Plan, ...] = ()
    rapporter: tuple[Rapport, ...] = ()
    slutrapport: Slutrapport | None = None
    franvaro: tuple[Franvaro, ...] = ()
    forlangningar: tuple[Forlangning, ...] = ()
    kontakter: tuple[Kontakt, ...] = ()
    incidenter: tuple[Incident, ...] = ()
    andra_beslut: tuple[date, ...] = ()
