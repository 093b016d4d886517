"""A run of payments that is final is locked, for the owner of the database too; and nobody makes final what they have
prepared. As models.ersattningslas has it for a local database.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from ..ersattningslas import FASTSTALLD, FORST, RADER, SJALV
from .funktioner import SCHEMA
from .sats import kor
from .vaktgrund import neka, vaktfunktion

KORNING = "ersattningskorning"


_EGET = "Den som förbereder eller fastställer en körning gör det i sitt eget namn."
PROGRAMMET = "kundvalsdesk"
"""Who has prepared a run that nobody has: the command line's."""

_ANNAN = "Körningen är inte den som förbereddes. Förbered den igen, så kan den fastställas."

_KORNINGEN = f"""
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') AND OLD.lage <> 'preliminar' THEN {neka(FASTSTALLD)} END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF TG_OP = 'INSERT' AND NEW.lage <> 'preliminar' THEN {neka(FORST)} END IF;
    IF NEW.lage <> 'preliminar' AND (NEW.faststalld_av IS NULL OR NEW.faststalld IS NULL
        OR NEW.faststalld_av = NEW.forberedd_av) THEN {neka(SJALV)} END IF;
    IF NOT {SCHEMA}.ager() THEN
        IF TG_OP = 'UPDATE' AND NEW.lage <> 'preliminar' THEN
            IF NEW.faststalld_av <> session_user OR NEW.forberedd_av <> OLD.forberedd_av THEN {neka(_EGET)} END IF;
            IF (NEW.manad, NEW.brytdatum, NEW.forberedd, NEW.antal_rader, NEW.antal_ej, NEW.summa, NEW.sha256)
                IS DISTINCT FROM (OLD.manad, OLD.brytdatum, OLD.forberedd, OLD.antal_rader, OLD.antal_ej, OLD.summa,
                OLD.sha256) OR NOT EXISTS (SELECT FROM public.ersattningsrad r WHERE r.korning_id = NEW.id
                HAVING count(*) = NEW.antal_rader AND coalesce(sum(r.belopp), 0) = NEW.summa)
                OR NEW.antal_ej <> (SELECT count(*) FROM public.ejutbetald x WHERE x.korning_id = NEW.id) THEN
                {neka(_ANNAN)} END IF;
            NEW.faststalld := {SCHEMA}.nu();
        ELSIF NEW.forberedd_av NOT IN (session_user, '{PROGRAMMET}') THEN {neka(_EGET)}
        END IF;
    END IF;
    RETURN NEW;
END"""

_RADEN = f"""
DECLARE gammal integer; ny integer;
BEGIN
    IF TG_OP <> 'INSERT' THEN gammal := OLD.korning_id; END IF;
    IF TG_OP <> 'DELETE' THEN ny := NEW.korning_id; END IF;
    -- Whoever is making it final at this moment is waited for, and seen.
    PERFORM 1 FROM public.{KORNING} k WHERE k.id IN (gammal, ny) FOR SHARE;
    IF EXISTS (SELECT 1 FROM public.{KORNING} k WHERE k.id IN (gammal, ny) AND k.lage <> 'preliminar') THEN
        {neka(FASTSTALLD)}
    END IF;
    -- Else one could write what somebody else has prepared, and make it final oneself.
    IF NOT {SCHEMA}.ager() AND EXISTS (SELECT 1 FROM public.{KORNING} k WHERE k.id IN (gammal, ny)
        AND k.forberedd_av NOT IN (session_user, '{PROGRAMMET}')) THEN
        {neka(_EGET)}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END"""

_TOMMAS = f"""
BEGIN
    IF EXISTS (SELECT 1 FROM public.{KORNING} k WHERE k.lage <> 'preliminar') THEN {neka(FASTSTALLD)} END IF;
    RETURN NULL;
END"""


def gor_ersattning(anslutning: Connection) -> None:
    for namn, kropp in (("korningen", _KORNINGEN), ("korningens_rad", _RADEN), ("korningar_toms", _TOMMAS)):
        vaktfunktion(anslutning, namn, kropp)
    for tabell in (KORNING, *RADER):
        funktion = "korningen" if tabell == KORNING else "korningens_rad"
        kor(
            anslutning,
            f"CREATE TRIGGER ratt_last BEFORE INSERT OR UPDATE OR DELETE ON public.{tabell} FOR EACH ROW"
            f" EXECUTE FUNCTION {SCHEMA}.{funktion}()",
        )
        kor(
            anslutning,
            f"CREATE TRIGGER ratt_toms BEFORE TRUNCATE ON public.{tabell} FOR EACH STATEMENT"
            f" EXECUTE FUNCTION {SCHEMA}.korningar_toms()",
        )
