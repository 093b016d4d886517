"""What a row of the log is bound by: the SHA-256 of the row before and of everything that it says itself.

Written, looked at and carried over by migration with the same words, so the canonical form stands here alone: JSON
arrays of plain values, ASCII, no spaces. Another form means a migration that chains every row again.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

BORJAN = "0" * 64
"""What stands before the first row."""

UTFORD = "utford"
"""The field of the row of an action that changed nothing: every action has a row, so that none can go unnoticed."""


def _summa(varden: list[Any]) -> str:
    # A value of a sort that was never written there is itself a change: it gets a sum, and the wrong one.
    kanonisk = json.dumps(varden, ensure_ascii=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(kanonisk.encode("ascii")).hexdigest()


def handlingssumma(id_: str, tid: datetime | str, anvandare: str, roll: str, namn: str, andring: str) -> str:
    """The sum of who did what and when: part of every row of that action."""
    if isinstance(tid, str):  # as SQLite keeps it
        try:
            tid = datetime.fromisoformat(tid)
        except ValueError:
            return _summa([id_, tid, anvandare, roll, namn, andring])
    return _summa([id_, tid.isoformat(), anvandare, roll, namn, andring])


def lank(
    forra: str,
    summa: str,
    id_: int,
    tabell: str,
    rad_id: int | None,
    kund_id: int | None,
    insats_id: int | None,
    falt: str,
    gammalt: str | None,
    nytt: str | None,
) -> str:
    """The link of one row. `forra`: that of the row before; `summa`: of the action (handlingssumma)."""
    return _summa([forra, summa, id_, tabell, rad_id, kund_id, insats_id, falt, gammalt, nytt])
