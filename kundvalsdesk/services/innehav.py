"""Who has a kund today: the kundansvarig, or a vikarie while a hand-over with a date back is in force.

Nothing is written when a period begins or ends: who has a kund follows from the day. Of the hand-overs in force the
latest counts, for one made within another is passed on. Reads plain tables, for the queue asks with every page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, or_, select

from ..models import tabeller
from ..texter.overlamning import lan_kort
from .arbetsenhet import Arbetsenhet
from .typer import ARENDEROLLER

O = tabeller.overlamning.c  # noqa: E741 - the columns of a hand-over
_Handlaggare = tabeller.handlaggare.c


@dataclass(frozen=True, slots=True)
class Lan:
    """A kund that is with a vikarie today: whose it is, who has it, and the first day it is back."""

    id: int
    kund_id: int
    fran_id: int | None
    till_id: int
    ater: date


def i_kraft(idag: date) -> list[ColumnElement[bool]]:
    """Hand-overs with a date back that are in force on a day; the first condition is the one of the index."""
    return [O.ater > idag, O.datum <= idag, or_(O.aterford.is_(None), O.aterford > idag)]


_AV_KUNDER = select(O.id, O.kund_id, O.fran_id, O.till_id, O.ater).where(
    O.ater > bindparam("idag"),
    O.datum <= bindparam("idag"),
    or_(O.aterford.is_(None), O.aterford > bindparam("idag")),
    O.kund_id.in_(bindparam("kunder", expanding=True)),
).order_by(O.id)  # fmt: skip
"""Made once: a page of the queue asks it."""


def lan_for(e: Arbetsenhet, kunder: Iterable[int], dag: date | None = None) -> dict[int, Lan]:
    """Of some kunder, those who are with a vikarie on a day (today). `fran_id` is whoever handed over last."""
    ids = sorted(set(kunder))
    if not ids:
        return {}
    rader = e.anslutning.execute(_AV_KUNDER, {"idag": dag or e.idag, "kunder": ids})
    return {r.kund_id: Lan(r.id, r.kund_id, r.fran_id, r.till_id, r.ater) for r in rader}


@dataclass(frozen=True, slots=True)
class Innehav:
    """What the hand-overs of today mean to one handläggare. `hit`: kunder they have as a vikarie; `bort`: theirs,
    that somebody else has; `agare`: whose those in `hit` are."""

    handlaggare_id: int | None
    hit: tuple[int, ...] = ()
    bort: tuple[int, ...] = ()
    agare: tuple[int, ...] = ()

    def hos(self, ansvarig: Any, kund: Any) -> ColumnElement[bool]:
        """Rows of kunder that they have today. `ansvarig`, `kund`: the columns kundansvarig_id and kund_id.

        The first condition names the few whose rows can be meant, so that an index by kundansvarig serves.
        """
        if self.handlaggare_id is None:
            return false()
        egna: ColumnElement[bool] = ansvarig == self.handlaggare_id
        if self.bort:
            egna = and_(egna, kund.not_in(self.bort))
        if not self.hit:
            return egna
        vilka = sorted({self.handlaggare_id, *self.agare})
        return and_(ansvarig.in_(vilka), or_(egna, kund.in_(self.hit)))

    def borta(self, kund: Any) -> ColumnElement[bool]:
        """Rows of kunder that they have handed over for a time."""
        return or_(false(), kund.in_(self.bort)) if self.bort else false()

    def mina(self, ansvarig: Any, kund: Any) -> ColumnElement[bool]:
        """Both: the cases that are listed as mine."""
        hos = self.hos(ansvarig, kund)
        return or_(hos, self.borta(kund)) if self.bort else hos


def innehav(e: Arbetsenhet, handlaggare_id: int | None) -> Innehav:
    """What one handläggare has and has lent out today: one question, that few rows answer."""
    if handlaggare_id is None or not e.aktor.har(*ARENDEROLLER):  # other roles may not even ask in a shared database
        return Innehav(handlaggare_id)
    berorda = select(O.kund_id).where(
        *i_kraft(e.idag), or_(O.fran_id == handlaggare_id, O.till_id == handlaggare_id)
    )  # fmt: skip
    kedjor: dict[int, list[Any]] = {}
    for r in e.anslutning.execute(
        select(O.kund_id, O.fran_id, O.till_id).where(*i_kraft(e.idag), O.kund_id.in_(berorda)).order_by(O.id)
    ):
        kedjor.setdefault(r.kund_id, []).append(r)
    hit = {k: rader for k, rader in kedjor.items() if rader[-1].till_id == handlaggare_id}
    bort = sorted(k for k, rader in kedjor.items() if k not in hit and any(r.fran_id == handlaggare_id for r in rader))
    agare = sorted({rader[0].fran_id for rader in hit.values() if rader[0].fran_id is not None})
    return Innehav(handlaggare_id, tuple(sorted(hit)), tuple(bort), tuple(agare))


def mitt(e: Arbetsenhet) -> Innehav:
    return innehav(e, e.aktor.handlaggare_id)


def senaste_i_kraft(idag: date) -> Select[Any]:
    """kund_id and till_id of every kund that is with a vikarie on a day, as a table to join."""
    sist = select(func.max(O.id)).where(*i_kraft(idag)).group_by(O.kund_id)
    return select(O.kund_id, O.till_id).where(O.id.in_(sist))


def har(e: Arbetsenhet, kund_id: int, kundansvarig_id: int | None) -> int | None:
    """The handläggare who has a kund today."""
    lan = lan_for(e, (kund_id,)).get(kund_id)
    return lan.till_id if lan is not None else kundansvarig_id


def ansvarar(e: Arbetsenhet, kund_id: int, kundansvarig_id: int | None) -> bool:
    """Whether the actor answers for a kund: as kundansvarig, or as the vikarie of today."""
    jag = e.aktor.handlaggare_id
    return jag is not None and (jag == kundansvarig_id or har(e, kund_id, kundansvarig_id) == jag)


def vikarieord(e: Arbetsenhet, kunder: Iterable[int]) -> dict[int, str]:
    """Of some kunder, those who are with a vikarie today, in words from where the actor sits."""
    lan = lan_for(e, kunder)
    if not lan:
        return {}
    ids = {i for x in lan.values() for i in (x.fran_id, x.till_id) if i is not None}
    namn = {
        r.id: r.namn
        for r in e.anslutning.execute(select(_Handlaggare.id, _Handlaggare.namn).where(_Handlaggare.id.in_(ids)))
    }
    jag = e.aktor.handlaggare_id
    return {
        k: lan_kort(namn.get(x.fran_id or 0, ""), namn.get(x.till_id, ""), x.ater, e.idag, jag=x.till_id == jag)
        for k, x in lan.items()
    }
