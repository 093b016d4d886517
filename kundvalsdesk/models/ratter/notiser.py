"""Notices that are others', and are taken back without being read: of a period that ended before its time."""

# ruff: noqa: S608 - every statement is made of constants of this module

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import funktion
from .roller import ARENDEN

_GOR = "LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_KOMMANDE = "'vikarie_borjar', 'vikarie_slut', 'vikarie_ater'"

_STRYK_KOMMANDE = f"""DECLARE slut integer[]; n record; kvar jsonb; BEGIN
    slut := ARRAY(SELECT o.id FROM public.overlamning o
        WHERE o.id = ANY (ov) AND o.aterford IS NOT NULL AND (ratt.ager() OR ratt.far_kund(o.kund_id)));
    FOR n IN SELECT x.id, x.data::jsonb AS data FROM public.notis x WHERE x.kod IN ({_KOMMANDE}) AND x.tid > efter
        AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(x.data::jsonb -> 'ov') o WHERE o::integer = ANY (slut))
    LOOP
        kvar := (SELECT jsonb_agg(o) FROM jsonb_array_elements(n.data -> 'ov') o
            WHERE NOT (o::text)::integer = ANY (slut));
        IF kvar IS NULL THEN DELETE FROM public.notis x WHERE x.id = n.id;
        ELSE UPDATE public.notis x SET data = (n.data || jsonb_build_object('ov', kvar))::text WHERE x.id = n.id;
        END IF;
    END LOOP; END;"""
"""Only of hand-overs that have been ended, of kunder that the one who asks sees."""


def gor_notiser(anslutning: Connection) -> None:
    funktion(
        anslutning, "stryk_kommande(ov integer[], efter timestamp without time zone)", "void", _STRYK_KOMMANDE,
        ARENDEN, huvud=_GOR,
    )  # fmt: skip
