"""The light of a frist on a day, one by one and as date bounds for a query (regelverk §1)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .fristtyper import Frist
from .kalender import grans_for_kvar, kvar, sena

LJUS = ("rod", "gul", "gron", "vilande", "klar", "bortfallen")


def ljus(f: Frist, idag: date) -> str | None:
    """rod, gul, gron, vilande, klar or bortfallen; None when it is not listed that day (not opened, or replaced)."""
    if f.utlost > idag:
        return None
    stangd = f.stangs is not None and f.stangs <= idag
    if f.klar is not None:
        return "klar"
    if stangd:
        return None if f.ersatt else "bortfallen"
    if f.vilande:
        return "vilande"
    return oppet_ljus(f.forfaller, f.gul_kvar, idag)


def oppet_ljus(forfaller: date, gul_kvar: int, idag: date) -> str:
    """rod, gul or gron of an open frist."""
    if idag > forfaller:
        return "rod"
    return "gul" if kvar(forfaller, idag) <= gul_kvar else "gron"


def antal_kvar(forfaller: date, idag: date) -> int:
    """Arbetsdagar left, today and the due day counted; negative = arbetsdagar late."""
    return kvar(forfaller, idag) if idag <= forfaller else -sena(forfaller, idag)


def kvar_for(f: Frist, idag: date) -> int:
    """The number beside the light: as antal_kvar; for a done one its lateness, negative, else 0."""
    if f.klar is not None:
        return -sena(f.forfaller, f.klar) if f.klar > f.forfaller else 0
    if f.stangs is not None and f.stangs <= idag:
        return 0
    return antal_kvar(f.forfaller, idag)


class Granser(NamedTuple):
    """Bounds of the lights of one day: rod is due before `idag`; gul until `gul_till`; gron after it."""

    idag: date
    gul_till: date


def granser(idag: date, gul_kvar: int) -> Granser:
    """Date bounds that agree with oppet_ljus for every due date; `gul_till` < idag when nothing is gul."""
    return Granser(idag, grans_for_kvar(idag, gul_kvar))
