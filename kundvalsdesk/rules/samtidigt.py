"""Insatser of one kund that are paid for the same days without an assessment of it (K 8.4). Pure.

Both are paid, for the anordnare have both done their part; that nobody has written down why is for a person to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

Dagar = tuple[date, date]


class Period(NamedTuple):
    """An insats from its first paid day to its last. `bedomd`: parallel insatser have been assessed there; `rader`:
    the days that a run pays of it."""

    insats: str
    kod: str
    fran: date
    till: date
    bedomd: bool
    rader: tuple[Dagar, ...] = ()


class Samtidiga(NamedTuple):
    """Two insatser and the days, first and last and how many, of both that the run pays of either."""

    en: Period
    annan: Period
    fran: date
    till: date
    dagar: int


def obedomda(perioder: Sequence[Period]) -> list[Samtidiga]:
    """Of one kund's insatser: each pair of which days of both are paid now, and neither has an assessment."""
    ut = []
    i_ordning = sorted((p for p in perioder if not p.bedomd), key=lambda p: (p.fran, p.insats))
    for n, en in enumerate(i_ordning):
        for annan in i_ordning[n + 1 :]:
            if annan.fran > en.till:
                break
            dagar = _dagar(annan.fran, min(en.till, annan.till), (*en.rader, *annan.rader))
            if dagar:
                ut.append(Samtidiga(en, annan, min(dagar), max(dagar), len(dagar)))
    return ut


def _dagar(fran: date, till: date, rader: Sequence[Dagar]) -> set[date]:
    ut: set[date] = set()
    for a, b in rader:
        forst, sist = max(fran, a), min(till, b)
        ut.update(forst + timedelta(days=n) for n in range((sist - forst).days + 1))
    return ut
