"""Visits at anordnare as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..rules.besok import Vantan
from .stickprovtyper import Provrad


@dataclass(frozen=True, slots=True)
class Besoksuppgifter:
    """What is said of a visit beside its time. `fran_oss`, `fran_dem`: a name on each line."""

    plats: str = ""
    kontor: str = ""
    fran_oss: str = ""
    fran_dem: str = ""


@dataclass(frozen=True, slots=True)
class Fragerad:
    id: int
    ordning: int
    fraga: str
    iakttagelse: str
    bedomning: str
    version: int


@dataclass(frozen=True, slots=True)
class Punktrad:
    """Something to follow up. `ljus`: rod | gul | gron, or klar; `kvar`: arbetsdagar left, negative when late."""

    id: int
    besok_id: int
    ordning: int
    vad: str
    ansvarig: str
    forfaller: date
    klar: date | None
    klar_av: str
    notering: str
    ljus: str
    kvar: int
    version: int


@dataclass(frozen=True, slots=True)
class Protokollrad:
    """A signed version of the protocol."""

    nummer: int
    signerat: date
    signerat_av: str
    skal: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Besoksrad:
    """A visit in a list. `oppna_punkter`: not done; `punktljus`: the worst light of those, "" for none; `forst`:
    the one of them that is due first."""

    id: int
    plan_id: int
    ar: int
    kundval: str
    anordnare_id: int
    anordnare: str
    kontor: str
    plats: str
    start: datetime
    slut: datetime
    lage: str
    flyttat: int
    skal: str
    signerad: date | None
    protokoll: int
    vantan: Vantan
    oppna_punkter: int
    punktljus: str
    forst: Punktrad | None
    version: int


@dataclass(frozen=True, slots=True)
class Besoksvy:
    """All of one visit. `traffar`: whom it is to meet first of all."""

    rad: Besoksrad
    traffar: str
    fran_oss: tuple[str, ...]
    fran_dem: tuple[str, ...]
    sammanfattning: str
    fragor: tuple[Fragerad, ...]
    punkter: tuple[Punktrad, ...]
    protokoll: tuple[Protokollrad, ...]

    @property
    def last(self) -> bool:
        return self.rad.signerad is not None


@dataclass(frozen=True, slots=True)
class Besoksbakgrund:
    """What there is beside a visit. `kontakt`: heading and words; `tidigare`: held at the same anordnare before."""

    kontakt: tuple[tuple[str, str], ...]
    stickprov: tuple[Provrad, ...]
    tidigare: tuple[Besoksrad, ...]
