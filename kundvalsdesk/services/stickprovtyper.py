"""Stickprov as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.stickprov import Fraga, Utfall


@dataclass(frozen=True, slots=True)
class Provrad:
    """A stickprov without its cases: what anybody of the uppföljning may see. `kundval`: those that it holds."""

    id: int
    plan_id: int
    ar: int
    plan: str
    nummer: int
    syfte: str
    fran: date
    till: date
    kundval: tuple[str, ...]
    anordnare: str
    storlek: int
    utan_dragna: bool
    fro: str
    metod: str
    fragor: tuple[Fraga, ...]
    bestallt: date
    bestallt_av: str
    lage: str
    skal: str
    draget: date | None
    draget_av: str
    population: int | None
    utelamnade: tuple[tuple[str, int], ...]
    fingeravtryck: str
    klart: date | None
    klart_av: str
    utfall: tuple[Utfall, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Provarende:
    """A case that was drawn. `svar`: by the code of the question."""

    id: int
    ordning: int
    arende: str
    anordnare: str
    svar: dict[str, str]
    kommentar: str
    granskat: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Kontroll:
    """Drawn once more. `lika`: the population is the same; `saknas`, `nya`: of the draw then, and of the draw now,
    what the other one has not."""

    lika: bool
    population_da: int
    population_nu: int
    saknas: tuple[str, ...]
    nya: tuple[str, ...]

    @property
    def stammer(self) -> bool:
        return not self.saknas and not self.nya
