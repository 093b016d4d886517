"""The kundenkät as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..rules.kundenkat import Enkatresultat, Fraga
from ..rules.statistiktabeller import Tabell
from .statistiktyper import ROLLER as STATISTIKROLLER

ROLLER = STATISTIKROLLER
"""Those who run the survey. They see figures and no names: not whom it is sent to, nor what one has answered."""
NAMNROLL = "arbetsledare"
"""Who may take out the send list, with names."""
STEG, DRA, LAS_IN, UT = "kundenkat_spara", "kundenkat_dra", "kundenkat_las_in", "kundenkat_utskick"


@dataclass(frozen=True, slots=True)
class Enkatrad:
    """A kundenkät. `tillfragade`: how many are on the send list as it was drawn; None before that."""

    ar: int
    kundval: str
    namn: str
    fran: date
    till: date
    fragor: tuple[Fraga, ...]
    skapad: date
    utskick: date | None
    stangd: date | None
    tillfragade: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Mottagare:
    """One to send it to."""

    fornamn: str
    efternamn: str
    personnummer: str
    anordnare: str


@dataclass(frozen=True, slots=True)
class Resultatsvar:
    enkat: Enkatrad
    resultat: Enkatresultat
    tabeller: dict[str, Tabell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kundnojdhet:
    """Of an anordnare: share nöjda with the whole, in percent, of how many answers; never of fewer than five."""

    ar: int
    kundval: str
    andel: int
    antal: int
