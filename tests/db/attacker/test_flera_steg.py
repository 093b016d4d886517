"""Attacks in more than one step, or that say that somebody else did it."""

from __future__ import annotations

import psycopg
import pytest

from kundvalsdesk.models.drivrutinsfel import NEKAD

from .conftest import HEMLIGT, Enhet

_NOT = (
    "INSERT INTO anteckning (insats_id, datum, text, skriven_av, signerad, signerad_av, version)"
    " VALUES ({i3}, '2024-05-02', 'x', 'boek', '2024-05-02', "
)
_DOKUMENT = (
    "INSERT INTO dokument (insats_id, typ, nummer, utfardat, utfardat_av, underlag, innehall, sha256)"
    " VALUES ({i3}, 'avbrott', 'AVB 2024-0003-7', date '2024-05-01', 'Namn "
)
_VIDARE = "INSERT INTO overlamning (kund_id, fran_id, till_id, datum, ater, version) VALUES ({k5}, {vika}, "
_BESLUT = "UPDATE forlangning SET beslut = 'beviljad', beslutad = '2024-05-02', beslutad_av_id = {hara}"

NEKAT = {
    "a note born signed by a colleague": ("boek", f"{_NOT}'gust', 1)"),
    "a note born signed by nobody": ("boek", f"{_NOT}NULL, 1)"),
    "a draft signed in a colleague's name": (
        "boek", "UPDATE anteckning SET signerad = '2024-05-02', signerad_av = 'gust' WHERE insats_id = {i3}"
        " AND signerad IS NULL"),
    "a document in a colleague's name": ("boek", f"{_DOKUMENT}gust', '{{{{}}}}', '', 'x')"),
    "a document in a name that is like one's own": ("boek", f"{_DOKUMENT}boek ', '{{{{}}}}', '', 'x')"),
    "what was asked for rewritten first and decided then": (
        "hara", f"UPDATE forlangning SET mal = 'y' WHERE insats_id = {{i3}};;{_BESLUT} WHERE insats_id = {{i3}}"),
    "rewritten in a part of the transaction that is closed": (
        "hara", "SAVEPOINT a;;UPDATE forlangning SET motivering = 'y' WHERE insats_id = {i3};;RELEASE SAVEPOINT a;;"
        f"{_BESLUT} WHERE insats_id = {{i3}}"),
    "rewritten in the role of the group": (
        "hara", "SET ROLE arbetsledare;;UPDATE forlangning SET mal = 'y' WHERE insats_id = {i3};;RESET ROLE;;"
        f"{_BESLUT} WHERE insats_id = {{i3}}"),
    "a time as vikarie made longer": ("vika", f"{_VIDARE}{{vika}}, current_date, current_date + 900, 1)"),
    "a time as vikarie made longer for a colleague": (
        "vika", f"{_VIDARE}{{boek}}, current_date, current_date + 900, 1)"),
    "a time as vikarie that begins before one's own": (
        "vika", f"{_VIDARE}{{boek}}, current_date - 30, current_date + 2, 1)"),
}  # fmt: skip


@pytest.mark.parametrize(("vem", "sats"), NEKAT.values(), ids=NEKAT)
def test_it_is_refused(enhet: Enhet, vem: str, sats: str) -> None:
    utfall = enhet.angrip(vem, sats)
    assert utfall.kod == NEKAD, utfall
    assert not HEMLIGT.search(utfall.sagt.replace("HEMLIGT", ""))


TILLATET = {
    "a note born signed": ("boek", f"{_NOT}'boek', 1)"),
    "a document": ("boek", f"{_DOKUMENT}boek', '{{{{}}}}', '', 'x')"),
    "handed on by a vikarie, within their time": (
        "vika", f"{_VIDARE}{{boek}}, current_date, current_date + 2, 1)"),
}  # fmt: skip


@pytest.mark.parametrize(("vem", "sats"), TILLATET.values(), ids=TILLATET)
def test_the_work_itself_goes_on(enhet: Enhet, vem: str, sats: str) -> None:
    utfall = enhet.angrip(vem, sats)
    assert (utfall.kod, utfall.antal) == ("", 1), utfall


def test_no_time_zone_makes_a_day_longer(enhet: Enhet) -> None:
    """There is always a zone where it is another day than here: a vikarie whose time is over stays there no longer."""
    agare = enhet.som("agaren")
    dagar = "(clock_timestamp() AT TIME ZONE 'Europe/Stockholm')::date"
    agare.execute(f"UPDATE overlamning SET ater = {dagar} WHERE till_id = {enhet.tal['vika']}")
    agare.commit()
    try:
        for zon in ("Etc/GMT+12", "Pacific/Kiritimati", "Europe/Stockholm"):
            assert enhet.angrip("vika", f"SET TimeZone = '{zon}';;SELECT * FROM kund WHERE id = {{k5}}").tomt, zon
    finally:
        agare.execute(f"UPDATE overlamning SET ater = {dagar} + 5 WHERE till_id = {enhet.tal['vika']}")
        agare.commit()
    assert enhet.angrip("vika", "SELECT * FROM kund WHERE id = {k5}").rader


def test_who_is_to_be_barred_cannot_hold_it_up(enhet: Enhet) -> None:
    """By no lock that a login of another group can take."""
    c = enhet.som("boek")
    for nummer in (0x6B76_6B6F_6E74, 0x6B76_6465_736B):
        c.execute("SELECT pg_advisory_lock(%s)", (nummer,))
    c.execute("SELECT namn FROM handlaggare")
    syss = enhet.som("syss")
    try:
        syss.execute("SET lock_timeout = '1s'")
        assert syss.execute("UPDATE handlaggare SET sparrad = current_date WHERE anvandare = 'boek'").rowcount == 1
        assert enhet.angrip("boek", "SELECT namn FROM handlaggare").rader
    finally:
        syss.rollback()
        c.close()
    for sats in ("SELECT 1 FROM handlaggare FOR KEY SHARE", "LOCK TABLE handlaggare IN ROW SHARE MODE"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            enhet.som("boek").execute(sats)
        enhet.som("boek").rollback()


def test_a_password_set_by_plain_sql_stands_in_the_log(enhet: Enhet) -> None:
    """Whoever sets it can log in as another, so that it was done is never left out."""
    agare = enhet.som("postgres")
    agare.execute("COMMENT ON ROLE hara IS 'kundvalsdesk: enheten'")
    agare.execute("GRANT hara TO agaren WITH ADMIN OPTION, INHERIT FALSE, SET FALSE")  # as if made by the database
    agare.commit()
    c = enhet.som("syss")
    v = f"SCRAM-SHA-256$4096:{'A' * 24}${'B' * 43}=:{'C' * 43}="
    c.execute("SELECT ratt.ge_inloggning('hara', %s)", (v,))
    c.commit()
    rad = agare.execute(
        "SELECT h.anvandare, l.tabell, l.rad_id, l.falt, l.nytt FROM logg l JOIN handling h ON h.id = l.handling_id"
        " ORDER BY l.id DESC LIMIT 1"
    ).fetchone()
    agare.execute("REVOKE hara FROM agaren")
    agare.commit()
    assert rad == ("syss", "handlaggare", enhet.tal["hara"], "losenord", "nytt")
