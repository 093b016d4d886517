"""What no policy can say: what a row may become, given what it was. For everybody but the owner of the database."""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .. import Bas
from .funktioner import SCHEMA, funktion
from .roller import ARBETSLEDARE, ARENDEN, DATASKYDDSSAMORDNARE, GRUPPER
from .sats import kor
from .vaktgrund import VAKT, neka

_ROLLER = ", ".join(f"'{r}'" for r in ARENDEN)


_AGARENS = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.agarens() RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $f$ BEGIN
    RETURN (SELECT pg_has_role(current_user, d.datdba, 'USAGE') FROM pg_database d
        WHERE d.datname = current_database());
END $f$"""
"""Whether what runs has the owner's rights, whoever is logged in: so within the functions of this schema, and nowhere
else. Not SECURITY DEFINER, or it would be true always."""

_FRAGOR = {
    "har_kund(kund integer)": (
        "boolean",
        "RETURN ratt.arenden() AND EXISTS (SELECT 1 FROM public.kund k WHERE k.id = kund"
        " AND (k.kundansvarig_id = ratt.jag() OR k.id = ANY (ratt.lanade())));",
    ),
    "med_incident()": (
        "integer[]",
        f"RETURN CASE WHEN ratt.roll() = '{DATASKYDDSSAMORDNARE}' THEN"
        " (SELECT coalesce(array_agg(DISTINCT i.insats_id), '{}') FROM public.incident i) ELSE '{}' END;",
    ),
    "i_arendet(tabell text, rad integer, insats integer)": (
        "boolean",
        "RETURN ratt.far_insats(insats) AND CASE tabell"
        " WHEN 'anteckning' THEN EXISTS (SELECT 1 FROM public.anteckning x WHERE x.id = rad AND x.insats_id = insats"
        " AND (x.signerad IS NOT NULL OR x.skriven_av = session_user))"
        " WHEN 'meddelande' THEN EXISTS (SELECT 1 FROM public.meddelande x WHERE x.id = rad AND x.insats_id = insats)"
        " WHEN 'inlamning' THEN EXISTS (SELECT 1 FROM public.inlamning x WHERE x.id = rad AND x.insats_id = insats)"
        " WHEN 'dokument' THEN EXISTS (SELECT 1 FROM public.dokument x WHERE x.id = rad AND x.insats_id = insats)"
        " ELSE false END;",
    ),
}

_NYCKLAR = """
DECLARE prefix text; siffror integer; ny text; antal integer := 1 + floor(random() * 5); nummer bigint; finns boolean;
BEGIN
    IF ratt.ager() THEN RETURN NEW; END IF;
    IF TG_TABLE_NAME = 'kund' THEN prefix := 'K'; siffror := 4;
    ELSIF TG_TABLE_NAME = 'insats' THEN
        prefix := to_char(coalesce(NEW.beslut, current_date), 'YYYY') || '-'; siffror := 4;
    ELSE prefix := 'I' || to_char(NEW.upptackt, 'YYYY') || '-'; siffror := 2; END IF;
    LOOP
        FOR n IN 1 .. antal LOOP nummer := nextval(format('public.nyckelserie_%I', TG_TABLE_NAME)::regclass); END LOOP;
        ny := prefix || lpad(nummer::text, greatest(siffror, length(nummer::text)), '0');
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I x WHERE x.nyckel = $1)', TG_TABLE_NAME)
            INTO finns USING ny;
        EXIT WHEN NOT finns;
    END LOOP;
    NEW.nyckel := ny;
    RETURN NEW;
END"""
"""A key says nothing of how many there are, and asking for a taken one tells nothing: nobody asks for one."""

_GLES = """
BEGIN
    IF NOT ratt.ager() THEN
        FOR n IN 1 .. floor(random() * 4)::integer LOOP
            PERFORM nextval(format('public.%I', TG_TABLE_NAME || '_id_seq')::regclass);
        END LOOP;
    END IF;
    RETURN NULL;
END"""
"""Numbers are left out at random: a number that is missing is not one that is hidden."""

_FOLJ_SATSER = """
    UPDATE public.kundidentitet x SET skydd = k.skydd, kundansvarig_id = k.kundansvarig_id
        WHERE x.kund_id = k.id AND (x.skydd, x.kundansvarig_id) IS DISTINCT FROM (k.skydd, k.kundansvarig_id);
    UPDATE public.insats x SET skydd = k.skydd, kundansvarig_id = k.kundansvarig_id
        WHERE x.kund_id = k.id AND (x.skydd, x.kundansvarig_id) IS DISTINCT FROM (k.skydd, k.kundansvarig_id);
    UPDATE public.frist x SET skyddad = k.skydd IS NOT NULL, kundansvarig_id = k.kundansvarig_id
        WHERE x.insats_id IN (SELECT i.id FROM public.insats i WHERE i.kund_id = k.id)
        AND (x.skyddad, x.kundansvarig_id) IS DISTINCT FROM (k.skydd IS NOT NULL, k.kundansvarig_id);"""
_FOLJ = f"""
DECLARE k public.kund;
BEGIN
    SELECT * INTO k FROM public.kund x WHERE x.id = NEW.id;
    IF FOUND THEN {_FOLJ_SATSER} END IF;
    RETURN NULL;
