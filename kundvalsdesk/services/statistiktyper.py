"""The statistics as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.statistik import Period
from ..rules.statistiktabeller import Statistik

ROLLER = ("arbetsledare", "kvalitetsutvecklare", "kundkoordinator")
"""Those who get the figures of the unit, all insatser in them. Not a karriärvägledare: they may see every insats that
is not protected, so the figures less what they count themselves would tell of the protected ones."""
INGEN_ANORDNARE = "Ingen anordnare"


@dataclass(frozen=True, slots=True)
class Urval:
    """Which insatser. None: all. `anordnare`: by name; `karriarvagledare`: by login, whose kunder they are today."""

    fran: date
    till: date
    kundval: str | None = None
    anordnare: str | None = None
    karriarvagledare: str | None = None
    malgrupp: str | None = None

    @property
    def period(self) -> Period:
        return Period(self.fran, self.till)


@dataclass(frozen=True, slots=True)
class Statistiksvar:
    """`gallrade`: how many insatser that ended in the years of the period have been deleted. They are in no table:
    what is left of them are counts per year. (Not by karriärvägledare: that is not among what is left.)"""

    urval: Urval
    statistik: Statistik
    gallrade: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: in which table, in the row of what (None: the sum), and of which column."""

    tabell: str
    rad: str | None
    kolumn: str


@dataclass(frozen=True, slots=True)
class Bakomrad:
    """A case behind a figure. `kund` is masked where regelverk §9 says so; `slut` is in words."""

    insats: str
    kund: str
    kod: str
    anordnare: str
    start: date
    slut: str


@dataclass(frozen=True, slots=True)
class Valbart:
    """What the tables can be narrowed down to: code (or name, or login) and words."""

    kundval: tuple[tuple[str, str], ...]
    anordnare: tuple[str, ...]
    karriarvagledare: tuple[tuple[str, str], ...]
    malgrupper: tuple[tuple[str, str], ...]
    far_oppna: bool


HOGST_BAKOM = 1000
"""How many cases behind a figure are listed: above it, it is no list that anybody reads."""
