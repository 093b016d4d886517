"""Amounts of days of a month: the worked examples of the rules, and what holds of every month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.rules.manadsbelopp import dagbelopp, manadsrader

AMI, ISA = Decimal(3876), Decimal(6324)


@pytest.mark.parametrize(
    ("fran", "till", "manad", "belopp", "vantat"),
    [
        ("2024-02-12", "2025-02-11", "2024-02-01", AMI, [(18, "2325.60")]),
        ("2023-10-11", "2024-10-10", "2024-10-01", ISA, [(10, "2108.00")]),
        ("2024-01-01", "2024-08-29", "2024-08-01", AMI, [(29, "3746.80")]),
        ("2024-01-01", "2024-08-29", "2024-02-01", AMI, [(29, "3876.00")]),
        ("2024-01-01", "2024-08-31", "2024-08-01", AMI, [(31, "3876.00")]),
        ("2024-01-02", "2024-08-31", "2024-01-01", AMI, [(30, "3876.00")]),
        ("2024-01-01", "2024-08-29", "2024-09-01", AMI, []),
        ("2024-05-01", "2024-05-07", "2024-05-01", Decimal(4001), [(7, "933.57")]),
    ],
)
def test_worked_examples(fran: str, till: str, manad: str, belopp: Decimal, vantat: list[tuple[int, str]]) -> None:
    d = date.fromisoformat
    rader = manadsrader(d(fran), d(till), d(manad), lambda _: belopp)
    assert [(r.dagar, str(r.belopp)) for r in rader] == vantat


def test_fourteen_days_after_the_last_one() -> None:
    assert dagbelopp(AMI, 14) == Decimal("1808.80")


def test_a_month_in_which_the_amount_changes_is_split_at_that_day() -> None:
    ny = date(2024, 7, 16)
    rader = manadsrader(date(2024, 1, 1), date(2024, 12, 31), ny, lambda x: AMI if x < ny else ISA)
    assert [(r.dagar, r.belopp) for r in rader] == [(15, Decimal("1938.00")), (16, Decimal("3372.80"))]
    assert manadsrader(date(2024, 1, 1), date(2024, 12, 31), ny, lambda x: AMI if x < ny else None) == ()


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 800), st.integers(0, 40))
def test_never_more_than_the_month_amount_and_every_day_once(start: date, langd: int, manader: int) -> None:
    till = start + timedelta(days=langd)
    m = start
    dagar = 0
    for _ in range(28):
        rader = manadsrader(start, till, m, lambda _: AMI)
        assert sum(r.belopp for r in rader) <= AMI
        dagar += sum(r.dagar for r in rader)
        m = (m.replace(day=1) + timedelta(days=32)).replace(day=1)
    assert dagar == langd + 1
