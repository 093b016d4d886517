"""The granskning of an anordnare that is klar stays as it was, until it is opened again with a reason; a bedömning
bears the name of who made it, and what it has been is kept beside."""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .sats import kor
from .vaktgrund import EGET, HETER, neka, vakta, vaktfunktion

_KLAR = "Granskningen är klar. Öppna den igen, med ett skäl, om något ska ändras."

_GRANSKNINGEN = f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT {SCHEMA}.ager() AND (NEW.klar, NEW.klar_av, NEW.skal) IS DISTINCT FROM (NULL, NULL, '') THEN
            {neka("En granskning börjar med att pågå.")}
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.uppfoljning_id, NEW.anordnare_id) IS DISTINCT FROM (OLD.uppfoljning_id, OLD.anordnare_id) THEN
        {neka("En granskning hör till en uppföljning och en anordnare.")}
    END IF;
    IF OLD.lage = 'klar' AND (NEW.lage = 'klar' OR btrim(NEW.skal) = '' OR NEW.slutsats <> OLD.slutsats) THEN
        {neka(_KLAR)}
    END IF;
    IF NEW.lage NOT IN ('pagar', 'klar') OR (NEW.lage = 'klar') IS DISTINCT FROM (NEW.klar IS NOT NULL)
        OR (NEW.lage = 'klar') IS DISTINCT FROM (NEW.klar_av IS NOT NULL) THEN
        {neka("En granskning pågår, eller är klar med en dag och ett namn.")}
    END IF;
    IF OLD.lage <> 'klar' AND NEW.lage = 'klar' THEN
        IF NOT {SCHEMA}.ager() AND NEW.klar_av IS DISTINCT FROM {HETER} THEN {neka(EGET)} END IF;
        IF NOT EXISTS (SELECT 1 FROM public.bedomning b WHERE b.granskning_id = NEW.id)
            OR EXISTS (SELECT 1 FROM public.bedomning b WHERE b.granskning_id = NEW.id AND b.niva = '') THEN
            {neka("Alla kontrollpunkter behöver en bedömning innan granskningen är klar.")}
        END IF;
    END IF;
    RETURN NEW;
END"""

_BEDOMNINGEN = f"""
DECLARE g public.anordnargranskning;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.granskning_id, NEW.kod) IS DISTINCT FROM (OLD.granskning_id, OLD.kod) THEN
        {neka("En bedömning flyttas inte till en annan kontrollpunkt.")}
    END IF;
    SELECT * INTO g FROM public.anordnargranskning x WHERE x.id = NEW.granskning_id FOR SHARE;
    IF g.lage = 'klar' THEN {neka(_KLAR)} END IF;
    IF NOT EXISTS (SELECT 1 FROM public.uppfoljningspunkt p JOIN public.uppfoljningslista l ON l.id = p.lista_id
        WHERE p.id = NEW.punkt_id AND p.kod = NEW.kod AND l.uppfoljning_id = g.uppfoljning_id
        AND l.lage = 'utsand') THEN
        {neka("Kontrollpunkten hör inte till uppföljningen.")}
    END IF;
    IF NOT {SCHEMA}.ager() AND NEW.bedomd_av IS DISTINCT FROM {HETER} THEN {neka(EGET)} END IF;
    RETURN NEW;
END"""

_VERSIONEN = f"""
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.bedomning b WHERE b.id = NEW.bedomning_id
        AND (b.niva, b.kommentar, b.evidens, b.bedomd, b.bedomd_av) IS NOT DISTINCT FROM
            (NEW.niva, NEW.kommentar, NEW.evidens, NEW.bedomd, NEW.bedomd_av)
        AND b.xmin::text = pg_current_xact_id()::xid::text) THEN
        {neka("Det som sparas av en bedömning är det som den är nu.")}
    END IF;
    RETURN NEW;
END"""

_SPARAD = f"""
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.bedomning b JOIN public.bedomningsversion v ON v.bedomning_id = b.id
        WHERE b.id = NEW.id AND v.nummer = (SELECT max(x.nummer) FROM public.bedomningsversion x
            WHERE x.bedomning_id = b.id)
        AND (b.niva, b.kommentar, b.evidens, b.bedomd, b.bedomd_av) IS NOT DISTINCT FROM
            (v.niva, v.kommentar, v.evidens, v.bedomd, v.bedomd_av)) THEN
        {neka("Vad en bedömning blir sparas vid sidan av den.")}
    END IF;
    RETURN NULL;
END"""
"""Asked when the transaction ends: the bedömning is written first, and what it has been after it."""

_VAKTER = (
    ("anordnargranskning", "INSERT OR UPDATE", "anordnarens_granskning", _GRANSKNINGEN),
    ("bedomning", "INSERT OR UPDATE", "bedomningen", _BEDOMNINGEN),
    ("bedomningsversion", "INSERT", "bedomningens_version", _VERSIONEN),
)


def gor_bedomning(anslutning: Connection) -> None:
    for tabell, nar, namn, kropp in _VAKTER:
        vakta(anslutning, tabell, nar, namn, kropp)
    vaktfunktion(anslutning, "bedomningen_sparad", _SPARAD)
    kor(
        anslutning,
        "CREATE CONSTRAINT TRIGGER ratt_sparad AFTER INSERT OR UPDATE ON public.bedomning"
        f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.bedomningen_sparad()",
    )
