"""What a run of payments hands over to whoever shows it or writes it to a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from ..rules.samtidigt import Samtidiga

PRELIMINAR, FASTSTALLD = "preliminar", "faststalld"
PROGRAMMET = "kundvalsdesk"
"""Who has prepared a run that no person has."""


class Post(NamedTuple):
    """A row of the run. `rattar`: the number of the row that it corrects."""

    insats_id: int
    insats: str
    anordnare_id: int
    anordnare: str
    kundval: str
    kod: str
    avser_manad: str
    typ: str
    avbrott: bool
    fran: date
    till: date
    dagar: int
    manadsbelopp: Decimal | None
    belopp: Decimal
    helt: bool
    rattar: int | None
    forklaring: str


class EjPost(NamedTuple):
    insats_id: int
    insats: str
    anordnare: str
    avser_manad: str
    skal: str


@dataclass(frozen=True, slots=True)
class Korningssvar:
    """The run of a month: as the facts stand, or as it was made final (`lage`). `fore`: the final runs that it was
    reckoned beside, each with its sum of all; `sha256`: of all that stands in this one."""

    manad: str
    lage: str
    brytdatum: date
    rader: tuple[Post, ...]
    ej: tuple[EjPost, ...]
    per_anordnare: tuple[tuple[str, Decimal], ...]
    summa: Decimal
    sha256: str
    fore: tuple[tuple[str, str], ...] = ()
    forberedd_av: str = ""
    forberedd: datetime | None = None
    faststalld_av: str = ""
    faststalld: datetime | None = None
    samtidiga: tuple[Samtidiga, ...] = ()
    """Insatser of one kund that are paid for the same days without an assessment; of a run that is not final."""
