"""Notices that are others': taken back without being read, when a period ended before its time or a brist does not
come about; asked whether they have been written; and written of what the writer may not know, a personnummer that a
hidden kund has too.

Rows that are written, read, and stand under somebody's name in an index are counted by the server, and anybody may
read the counts. So there is a notice whether another has the personnummer or not, of the same size to the same people:
one that tells of it, or one that nobody sees.
"""

# ruff: noqa: S608 - every statement is made of constants of this module

from __future__ import annotations

from sqlalchemy import Connection

from ..notisord import INGEN_ANNAN
from .funktioner import funktion
from .roller import ARBETSLEDARE, ARENDEN

_GOR = "LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_KOMMANDE = "'vikarie_borjar', 'vikarie_slut', 'vikarie_ater'"

_STRYK = f"""FOR n IN SELECT x.id, x.data::jsonb AS data FROM public.notis x
        WHERE x.kod IN ({_KOMMANDE}) AND x.tid > efter
        AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(x.data::jsonb -> 'ov') o WHERE o::integer = ANY (slut))
    LOOP
        kvar := (SELECT jsonb_agg(o) FROM jsonb_array_elements(n.data -> 'ov') o
            WHERE NOT (o::text)::integer = ANY (slut));
        IF kvar IS NULL THEN DELETE FROM public.notis x WHERE x.id = n.id;
        ELSE UPDATE public.notis x SET data = (n.data || jsonb_build_object('ov', kvar))::text WHERE x.id = n.id;
        END IF;
    END LOOP;"""
_STRYK_KOMMANDE = f"""DECLARE slut integer[]; n record; kvar jsonb; BEGIN
    slut := ARRAY(SELECT o.id FROM public.overlamning o
        WHERE o.id = ANY (ov) AND o.aterford IS NOT NULL AND (ratt.ager() OR ratt.far_kund(o.kund_id)));
    {_STRYK} END;"""
"""Only of hand-overs that have been ended, of kunder that the one who asks sees."""

_LAMNA_TILLBAKA = f"""DECLARE slut integer[]; n record; kvar jsonb; mig integer := ratt.jag(); BEGIN
    slut := ARRAY(SELECT o.id FROM public.overlamning o WHERE o.id = ANY (ov) AND o.aterford IS NULL
        AND ratt.far_kund(o.kund_id) AND (mig IN (o.fran_id, o.till_id) OR ratt.har_kund(o.kund_id)));
    IF NOT coalesce(ov <@ slut AND dag IS NOT NULL, false) THEN
        RAISE EXCEPTION 'inte egen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE public.overlamning o SET aterford = dag, version = o.version + 1 WHERE o.id = ANY (slut);
    {_STRYK} END;"""
"""What somebody has for a while, of a protected kund: whoever gives it back does not see them any more."""

_DUBBEL_KUND = f"""DECLARE slut text; finns boolean; nr bigint[]; BEGIN
    IF NOT (ratt.ager() OR ratt.far_kund(kund)) THEN RETURN; END IF;
    SELECT right(regexp_replace(x.personnummer, '[^0-9]', '', 'g'), 10) INTO slut FROM public.kundidentitet x
        WHERE x.kund_id = kund;
    finns := coalesce(length(slut) = 10, false) AND (SELECT count(*) > 0 FROM public.kundidentitet x
        WHERE x.kund_id <> kund AND replace(replace(x.personnummer, '-', ''), '+', '') LIKE '%' || slut);
    nr := ARRAY(SELECT nextval('public.notis_id_seq') FROM public.handlaggare h WHERE h.roll = '{ARBETSLEDARE}'
        AND h.anvandare <> session_user::text);
    INSERT INTO public.notis (id, tid, anvandare, kod, data)
        SELECT nr[r.plats], nu, r.anvandare, CASE WHEN finns THEN 'dubbel_kund' ELSE '{INGEN_ANNAN}' END,
            format('{{"kund": %s}}', kund)
        FROM (SELECT h.anvandare, row_number() OVER (ORDER BY h.id) AS plats FROM public.handlaggare h
            WHERE h.roll = '{ARBETSLEDARE}' AND h.anvandare <> session_user::text) r;
    END;"""
"""Tells the arbetsledare, and the one who asks nothing. All rows are looked through, also when one has been found."""

_OM_BRIST = "n.insats_id = ANY (insatser) AND n.kod = 'brist' AND (ratt.ager() OR ratt.far_insats(n.insats_id))"
_STRYK_BRIST = f"""BEGIN DELETE FROM public.notis n WHERE n.tid > efter AND {_OM_BRIST}; END;"""
_SAGD_BRIST = f"""BEGIN RETURN QUERY SELECT n.insats_id, n.data::text FROM public.notis n
    WHERE n.tid <= fore AND {_OM_BRIST}; END;"""
"""What has been said of a case that one sees, and to nobody in particular."""


def gor_notiser(anslutning: Connection) -> None:
    funktion(
        anslutning, "stryk_kommande(ov integer[], efter timestamp without time zone)", "void", _STRYK_KOMMANDE,
        ARENDEN, huvud=_GOR,
    )  # fmt: skip
    funktion(
        anslutning, "lamna_tillbaka(ov integer[], dag date, efter timestamp without time zone)", "void",
        _LAMNA_TILLBAKA, ARENDEN, huvud=_GOR,
    )  # fmt: skip
    funktion(
        anslutning, "dubbel_kund(kund integer, nu timestamp without time zone)", "void", _DUBBEL_KUND, ARENDEN,
        huvud=_GOR,
    )  # fmt: skip
    for signatur, typ, kropp in (
        ("stryk_brist(insatser integer[], efter timestamp without time zone)", "void", _STRYK_BRIST),
        ("sagd_brist(insatser integer[], fore timestamp without time zone)", "TABLE (insats integer, data text)",
         _SAGD_BRIST),
    ):  # fmt: skip
        funktion(anslutning, signatur, typ, kropp, ARENDEN, huvud=_GOR)
