"""The list of förvalsanordnare: who takes the kund that makes no choice, fortnight by fortnight (K 5.4.1).

Pure, and the same whenever it is asked: a period is decided by who is authorised on its first day and by those before
it, so an authorisation that begins later never changes one that has begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .sortering import sortnyckel

FORSTA = date(2024, 1, 1)
"""The Monday on which the turn begins with the first in order."""
LANGD = 14
_DAG = timedelta(days=1)


class Auktoriserad(NamedTuple):
    """An authorisation for a whole kundval; `till` is its last day, None = open."""

    anordnare: str
    fran: date
    till: date | None = None


class Forval(NamedTuple):
    """Who is förvalsanordnare from one day to another, both included; "" = nobody is authorised."""

    fran: date
    till: date
    anordnare: str


class _Tur:
    """The order of those authorised, and whose turn it was last."""

    def __init__(self, alla: Sequence[Auktoriserad]) -> None:
        self._per: dict[str, list[Auktoriserad]] = {}
        for a in sorted(alla, key=lambda a: a.fran):
            self._per.setdefault(a.anordnare, []).append(a)
        self._namn = {namn: sortnyckel(namn) for namn in self._per}
        self._efter: tuple[date, str] | None = None

    def _aktuella(self, dag: date) -> dict[tuple[date, str], Auktoriserad]:
        """Places in the order, of those authorised on a day: by the date of authorisation, then by Swedish name.

        Adjoining authorisations are one: a renewal does not cost the place. One that has been away comes back last.
        """
        ut: dict[tuple[date, str], Auktoriserad] = {}
        for namn, rader in self._per.items():
            tider: list[Auktoriserad] = []
            for a in rader:
                forra = tider[-1] if tider else None
                if forra is not None and (forra.till is None or a.fran <= forra.till + _DAG):
                    till = None if forra.till is None or a.till is None else max(forra.till, a.till)
                    tider[-1] = Auktoriserad(namn, forra.fran, till)
                else:
                    tider.append(a)
            for a in tider:
                if a.fran <= dag and (a.till is None or a.till >= dag):
                    ut[a.fran, self._namn[namn]] = a
        return ut

    def nasta(self, dag: date, utom: frozenset[str] = frozenset()) -> tuple[tuple[date, str], Auktoriserad] | None:
        """The next in order after the one before, among those authorised on the day."""
        aktuella = {k: a for k, a in self._aktuella(dag).items() if a.anordnare not in utom}
        if not aktuella:
            return None
        senare = sorted(k for k in aktuella if self._efter is None or k > self._efter)
        nyckel = senare[0] if senare else min(aktuella)
        return nyckel, aktuella[nyckel]

    def period(self, fran: date) -> list[Forval]:
        """One fortnight: its anordnare, and who takes the rest if that one loses its authorisation in it (T10).

        The stand-in's own turn follows as usual: only whose period it was is remembered.
        """
        slut = fran + timedelta(days=LANGD - 1)
        vald = self.nasta(fran)
        if vald is None:
            return self._tom(fran, slut)
        self._efter = vald[0]
        ut: list[Forval] = []
        dag, nu = fran, vald[1]
        varit = frozenset({nu.anordnare})
        while True:
            till = slut if nu.till is None else min(slut, nu.till)
            ut.append(Forval(dag, till, nu.anordnare))
            if till == slut:
                return ut
            dag = till + _DAG
            vikarie = self.nasta(dag, varit)
            if vikarie is None:
                return ut + self._tom(dag, slut)
            nu = vikarie[1]
            varit |= {nu.anordnare}

    def _tom(self, fran: date, slut: date) -> list[Forval]:
        return [Forval(fran, slut, "")]


def perioder(auktoriserade: Sequence[Auktoriserad], till: date, forsta: date = FORSTA) -> list[Forval]:
    """Every period that has begun on or before a day, from the first one on."""
    tur, ut, fran = _Tur(auktoriserade), [], forsta
    while fran <= till:
        ut += tur.period(fran)
        fran += timedelta(days=LANGD)
    return ut


def ar(auktoriserade: Sequence[Auktoriserad], artal: int, forsta: date = FORSTA) -> list[Forval]:
    """The periods of a year: those whose first day lies in it, whole."""
    ut: list[Forval] = []
    tur, fran = _Tur(auktoriserade), forsta
    while fran.year <= artal:
        period = tur.period(fran)
        if fran.year == artal:
            ut += period
        fran += timedelta(days=LANGD)
    return ut


def pa_dagen(auktoriserade: Sequence[Auktoriserad], dag: date, forsta: date = FORSTA) -> str:
    """The förvalsanordnare of a day; "" when there is none, or the list had not begun."""
    return next((f.anordnare for f in reversed(perioder(auktoriserade, dag, forsta)) if f.fran <= dag <= f.till), "")
