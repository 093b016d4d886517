"""When a shared database was last backed up, told to the systemspecialist and the owner: the time, and nothing else.

It stands in the log, of which a systemspecialist reads what is about users only. A backup that came to nothing is
logged after it was begun.
"""

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import funktion
from .roller import SYSTEMSPECIALIST

TAS, AVBRUTEN = "sakerhetskopiera", "sakerhetskopia_avbruten"
_LASER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_SENAST = f"""
DECLARE r record; avbrutna integer := 0;
BEGIN
IF NOT (ratt.ager() OR coalesce(ratt.roll() = '{SYSTEMSPECIALIST}', false)) THEN
    RAISE EXCEPTION USING ERRCODE = '42501';
END IF;
FOR r IN SELECT h.tid, h.namn FROM public.handling h JOIN public.logg l ON l.handling_id = h.id
    WHERE h.namn IN ('{TAS}', '{AVBRUTEN}') ORDER BY l.id DESC
LOOP
    IF r.namn = '{AVBRUTEN}' THEN
        avbrutna := avbrutna + 1;
    ELSIF avbrutna > 0 THEN
        avbrutna := avbrutna - 1;
    ELSE
        RETURN r.tid;
    END IF;
END LOOP;
RETURN NULL;
END;
"""  # noqa: S608 - constants of this module


def gor_sakerhetskopia(anslutning: Connection) -> None:
    funktion(anslutning, "senaste_kopia()", "timestamp", _SENAST, (SYSTEMSPECIALIST,), _LASER)
