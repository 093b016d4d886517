"""The holidays written out in rules.helgdagar, against the package `holidays`."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from kundvalsdesk.rules.helgdagar import helgdagar, paskdagen


@pytest.mark.parametrize("ar", range(1990, 2101))
def test_same_days_and_names_as_the_package(ar: int) -> None:
    paketets = holidays.country_holidays("SE", years=[ar], categories=("public", "de_facto"), language="sv")

    def namn(text: str, mellan: str) -> set[str]:
        return set(text.split(mellan))

    assert {d: namn(n, " och ") for d, n in helgdagar(ar).items()} == {d: namn(n, "; ") for d, n in paketets.items()}


@pytest.mark.parametrize(
    ("ar", "dag"),
    [(2023, date(2023, 4, 9)), (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2038, date(2038, 4, 25))],
)
def test_easter(ar: int, dag: date) -> None:
    assert paskdagen(ar) == dag
