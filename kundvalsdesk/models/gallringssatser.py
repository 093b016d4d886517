"""What is deleted for one kund, table by table, children first: the same statements on both engines.

Taken from the tables themselves, so that one that comes later goes too. `{kund}` and `{grans}` stand for the kund and
the last day that counts; the names are those of a schema where one is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from . import Bas

PERSONAKT, RAPPORTFILER, ARBETSMATERIAL = "personakt", "rapportfiler", "arbetsmaterial"
KVAR = frozenset(("logg", "gallringspost", "ersattningsrad", "ejutbetald"))
"""Tables about a kund or a case that are never deleted from: the log, the record of what was deleted, and what has
been paid, which is bookkeeping and names no kund."""
TYST = ("frist", "notis", "paminnelse", "marke", "granskningsutkast", "kundidentitet")
"""What follows from other rows or is one user's own, and the day of birth: no sign that something has happened."""
SOKORD = {
    "insats": "sokord_arende",
    "anteckning": "sokord_anteckning",
    "meddelande": "sokord_meddelande",
    "rapportinnehall": "sokord_rapport",
}
"""What search knows of a case, by the table that its words are taken from."""
_EGET = ("granskningsutkast", "marke", "notis", "paminnelse")
UTSKICK = "enkatutskick"
UTSKICK_KLART = "enkat_id IN (SELECT q.id FROM {s}enkat q WHERE q.stangd IS NOT NULL)"
"""Of the send lists of kundenkäter: what has been of use, when the answers are in."""

Sats = tuple[str, str]
"""The table, "" for a statement whose rows are not counted, and the statement."""


def tabeller() -> Iterator[tuple[Table, str]]:
    """Every table with rows about a kund, children first, and the condition of those rows."""
    for t in reversed(Bas.metadata.sorted_tables):
        if t.name in KVAR:
            continue
        if "insats_id" in t.c:
            yield t, "insats_id IN (SELECT i.id FROM {s}insats i WHERE i.kund_id = {kund})"
        elif "kund_id" in t.c:
            yield t, "kund_id = {kund}"
        elif t.name == "kund":
            yield t, "id = {kund}"


def satser(kod: str, schema: str = "") -> list[Sats]:
    """The statements of one kind of information, in order."""
    s = f"{schema}." if schema else ""
    ut: list[Sats] = []
    if kod == PERSONAKT:
        ut += [("", _STATISTIK)]
        ut += [("", sats) for sats in _sokindex("id" if schema else "rowid")]
        ut += [(t.name, f"DELETE FROM {{s}}{t.name} WHERE {villkor}") for t, villkor in tabeller()]  # noqa: S608
        ut += [("", "UPDATE {s}gallringspost SET kund_id = NULL, skal = NULL WHERE kund_id = {kund}")]
    else:
        slut = "insats_id IN (SELECT i.id FROM {s}insats i WHERE i.kund_id = {kund} AND i.sista_dag <= {grans})"
        if kod == RAPPORTFILER:
            ut += [
                ("", f"UPDATE {{s}}rapportinnehall SET inlamning_id = NULL WHERE inlamning_id IS NOT NULL AND {slut}")  # noqa: S608
            ]
            ut += [("inlamning", f"DELETE FROM {{s}}inlamning WHERE {slut}")]  # noqa: S608
        else:
            ut += [(t, f"DELETE FROM {{s}}{t} WHERE {slut}") for t in _EGET]  # noqa: S608
            ut += [(UTSKICK, f"DELETE FROM {{s}}{UTSKICK} WHERE {slut} AND {UTSKICK_KLART}")]  # noqa: S608
    return [(t, q.replace("{s}", s)) for t, q in ut]


_DAG = "coalesce(i.sista_dag, i.slut, i.start, i.uppdrag, i.aktualiserad, i.beslut)"
_STATISTIK = f"""INSERT INTO {{s}}gallringsstatistik
    (ar, insatskod, anordnare, malgrupp, avslutstyp, avslutsorsak, antal)
    SELECT coalesce(CAST(substr(CAST({_DAG} AS TEXT), 1, 4) AS INTEGER), 0), i.kod, coalesce(a.namn, ''),
        coalesce(k.malgrupp, ''), coalesce(i.avslutstyp, ''), coalesce(i.avslutsorsak, ''), count(*)
    FROM {{s}}insats i JOIN {{s}}kund k ON k.id = i.kund_id LEFT JOIN {{s}}anordnare a ON a.id = i.anordnare_id
    WHERE i.kund_id = {{kund}} GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (ar, insatskod, anordnare, malgrupp, avslutstyp, avslutsorsak)
    DO UPDATE SET antal = gallringsstatistik.antal + excluded.antal"""  # noqa: S608 - constants of this module


def _sokindex(nummer: str) -> Iterator[str]:
    """`nummer`: what a row of the index is called by, a rowid in a local file."""
    for slag, tabell in SOKORD.items():
        kolumn = "id" if slag == "insats" else "insats_id"
        yield (
            f"DELETE FROM {{s}}{tabell} WHERE {nummer} IN (SELECT x.id FROM {{s}}{slag} x WHERE x.{kolumn} IN"  # noqa: S608
            " (SELECT i.id FROM {s}insats i WHERE i.kund_id = {kund}))"
        )
