"""The yearly uppföljning as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.uppfoljning import Brister

SKRIVER = "kvalitetsutvecklare"
ROLLER = (SKRIVER, "arbetsledare")
"""Who reads the plans; only the first one writes them."""


@dataclass(frozen=True, slots=True)
class Planrad:
    """A plan in a list. `koder`: the kundval of our own that it holds. `ljus`: how many steps have which light, those
    that have not opened yet left out; `nasta`: the day of the next step that is not done."""

    id: int
    ar: int
    namnd: str
    kundval: str
    koder: tuple[str, ...]
    lage: str
    beslutad: date | None
    beslut: str
    redovisad: date | None
    tema: str
    antal: int
    klara: int
    ljus: dict[str, int]
    nasta: date | None
    brister: Brister
    version: int


@dataclass(frozen=True, slots=True)
class Stegrad:
    """A step. `ljus`: rod | gul | gron | klar, "" before its tertial has come; `kvar`: arbetsdagar left, negative when
    late."""

    id: int
    plan_id: int
    steg: int
    stegnamn: str
    rubrik: str
    beskrivning: str
    tertial: int
    ansvarig: str
    forfaller: date
    klar: date | None
    klar_av: str
    notering: str
    ljus: str
    kvar: int
    version: int


@dataclass(frozen=True, slots=True)
class Kravrad:
    kod: str
    namn: str
    hjalp: str
    uppfyllt: date | None
    belagg: str
    version: int


@dataclass(frozen=True, slots=True)
class Andringsrad:
    """A change of the plan after it was decided."""

    datum: date
    andrad_av: str
    vad: str
    skal: str


@dataclass(frozen=True, slots=True)
class Plan:
    rad: Planrad
    steg: tuple[Stegrad, ...]
    krav: tuple[Kravrad, ...]
    andringar: tuple[Andringsrad, ...]


@dataclass(frozen=True, slots=True)
class Attgora:
    """A step that waits to be done, with whose it is."""

    steg: Stegrad
    kundval: str
    namnd: str
    ar: int


@dataclass(frozen=True, slots=True)
class Saknad:
    """A kundval that had a plan the year before, and has none now."""

    namnd: str
    kundval: str


@dataclass(frozen=True, slots=True)
class Oversikt:
    """All nämnder's plans of a year, by nämnd and kundval."""

    ar: int
    planer: tuple[Planrad, ...]
    saknade: tuple[Saknad, ...]
