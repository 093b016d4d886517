"""The log of a shared database as it is read: by the dataskyddssamordnare, and by nobody who has not said that they
read it.

That somebody reads is a row of the log like any other (services.logglista). It must have been committed: a reader who
takes it back has read nothing. It opens the log for the rest of the day: of one kund, or all of it. What is read is
views, named as the tables are: of protected persons no row of theirs holds what was said, and of a case there is its
number.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from ..logginnehall import SKYDDAT
from .funktioner import funktion
from .roller import DATASKYDDSSAMORDNARE, GRUPPER
from .sats import kor

VYER = "lasa"
"""The schema of the views."""
OPPEN_TIMMAR = 10

_LAST = f"""FROM public.handling h JOIN public.logg l ON l.handling_id = h.id
    WHERE h.anvandare = session_user AND h.namn = 'visa_logg' AND l.tabell = 'logg' AND l.falt = 'visad'
    AND h.tid > ratt.nu() - interval '{OPPEN_TIMMAR} hours' AND h.xmin <> pg_current_xact_id()::xid"""
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
    _gor_vyerna(anslutning)


def _gor_vyerna(anslutning: Connection) -> None:
    allt, om = "(SELECT ratt.laser_loggen())", "ANY ((SELECT ratt.laser_loggen_om())::integer[])"
    granskat = f"(l.tabell = 'logg' AND l.falt LIKE 'stickprov%' AND {_DSS})"
    kor(anslutning, f"CREATE SCHEMA {VYER}")
    for namn, fraga in {
        "logg": f"""SELECT l.id, l.handling_id, l.tabell, l.rad_id, l.kund_id, l.insats_id, l.falt,
                {_dolt("gammalt")} AS gammalt, {_dolt("nytt")} AS nytt
            FROM public.logg l LEFT JOIN public.insats i ON i.id = l.insats_id
            LEFT JOIN public.kund k ON k.id = coalesce(l.kund_id, i.kund_id)
            CROSS JOIN LATERAL (SELECT k.skydd IS NOT NULL OR
                (k.id IS NULL AND coalesce(l.kund_id, l.insats_id) IS NOT NULL) AS ja) dold
            WHERE {allt} OR k.id = {om} OR {granskat}""",
        "handling": f"""SELECT h.id, h.tid, h.anvandare, h.roll, h.namn FROM public.handling h
            WHERE {allt} OR h.anvandare = session_user OR h.id IN (SELECT l.handling_id FROM public.logg l
                LEFT JOIN public.insats i ON i.id = l.insats_id
                WHERE coalesce(l.kund_id, i.kund_id) = {om} OR {granskat})""",
        "kund": f"SELECT k.id, k.nyckel, k.skydd FROM public.kund k WHERE {allt} OR k.id = {om}",
        "insats": f"SELECT i.id, i.nyckel, i.kund_id FROM public.insats i WHERE {allt} OR i.kund_id = {om}",
    }.items():
        kor(anslutning, f"CREATE VIEW {VYER}.{namn} WITH (security_barrier) AS {fraga}")
    # What they may read anyway, by their own rights.
    kor(
        anslutning,
        f"CREATE VIEW {VYER}.handlaggare WITH (security_invoker) AS"
        " SELECT id, anvandare, namn, roll FROM public.handlaggare",
    )
    kor(anslutning, f"REVOKE ALL ON SCHEMA {VYER} FROM PUBLIC")
    kor(anslutning, f"GRANT USAGE ON SCHEMA {VYER} TO {DATASKYDDSSAMORDNARE}")
    kor(anslutning, f"GRANT SELECT ON ALL TABLES IN SCHEMA {VYER} TO {DATASKYDDSSAMORDNARE}")
