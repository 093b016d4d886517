"""The log of a shared database is written by the database: whatever changes a row, its old and new values are added to
the end of the log in the same transaction, with who is logged in and the server's clock.

Each table has a deferred trigger. The server itself keeps what has changed until the commit, where nobody can get at
it; only then are the rows numbered and chained, and only then is the end of the log held. No two actions can therefore
wait for one another there. The program says what an action is called and what no column keeps (`ratt.handling`).
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Boolean, Connection, Date, DateTime, LargeBinary, String, Table
from sqlalchemy.types import TypeEngine

from ..belopp import Ore
from ..logginnehall import DIREKT, LANGD_I_LOGGEN, OLOGGADE, TYST
from ..loggkedja import BORJAN, UTFORD
from .funktioner import SCHEMA, funktion
from .roller import GRUPPER
from .sats import kor

HANDLING = f"{SCHEMA}.handling"
_GOR = "LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_RAKNAR = "LANGUAGE sql IMMUTABLE PARALLEL SAFE"

TIDSZON = "Europe/Stockholm"
"""Times are those of Sweden by the server's clock: a time zone that a session has chosen would move them."""


_LOGGAS = "current_setting('kvd.utan_logg', true) IS DISTINCT FROM 'ja' OR NOT ratt.ager()"
# What is deleted by gallring leaves the log a row that says so, and not what it was. Only ratt.gallra deletes anything
# for others with the owner's rights, so nobody's own DELETE is ever taken for it.
_GALLRAS = "coalesce(current_setting('kvd.gallring', true), '') <> '' AND (ratt.agarens() OR ratt.ager())"
_LOGGAS_BORT = f"({_LOGGAS}) AND NOT ({_GALLRAS})"


def gor_loggen(anslutning: Connection) -> None:
    _gor_kedjan(anslutning)
    _gor_handlingen(anslutning)
    _gor_vakten(anslutning)
    for tabell in loggade():
        _gor_utlosare(anslutning, tabell)


def loggade() -> list[Table]:
    from .. import Bas

    return [t for t in Bas.metadata.sorted_tables if t.name not in OLOGGADE]


# --- The end of the log -----------------------------------------------------------------------------------------


def _gor_kedjan(anslutning: Connection) -> None:
    """The canonical form of models.loggkedja, and the one place where rows of the log are made."""
    for sats in (
        f"""CREATE FUNCTION ratt.del(v text) RETURNS text {_RAKNAR} AS $f$
            SELECT coalesce(octet_length(convert_to(v, 'UTF8'))::text || ':' || v, '-') $f$""",
        f"""CREATE FUNCTION ratt.summa(v text) RETURNS text {_RAKNAR} AS $f$
            SELECT encode(sha256(convert_to(v, 'UTF8')), 'hex') $f$""",
        "REVOKE ALL ON FUNCTION ratt.del(text), ratt.summa(text) FROM PUBLIC",
    ):
        kor(anslutning, sats)
    funktion(
        anslutning,
        "skriv_rader(i_handling text, i_tabell text, i_rad integer, i_kund integer, i_insats integer,"
        " i_falt text[], i_gammalt text[], i_nytt text[])",
        "void",
        f"""DECLARE
            slut public.loggslut; summa text;
        BEGIN
            SELECT ratt.summa(ratt.del(h.id) || ratt.del(to_char(h.tid, 'YYYY-MM-DD"T"HH24:MI:SS.US'))
                || ratt.del(h.anvandare) || ratt.del(h.roll) || ratt.del(h.namn) || ratt.del(h.andring))
            INTO STRICT summa FROM public.handling h WHERE h.id = i_handling;
            SELECT * INTO slut FROM public.loggslut WHERE id = 1 FOR UPDATE;
            IF NOT FOUND THEN
                INSERT INTO public.loggslut VALUES (1, 0, 0, '{BORJAN}') ON CONFLICT DO NOTHING;
                SELECT * INTO STRICT slut FROM public.loggslut WHERE id = 1 FOR UPDATE;
            END IF;
            FOR n IN 1 .. cardinality(i_falt) LOOP
                slut.rad := slut.rad + 1;
                slut.kedja := ratt.summa(ratt.del(slut.kedja) || ratt.del(summa) || ratt.del(slut.rad::text)
                    || ratt.del(i_tabell) || ratt.del(i_rad::text) || ratt.del(i_kund::text)
                    || ratt.del(i_insats::text) || ratt.del(i_falt[n]) || ratt.del(i_gammalt[n])
                    || ratt.del(i_nytt[n]));
                INSERT INTO public.logg
                    (id, handling_id, tabell, rad_id, kund_id, insats_id, falt, gammalt, nytt, kedja)
                VALUES (slut.rad, i_handling, i_tabell, i_rad, i_kund, i_insats, i_falt[n], i_gammalt[n], i_nytt[n],
                    slut.kedja);
            END LOOP;
            UPDATE public.loggslut SET rad = slut.rad, antal = antal + cardinality(i_falt), kedja = slut.kedja
            WHERE id = 1;
        END;""",
        huvud=_GOR,
    )


