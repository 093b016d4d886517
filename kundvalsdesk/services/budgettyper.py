"""A year's cost against its budget as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..rules.budget import Kostnad, summa

ROLL = "arbetsledare"
ALLA = ""
"""In place of a kundval: all of them together."""


@dataclass(frozen=True, slots=True)
class Kundvalsar:
    """A kundval (or ALLA) and its twelve months. `budget` None: none has been typed in."""

    kundval: str
    budget: Decimal | None
    manader: tuple[tuple[str, Kostnad], ...]

    @property
    def totalt(self) -> Kostnad:
        return summa(k for _, k in self.manader)

    @property
    def kvar(self) -> Decimal | None:
        """Of the budget when the year is over, by the decided end dates. Less than nothing: too little."""
        return None if self.budget is None else self.budget - self.totalt.prognos

    @property
    def kvar_tidigt(self) -> Decimal | None:
        return None if self.budget is None else self.budget - self.totalt.prognos_tidigt


@dataclass(frozen=True, slots=True)
class Kodhistorik:
    """A kind of insats that is running: how many there are to judge by, how many of them ended early, and whether that
    is enough."""

    kod: str
    antal: int
    tidiga: int
    racker: bool


@dataclass(frozen=True, slots=True)
class Budgetsvar:
    """`alla` first has every kundval together. `faststallda`: the months of the year whose run is final."""

    ar: int
    alla: Kundvalsar
    kundval: tuple[Kundvalsar, ...]
    faststallda: frozenset[str]
    historik: tuple[Kodhistorik, ...]

    @property
    def poster(self) -> tuple[Kundvalsar, ...]:
        return (self.alla, *self.kundval)

    @property
    def for_fa(self) -> tuple[Kodhistorik, ...]:
        """Those whose early ends are not reckoned with."""
        return tuple(h for h in self.historik if not h.racker)
