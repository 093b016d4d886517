"""Whose insatser still have something to be paid: a month that no final run has said anything of.

Months before the first run were paid elsewhere, and so was what came before `bevakas_fran`. A month that was not paid
is settled too when a final run has said why, on a day when all that is known of the kund was known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from ..models import Ejutbetald, Ersattningskorning, Ersattningsrad, Insats
from ..models.ersattning import FASTSTALLD
from ..rules.kalender import manadens_forsta, plus_manader
from .arbetsenhet import Arbetsenhet

_Manad = tuple[int, str, str]
"""Number and key of an insats (a number may be used again), and a month."""


def obetalda(e: Arbetsenhet, sist: dict[int, date]) -> set[int]:
    """Of some kunder, with the latest day that stands about each, those with something unpaid."""
    forsta: str | None = e.session.scalar(select(func.min(Ersattningskorning.manad)))
    if forsta is None or not sist:
        return set()
    i, r, x, k = Insats, Ersattningsrad, Ejutbetald, Ersattningskorning
    insatser = e.session.execute(
        select(i.id, i.nyckel, i.kund_id, i.start, i.bevakas_fran, i.sista_dag).where(
            i.kund_id.in_(sist), i.historik.is_(False), i.start.is_not(None), i.sista_dag.is_not(None)
        )
    ).all()
    vilka = [rad.id for rad in insatser]
    betalda: set[_Manad] = {
        (a, b, c)
        for a, b, c in e.session.execute(
            select(r.insats_id, r.insats, r.avser_manad)
            .join(k, k.id == r.korning_id)
            .where(k.lage == FASTSTALLD, r.insats_id.in_(vilka))
        )
    }
    prov = (
        select(x.insats_id, x.insats, x.avser_manad, func.max(k.brytdatum))
        .join(k, k.id == x.korning_id)
        .where(k.lage == FASTSTALLD, x.insats_id.in_(vilka))
        .group_by(x.insats_id, x.insats, x.avser_manad)
    )
    provade: dict[_Manad, date] = {(a, b, c): nar for a, b, c, nar in e.session.execute(prov)}
    ut = set()
    for id_, nyckel, kund_id, start, bevakas_fran, sista_dag in insatser:
        if start is None or sista_dag is None:
            continue
        for manad in _manader(max(start, bevakas_fran or start), sista_dag):
            nr = (id_, nyckel, manad)
            if manad >= forsta and nr not in betalda and provade.get(nr, date.min) < sist[kund_id]:
                ut.add(kund_id)
    return ut


def _manader(fran: date, till: date) -> Iterator[str]:
    dag = manadens_forsta(f"{fran:%Y-%m}")
    while dag <= till:
        yield f"{dag:%Y-%m}"
        dag = plus_manader(dag, 1)