# --- The action -------------------------------------------------------------------------------------------------


def _gor_handlingen(anslutning: Connection) -> None:
    """`ratt.handling` names the action of a transaction. An ordinary user can name what they do, and never who they
    are or when it was; who owns the database may, for what is taken in from elsewhere."""
    funktion(
        anslutning, "nu()", "timestamp without time zone",
        f"RETURN date_trunc('second', clock_timestamp() AT TIME ZONE '{TIDSZON}');", GRUPPER,
    )  # fmt: skip
    funktion(
        anslutning,
        "handling(i_id text, i_namn text, i_andring text, i_rader text, i_anvandare text, i_roll text,"
        " i_tid timestamp without time zone)",
        "void",
        """DECLARE
            agare boolean := ratt.ager();
        BEGIN
            IF NOT agare AND ratt.jag() IS NULL THEN
                RAISE EXCEPTION 'ingen handläggare' USING ERRCODE = 'insufficient_privilege';
            END IF;
            INSERT INTO public.handling (id, tid, anvandare, roll, namn, andring) VALUES (
                i_id,
                CASE WHEN agare THEN coalesce(i_tid, ratt.nu()) ELSE ratt.nu() END,
                CASE WHEN agare THEN coalesce(i_anvandare, session_user) ELSE session_user END,
                CASE WHEN agare THEN coalesce(i_roll, '') ELSE ratt.roll() END,
                i_namn, i_andring);
            PERFORM set_config('kvd.handling', i_id, true), set_config('kvd.rader', coalesce(i_rader, ''), true);
        END;""",
        GRUPPER,
        _GOR,
    )
    funktion(
        anslutning,
        "nyss_oppnat(i_insats integer, i_minuter integer, i_anvandare text, i_sedan timestamp without time zone)",
        "boolean",
        """RETURN EXISTS (SELECT FROM public.logg l JOIN public.handling h ON h.id = l.handling_id
            WHERE l.insats_id = i_insats AND l.falt = 'visad' AND h.namn = 'visa_arende'
            AND h.anvandare = CASE WHEN ratt.ager() THEN i_anvandare ELSE session_user END
            AND h.tid >= CASE WHEN ratt.ager() THEN i_sedan
                ELSE ratt.nu() - least(i_minuter, 60) * interval '1 minute' END);""",
        GRUPPER,
    )
    # An id that stands in the log from before, or is somebody else's, is not that of this transaction.
    funktion(
        anslutning, "min_handling()", "text",
        f"""DECLARE
            v text := coalesce(current_setting('kvd.handling', true), '');
        BEGIN
            IF v <> '' AND EXISTS (
                SELECT FROM public.handling h WHERE h.id = v AND h.xmin = pg_current_xact_id()::xid) THEN
                RETURN v;
            END IF;
            v := gen_random_uuid()::text;
            INSERT INTO public.handling (id, tid, anvandare, roll, namn, andring) VALUES (
                v, ratt.nu(), session_user, coalesce(ratt.roll(), CASE WHEN ratt.ager() THEN 'ägare' ELSE '' END),
                '{DIREKT}', '{{"insatser": [], "kunder": [], "delar": []}}');
            PERFORM set_config('kvd.handling', v, true), set_config('kvd.rader', '', true);
            RETURN v;
        END;""",
        huvud=_GOR,
    )  # fmt: skip
    egna = ", ".join(f"'{t.name}'" for t in loggade())
    # What no column keeps is said by the program; that a column has changed is said by the column alone.
    funktion(
        anslutning, "logga_handling()", "trigger",
        f"""DECLARE
            r record; agare boolean := ratt.ager();
        BEGIN
            IF current_setting('kvd.handling', true) = NEW.id THEN
                FOR r IN SELECT * FROM jsonb_to_recordset(coalesce(nullif(current_setting('kvd.rader', true), ''),
                    '[]')::jsonb) AS x(tabell text, rad_id integer, kund_id integer, insats_id integer, falt text,
                    gammalt text, nytt text)
                LOOP
                    IF NOT agare AND r.tabell IN ({egna}) AND EXISTS (SELECT FROM pg_attribute a
                        WHERE a.attname = r.falt AND a.attrelid = to_regclass('public.' || quote_ident(r.tabell))) THEN
                        RAISE EXCEPTION 'sagd ändring' USING ERRCODE = 'insufficient_privilege';
                    END IF;
                    PERFORM ratt.skriv_rader(NEW.id, r.tabell, r.rad_id, r.kund_id, r.insats_id, ARRAY[r.falt],
                        ARRAY[r.gammalt], ARRAY[r.nytt]);
                END LOOP;
            END IF;
            IF NOT EXISTS (SELECT FROM public.logg l WHERE l.handling_id = NEW.id) THEN
                PERFORM ratt.skriv_rader(NEW.id, 'handling', NULL, NULL, NULL, ARRAY['{UTFORD}'], ARRAY[NULL],
                    ARRAY[NULL]);
            END IF;
            RETURN NULL;
        END;""",
        huvud=_GOR,
    )  # fmt: skip
    kor(
        anslutning,
        "CREATE CONSTRAINT TRIGGER ratt_z_logg AFTER INSERT ON public.handling DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION ratt.logga_handling()",
    )


