"""Logins: made, moved between groups and barred by a systemspecialist, who needs no right on the server for it.

The row in `handlaggare` says what holds, and the login follows it: another roll moves it between the groups, a day in
`sparrad` closes it and ends its sessions. A login is ours when its comment on the server names this database; any
other is left alone, whatever it is called. Passwords come here hashed: the program does it where they are typed.
"""

# ruff: noqa: S608 - every statement is made of constants of this module

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import IDAG, SCHEMA, funktion
from .roller import GRUPPER, SYSTEMSPECIALIST
from .sats import kor
from .vaktgrund import neka

MARKE = "kundvalsdesk: "
"""Before the name of the database, in the comment of a login that is ours."""

GOR = "LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_FORBINDELSER = 30
"""At once, for one login: many desks, and not all that a server has."""
_VERIFIERARE = r"^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{16,64}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$"
GRUPPORD = ", ".join(f"'{g}'" for g in GRUPPER)
_ANNANS = "Servern har redan en inloggning med det namnet, som inte hör till den här databasen. Välj ett annat namn."


_KRAV = f"IF NOT (ratt.ager() OR coalesce(ratt.roll() = '{SYSTEMSPECIALIST}', false)) THEN RAISE EXCEPTION USING ERRCODE = '42501'; END IF;"  # noqa: E501

_FUNKTIONER = {
    "var_inloggning(vem text)": (
        "boolean",
        "RETURN EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = vem AND NOT (r.rolsuper OR r.rolcreaterole"
        " OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)"
        f" AND shobj_description(r.oid, 'pg_authid') = '{MARKE}' || current_database());",
    ),
    # Its own grants only; what an administrator of the server has granted by hand is theirs to take back.
    "gruppera(vem text, ny_roll text)": (
        "void",
        f"""DECLARE g text; BEGIN
        FOREACH g IN ARRAY ARRAY[{GRUPPORD}] LOOP
            IF g = ny_roll THEN
                IF NOT EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.roleid = g::regrole
                               AND m.member = quote_ident(vem)::regrole AND m.inherit_option) THEN
                    EXECUTE format('GRANT %I TO %I', g, vem);
                END IF;
            ELSIF EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.roleid = g::regrole
                          AND m.member = quote_ident(vem)::regrole) THEN
                EXECUTE format('REVOKE %I FROM %I', g, vem);
            END IF;
        END LOOP; END;""",
    ),
    "avsluta_sessioner(vem text)": (
        "void",
        """DECLARE super boolean; BEGIN
        SELECT rolsuper INTO super FROM pg_roles WHERE rolname = current_user;
        IF NOT super THEN EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT TRUE', vem); END IF;
        PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = vem
            AND a.datname = current_database() AND a.pid <> pg_backend_pid();
        IF NOT super THEN EXECUTE format('REVOKE %I FROM CURRENT_USER', vem); END IF;
        EXCEPTION WHEN insufficient_privilege THEN NULL; -- whoever is barred can do nothing in them anyway
        END;""",
    ),
    "folj_handlaggare()": (
        "trigger",
        """IF NOT ratt.var_inloggning(OLD.anvandare) THEN RETURN NULL; END IF;
        IF TG_OP = 'DELETE' THEN
            PERFORM ratt.gruppera(OLD.anvandare, '');
            EXECUTE format('ALTER ROLE %I NOLOGIN', OLD.anvandare);
            RETURN NULL;
        END IF;
        PERFORM ratt.gruppera(NEW.anvandare, NEW.roll);
        IF NEW.sparrad IS NOT NULL AND OLD.sparrad IS NULL THEN
            EXECUTE format('ALTER ROLE %I NOLOGIN', NEW.anvandare);
            PERFORM ratt.avsluta_sessioner(NEW.anvandare);
        ELSIF NEW.sparrad IS NULL AND OLD.sparrad IS NOT NULL THEN
            EXECUTE format('ALTER ROLE %I LOGIN', NEW.anvandare);
        END IF;
        RETURN NULL;""",
    ),
    # By rows that no other group may lock. An advisory lock could be held by whoever is about to be barred.
    "en_i_taget()": (
        "trigger",
        f"PERFORM 1 FROM public.handlaggare h WHERE h.roll = '{SYSTEMSPECIALIST}' ORDER BY h.id FOR NO KEY UPDATE;"
        " RETURN NULL;",
    ),
    # Whoever sets a password could log in as its owner: it is logged by the database, whoever asks for it.
    "logga_inloggning()": (
        "trigger",
        "PERFORM ratt.skriv_rader(ratt.min_handling(), 'handlaggare', NEW.handlaggare_id, NULL, NULL,"
        " ARRAY[NEW.falt], ARRAY[NULL], ARRAY[NEW.nytt]);"
        " DELETE FROM ratt.inloggning x WHERE x.nummer = NEW.nummer; RETURN NULL;",
    ),
    "vakta_handlaggare()": (
        "trigger",
        f"""IF NEW.anvandare <> OLD.anvandare THEN {neka("Ett användarnamn kan inte ändras.")} END IF;
        IF NEW.roll = OLD.roll AND (NEW.sparrad IS NULL) = (OLD.sparrad IS NULL) THEN RETURN NEW; END IF;
        IF OLD.anvandare = session_user AND NOT ratt.ager() THEN
            {neka("Du kan inte ändra din egen roll eller spärra dig själv.")} END IF;
        IF NOT (ratt.ager() OR coalesce(ratt.roll() = '{SYSTEMSPECIALIST}', false)) THEN
            RAISE EXCEPTION USING ERRCODE = '42501'; END IF;
        IF OLD.roll = '{SYSTEMSPECIALIST}' AND OLD.sparrad IS NULL AND NOT EXISTS (SELECT 1 FROM public.handlaggare h
            WHERE h.roll = '{SYSTEMSPECIALIST}' AND h.sparrad IS NULL AND h.id <> OLD.id) THEN
            {neka("Det måste finnas minst en systemspecialist som inte är spärrad.")} END IF;
        RETURN NEW;""",
    ),
}

