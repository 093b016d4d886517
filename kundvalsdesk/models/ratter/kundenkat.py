"""The send list of a kundenkät is drawn by a function with the owner's rights: whoever runs the survey sees no kunder,
and nobody writes a list by hand. Once for each enkät; it gives back how many are on it."""

from __future__ import annotations

from sqlalchemy import Connection

from ..drivrutinsfel import NEKAD
from ..enkatsatser import KORTAST, satser
from .funktioner import funktion
from .roller import ARBETSLEDARE, TAL
from .sats import kor

FAR = (ARBETSLEDARE, *TAL)
_GOR = "LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_NAMN = ", ".join(f"'{r}'" for r in FAR)
_DRA = f"""
IF NOT (ratt.ager() OR coalesce(ratt.roll() IN ({_NAMN}), false)) THEN
    RAISE EXCEPTION USING ERRCODE = '42501';
END IF;
IF EXISTS (SELECT 1 FROM public.enkat x WHERE x.id = vilken AND x.till - x.fran < {KORTAST}) THEN
    RAISE EXCEPTION USING ERRCODE = '{NEKAD}', MESSAGE = 'Perioden är för kort för en utskickslista.';
END IF;
IF NOT EXISTS (SELECT 1 FROM public.enkat x WHERE x.id = vilken AND x.utskick IS NULL FOR UPDATE)
   OR EXISTS (SELECT 1 FROM public.enkatgrupp g WHERE g.enkat_id = vilken)
   OR EXISTS (SELECT 1 FROM public.enkatutskick u WHERE u.enkat_id = vilken) THEN
    RAISE EXCEPTION USING ERRCODE = '{NEKAD}', MESSAGE = 'Utskickslistan är redan dragen och ändras inte.';
END IF;
{";".join(satser("public")).replace("{enkat}", "vilken")};
RETURN (SELECT coalesce(sum(g.tillfragade), 0)::integer FROM public.enkatgrupp g WHERE g.enkat_id = vilken);
"""  # noqa: S608 - constants of this module
_VAKT = f"""
IF TG_OP = 'UPDATE' AND OLD.utskick IS NOT NULL AND (NEW.ar, NEW.kundval, NEW.fran, NEW.till, NEW.utskick)
   IS DISTINCT FROM (OLD.ar, OLD.kundval, OLD.fran, OLD.till, OLD.utskick) THEN
    RAISE EXCEPTION USING ERRCODE = '{NEKAD}', MESSAGE = 'Utskickslistan är redan dragen och ändras inte.';
END IF;
RETURN NEW;
"""


def gor_kundenkat(anslutning: Connection) -> None:
    funktion(anslutning, "dra_utskick(vilken integer)", "integer", _DRA, FAR, _GOR)
    kor(
        anslutning,
        "CREATE OR REPLACE FUNCTION ratt.vakta_enkat() RETURNS trigger LANGUAGE plpgsql"
        f" SET search_path = pg_catalog, pg_temp AS $f$ BEGIN {_VAKT} END $f$",
    )
    kor(
        anslutning,
        "CREATE OR REPLACE TRIGGER vakta BEFORE UPDATE ON public.enkat"
        " FOR EACH ROW EXECUTE FUNCTION ratt.vakta_enkat()",
    )
