"""A protocol of a visit that has been signed stays as it was: nothing of the visit changes until it is opened again
with a reason, what was signed is kept beside, and bears the name of who signed it."""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .vaktgrund import EGET, HETER, neka, vakta

_SIGNERAT = "Protokollet är signerat. Öppna det igen, med ett skäl, om något ska ändras."

_BESOKET = f"""
BEGIN
    IF (NEW.uppfoljning_id, NEW.anordnare_id, NEW.uid) IS DISTINCT FROM
       (OLD.uppfoljning_id, OLD.anordnare_id, OLD.uid) THEN
        {neka("Ett besök hör till en uppföljning och en anordnare.")}
    END IF;
    IF OLD.lage <> 'planerat' AND NEW.lage <> OLD.lage THEN
        {neka("Ett besök som är hållet eller inställt planeras inte om.")}
    END IF;
    IF OLD.signerad IS NOT NULL THEN
        IF NEW.signerad IS NOT NULL OR NEW.skal = '' OR (NEW.protokoll, NEW.start, NEW.slut, NEW.plats, NEW.kontor,
            NEW.fran_oss, NEW.fran_dem, NEW.sammanfattning) IS DISTINCT FROM (OLD.protokoll, OLD.start, OLD.slut,
            OLD.plats, OLD.kontor, OLD.fran_oss, OLD.fran_dem, OLD.sammanfattning) THEN
            {neka(_SIGNERAT)}
        END IF;
    ELSIF NEW.signerad IS NOT NULL THEN
        IF NEW.lage <> 'hallet' OR NEW.protokoll <> OLD.protokoll + 1 OR NOT EXISTS (
            SELECT 1 FROM public.besoksprotokoll p WHERE p.besok_id = NEW.id AND p.nummer = NEW.protokoll) THEN
            {neka("Ett signerat protokoll finns kvar som det signerades.")}
        END IF;
    ELSIF NEW.protokoll <> OLD.protokoll THEN
        {neka(_SIGNERAT)}
    END IF;
    RETURN NEW;
END"""

_I_BESOKET = f"""
DECLARE nar date;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.besok_id <> OLD.besok_id THEN
        {neka("Det som hör till ett besök flyttas inte till ett annat.")}
    END IF;
    SELECT b.signerad INTO nar FROM public.besok b
    WHERE b.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.besok_id ELSE NEW.besok_id END FOR SHARE;
"""

_FRAGAN = f"""{_I_BESOKET}
    IF nar IS NOT NULL THEN {neka(_SIGNERAT)} END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END"""

_PUNKTEN = f"""{_I_BESOKET}
    IF nar IS NOT NULL AND (TG_OP <> 'UPDATE' OR (NEW.ordning, NEW.vad, NEW.ansvarig, NEW.forfaller) IS DISTINCT FROM
        (OLD.ordning, OLD.vad, OLD.ansvarig, OLD.forfaller)) THEN
        {neka(_SIGNERAT)}
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.klar_av IS NOT NULL AND NOT {SCHEMA}.ager()
        AND (TG_OP = 'INSERT' OR OLD.klar_av IS DISTINCT FROM NEW.klar_av)
        AND NEW.klar_av IS DISTINCT FROM {HETER} THEN
        {neka(EGET)}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END"""

_PROTOKOLLET = f"""
DECLARE b public.besok;
BEGIN
    IF NOT {SCHEMA}.ager() AND NEW.signerat_av IS DISTINCT FROM {HETER} THEN {neka(EGET)} END IF;
    IF NEW.sha256 <> encode(sha256(NEW.pdf), 'hex') THEN {neka("Protokollets SHA-256 stämmer inte.")} END IF;
    SELECT * INTO b FROM public.besok x WHERE x.id = NEW.besok_id FOR SHARE;
    IF b.signerad IS NOT NULL OR b.lage <> 'hallet' OR NEW.nummer <> b.protokoll + 1 THEN {neka(_SIGNERAT)} END IF;
    RETURN NEW;
END"""

_VAKTER = (
    ("besok", "UPDATE", "besoket", _BESOKET),
    ("besoksfraga", "INSERT OR UPDATE OR DELETE", "besokets_fraga", _FRAGAN),
    ("besokspunkt", "INSERT OR UPDATE OR DELETE", "besokets_punkt", _PUNKTEN),
    ("besoksprotokoll", "INSERT", "besokets_protokoll", _PROTOKOLLET),
)


def gor_besok(anslutning: Connection) -> None:
    for tabell, nar, namn, kropp in _VAKTER:
        vakta(anslutning, tabell, nar, namn, kropp)
