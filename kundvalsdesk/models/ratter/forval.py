"""The förvalslista as it was published: written down by whoever grants an insats, and forged by nobody. A row names
somebody who was authorised on its first day, is not for days to come and over none that stands; it is made shorter
only for one who is authorised no longer.
"""

# ruff: noqa: S608 - every statement is made of constants of this module

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import IDAG, SCHEMA, funktion
from .sats import kor
from .vaktgrund import VAKT, neka

_AUKTORISERAD = """EXISTS (SELECT 1 FROM public.anordnare x JOIN public.auktorisation a ON a.anordnare_id = x.id
        WHERE (x.namn = {rad}.anordnare OR {rad}.anordnare = ANY (string_to_array(x.tidigare_namn, chr(10))))
        AND a.avser = {rad}.kundval AND a.fran <= {dag} AND coalesce(a.till, 'infinity') >= {dag})"""
_VAKT = f"""IF ratt.ager() THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.fran > {IDAG} + 1 OR NEW.till < NEW.fran
            OR NEW.anordnare <> '' AND NOT {_AUKTORISERAD.format(rad="NEW", dag="NEW.fran")}
            OR EXISTS (SELECT 1 FROM public.forvalsperiod p WHERE p.kundval = NEW.kundval AND p.fran <> NEW.fran
                AND p.fran <= NEW.till AND p.till >= NEW.fran) THEN
            {neka("En period skrivs ned när den har börjat, för den som stod på tur.")}
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.till > OLD.till OR NEW.till < OLD.fran
        OR NEW.till < OLD.till AND {_AUKTORISERAD.format(rad="OLD", dag="NEW.till + 1")} THEN
        {neka("En period som är publicerad ändras inte.")}
    END IF;
    RETURN NEW;"""


def gor_forval(anslutning: Connection) -> None:
    funktion(anslutning, "vakta_forval()", "trigger", _VAKT, huvud=VAKT)
    kor(
        anslutning,
        "CREATE TRIGGER ratt_vakta BEFORE INSERT OR UPDATE ON public.forvalsperiod FOR EACH ROW"
        f" EXECUTE FUNCTION {SCHEMA}.vakta_forval()",
    )
