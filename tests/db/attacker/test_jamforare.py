"""Attacks on the figures of Jämföraren: as coarse from the server as on paper, and for those who show them alone."""

from __future__ import annotations

import pytest

from .conftest import HEMLIGT, INLOGGNINGAR, Enhet

FRAGA = "SELECT * FROM ratt.jamforelse(2024)"
FAR = ("anlu", "boek", "vika", "gust", "hara", "kval", "koor")


@pytest.mark.parametrize("vem", FAR)
def test_fewer_than_five_are_told_of_as_none(enhet: Enhet, vem: str) -> None:
    ut = enhet.angrip(vem, FRAGA)
    assert ut.rader and all(r[1:] == (None, None) for r in ut.rader) and not HEMLIGT.search(ut.sagt)
    # What it is made of is not theirs to replace, nor to be asked for a year that is none.
    for sats in ("CREATE OR REPLACE FUNCTION ratt.jamforelse(aret integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                 "ALTER FUNCTION ratt.jamforelse(integer) SECURITY INVOKER", "DROP FUNCTION ratt.jamforelse(integer)",
                 "SELECT * FROM ratt.jamforelse(-99999)"):  # fmt: skip
        assert enhet.angrip(vem, sats).kod in ("42501", "42P13", "22008"), sats


@pytest.mark.parametrize("vem", sorted(set(INLOGGNINGAR) - set(FAR)))
def test_nobody_else_gets_any(enhet: Enhet, vem: str) -> None:
    for sats in (FRAGA, f"SET ROLE arbetsledare;;{FRAGA}", f"COPY ({FRAGA}) TO STDOUT", f"EXPLAIN ANALYZE {FRAGA}"):
        assert enhet.angrip(vem, sats).kod in ("42501", "42704"), sats
