"""The amount of an insats for some days of a month (regelverk §6): Decimal, each row rounded half up to öre."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import NamedTuple

ORE = Decimal("0.01")
DAGAR = 30
"""A day is a thirtieth of the month amount, whatever the month."""


class Beloppsrad(NamedTuple):
    """Days at one month amount, and what they come to. `helt`: the whole month, paid in full."""

    dagar: int
    manadsbelopp: Decimal
    belopp: Decimal
    helt: bool


def avrundat(belopp: Decimal) -> Decimal:
    return belopp.quantize(ORE, ROUND_HALF_UP)


def dagbelopp(manadsbelopp: Decimal, dagar: int) -> Decimal:
    """So many days at a thirtieth each."""
    return avrundat(manadsbelopp * dagar / DAGAR)


def manadsrader(
    fran: date, till: date, manad: date, belopp: Callable[[date], Decimal | None]
) -> tuple[Beloppsrad, ...]:
    """The rows of one calendar month of an insats that runs fran … till, both days included.

    All days of the month → the month amount; else a thirtieth per day, never more than the month amount. A month in
    which the amount changes is split at that day. Empty when no day lies in the month or no amount is known.
    """
    forsta = manad.replace(day=1)
    sista = forsta.replace(day=monthrange(manad.year, manad.month)[1])
    a, b = max(fran, forsta), min(till, sista)
    if a > b:
        return ()
    dagar = [a + timedelta(days=n) for n in range((b - a).days + 1)]
    delar = [(x, len(list(grupp))) for x, grupp in groupby(dagar, key=belopp)]
    if any(x is None for x, _ in delar):
        return ()
    if len(delar) == 1 and (a, b) == (forsta, sista) and delar[0][0] is not None:
        return (Beloppsrad(len(dagar), delar[0][0], avrundat(delar[0][0]), True),)
    return tuple(
        Beloppsrad(n, x, min(dagbelopp(x, n), avrundat(x)), False) for x, n in delar if x is not None
    )  # fmt: skip
