"""What keeps a kund from being deleted, asked by the database itself: two who know SQL could else put on a list, and
approve, what the program would have left. As services.gallring has it, which says it first and in a list.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

import tomllib

from sqlalchemy import Connection, Date, DateTime

from ...resurser import resurs
from ...rules.gallringsregler import las
from ..gallringssatser import PERSONAKT, TYST, tabeller
from .funktioner import IDAG, funktion
from .roller import ARBETSLEDARE

SEDAN_DESS = "Något har hänt med kunden sedan listan upprättades."
INCIDENT = "En personuppgiftsincident är inte bedömd."
OBETALT = "Ersättningen för en insats är inte slutligt betald."
UNDANTAGEN = "Kunden är undantagen från gallring."
EJ_TID = "En gallringslista tar bara upp det vars tid är ute."


def _senaste() -> str:
    """The latest day that stands anywhere about a kund."""
    delar = []
    for t, villkor in tabeller():
        dagar = [c.name for c in t.c if isinstance(c.type, (Date, DateTime))]
        if dagar and t.name not in TYST:
            varde = ", ".join(f"max(x.{d})::date" for d in dagar)
            rader = villkor.replace("{s}", "public.").replace("{kund}", "senaste_dag.kund")
            delar.append(f"SELECT greatest({varde}) AS dag FROM public.{t.name} x WHERE x.{rader}")
    return f"RETURN (SELECT max(d.dag) FROM ({' UNION ALL '.join(delar)}) d);"


def _manader() -> str:
    """As the municipality has decided, else as the program proposes; unknown kinds never."""
    fil = resurs("gallring", "forslag.toml")
    forslag = las(fil.name, tomllib.loads(fil.read_text(encoding="utf-8")))
    annars = " ".join(f"WHEN '{r.kod}' THEN {r.manader}" for r in forslag)
    return (
        "RETURN coalesce((SELECT (i.varde::json ->> 'manader')::integer FROM public.installning i"
        f" WHERE i.nyckel = 'gallring.' || kod), CASE kod {annars} END);"
    )


_SLUTLIG = "JOIN public.ersattningskorning k ON k.id = x.korning_id AND k.lage = 'faststalld' WHERE x.insats_id = i.id"
_SAMMA = f"{_SLUTLIG} AND x.insats = i.nyckel AND x.avser_manad = to_char(m, 'YYYY-MM')"
_OBETALD = f"""EXISTS (SELECT 1 FROM public.insats i CROSS JOIN LATERAL generate_series(
        date_trunc('month', greatest(i.start, i.bevakas_fran)::timestamp), i.sista_dag::timestamp, '1 month') m
    WHERE i.kund_id = kund AND NOT i.historik AND i.start IS NOT NULL AND i.sista_dag IS NOT NULL
    AND to_char(m, 'YYYY-MM') >= (SELECT min(f.manad) FROM public.ersattningskorning f)
    AND NOT EXISTS (SELECT 1 FROM public.ersattningsrad x {_SAMMA})
    AND coalesce((SELECT max(k.brytdatum) FROM public.ejutbetald x {_SAMMA}), '-infinity') < sist)"""
_HINDER = f"""DECLARE sist date; idag date := {IDAG};
BEGIN
    IF EXISTS (SELECT 1 FROM public.gallringspost x WHERE x.kund_id = kund AND x.lage = 'undantagen' AND x.till > idag)
    THEN RETURN '{UNDANTAGEN}'; END IF;
    IF kod <> '{PERSONAKT}' THEN RETURN NULL; END IF;
    sist := ratt.senaste_dag(kund);
    IF sist > sedan THEN RETURN '{SEDAN_DESS}'; END IF;
    IF EXISTS (SELECT 1 FROM public.incident x JOIN public.insats i ON i.id = x.insats_id
        WHERE i.kund_id = kund AND x.bedomd IS NULL) THEN RETURN '{INCIDENT}'; END IF;
    IF {_OBETALD} THEN RETURN '{OBETALT}'; END IF;
    RETURN NULL;
END;"""
_TIDEN_UTE = f"""RETURN coalesce(ratt.roll() = '{ARBETSLEDARE}'
    AND grans <= {IDAG} + 1 - make_interval(months => ratt.gallringsmanader(kod))
    AND sedan <= grans AND (kod <> '{PERSONAKT}' OR ratt.senaste_dag(kund) <= sedan), false);"""
"""A day is given to clocks."""


def gor_gallringskrav(anslutning: Connection) -> None:
    funktion(anslutning, "senaste_dag(kund integer)", "date", _senaste())
    funktion(anslutning, "gallringsmanader(kod text)", "integer", _manader())
    funktion(anslutning, "gallringshinder(kund integer, kod text, sedan date)", "text", _HINDER)
    tiden_ute = "tiden_ute(kund integer, kod text, sedan date, grans date)"  # a guard asks it, as who is logged in
    funktion(anslutning, tiden_ute, "boolean", _TIDEN_UTE, (ARBETSLEDARE,))
