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
    """Days at one month amount, first and last included, and what they come to. `helt`: the whole month, paid in
    full."""

    fran: date
    till: date
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
    rader = dagrader(a, b, belopp)
    if len(rader) == 1 and (a, b) == (forsta, sista):
        r = rader[0]
        return (r._replace(belopp=avrundat(r.manadsbelopp), helt=True),)
    return tuple(r._replace(belopp=min(r.belopp, avrundat(r.manadsbelopp))) for r in rader)


def dagrader(fran: date, till: date, belopp: Callable[[date], Decimal | None]) -> tuple[Beloppsrad, ...]:
    """Days at a thirtieth each, whatever months they lie in, split where the amount changes. Empty where no amount is
    known."""
    ut: list[Beloppsrad] = []
    dagar = [fran + timedelta(days=n) for n in range((till - fran).days + 1)]
    for x, grupp in groupby(dagar, key=belopp):
        if x is None:
            return ()
        del_ = list(grupp)
        ut.append(Beloppsrad(del_[0], del_[-1], len(del_), x, dagbelopp(x, len(del_)), False))
    return tuple(ut)