END"""
"""Whatever has not been said of what belongs to the kund when the transaction ends, follows then."""

_KUND = f"""
BEGIN
    IF ratt.ager() OR ratt.roll() = '{ARBETSLEDARE}' THEN NULL;
    ELSIF NEW.kundansvarig_id IS DISTINCT FROM OLD.kundansvarig_id
        AND OLD.kundansvarig_id IS DISTINCT FROM ratt.jag() THEN
        {neka("Bara kundansvarig, eller en arbetsledare, lämnar över tills vidare.")}
    ELSIF NEW.skydd IS DISTINCT FROM OLD.skydd AND NOT ratt.har_kund(OLD.id) THEN
        {neka("Skyddet ändras av kundansvarig eller en arbetsledare.")}
    END IF;
    IF NOT ratt.ager() AND NEW.kundansvarig_id IS DISTINCT FROM OLD.kundansvarig_id AND NOT EXISTS
        (SELECT 1 FROM public.handlaggare h WHERE h.id = NEW.kundansvarig_id AND h.roll IN ({_ROLLER})
            AND h.sparrad IS NULL) THEN
        {neka("Välj en karriärvägledare eller arbetsledare.")}
    END IF;
    RETURN NEW;
END"""

_FORLANGNING = f"""
DECLARE jag integer := ratt.jag();
BEGIN
    IF ratt.ager() THEN RETURN NEW; END IF;
    IF OLD.beslutad IS NOT NULL OR OLD.beslut IS NOT NULL THEN
        {neka("Förlängningen är beslutad och ändras inte.")}
    END IF;
    IF (NEW.insats_id, NEW.begard, NEW.begard_av_id) IS DISTINCT FROM
        (OLD.insats_id, OLD.begard, OLD.begard_av_id) THEN
        {neka("Vem som begärde förlängningen, och när, ändras inte.")}
    END IF;
    IF (NEW.beslutad, NEW.beslutad_av_id, NEW.beslut, NEW.beslut_skal, NEW.atersand, NEW.atersand_skal)
        IS DISTINCT FROM (OLD.beslutad, OLD.beslutad_av_id, OLD.beslut, OLD.beslut_skal, OLD.atersand,
            OLD.atersand_skal) THEN
        IF ratt.roll() IS DISTINCT FROM '{ARBETSLEDARE}' THEN
            {neka("En förlängning beslutas av en arbetsledare.")}
        END IF;
        IF OLD.begard_av_id = jag OR EXISTS (SELECT 1 FROM ratt.begart b WHERE b.forlangning_id = OLD.id
            AND b.anvandare = session_user) OR EXISTS
            (SELECT 1 FROM public.logg l JOIN public.handling a ON a.id = l.handling_id WHERE l.tabell = 'forlangning'
            AND l.rad_id = OLD.id AND l.falt IN ('motivering', 'mal', 'begard') AND a.anvandare = session_user) THEN
            {neka("Den som har begärt förlängningen kan inte besluta om den. Be en annan arbetsledare.")}
        END IF;
        IF (NEW.motivering, NEW.mal) IS DISTINCT FROM (OLD.motivering, OLD.mal) THEN
            {neka("Den som beslutar ändrar inte det som begärdes.")}
        END IF;
        IF NEW.beslut IS NOT NULL AND (NEW.beslut NOT IN ('beviljad', 'avslag') OR NEW.beslutad IS NULL) THEN
            {neka("Välj bevilja eller avslå.")}
        END IF;
        IF (NEW.beslut IS NOT NULL OR NEW.beslutad IS NOT NULL OR NEW.beslutad_av_id IS NOT NULL)
            AND NEW.beslutad_av_id IS DISTINCT FROM jag THEN
            {neka("Ett beslut bär namnet på den som fattar det.")}
        END IF;
    END IF;
    -- The log says so too, but not before the commit: both could be done in one transaction.
    IF (NEW.motivering, NEW.mal) IS DISTINCT FROM (OLD.motivering, OLD.mal) THEN
        INSERT INTO ratt.begart VALUES (OLD.id, session_user) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NEW;
