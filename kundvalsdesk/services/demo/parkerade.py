"""Forms that the demo keeps aside: a draft of a report that was returned, and a new one over an approved one.

They come in by the same door as any other file, so they are made when the first view is already there: writing a
workbook takes longer than all texts.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from sqlalchemy import select

from ...models import Handlaggare, Insats, Manadsrapport, Rapportinnehall
from ..arbetsenhet import Arbetsenhet
from ..mottagning import ta_emot
from ..rapportfiler.skriv import skriv_mall
from ..rapportmall import underlag
from . import INLOGGAD


def parkera(ny_enhet: Callable[[], AbstractContextManager[Arbetsenhet]]) -> int:
    """Each form in a unit of work of its own; returns how many there are to judge."""
    with ny_enhet() as e:
        valda = [(sak, klar) for klar in (False, True) if (sak := _finn(e, godkand=klar)) is not None]
    antal = 0
    for (insats, manad), klar in valda:
        with ny_enhet() as e:
            u = underlag(e, "rapport", insats, manad)
            data = skriv_mall(replace(u, rubrik=u.rubrik_klar) if klar else u)
            antal += ta_emot(e, data).utfall == "parkerad"
    return antal


def _finn(e: Arbetsenhet, *, godkand: bool) -> tuple[str, str] | None:
    """The latest report of INLOGGAD that is approved, or returned and not in again."""
    m = Manadsrapport
    hur = (
        [m.godkand.is_not(None)]
        if godkand
        else [m.godkand.is_(None), m.aterremitterad.is_not(None), m.klarmarkerad_igen.is_(None)]
    )
    rad = e.session.execute(
        select(Insats.nyckel, m.manad)
        .join(Insats, Insats.id == m.insats_id)
        .join(Handlaggare, Handlaggare.id == Insats.kundansvarig_id)
        .join(
            Rapportinnehall,
            (Rapportinnehall.insats_id == m.insats_id)
            & (Rapportinnehall.slag == "rapport")
            & (Rapportinnehall.avser == m.manad),
        )
        .where(Handlaggare.anvandare == INLOGGAD, Insats.sista_dag.is_(None), *hur)
        .order_by(m.manad.desc(), Insats.id)
        .limit(1)
    ).first()
    return None if rad is None else (rad.nyckel, rad.manad)
