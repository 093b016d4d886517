"""The row of a plan, a månadsrapport or a slutrapport, by what it is and what it is about."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Genomforandeplan, Insats, Manadsrapport, Slutrapport
from ..rules.rapporttyper import SLAG, SLUT
from ..texter.rapportnamn import rapportnamn
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats


def rad_for(e: Arbetsenhet, i: Insats, kod: str, mal: str) -> Any | None:
    """The row that a step of this kind acts on, None if there is none yet. `kod`: plan, rapport, slutrapport …"""
    if kod.startswith("plan"):
        q = select(Genomforandeplan).where(Genomforandeplan.insats_id == i.id)
        if not re.fullmatch("[0-9]{1,4}", mal):
            return None
        return e.session.scalar(q.where(Genomforandeplan.nummer == int(mal)))
    if kod.startswith("rapport") or kod == "underlag":
        q2 = select(Manadsrapport).where(Manadsrapport.insats_id == i.id, Manadsrapport.manad == mal)
        return e.session.scalar(q2)
    if kod.startswith("slutrapport"):
        return e.session.scalar(select(Slutrapport).where(Slutrapport.insats_id == i.id))
    return None


def rad_att_granska(e: Arbetsenhet, insats: str, slag: str, avser: str) -> tuple[Insats, Any]:
    """The case, and the report in it that can be reviewed. Raises Nekad where there is none."""
    i = hamta_insats(e, insats)
    rad = rad_for(e, i, slag, avser) if slag in SLAG and (slag != "slutrapport" or avser == SLUT) else None
    if rad is None:
        vad = rapportnamn(slag, avser) if slag in SLAG and slag != "rapport" else "Rapporten"
        raise Nekad("ej_inkommen", f"{vad} har inte kommit in i ärende {insats}.")
    return i, rad
