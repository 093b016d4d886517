"""Gallring: nobody may delete a case, but what stands on a list that one arbetsledare has prepared and another
approved is deleted by a function with the owner's rights, one kund at a time.

Who prepared and who approved is set by the database, and a list cannot be changed once it has been approved. Whoever
calls the function is asked for by session_user; a trigger knows that it is the function that writes by current_user
being the owner. (Being another than session_user says nothing: anybody may SET ROLE to their group.)
"""

from __future__ import annotations

from sqlalchemy import Connection

from ..drivrutinsfel import NEKAD
from ..gallringssatser import ARBETSMATERIAL, PERSONAKT, RAPPORTFILER, UTSKICK, UTSKICK_KLART, satser
from .funktioner import SCHEMA, funktion
from .gallringskrav import EJ_TID, gor_gallringskrav
from .roller import ARBETSLEDARE
from .sats import kor
from .vaktgrund import neka

_GOR = "LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_KRAV = f"ratt.ager() OR coalesce(ratt.roll() = '{ARBETSLEDARE}', false)"


def _satserna(kod: str) -> str:
    ut = []
    for tabell, sats in satser(kod, "public"):
        ut.append(sats.replace("{kund}", "p.kund_id").replace("{grans}", "p.grans") + ";")
        if tabell:
            ut.append(
                f"GET DIAGNOSTICS n = ROW_COUNT; IF n > 0 THEN antal := antal || jsonb_build_object('{tabell}', n);"
                " END IF;"
            )
    return "\n".join(ut)


_GALLRA = f"""
DECLARE p public.gallringspost; g public.gallring; n bigint; antal jsonb := '{{}}'; hinder text;
BEGIN
IF NOT ({_KRAV}) THEN RAISE EXCEPTION USING ERRCODE = '42501'; END IF;
SELECT * INTO p FROM public.gallringspost x WHERE x.id = post FOR UPDATE;
SELECT * INTO g FROM public.gallring x WHERE x.id = p.gallring_id;
IF p.id IS NULL OR p.lage <> 'vantar' OR p.kund_id IS NULL OR g.lage <> 'godkand' OR g.godkand_av IS NULL
   OR (g.godkand_av = g.upprattad_av AND NOT ratt.ager()) THEN
    {neka("Det står inte på en godkänd gallringslista.")}
END IF;
IF p.kod = '{PERSONAKT}' AND EXISTS (SELECT 1 FROM public.insats i WHERE i.kund_id = p.kund_id AND NOT i.historik
   AND (i.sista_dag IS NULL OR i.sista_dag > p.grans)) THEN
    {neka("Kunden har en insats som pågår.")}
END IF;
hinder := ratt.gallringshinder(p.kund_id, p.kod, p.sedan);
IF hinder IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = '{NEKAD}', MESSAGE = hinder; END IF;
PERFORM set_config('kvd.gallring', p.id::text, true);
UPDATE public.gallringspost SET lage = 'gallrad', utford = localtimestamp(0), utford_av = session_user,
    version = version + 1 WHERE id = p.id;
IF p.kod = '{PERSONAKT}' THEN
{_satserna(PERSONAKT)}
ELSIF p.kod = '{RAPPORTFILER}' THEN
{_satserna(RAPPORTFILER)}
ELSIF p.kod = '{ARBETSMATERIAL}' THEN
{_satserna(ARBETSMATERIAL)}
ELSE
    {neka("Listan har en sort som databasen inte känner.")}
END IF;
UPDATE public.gallringspost SET kund_id = NULL, skal = NULL, omfattning = antal::text WHERE id = p.id;
PERFORM set_config('kvd.gallring', '', true);
RETURN antal;
END;
"""  # noqa: S608 - constants of this module

