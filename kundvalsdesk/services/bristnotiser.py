"""A brist of an anordnare is told to whoever has the case, with the change that begins it or on the day it begins.

Two looks, before and after the frister are rewritten: what is begun and was not known is told now, and what time alone
will open is written for its day. services.brister takes away what was written beforehand whenever it reconciles, so
that no brist is told of that did not come about.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from ..models import Brist, Frist, Handlaggare, Notis
from . import notiser
from .arbetsenhet import Arbetsenhet
from .brister import KOD
from .innehav import lan_for


def kanda(e: Arbetsenhet, ids: Sequence[int]) -> set[tuple[int, str]]:
    """(insats, "kod:avser") of the brister of some insatser that are begun, or have been told."""
    b, n = Brist, Notis
    ut = {(i, f"{kod}:{avser}") for i, kod, avser in e.session.execute(
        select(b.insats_id, b.kod, b.avser).where(b.insats_id.in_(ids)))}  # fmt: skip
    sagt: Any = select(n.insats_id, n.data).where(n.insats_id.in_(ids), n.kod == KOD, n.tid <= e.nu)
    if not e.lokal:  # most of it to others, and nobody reads theirs: the database says what has been told
        sagt = text("SELECT insats, data FROM ratt.sagd_brist(:ids, :nu)").bindparams(ids=list(ids), nu=e.nu)
    return ut | {(i, json.loads(data)["mal"]) for i, data in e.session.execute(sagt) if i is not None}


def skriv(e: Arbetsenhet, ids: Sequence[int], kanda: set[tuple[int, str]]) -> None:
    """After the frister: tells of what is new, and of what is to come on its day, to whoever has the case then."""
    f = Frist
    nya = [
        r
        for r in e.session.execute(
            select(f.insats_id, f.avser, f.utlost, f.kund_id, f.kundansvarig_id)
            .where(f.insats_id.in_(ids), f.kod == KOD)
            .order_by(f.insats_id, f.avser)
        )
        if (r.insats_id, r.avser) not in kanda
    ]
    if not nya:
        return
    hos = {dag: lan_for(e, {r.kund_id for r in nya}, dag) for dag in {max(r.utlost, e.idag) for r in nya}}
    namn = {rad.id: rad.anvandare for rad in e.session.execute(select(Handlaggare.id, Handlaggare.anvandare))}
    for r in nya:
        lan = hos[max(r.utlost, e.idag)].get(r.kund_id)
        till = namn.get(lan.till_id if lan is not None else r.kundansvarig_id)
        notiser.skriv(e, (till,), KOD, r.insats_id, r.utlost if r.utlost > e.idag else None, mal=r.avser)
