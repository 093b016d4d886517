"""Attacks on the figures of the unit: they are for those who get figures, they name nobody, and nobody who works with
cases finds out by them how many are hidden."""

from __future__ import annotations

import psycopg
import pytest

from kundvalsdesk.models.ratter.progression import PROGRESSIONSKOLUMNER, PROGRESSIONSVY
from kundvalsdesk.models.ratter.statistik import KOLUMNER, LEDTIDSKOLUMNER, LEDTIDSVY, RAPPORTKOLUMNER, RAPPORTVY, VY

from .conftest import HEMLIGT, INLOGGNINGAR, Enhet

RAKNA = f"SELECT count(*), count(malgrupp), min(kod) FROM {VY}"
UTANFOR = sorted(set(INLOGGNINGAR) - {"gust", "hara", "kval", "koor"})


@pytest.mark.parametrize("vem", ["gust", "kval", "koor"])
def test_every_insats_is_counted_for_those_who_get_figures(enhet: Enhet, vem: str) -> None:
    assert enhet.angrip(vem, RAKNA).rader == [(5, 5, "AMI2")]


@pytest.mark.parametrize("vem", UTANFOR)
def test_nobody_else_counts_anything(enhet: Enhet, vem: str) -> None:
    for fraga in (
        RAKNA,
        f"SELECT count(*) FROM {LEDTIDSVY}",
        f"SET ROLE kvalitetsutvecklare;;SELECT * FROM {LEDTIDSVY}",
        f"COPY {LEDTIDSVY} TO STDOUT",
        f"SELECT count(*) FROM {PROGRESSIONSVY}",
        f"SET ROLE kvalitetsutvecklare;;SELECT * FROM {PROGRESSIONSVY}",
        f"SELECT count(*) FROM {RAPPORTVY}",
        f"SET ROLE kvalitetsutvecklare;;SELECT * FROM {RAPPORTVY}",
        f"SET ROLE arbetsledare;;{RAKNA}",
        f"SET ROLE kvalitetsutvecklare;;{RAKNA}",
        f"SELECT 1 FROM {VY} LIMIT 1",
        f"COPY {VY} TO STDOUT",
        f"COPY (SELECT 1 FROM {VY}) TO STDOUT",
        f"SELECT query_to_xml('SELECT count(*) FROM {VY}', true, false, '')",
        f"CREATE VIEW pg_temp.min AS SELECT count(*) FROM {VY};;SELECT * FROM pg_temp.min",
        f"EXPLAIN (ANALYZE) SELECT * FROM {VY}",
    ):
        assert enhet.angrip(vem, fraga).kod in ("42501", "42704"), fraga


@pytest.mark.parametrize("vem", ["kval", "koor"])
def test_no_row_says_whose_it_is(enhet: Enhet, vem: str) -> None:
    """Neither who nor whether somebody is protected, nor a number that something else could be looked up by."""
    rader = enhet.angrip(vem, f"SELECT * FROM {VY}")
    assert len(rader.rader) == 5
    assert not HEMLIGT.search(rader.sagt)
    assert not {"id", "nyckel", "kund_id", "skydd", "fodelsedatum"} & set(KOLUMNER)
    for kolumn in ("id", "nyckel", "kund_id", "skydd", "ctid", "tableoid"):
        assert enhet.angrip(vem, f"SELECT s.{kolumn} FROM {VY} s").kod == "42703", kolumn
    # The row behind it is not reached through the view either.
    for fraga in (
        "SELECT malgrupp FROM kund", "SELECT kund_id FROM insats", "SELECT nyckel FROM insats",
        f"UPDATE {VY} SET malgrupp = 'x'", f"DELETE FROM {VY}", f"INSERT INTO {VY} (kod) VALUES ('AMI2')",
        f"SELECT * FROM {VY} FOR UPDATE", f"ALTER VIEW {VY} SET (security_barrier = false)",
    ):  # fmt: skip
        assert enhet.angrip(vem, fraga).kod in ("42501", "55000", "0A000"), fraga


@pytest.mark.parametrize(("vy", "kolumner"), [(LEDTIDSVY, LEDTIDSKOLUMNER), (RAPPORTVY, RAPPORTKOLUMNER)])
@pytest.mark.parametrize("vem", ["kval", "koor"])
def test_no_row_of_the_lead_times_says_whose_it_is(enhet: Enhet, vem: str, vy: str, kolumner: tuple[str, ...]) -> None:
    """Days and codes; nothing that anybody has written, and no key."""
    svar = enhet.angrip(vem, f"SELECT * FROM {vy}")
    assert svar.rader and not HEMLIGT.search(svar.sagt)
    assert not {"id", "nyckel", "kund_id", "skydd", "fodelsedatum", "aterremiss_skal", "bedomning"} & set(kolumner)
    for kolumn in ("id", "nyckel", "kund_id", "skydd", "ctid", "insats_id", "aterremiss_skal", "bedomning"):
        assert enhet.angrip(vem, f"SELECT s.{kolumn} FROM {vy} s").kod == "42703", kolumn
    for fraga in (f"UPDATE {vy} SET malgrupp = 'x'", f"DELETE FROM {vy}",
                  "SELECT aterremiss_skal FROM genomforandeplan", "SELECT motivering FROM forlangning"):  # fmt: skip
        assert enhet.angrip(vem, fraga).kod in ("42501", "55000", "0A000"), fraga


def test_who_is_barred_counts_nothing_from_then_on(enhet: Enhet) -> None:
    """In a session that is open too."""
    c, agare = enhet.som("kval"), enhet.som("agaren")
    assert c.execute(RAKNA.encode()).fetchone() == (5, 5, "AMI2")
    c.rollback()
    agare.execute("UPDATE handlaggare SET sparrad = current_date WHERE anvandare = 'kval'")
    agare.commit()
    try:
        assert c.execute(RAKNA.encode()).fetchone() == (0, 0, None)
    except psycopg.Error as fel:
        assert fel.sqlstate == "42501"
    finally:
        c.rollback()
        agare.execute("UPDATE handlaggare SET sparrad = NULL WHERE anvandare = 'kval'")
        agare.commit()


@pytest.mark.parametrize("vem", ["kval", "koor"])
def test_progression_names_nobody_and_its_number_is_found_nowhere(enhet: Enhet, vem: str) -> None:
    rader = enhet.angrip(vem, f"SELECT * FROM {PROGRESSIONSVY}")
    assert rader.rader and not HEMLIGT.search(rader.sagt)
    assert not {"id", "nyckel", "kund_id", "skydd", "insats_id"} & set(PROGRESSIONSKOLUMNER)
    for kolumn in ("id", "nyckel", "kund_id", "skydd", "innehall", "bedomning"):
        assert enhet.angrip(vem, f"SELECT s.{kolumn} FROM {PROGRESSIONSVY} s").kod == "42703", kolumn
    for fraga in (
        "SELECT skalsteg FROM manadsrapport", "SELECT skalsteg_start FROM genomforandeplan",
        "SELECT skalsteg FROM slutrapport", f"UPDATE {PROGRESSIONSVY} SET kod = 'x'", f"DELETE FROM {PROGRESSIONSVY}",
    ):  # fmt: skip
        assert enhet.angrip(vem, fraga).kod in ("42501", "55000"), fraga
