"""A question put straight to the driver of a connection: within its transaction, and its errors come out the same.

For what is asked at every key that is typed: there the making of statements and rows costs more than the answer.
Values come as the driver has them: days are text on SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def fraga(anslutning: Connection, sats: str, varden: Sequence[object] = ()) -> list[Any]:
    """All rows, as tuples. `sats` has the placeholders of the engine (`plats`)."""
    markor = anslutning.connection.cursor()
    try:
        markor.execute(sats, varden)
        return list(markor.fetchall())
    except anslutning.dialect.loaded_dbapi.Error as fel:
        raise DBAPIError(sats, None, fel, hide_parameters=True) from None
    finally:
        markor.close()


def plats(motor: str) -> str:
    """How a value is stood in for, by the name of the engine."""
    return "?" if motor == "sqlite" else "%s"


def som_dag(v: Any) -> date:
    """The day of a date or time as either driver gives it."""
    if isinstance(v, str):
        return date.fromisoformat(v[:10])
    return v.date() if isinstance(v, datetime) else v
