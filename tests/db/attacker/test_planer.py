"""Attacks by what the server tells of its work: the plan of a question and how it went, buffers, counters and
estimates. A hidden person is not to be told from one who does not exist, by no value of theirs and no half of one.
"""

from __future__ import annotations

import pytest

from kundvalsdesk.models.ratter.regler import OM_KUNDER

from .conftest import Enhet

_VARM = 8
"""So many times a statement is asked first: the server keeps plans of functions after five."""
_FRAGA = "EXPLAIN (ANALYZE, VERBOSE, BUFFERS, SETTINGS, TIMING OFF, SUMMARY OFF) "
_UTAN = "EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF, TIMING OFF, SUMMARY OFF) "
"""Of what the attack itself writes the pages grow."""

PAR = {
    "a personnummer": ("kundidentitet WHERE personnummer = '{}'", "19640823-3234", "19640823-9999"),
    "half a personnummer": ("kundidentitet WHERE kund_id = {{k2}} AND personnummer < '{}'", "19640823-4", "1964"),
    "one of several": ("kundidentitet WHERE personnummer IN ('{}', '{}')", "19640823-3234", "19640823-9999"),
    "a pattern": ("kundidentitet WHERE personnummer LIKE '{}%'", "19640823", "19640824"),
    "a day of birth": ("kundidentitet WHERE fodelsedatum = date '{}'", "1964-08-23", "1964-08-24"),
    "born before a day": ("kundidentitet WHERE fodelsedatum < date '{}'", "1964-08-24", "1964-08-23"),
    "a surname": ("kundidentitet WHERE efternamn = '{}'", "Granat", "Granit"),
    "a first name": ("kundidentitet WHERE fornamn = '{}'", "Hemlig", "Hemlis"),
    "a name by a join": ("(VALUES ('{}'), ('x')) v(n) JOIN kundidentitet k ON k.efternamn = v.n", "Granat", "Granit"),
    "a row of values": ("kundidentitet WHERE (efternamn, fornamn) = ('{}', 'Hemlig')", "Granat", "Granit"),
    "a sub-select": ("kundidentitet WHERE efternamn = (SELECT '{}'::text)", "Granat", "Granit"),
    "words of search": ("kundidentitet WHERE soktext = '{}'", "SOKTEXT", "xyzw"),
    "the key of sorting": ("kundidentitet WHERE sortnyckel = '{}'", "SORTNYCKEL", "xyzw"),
    "keys between": ("kundidentitet WHERE sortnyckel BETWEEN '{}' AND '{}~'", "SORTNYCKEL", "xyzw"),
    "a value of the log": ("logg WHERE nytt = '{}'", "19640823-3234", "19640823-9999"),
    "half a value of the log": ("logg WHERE kund_id = {{k2}} AND falt = 'efternamn' AND nytt < '{}'", "Gs", "Ga"),
    "half a note": ("anteckning WHERE insats_id = {{i2}} AND text < '{}'", "I", "G"),
    "half a message": ("meddelande WHERE insats_id = {{i2}} AND text < '{}'", "I", "G"),
    "half a document": ("dokument WHERE insats_id = {{i2}} AND underlag < '{}'", "I", "G"),
    "who sits with a kund": ("insats WHERE kund_id = {{k2}} AND start < date '{}'", "2024-04-09", "2024-04-07"),
    "somebody's notice": ("notis WHERE anvandare = 'anlu' AND data < '{}'", "~", "!"),
    "half a reason of hand-over": ("overlamning WHERE kund_id = {{k2}} AND skal < '{}'", "~", "!"),
}  # fmt: skip
"""What is asked, with something of a hidden kund's and with nothing of anybody's."""

LAGEN = {
    "as it is": "",
    "by no table from end to end": "SET LOCAL enable_seqscan = off;;",
    "when comparing costs nothing": "SET LOCAL cpu_operator_cost = 0;;",
    "when comparing costs more than anything": "SET LOCAL cpu_operator_cost = 1e300;;",
    "by the roll of the group": "SET LOCAL ROLE karriarvagledare;;",
}


