"""One statement to the server as it stands: no placeholder is looked for in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, CursorResult


def kor(anslutning: Connection, sats: str) -> CursorResult[Any]:
    return anslutning.exec_driver_sql(sats, execution_options={"no_parameters": True})
