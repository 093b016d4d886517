"""A step after a brist is decided by another than whoever proposed it, and stands when it has been communicated, with
its letter."""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .roller import ARBETSLEDARE
from .vaktgrund import EGET, neka, vakta

_STAR = neka("Steget är beslutat eller kommunicerat och ändras inte. Rätta det med ett nytt.")
_ANNAN = neka("Ett steg beslutas av en arbetsledare, och inte av den som föreslog det om nämnden inte har beslutat.")
_EGET = neka(EGET)
_BESLUT = neka("Ett beslut har en dag och den som beslutade, och nämndens dessutom sitt diarienummer.")
_KVAR = neka("En auktorisation återkallas med sitt beslut, och upphör i registret när det fattas.")
UTAN_BESLUT = ("begaran", "uppfoljning")
"""Steps that whoever follows up takes alone; all others wait for a decision, as in atgarder.toml."""
_SAGT = "skal, hopp, ska_goras, senast, foljs_upp, resultat, galler_fran, auktorisationer, foreslagen_av"
_FAST = "atgard_id, nummer, slag, datum, rattar"
_BESLUTET = "beslutsfattare, beslutad, beslutad_av, diarienummer, beslut_skal"
_KOMMUNICERAT = "kommunicerad, kommunicerad_av"


def _andras(*kolumner: str) -> str:
    alla = [k.strip() for grupp in kolumner for k in grupp.split(",")]
    ny, gammal = (", ".join(f"{x}.{k}" for k in alla) for x in ("NEW", "OLD"))
    return f"({ny}) IS DISTINCT FROM ({gammal})"


_ATGARDEN = f"""
BEGIN
    IF {_andras("uppfoljning_id, anordnare_id, skapad")} THEN
        {neka("En åtgärd hör till en uppföljning och en anordnare.")}
    END IF;
    IF OLD.makulerad IS NOT NULL AND
        {_andras("punkt_id, ursprung, konstaterad, brist, ansvarig, makulerad, skal")} THEN
        {neka("Åtgärden är makulerad och ändras inte.")}
    END IF;
    IF {_andras("punkt_id, ursprung, konstaterad, brist, makulerad")} AND EXISTS (
        SELECT 1 FROM public.atgardssteg s WHERE s.atgard_id = NEW.id AND (s.lage = 'kommunicerat'
            OR EXISTS (SELECT 1 FROM public.atgardsbrev b WHERE b.steg_id = s.id))) THEN {_STAR} END IF;
    RETURN NEW;
END"""

_STEGET = f"""
DECLARE agare boolean := {SCHEMA}.ager(); jag text := session_user::text;
    chef boolean := agare OR coalesce({SCHEMA}.roll() = '{ARBETSLEDARE}', false);
BEGIN
    PERFORM 1 FROM public.atgard a
    WHERE a.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.atgard_id ELSE NEW.atgard_id END
        AND a.makulerad IS NULL FOR SHARE;
    IF NOT FOUND THEN {neka("Åtgärden är makulerad och ändras inte.")} END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.lage NOT IN ('utkast', 'foreslaget') THEN {_STAR} END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF agare THEN RETURN NEW; END IF;
        IF NEW.foreslagen_av IS DISTINCT FROM jag THEN {_EGET} END IF;
        IF NEW.lage NOT IN ('utkast', 'foreslaget') OR NEW.lage = 'utkast' AND NEW.slag NOT IN {UTAN_BESLUT}
            OR (NEW.beslutad, NEW.beslutad_av, NEW.kommunicerad, NEW.kommunicerad_av)
            IS DISTINCT FROM (NULL, NULL, NULL, NULL) THEN {_ANNAN}
        END IF;
        RETURN NEW;
    END IF;
    IF {_andras(_FAST)} OR OLD.lage IN ('kommunicerat', 'avslaget') THEN {_STAR} END IF;
    IF NEW.lage <> OLD.lage AND (OLD.lage, NEW.lage) NOT IN (('foreslaget', 'beslutat'), ('foreslaget', 'avslaget'),
        ('utkast', 'kommunicerat'), ('beslutat', 'kommunicerat')) THEN {_STAR} END IF;
    IF {_andras(_SAGT)} THEN
        IF NEW.lage <> OLD.lage OR OLD.lage = 'beslutat'
            OR EXISTS (SELECT 1 FROM public.atgardsbrev b WHERE b.steg_id = NEW.id) THEN {_STAR} END IF;
        IF NOT agare AND NEW.foreslagen_av IS DISTINCT FROM jag THEN {_EGET} END IF;
    END IF;
    IF NEW.lage <> OLD.lage AND NEW.lage IN ('beslutat', 'avslaget') THEN
        IF NOT chef OR NOT agare AND NEW.foreslagen_av = jag AND NEW.beslutsfattare <> 'namnd' THEN {_ANNAN} END IF;
        IF NOT agare AND NEW.beslutad_av IS DISTINCT FROM jag THEN {_EGET} END IF;
        IF NEW.beslutad IS NULL OR NEW.beslutad < NEW.datum OR NEW.beslutsfattare NOT IN ('arbetsledare', 'namnd')
            OR NEW.beslutsfattare = 'namnd' AND btrim(NEW.diarienummer) = '' THEN {_BESLUT} END IF;
        IF NEW.lage = 'beslutat' AND NEW.slag = 'aterkallelse' AND (NEW.auktorisationer = '' OR EXISTS (
            SELECT 1 FROM public.auktorisation x WHERE x.id::text = ANY (string_to_array(NEW.auktorisationer, ','))
            AND coalesce(x.till >= NEW.galler_fran, true))) THEN {_KVAR} END IF;
    ELSIF {_andras(_BESLUTET)} THEN {_STAR}
    END IF;
    IF NEW.lage <> OLD.lage AND NEW.lage = 'kommunicerat' THEN
        IF NOT agare AND NEW.kommunicerad_av IS DISTINCT FROM jag THEN {_EGET} END IF;
        IF NEW.kommunicerad IS NULL OR NOT EXISTS (SELECT 1 FROM public.atgardsbrev b WHERE b.steg_id = NEW.id) THEN
            {neka("Ett steg kommuniceras med sitt brev.")}
        END IF;
    ELSIF {_andras(_KOMMUNICERAT)} THEN {_STAR}
    END IF;
    RETURN NEW;
END"""

_BREVET = f"""
BEGIN
    IF NOT {SCHEMA}.ager() AND NEW.utfardat_av IS DISTINCT FROM session_user::text THEN {_EGET} END IF;
    IF NEW.sha256 <> encode(sha256(NEW.innehall), 'hex') THEN {neka("Brevets SHA-256 stämmer inte.")} END IF;
    PERFORM 1 FROM public.atgardssteg s WHERE s.id = NEW.steg_id AND s.lage IN ('utkast', 'beslutat') FOR SHARE;
    IF NOT FOUND THEN {_STAR} END IF;
    RETURN NEW;
END"""

_ORORT = f"BEGIN {neka('Ett brev som är sänt ändras inte.')} END"

_VAKTER = (
    ("atgard", "UPDATE", "atgarden", _ATGARDEN),
    ("atgardssteg", "INSERT OR UPDATE OR DELETE", "atgardens_steg", _STEGET),
    ("atgardsbrev", "INSERT", "atgardens_brev", _BREVET),
    ("atgardsbrev", "UPDATE OR DELETE", "atgardens_brev_star", _ORORT),
)


def gor_atgard(anslutning: Connection) -> None:
    for tabell, nar, namn, kropp in _VAKTER:
        vakta(anslutning, tabell, nar, namn, kropp, f"ratt_{namn}")
