"""Together: a notice to the other desks when something has been done, and who else has a case open.

A notice reaches everybody who is connected, also those who may see nothing: it holds the id of the action and not a
word of what it was about. Each desk then asks again, under its own rights.

Who has what open is no notice at all, for it would tell of cases that are hidden: it is asked for, by those who may
see the case. Each desk holds a lock with a number of its own, drawn at random, as long as its connection lives; a row
whose lock is gone is not believed.
"""

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA, funktion
from .roller import GRUPPER
from .sats import kor

KANAL = "kundvalsdesk"
LASKLASS = 5_064_907
"""The first half of the locks by which a desk shows that it is alive."""

_BARA_SETT = "^(visa|oppna)"
"""Names of actions that have only looked: nothing is different for anybody else."""

_MEDDELA = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.meddela() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $f$ BEGIN PERFORM pg_notify('{KANAL}', NEW.id); RETURN NULL; END $f$
"""

_LEVER = f"""
EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = {LASKLASS} AND l.objid = n.nummer
    AND l.objsubid = 2 AND l.pid = n.pid AND l.granted
    AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))"""  # noqa: S608 – constants of this module

_OPPNAR = f"""
DECLARE
    mitt oid := (SELECT l.objid FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = {LASKLASS}
        AND l.objsubid = 2 AND l.pid = pg_backend_pid() AND l.granted LIMIT 1);
    sokt integer := (SELECT i.id FROM public.insats i WHERE i.nyckel = sokt_nyckel);
BEGIN
    DELETE FROM {SCHEMA}.narvaro d WHERE d.nummer IN
        (SELECT n.nummer FROM {SCHEMA}.narvaro n WHERE NOT {_LEVER} FOR UPDATE SKIP LOCKED);
    IF sokt IS NULL OR NOT ({SCHEMA}.far_insats(sokt) OR {SCHEMA}.ager()) THEN
        DELETE FROM {SCHEMA}.narvaro n WHERE n.nummer = mitt;
        RETURN;
    END IF;
    IF mitt IS NOT NULL THEN
        INSERT INTO {SCHEMA}.narvaro AS n (nummer, pid, anvandare, insats_id, sedan)
        VALUES (mitt, pg_backend_pid(), session_user, sokt, clock_timestamp())
        ON CONFLICT (nummer) DO UPDATE SET insats_id = sokt, sedan = clock_timestamp(), pid = pg_backend_pid(),
            anvandare = session_user
        WHERE n.insats_id <> sokt OR n.pid <> pg_backend_pid() OR n.anvandare <> session_user;
    END IF;
    RETURN QUERY SELECT h.namn::text, min(n.sedan) FROM {SCHEMA}.narvaro n
        JOIN public.handlaggare h ON h.anvandare = n.anvandare
        WHERE n.insats_id = sokt AND n.anvandare <> session_user
        GROUP BY h.id, h.namn ORDER BY 2, 1;
END;
"""  # noqa: S608

_HUVUD = "LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"


def gor_samspel(anslutning: Connection) -> None:
    kor(anslutning, _MEDDELA)
    kor(anslutning, f"REVOKE ALL ON FUNCTION {SCHEMA}.meddela() FROM PUBLIC")
    kor(
        anslutning,
        f"CREATE OR REPLACE TRIGGER meddela AFTER INSERT ON public.handling FOR EACH ROW"
        f" WHEN (NEW.namn !~ '{_BARA_SETT}') EXECUTE FUNCTION {SCHEMA}.meddela()",
    )
    # Nothing of it has to survive the server, and nobody reads it but through the function.
    kor(
        anslutning,
        f"CREATE UNLOGGED TABLE IF NOT EXISTS {SCHEMA}.narvaro (nummer oid PRIMARY KEY, pid integer NOT NULL,"
        " anvandare name NOT NULL, insats_id integer NOT NULL, sedan timestamptz NOT NULL)",
    )
    kor(anslutning, f"REVOKE ALL ON {SCHEMA}.narvaro FROM PUBLIC")
    funktion(
        anslutning, "oppnar(sokt_nyckel text)", "TABLE (vem text, nar timestamptz)", _OPPNAR, GRUPPER, _HUVUD
    )  # fmt: skip
