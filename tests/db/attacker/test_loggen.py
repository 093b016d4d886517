"""The log of a shared database, attacked with plain SQL: as each role, and as the owner of the database."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from .conftest import IDAG, Enhet

ALLA = ("anlu", "boek", "gust", "kval", "koor", "syss", "dass", "utan", "ingn", "frmd", "sper")
MED_ROLL = ("anlu", "boek", "gust", "kval", "koor", "syss", "dass")
_RAD = "SELECT max(id) + 1, min(handling_id), 'kund', 'x', repeat('0', 64) FROM logg"

ANDRA = [
    "UPDATE logg SET nytt = 'annat'",
    "UPDATE logg SET nytt = 'annat' WHERE false",
    "DELETE FROM logg",
    "TRUNCATE logg",
    "TRUNCATE kund CASCADE",
    "UPDATE handling SET anvandare = 'boek'",
    "UPDATE handling SET tid = tid - interval '1 year'",
    "DELETE FROM handling",
    "TRUNCATE handling CASCADE",
    "UPDATE loggslut SET rad = 0",
    "DELETE FROM loggslut",
    f"INSERT INTO logg (id, handling_id, tabell, falt, kedja) {_RAD}",
    "INSERT INTO loggslut VALUES (2, 0, 0, '')",
    "SET session_replication_role = replica",
]
BARA_AGAREN = [
    "INSERT INTO handling (id, tid, anvandare, roll, namn, andring) VALUES ('x', now(), 'boek', '', 'x', '')",
    "ALTER TABLE logg DISABLE TRIGGER ALL",
    "ALTER TABLE kund DISABLE TRIGGER USER",
    "ALTER TABLE logg DISABLE ROW LEVEL SECURITY",
    "DROP TRIGGER ratt_z_logg ON kund",
    "DROP FUNCTION ratt.logga_kund() CASCADE",
    "CREATE OR REPLACE FUNCTION ratt.min_handling() RETURNS text LANGUAGE sql AS 'SELECT null::text'",
    "SELECT ratt.skriv_rader('x', 'kund', 1, 1, 1, '{a}', '{b}', '{c}')",
    "SELECT ratt.min_handling()",
    "LOCK TABLE loggslut",
    "SELECT * FROM loggslut FOR UPDATE",
    "SELECT andring FROM handling",
]


def nekas(c: psycopg.Connection[Any], sats: str) -> None:
    with pytest.raises((errors.InsufficientPrivilege, errors.UndefinedFunction, errors.UndefinedTable)):
        c.execute(sats)
    c.rollback()


@pytest.mark.parametrize("som", [*ALLA, "agaren"])
def test_nobody_changes_the_log(enhet: Enhet, som: str) -> None:
    c = enhet.som(som) if som != "sper" else enhet.som("sper")
    for sats in ANDRA:
        nekas(c, sats)
    for sats in BARA_AGAREN if som != "agaren" else ():
        nekas(c, sats)


def hand(c: psycopg.Connection[Any], id_: str, namn: str = "prov", rader: str = "[]", **stad: Any) -> None:
    c.execute(
        "SELECT ratt.handling(%s, %s, '{}', %s, %s, %s, %s)",
        (id_, namn, rader, stad.get("vem", "boek"), stad.get("roll", "arbetsledare"), stad.get("tid", "2020-01-01")),
    )


def loggat(enhet: Enhet, id_: str) -> tuple[Any, ...]:
    with psycopg.connect(enhet.url("agaren")) as c:
        h = c.execute(
            "SELECT anvandare, roll, namn, tid > localtimestamp - interval '1 day' FROM handling WHERE id = %s", (id_,)
        ).fetchone()
        rader = c.execute(
            "SELECT tabell, falt, gammalt, nytt FROM logg WHERE handling_id = %s ORDER BY id", (id_,)
        ).fetchall()
    assert h is not None
    return (*h, rader)


def senaste(enhet: Enhet) -> tuple[Any, ...]:
    with psycopg.connect(enhet.url("agaren")) as c:
        rad = c.execute("SELECT handling_id FROM logg ORDER BY id DESC LIMIT 1").fetchone()
    assert rad is not None
    return loggat(enhet, rad[0])


def test_the_one_who_acts_and_the_time_are_the_servers_word(enhet: Enhet) -> None:
    id_ = str(uuid4())
    c = enhet.som("anlu")
    c.execute("SET TimeZone = 'Pacific/Kiritimati'")
    c.execute("UPDATE insats SET jobbexpert = 'Ny' WHERE id = %s", (enhet.tal["i1"],))
    hand(c, id_)
    c.commit()
    assert loggat(enhet, id_) == (
        "anlu", "karriarvagledare", "prov", True, [("insats", "jobbexpert", None, "Ny")],
    )  # fmt: skip


def test_what_is_done_without_a_word_is_logged_all_the_same(enhet: Enhet) -> None:
    c = enhet.som("anlu")
    c.execute("SELECT set_config('kvd.utan_logg', 'ja', true)")
    c.execute("UPDATE insats SET jobbexpert = 'Tyst' WHERE id = %s", (enhet.tal["i1"],))
    c.commit()
    assert senaste(enhet)[:4] == ("anlu", "karriarvagledare", "direkt_sql", True)


def test_a_change_cannot_be_hung_on_somebody_elses_action(enhet: Enhet) -> None:
    id_ = str(uuid4())
    c = enhet.som("boek")
    hand(c, id_)
    c.commit()
    fore = loggat(enhet, id_)
    assert fore[0] == "boek" and fore[4] == [("handling", "utford", None, None)]
    c = enhet.som("anlu")
    c.execute("SELECT set_config('kvd.handling', %s, true)", (id_,))
    c.execute("UPDATE insats SET jobbexpert = 'Skyllt' WHERE id = %s", (enhet.tal["i1"],))
    c.commit()
    assert loggat(enhet, id_) == fore
    assert senaste(enhet)[0] == "anlu"
    # Nor is its id used again: not by another, not by the same.
    for som in ("anlu", "boek"):
        with pytest.raises(errors.UniqueViolation):
            hand(enhet.som(som), id_)
        enhet.som(som).rollback()


def test_no_change_is_said_that_was_not_made(enhet: Enhet) -> None:
    c = enhet.som("anlu")
    rad = '[{"tabell": "insats", "rad_id": 1, "insats_id": 1, "falt": "sista_dag", "nytt": "2024-01-01"}]'
    hand(c, str(uuid4()), rader=rad)
    with pytest.raises(errors.InsufficientPrivilege):
        c.commit()
    c.rollback()
    # Changed after the action was named, and before the commit.
    hand(c, str(uuid4()))
    c.execute("SELECT set_config('kvd.rader', %s, true)", (rad,))
    with pytest.raises(errors.InsufficientPrivilege):
        c.commit()
    c.rollback()


@pytest.mark.parametrize("sats", ["SET CONSTRAINTS ALL IMMEDIATE", "SAVEPOINT a", "SET search_path = pg_temp"])
def test_no_order_of_things_gets_past_it(enhet: Enhet, sats: str) -> None:
    c = enhet.som("anlu")
    c.execute(sats)
    c.execute("UPDATE public.insats SET jobbexpert = %s WHERE id = %s", (sats, enhet.tal["i1"]))
    c.execute("UPDATE public.insats SET jobbexpert = 'b' WHERE id = %s", (enhet.tal["i1"],))
    c.commit()
    c.execute("RESET search_path")
    c.commit()
    with psycopg.connect(enhet.url("agaren")) as agaren:
        rader = agaren.execute("SELECT gammalt, nytt FROM logg ORDER BY id DESC LIMIT 2").fetchall()
    assert rader == [(sats, "b"), (rader[1][0], sats)]


@pytest.mark.parametrize("som", ["utan", "ingn", "frmd", "sper"])
def test_who_is_nobody_here_names_no_action(enhet: Enhet, som: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        hand(enhet.som(som), str(uuid4()))
    enhet.som(som).rollback()


def test_the_log_of_a_hidden_kund_is_as_if_it_were_not(enhet: Enhet) -> None:
    """K0002 is protected: not for boek; nor who has looked at what, for anybody who works with cases."""
    for som in MED_ROLL:
        c = enhet.som(som)
        dold = c.execute(
            "SELECT count(*) FROM logg WHERE insats_id = %s OR kund_id = %s",
            (enhet.tal["i2"], enhet.tal["k2"]),
        ).fetchone()
        sett = c.execute("SELECT count(*) FROM logg WHERE falt = 'visad' OR tabell = 'logg'").fetchone()
        c.rollback()
        assert sett == (0,)
        assert som in ("anlu", "gust", "dass") or dold == (0,)


def test_the_log_is_read_by_the_dataskyddssamordnare_who_has_said_so(enhet: Enhet) -> None:
    for som in ALLA:
        if som != "dass":
            nekas(enhet.som(som), "SELECT * FROM lasa.logg")
            nekas(enhet.som(som), "SELECT ratt.loggens_kund('K0002')")
    c = enhet.som("dass")
    q = (
        "SELECT DISTINCT k.nyckel FROM lasa.logg l JOIN lasa.handling h ON h.id = l.handling_id"
        " LEFT JOIN lasa.insats i ON i.id = l.insats_id JOIN lasa.kund k ON k.id = coalesce(l.kund_id, i.kund_id)"
        " WHERE l.tabell <> 'logg'"
    )
    rad = '[{"tabell": "logg", "falt": "visad", "kund_id": %s}]'
    assert c.execute(q).fetchall() == []
    hand(c, str(uuid4()), "visa_logg", rad % "null")
    assert c.execute(q).fetchall() == []  # it could still be taken back
    c.rollback()
    hand(c, str(uuid4()), "visa_logg", rad % enhet.tal["k3"])
    c.commit()
    assert c.execute(q).fetchall() == [("K0003",)]
    c.rollback()
    with psycopg.connect(enhet.url("agaren")) as agaren:
        agaren.execute("UPDATE kundidentitet SET fornamn = 'Röjd' WHERE kund_id = %s", (enhet.tal["k2"],))
    hand(c, str(uuid4()), "visa_logg", rad % "null")
    c.commit()
    varden = c.execute(
        "SELECT gammalt, nytt FROM lasa.logg WHERE kund_id = %s AND falt = 'fornamn'", (enhet.tal["k2"],)
    ).fetchall()
    assert varden == [("(visas inte)", "(visas inte)")]
    assert (c.execute("SELECT count(*) FROM logg WHERE tabell <> 'incident' AND kund_id > 0").fetchone()) == (0,)
    c.rollback()


def test_the_program_reads_the_log_with_those_rights(enhet: Enhet) -> None:
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services import loggvy
    from kundvalsdesk.services.arbetsenhet import aktor_for, lasning
    from kundvalsdesk.services.arbetsenhet import enhet as arbete
    from kundvalsdesk.services.logglista import Loggfraga, anteckna_lasning, las
    from kundvalsdesk.services.regelverk import las_regelverk

    i = psycopg.conninfo.conninfo_to_dict(enhet.url("dass"))
    db = oppna_motor(tolka_adress(f"postgresql://dass@/{i['dbname']}?host={i['host']}"), None)
    regelverk = las_regelverk()
    try:
        with lasning(db) as c:
            jag = aktor_for(c, None)
        with arbete(db, jag, regelverk, IDAG, skriv=True) as e:
            id_ = anteckna_lasning(e, Loggfraga(kund="K0002"))
        with arbete(db, jag, regelverk, IDAG) as e:
            poster = list(las(e, Loggfraga(kund="K0002"), id_))
        assert poster and {p.kund for p in poster} == {"K0002"}
        assert {v for p in poster for v in (p.gammalt, p.nytt) if p.tabell != "logg"} <= {None, "(visas inte)"}
        with arbete(db, jag, regelverk, IDAG, skriv=True) as e:
            sida = loggvy.fraga(e, Loggfraga(stickprov=3))
        assert len(sida.rader) == 3
        with arbete(db, jag, regelverk, IDAG, skriv=True) as e:
            mal = ",".join(str(a.nummer) for a in sida.rader)
            loggvy.anteckna_stickprov(e, mal, "inget", "")
        with arbete(db, jag, regelverk, IDAG) as e:
            assert loggvy.detalj(e, Loggfraga(), sida.rader[0].id).rader is not None
            assert [s.rader for s in loggvy.oversikt(e).stickprov] == [3]
    finally:
        db.stang()


def test_after_all_this_the_chain_is_whole(enhet: Enhet) -> None:
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services.arbetsenhet import transaktion
    from kundvalsdesk.services.loggkedja import granska

    i = psycopg.conninfo.conninfo_to_dict(enhet.url("agaren"))
    db = oppna_motor(tolka_adress(f"postgresql://agaren@/{i['dbname']}?host={i['host']}"), None)
    try:
        with transaktion(db) as s:
            svar = granska(s)
    finally:
        db.stang()
    assert svar.fel == () and svar.rader > 0
