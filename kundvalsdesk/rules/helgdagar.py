"""Days that are no arbetsdagar because of what day of the year they are (regelverk §1).

Lag 1989:253 om allmänna helgdagar, and the three eves on which nobody works. Written out here because the package
`holidays`, which the tests compare every year with, costs a tenth of the program's start (docs/beslut.md).
"""

from __future__ import annotations

from datetime import date, timedelta

_DAG = timedelta(days=1)

NATIONALDAG_FRAN = 2005
"""Year from which the national day is a holiday, instead of Whit Monday."""


def paskdagen(ar: int) -> date:
    """Easter Sunday of a year: the Gregorian computus."""
    a, (b, c) = ar % 19, divmod(ar, 100)
    epakt = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    veckodag = (32 + 2 * (b % 4) + 2 * (c // 4) - epakt - c % 4) % 7
    sen = (a + 11 * epakt + 22 * veckodag) // 451
    manad, dag = divmod(epakt + veckodag - 7 * sen + 114, 31)
    return date(ar, manad, dag + 1)


def helgdagar(ar: int) -> dict[date, str]:
    """Holidays and eves of a year with their names; two that fall on one day are named both."""
    pask = paskdagen(ar)
    midsommar = _lordag(date(ar, 6, 20))
    alla = [
        (date(ar, 1, 1), "Nyårsdagen"),
        (date(ar, 1, 6), "Trettondedag jul"),
        (pask - 2 * _DAG, "Långfredagen"),
        (pask, "Påskdagen"),
        (pask + _DAG, "Annandag påsk"),
        (date(ar, 5, 1), "Första maj"),
        (pask + 39 * _DAG, "Kristi himmelsfärdsdag"),
        (date(ar, 6, 6), "Nationaldagen") if ar >= NATIONALDAG_FRAN else (pask + 50 * _DAG, "Annandag pingst"),
        (pask + 49 * _DAG, "Pingstdagen"),
        (midsommar - _DAG, "Midsommarafton"),
        (midsommar, "Midsommardagen"),
        (_lordag(date(ar, 10, 31)), "Alla helgons dag"),
        (date(ar, 12, 24), "Julafton"),
        (date(ar, 12, 25), "Juldagen"),
        (date(ar, 12, 26), "Annandag jul"),
        (date(ar, 12, 31), "Nyårsafton"),
    ]
    ut: dict[date, str] = {}
    for d, namn in alla:
        ut[d] = f"{ut[d]} och {namn}" if d in ut else namn
    return ut


def _lordag(d: date) -> date:
    """The first Saturday from d on."""
    return d + timedelta(days=(5 - d.weekday()) % 7)
