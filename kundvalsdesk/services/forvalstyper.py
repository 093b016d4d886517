"""Plain data of the förvalslista as the window shows it. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forvalsrad:
    """One row of the list in words. `avviker`: the authorisations as they stand would give another; `nu`: it is the
    one of today; `fakta`: what is known of it, label and value."""

    tid: str
    tid_langt: str
    anordnare: str
    plats: str
    lage: str
    avviker: bool
    nu: bool
    fakta: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Forvalsar:
    """The periods of a year. `vald`: the row of the day that was asked for; `forsta`, `sista`: years that there are;
    `idag`: (kundval, who has it today, "" for nobody), of every kundval."""

    kundval: str
    artal: int
    rader: tuple[Forvalsrad, ...]
    vald: int
    forsta: int
    sista: int
    idag: tuple[tuple[str, str], ...]
