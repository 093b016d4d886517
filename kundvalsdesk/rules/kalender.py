"""Arbetsdagar, day counts and end dates (regelverk §1).

All functions are pure and take plain dates. Whole years are laid out once as running counts of arbetsdagar, so
that every question is a look-up: a queue asks some hundred thousand of them. Answers are kept for the same reason:
there are few days and few counts, and many insatser that share them.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from .helgdagar import helgdagar

FORSTA_AR = 1900
SISTA_AR = 2100
SISTA_FAKTA_AR = SISTA_AR - 2
"""Last year that a fact may be dated in: the frister that follow from it must lie within the calendar too."""
"""Years that the calendar knows. A date outside is bad input, refused where it comes in."""

_DAG = timedelta(days=1)

_helgdagar = cache(helgdagar)


def helgdag(d: date) -> str | None:
    """Name of the holiday on d, or None for a day without one (a Saturday or Sunday has none by itself)."""
    return _helgdagar(d.year).get(d)


@cache
def _ar(ar: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For one year: (ordinals of its arbetsdagar, running count before each of its days).

    The running count has one entry per day of the year and one after the last.
    """
    if not FORSTA_AR <= ar <= SISTA_AR:
        raise ValueError(f"året {ar} ligger utanför {FORSTA_AR}–{SISTA_AR}")
    helg = _helgdagar(ar)
    forsta = date(ar, 1, 1)
    arbetsdagar: list[int] = []
    antal: list[int] = [0]
    for n in range((date(ar, 12, 31) - forsta).days + 1):
        d = forsta + timedelta(days=n)
        if d.weekday() < 5 and d not in helg:
            arbetsdagar.append(d.toordinal())
        antal.append(len(arbetsdagar))
    return tuple(arbetsdagar), tuple(antal)


@cache
def _fore(ar: int) -> int:
    return date(ar, 1, 1).toordinal() - 1


def _dagnummer(d: date) -> int:
    """1 for the first of January. `timetuple` makes a whole object of it, and imports a module each time."""
    return d.toordinal() - _fore(d.year)


def ar_arbetsdag(d: date) -> bool:
    """True from Monday to Friday unless d is a holiday in the sense of regelverk §1."""
    _, antal = _ar(d.year)
    n = _dagnummer(d)
    return antal[n] > antal[n - 1]


def arbetsdagar_mellan(fran: date, till: date) -> int:
    """Number of arbetsdagar x with fran <= x <= till; 0 if till lies before fran."""
    if till < fran:
        return 0
    fore = _ar(fran.year)[1][_dagnummer(fran) - 1]
    efter = _ar(till.year)[1][_dagnummer(till)]
    hela = sum(_ar(ar)[1][-1] for ar in range(fran.year, till.year))
    return hela + efter - fore


@cache
def _plus_arbetsdagar(d: date, n: int) -> date:
    ar = d.year
    dagar, antal = _ar(ar)
    mal = antal[_dagnummer(d)] + n
    while mal > len(dagar):
        mal -= len(dagar)
        ar += 1
        dagar, _ = _ar(ar)
    return date.fromordinal(dagar[mal - 1])


def plus_arbetsdagar(d: date, n: int) -> date:
    """The n-th arbetsdag after d; d itself is never counted. n >= 1."""
    if n < 1:
        raise ValueError("n måste vara minst 1")
    return _plus_arbetsdagar(d, n)


def plus_dagar(d: date, n: int) -> date:
    """d + n calendar days."""
    return d + timedelta(days=n)


def rulla(d: date) -> date:
    """d if it is an arbetsdag, else the next one (T1)."""
    return d if ar_arbetsdag(d) else plus_arbetsdagar(d, 1)


def kvar(d: date, idag: date) -> int:
    """Number of arbetsdagar x with idag <= x <= d."""
    return arbetsdagar_mellan(idag, d)


def sena(forfaller: date, nar: date) -> int:
    """Arbetsdagar late: number of arbetsdagar x with forfaller < x <= nar."""
    return arbetsdagar_mellan(forfaller + _DAG, nar)


@cache
def plus_manader(d: date, n: int) -> date:
    """The same day of month n months later, or the last day of that month if it is too short."""
    ar, manad0 = divmod(d.year * 12 + d.month - 1 + n, 12)
    return date(ar, manad0 + 1, min(d.day, monthrange(ar, manad0 + 1)[1]))


def slutdatum(start: date, manader: int) -> date:
    """Last day of an insats of so many months from start, both days included (regelverk §1).

    The day before the same day of month n months later; if that month is too short to have the day, its last day.
    """
    ar, manad0 = divmod(start.year * 12 + start.month - 1 + manader, 12)
    langd = monthrange(ar, manad0 + 1)[1]
    if start.day > langd:
        return date(ar, manad0 + 1, langd)
    return date(ar, manad0 + 1, start.day) - _DAG


def manad(d: date) -> str:
    """The month that d lies in, as ÅÅÅÅ-MM."""
    return f"{d.year:04d}-{d.month:02d}"


@cache
def manadens_forsta(m: str) -> date:
    """First day of a month written ÅÅÅÅ-MM. Raises ValueError for anything else."""
    if len(m) != 7 or m[4] != "-":
        raise ValueError(m)
    return date(int(m[:4]), int(m[5:]), 1)


@cache
def _manad_nr(nr: int) -> str:
    return f"{nr // 12:04d}-{nr % 12 + 1:02d}"


def nasta_manad(m: str) -> str:
    return manad(plus_manader(manadens_forsta(m), 1))


def manader(fran: date, till: date) -> Iterator[str]:
    """Months with at least one day from fran to till, both included."""
    forsta, sista = fran.year * 12 + fran.month - 1, till.year * 12 + till.month - 1
    return map(_manad_nr, range(forsta, sista + 1))


def forbi(fran: date, till: date) -> tuple[tuple[date, str], ...]:
    """Days after fran up to till that are no arbetsdagar, each with its name (holiday, lördag, söndag)."""
    ut: list[tuple[date, str]] = []
    d = fran + _DAG
    while d <= till:
        if not ar_arbetsdag(d):
            ut.append((d, helgdag(d) or ("lördag" if d.weekday() == 5 else "söndag")))
        d += _DAG
    return tuple(ut)


def grans_for_kvar(idag: date, antal: int) -> date:
    """The last day d with kvar(d, idag) <= antal: the day before the (antal + 1)-th arbetsdag from idag on."""
    dagar, _ = _ar(idag.year)
    i = bisect_left(dagar, idag.toordinal()) + antal
    ar = idag.year
    while i >= len(dagar):
        i -= len(dagar)
        ar += 1
        dagar, _ = _ar(ar)
    return date.fromordinal(dagar[i]) - _DAG