# --- Nothing is taken away --------------------------------------------------------------------------------------


def _gor_vakten(anslutning: Connection) -> None:
    """Refused for the owner of the database too. Rows are added by the functions above, from within a trigger."""
    funktion(
        anslutning, "vagra()", "trigger",
        "RAISE EXCEPTION 'loggen ändras inte' USING ERRCODE = 'insufficient_privilege';", huvud=_GOR,
    )  # fmt: skip
    utifran = "WHEN (pg_trigger_depth() < 1)"
    for tabell, alltid, annars in (
        ("handling", "UPDATE OR DELETE OR TRUNCATE", ""),
        ("logg", "UPDATE OR DELETE OR TRUNCATE", "INSERT"),
        ("loggslut", "DELETE OR TRUNCATE", "INSERT OR UPDATE"),
    ):
        satser = [f"ratt_vakt BEFORE {alltid} ON public.{tabell} FOR EACH STATEMENT"]
        if annars:
            satser.append(f"ratt_vakt_in BEFORE {annars} ON public.{tabell} FOR EACH STATEMENT {utifran}")
        for sats in satser:
            kor(anslutning, f"CREATE TRIGGER {sats} EXECUTE FUNCTION ratt.vagra()")


# --- What every table leaves ------------------------------------------------------------------------------------


