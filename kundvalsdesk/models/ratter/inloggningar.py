"""Logins after a restore: rows of users have come with the backup, their logins belong to the server and have not.

The owner of the database asks for it. Logins that are ours follow their rows again; one that belonged to a database of
ours that is there no longer becomes ours. None is made, and none that has been closed is opened: somebody closed it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from .anvandare import GOR, GRUPPORD, MARKE
from .funktioner import funktion

SAKNAS, STANGD, VAR, OVERTAGEN, ANNANS = "saknas", "stangd", "var", "overtagen", "annans"

_HOS = f"substr(om, {len(MARKE) + 1})"
_FOLJ = f"""DECLARE h record; r record; om text;
BEGIN
    IF NOT ratt.ager() THEN RAISE EXCEPTION USING ERRCODE = '42501'; END IF;
    FOR h IN SELECT x.anvandare, x.roll, x.sparrad FROM public.handlaggare x WHERE x.roll IN ({GRUPPORD})
        ORDER BY x.anvandare LOOP
        vem := h.anvandare; hos := '';
        SELECT x.oid, x.rolcanlogin, x.rolsuper OR x.rolcreaterole OR x.rolcreatedb OR x.rolreplication
            OR x.rolbypassrls AS maktig INTO r FROM pg_roles x WHERE x.rolname = h.anvandare;
        om := coalesce(shobj_description(r.oid, 'pg_authid'), '');
        IF r.oid IS NULL THEN
            CONTINUE WHEN h.sparrad IS NOT NULL;
            lage := '{SAKNAS}';
        ELSE
            lage := '{ANNANS}';
            IF starts_with(om, '{MARKE}') THEN hos := {_HOS}; END IF;
            BEGIN
                IF NOT r.maktig AND hos <> '' AND (hos = current_database()
                    OR NOT EXISTS (SELECT 1 FROM pg_database d WHERE d.datname = hos)) THEN
                    IF hos <> current_database() THEN
                        EXECUTE format('COMMENT ON ROLE %I IS %L', vem, '{MARKE}' || current_database());
                    END IF;
                    PERFORM ratt.gruppera(vem, h.roll);
                    IF h.sparrad IS NOT NULL THEN EXECUTE format('ALTER ROLE %I NOLOGIN', vem); END IF;
                    lage := CASE WHEN h.sparrad IS NULL AND NOT r.rolcanlogin THEN '{STANGD}'
                        WHEN hos = current_database() THEN '{VAR}' ELSE '{OVERTAGEN}' END;
                END IF;
            EXCEPTION WHEN insufficient_privilege THEN NULL; -- another owner's: left as it was
            END;
            CONTINUE WHEN lage = '{ANNANS}' AND h.sparrad IS NOT NULL;
        END IF;
        RETURN NEXT;
    END LOOP;
END;"""  # noqa: S608 - constants of this package


def gor_inloggningar(anslutning: Connection) -> None:
    funktion(anslutning, "folj_inloggningar()", "TABLE (vem text, lage text, hos text)", _FOLJ, huvud=GOR)
