"""Search under row security: nobody reads the index itself, which knows the words of every case.

A question goes through a function that names only rows the one who asks may see, newest first, and as few of them as
were asked for; what is put into the index, or taken out of it, goes through one that asks the same.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .roller import ARENDEN, REGISTERVARDARE
from .sats import kor

VILKAS = {
    "arende": "insats",
    "anordnare": "anordnare",
    "anteckning": "anteckning",
    "meddelande": "meddelande",
    "rapport": "rapportinnehall",
}
"""What each part of the index is about."""
_BLOCK = (10, 14, 18, 0)
"""Bits of a number that a block leaves out: 1 024 rows, 16 384, 262 144, none. As in soklexem() of migration 0007."""
_HUVUD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_VEM = """
    allt boolean := ratt.ager() OR coalesce(ratt.roll() = 'arbetsledare', false);
    alla boolean := ratt.ager();
    jag integer := ratt.jag();
    lan integer[] := ratt.lanade();"""
_SER_INSATS = "(allt OR i.skydd IS NULL OR i.kundansvarig_id = jag OR i.kund_id = ANY (lan))"


def _ser(slag: str, rad: str) -> str:
    """Whether a row of what the index is about is there for the one who asks."""
    tabell = VILKAS[slag]
    if slag == "anordnare":
        return "true"
    if slag == "arende":
        return f"EXISTS (SELECT 1 FROM public.insats i WHERE i.id = {rad} AND {_SER_INSATS})"
    egen = " AND (alla OR x.signerad IS NOT NULL OR x.skriven_av = session_user)" if slag == "anteckning" else ""
    return (
        f"EXISTS (SELECT 1 FROM public.{tabell} x JOIN public.insats i ON i.id = x.insats_id"
        f" WHERE x.id = {rad}{egen} AND {_SER_INSATS})"
    )


def _fraga(slag: str) -> str:
    """The newest blocks of numbers first, larger ones where those have too few (models.sokindex)."""
    tabell = f"public.sokord_{slag}"
    return f"""
DECLARE {_VEM}
    hogst bigint := (SELECT max(s.id) FROM {tabell} s);
    bitar integer; sokt tsquery; rad bigint; ut bigint[];
BEGIN
    IF hogst IS NULL OR NOT (alla OR ratt.arenden()) THEN RETURN; END IF;
    FOREACH bitar IN ARRAY '{{{", ".join(str(b) for b in _BLOCK)}}}'::integer[] LOOP
        sokt := CASE WHEN bitar = 0 THEN fraga ELSE fraga && (quote_literal('~' || bitar || ':' || (hogst >> bitar))
            || ' | ' || quote_literal('~' || bitar || ':' || (hogst >> bitar) - 1))::tsquery END;
        ut := '{{}}';
        FOR rad IN WITH f AS MATERIALIZED (SELECT s.id FROM {tabell} s WHERE public.soklexem(s.id, s.ord) @@ sokt)
            SELECT f.id FROM f ORDER BY f.id DESC
        LOOP
            EXIT WHEN cardinality(ut) >= antal;
            IF {_ser(slag, "rad")} THEN ut := ut || rad; END IF;
        END LOOP;
        EXIT WHEN cardinality(ut) >= antal OR hogst >> bitar <= 1;
    END LOOP;
    RETURN QUERY SELECT unnest(ut);
END"""


def _far_skriva(slag: str) -> str:
    if slag == "anordnare":
        return f"(alla OR coalesce(ratt.roll() = ANY ('{{{', '.join(REGISTERVARDARE)}}}'::text[]), false))"
    return "(alla OR ratt.arenden())"


_NYTT_NAMN = """
        UPDATE public.sokord_arende s SET ord = ARRAY(SELECT DISTINCT unnest(s.ord || nya)) WHERE NOT s.ord @> nya
            AND s.id IN (SELECT i.id FROM public.insats i WHERE i.anordnare_id = rad);"""
"""Cases are found by the name of their anordnare; whoever gives it another one may not see them."""


def _skriv(slag: str) -> str:
    tabell = f"public.sokord_{slag}"
    return f"""
DECLARE {_VEM}
BEGIN
    IF {_far_skriva(slag)} AND {_ser(slag, "rad")} THEN
        INSERT INTO {tabell} AS s (id, ord) VALUES (rad, nya)
        ON CONFLICT (id) DO UPDATE SET ord = nya;{_NYTT_NAMN if slag == "anordnare" else ""}
    END IF;
END"""


def _ta_bort(slag: str) -> str:
    """Of rows that are gone, and of those that one may see."""
    return f"""
DECLARE {_VEM}
BEGIN
    IF {_far_skriva(slag)} THEN
        DELETE FROM public.sokord_{slag} s WHERE s.id = ANY (rader)
            AND ({_ser(slag, "s.id")} OR NOT EXISTS (SELECT 1 FROM public.{VILKAS[slag]} x WHERE x.id = s.id));
    END IF;
END"""


def gor_sok(anslutning: Connection) -> None:
    for slag in VILKAS:
        for signatur, typ, kropp in (
            (f"sok_{slag}(fraga tsquery, antal integer)", "SETOF bigint", _fraga(slag)),
            (f"sok_{slag}_skriv(rad bigint, nya text[])", "void", _skriv(slag)),
            (f"sok_{slag}_ta_bort(rader bigint[])", "void", _ta_bort(slag)),
        ):
            hel = f"{SCHEMA}.{signatur}"
            till = ", ".join(REGISTERVARDARE if slag == "anordnare" and typ == "void" else ARENDEN)
            kor(anslutning, f"CREATE OR REPLACE FUNCTION {hel} RETURNS {typ} {_HUVUD} AS $f$ {kropp} $f$")
            kor(anslutning, f"REVOKE ALL ON FUNCTION {hel} FROM PUBLIC")
            kor(anslutning, f"GRANT EXECUTE ON FUNCTION {hel} TO {till}")
