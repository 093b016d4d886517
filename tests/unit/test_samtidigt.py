"""Insatser of a kund that are paid for the same days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kundvalsdesk.rules.samtidigt import Period, obedomda

MAJ = (date(2024, 5, 1), date(2024, 5, 31))


def _period(namn: str, fran: date, till: date, **mer: Any) -> Period:
    return Period(namn, "AMI2", fran, till, **({"bedomd": False, "rader": (MAJ,)} | mer))


A = _period("A", date(2024, 4, 1), date(2024, 5, 20))
B = _period("B", date(2024, 5, 20), date(2024, 8, 1))


def test_a_day_that_both_have_is_enough() -> None:
    assert [(x.en.insats, x.annan.insats, x.fran, x.till, x.dagar) for x in obedomda([B, A])] == [
        ("A", "B", date(2024, 5, 20), date(2024, 5, 20), 1)
    ]


@pytest.mark.parametrize(
    "annan",
    [
        B._replace(fran=date(2024, 5, 21)),  # the day after
        B._replace(bedomd=True),
    ],
)
def test_one_after_the_other_or_assessed_is_nothing(annan: Period) -> None:
    assert obedomda([A, annan]) == []


def test_days_that_are_not_paid_now_are_not_told_again() -> None:
    april = (date(2024, 4, 1), date(2024, 4, 30))
    assert obedomda([A._replace(rader=(april,)), B._replace(fran=date(2024, 5, 10), rader=())]) == []


def test_the_days_that_are_paid_now_of_either_and_each_pair_of_three() -> None:
    # In June: A was paid before, but B's late May overlaps it.
    b = B._replace(fran=date(2024, 5, 6), rader=((date(2024, 5, 6), date(2024, 5, 31)), MAJ))
    assert [x.dagar for x in obedomda([A._replace(rader=()), b])] == [15]
    tre = [A, B._replace(fran=date(2024, 5, 1)), _period("C", date(2024, 5, 10), date(2024, 5, 12))]
    assert [(x.en.insats, x.annan.insats, x.dagar) for x in obedomda(tre)] == [
        ("A", "B", 20),
        ("A", "C", 3),
        ("B", "C", 3),
    ]
