"""Jämföraren (kvalitetsuppfoljning §5): which figures of an anordnare a kund is shown, and how coarsely.

The sheet is taken home and read by anybody, again and again. So nothing is exact: a number of kunder is a multiple of
five, a mean is whole months, and of fewer than five nothing is told. Nothing is added up either, and the period is a
whole year that is over: what is printed one day and the next cannot be subtracted from each other.
"""

from __future__ import annotations

from datetime import date

from .statistik import Period, halvt_upp

FEM = 5
"""Of fewer nothing is told."""
STEG = 5
"""What a number of kunder is rounded to."""
HOGST = 4
"""How many anordnare fit beside each other."""
EGEN_FORSORJNING = ("arbete", "studier", "foretag")
"""The orsaker of the category (regelverk §5), fixed: whoever could ask for one of them at a time would learn more."""


def senaste_ar(idag: date) -> int:
    """The last year that is over."""
    return idag.year - 1


def aret(artal: int) -> Period:
    return Period(date(artal, 1, 1), date(artal, 12, 31))


def kunder(antal: int) -> int | None:
    """About how many; None: fewer than five, which may be none."""
    return STEG * halvt_upp(antal, STEG) if antal >= FEM else None


def manader(antal: int, dagar: int) -> int | None:
    """About how many months `antal` insatser took, of `dagar` days together; None: of too few to tell."""
    return max(1, halvt_upp(12 * dagar, 365 * antal)) if antal >= FEM else None
