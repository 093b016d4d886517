"""What the nämnd has decided stays: its plan is another nämnd's, kundval's or year's no more, and a step of it changes
only where a row says why, written in the same transaction. What is marked done bears the name of who did it.
Kontrollpunkter that have been sent to anordnare stay as they were sent."""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .vaktgrund import EGET, HETER, neka, vakta

_SKAL = "Planen är beslutad. En ändring av den behöver ett skäl."
_SAGT = """EXISTS (SELECT 1 FROM public.uppfoljningsandring a WHERE a.uppfoljning_id = p.id
    AND a.xmin::text = pg_current_xact_id()::xid::text)"""
"""Said now: by this transaction."""

_PLANEN = f"""
DECLARE p public.uppfoljning := OLD;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.lage <> 'utkast' THEN {neka("Planen är beslutad och tas inte bort.")} END IF;
        RETURN OLD;
    END IF;
    IF (NEW.ar, NEW.namnd, NEW.kundval, NEW.koder) IS DISTINCT FROM (OLD.ar, OLD.namnd, OLD.kundval, OLD.koder) THEN
        {neka("En uppföljning hör till en nämnd, ett kundval och ett år.")}
    END IF;
    IF OLD.lage <> 'utkast' AND ((NEW.lage = 'utkast' OR OLD.lage = 'redovisad' AND NEW.lage <> 'redovisad')
        OR (NEW.beslutad, NEW.beslut) IS DISTINCT FROM (OLD.beslutad, OLD.beslut)) AND NOT {_SAGT} THEN
        {neka(_SKAL)}
    END IF;
    RETURN NEW;
END"""

_STEGET = f"""
DECLARE p public.uppfoljning;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.uppfoljning_id <> OLD.uppfoljning_id THEN
        {neka("Ett steg flyttas inte till en annan plan.")}
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.klar_av IS NOT NULL AND NOT {SCHEMA}.ager()
        AND (TG_OP = 'INSERT' OR OLD.klar_av IS DISTINCT FROM NEW.klar_av)
        AND NEW.klar_av IS DISTINCT FROM {HETER} THEN
        {neka(EGET)}
    END IF;
    SELECT * INTO p FROM public.uppfoljning x
    WHERE x.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.uppfoljning_id ELSE NEW.uppfoljning_id END FOR SHARE;
    IF p.lage <> 'utkast' AND (TG_OP <> 'UPDATE'
        OR (NEW.steg, NEW.rubrik, NEW.beskrivning, NEW.tertial, NEW.ansvarig, NEW.forfaller) IS DISTINCT FROM
           (OLD.steg, OLD.rubrik, OLD.beskrivning, OLD.tertial, OLD.ansvarig, OLD.forfaller)) AND NOT {_SAGT} THEN
        {neka(_SKAL)}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END"""

_ANDRINGEN = f"""
BEGIN
    IF NOT {SCHEMA}.ager() AND NEW.andrad_av IS DISTINCT FROM {HETER} THEN {neka(EGET)} END IF;
    RETURN NEW;
END"""

_UTSAND = "Kontrollpunkterna är utsända och ändras inte. En ändring görs i en ny version."
_LISTAN = f"""
BEGIN
    IF OLD.lage <> 'utkast' THEN {neka(_UTSAND)} END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NEW.lage <> 'utkast' AND NOT {SCHEMA}.ager() AND NEW.utsand_av IS DISTINCT FROM {HETER} THEN
        {neka(EGET)}
    END IF;
    RETURN NEW;
END"""

_PUNKTEN = f"""
DECLARE l public.uppfoljningslista;
BEGIN
    SELECT * INTO l FROM public.uppfoljningslista x
    WHERE x.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.lista_id ELSE NEW.lista_id END FOR SHARE;
    IF l.lage <> 'utkast' THEN {neka(_UTSAND)} END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END"""

_REDOVISNINGEN = f"""
BEGIN
    IF OLD.lage = 'intagen' THEN {neka("Redovisningen är intagen och ändras inte.")} END IF;
    RETURN NEW;
END"""

_SVARET = f"""
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.uppfoljningsredovisning r
        JOIN public.uppfoljningspunkt p ON p.lista_id = r.lista_id AND p.id = NEW.punkt_id
        WHERE r.id = NEW.redovisning_id AND r.xmin::text = pg_current_xact_id()::xid::text) THEN
        {neka("Ett svar kommer in med sin redovisning, på frågorna i den.")}
    END IF;
    RETURN NEW;
END"""

_VAKTER = (
    ("uppfoljning", "UPDATE OR DELETE", "uppfoljningen", _PLANEN),
    ("uppfoljningssteg", "INSERT OR UPDATE OR DELETE", "uppfoljningens_steg", _STEGET),
    ("uppfoljningsandring", "INSERT", "uppfoljningens_andring", _ANDRINGEN),
    ("uppfoljningslista", "UPDATE OR DELETE", "uppfoljningens_lista", _LISTAN),
    ("uppfoljningspunkt", "INSERT OR UPDATE OR DELETE", "uppfoljningens_punkt", _PUNKTEN),
    ("uppfoljningsredovisning", "UPDATE", "uppfoljningens_redovisning", _REDOVISNINGEN),
    ("uppfoljningssvar", "INSERT", "uppfoljningens_svar", _SVARET),
)


def gor_uppfoljning(anslutning: Connection) -> None:
    for tabell, nar, namn, kropp in _VAKTER:
        vakta(anslutning, tabell, nar, namn, kropp)
