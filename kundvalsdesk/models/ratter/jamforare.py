"""The figures of Jämföraren in a shared database: from a function of the owner's, already as coarse as they are shown.

Those who get figures see every insats but not which ones are protected; exact counts without these would tell them.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from ...rules.jamforare import FEM, STEG
from ..jamforelsesats import sats
from .funktioner import funktion
from .roller import ARENDEN, TAL

FAR = (*ARENDEN, *TAL)
_NAMN = ", ".join(f"'{r}'" for r in FAR)
_KROPP = f"""
IF NOT (ratt.ager() OR coalesce(ratt.roll() IN ({_NAMN}), false)) THEN
    RAISE EXCEPTION USING ERRCODE = '42501';
END IF;
RETURN QUERY SELECT t.anordnare_id,
    CASE WHEN t.kunder >= {FEM} THEN ({STEG} * ((2 * t.kunder + {STEG}) / {2 * STEG}))::integer END,
    CASE WHEN t.klara >= {FEM} THEN greatest(1, (24 * t.dagar + 365 * t.klara) / (730 * t.klara))::integer END
FROM ({sats("make_date(aret, 1, 1)", "make_date(aret, 12, 31)", "i.sista_dag - i.start + 1", "public")}) t;
"""
_HUVUD = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"


def gor_jamforare(anslutning: Connection) -> None:
    typ = "TABLE (anordnare integer, kunder integer, manader integer)"
    funktion(anslutning, "jamforelse(aret integer)", typ, _KROPP, FAR, _HUVUD)