_FOR_SYSTEMSPECIALIST = {
    # With no password: for a login by the network (GSSAPI), or one that has a password already.
    "ge_inloggning(vem text, verifierare text)": (
        "void",
        f"""DECLARE h record; ny boolean; BEGIN {_KRAV}
        SELECT x.id, x.roll, x.sparrad INTO h FROM public.handlaggare x WHERE x.anvandare = vem;
        IF NOT FOUND OR octet_length(vem) > 63 OR h.roll NOT IN ({GRUPPORD}) THEN
            {neka("Användaren kan inte få en inloggning.")} END IF;
        IF verifierare !~ '{_VERIFIERARE}' THEN {neka("Lösenordet kan inte tas emot så.")} END IF;
        ny := NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = vem);
        IF ny THEN
            IF NOT (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
                {neka("Databasens ägare får inte skapa inloggningar på servern. Be serverns skötare om CREATEROLE.")}
            END IF;
            IF vem ~* '^(pg_|kundvalsdesk$)' OR lower(vem) IN ('public', 'none') THEN {neka(_ANNANS)} END IF;
            EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT {_FORBINDELSER}', vem);
            EXECUTE format('COMMENT ON ROLE %I IS %L', vem, '{MARKE}' || current_database());
        ELSIF NOT ratt.var_inloggning(vem) THEN {neka(_ANNANS)}
        ELSIF vem = session_user AND NOT ratt.ager() THEN {neka("Ditt eget lösenord byter du själv.")}
        END IF;
        IF verifierare IS NOT NULL THEN
            EXECUTE format('ALTER ROLE %I PASSWORD %L', vem, verifierare);
            UPDATE public.handlaggare SET losenord_givet = CASE WHEN vem <> session_user THEN {IDAG} END
                WHERE id = h.id;
        END IF;
        PERFORM ratt.gruppera(vem, h.roll);
        IF h.sparrad IS NULL THEN EXECUTE format('ALTER ROLE %I LOGIN', vem);
        ELSE EXECUTE format('ALTER ROLE %I NOLOGIN', vem); END IF;
        INSERT INTO ratt.inloggning (handlaggare_id, falt, nytt) VALUES (h.id,
            CASE WHEN ny OR verifierare IS NULL THEN 'inloggning' ELSE 'losenord' END,
            CASE WHEN NOT ny AND verifierare IS NOT NULL THEN 'nytt' WHEN verifierare IS NULL THEN 'utan lösenord'
                ELSE 'med lösenord' END); END;""",
    ),
    "antal_kunder(handlaggare integer)": (
        "integer",
        f"{_KRAV} RETURN (SELECT count(*) FROM public.kund k WHERE k.kundansvarig_id = handlaggare);",
    ),
}
"""What a systemspecialist may call; each asks who it is that calls."""

