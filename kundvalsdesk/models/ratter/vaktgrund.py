"""What the triggers that guard rows have in common: how they refuse, who acts, and how one is put on its table."""

from __future__ import annotations

from sqlalchemy import Connection

from ..drivrutinsfel import NEKAD
from .funktioner import SCHEMA
from .sats import kor

VAKT = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
HETER = f"(SELECT h.namn FROM public.handlaggare h WHERE h.id = {SCHEMA}.jag())"  # noqa: S608 - a constant
"""The name of whoever is logged in; NULL for nobody."""
EGET = "Det som görs bär namnet på den som gör det."


def neka(mening: str) -> str:
    """A statement of plpgsql that refuses with a sentence for the user."""
    return f"RAISE EXCEPTION USING ERRCODE = '{NEKAD}', MESSAGE = '{mening}';"


def vaktfunktion(anslutning: Connection, namn: str, kropp: str) -> None:
    """A function for triggers, with the owner's rights, that nobody may call."""
    kor(anslutning, f"CREATE OR REPLACE FUNCTION {SCHEMA}.{namn}() RETURNS trigger {VAKT} AS $f$ {kropp} $f$")
    kor(anslutning, f"REVOKE ALL ON FUNCTION {SCHEMA}.{namn}() FROM PUBLIC")


def vakta(anslutning: Connection, tabell: str, nar: str, namn: str, kropp: str, utlosare: str = "ratt_vakta") -> None:
    """Such a function, asked before each row of `tabell` that `nar` says, as "INSERT OR UPDATE"."""
    vaktfunktion(anslutning, namn, kropp)
    kor(
        anslutning,
        f"CREATE TRIGGER {utlosare} BEFORE {nar} ON public.{tabell} FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.{namn}()",
    )
