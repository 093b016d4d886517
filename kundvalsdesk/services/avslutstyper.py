"""Plain data of the guided end of an insats, and of what is left to do in a case. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Konsekvenser:
    """What a decision to end would do, shown before it is confirmed. All lines are sentences or (label, value)."""

    rubrik: str
    sista_dag: date
    faller_bort: tuple[str, ...]
    oppnas: tuple[str, ...]
    ersattning: tuple[tuple[str, str], ...]
    dokument: tuple[str, ...]
    for_anordnaren: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fortsattning:
    """What may follow an end at once. `varden`: what is known already, for the form of the new insats."""

    kund: str
    byte: bool
    varden: tuple[tuple[str, str], ...]
