"""A stickprov is what was asked for, drawn with a seed that the server chose before anybody saw the population; what
has been drawn stays drawn, and what has been told in figures stays told."""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .vaktgrund import EGET, HETER, neka, vakta

_BESTALLT = (
    "uppfoljning_id, nummer, syfte, fran, till, kundval, anordnare_id, storlek, utan_dragna, fro, metod, fragor,"
    " bestallt, bestallt_av"
)
_DRAGET = "draget, draget_av, population, utelamnade, fingeravtryck"
_KLART = "klart, klart_av, utfall"


def _andras(kolumner: str) -> str:
    ny, gammal = (", ".join(f"{x}.{k.strip()}" for k in kolumner.split(",")) for x in ("NEW", "OLD"))
    return f"({ny}) IS DISTINCT FROM ({gammal})"


_PROVET = f"""
DECLARE chef boolean := {SCHEMA}.ager() OR coalesce({SCHEMA}.roll() = 'arbetsledare', false);
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT {SCHEMA}.ager() THEN
            IF NEW.bestallt_av IS DISTINCT FROM {HETER} THEN {neka(EGET)} END IF;
            NEW.fro := replace(gen_random_uuid()::text, '-', '');
        END IF;
        RETURN NEW;
    END IF;
    IF {_andras(_BESTALLT)} THEN {neka("Det som är beställt ändras inte. Avbryt stickprovet och beställ ett annat.")}
    END IF;
    IF NEW.lage <> OLD.lage AND NOT ((OLD.lage, NEW.lage) IN (('bestallt', 'avbrutet')) OR chef
        AND (OLD.lage, NEW.lage) IN (('bestallt', 'draget'), ('draget', 'klart'))) THEN
        {neka("Ett stickprov beställs, dras och blir klart, i den ordningen, och dras av en arbetsledare.")}
    END IF;
    IF {_andras(_DRAGET)} AND NOT (OLD.lage = 'bestallt' AND NEW.lage = 'draget') OR
        {_andras(_KLART)} AND NOT (OLD.lage = 'draget' AND NEW.lage = 'klart') THEN
        {neka("Det som är draget är draget, och utfallet ändras inte.")}
    END IF;
    IF NOT {SCHEMA}.ager() AND (
        OLD.lage <> 'draget' AND NEW.lage = 'draget' AND NEW.draget_av IS DISTINCT FROM {HETER}
        OR OLD.lage <> 'klart' AND NEW.lage = 'klart' AND NEW.klart_av IS DISTINCT FROM {HETER}) THEN
        {neka(EGET)}
    END IF;
    RETURN NEW;
END"""

_ARENDET = f"""
DECLARE nu text;
BEGIN
    SELECT s.lage INTO nu FROM public.stickprov s WHERE s.id = NEW.stickprov_id FOR SHARE;
    IF TG_OP = 'INSERT' AND nu <> 'bestallt' OR TG_OP = 'UPDATE' AND (nu <> 'draget' OR
        (NEW.stickprov_id, NEW.insats_id, NEW.ordning) IS DISTINCT FROM
        (OLD.stickprov_id, OLD.insats_id, OLD.ordning)) THEN
        {neka("Det som är draget är draget, och utfallet ändras inte.")}
    END IF;
    RETURN NEW;
END"""


def gor_stickprov(anslutning: Connection) -> None:
    for tabell, namn, kropp in (
        ("stickprov", "stickprovet", _PROVET),
        ("stickprovsarende", "stickprovets_arende", _ARENDET),
    ):
        vakta(anslutning, tabell, "INSERT OR UPDATE", namn, kropp)
