"""Arbetsdagar, day counts and end dates (regelverk §1), against the rules of the Swedish holidays written out here."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.rules.kalender import (
    FORSTA_AR,
    SISTA_AR,
    ar_arbetsdag,
    arbetsdagar_mellan,
    forbi,
    grans_for_kvar,
    helgdag,
    kvar,
    manad,
    manadens_forsta,
    manader,
    nasta_manad,
    plus_arbetsdagar,
    plus_dagar,
    plus_manader,
    rulla,
    sena,
    slutdatum,
)

DAG = timedelta(days=1)
DAGAR = st.dates(date(2022, 1, 1), date(2028, 12, 31))


def paskdagen(ar: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm."""
    a, (b, c) = ar % 19, divmod(ar, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    manad_, dag = divmod(h + rest - 7 * m + 114, 31)
    return date(ar, manad_, dag + 1)


def _lordag(fran: date) -> date:
    """The first Saturday on or after a day."""
    return next(d for n in range(7) if (d := fran + n * DAG).weekday() == 5)


def helgdagar(ar: int) -> dict[date, str]:
    """lag 1989:253 om allmänna helgdagar, and the three eves that nobody works."""
    pask = paskdagen(ar)
    midsommar = _lordag(date(ar, 6, 20))
    return {
        date(ar, 1, 1): "Nyårsdagen",
        date(ar, 1, 6): "Trettondedag jul",
        pask - 2 * DAG: "Långfredagen",
        pask: "Påskdagen",
        pask + DAG: "Annandag påsk",
        date(ar, 5, 1): "Första maj",
        pask + 39 * DAG: "Kristi himmelsfärdsdag",
        pask + 49 * DAG: "Pingstdagen",
        date(ar, 6, 6): "Nationaldagen",
        midsommar - DAG: "Midsommarafton",
        midsommar: "Midsommardagen",
        _lordag(date(ar, 10, 31)): "Alla helgons dag",
        date(ar, 12, 24): "Julafton",
        date(ar, 12, 25): "Juldagen",
        date(ar, 12, 26): "Annandag jul",
        date(ar, 12, 31): "Nyårsafton",
    }


def arbetsdag(d: date) -> bool:
    return d.weekday() < 5 and d not in helgdagar(d.year)


def arets_dagar(ar: int) -> list[date]:
    return [date(ar, 1, 1) + n * DAG for n in range((date(ar + 1, 1, 1) - date(ar, 1, 1)).days)]


def test_easter_of_the_test_itself() -> None:
    assert [paskdagen(ar) for ar in (2023, 2024, 2025, 2026)] == [
        date(2023, 4, 9), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5),
    ]  # fmt: skip


@pytest.mark.parametrize(("ar", "antal"), [(2023, 251), (2024, 251), (2025, 249), (2026, 251)])
def test_every_day_of_the_year(ar: int, antal: int) -> None:
    helg = helgdagar(ar)
    dagar = arets_dagar(ar)
    fel = [d for d in dagar if ar_arbetsdag(d) != (d.weekday() < 5 and d not in helg)]
    assert fel == []
    assert sum(map(ar_arbetsdag, dagar)) == antal
    namn = {d: n for d in dagar if (n := helgdag(d)) is not None}
    assert namn == helg


@pytest.mark.parametrize("ar", range(2020, 2041))
def test_other_years_follow_the_same_rules(ar: int) -> None:
    assert [d for d in arets_dagar(ar) if ar_arbetsdag(d)] == [d for d in arets_dagar(ar) if arbetsdag(d)]


@pytest.mark.parametrize(
    ("fran", "n", "till"),
    [
        (date(2024, 5, 3), 1, date(2024, 5, 6)),  # Friday
        (date(2024, 5, 3), 2, date(2024, 5, 7)),
        (date(2024, 5, 8), 1, date(2024, 5, 10)),  # Kristi himmelsfärdsdag between
        (date(2024, 5, 8), 2, date(2024, 5, 13)),
        (date(2024, 6, 17), 5, date(2024, 6, 25)),  # midsommarafton and the weekend
        (date(2024, 6, 10), 3, date(2024, 6, 13)),
        (date(2024, 6, 10), 5, date(2024, 6, 17)),
        (date(2024, 5, 29), 5, date(2024, 6, 5)),
        (date(2024, 12, 23), 1, date(2024, 12, 27)),
        (date(2024, 12, 30), 1, date(2025, 1, 2)),  # across New Year
        (date(2024, 5, 4), 1, date(2024, 5, 6)),  # from a Saturday
    ],
)
def test_plus_arbetsdagar(fran: date, n: int, till: date) -> None:
    assert plus_arbetsdagar(fran, n) == till


def test_plus_arbetsdagar_needs_at_least_one() -> None:
    with pytest.raises(ValueError, match="minst 1"):
        plus_arbetsdagar(date(2024, 1, 1), 0)


def test_rulla() -> None:
    assert rulla(date(2024, 12, 25)) == date(2024, 12, 27)
    assert rulla(date(2024, 6, 15)) == date(2024, 6, 17)
    assert rulla(date(2024, 6, 14)) == date(2024, 6, 14)
    assert rulla(date(2024, 12, 31)) == date(2025, 1, 2)


