"""What policies and triggers ask: who is logged in, with which roll, and which cases they may see.

By session_user, which no SET ROLE changes and no function that runs with the owner's rights either. A right needs both
the row in `handlaggare` and membership in the group of its roll; one who is barred (`sparrad`) is nobody at once, in
sessions that are open too. Nothing here tells a case that is hidden from one that does not exist.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from ..notisord import INGEN_ANNAN
from .roller import ARBETSLEDARE, ARENDEN, DATASKYDDSSAMORDNARE, GRUPPER, KVALITETSUTVECKLARE
from .sats import kor

SCHEMA = "ratt"

_HUVUD = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off"
"""By the indexes: of guarded columns the server keeps no samples, and would guess that most rows are meant."""
FORST = "COST 0.000000001"
"""Of what a policy asks of each row: it is then asked before any condition of the question itself. The server sorts
conditions that cannot leak a value by what they cost, and comparing texts, dates and numbers is among them; had a
guarded row been compared first, the plan, the counters and the time would tell how that came out: whether a
personnummer is a hidden kund's, and by "less than" the whole of it, and of every note."""
_ARENDEROLL = ", ".join(f"'{r}'" for r in ARENDEN)
IDAG = "(clock_timestamp() AT TIME ZONE 'Europe/Stockholm')::date"
"""Not current_date: a session chooses its time zone, and a transaction that is kept open keeps its day."""
_I_KRAFT = "o.ater > idag AND o.datum <= idag AND (o.aterford IS NULL OR o.aterford > idag)"

_GRUPPER = ", ".join(f"'{r}'" for r in GRUPPER)
_JAG = f"""
FROM public.handlaggare h WHERE h.anvandare = session_user::text AND h.sparrad IS NULL
    AND CASE WHEN h.roll IN ({_GRUPPER}) THEN pg_has_role(session_user, h.roll::name, 'USAGE') ELSE false END"""


def _ett(typ: str, fraga: str, mer: str = "") -> str:
    """The one answer of a question. Fetched so, it costs a quarter of what it does as an expression."""
    return f"DECLARE ut {typ}; {mer} BEGIN SELECT {fraga}; RETURN ut; END;"


FUNKTIONER = {
    "ager()": (
        "boolean",
        "RETURN (SELECT pg_has_role(session_user, d.datdba, 'USAGE') FROM pg_database d"
        " WHERE d.datname = current_database());",
    ),
    "jag()": ("integer", _ett("integer", f"h.id INTO ut {_JAG}")),
    # The day the one who asks was barred: to be told why nothing is there.
    "sparrad()": (
        "date",
        "RETURN (SELECT h.sparrad FROM public.handlaggare h WHERE h.anvandare = session_user::text);",
    ),
    "roll()": ("text", _ett("text", f"h.roll INTO ut {_JAG}")),
    "arenden()": ("boolean", f"RETURN EXISTS (SELECT 1 {_JAG} AND h.roll IN ({_ARENDEROLL}));"),
    # Of the hand-overs in force the latest counts, as in services.innehav.
    "lanade()": (
        "integer[]",
        _ett(
            "integer[]",
            "coalesce(array_agg(s.kund_id), '{}') INTO ut FROM (SELECT DISTINCT ON (o.kund_id) o.kund_id, o.till_id"
            f" FROM public.overlamning o WHERE {_I_KRAFT} AND o.kund_id IN (SELECT m.kund_id FROM public.overlamning m"
            " WHERE m.till_id = mig) ORDER BY o.kund_id, o.id DESC) s WHERE s.till_id = mig",
            f"mig integer := ratt.jag(); idag date := {IDAG};",
        ),
    ),
    "far_kund(kund integer)": (
        "boolean",
        "RETURN ratt.arenden() AND EXISTS (SELECT 1 FROM public.kund k WHERE k.id = kund AND (k.skydd IS NULL"
        " OR ratt.roll() = 'arbetsledare' OR k.kundansvarig_id = ratt.jag() OR k.id = ANY (ratt.lanade())));",
    ),
    # Asked for each row of what belongs to a case: two rows by their keys, and nothing more for the usual answer.
    "far_insats(insats integer)": (
        "boolean",
        f"""DECLARE mig record; rad record; BEGIN
            SELECT h.id, h.roll INTO mig FROM public.handlaggare h
                WHERE h.anvandare = session_user::text AND h.sparrad IS NULL;
            IF mig.id IS NULL OR mig.roll NOT IN ({_ARENDEROLL})
                OR NOT pg_has_role(session_user, mig.roll::name, 'USAGE') THEN RETURN false; END IF;
            SELECT i.id, i.skydd, i.kundansvarig_id, i.kund_id INTO rad FROM public.insats i WHERE i.id = insats;
            RETURN rad.id IS NOT NULL AND (rad.skydd IS NULL OR mig.roll = '{ARBETSLEDARE}'
                OR coalesce(rad.kundansvarig_id = mig.id, false) OR rad.kund_id = ANY (ratt.lanade()));
        END;""",
    ),
}
"""Signature: what it returns and its body. All may be asked by every group: they only speak of the one who asks."""


