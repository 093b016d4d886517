"""What else a kund has, side by side with an insats (K 8.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from ..models import Anordnare, Insats
from ..rules.ramar import Ramar
from ..texter.ny_insats import insats_rad
from .arbetsenhet import Arbetsenhet
from .frister import fakta_for


class Annan(NamedTuple):
    """Another insats of the kund that is not over. `slutar`: its end is decided."""

    rad: Insats
    sista: date | None
    slutar: bool


def andra_insatser(e: Arbetsenhet, kund_id: int, utom: int | None = None) -> list[Annan]:
    """What the kund has besides (`utom`), up to its last day: an end date that has passed ends it (regelverk §3)."""
    rader = e.session.scalars(
        select(Insats).where(Insats.kund_id == kund_id, Insats.historik.is_(False)).order_by(Insats.nyckel)
    ).all()
    rader = [i for i in rader if i.id != utom]
    alla = fakta_for(e.session, [i.id for i in rader]) if rader else {}
    ut = [Annan(i, Ramar(alla[i.id][0], e.regelverk).sista, i.avslutstyp is not None) for i in rader]
    return [a for a in ut if a.sista is None or a.sista >= e.idag]


def obedomda(e: Arbetsenhet, i: Insats, start: date | None = None) -> list[Annan]:
    """Those that would run beside an insats (from a day on) without an assessment of it in either.

    One whose end is decided is on its way out: days that overlap with it are the change from one to the other.
    """
    if i.parallell_bedomning:
        return []
    return [
        a for a in andra_insatser(e, i.kund_id, utom=i.id)
        if a.rad.start is not None and not a.slutar and not a.rad.parallell_bedomning
        and (start is None or a.sista is None or a.sista >= start)
    ]  # fmt: skip


def rader_i_ord(e: Arbetsenhet, andra: Sequence[Annan]) -> str:
    """The kund's other insatser, one a line."""
    namn = {a.id: a.namn for a in e.session.scalars(select(Anordnare))} if andra else {}
    return "\n".join(
        insats_rad(a.rad.kod, a.rad.nyckel, namn.get(a.rad.anordnare_id or 0, ""), a.rad.start, a.sista, a.slutar)
        for a in andra
    )