END"""

_LAST = "BEGIN IF ratt.ager() THEN RETURN NEW; END IF; {} END"

_LAMNA_OVER = f"""
DECLARE ansvarig integer; k public.kund;
BEGIN
    SELECT x.kundansvarig_id INTO ansvarig FROM public.kund x WHERE x.id = kund AND ratt.far_kund(x.id) FOR UPDATE;
    IF NOT FOUND OR NOT (ratt.roll() = '{ARBETSLEDARE}' OR ansvarig IS NOT DISTINCT FROM ratt.jag()) THEN
        {neka("Bara kundansvarig, eller en arbetsledare, lämnar över tills vidare.")}
    END IF;
    UPDATE public.kund x SET kundansvarig_id = till, version = x.version + 1 WHERE x.id = kund RETURNING * INTO k;
{_FOLJ_SATSER}
    UPDATE public.kundidentitet x SET version = x.version + 1 WHERE x.kund_id = kund;
    UPDATE public.insats x SET version = x.version + 1 WHERE x.kund_id = kund;
END"""
"""A protected kund for good: who hands it over does not see it any more, and no UPDATE of theirs could say that."""

_NAMNET = f"""
BEGIN
    IF ratt.ager() THEN RETURN NEW; END IF;
    {{}}
        {neka("Det som görs bär namnet på den som gör det.")}
    END IF;
    RETURN NEW;
END"""
_UTFARDARE = (
    "IF NEW.utfardat_av IS DISTINCT FROM (SELECT h.namn FROM public.handlaggare h WHERE h.id = ratt.jag()) THEN"
)

_VIKARIE = f"""
DECLARE jag integer := ratt.jag();
BEGIN
    IF ratt.ager() OR ratt.roll() = '{ARBETSLEDARE}' OR NOT NEW.kund_id = ANY (ratt.lanade()) THEN RETURN NEW; END IF;
    IF NEW.till_id = jag OR NOT EXISTS (SELECT 1 FROM public.overlamning m WHERE m.kund_id = NEW.kund_id
        AND m.till_id = jag AND m.aterford IS NULL AND m.datum <= NEW.datum AND m.ater >= NEW.ater) THEN
        {neka("En vikarie lämnar över till en kollega, och inte längre än till den egna tidens slut.")}
    END IF;
    RETURN NEW;
END"""
"""Else a vikarie for a day could stay for ever."""

_NOTISEN = """
BEGIN
    IF NOT ratt.ager() THEN
        PERFORM o::integer FROM jsonb_array_elements_text(coalesce(NEW.data::jsonb -> 'ov', '[]')) o;
    END IF;
    RETURN NULL;
