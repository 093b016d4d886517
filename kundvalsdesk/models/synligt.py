"""In a local database, what somebody may not see does not exist for them: row security, as PostgreSQL has it of its
own.

Through a transaction of theirs the tables of cases are read by temporary views of the same names that leave the
hidden rows out. Every question meets them, whatever asks: an object, a plain table, text of SQL. What is written is
written to the table itself. Both are made inside the transaction and are gone with it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import Connection, event, text

_KUNDENS = {"kund": "id"} | dict.fromkeys(("kundidentitet", "kartlaggning", "framtidsplan", "overlamning"), "kund_id")
_ARENDETS = (
    "anteckning", "aterremiss", "bilaga", "brist", "dokument", "ejutbetald", "enkatutskick", "ersattningsrad",
    "forlangning", "franvaro", "genomforandeplan", "granskningsutkast", "incident", "inlamning", "kontakt",
    "manadsrapport", "marke", "meddelande", "mote", "paminnelse", "rapportinnehall", "slutrapport",
    "stickprovsarende",
)  # fmt: skip
_VILLKOR = (
    {t: f"{k} NOT IN (SELECT id FROM temp.dold_kund)" for t, k in _KUNDENS.items()}  # noqa: S608
    | {"insats": "id NOT IN (SELECT id FROM temp.dold_insats)"}
    # By its own number, which stands in every index of the queue: a count still reads nothing but the index.
    | {"frist": "id NOT IN (SELECT id FROM temp.dold_frist)"}
    | dict.fromkeys(_ARENDETS, "insats_id NOT IN (SELECT id FROM temp.dold_insats)")
    | {"notis": "(insats_id IS NULL OR insats_id NOT IN (SELECT id FROM temp.dold_insats))"}
    | {
        "logg": "(kund_id IS NULL OR kund_id NOT IN (SELECT id FROM temp.dold_kund))"
        " AND (insats_id IS NULL OR insats_id NOT IN (SELECT id FROM temp.dold_insats))",
        "paketbeslut": "insats NOT IN (SELECT nyckel FROM main.insats WHERE id IN (SELECT id FROM temp.dold_insats))",
    }
)
TABELLER = frozenset(_VILLKOR)

_DOLDA = """SELECT id FROM kund WHERE skydd IS NOT NULL AND kundansvarig_id IS NOT ?1 AND id NOT IN (
    SELECT o.kund_id FROM overlamning o WHERE o.till_id = ?1 AND o.id = (
        SELECT max(i.id) FROM overlamning i WHERE i.kund_id = o.kund_id AND i.ater > ?2 AND i.datum <= ?2
        AND (i.aterford IS NULL OR i.aterford > ?2)))"""
"""As services.innehav has it: of the hand-overs of a kund that are in force, the latest counts."""
_HARLETT = {
    "dold_insats": "SELECT id FROM main.insats WHERE kund_id IN (SELECT id FROM temp.dold_kund)",
    "dold_frist": "SELECT id FROM main.frist WHERE insats_id IN (SELECT id FROM temp.dold_insats)",
}
_SKRIVS = re.compile(
    rf'(\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+)"?({"|".join(sorted(TABELLER))})\b"?',
    re.IGNORECASE,
)


def begransa(anslutning: Connection, handlaggare_id: int | None, idag: date) -> bool:
    """Hides, until the transaction ends, the protected kunder that one handläggare neither is kundansvarig for nor has
    as a vikarie, with all that is about them. Where there are none, nothing is done, and the answer is False."""
    dolda = anslutning.exec_driver_sql(_DOLDA, (handlaggare_id, idag.isoformat())).all()
    if not dolda:
        return False
    anslutning.exec_driver_sql("CREATE TEMP TABLE dold_kund (id INTEGER PRIMARY KEY)")
    anslutning.exec_driver_sql("INSERT INTO temp.dold_kund VALUES (?)", [tuple(r) for r in dolda])
    for namn, fraga in _HARLETT.items():
        anslutning.exec_driver_sql(f"CREATE TEMP TABLE {namn} (id INTEGER PRIMARY KEY)")
        anslutning.exec_driver_sql(f"INSERT INTO temp.{namn} {fraga}")
    for tabell, villkor in _VILLKOR.items():
        anslutning.exec_driver_sql(
            f"CREATE TEMP VIEW {tabell} AS SELECT * FROM main.{tabell} WHERE {villkor}"  # noqa: S608
        )
    event.listen(anslutning, "before_cursor_execute", _till_tabellen, retval=True)
    return True


def hav(anslutning: Connection) -> None:
    """Before a commit, which would keep them."""
    for tabell in _VILLKOR:
        anslutning.exec_driver_sql(f"DROP VIEW temp.{tabell}")
    for namn in (*_HARLETT, "dold_kund"):
        anslutning.exec_driver_sql(f"DROP TABLE temp.{namn}")
    event.remove(anslutning, "before_cursor_execute", _till_tabellen)


def _till_tabellen(
    anslutning: Connection, markor: Any, sats: str, varden: Any, sammanhang: Any, manga: bool
) -> tuple[str, Any]:  # fmt: skip
    """A view is not written to: the table behind it is named. What the same statement reads, it reads by the view."""
    if m := _SKRIVS.match(sats):
        sats = f"{m[1]}main.{m[2]}{sats[m.end() :]}"
    return sats, varden


# --- What must be known of all, and told to nobody -----------------------------------------------------------------


def finns_nyckel(anslutning: Connection, tabell: str, nyckel: str) -> bool:
    """Whether a key is taken, also by what is hidden."""
    return _finns(anslutning, tabell, "x.nyckel = :v", nyckel)


def dubbel(anslutning: Connection, personnummer: str, kund_id: int) -> bool:
    """Whether somebody else has the same personnummer, also one that is hidden."""
    slut = "".join(t for t in personnummer if t.isdecimal())[-10:]  # with the century or without
    samma = "replace(replace(x.personnummer, '-', ''), '+', '') LIKE :v AND x.kund_id <> :k"
    return _finns(anslutning, "kundidentitet", samma, f"%{slut}", k=kund_id)


def _finns(anslutning: Connection, tabell: str, villkor: str, v: str, **mer: int) -> bool:
    hel = f"main.{tabell}" if anslutning.dialect.name == "sqlite" else tabell
    fraga = text(f"SELECT 1 FROM {hel} x WHERE {villkor} LIMIT 1")  # noqa: S608
    return anslutning.execute(fraga, {"v": v, **mer}).first() is not None
