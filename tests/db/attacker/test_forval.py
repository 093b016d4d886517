"""Attacks on the förvalslista: who has a period gets kunder, so nobody writes one but for whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .conftest import AGARE, Enhet

_NY = (
    "INSERT INTO forvalsperiod (kundval, fran, till, anordnare, period_fran, period_till, regelverk, ordning,"
    " publicerad) VALUES ('{kundval}', {fran}, {till}, '{anordnare}', {fran}, {till}, '2024', '[]', current_date)"
)


def _ny(
    fran: str = "'2024-05-06'", till: str = "'2024-05-19'", anordnare: str = "Björken", kundval: str = "AMI"
) -> str:
    return _NY.format(kundval=kundval, fran=fran, till=till, anordnare=anordnare)


@pytest.fixture(autouse=True)
def en_period(enhet: Enhet) -> Iterator[None]:
    c = enhet.som(AGARE)
    c.execute("DELETE FROM forvalsperiod")
    c.execute(_ny("'2024-04-22'", "'2024-05-05'").encode())
    c.commit()
    yield
    c.execute("DELETE FROM forvalsperiod")
    c.commit()


NEKADE = {
    "somebody who is not authorised": _ny(anordnare="Ågården"),
    "somebody who is nobody": _ny(anordnare="Egen firma"),
    "another kundval": _ny(kundval="FAI"),
    "days to come": _ny("current_date + 14", "current_date + 27"),
    "days that stand": _ny("'2024-05-05'"),
    "before they were authorised": _ny("'2020-01-06'", "'2020-01-19'"),
    "backwards": _ny("'2024-05-06'", "'2024-05-05'"),
    "a period made shorter": "UPDATE forvalsperiod SET till = '2024-04-30'",
    "a period made longer": "UPDATE forvalsperiod SET till = '2030-01-01'",
    "whose it was": "UPDATE forvalsperiod SET anordnare = 'Ågården'",
    "a period taken away": "DELETE FROM forvalsperiod",
}


@pytest.mark.parametrize("sats", NEKADE.values(), ids=NEKADE)
def test_the_list_is_forged_by_nobody(enhet: Enhet, sats: str) -> None:
    for vem in ("boek", "gust", "kval", "syss"):
        assert enhet.angrip(vem, sats).kod in ("KV001", "42501"), vem
    assert enhet.angrip("dass", sats).kod == "42501"


def test_what_is_so_is_written_down(enhet: Enhet) -> None:
    """The next in turn; and who loses the authorisation in the middle of a period has the rest of it no longer."""
    assert enhet.angrip("boek", _ny()).antal == 1
    c = enhet.som(AGARE)
    c.execute("UPDATE auktorisation SET till = '2024-04-30'")
    c.commit()
    try:
        assert enhet.angrip("gust", "UPDATE forvalsperiod SET till = '2024-04-30'").antal == 1
        assert enhet.angrip("gust", "UPDATE forvalsperiod SET till = '2024-04-25'").kod == "KV001"
    finally:
        c.execute("UPDATE auktorisation SET till = NULL")
        c.commit()