def _gor_utlosare(anslutning: Connection, tabell: Table) -> None:
    namn = tabell.name
    falt = [c for c in tabell.c if c.name not in TYST]
    uttryck = ", ".join(
        f"({n}, '{c.name}', {_som_text(c.name, c.type, 'g')}, {_som_text(c.name, c.type, 'n')},"
        f" g.{c.name} IS DISTINCT FROM n.{c.name})"
        for n, c in enumerate(falt)
    )
    rad, kund, insats = _vem(tabell)
    funktion(
        anslutning, f"logga_{namn}()", "trigger",
        f"""DECLARE
            g public.{namn}; n public.{namn}; x public.{namn}; falt text[]; gammalt text[]; nytt text[];
        BEGIN
            IF TG_OP <> 'INSERT' THEN g := OLD; x := OLD; END IF;
            IF TG_OP <> 'DELETE' THEN n := NEW; x := NEW; END IF;
            SELECT array_agg(v.f ORDER BY v.o), array_agg(v.g ORDER BY v.o), array_agg(v.n ORDER BY v.o)
            INTO falt, gammalt, nytt FROM (VALUES {uttryck}) AS v(o, f, g, n, andrad) WHERE v.andrad;
            IF falt IS NOT NULL THEN
                PERFORM ratt.skriv_rader(
                    ratt.min_handling(), '{namn}', {rad}, {kund}, {insats}, falt, gammalt, nytt);
            END IF;
            RETURN NULL;
        END;""",
        huvud=_GOR,
    )  # fmt: skip
    # Named so that it comes after what else the commit may do to the rows: by then nothing more has to be waited for.
    # Told when the row is changed, not at the commit: a million rows that are taken in cost nothing then.
    for namn_, nar, villkor in (
        ("ratt_z_logg", "INSERT OR UPDATE", _LOGGAS),
        ("ratt_z_logg_bort", "DELETE", _LOGGAS_BORT),
    ):
        kor(
            anslutning,
            f"CREATE CONSTRAINT TRIGGER {namn_} AFTER {nar} ON public.{namn} DEFERRABLE INITIALLY DEFERRED"
            f" FOR EACH ROW WHEN ({villkor}) EXECUTE FUNCTION ratt.logga_{namn}()",
        )
    kor(
        anslutning,
        f"CREATE TRIGGER ratt_vakt BEFORE TRUNCATE ON public.{namn} FOR EACH STATEMENT EXECUTE FUNCTION ratt.vagra()",
    )


def _vem(tabell: Table) -> tuple[str, str, str]:
    """Of the row x: its number, and the kund and insats that it is about (services.handling has the same)."""
    nyckel = next(iter(tabell.primary_key.columns))
    rad = "NULL" if isinstance(nyckel.type, String) else f"x.{nyckel.name}"
    if tabell.name == "kund":
        return rad, "x.id", "NULL"
    if tabell.name == "insats":
        return rad, "x.kund_id", "x.id"
    kund, insats = (f"x.{k}" if k in tabell.c else "NULL" for k in ("kund_id", "insats_id"))
    return rad, kund, insats


def _som_text(namn: str, typ: TypeEngine[object], rad: str) -> str:
    """A value as services.handling.som_text writes it, whatever forms of dates the session has chosen."""
    v = f"{rad}.{namn}"
    if isinstance(typ, Boolean):
        return f"CASE {v} WHEN true THEN 'ja' WHEN false THEN 'nej' END"
    if isinstance(typ, DateTime):
        return f"CASE WHEN isfinite({v}) THEN to_char({v}, 'YYYY-MM-DD\"T\"HH24:MI') ELSE {v}::text END"
    if isinstance(typ, Date):
        return f"CASE WHEN isfinite({v}) THEN to_char({v}, 'YYYY-MM-DD') ELSE {v}::text END"
    if isinstance(typ, Ore):
        return f"round({v} / 100.0, 2)::text"
    if isinstance(typ, LargeBinary):
        return f"octet_length({v})::text || ' byte'"
    if isinstance(typ, String) and namn in LANGD_I_LOGGEN:
        return f"length({v})::text || ' tecken'"
    return f"{v}::text"