_EGET = (
    "UPDATE public.handlaggare SET losenord_givet = NULL WHERE anvandare = session_user::text"
    " AND losenord_givet IS NOT NULL;"
)
"""A password of one's own has come instead of the one that was given. Whether it really is another the server tells
nobody; who says so untruly is only asked no more."""

_GIVET = "RETURN EXISTS (SELECT 1 FROM public.handlaggare WHERE id = ratt.jag() AND losenord_givet IS NOT NULL);"

_KOLUMNER = "anvandare, namn, roll, epost, version"
_UTLOSARE = (
    ("anvandare_en_i_taget", "BEFORE UPDATE ON public.handlaggare FOR EACH STATEMENT", "en_i_taget"),
    ("anvandare_vakta", "BEFORE UPDATE ON public.handlaggare FOR EACH ROW", "vakta_handlaggare"),
    ("anvandare_folj", "AFTER UPDATE OF roll, sparrad ON public.handlaggare FOR EACH ROW", "folj_handlaggare"),
    ("anvandare_borta", "AFTER DELETE ON public.handlaggare FOR EACH ROW", "folj_handlaggare"),
)


def gor_anvandare(anslutning: Connection) -> None:
    kor(anslutning, f"CREATE TABLE IF NOT EXISTS {SCHEMA}.inloggning (nummer integer GENERATED ALWAYS AS IDENTITY,"
        " handlaggare_id integer, falt text, nytt text)")  # fmt: skip
    for signatur, (typ, kropp) in _FUNKTIONER.items():
        till = (SYSTEMSPECIALIST,) if signatur.startswith("var_inloggning") else ()  # the list of users asks it
        funktion(anslutning, signatur, typ, kropp, till, huvud=GOR)
    for signatur, (typ, kropp) in _FOR_SYSTEMSPECIALIST.items():
        funktion(anslutning, signatur, typ, kropp, (SYSTEMSPECIALIST,), huvud=GOR)
    funktion(anslutning, "eget_losenord()", "void", _EGET, GRUPPER, huvud=GOR)
    funktion(anslutning, "har_givet_losenord()", "boolean", _GIVET, GRUPPER)
    kor(
        anslutning,
        f"GRANT SELECT, INSERT ({_KOLUMNER}), UPDATE ({_KOLUMNER}, sparrad) ON public.handlaggare"
        f" TO {SYSTEMSPECIALIST}",
    )
    kor(anslutning, f"GRANT USAGE ON SEQUENCE public.handlaggare_id_seq TO {SYSTEMSPECIALIST}")
    far = f"(SELECT ratt.roll()) = '{SYSTEMSPECIALIST}'"
    for vad, villkor in (
        ("INSERT", f"WITH CHECK ({far} AND sparrad IS NULL)"),
        ("UPDATE", f"USING ({far}) WITH CHECK ({far})"),
    ):
        namn = f"anvandare_{vad.lower()}"
        kor(anslutning, f"DROP POLICY IF EXISTS {namn} ON public.handlaggare")
        kor(anslutning, f"CREATE POLICY {namn} ON public.handlaggare FOR {vad} TO {SYSTEMSPECIALIST} {villkor}")
    kor(
        anslutning,
        f"CREATE CONSTRAINT TRIGGER logga AFTER INSERT ON {SCHEMA}.inloggning DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.logga_inloggning()",
    )
    for namn, nar, gor in _UTLOSARE:
        kor(anslutning, f"CREATE OR REPLACE TRIGGER {namn} {nar} EXECUTE FUNCTION {SCHEMA}.{gor}()")
