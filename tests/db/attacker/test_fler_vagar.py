"""Roads that have nothing to do with the tables themselves: what the server offers to anybody who is let in."""

from __future__ import annotations

import pytest

from .conftest import HEMLIGT, Enhet

NEKAT = [
    # One's own role, and others'.
    "ALTER ROLE boek SUPERUSER", "ALTER ROLE boek BYPASSRLS", "ALTER ROLE boek CREATEROLE",
    "ALTER ROLE boek VALID UNTIL 'infinity'", "ALTER ROLE boek CONNECTION LIMIT -1", "ALTER ROLE boek RENAME TO gust2",
    "ALTER ROLE boek SET session_preload_libraries = 'auto_explain'", "GRANT karriarvagledare TO frmd",
    "SET SESSION AUTHORIZATION gust", "SET ROLE pg_read_all_data", "DROP OWNED BY agaren",
    "REASSIGN OWNED BY agaren TO boek", "COMMENT ON ROLE boek IS 'kundvalsdesk: annan'",
    # Objects of one's own, where a function might look for its names, or that come upon rows by another road.
    "CREATE TABLE public.t () INHERITS (kund)", "CREATE MATERIALIZED VIEW m AS SELECT * FROM kund",
    "SELECT * INTO TEMP t FROM kund", "CREATE TYPE public.t AS (a integer)", "CREATE DOMAIN public.d AS integer",
    "CREATE CAST (integer AS text) WITH INOUT", "CREATE STATISTICS public.s ON id, nyckel FROM kund",
    "CREATE INDEX ON kund (nyckel)", "CREATE PUBLICATION p FOR TABLE kund", "CREATE COLLATION public.c (locale = 'C')",
    "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE TABLE ratt.t (a integer)", "CREATE FUNCTION ratt.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    # What the server does for those who care for it.
    "LOAD 'auto_explain'", "SET session_preload_libraries = 'auto_explain'", "SET track_counts = off",
    "SET log_statement = 'none'", "SET zero_damaged_pages = on", "SET allow_system_table_mods = on",
    "SELECT pg_create_physical_replication_slot('x')", "SELECT pg_create_logical_replication_slot('x', 'pgoutput')",
    "SELECT pg_stat_reset()", "SELECT pg_reload_conf()", "SELECT pg_switch_wal()", "SELECT pg_ls_waldir()",
    "SELECT pg_current_logfile()", "SELECT * FROM pg_file_settings", "SELECT * FROM pg_hba_file_rules",
    "SELECT passwd FROM pg_shadow", "SELECT lo_export(1, '/tmp/x')", "COPY marke FROM PROGRAM 'id'",
    "CLUSTER kund", "REINDEX TABLE kund", "PREPARE TRANSACTION 'x'",
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'agaren'",
    # Locks on what others work with.
    "LOCK TABLE kund IN SHARE MODE", "LOCK TABLE handling IN ROW EXCLUSIVE MODE", "LOCK TABLE loggslut",
    "LOCK TABLE handlaggare IN EXCLUSIVE MODE", "SELECT 1 FROM handling FOR SHARE",
    # What stands in the schema of the rights and is not for them.
    *(f"SELECT * FROM ratt.{t}" for t in ("narvaro", "begart", "inloggning", "logglista")),
    "INSERT INTO ratt.begart VALUES (1, 'hara')", "INSERT INTO ratt.inloggning (falt) VALUES ('x')",
    *(f"SELECT ratt.{f}" for f in (
        "gruppera('boek', 'arbetsledare')", "avsluta_sessioner('gust')", "folj_handlaggare()", "glesa()",
        "ge_inloggning('boek', NULL)", "antal_kunder(1)", "gallra(NULL)", "loggens_kund('K0002')", "min_handling()",
    )),
    # Odd arguments for those that are.
    "SELECT ratt.lamna_over(NULL, NULL)", "SELECT ratt.lamna_over({k3}, NULL)", "SELECT ratt.lamna_over({k3}, -1)",
    "SELECT ratt.lamna_over({k3}, {syss})", "SELECT ratt.handling(NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    "MERGE INTO forlangning f USING (SELECT 1) s ON f.insats_id = {i3} WHEN MATCHED THEN DELETE",
    "MERGE INTO meddelande f USING (SELECT 1) s ON f.insats_id = {i3} WHEN MATCHED THEN UPDATE SET text = 'x'",
    "INSERT INTO manadsrapport (insats_id, manad, version) VALUES ({i2}, '2024-04', 1) ON CONFLICT DO NOTHING",
    "INSERT INTO manadsrapport (insats_id, manad, version) VALUES ({i2}, '2024-04', 1)"
    " ON CONFLICT (insats_id, manad) DO UPDATE SET version = 2 RETURNING *",
    # A notice that cannot be read.
    *("INSERT INTO notis (anvandare, tid, insats_id, kod, data)"
      f" VALUES ('gust', now(), {{i3}}, 'vikarie_slut', '{d}')"
      for d in ("inte json", '{{"ov": "x"}}', '{{"ov": ["x"]}}')),
]  # fmt: skip


@pytest.mark.parametrize("sats", NEKAT, ids=range(len(NEKAT)))
def test_it_is_refused(enhet: Enhet, sats: str) -> None:
    utfall = enhet.angrip("boek", sats)
    assert utfall.kod not in ("", "42601", "42703"), utfall
    assert not HEMLIGT.search(utfall.sagt.replace("HEMLIGT", "")), utfall.sagt


TOMT = [
    "SELECT ratt.far_kund(NULL), ratt.far_kund(-1), ratt.far_kund(2147483647)",
    "SELECT ratt.i_arendet(NULL, NULL, NULL)", "SELECT * FROM ratt.oppnar('2024-0002')",
    "SELECT * FROM ratt.oppnar(NULL)", "SELECT * FROM ratt.sok_arende(NULL, NULL)",
    "SELECT * FROM ratt.sok_arende('!zzz'::tsquery, 2147483647) x WHERE x IN ({i2}, {i5})",
    "SELECT ratt.andring(id) FROM handling WHERE anvandare <> 'boek'",
    "SELECT query FROM pg_stat_activity WHERE usename <> 'boek' AND query <> '<insufficient privilege>'",
    "SELECT * FROM pg_prepared_xacts",
    "SELECT 1 FROM kund WHERE id = {k2} FOR UPDATE NOWAIT",
    # Held open, and asked for again when it is no longer guarded by the same transaction.
    "DECLARE d CURSOR WITH HOLD FOR SELECT * FROM kund WHERE id = {k2};;FETCH ALL FROM d",
]  # fmt: skip


@pytest.mark.parametrize("sats", TOMT, ids=range(len(TOMT)))
def test_nothing_is_found_or_waited_for(enhet: Enhet, sats: str) -> None:
    """Nor is a hidden row waited for, that another has locked: how long it takes would tell of it."""
    c = enhet.som("gust")
    c.execute("SELECT 1 FROM kund WHERE id = %s FOR UPDATE", (enhet.tal["k2"],))
    try:
        utfall = enhet.angrip("boek", f"SET LOCAL lock_timeout = '500ms';;{sats}")
        assert utfall.tomt and not HEMLIGT.search(utfall.sagt), utfall
    finally:
        c.rollback()
