"""The sheets of the transfer format as the demo fills them, and the calendar steps that its stories are told in."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random

from ...rules.kalender import ar_arbetsdag, plus_arbetsdagar, rulla

Varde = str | int | bool | date | datetime | None


class Bok:
    """Rows per sheet, as texts. Rows are added in the order of their story."""

    def __init__(self) -> None:
        self.blad: dict[str, list[dict[str, str]]] = defaultdict(list)

    def rad(self, blad: str, **kolumner: Varde) -> None:
        self.blad[blad].append({namn: _text(varde) for namn, varde in kolumner.items()})

    def fardig(self) -> dict[str, list[dict[str, str]]]:
        """All sheets; the rows of a sheet have the same columns."""
        ut = {}
        for blad, rader in self.blad.items():
            kolumner = dict.fromkeys(namn for rad in rader for namn in rad)
            ut[blad] = [{namn: rad.get(namn, "") for namn in kolumner} for rad in rader]
        return ut


def _text(varde: Varde) -> str:
    if varde is None:
        return ""
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, datetime):
        return varde.isoformat(timespec="minutes")
    if isinstance(varde, date):
        return varde.isoformat()
    return str(varde)


def efter(d: date, arbetsdagar: int) -> date:
    """So many arbetsdagar after d; with 0 d itself, or the next arbetsdag."""
    return plus_arbetsdagar(d, arbetsdagar) if arbetsdagar else rulla(d)


def fore(d: date, arbetsdagar: int) -> date:
    """So many arbetsdagar before d; with 0 d itself, or the arbetsdag before it."""
    while not ar_arbetsdag(d):
        d -= timedelta(days=1)
    for _ in range(arbetsdagar):
        d -= timedelta(days=1)
        while not ar_arbetsdag(d):
            d -= timedelta(days=1)
    return d


def arbetsdag_mellan(slump: Random, fran: date, till: date) -> date:
    """An arbetsdag from fran to till, or the last day before `till` if there is none."""
    dagar = [fran + timedelta(days=n) for n in range((till - fran).days + 1)]
    return slump.choice([d for d in dagar if ar_arbetsdag(d)] or [till])


def senast(d: date | None, idag: date) -> date | None:
    """d if it has happened by today, else nothing."""
    return d if d is not None and d <= idag else None
