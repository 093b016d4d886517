"""What the overview of an arbetsledare shows. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Medarbetare:
    """One colleague's work today. Everything is counted where it is today: with the vikarie, while there is one."""

    anvandare: str
    namn: str
    roll: str
    arenden: int = 0
    att_gora: int = 0
    forsenat: int = 0
    langst: date | None = None
    """The day that has passed longest ago."""
    vecka: int = 0
    """Due from today to Sunday."""
    granska: int = 0
    parkerade: int = 0
    forlangningar: int = 0
    """Requests that wait for a decision."""
    vikarie_at: str = ""
    """For whom they are vikarie, and until when."""
    hos_vikarie: str = ""
    """Who has theirs, and until when."""


@dataclass(frozen=True, slots=True)
class Arbetslage:
    rader: tuple[Medarbetare, ...]
    far_se: bool = True