def test_kvar_before_a_sunday() -> None:
    sondag = date(2024, 9, 15)
    assert [kvar(sondag, date(2024, 9, n)) for n in (11, 12, 13, 14, 15, 16)] == [3, 2, 1, 0, 0, 0]
    assert kvar(date(2024, 6, 15), date(2024, 6, 14)) == 1


def test_sena() -> None:
    assert sena(date(2024, 6, 15), date(2024, 6, 16)) == 0
    assert sena(date(2024, 6, 15), date(2024, 6, 17)) == 1
    assert sena(date(2024, 12, 20), date(2025, 1, 2)) == 4  # 23, 27 and 30 December, 2 January


@pytest.mark.parametrize(
    ("start", "n", "slut"),
    [
        (date(2024, 1, 15), 3, date(2024, 4, 14)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 3, 31), 9, date(2024, 12, 30)),
        (date(2024, 11, 29), 3, date(2025, 2, 28)),
        (date(2024, 1, 1), 12, date(2024, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 30), 4, date(2025, 3, 29)),  # one month more, from the start: not 2025-03-28
        (date(2024, 12, 1), 3, date(2025, 2, 28)),
    ],
)
def test_slutdatum(start: date, n: int, slut: date) -> None:
    assert slutdatum(start, n) == slut


@pytest.mark.parametrize(
    ("d", "n", "till"),
    [
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 5, 31), 0, date(2024, 5, 31)),
    ],
)
def test_plus_manader(d: date, n: int, till: date) -> None:
    assert plus_manader(d, n) == till


def test_months() -> None:
    assert manad(date(2024, 2, 29)) == "2024-02"
    assert manadens_forsta("2024-02") == date(2024, 2, 1)
    assert nasta_manad("2024-12") == "2025-01"
    assert list(manader(date(2024, 11, 30), date(2025, 2, 1))) == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert list(manader(date(2024, 5, 2), date(2024, 5, 1))) == ["2024-05"]
    assert list(manader(date(2024, 6, 1), date(2024, 5, 31))) == []
    for galen in ("2024-13", "2024-1", "202401", "maj 24", "2024/01"):
        with pytest.raises(ValueError):
            manadens_forsta(galen)


def test_days_passed_over_have_names() -> None:
    assert forbi(date(2024, 6, 20), date(2024, 6, 24)) == (
        (date(2024, 6, 21), "Midsommarafton"),
        (date(2024, 6, 22), "Midsommardagen"),
        (date(2024, 6, 23), "söndag"),
    )
    assert forbi(date(2024, 6, 14), date(2024, 6, 17)) == (
        (date(2024, 6, 15), "lördag"),
        (date(2024, 6, 16), "söndag"),
    )
    assert forbi(date(2024, 6, 17), date(2024, 6, 20)) == ()


def test_a_year_outside_the_calendar_is_refused() -> None:
    for d in (date(FORSTA_AR - 1, 6, 1), date(SISTA_AR + 1, 6, 1)):
        with pytest.raises(ValueError, match=str(d.year)):
            ar_arbetsdag(d)


# --- Properties: the same by counting day by day -----------------------------------------------------------------


@given(DAGAR, st.integers(1, 40))
def test_plus_arbetsdagar_counts_day_by_day(d: date, n: int) -> None:
    x, rest = d, n
    while rest:
        x += DAG
        rest -= arbetsdag(x)
    assert plus_arbetsdagar(d, n) == x


@given(DAGAR, st.integers(-20, 400))
def test_counts_of_arbetsdagar_day_by_day(d: date, n: int) -> None:
    till = d + n * DAG
    antal = sum(arbetsdag(d + i * DAG) for i in range(n + 1))
    assert arbetsdagar_mellan(d, till) == kvar(till, d) == antal
    assert sena(d, till) == sum(arbetsdag(d + i * DAG) for i in range(1, n + 1))


@given(DAGAR)
def test_rulla_is_the_first_arbetsdag_on_or_after(d: date) -> None:
    assert rulla(d) == next(x for i in range(10) if arbetsdag(x := d + i * DAG))


@given(DAGAR, st.integers(0, 60))
def test_plus_dagar(d: date, n: int) -> None:
    assert (plus_dagar(d, n) - d).days == n


@given(DAGAR, st.integers(1, 14))
def test_an_insats_covers_its_months_and_no_day_more(start: date, n: int) -> None:
    slut = slutdatum(start, n)
    ratt_manad = plus_manader(start.replace(day=1), n)
    if start.day == 1:
        assert slut == ratt_manad - DAG
    else:
        assert (slut.year, slut.month) == (ratt_manad.year, ratt_manad.month)
        assert (slut + DAG).month != slut.month or slut.day == start.day - 1
    assert plus_manader(start, n) - slut in (timedelta(0), DAG)


@given(DAGAR, st.integers(0, 8))
def test_the_bound_of_a_number_left_is_the_last_such_day(idag: date, antal: int) -> None:
    d = grans_for_kvar(idag, antal)
    assert kvar(d, idag) <= antal < kvar(d + DAG, idag)
