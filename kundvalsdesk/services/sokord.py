"""Keeps the index of search in step: what a transaction has written, and what was written in bulk.

`handling` calls `Rorda` for every action, so that no service has to think of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ..models import Anordnare, Anteckning, Insats, Kundidentitet, Meddelande, Rapportinnehall, sokindex

_SLAG: dict[type, int] = {
    Insats: sokindex.ARENDE,
    Anordnare: sokindex.ANORDNARE,
    Anteckning: sokindex.ANTECKNING,
    Meddelande: sokindex.MEDDELANDE,
    Rapportinnehall: sokindex.RAPPORT,
}
_ORDFALT: dict[type, frozenset[str]] = {
    Insats: frozenset(("nyckel", "kod", "skydd", "anordnare_id")),
    Anordnare: frozenset(("namn",)),
}
"""Of rows that change often: the columns with words of theirs. Other changes leave the index alone."""


class Rorda:
    """The rows of one action whose words have changed."""

    def __init__(self) -> None:
        self._rader: list[tuple[int, Any]] = []
        self._borta: list[tuple[int, int]] = []
        self._namn: list[Kundidentitet] = []
        self._skydd: set[int] = set()

    def se(self, session: Session) -> None:
        """Before a flush: what is about to be written or deleted."""
        for rad in session.deleted:
            if slag := _SLAG.get(type(rad)):
                self._borta.append((slag, rad.id))
        for rad in [*session.new, *session.dirty]:
            if type(rad) is Kundidentitet:
                self._namn.append(rad)
                continue
            if type(rad) is Insats and rad.id and inspect(rad).attrs["skydd"].history.has_changes():
                self._skydd.add(rad.id)
            if (slag := _SLAG.get(type(rad))) and (rad in session.new or _andra_ord(rad)):
                self._rader.append((slag, rad))

    def skriv(self, session: Session) -> None:
        """After the last flush, when each row has its id."""
        per: dict[int, set[int]] = {}
        for slag, rad in self._rader:
            per.setdefault(slag, set()).add(rad.id)
        for slag, id_ in self._borta:
            per.setdefault(slag, set()).add(id_)
        if self._namn:
            q = select(Insats.id).where(Insats.kund_id.in_([p.kund_id for p in self._namn]))
            per.setdefault(sokindex.ARENDE, set()).update(session.scalars(q))
        for tabell in (Anteckning, Meddelande, Rapportinnehall) if self._skydd else ():
            # What was written of somebody who is protected now, or no longer: their name is a word of it, or not.
            q = select(tabell.id).where(tabell.insats_id.in_(self._skydd))
            per.setdefault(_SLAG[tabell], set()).update(session.scalars(q))
        if (ids := per.get(sokindex.ANORDNARE)) and session.get_bind().dialect.name == "sqlite":
            # Cases are found by its name too; in a shared database that is done where all of them can be seen.
            q = select(Insats.id).where(Insats.anordnare_id.in_(ids))
            per.setdefault(sokindex.ARENDE, set()).update(session.scalars(q))
        for slag, ids in per.items():
            sokindex.indexera(session.connection(), slag, ids)


def _andra_ord(rad: Any) -> bool:
    falt = _ORDFALT.get(type(rad))
    lage = inspect(rad)
    return falt is None or any(lage.attrs[f].history.has_changes() for f in falt)
