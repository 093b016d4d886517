"""A kvalitetsrapport that the nämnd has decided is what it was: neither it nor anything that hangs on it changes. A
row that holds it whole decides it; what is written, said and registered bears the name of who did it."""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .vaktgrund import EGET, HETER, neka, vakta

_LAST = neka("Kvalitetsrapporten är beslutad och ändras inte.")
_EGET = neka(EGET)
_INTE_JAG = f"NOT {SCHEMA}.ager() AND NEW.{{k}} IS DISTINCT FROM {HETER}"


def _annans(kolumn: str) -> str:
    return _INTE_JAG.format(k=kolumn)


_TILLBAKA = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
_RADEN = "CASE WHEN TG_OP = 'INSERT' THEN NEW.{k} ELSE OLD.{k} END"
_AVSNITTETS = "(SELECT a.kvalitetsrapport_id FROM public.rapportavsnitt a WHERE a.id = {v})"


def _oppen(rapport: str) -> str:
    """Held until the end, so that nobody decides it meanwhile."""
    return f"""
    SELECT r.lage INTO laget FROM public.kvalitetsrapport r WHERE r.id = {rapport} FOR SHARE;
    IF laget IS DISTINCT FROM 'utkast' THEN {_LAST} END IF;"""


_RAPPORTEN = f"""
BEGIN
    IF OLD.lage <> 'utkast' THEN {_LAST} END IF;
    IF TG_OP = 'UPDATE' AND NEW.uppfoljning_id <> OLD.uppfoljning_id THEN
        {neka("En kvalitetsrapport hör till en uppföljning.")}
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.lage <> 'utkast'
        AND NOT EXISTS (SELECT 1 FROM public.rapportbeslut b WHERE b.kvalitetsrapport_id = NEW.id) THEN
        {neka("En kvalitetsrapport beslutas med det som beslutades.")}
    END IF;
    {_TILLBAKA}
END"""

_AVSNITTET = f"""
DECLARE laget text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.kvalitetsrapport_id <> OLD.kvalitetsrapport_id THEN
        {neka("Ett avsnitt flyttas inte till en annan rapport.")}
    END IF;{_oppen(_RADEN.format(k="kvalitetsrapport_id"))}
    {_TILLBAKA}
END"""

_VERSIONEN = f"""
DECLARE laget text;
BEGIN{_oppen(_AVSNITTETS.format(v="NEW.rapportavsnitt_id"))}
    IF {_annans("sparad_av")} THEN {_EGET} END IF;
    RETURN NEW;
END"""

_KOMMENTAREN = f"""
DECLARE laget text;
BEGIN{_oppen(_AVSNITTETS.format(v="NEW.rapportavsnitt_id"))}
    IF TG_OP = 'INSERT' AND {_annans("skriven_av")} THEN {_EGET} END IF;
    IF NEW.besvarad_av IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.besvarad_av IS DISTINCT FROM OLD.besvarad_av)
        AND {_annans("besvarad_av")} THEN {_EGET} END IF;
    RETURN NEW;
END"""

_BESLUTET = f"""
DECLARE laget text;
BEGIN{_oppen("NEW.kvalitetsrapport_id")}
    IF {_annans("registrerad_av")} THEN {_EGET} END IF;
    RETURN NEW;
END"""

_ORORT = f"BEGIN {_LAST} END"

_VAKTER = (
    ("kvalitetsrapport", "UPDATE OR DELETE", "kvalitetsrapporten", _RAPPORTEN),
    ("rapportavsnitt", "INSERT OR UPDATE OR DELETE", "kvalitetsrapportens_avsnitt", _AVSNITTET),
    ("avsnittsversion", "INSERT", "avsnittets_version", _VERSIONEN),
    ("avsnittsversion", "UPDATE OR DELETE", "avsnittets_version_star", _ORORT),
    ("avsnittskommentar", "INSERT OR UPDATE", "avsnittets_kommentar", _KOMMENTAREN),
    ("rapportbeslut", "INSERT", "kvalitetsrapportens_beslut", _BESLUTET),
    ("rapportbeslut", "UPDATE OR DELETE", "kvalitetsrapportens_beslut_star", _ORORT),
)


def gor_kvalitetsrapport(anslutning: Connection) -> None:
    for tabell, nar, namn, kropp in _VAKTER:
        vakta(anslutning, tabell, nar, namn, kropp, f"ratt_{namn}")
