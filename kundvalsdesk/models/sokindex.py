"""The full-text index of search: which words stand in what, on both engines.

One table `sokord` without text of its own: on SQLite an FTS5 table, on PostgreSQL a tsvector under GIN. A row is
numbered by what it is of (slag) and the id there, so that the rows of one slag are one range, newest last. It is no
mapped table: what stands in it follows from others and is written in the same transaction as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

from ..rules.rapporttyper import Innehall
from ..rules.sokord import Fraga, indexord

TABELL = "sokord"
VOKABULAR = "sokvokabular"
"""On SQLite: every word that has ever stood in the index."""
ARENDE, ANORDNARE, ANTECKNING, MEDDELANDE, RAPPORT = 1, 2, 3, 4, 5
SLAG = (ARENDE, ANORDNARE, ANTECKNING, MEDDELANDE, RAPPORT)
_STEG = 1 << 40
_SATS = 1000
_LANGST_PREFIX = 3
"""Beginnings of two and three letters have lists of their own in the index (prefix='2 3')."""
_FLEST_HELA = 500

_NAMN = """JOIN insats i ON i.id = x.insats_id LEFT JOIN kundidentitet p ON p.kund_id = i.kund_id
    AND i.skydd IS NOT NULL"""
_KALLOR = {
    ARENDE: """SELECT x.id, x.nyckel, x.kod, a.namn, CASE WHEN x.skydd IS NULL THEN k.nyckel END AS kund,
        CASE WHEN x.skydd IS NULL THEN p.fornamn END AS fornamn, CASE WHEN x.skydd IS NULL THEN p.efternamn END
        AS efternamn FROM insats x JOIN kund k ON k.id = x.kund_id LEFT JOIN kundidentitet p ON p.kund_id = x.kund_id
        LEFT JOIN anordnare a ON a.id = x.anordnare_id""",
    ANORDNARE: "SELECT x.id, x.namn FROM anordnare x",
    ANTECKNING: f"SELECT x.id, x.rubrik, x.text, p.fornamn, p.efternamn FROM anteckning x {_NAMN}",  # noqa: S608
    MEDDELANDE: f"SELECT x.id, x.amne, x.text, x.motpart, p.fornamn, p.efternamn FROM meddelande x {_NAMN}",  # noqa: S608
    RAPPORT: f"SELECT x.id, x.innehall, p.fornamn, p.efternamn FROM rapportinnehall x {_NAMN}",  # noqa: S608
}  # fmt: skip
"""What is read for the words of each. A protected person is found by the number of the case, never by name."""


def rad(slag: int, id_: int) -> int:
    """The number of a row of the index."""
    return slag * _STEG + id_


def indexera(anslutning: Connection, slag: int, ids: Iterable[int]) -> None:
    """Writes the words of some rows anew; of those that are gone, takes them away."""
    alla = sorted(set(ids))
    for n in range(0, len(alla), _SATS):
        sats = alla[n : n + _SATS]
        anslutning.execute(_TA_BORT[anslutning.dialect.name], {"ids": [rad(slag, i) for i in sats]})
        _skriv(anslutning, slag, anslutning.execute(_VISSA[slag], {"ids": sats}).all())


def komplettera(anslutning: Connection, slagen: Sequence[int] = SLAG) -> None:
    """Takes in whatever is not in the index: after what was written in bulk, and when the index is new."""
    kolumn = f"{TABELL}_docsize" if anslutning.dialect.name == "sqlite" else TABELL  # where FTS5 keeps its numbers
    for slag in slagen:
        saknas = text(
            f"{_KALLOR[slag]} WHERE x.id > :efter AND NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM {kolumn} s WHERE s.id = x.id + {slag * _STEG}) ORDER BY x.id LIMIT {_SATS}"
        )
        efter = 0
        while rader := anslutning.execute(saknas, {"efter": efter}).all():  # in pieces: there may be a million
            _skriv(anslutning, slag, rader)
            efter = rader[-1].id


def _skriv(anslutning: Connection, slag: int, rader: Sequence[Any]) -> None:
    lokal = anslutning.dialect.name == "sqlite"
    varden = []
    alla_ord = set[str]()
    for r in rader:
        ord_ = _ord(slag, r)
        alla_ord.update(ord_)
        # A row without a word is kept as one: it is not looked for again.
        varden.append({"id": rad(slag, r.id), "ord": " ".join(ord_) if lokal else ord_})
    if varden:
        anslutning.execute(_SKRIV[anslutning.dialect.name], varden)
    if lokal and alla_ord:
        anslutning.execute(_NYA_ORD, [{"ord": o} for o in sorted(alla_ord)])


def _ord(slag: int, r: Any) -> list[str]:
    match slag:
        case 1:
            return indexord((r.nyckel, r.kod, r.namn, r.kund, r.fornamn, r.efternamn))
        case 2:
            return indexord((r.namn,))
        case 3:
            return indexord((r.rubrik, r.text), (r.fornamn, r.efternamn))
        case 4:
            return indexord((r.amne, r.text, r.motpart), (r.fornamn, r.efternamn))
        case _:
            return indexord(rapporttexter(r.innehall), (r.fornamn, r.efternamn))


def rapporttexter(innehall: str) -> list[str]:
    """What people have written in a plan or report: the sections, and the words of the tables."""
    i = Innehall.fran_json(innehall)
    return [
        *(t for _, t in i.texter if t),
        *(t for d in i.delmal for t in (d.text, d.aktivitet, d.kommentar) if t),
        *(k.kommentar for k in i.kontakter if k.kommentar),
        *(f.orsak for f in i.franvaro if f.orsak),
    ]


_VISSA = {s: text(f"{q} WHERE x.id IN :ids").bindparams(bindparam("ids", expanding=True)) for s, q in _KALLOR.items()}
_TA_BORT = {
    "sqlite": text(f"DELETE FROM {TABELL} WHERE rowid IN :ids").bindparams(bindparam("ids", expanding=True)),  # noqa: S608
    "postgresql": text(f"DELETE FROM {TABELL} WHERE id IN :ids").bindparams(bindparam("ids", expanding=True)),  # noqa: S608
}  # fmt: skip
_SKRIV = {
    "sqlite": text(f"INSERT INTO {TABELL} (rowid, ord) VALUES (:id, :ord)"),  # noqa: S608
    "postgresql": text(
        f"INSERT INTO {TABELL} (id, ord) VALUES (:id, array_to_tsvector(CAST(:ord AS text[])))"  # noqa: S608
    ),
}
_NYA_ORD = text(f"INSERT OR IGNORE INTO {VOKABULAR} (ord) VALUES (:ord)")  # noqa: S608
_SOK = {
    "sqlite": text(
        f"SELECT rowid FROM {TABELL} WHERE {TABELL} MATCH :fraga AND rowid > :fran AND rowid < :till"  # noqa: S608
        " ORDER BY rowid DESC LIMIT :antal"
    ),
    "postgresql": text(
        f"SELECT id FROM {TABELL} WHERE ord @@ CAST(:fraga AS tsquery) AND id > :fran AND id < :till"  # noqa: S608
        " ORDER BY id DESC LIMIT :antal"
    ),
}


_HELA = text(f"SELECT ord FROM {VOKABULAR} WHERE ord >= :fran AND ord < :till LIMIT {_FLEST_HELA + 1}")  # noqa: S608


def _borjan(anslutning: Connection, borjan: str) -> str:
    """The beginning of a word as the words that begin so.

    FTS5 would gather every row of all of them before it gives the first. Of whole words it walks the lists side by
    side, newest first, and stops when there are enough; short beginnings have such lists of their own.
    """
    if len(borjan) > _LANGST_PREFIX:
        hela = list(anslutning.scalars(_HELA, {"fran": borjan, "till": borjan + chr(0x10FFFF)}))
        if len(hela) <= _FLEST_HELA:
            return "(" + " OR ".join(f'"{o}"' for o in hela) + ")" if hela else ""
    return f'"{borjan}" *'


def sok(anslutning: Connection, slag: int, fraga: Fraga, antal: int) -> list[int]:
    """Ids of the newest rows of one slag that hold every word of the question."""
    if fraga.tom:
        return []
    fran = slag * _STEG
    varden = {"fraga": uttryck(anslutning, fraga), "fran": fran, "till": fran + _STEG, "antal": antal}
    if not varden["fraga"]:
        return []
    return [r - fran for r in anslutning.scalars(_SOK[anslutning.dialect.name], varden)]


def uttryck(anslutning: Connection, fraga: Fraga) -> str:
    """The question in the language of the engine; "" if no word begins so. Words are letters and figures only, so
    that none can be anything else to the engine."""
    if anslutning.dialect.name == "sqlite":
        delar = [f'"{o}"' for o in fraga.hela]
        if fraga.borjan:
            delar.append(_borjan(anslutning, fraga.borjan))
        return " AND ".join(delar) if all(delar) else ""
    return " & ".join([*(f"'{o}'" for o in fraga.hela), *([f"'{fraga.borjan}':*"] if fraga.borjan else [])])