_VAKT_LISTA = f"""
IF ratt.agarens() OR ratt.ager() THEN RETURN NEW; END IF;
IF TG_OP = 'INSERT' THEN
    NEW.upprattad_av := session_user; NEW.lage := 'forslag'; NEW.godkand := NULL; NEW.godkand_av := NULL;
    NEW.klar := NULL;
    RETURN NEW;
END IF;
IF (NEW.id, NEW.dag, NEW.upprattad, NEW.upprattad_av, NEW.regler)
   IS DISTINCT FROM (OLD.id, OLD.dag, OLD.upprattad, OLD.upprattad_av, OLD.regler) THEN
    {neka("En gallringslista ändras inte.")}
END IF;
IF OLD.lage = 'forslag' AND NEW.lage = 'godkand' THEN
    IF session_user = OLD.upprattad_av THEN
        {neka("Listan godkänns av en annan arbetsledare än den som har upprättat den.")}
    END IF;
    NEW.godkand_av := session_user; NEW.godkand := localtimestamp(0);
ELSIF OLD.lage = 'godkand' AND NEW.lage = 'klar' THEN
    NEW.godkand_av := OLD.godkand_av; NEW.godkand := OLD.godkand;
    IF EXISTS (SELECT 1 FROM public.gallringspost p WHERE p.gallring_id = NEW.id AND p.lage = 'vantar') THEN
        {neka("Listan är inte färdig.")}
    END IF;
ELSE
    {neka("Så kan en gallringslista inte ändras.")}
END IF;
RETURN NEW;
"""  # noqa: S608 - constants of this module

_VAKT_POST = f"""
IF ratt.agarens() OR ratt.ager() THEN RETURN NEW; END IF;
IF TG_OP = 'INSERT' THEN
    -- In the transaction that made the list: one that came later could be committed while another approves the rest.
    IF NOT EXISTS (SELECT 1 FROM public.gallring g WHERE g.id = NEW.gallring_id AND g.lage = 'forslag'
                   AND g.upprattad_av = session_user AND g.xmin = pg_current_xact_id()::xid)
       OR NEW.lage <> 'vantar' THEN
        {neka("En gallringslista ändras inte.")}
    END IF;
    IF NOT ratt.tiden_ute(NEW.kund_id, NEW.kod, NEW.sedan, NEW.grans) THEN {neka(EJ_TID)} END IF;
    RETURN NEW;
END IF;
IF (NEW.id, NEW.gallring_id, NEW.kod, NEW.kund_id, NEW.sedan, NEW.grans, NEW.omfattning)
   IS DISTINCT FROM (OLD.id, OLD.gallring_id, OLD.kod, OLD.kund_id, OLD.sedan, OLD.grans, OLD.omfattning)
   OR OLD.lage <> 'vantar' OR NEW.lage NOT IN ('undantagen', 'kvar') THEN
    {neka("En gallringslista ändras inte.")}
END IF;
RETURN NEW;
"""  # noqa: S608 - constants of this module


_LASER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
EGET = ("granskningsutkast", "marke", "notis", "paminnelse")
"""What each sees only their own of; of everybody's, how much there is is told to who prepares a list."""
_KLART = UTSKICK_KLART.replace("{s}", "public.")
_PER_INSATS = " UNION ALL ".join(
    f"SELECT '{t}'::text, x.insats_id, count(*) FROM public.{t} x JOIN public.insats i ON i.id = x.insats_id"  # noqa: S608
    f" WHERE i.sista_dag <= grans{f' AND x.{_KLART}' if t == UTSKICK else ''} GROUP BY x.insats_id"
    for t in (*EGET, UTSKICK)
)
_ARBETSMATERIAL = f"IF NOT ({_KRAV}) THEN RAISE EXCEPTION USING ERRCODE = '42501'; END IF; RETURN QUERY {_PER_INSATS};"


def gor_gallring(anslutning: Connection) -> None:
    gor_gallringskrav(anslutning)
    funktion(
        anslutning, "arbetsmaterial(grans date)", "TABLE(tabell text, insats_id integer, antal bigint)",
        _ARBETSMATERIAL, (ARBETSLEDARE,), _LASER,
    )  # fmt: skip
    funktion(anslutning, "gallra(post integer)", "jsonb", _GALLRA, (ARBETSLEDARE,), _GOR)
    for tabell, vakt in (("gallring", _VAKT_LISTA), ("gallringspost", _VAKT_POST)):
        kor(
            anslutning,
            f"CREATE OR REPLACE FUNCTION {SCHEMA}.vakta_{tabell}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path = pg_catalog, pg_temp AS $f$ BEGIN {vakt} END $f$",
        )
        kor(
            anslutning,
            f"CREATE OR REPLACE TRIGGER vakta BEFORE INSERT OR UPDATE ON public.{tabell}"
            f" FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.vakta_{tabell}()",
        )
