"""The log of a shared database as it is read: by the dataskyddssamordnare, in a view where what was said of protected
persons stands in no row, and by nobody who has not said that they read it.

That somebody reads is a row of the log like any other (services.logglista). It must have been committed: a reader who
takes it back has read nothing. It opens the log for a while: of one kund, or all of it.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from ..logginnehall import SKYDDAT
from .funktioner import SCHEMA, funktion
from .roller import DATASKYDDSSAMORDNARE, GRUPPER
from .sats import kor

OPPEN_MINUTER = 15

_LAST = f"""FROM public.handling h JOIN public.logg l ON l.handling_id = h.id
    WHERE h.anvandare = session_user AND h.namn = 'visa_logg' AND l.tabell = 'logg' AND l.falt = 'visad'
    AND h.tid > ratt.nu() - interval '{OPPEN_MINUTER} minutes' AND h.xmin <> pg_current_xact_id()::xid"""
_DSS = f"coalesce(ratt.roll() = '{DATASKYDDSSAMORDNARE}', false)"


def _dolt(kolumn: str) -> str:
    return f"CASE WHEN l.{kolumn} IS NULL OR l.{kolumn} = '' OR NOT dold.ja THEN l.{kolumn} ELSE '{SKYDDAT}' END"


def gor_logglasningen(anslutning: Connection) -> None:
    for signatur, typ, kropp in (
        ("laser_loggen()", "boolean",
         f"RETURN ratt.ager() OR ({_DSS} AND EXISTS (SELECT {_LAST} AND l.kund_id IS NULL));"),
        ("laser_loggen_om()", "integer[]",
         f"RETURN CASE WHEN {_DSS} THEN coalesce((SELECT array_agg(l.kund_id) {_LAST} AND l.kund_id IS NOT NULL),"
         " '{}') ELSE '{}' END;"),
        # What a question may be about: told to those who may read the log, and to nobody else.
        ("loggens_kund(sokt text)", "integer",
         f"RETURN (SELECT k.id FROM public.kund k WHERE k.nyckel = sokt AND (ratt.ager() OR {_DSS}));"),
        ("loggens_anvandare(sokt text)", "boolean",
         f"RETURN (ratt.ager() OR {_DSS}) AND (EXISTS (SELECT FROM public.handling h WHERE h.anvandare = sokt)"
         " OR EXISTS (SELECT FROM public.handlaggare x WHERE x.anvandare = sokt));"),
    ):  # fmt: skip
        funktion(anslutning, signatur, typ, kropp, (DATASKYDDSSAMORDNARE,))
    # One's own answers, for what is repeated.
    funktion(
        anslutning, "andring(sokt text)", "text",
        "RETURN (SELECT h.andring FROM public.handling h WHERE h.id = sokt"
        " AND (h.anvandare = session_user OR ratt.ager()));",
        GRUPPER,
    )  # fmt: skip
    kor(
        anslutning,
        f"""CREATE VIEW {SCHEMA}.logglista WITH (security_barrier) AS
        SELECT l.id, h.id AS handling_id, h.tid, h.anvandare, h.roll, h.namn, k.id AS kund_id, k.nyckel AS kund,
            i.nyckel AS insats, l.tabell, l.rad_id, l.falt, {_dolt("gammalt")} AS gammalt, {_dolt("nytt")} AS nytt
        FROM public.logg l JOIN public.handling h ON h.id = l.handling_id
        LEFT JOIN public.insats i ON i.id = l.insats_id
        LEFT JOIN public.kund k ON k.id = coalesce(l.kund_id, i.kund_id)
        CROSS JOIN LATERAL (SELECT k.skydd IS NOT NULL OR
            (k.id IS NULL AND coalesce(l.kund_id, l.insats_id) IS NOT NULL) AS ja) dold
        WHERE (SELECT ratt.laser_loggen()) OR k.id = ANY ((SELECT ratt.laser_loggen_om())::integer[])""",
    )
    kor(anslutning, f"REVOKE ALL ON {SCHEMA}.logglista FROM PUBLIC")
    kor(anslutning, f"GRANT SELECT ON {SCHEMA}.logglista TO {DATASKYDDSSAMORDNARE}")
