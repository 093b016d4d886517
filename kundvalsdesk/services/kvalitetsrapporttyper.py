"""The kvalitetsrapport as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..rules.kvalitetsrapport import Bit, Fyllt, Underlag, Visad
from .statistiktyper import GRANSKADE, Statistiksvar, Urval
from .uppfoljningstyper import ROLLER, SKRIVER

__all__ = ["BESLUTAD", "LASER", "SKRIVER", "UTKAST"]
UTKAST, BESLUTAD = "utkast", "beslutad"
LASER = ROLLER
"""Who reads a report and comments on it; only SKRIVER writes."""
RUBRIK, LANGST_TEXT = 200, 20_000


@dataclass(frozen=True, slots=True)
class Rapportrad:
    """A report in a list. `oppna`: comments that nobody has answered."""

    id: int
    plan_id: int
    ar: int
    namnd: str
    kundval: str
    titel: str
    lage: str
    beslutad: date | None
    paragraf: str
    avsnitt: int
    oppna: int
    version: int


@dataclass(frozen=True, slots=True)
class Kommentarrad:
    id: int
    avsnitt_id: int
    text: str
    skriven: date
    skriven_av: str
    svar: str
    besvarad: date | None
    besvarad_av: str
    version: int


@dataclass(frozen=True, slots=True)
class Avsnittsrad:
    """A section. `nummer`: "3.1" as it is printed."""

    id: int
    nummer: str
    niva: int
    rubrik: str
    text: str
    version: int
    kommentarer: tuple[Kommentarrad, ...] = ()

    @property
    def oppna(self) -> int:
        return sum(k.besvarad is None for k in self.kommentarer)


@dataclass(frozen=True, slots=True)
class Versionsrad:
    nummer: int
    rubrik: str
    text: str
    sparad: datetime
    sparad_av: str


@dataclass(frozen=True, slots=True)
class Beslutsrad:
    datum: date
    paragraf: str
    registrerad_av: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Borttaget:
    id: int
    rubrik: str
    nar: date
    version: int


@dataclass(frozen=True, slots=True)
class Rapport:
    """A report whole. `urval`: which insatser its figures are of; `underlag`: the tables, of a decided one as they
    were; `fyllt`: its sections filled in, in their order. `svar`: of a draft, what its diagrams are drawn of."""

    rad: Rapportrad
    urval: Urval
    avsnitt: tuple[Avsnittsrad, ...]
    borttagna: tuple[Borttaget, ...]
    underlag: Underlag
    fyllt: Fyllt
    beslut: Beslutsrad | None
    far_skriva: bool
    svar: Statistiksvar | None = None

    @property
    def fel(self) -> tuple[tuple[Avsnittsrad, Bit], ...]:
        return tuple((self.avsnitt[nr], b) for nr, b in self.fyllt.fel)

    @property
    def hinder(self) -> tuple[str, ...]:
        """What stands in the way of a decision, in sentences."""
        ut = [f"Avsnitt {a.nummer}: {b.mening}" for a, b in self.fel]
        ut += [f"Avsnitt {a.nummer} har en kommentar utan svar." for a in self.avsnitt if a.oppna]
        if any(t is not None and t.nummer in GRANSKADE for t in (self.underlag.tabell(v.tabell) for v in self.visade)):
            ut += [f"Granskningen av {namn} är inte klar." for namn in self.underlag.ogranskade]
        return tuple(ut)

    @property
    def skrivna(self) -> tuple[tuple[Avsnittsrad, Bit], ...]:
        return tuple((self.avsnitt[nr], b) for nr, b in self.fyllt.skrivna)

    @property
    def visade(self) -> tuple[Visad, ...]:
        return self.fyllt.visade