def _plan(enhet: Enhet, villkor: str, varde: str, lage: str) -> str:
    u = enhet.angrip("boek", f"{lage}{_FRAGA}SELECT 1 FROM {villkor.format(varde, varde)}")
    assert not u.kod, u.sagt
    plan = "\n".join(r[0] for r in u.rader)
    return plan.replace(f"'{varde}", "'*").replace(f"{{{varde},{varde}}}", "{*,*}")


@pytest.mark.parametrize("lage", LAGEN.values(), ids=LAGEN)
def test_a_plan_and_how_it_went_tell_nobody_from_somebody_hidden(enhet: Enhet, lage: str) -> None:
    """As it is asked of the server: whoever may see the row reads it, so that there is something to tell."""
    for vad, (villkor, finns, saknas) in PAR.items():
        if finns in ("SOKTEXT", "SORTNYCKEL"):
            fraga = f"SELECT {finns.lower()} FROM kundidentitet WHERE kund_id = {{k2}}"
            finns = enhet.angrip("agaren", fraga).rader[0][0]
        planer = []
        for varde in (finns, saknas):
            for _ in range(_VARM):
                _plan(enhet, villkor, varde, lage)
            planer.append(_plan(enhet, villkor, varde, lage))
        assert planer[0] == planer[1], f"{vad}\n{planer[0]}\n{planer[1]}"


def test_what_is_asked_for_is_there(enhet: Enhet) -> None:
    """Else the attacks above would show nothing."""
    for kolumn, varde in (("personnummer", "19640823-3234"), ("efternamn", "Granat"), ("fornamn", "Hemlig")):
        fraga = f"SELECT count(*) FROM kundidentitet WHERE {kolumn} = '{varde}'"
        assert enhet.angrip("anlu", fraga).rader == [(1,)]
        assert enhet.angrip("boek", fraga).rader == [(0,)]


@pytest.mark.parametrize(
    "sats",
    [
        "UPDATE kundidentitet SET version = 1 WHERE personnummer = '{}'",
        "UPDATE anteckning SET version = 1 WHERE insats_id = {{i2}} AND text < '{}'",
    ],
)
def test_a_change_that_finds_nothing_tells_nothing(enhet: Enhet, sats: str) -> None:
    ut = []
    for varde in ("19640823-3234", "19640823-9999") if "nummer" in sats else ("I", "G"):
        for _ in range(_VARM):
            u = enhet.angrip("boek", f"{_FRAGA}{sats.format(varde)}")
        ut.append(f"{u.kod} {u.rader}".replace(f"'{varde}'", "'*'"))
    assert ut[0] == ut[1]


_RAKNAT = (
    "SELECT relname, seq_scan, seq_tup_read, idx_scan, idx_tup_fetch, n_tup_ins, n_tup_upd, n_tup_del"
    " FROM pg_stat_xact_user_tables ORDER BY relname"
)


def _raknat(enhet: Enhet, vem: str, *satser: str) -> dict[str, tuple[int, ...]]:
    """What the server has counted, of every table, between before the statements and after them."""
    c = enhet.som(vem)
    try:
        fore = c.execute(_RAKNAT).fetchall()
        for sats in satser:
            c.execute(sats.format_map(enhet.tal).encode())
        efter = c.execute(_RAKNAT).fetchall()
    finally:
        c.rollback()
    par = zip(fore, efter, strict=True)
    return {a[0]: tuple((y or 0) - (x or 0) for x, y in zip(a[1:], b[1:], strict=True)) for a, b in par}


def test_what_is_counted_tells_nothing(enhet: Enhet) -> None:
    for villkor, finns, saknas in [PAR["a personnummer"], PAR["half a note"], PAR["half a value of the log"]]:
        svar = []
        for varde in (finns, saknas):
            for _ in range(_VARM):
                u = _raknat(enhet, "boek", f"SELECT 1 FROM {villkor.format(varde)}")
            svar.append(u)
        assert svar[0] == svar[1], villkor


