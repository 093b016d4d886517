"""The numbers of kunder, cases and incidents: one more than the last, and nothing in them of what somebody may not
see.

Those of protected kunder are drawn at random from a range of their own. They are not counted when the next one is
given, so that no gap tells of them, whoever looks.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from sqlalchemy import select

from ..models import Incident, Insats, Kund
from ..models.synligt import finns_nyckel
from .arbetsenhet import Arbetsenhet, ager_databasen

_OPPNA: dict[Any, Any] = {
    Kund: Kund.skydd.is_(None),
    Insats: Insats.skydd.is_(None),
    Incident: Incident.insats_id.in_(select(Insats.id).where(Insats.skydd.is_(None))),
}


def nasta_nyckel(e: Arbetsenhet, kolumn: Any, prefix: str, siffror: int, *, skyddad: bool) -> str:
    """The next free key with a prefix: one more than the highest number that stands behind it. Empty where the
    database gives it: `ny_rad` reads it back."""
    if not e.lokal and not ager_databasen(e.anslutning):
        return ""
    if skyddad:
        return _fri(e, kolumn, prefix, _SKYDDADE + secrets.randbelow(9 * _SKYDDADE), siffror)
    hogst = 0
    oppna = select(kolumn).where(kolumn.startswith(prefix, autoescape=True), _OPPNA[kolumn.class_])
    for nyckel in e.session.scalars(oppna):
        if m := re.fullmatch("[0-9]{1,9}", nyckel[len(prefix) :]):  # a longer one is no number that we gave
            hogst = max(hogst, int(m[0]))
    return _fri(e, kolumn, prefix, hogst + 1, siffror)


_SKYDDADE = 100_000


def ny_rad(e: Arbetsenhet, rad: Any) -> None:
    """Writes a new row with a key. A shared database gives the keys itself, to all but its owner: read back."""
    e.session.add(rad)
    e.session.flush()
    if not e.lokal:
        e.session.refresh(rad, ["nyckel"])


def _fri(e: Arbetsenhet, kolumn: Any, prefix: str, nummer: int, siffror: int) -> str:
    """A key that nobody has, from a number on. One that was protected after it had its number still has it."""
    while finns_nyckel(e.anslutning, kolumn.class_.__tablename__, nyckel := f"{prefix}{nummer:0{siffror}d}"):
        nummer += 1
    return nyckel
