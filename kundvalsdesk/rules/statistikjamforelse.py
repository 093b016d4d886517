"""A table of the statistics beside the same one of another period, with what has changed.

Nothing is counted here: what stands in two finished tables is put together row by row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .statistiktabeller import Cell, Rad, Tabell

SKILLNAD = "skillnad"


@dataclass(frozen=True, slots=True)
class Jamforelserad:
    """`namn` None: the sum. A cell of `skillnad` is None where one of the two is."""

    namn: str | None
    nu: Rad
    fore: Rad
    skillnad: Rad


@dataclass(frozen=True, slots=True)
class Jamforelse:
    """`tabell` is the one of now; `kolumner` are those of both, without the name."""

    tabell: Tabell
    kolumner: tuple[str, ...]
    rader: tuple[Jamforelserad, ...]
    totalt: Jamforelserad

    @property
    def alla(self) -> tuple[Jamforelserad, ...]:
        return (*self.rader, self.totalt)


def jamfor(nu: Tabell, fore: Tabell | None) -> Jamforelse:
    """Rows as `nu` has them, then those that only `fore` has, in its order. `fore` None: there was nothing of it."""
    kolumner = nu.kolumner[1:]
    if fore is not None:
        kolumner = _forenade(kolumner, fore.kolumner[1:])
    forut = {rad_nyckel(fore, r): r for r in fore.rader} if fore is not None else {}
    rader = [_rad(str(r[nu.namn]), r, forut.pop(rad_nyckel(nu, r), {}), kolumner) for r in nu.rader]
    rader += [_rad(str(r[nu.namn]), {}, r, kolumner) for r in forut.values()]
    return Jamforelse(
        nu, kolumner, tuple(rader), _rad(None, nu.totalt, fore.totalt if fore is not None else {}, kolumner)
    )  # fmt: skip


def med_andring(t: Tabell) -> Tabell:
    """Years side by side (3a), and what the last one has more than the one before it."""
    *_, fore, nu = t.kolumner

    def rad(r: Rad) -> Rad:
        return r | {SKILLNAD: _minus(r[nu], r[fore])}

    return replace(t, kolumner=(*t.kolumner, SKILLNAD), rader=tuple(map(rad, t.rader)), totalt=rad(t.totalt))


def rad_nyckel(t: Tabell, r: Rad) -> str:
    """What a row is the same as in another period: a month of the year, whichever year; else its name."""
    namn = str(r[t.namn])
    return namn[5:] if t.namn == "manad" else namn


def ar_andel(kolumn: str) -> bool:
    """Whether nothing is something else than 0: a share of nothing, or the mean of nothing."""
    return kolumn.startswith(("andel", "medel", "median"))


def _forenade(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of both: what only the other has comes after what it follows there."""
    ut = list(a)
    for nr, k in enumerate(b):
        if k not in ut:
            plats = next((ut.index(x) + 1 for x in reversed(b[:nr]) if x in ut), 0)
            ut.insert(plats, k)
    return tuple(ut)


def _rad(namn: str | None, nu: Rad, fore: Rad, kolumner: tuple[str, ...]) -> Jamforelserad:
    nu_rad, fore_rad = ({k: _cell(r, k) for k in kolumner} for r in (nu, fore))
    return Jamforelserad(namn, nu_rad, fore_rad, {k: _minus(nu_rad[k], fore_rad[k]) for k in kolumner})


def _cell(r: Rad, kolumn: str) -> Cell:
    """A row that is missing has nothing of anything; so has one whose table lacks the column."""
    if kolumn in r:
        return r[kolumn]
    if not ar_andel(kolumn):
        return 0
    return 0 if r.get("avslutade") else None


def _minus(a: Cell, b: Cell) -> Cell:
    if a is None or b is None or isinstance(a, str) or isinstance(b, str):
        return None
    return a - b
