"""Why a row of the förvalslista has the anordnare it has: who had the turn before, and who was passed over.

Read out of the rows alone, which keep who was in them: what was published is explained by what held then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from .forvalslista import Forval
from .sortering import sortnyckel

FORST, EFTER, VARV, ENSAM, VIKARIE, INGEN = "forst", "efter", "varv", "ensam", "vikarie", "ingen"
_Plats = tuple[date, str]


class Motiv(NamedTuple):
    """`slag`: FORST (the turn begins here), EFTER (the next in order), VARV (the last had it, so the first again),
    ENSAM, VIKARIE or INGEN. `efter`: who had the turn before; of a stand-in, whose days it takes.

    `forbi`: those whose turn it would have been, had they still been authorised; `nya`: those in the order now who
    were not in it in the row before.
    """

    slag: str
    efter: str = ""
    forbi: tuple[str, ...] = ()
    nya: tuple[str, ...] = ()


def motiv(rader: Sequence[Forval], omstarter: Collection[date] = ()) -> list[Motiv]:
    """Of each row. `rader`: from the first of the list on; `omstarter`: the days on which the turn begins anew."""
    turen = _Turen()
    ut = []
    for n, f in enumerate(rader):
        forra = rader[n - 1] if n else None
        if forra is None or any(forra.period[0] < d <= f.period[0] for d in omstarter):
            turen.borja_om()
        ut.append(turen.motiv(f, forra))
    return ut


class _Turen:
    """Whose turn it was last, and who has gone since without having been passed over yet."""

    def __init__(self) -> None:
        self._kanda: dict[str, _Plats] = {}
        self._borta: dict[str, _Plats] = {}
        self._sist: _Plats | None = None
        self._namn = ""

    def borja_om(self) -> None:
        self._sist, self._namn = None, ""

    def motiv(self, f: Forval, forra: Forval | None) -> Motiv:
        nu = {namn: (fran, sortnyckel(namn)) for namn, fran in f.ordning}
        nya = tuple(namn for namn in nu if namn not in self._kanda) if forra is not None else ()
        self._borta |= {namn: plats for namn, plats in self._kanda.items() if namn not in nu}
        for namn in nu:
            self._borta.pop(namn, None)
        self._kanda = nu
        if f.vikarie and f.plats:
            return Motiv(VIKARIE, forra.anordnare if forra else "", (), nya)
        if not f.plats:
            return Motiv(INGEN, "", (), nya)
        min_plats, sist, efter = nu[f.anordnare], self._sist, self._namn
        forbi = self._mellan(sist, min_plats)
        for namn in forbi:
            del self._borta[namn]
        self._sist, self._namn = min_plats, f.anordnare
        return Motiv(_slag(sist, min_plats, ensam=len(nu) == 1), efter, forbi, nya)

    def _mellan(self, sist: _Plats | None, till: _Plats) -> tuple[str, ...]:
        """Those who are gone, with a place after the one and before the other; past the last comes the first."""
        if sist is None or sist < till:
            traffar = [(p, n) for n, p in self._borta.items() if p < till and (sist is None or p > sist)]
            return tuple(n for _, n in sorted(traffar))
        efter = sorted((p, n) for n, p in self._borta.items() if p > sist)
        fore = sorted((p, n) for n, p in self._borta.items() if p < till)
        return tuple(n for _, n in (*efter, *fore))


def _slag(sist: _Plats | None, till: _Plats, *, ensam: bool) -> str:
    if ensam:
        return ENSAM
    if sist is None:
        return FORST
    return EFTER if sist < till else VARV
