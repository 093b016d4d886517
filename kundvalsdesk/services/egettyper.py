"""Plain data of what is one's own: marks and reminders that nobody else sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
