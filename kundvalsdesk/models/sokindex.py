"""The full-text index of search: which words stand in what, on both engines.

One table for each kind of thing (slag), numbered as the things are, without text of its own: on SQLite FTS5, on
PostgreSQL the words under a GIN index of them and of their beginnings. They are no mapped tables: what stands in them
follows from others and is written in the same transaction as they are.

What the newest finds cost does not follow from how many there are. FTS5 walks the lists of the words side by side,
newest first, and stops when there are enough; each beginning of 2 to 12 letters has such a list of its own. GIN
gathers all that it finds, so there each row also holds which block of numbers it stands in, small and large, and the
newest blocks are asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, text

from ..rules.rapporttyper import Innehall
from ..rules.sokord import Fraga, indexord
from . import snabbfraga

ARENDE, ANORDNARE, ANTECKNING, MEDDELANDE, RAPPORT = 1, 2, 3, 4, 5
TABELLER = {
    ARENDE: "sokord_arende",
    ANORDNARE: "sokord_anordnare",
    ANTECKNING: "sokord_anteckning",
    MEDDELANDE: "sokord_meddelande",
    RAPPORT: "sokord_rapport",
}
SLAG = tuple(TABELLER)
_VILKAS = {
    ARENDE: "insats",
    ANORDNARE: "anordnare",
    ANTECKNING: "anteckning",
    MEDDELANDE: "meddelande",
    RAPPORT: "rapportinnehall",
}
VOKABULAR = "sokvokabular"
"""On SQLite: every word that has ever stood in the index and is longer than a beginning with a list of its own."""
LANGST_BORJAN = 12
_SATS = 1000
_FLEST_HELA = 500
_RYMS, _RYMS_ALLTID = 1_000_000, 1_500
"""Bytes of words and beginnings in one row, and so many words that fit whatever they are."""
_ALLAS, _SKRIVARENS = "\ue000", "\ue001"
"""Marks of who finds a note, among its words: characters that no word has."""

_NAMN = """JOIN insats i ON i.id = x.insats_id LEFT JOIN kundidentitet p ON p.kund_id = i.kund_id
    AND i.skydd IS NOT NULL"""
_KALLOR = {
    ARENDE: """SELECT x.id, x.nyckel, x.kod, a.namn, CASE WHEN x.skydd IS NULL THEN k.nyckel END AS kund,
        CASE WHEN x.skydd IS NULL THEN p.fornamn END AS fornamn, CASE WHEN x.skydd IS NULL THEN p.efternamn END
        AS efternamn FROM insats x JOIN kund k ON k.id = x.kund_id LEFT JOIN kundidentitet p ON p.kund_id = x.kund_id
        LEFT JOIN anordnare a ON a.id = x.anordnare_id""",
    ANORDNARE: "SELECT x.id, x.namn FROM anordnare x",
    ANTECKNING: "SELECT x.id, x.rubrik, x.text, x.signerad, x.skriven_av, p.fornamn, p.efternamn"  # noqa: S608
    f" FROM anteckning x {_NAMN}",
    MEDDELANDE: f"SELECT x.id, x.amne, x.text, x.motpart, p.fornamn, p.efternamn FROM meddelande x {_NAMN}",  # noqa: S608
    RAPPORT: f"SELECT x.id, x.innehall, p.fornamn, p.efternamn FROM rapportinnehall x {_NAMN}",  # noqa: S608
}  # fmt: skip
"""What is read for the words of each. A protected person is found by the number of the case, never by name."""


def indexera(anslutning: Connection, slag: int, ids: Iterable[int]) -> None:
    """Writes the words of some rows anew; of those that are gone, takes them away."""
    alla = sorted(set(ids))
    for n in range(0, len(alla), _SATS):
        sats = {"ids": alla[n : n + _SATS]}
        anslutning.execute(_TA_BORT[anslutning.dialect.name, slag], sats)
        _skriv(anslutning, slag, anslutning.execute(_VISSA[slag], sats).all(), _SKRIV)


def komplettera(anslutning: Connection, slagen: Sequence[int] = SLAG) -> None:
    """Takes in whatever is not in the index: after what was written in bulk, and when the index is new."""
    lokal = anslutning.dialect.name == "sqlite"
    for slag in slagen:
        tabell = TABELLER[slag]
        saknas = text(
            f"{_KALLOR[slag]} WHERE x.id > :efter AND NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM {tabell}{'_docsize' if lokal else ''} s WHERE s.id = x.id)"  # where FTS5 has its numbers
            f" ORDER BY x.id LIMIT {_SATS}"
        )
        efter, satser = 0, 0
        while rader := anslutning.execute(saknas, {"efter": efter}).all():  # in pieces: there may be a million
            _skriv(anslutning, slag, rader, _SKRIV_RAKT)
            efter, satser = rader[-1].id, satser + 1
        if lokal and satser > 1:  # so much at once lies in many parts, and each would be looked into at every search
            anslutning.execute(text(f"INSERT INTO {tabell} ({tabell}) VALUES ('optimize')"))  # noqa: S608


def bygg(anslutning: Connection) -> None:
    """`komplettera` for the owner of the tables, at an upgrade: the index of a table that is empty is made when the
    table has been filled, which takes a tenth of the time."""
    if anslutning.dialect.name == "sqlite":
        komplettera(anslutning)
        return
    for slag, tabell in TABELLER.items():
        tom = anslutning.execute(text(f"SELECT 1 FROM {tabell} LIMIT 1")).first() is None  # noqa: S608
        if tom:
            anslutning.execute(text(f"DROP INDEX ix_{tabell}_lexem"))
        komplettera(anslutning, (slag,))
        if tom:
            anslutning.execute(_GIN[slag])


def _skriv(
    anslutning: Connection, slag: int, rader: Sequence[Any], satser: Mapping[tuple[str, int], TextClause]
) -> None:  # fmt: skip
    lokal = anslutning.dialect.name == "sqlite"
    varden = []
    langa = set[str]()
    for r in rader:
        ord_ = _som_ryms(_ord(slag, r))
        langa.update(o for o in ord_ if len(o) > LANGST_BORJAN and o[0] not in (_ALLAS, _SKRIVARENS))
        # A row without a word is kept as one: it is not looked for again.
        varden.append({"id": r.id, "ord": " ".join(ord_) if lokal else ord_})
    if varden:
        anslutning.execute(satser[anslutning.dialect.name, slag], varden)
    if lokal and langa:
        anslutning.execute(_NYA_ORD, [{"ord": o} for o in sorted(langa)])


def _ord(slag: int, r: Any) -> list[str]:
    match slag:
        case 1:
            return indexord((r.nyckel, r.kod, r.namn, r.kund, r.fornamn, r.efternamn))
        case 2:
            return indexord((r.namn,))
        case 3:
            vem = _ALLAS if r.signerad else _skrivarens(r.skriven_av)
            return [*indexord((r.rubrik, r.text), (r.fornamn, r.efternamn)), vem]
        case 4:
            return indexord((r.amne, r.text, r.motpart), (r.fornamn, r.efternamn))
        case _:
            return indexord(rapporttexter(r.innehall), (r.fornamn, r.efternamn))


def _som_ryms(ord_: list[str]) -> list[str]:
    """Words and beginnings of one row are at most 1 MB on PostgreSQL, which makes an unreadable row of more and says
    nothing. No people write so many different words; of what a machine has made the shortest words are kept."""
    if len(ord_) <= _RYMS_ALLTID:
        return ord_
    ut, plats, lexem = list[str](), _RYMS, set[str]()
    for o in sorted(ord_, key=lambda o: (o[0] not in (_ALLAS, _SKRIVARENS), len(o), o)):
        nya = {o, *(f"{o[:i]}*" for i in range(2, min(len(o), LANGST_BORJAN) + 1))} - lexem
        plats -= sum(len(x.encode()) for x in nya)
        if plats < 0:
            break
        ut.append(o)
        lexem |= nya
    return ut


def _skrivarens(anvandare: str) -> str:
    """A note that is not signed is found by its writer only."""
    return _SKRIVARENS + anvandare.encode().hex()


def rapporttexter(innehall: str) -> list[str]:
    """What people have written in a plan or report: the sections, and the words of the tables."""
    i = Innehall.fran_json(innehall)
    return [
        *(t for _, t in i.texter if t),
        *(t for d in i.delmal for t in (d.text, d.aktivitet, d.kommentar) if t),
        *(k.kommentar for k in i.kontakter if k.kommentar),
        *(f.orsak for f in i.franvaro if f.orsak),
    ]


# Without a list of what waits to be sorted in: it would be read from end to end at every search.
_GIN = {
    s: text(f"CREATE INDEX ix_{t}_lexem ON {t} USING gin (soklexem(id, ord)) WITH (fastupdate = off)")
    for s, t in TABELLER.items()
}
_VISSA = {s: text(f"{q} WHERE x.id IN :ids").bindparams(bindparam("ids", expanding=True)) for s, q in _KALLOR.items()}


def _per_motor(lokalt: str, delat: str) -> dict[tuple[str, int], TextClause]:
    satser = {"sqlite": lokalt, "postgresql": delat}
    return {
        (m, s): text(q.format(t=t, namn=t.removeprefix("sokord_")))
        for m, q in satser.items()
        for s, t in TABELLER.items()
    }


# In a shared database nobody but its owner reaches the index: what is written of a case is written by a function that
# asks whether they see it (models.ratter.sok). The owner writes in bulk, also before there are any functions.
_TA_BORT = _per_motor("DELETE FROM {t} WHERE rowid IN :ids", "SELECT ratt.sok_{namn}_ta_bort(CAST(:ids AS bigint[]))")
_TA_BORT |= {k: q.bindparams(bindparam("ids", expanding=True)) for k, q in _TA_BORT.items() if k[0] == "sqlite"}
_SKRIV_RAKT = _per_motor(
    "INSERT INTO {t} (rowid, ord) VALUES (:id, :ord)", "INSERT INTO {t} (id, ord) VALUES (:id, CAST(:ord AS text[]))"
)
_SKRIV = _SKRIV_RAKT | {
    k: q
    for k, q in _per_motor("", "SELECT ratt.sok_{namn}_skriv(:id, CAST(:ord AS text[]))").items()
    if k[0] == "postgresql"
}
_NYA_ORD = text(f"INSERT OR IGNORE INTO {VOKABULAR} (ord) VALUES (:ord)")  # noqa: S608
_HELA = f"SELECT ord FROM {VOKABULAR} WHERE ord >= ? AND ord < ? LIMIT {_FLEST_HELA + 1}"  # noqa: S608


# --- asking ----------------------------------------------------------------------------------------------------


def sok(
    anslutning: Connection, fraga: Fraga, antal: Mapping[int, int], jag: str = "", *, begransad: bool = False
) -> dict[int, list[int]]:  # fmt: skip
    """Ids of the newest rows that hold every word of the question, so many of each slag; `jag` also finds what is
    still their own. `begransad`: rows are hidden in this transaction (models.synligt), and none of them is found."""
    ord_ = "" if fraga.tom else uttryck(anslutning, fraga)
    if not ord_:
        return {s: [] for s in antal}
    if anslutning.dialect.name == "sqlite":
        return _sok_lokalt(anslutning, ord_, antal, jag, begransad)
    return _sok_delat(anslutning, ord_, antal, jag)


def _vem(ord_: str, jag: str, och: str, eller: str, citat: str) -> str:
    """The question put to the notes: with the marks of who may find one."""
    mina = f" {eller} {citat}{_skrivarens(jag)}{citat}" if jag else ""
    return f"({ord_}) {och} ({citat}{_ALLAS}{citat}{mina})"


def _sok_lokalt(
    anslutning: Connection, ord_: str, antal: Mapping[int, int], jag: str, begransad: bool
) -> dict[int, list[int]]:  # fmt: skip
    """All of it in one question: at each key there is one."""
    varden: list[object] = []
    for s, n in antal.items():
        varden += [_vem(ord_, jag, "AND", "OR", '"') if s == ANTECKNING else ord_, n]
    ut: dict[int, list[int]] = {s: [] for s in antal}
    for s, id_ in snabbfraga.fraga(anslutning, _lokala(tuple(antal), begransad), varden):
        ut[s].append(id_)
    return ut


@lru_cache(8)
def _lokala(slagen: tuple[int, ...], begransad: bool) -> str:
    """What the index holds is asked for among the rows that exist only where some do not."""
    return " UNION ALL ".join(
        f"SELECT {s}, rowid FROM (SELECT rowid FROM {TABELLER[s]} AS s WHERE {TABELLER[s]} MATCH ?"  # noqa: S608
        + (f" AND EXISTS (SELECT 1 FROM {_VILKAS[s]} x WHERE x.id = s.rowid)" if begransad else "")  # noqa: S608
        + " ORDER BY rowid DESC LIMIT ?)"
        for s in slagen
    )


def _sok_delat(anslutning: Connection, ord_: str, antal: Mapping[int, int], jag: str) -> dict[int, list[int]]:
    """By functions that name only what may be seen, the newest blocks first (models.ratter.sok)."""
    varden: list[object] = []
    for s, n in antal.items():
        varden += [_vem(ord_, jag, "&", "|", "'") if s == ANTECKNING else ord_, n]
    ut: dict[int, list[int]] = {s: [] for s in antal}
    for s, id_ in snabbfraga.fraga(anslutning, " UNION ALL ".join(_DELAD[s] for s in antal), varden):
        ut[s].append(id_)
    return {s: sorted(ids, reverse=True) for s, ids in ut.items()}


_DELAD = {
    s: f"SELECT {s}, x FROM ratt.sok_{t.removeprefix('sokord_')}(CAST(%s AS tsquery), %s) x"  # noqa: S608
    for s, t in TABELLER.items()
}


def uttryck(anslutning: Connection, fraga: Fraga) -> str:
    """The question in the language of the engine; "" if no word begins so. Words are letters and figures only, so
    that none can be anything else to the engine."""
    if anslutning.dialect.name == "sqlite":
        delar = [f'"{o}"' for o in fraga.hela]
        if fraga.borjan:
            delar.append(_borjan(anslutning, fraga.borjan))
        return " AND ".join(delar) if all(delar) else ""
    delar = [f"'{o}'" for o in fraga.hela]
    if fraga.borjan:
        delar.append(f"'{fraga.borjan}*'" if len(fraga.borjan) <= LANGST_BORJAN else f"'{fraga.borjan}':*")
    return " & ".join(delar)


def _borjan(anslutning: Connection, borjan: str) -> str:
    """A beginning with a list of its own; a longer one as the words that begin so, for FTS5 would gather every row of
    all of them before it gives the first."""
    if len(borjan) > LANGST_BORJAN:
        hela = [o for (o,) in snabbfraga.fraga(anslutning, _HELA, (borjan, borjan + chr(0x10FFFF)))]
        if len(hela) <= _FLEST_HELA:
            return "(" + " OR ".join(f'"{o}"' for o in hela) + ")" if hela else ""
    return f'"{borjan}" *'
