"""Attacks on the kundenkät: whom it has been sent to is known with the kund and nowhere else, nobody writes on the
list, and answers are nobody's in the table, in the log and in the order of their rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .conftest import INLOGGNINGAR, Enhet

ARENDEN = {"anlu", "boek", "vika", "gust", "hara"}
SER_INTE = sorted(set(INLOGGNINGAR) - ARENDEN)
UTE = ("42501", "42704", "42P01")
"""Refused, no such role, no such table as far as they can see."""
NY = (
    "INSERT INTO enkat (ar, kundval, namn, fran, till, fragor, skapad, version) VALUES"
    " ({ar}, 'AMI', 'E', date '{ar}-01-01', date '{ar}-{slut}', '[]', current_date, 1)"
)


@pytest.fixture(scope="module")
def enkat(enhet: Enhet) -> Iterator[Enhet]:
    """One that has been drawn, with answers; two of those on the list have been given skydd since."""
    with enhet.som("agaren") as c:
        c.execute(NY.format(ar=2024, slut="12-31").encode())
        c.execute("SELECT ratt.dra_utskick(id) FROM enkat")
        c.execute("UPDATE enkat SET utskick = current_date")
        c.execute(
            "INSERT INTO enkatutskick (enkat_id, kund_id, insats_id, anordnare_id) SELECT e.id, i.kund_id, i.id,"
            " i.anordnare_id FROM enkat e, insats i WHERE i.skydd IS NOT NULL"
        )
        c.execute("INSERT INTO enkatsvar (enkat_id, anordnare_id, insatskod, varden) SELECT id, 1, '', '5' FROM enkat")
        enhet.tal["e"] = c.execute("SELECT id FROM enkat").fetchall()[0][0]
    yield enhet


def test_the_list_is_drawn_without_the_protected_and_once(enkat: Enhet) -> None:
    for vem in ("kval", "koor", "gust"):
        for slut, vantat in (("12-31", 3), ("01-31", None)):
            ut = enkat.angrip(
                vem,
                NY.format(ar=2025, slut=slut) + ";;SELECT ratt.dra_utskick(id) FROM enkat WHERE ar = 2025",
            )
            if vantat is None:  # a day or a month of one anordnare would be one person less another
                assert ut.kod not in ("", "42501")
            else:
                assert ut.rader == [(vantat,)], ut.sagt
        assert enkat.angrip(vem, "SELECT ratt.dra_utskick({e})").kod not in ("", "42501")
    for vem in set(INLOGGNINGAR) - {"gust", "hara", "kval", "koor"}:
        assert enkat.angrip(vem, "SELECT ratt.dra_utskick({e})").kod == "42501", vem


@pytest.mark.parametrize("vem", SER_INTE)
def test_nobody_without_cases_reads_who_is_on_it(enkat: Enhet, vem: str) -> None:
    for fraga in (
        "SELECT * FROM enkatutskick", "SELECT count(*) FROM enkatutskick", "COPY enkatutskick TO STDOUT",
        "SET ROLE arbetsledare;;SELECT kund_id FROM enkatutskick",
        "SELECT u.kund_id FROM enkatutskick u JOIN enkatgrupp g ON g.anordnare_id = u.anordnare_id",
    ):  # fmt: skip
        ut = enkat.angrip(vem, fraga)
        assert ut.kod in UTE or ut.tomt, fraga


def test_who_has_skydd_is_on_no_list_for_others(enkat: Enhet) -> None:
    fraga = "SELECT count(*), count(*) FILTER (WHERE kund_id IN ({k2}, {k5})) FROM enkatutskick"
    assert enkat.angrip("boek", fraga).rader == [(3, 0)]
    assert enkat.angrip("anlu", fraga).rader == [(5, 2)]  # whose they are
    assert enkat.angrip("gust", fraga).rader == [(5, 2)]


@pytest.mark.parametrize("vem", sorted(INLOGGNINGAR))
def test_nobody_writes_on_it(enkat: Enhet, vem: str) -> None:
    for sats in (
        "INSERT INTO enkatutskick (enkat_id, kund_id, insats_id, anordnare_id) VALUES ({e}, {k3}, {i3}, 1)",
        "UPDATE enkatutskick SET anordnare_id = 1", "DELETE FROM enkatutskick", "TRUNCATE enkatutskick",
        "INSERT INTO enkatgrupp (enkat_id, anordnare_id, tillfragade) VALUES ({e}, 1, 99)",
        "UPDATE enkatgrupp SET tillfragade = 1", "DELETE FROM enkatgrupp", "DELETE FROM enkat",
    ):  # fmt: skip
        ut = enkat.angrip(vem, sats)
        assert ut.kod in UTE, (sats, ut.kod)
    for sats in ("UPDATE enkat SET utskick = NULL", "UPDATE enkat SET till = date '2024-02-01'"):
        ut = enkat.angrip(vem, sats)
        assert ut.kod or ut.antal == 0, sats


def test_those_who_meet_kunder_see_what_is_published_and_no_answer(enkat: Enhet) -> None:
    for vem in ("anlu", "boek", "vika", "syss", "dass"):
        for fraga in ("SELECT varden FROM enkatsvar", "SELECT tillfragade FROM enkatgrupp", "SELECT * FROM enkatsvar",
                      "DELETE FROM enkatsvar", "UPDATE enkatgrupp SET andel_nojda = 100",
                      "SELECT fil_sha256 FROM enkat"):  # fmt: skip
            assert enkat.angrip(vem, fraga).kod == "42501", (vem, fraga)
    # Of an anordnare with too few answers there is no row, not even one that says so.
    assert enkat.angrip("anlu", "SELECT anordnare_id, antal_svar FROM enkatgrupp").rader == []
    assert enkat.angrip("kval", "SELECT tillfragade FROM enkatgrupp").rader == [(3,)]


def test_no_log_has_who_was_asked_or_what_was_answered(enkat: Enhet) -> None:
    fraga = "SELECT count(*) FROM logg WHERE tabell IN ('enkatutskick', 'enkatsvar', 'enkatgrupp')"
    assert enkat.angrip("agaren", fraga).rader == [(0,)]
    assert enkat.angrip("agaren", "SELECT count(*) > 0 FROM logg WHERE tabell = 'enkat'").rader == [(True,)]
    namn = "SELECT column_name FROM information_schema.columns WHERE table_name = 'enkatsvar' ORDER BY 1"
    kolumner = {k for (k,) in enkat.angrip("agaren", namn).rader}
    assert kolumner == {"id", "enkat_id", "anordnare_id", "insatskod", "varden"}
