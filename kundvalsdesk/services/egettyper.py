"""Plain data of what is one's own: marks and reminders that nobody else sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .typer import KoFilter


@dataclass(frozen=True, slots=True)
class Paminnelserad:
    """A reminder that is not done. `nu`: its day has come."""

    id: int
    version: int
    insats: str
    kund: str
    datum: date
    text: str
    nu: bool


@dataclass(frozen=True, slots=True)
class Eget:
    """What I have put at one case."""

    insats: str
    markt: bool
    paminnelser: tuple[Paminnelserad, ...] = ()


@dataclass(frozen=True, slots=True)
class Sparat:
    """A filter of the queue that I have given a name, and how many rows it shows now."""

    id: int
    namn: str
    filter: KoFilter
    antal: int
