"""Copies every row from one database to another of the same schema, whatever engines they have, and compares them.

Rows are streamed: memory does not follow how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, LargeBinary, String, Table, collate, func, insert, select, text
from sqlalchemy.exc import DataError

from ..fel import Databasfel
from ..models import Bas
from .typer import Framsteg

Rapportera = Callable[[Framsteg], None]

_SATS, _SATS_FILER = 500, 4
"""Rows at a time; few of those that hold a file, which may be many megabytes."""


def tabeller() -> list[Table]:
    """Parents first."""
    return list(Bas.metadata.sorted_tables)


def antal_rader(anslutning: Connection) -> int:
    return sum(anslutning.execute(select(func.count()).select_from(t)).scalar_one() for t in tabeller())


def rader(anslutning: Connection, tabell: Table) -> Iterator[Any]:
    """All rows by key, in the same order on both engines."""
    ordning = [
        collate(c, "C") if isinstance(c.type, String) and anslutning.dialect.name == "postgresql" else c
        for c in tabell.primary_key
    ]
    q = select(tabell).order_by(*ordning)
    return iter(anslutning.execute(q.execution_options(yield_per=_sats(tabell))))


def kopiera(fran: Connection, till: Connection, framsteg: Rapportera) -> None:
    """Fills the empty tables of `till`. The rules that triggers keep were kept when the rows came to be."""
    totalt, gjorda = antal_rader(fran), 0
    with _utan_triggrar(till):
        for tabell in tabeller():
            sats: list[dict[str, Any]] = []
            for rad in rader(fran, tabell):
                sats.append(dict(rad._mapping))
                if len(sats) == _sats(tabell):
                    _skriv(till, tabell, sats)
                    gjorda += len(sats)
                    sats = []
                    framsteg(Framsteg(gjorda, totalt, "Kopierar"))
            if sats:
                _skriv(till, tabell, sats)
                gjorda += len(sats)
        if till.dialect.name == "postgresql":
            _satt_sekvenser(till)
    framsteg(Framsteg(totalt, totalt, "Kopierar"))


def _skriv(till: Connection, tabell: Table, sats: list[dict[str, Any]]) -> None:
    try:
        till.execute(insert(tabell), sats)
    except DataError:  # a local file takes texts of any length, a server does not
        raise Databasfel(
            "passar_inte",
            f"En rad i tabellen {tabell.name} går inte att föra över: en uppgift i den är för lång eller av fel slag. "
            "Ingenting har ändrats. Meddela systemspecialisten.",
        ) from None


def jamfor(ena: Connection, andra: Connection, framsteg: Rapportera) -> str | None:
    """The first table in which any row differs, None if all are equal."""
    totalt, gjorda = antal_rader(ena), 0
    for tabell in tabeller():
        for a, b in zip_longest(rader(ena, tabell), rader(andra, tabell)):
            if a is None or b is None or tuple(a) != tuple(b):
                return tabell.name
            gjorda += 1
            if gjorda % _SATS == 0:
                framsteg(Framsteg(gjorda, totalt, "Jämför rad för rad"))
    framsteg(Framsteg(totalt, totalt, "Jämför rad för rad"))
    return None


def _sats(tabell: Table) -> int:
    return _SATS_FILER if any(isinstance(c.type, LargeBinary) for c in tabell.c) else _SATS


def _satt_sekvenser(anslutning: Connection) -> None:
    """The next row gets a number of its own, as it would have where the rows come from."""
    for tabell in tabeller():
        if "id" in tabell.c and not isinstance(tabell.c.id.type, String):
            anslutning.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{tabell.name}', 'id'), max(id)) FROM {tabell.name}"  # noqa: S608
                    " HAVING max(id) IS NOT NULL"
                )
            )


@contextmanager
def _utan_triggrar(anslutning: Connection) -> Iterator[None]:
    """Within the transaction: if it does not end well they were never gone."""
    if anslutning.dialect.name == "sqlite":
        triggrar = anslutning.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        ).all()
        bort = [f'DROP TRIGGER "{namn}"' for namn, _ in triggrar]
        ater = [sql for _, sql in triggrar]
    else:
        pa = anslutning.execute(
            text(
                "SELECT tgrelid::regclass, quote_ident(tgname), tgenabled FROM pg_trigger WHERE NOT tgisinternal"
                " AND tgenabled IN ('O', 'A') AND tgrelid = ANY(CAST(:namn AS regclass[]))"
            ),
            {"namn": [t.name for t in tabeller()]},
        ).all()
        bort = [f"ALTER TABLE {t} DISABLE TRIGGER {namn}" for t, namn, _ in pa]
        ater = [f"ALTER TABLE {t} ENABLE {'ALWAYS ' if hur == 'A' else ''}TRIGGER {namn}" for t, namn, hur in pa]
    for sats in bort:
        anslutning.exec_driver_sql(sats)
    yield
    for sats in ater:
        anslutning.exec_driver_sql(sats)
