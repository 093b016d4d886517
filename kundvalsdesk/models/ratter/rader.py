"""Grants and policies, from the rules: all that was there before is taken back first."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, Integer, String

from .. import Bas
from .regler import ALLA, FASTA, OM_KUNDER, REGLER, Ratt
from .roller import GRUPPER
from .sats import kor

_KODER = {"kod", "kundval", "insatskod", "ansvarig", "slag", "typ", "lage", "manad", "avser", "anvandare"}
"""Texts that are one of a few words, or whose distribution tells nothing of a person."""
_DATUM = {("kundidentitet", "fodelsedatum")}
_UTAN_KLASS = {"schemaversion": ("version_num",)}


def gor_rader(anslutning: Connection) -> None:
    _ta_tillbaka(anslutning)
    for tabell in sorted({*REGLER, *Bas.metadata.tables}):  # one without a line is for nobody
        kor(anslutning, f"ALTER TABLE public.{tabell} ENABLE ROW LEVEL SECURITY")
    for tabell, ratter in REGLER.items():
        for ratt in ratter:
            _ge(anslutning, tabell, ratt)


def gor_skattningar(anslutning: Connection) -> None:
    """The server keeps samples of what columns hold, and its estimates give them away, word by word, to whoever asks
    for plans. Of texts about people it keeps none. (Of how many rows there are it always makes an estimate.)"""
    for tabell, t in Bas.metadata.tables.items():
        if tabell not in OM_KUNDER:
            continue
        for k in t.columns:
            if (isinstance(k.type, String) and k.name not in _KODER) or (tabell, k.name) in _DATUM:
                kor(anslutning, f"ALTER TABLE public.{tabell} ALTER COLUMN {k.name} SET STATISTICS 0")


def gor_serverns(anslutning: Connection) -> None:
    """What everybody may do in a new database unless somebody says otherwise: to get in, and to make objects."""
    databas = kor(anslutning, "SELECT quote_ident(current_database())").scalar_one()
    kor(anslutning, f"REVOKE ALL ON DATABASE {databas} FROM PUBLIC")
    kor(anslutning, f"GRANT CONNECT ON DATABASE {databas} TO {', '.join(GRUPPER)}")
    kor(anslutning, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    kor(anslutning, f"GRANT USAGE ON SCHEMA public TO {', '.join(GRUPPER)}")
    for schema in ("public", "ratt"):
        kor(anslutning, f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC")


def _ta_tillbaka(anslutning: Connection) -> None:
    """From everybody but the owner, whoever gave it."""
    satser = kor(
        anslutning,
        """SELECT DISTINCT format('REVOKE ALL ON %s %I.%I FROM %s CASCADE',
            CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname,
            CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (
            SELECT x.grantee FROM aclexplode(c.relacl) x
            UNION SELECT x.grantee FROM pg_attribute k, aclexplode(k.attacl) x WHERE k.attrelid = c.oid
        ) a
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'S', 'p', 'm') AND a.grantee <> c.relowner""",
    ).all()
    for (sats,) in satser:
        kor(anslutning, sats)


def _ge(anslutning: Connection, tabell: str, r: Ratt) -> None:
    till = ", ".join(r.grupper)
    if r.las is not None:
        kor(anslutning, f"GRANT SELECT{_lasta(tabell, r)} ON public.{tabell} TO {till}")
        _policy(anslutning, tabell, r, "SELECT", f"USING ({r.las})")
    if r.ny is not None:
        kolumner = skrivbara(tabell) if r.nya_kolumner == ALLA else r.nya_kolumner
        kor(anslutning, f"GRANT INSERT ({', '.join(kolumner)}) ON public.{tabell} TO {till}")
        if serie := _serie(tabell):
            kor(anslutning, f"GRANT USAGE ON SEQUENCE public.{serie} TO {till}")
        _policy(anslutning, tabell, r, "INSERT", f"WITH CHECK ({r.ny})")
    if r.andra is not None:
        kolumner = _andringsbara(tabell) if r.andra_kolumner == ALLA else r.andra_kolumner
        kor(anslutning, f"GRANT UPDATE ({', '.join(kolumner)}) ON public.{tabell} TO {till}")
        _policy(anslutning, tabell, r, "UPDATE", f"USING ({r.andra}) WITH CHECK ({r.andra_till or r.andra})")
    if r.ta_bort is not None:
        kor(anslutning, f"GRANT DELETE ON public.{tabell} TO {till}")
        _policy(anslutning, tabell, r, "DELETE", f"USING ({r.ta_bort})")


def _lasta(tabell: str, r: Ratt) -> str:
    """Of people by name, also when it is all of them: with the table itself comes where each row lies in its file
    (ctid), and between two that one sees there would be a place for one that one does not."""
    if r.kolumner == ALLA and tabell not in OM_KUNDER:
        return ""
    return f" ({', '.join(kolumner(tabell) if r.kolumner == ALLA else r.kolumner)})"


def _policy(anslutning: Connection, tabell: str, r: Ratt, vad: str, villkor: str) -> None:
    namn = f"{r.grupper[0]}_{len(r.grupper)}_{vad.lower()}"
    kor(anslutning, f"CREATE POLICY {namn} ON public.{tabell} FOR {vad} TO {', '.join(r.grupper)} {villkor}")


def kolumner(tabell: str) -> tuple[str, ...]:
    return _UTAN_KLASS.get(tabell) or tuple(Bas.metadata.tables[tabell].columns.keys())


@cache
def _serie(tabell: str) -> str | None:
    """The sequence that numbers the rows of a table."""
    t = Bas.metadata.tables[tabell]
    nyckel = t.autoincrement_column
    if nyckel is None or not isinstance(nyckel.type, Integer) or nyckel.foreign_keys:
        return None
    return f"{tabell}_{nyckel.name}_seq"


def skrivbara(tabell: str) -> tuple[str, ...]:
    """Columns that a new row may state. Its number is given by the database: who could choose it could ask, number by
    number, which are taken."""
    if _serie(tabell) is None:
        return kolumner(tabell)
    return tuple(k for k in kolumner(tabell) if k != "id")


def _andringsbara(tabell: str) -> tuple[str, ...]:
    fasta = {*FASTA.get(tabell, ()), *(k.name for k in Bas.metadata.tables[tabell].primary_key)}
    return tuple(k for k in kolumner(tabell) if k not in fasta)