def test_a_double_registration_counts_the_same(enhet: Enhet) -> None:
    """Rows written, rows read, and what stands under an arbetsledare's name in an index."""
    svar = []
    for personnummer in ("19640823-3234", "19820411-2380"):
        satser = (
            f"UPDATE kundidentitet SET personnummer = '{personnummer}' WHERE kund_id = {{k3}}",
            "SELECT ratt.dubbel_kund({k3}, timestamp '2024-05-01 10:00')",
        )
        for _ in range(_VARM):
            raknat = _raknat(enhet, "boek", *satser)
        assert raknat["notis"][4] == 2
        fraga = f"{_UTAN}SELECT 1 FROM notis WHERE anvandare = 'gust' AND kod = 'dubbel_kund'"
        plan = enhet.angrip("boek", f"{satser[0]};;{satser[1]};;{fraga}")
        svar.append((raknat, plan.rader))
    assert svar[0] == svar[1]


def test_a_notice_of_nobody_is_nobodys(enhet: Enhet) -> None:
    """The arbetsledare are told of a double, and of one that is none there is nothing to see."""
    for personnummer, finns in (("19640823-3234", 1), ("19820411-2380", 0)):
        with enhet.som("agaren").transaction(force_rollback=True):
            c = enhet.som("agaren")
            c.execute("UPDATE kundidentitet SET personnummer = %s WHERE kund_id = %s", (personnummer, enhet.tal["k3"]))
            c.execute("SELECT ratt.dubbel_kund(%s, timestamp '2024-05-01 10:00')", (enhet.tal["k3"],))
            rader = c.execute("SELECT kod FROM notis WHERE anvandare = 'gust' AND data LIKE '%kund%'").fetchall()
            assert len(rader) == 1 and (rader[0][0] == "dubbel_kund") == bool(finns)
    assert enhet.angrip("gust", "INSERT INTO notis (tid, anvandare, kod, data) VALUES (now(), 'gust', 'ingen_annan',"
                        " '{{}}');; SELECT * FROM notis WHERE kod = 'ingen_annan'").tomt  # fmt: skip


def test_no_index_is_of_what_says_who_somebody_is(enhet: Enhet) -> None:
    """An index is asked before a policy: of hidden rows too, and the plan tells how many it found."""
    far_sokas = {"nyckel", "skydd", "malgrupp", "kod", "avser", "typ", "lage", "manad", "slag", "anvandare", "tabell",
                 "handling_id", "nummer", "sha256", "uid", "ansvarig", "kundval", "avslutsorsak"}  # fmt: skip
    rader = enhet.angrip(
        "agaren",
        "SELECT c.relname, a.attname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n"
        " ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (x.indkey)"
        " JOIN pg_type t ON t.oid = a.atttypid WHERE n.nspname = 'public' AND (t.typcategory = 'S'"
        " OR c.relname = 'kundidentitet' AND a.attname NOT IN ('kund_id', 'kundansvarig_id'))",
    ).rader
    fel = {(t, k) for t, k in rader if t in OM_KUNDER and k not in far_sokas}
    assert rader and fel == set()


def test_what_guards_a_row_is_cheaper_than_any_comparison(enhet: Enhet) -> None:
    """The server sorts by it; no comparison that it takes for safe costs less."""
    (billigast,) = enhet.angrip(
        "agaren",
        "SELECT min(p.procost) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'pg_catalog' AND p.proleakproof",
    ).rader[0]
    assert billigast > 1e-6
    rader = enhet.angrip(
        "agaren",
        "SELECT p.proname, p.procost FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'ratt'"
        " AND p.proname IN ('raden', 'far_kund', 'far_insats', 'far_utkast', 'far_loggrad', 'min_notis')",
    ).rader
    assert len(rader) == 6 and all(kostar < 1e-8 for _, kostar in rader)
