"""What a row of the log is bound by: the SHA-256 of the row before and of everything that it says itself.

Written, looked at and carried over by migration with the same words, so the canonical form stands here alone; and in
models.ratter.loggkedja for a shared database, which chains its rows itself. Each value as its length in bytes, a colon
and its UTF-8, one after the other; "-" for one that is missing. Another form means a migration that chains every row
again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

BORJAN = "0" * 64
"""What stands before the first row."""

UTFORD = "utford"
"""The field of the row of an action that changed nothing: every action has a row, so that none can go unnoticed."""


def _summa(varden: Iterable[object]) -> str:
    hash_ = hashlib.sha256()
    for v in varden:
        if v is None:
            hash_.update(b"-")
        else:
            # A value of a sort that was never written there is itself a change: it gets a sum, and the wrong one.
            text = str(v).encode("utf-8", "surrogatepass")
            hash_.update(b"%d:" % len(text) + text)
    return hash_.hexdigest()


def handlingssumma(id_: str, tid: datetime | str, anvandare: str, roll: str, namn: str, andring: str) -> str:
    """The sum of who did what and when: part of every row of that action."""
    if isinstance(tid, str):  # as SQLite keeps it
        try:
            tid = datetime.fromisoformat(tid)
        except ValueError:
            return _summa([id_, tid, anvandare, roll, namn, andring])
    # isoformat, as strftime does not fill up a year of three digits.
    return _summa([id_, tid.isoformat(timespec="microseconds"), anvandare, roll, namn, andring])


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