_RADEN = f"""BEGIN RETURN coalesce(roll = '{ARBETSLEDARE}', false) OR coalesce(ansvarig = jag, false)
    OR coalesce(kund = ANY (lanade), false); END"""
_UTKAST = "RETURN skriven_av = session_user::text AND ratt.far_insats(insats);"
_HANDLING = """RETURN EXISTS (SELECT 1 FROM public.logg l WHERE l.handling_id = handling
    AND ratt.far_loggrad(l.tabell, l.falt, l.kund_id, l.insats_id));"""
_NOTIS = f"RETURN anvandare = session_user::text AND kod <> '{INGEN_ANNAN}';"
_ENHETENS = (
    "'anordnarandring', 'anordnare', 'anordnarkontor', 'auktorisation', 'dokumenttext', 'handlaggare', 'installning',"
    " 'enkat', 'jobbexpert', 'logotyp'"
)
_RAPPORTENS = "'kvalitetsrapport', 'rapportavsnitt', 'avsnittsversion', 'avsnittskommentar', 'rapportbeslut'"
# Of the log: what is about the unit; the budget, for arbetsledare; plans of uppföljning, for who reads them; of a case
# that one sees, all but who has looked; and of incidents for the dataskyddssamordnare, who reads the rest by views
# (logglasning.py).
_LOGGRAD = f"""IF kund IS NULL AND insats IS NULL THEN
        RETURN tabell IN ({_ENHETENS}) AND ratt.jag() IS NOT NULL
            OR tabell = 'incident' AND coalesce(ratt.roll() = '{DATASKYDDSSAMORDNARE}', false)
            OR tabell = 'budget' AND coalesce(ratt.roll() = '{ARBETSLEDARE}', false)
            OR tabell IN ({_RAPPORTENS})
                AND coalesce(ratt.roll() IN ('{KVALITETSUTVECKLARE}', '{ARBETSLEDARE}'), false)
            OR (tabell LIKE 'uppfoljning%' OR tabell LIKE 'besok%' OR tabell = 'stickprov'
                OR tabell LIKE 'atgard%' OR tabell LIKE 'bedomning%' OR tabell = 'anordnargranskning')
                AND coalesce(ratt.roll() IN ('{KVALITETSUTVECKLARE}', '{ARBETSLEDARE}'), false);
    END IF;
    RETURN falt <> 'visad' AND tabell <> 'logg' AND ratt.arenden() AND (insats IS NULL OR ratt.far_insats(insats))
            AND (kund IS NULL OR ratt.far_kund(kund))
        OR tabell = 'incident' AND coalesce(ratt.roll() = '{DATASKYDDSSAMORDNARE}', false);"""


def gor_funktioner(anslutning: Connection) -> None:
    kor(anslutning, f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    kor(anslutning, f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC")
    kor(anslutning, f"GRANT USAGE ON SCHEMA {SCHEMA} TO {', '.join(GRUPPER)}")
    for signatur, (typ, kropp) in FUNKTIONER.items():
        om_raden = signatur.startswith(("far_kund(", "far_insats("))
        funktion(anslutning, signatur, typ, kropp, GRUPPER, f"{_HUVUD} {FORST}" if om_raden else _HUVUD)
    # Of a guarded row that says itself whose it is: all that it takes is told to the function, which only compares.
    kor(
        anslutning,
        f"CREATE FUNCTION {SCHEMA}.raden(ansvarig integer, kund integer, jag integer, roll text,"
        f" lanade integer[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE {FORST} AS $f$ {_RADEN} $f$",
    )
    raden = f"{SCHEMA}.raden(integer, integer, integer, text, integer[])"
    kor(anslutning, f"REVOKE ALL ON FUNCTION {raden} FROM PUBLIC")
    kor(anslutning, f"GRANT EXECUTE ON FUNCTION {raden} TO {', '.join(ARENDEN)}")
    for signatur, kropp, till in (
        ("far_utkast(insats integer, skriven_av text)", _UTKAST, ARENDEN),
        ("min_notis(anvandare text, kod text)", _NOTIS, GRUPPER),
        ("far_loggrad(tabell text, falt text, kund integer, insats integer)", _LOGGRAD, GRUPPER),
    ):
        funktion(anslutning, signatur, "boolean", kropp, till, f"{_HUVUD} {FORST}")
    # Of an action there is nothing to compare with but who and when. Asked in a function, so that the server does not
    # choose to go through the whole log for it.
    funktion(anslutning, "far_handling(handling text)", "boolean", _HANDLING, GRUPPER)


def funktion(
    anslutning: Connection, signatur: str, typ: str, kropp: str, till: tuple[str, ...] = (), huvud: str = _HUVUD
) -> None:
    """One function of the schema, with the owner's rights, for the groups named and nobody else."""
    namn = f"{SCHEMA}.{signatur}"
    kor(anslutning, f"CREATE OR REPLACE FUNCTION {namn} RETURNS {typ} {huvud} AS $f$ BEGIN {kropp} END $f$")
    kor(anslutning, f"REVOKE ALL ON FUNCTION {namn} FROM PUBLIC")
    if till:
        kor(anslutning, f"GRANT EXECUTE ON FUNCTION {namn} TO {', '.join(till)}")
