"""What the room of payments shows: plain data, no SQLAlchemy.

A kund is its number and initials here, a protected one its number alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .ersattningstyper import Korningssvar, Post

LEDARE, EGNA, INGET = "ledare", "egna", ""
"""What somebody sees of payments: all of it, what their own cases lack, nothing."""

NY, SLUT, SEN, RATTAD, BORTA = "ny", "slut", "sen", "rattad", "borta"
"""What is remarkable about an insats in a run: begun, ended, paid late, corrected, paid last month and not now."""


@dataclass(frozen=True, slots=True)
class Manadsval:
    manad: str
    ord: str


@dataclass(frozen=True, slots=True)
class Saknas:
    """Something that a month of an insats lacks. `stoppar`: it is not paid without. `vem`: who is to do it; `steg`:
    where it is done (kod, avser), as the queue has it. `vad` is a sentence, `fler` what else the month lacks; `kort`
    names all of it in a few words."""

    nyckel: str
    insats: str
    kund: str
    kod: str
    anordnare: str
    manad: str
    vad: str
    stoppar: bool
    ljus: str
    ord: str
    vem: str
    kundansvarig: str
    steg: tuple[str, str]
    kort: str
    fler: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Insatspost:
    """An insats in a run, at one anordnare. `fore`: its sum last month. `mot_forra`, `mot_forberedd`: what is
    different from last month, and from the run as it was prepared, in words."""

    nyckel: str
    insats: str
    kund: str
    kod: str
    kundval: str
    dagar: int
    belopp: Decimal
    fore: Decimal
    mot_forra: str
    mot_forberedd: str
    marken: frozenset[str]
    rader: tuple[Post, ...]
    samtidigt: tuple[str, ...] = ()
    """Sentences: other insatser of the kund that are paid for the same days."""


@dataclass(frozen=True, slots=True)
class Anordnarpost:
    nyckel: str
    anordnare_id: int
    namn: str
    belopp: Decimal
    fore: Decimal
    mot_forra: str
    insatser: tuple[Insatspost, ...]


@dataclass(frozen=True, slots=True)
class Ersattningsvy:
    """`ser`: LEDARE, EGNA or INGET; sums, rows and the run itself are there for LEDARE only.

    `hinder`: what stops the run from being made final, sentence by sentence; `varningar` stop nothing. `vantas`:
    reports of the month that are not due, for it has not ended.
    """

    ser: str
    manad: str = ""
    manader: tuple[Manadsval, ...] = ()
    brytdatum: date = date.min
    bryt_ord: str = ""
    saknas: tuple[Saknas, ...] = ()
    vantas: int = 0
    lage: str = ""
    lage_ord: str = ""
    hinder: tuple[str, ...] = ()
    varningar: tuple[str, ...] = ()
    kan_forbereda: bool = False
    bor_forbereda: bool = False
    """It is not prepared, or not as it is now."""
    kan_faststalla: bool = False
    ofardigt: str = ""
    """That a month before is not final, one of the `varningar`; asked about as this one is made final."""
    forra: str = ""
    forra_summa: Decimal = Decimal("0.00")
    anordnare: tuple[Anordnarpost, ...] = ()
    svar: Korningssvar | None = None
    marke: str = ""
    """What changes when somebody prepares or makes final a run of the month."""
