"""In a local file: the words that search has kept of what is no longer there are forgotten."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from .sokindex import TABELLER, VOKABULAR

_SATS = 500


def glom(anslutning: Connection, visa: Callable[[int, int], None]) -> None:
    """Takes long words out of the vocabulary that no row has any longer, and deleted rows out of the parts of the
    index. A shared database keeps no words beside its rows."""
    if anslutning.dialect.name != "sqlite":
        return
    ord_ = [r[0] for r in anslutning.exec_driver_sql(f"SELECT ord FROM {VOKABULAR} ORDER BY ord")]  # noqa: S608
    for n in range(0, len(ord_), _SATS):
        visa(n, len(ord_))
        borta = [(o,) for o in ord_[n : n + _SATS] if not _finns(anslutning, o)]
        if borta:
            anslutning.exec_driver_sql(f"DELETE FROM {VOKABULAR} WHERE ord = ?", borta)  # noqa: S608
    for tabell in TABELLER.values():
        anslutning.exec_driver_sql(f"INSERT INTO {tabell} ({tabell}) VALUES ('optimize')")  # noqa: S608


def _finns(anslutning: Connection, ord_: str) -> bool:
    citat = '"' + ord_.replace('"', '""') + '"'
    return any(
        anslutning.exec_driver_sql(f"SELECT 1 FROM {t} WHERE {t} MATCH ? LIMIT 1", (citat,)).first()  # noqa: S608
        for t in TABELLER.values()
    )
