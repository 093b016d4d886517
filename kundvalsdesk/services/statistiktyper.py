"""The statistics as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.kundenkat import TOLV, TRETTON
from ..rules.statistik import Period
from ..rules.statistikjamforelse import Jamforelse, jamfor
from ..rules.statistiktabeller import Statistik, Tabell

ROLLER = ("arbetsledare", "kvalitetsutvecklare", "kundkoordinator")
"""Those who get the figures of the unit, all insatser in them. Not a karriärvägledare: they may see every insats that
is not protected, so the figures less what they count themselves would tell of the protected ones."""
INGEN_ANORDNARE = "Ingen anordnare"


@dataclass(frozen=True, slots=True)
class Urval:
    """Which insatser. None: all. `anordnare`: by name; `karriarvagledare`: by login, whose kunder they are today.

    `jamfor`: the same days a year before beside them.
    """

    fran: date
    till: date
    kundval: str | None = None
    anordnare: str | None = None
    karriarvagledare: str | None = None
    malgrupp: str | None = None
    jamfor: bool = False

    @property
    def period(self) -> Period:
        return Period(self.fran, self.till)

    @property
    def perioder(self) -> tuple[Period, ...]:
        """The one asked for, and the one that it is compared with."""
        return (self.period, self.period.aret_fore) if self.jamfor else (self.period,)


@dataclass(frozen=True, slots=True)
class Statistiksvar:
    """`gallrade`: how many insatser that ended in the years of the period have been deleted. They are in no table:
    what is left of them are counts per year. (Not by karriärvägledare: that is not among what is left.)

    `mer`: tables of other things than insatser in the period (services.statistiktillagg). `fore` and `mer_fore`: of
    the period that is compared with.
    """

    urval: Urval
    statistik: Statistik
    gallrade: int = 0
    mer: tuple[Tabell, ...] = ()
    fore: Statistik | None = None
    mer_fore: tuple[Tabell, ...] = ()

    @property
    def alla(self) -> tuple[Tabell, ...]:
        """Every table, by number."""
        return tuple(sorted((*self.statistik.alla, *self.mer), key=_nummerordning))

    def jamforelse(self, t: Tabell) -> Jamforelse | None:
        """A table and that of the year before; None where nothing is, or the years stand in it, or groups of few are
        left out."""
        if self.fore is None or t.nummer in (AR_FOR_AR, *ENKATENS, *PROGRESSION):
            return None
        forut = {nyckel(x): x for x in (*self.fore.alla, *self.mer_fore)}
        return jamfor(t, forut.get(nyckel(t)))


AR_FOR_AR = "3a"
ENKATENS = (TOLV, TRETTON)
"""Of the kundenkät: what is not shown there is not nothing, and is not told from what was shown the year before."""
LEDTIDER, RAPPORTER = "L1", "L2"

PROGRESSION = ("P1", "P2")
"""With the rule of five: as of the kundenkät, a row that is not there is not nothing."""
KEDJOR = ("P3", "P4")
GRANSKADE = GRANSKNING, GRANSKNING_AV, BRISTER = "G1", "G2", "G3"
"""Of the uppföljning and not of the period (services.bedomningstabeller): in a kvalitetsrapport only."""


def nyckel(t: Tabell) -> str:
    """What a table is called by: its number, or the insats that it is of."""
    return t.avser or t.nummer


def _nummerordning(t: Tabell) -> tuple[bool, int, str]:
    siffror = "".join(c for c in t.nummer if c.isdigit())
    med_bokstav = not t.nummer[0].isdigit()
    return med_bokstav, 0 if med_bokstav else int(siffror or 0), t.nummer


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
    start: date | None
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