END"""
"""A notice that cannot be read would stop whoever looks through those of others (notiser.py)."""

_VAKTER = {"nyckla": _NYCKLAR, "glesa": _GLES, "folj_kunden": _FOLJ, "kunden": _KUND, "forlangning": _FORLANGNING,
           "i_eget_namn": _NAMNET.format("IF true THEN"), "utfardare": _NAMNET.format(_UTFARDARE),
           "avslutare": _NAMNET.format("IF NEW.avslutad_av_id <> ratt.jag() THEN"),
           "hanterare": _NAMNET.format("IF NEW.hanterad_av_id <> ratt.jag() THEN"),
           "vikarie": _VIKARIE, "notisen": _NOTISEN,
           "signerad": _LAST.format(neka("Anteckningen är signerad och ändras inte. Skriv en rättelse.")),
           "bedomd": _LAST.format(neka("Incidenten är bedömd och ändras inte längre.")),
           "ligger_kvar": _LAST.format(neka("En uppgift flyttas inte till ett annat ärende."))}  # fmt: skip

_TRIGGRAR = (
    *(("BEFORE INSERT", t, "ROW", "", "nyckla") for t in ("kund", "insats", "incident")),
    ("AFTER UPDATE OF skydd, kundansvarig_id", "kund", "ROW",
     "(OLD.skydd, OLD.kundansvarig_id) IS DISTINCT FROM (NEW.skydd, NEW.kundansvarig_id)", "folj_kunden"),
    ("BEFORE UPDATE OF skydd, kundansvarig_id", "kund", "ROW",
     "(OLD.skydd, OLD.kundansvarig_id) IS DISTINCT FROM (NEW.skydd, NEW.kundansvarig_id)", "kunden"),
    ("BEFORE UPDATE", "forlangning", "ROW", "OLD.* IS DISTINCT FROM NEW.*", "forlangning"),
    ("BEFORE UPDATE", "anteckning", "ROW", "OLD.signerad IS NOT NULL", "signerad"),
    ("BEFORE INSERT OR UPDATE", "anteckning", "ROW",
     "coalesce(NEW.signerad_av, CASE WHEN NEW.signerad IS NULL THEN session_user::text ELSE '' END)"
     " <> session_user::text", "i_eget_namn"),
    ("BEFORE INSERT", "inlamning", "ROW", "NEW.mottagen_av <> session_user::text", "i_eget_namn"),
    ("BEFORE UPDATE OF mottagen_av", "inlamning", "ROW", "OLD.mottagen_av <> NEW.mottagen_av", "i_eget_namn"),
    ("BEFORE INSERT", "dokument", "ROW", "", "utfardare"),
    ("BEFORE INSERT", "brist", "ROW", "NEW.avslutad_av_id IS NOT NULL", "avslutare"),
    ("BEFORE INSERT", "anordnarandring", "ROW", "NEW.hanterad_av_id IS NOT NULL", "hanterare"),
    ("BEFORE UPDATE OF hanterad_av_id", "anordnarandring", "ROW",
     "NEW.hanterad_av_id IS DISTINCT FROM OLD.hanterad_av_id AND NEW.hanterad_av_id IS NOT NULL", "hanterare"),
    ("BEFORE UPDATE OF avslutad_av_id", "brist", "ROW",
     "NEW.avslutad_av_id IS DISTINCT FROM OLD.avslutad_av_id", "avslutare"),
    ("BEFORE INSERT", "overlamning", "ROW", "NEW.ater IS NOT NULL", "vikarie"),
    ("BEFORE UPDATE", "incident", "ROW", "OLD.bedomd IS NOT NULL", "bedomd"),
)  # fmt: skip


def _vid(nar: str) -> str:
    """Tells two triggers apart that do the same at an INSERT and at an UPDATE of a column."""
    return f"_vid_{nar.split(' OF ')[1]}" if nar.startswith("BEFORE UPDATE OF ") and "," not in nar else ""


def gor_vakter(anslutning: Connection) -> None:
    kor(anslutning, _AGARENS)
    kor(anslutning, f"REVOKE ALL ON FUNCTION {SCHEMA}.agarens() FROM PUBLIC")
    kor(anslutning, f"GRANT EXECUTE ON FUNCTION {SCHEMA}.agarens() TO {', '.join(GRUPPER)}")
    for signatur, (typ, kropp) in _FRAGOR.items():
        funktion(anslutning, signatur, typ, kropp, (*ARENDEN, DATASKYDDSSAMORDNARE))
    kor(anslutning, f"CREATE OR REPLACE FUNCTION {SCHEMA}.lamna_over(kund integer, till integer) RETURNS void"
        f" {VAKT} AS $f$ {_LAMNA_OVER} $f$")  # fmt: skip
    kor(anslutning, f"REVOKE ALL ON FUNCTION {SCHEMA}.lamna_over(integer, integer) FROM PUBLIC")
    kor(anslutning, f"GRANT EXECUTE ON FUNCTION {SCHEMA}.lamna_over(integer, integer) TO {', '.join(ARENDEN)}")
    for namn, kropp in _VAKTER.items():
        kor(anslutning, f"CREATE OR REPLACE FUNCTION {SCHEMA}.{namn}() RETURNS trigger {VAKT} AS $f$ {kropp} $f$")
    kor(anslutning, f"CREATE TABLE IF NOT EXISTS {SCHEMA}.begart"
        " (forlangning_id integer, anvandare name, PRIMARY KEY (forlangning_id, anvandare))")  # fmt: skip
    for tabell in ("kund", "insats", "incident"):
        kor(anslutning, f"CREATE SEQUENCE IF NOT EXISTS public.nyckelserie_{tabell}")
    kor(
        anslutning,
        f"CREATE TRIGGER ratt_notisen AFTER INSERT ON public.notis FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.notisen()",
    )
    for nar, tabell, vad, om, namn in (*_TRIGGRAR, *_for_manga()):
        sent = nar.startswith("AFTER")
        kor(
            anslutning,
            f"CREATE {'CONSTRAINT ' if sent else ''}TRIGGER ratt_{namn}{_vid(nar)} {nar} ON public.{tabell}"
            f"{' DEFERRABLE INITIALLY DEFERRED' if sent else ''}"
            f" FOR EACH {vad} {f'WHEN ({om})' if om else ''} EXECUTE FUNCTION {SCHEMA}.{namn}()",
        )


def _for_manga() -> list[tuple[str, str, str, str, str]]:
    ut = []
    for namn, t in Bas.metadata.tables.items():
        if not {"insats_id", "kund_id"} & set(t.columns.keys()) and namn != "kund":
            continue
        if namn in ("logg", "paketbeslut"):
            continue
        if t.autoincrement_column is not None and t.autoincrement_column.name == "id":
            ut.append(("BEFORE INSERT", namn, "STATEMENT", "", "glesa"))
        ut += [
            (f"BEFORE UPDATE OF {k}", namn, "ROW", f"OLD.{k} IS DISTINCT FROM NEW.{k}", "ligger_kvar")
            for k in ("insats_id", "kund_id")
            # A row of a list of gallring has a guard of its own, and lets go of its kund when that is gone.
            if k in t.columns and not (k == "kund_id" and "insats_id" in t.columns) and namn != "gallringspost"
        ]
    return ut
