"""Whether an invoice agrees with itself: the sum of its rows with the totals that it states, and its moms.

What it states is held against its rows and never believed: what is due stands in the run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

_ORE = Decimal("0.01")
_NOLL = Decimal("0.00")
FAKTURA, KREDIT, UNDERLAG = "faktura", "kredit", "underlag"

RADSUMMA, NETTO, BRUTTO, ATT_BETALA, MOMSRAD, MOMSUNDERLAG, MOMS = (
    "radsumma", "netto", "brutto", "att_betala", "momsrad", "momsunderlag", "moms",
)  # fmt: skip
PERIOD, ANNAN_ANORDNARE, OLASLIG_SUMMA, SUMMA_SAKNAS = "period", "annan_anordnare", "olaslig_summa", "summa_saknas"


class Fynd(NamedTuple):
    """Something that does not hold of the document as a whole: what it states, and what was reckoned. `sats`: the rate
    of moms that it is about."""

    kod: str
    angivet: Decimal | None = None
    raknat: Decimal | None = None
    sats: str = ""


class Momsrad(NamedTuple):
    """Moms of one category and rate, as stated."""

    kategori: str
    procent: Decimal
    underlag: Decimal
    moms: Decimal


@dataclass(slots=True)
class Dokument:
    """What an invoice says beside its rows. Amounts are None where it says none. Those of a credit note are negative,
    as what it takes back.

    `per_moms`: what the rows add up to by (category, rate); `tillagg`: what is charged (or, negative, let off) for the
    document as a whole, by the same.
    """

    slag: str = UNDERLAG
    nummer: str = ""
    datum: date | None = None
    anordnare: str = ""
    orgnr: str = ""
    fran: date | None = None
    till: date | None = None
    radsumma: Decimal | None = None
    netto: Decimal | None = None
    brutto: Decimal | None = None
    att_betala: Decimal | None = None
    forskott: Decimal = _NOLL
    avrundning: Decimal = _NOLL
    moms: Decimal | None = None
    momsrader: list[Momsrad] = field(default_factory=list)
    per_moms: dict[tuple[str, Decimal], Decimal] = field(default_factory=lambda: defaultdict(lambda: _NOLL))
    tillagg: dict[tuple[str, Decimal], Decimal] = field(default_factory=lambda: defaultdict(lambda: _NOLL))
    fynd: list[Fynd] = field(default_factory=list)
    """What was found already as it was read."""


def granska(d: Dokument, summa: Decimal, manad: str) -> list[Fynd]:
    """`summa`: of the rows, as they were read; `manad`: the one that is checked."""
    ut = list(d.fynd)

    def hall(kod: str, angivet: Decimal | None, raknat: Decimal | None, sats: str = "") -> None:
        if angivet is not None and raknat is not None and angivet != raknat:
            ut.append(Fynd(kod, angivet, raknat, sats))

    hall(RADSUMMA, d.radsumma, summa)
    tillagg = sum(d.tillagg.values(), _NOLL)
    netto = summa + tillagg
    if d.slag != UNDERLAG and d.netto is None and d.radsumma is None:
        ut.append(Fynd(SUMMA_SAKNAS))
    hall(NETTO, d.netto, netto)
    for m in d.momsrader:
        sats = f"{m.procent.normalize():f}"
        ratt = (m.underlag * m.procent / 100).quantize(_ORE, ROUND_HALF_UP)
        if abs(ratt - m.moms) > _ORE:  # an öre may have been rounded the other way
            ut.append(Fynd(MOMSRAD, m.moms, ratt, sats))
        nyckel = m.kategori, m.procent
        if d.per_moms:
            hall(MOMSUNDERLAG, m.underlag, d.per_moms.get(nyckel, _NOLL) + d.tillagg.get(nyckel, _NOLL), sats)
    moms = sum((m.moms for m in d.momsrader), _NOLL) if d.momsrader else d.moms
    hall(MOMS, d.moms, moms)
    if d.brutto is not None:
        hall(BRUTTO, d.brutto, (d.netto if d.netto is not None else netto) + (d.moms or _NOLL))
        hall(ATT_BETALA, d.att_betala, d.brutto - d.forskott + d.avrundning)
    if d.fran is not None and d.till is not None and not f"{d.fran:%Y-%m}" <= manad <= f"{d.till:%Y-%m}":
        ut.append(Fynd(PERIOD))
    return ut


def summa(belopp: Sequence[Decimal | None]) -> Decimal:
    return sum((b for b in belopp if b is not None), _NOLL)
