"""What the demo's people have been told lately: brister that began, extensions that were asked for and decided,
forms that were kept aside.

Written in bulk, as the texts of the cases are: the import tells nobody anything.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ...models import Forlangning, Frist, Handlaggare, Inlamning, Insats, Notis
from ..brister import KOD

_DAGAR = 40
_OLAST = 7
"""Older ones have been read."""


def skriv(session: Session, idag: date) -> None:
    """Writes the rows in the caller's transaction."""
    fran = idag - timedelta(days=_DAGAR)
    h = {
        r.id: (r.anvandare, r.roll)
        for r in session.execute(select(Handlaggare.id, Handlaggare.anvandare, Handlaggare.roll))
    }
    ledare = [a for a, roll in h.values() if roll == "arbetsledare"]
    f, g = Frist, Forlangning
    nya: list[dict[str, Any]] = [
        _rad(h[r.kundansvarig_id][0], r.utlost, idag, r.insats_id, KOD, mal=r.avser)
        for r in session.execute(
            select(f.insats_id, f.avser, f.utlost, f.kundansvarig_id)
            .where(f.kod == KOD, f.utlost > fran, f.utlost <= idag, f.kundansvarig_id.is_not(None))
            .order_by(f.utlost, f.insats_id)
        )
    ]
    for x in session.execute(
        select(g.insats_id, g.begard, g.beslutad, g.beslut, g.begard_av_id).where(g.begard > fran).order_by(g.id)
    ):
        nya += [_rad(a, x.begard, idag, x.insats_id, "forlangning_begard") for a in ledare]
        if x.beslutad is not None and x.begard_av_id in h:
            nya.append(
                _rad(h[x.begard_av_id][0], x.beslutad, idag, x.insats_id, "forlangning_beslutad", beslut=x.beslut)
            )
    nya += [
        _rad(x.anvandare, idag, idag, x.id, "parkerad")
        for x in session.execute(
            select(Insats.id, Handlaggare.anvandare)
            .join(Inlamning, Inlamning.insats_id == Insats.id)
            .join(Handlaggare, Handlaggare.id == Insats.kundansvarig_id)
            .where(Inlamning.lage == "parkerad")
            .order_by(Inlamning.id)
        )
    ]
    if nya:
        session.execute(insert(Notis), nya)


def _rad(till: str, dag: date, idag: date, insats_id: int, kod: str, **data: Any) -> dict[str, Any]:
    tid = datetime.combine(dag, time(8, 0))
    last = tid + timedelta(hours=1) if dag < idag - timedelta(days=_OLAST) else None
    return {"anvandare": till, "tid": tid, "insats_id": insats_id, "kod": kod, "data": json.dumps(data), "last": last}
