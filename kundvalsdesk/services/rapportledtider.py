"""The wait of the månadsrapporter that came in in a period: read as few columns, told by the rules.

In a shared database by a view of the owner's without keys or names, as the tables of the period are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, and_, case, column, exists, func, or_, select, table

from ..models import Aterremiss, Insats, Kund, Manadsrapport
from ..models.ratter.statistik import RAPPORTKOLUMNER, RAPPORTVY
from ..rules.rapportledtider import Inkommen, Rapportmatt, Rapportvag, rapporttabell
from ..rules.statistik import Period
from ..rules.statistiktabeller import Tabell
from .arbetsenhet import Arbetsenhet
from .statistiktyper import RAPPORTER, Urval
from .statistikurval import villkor

_TYPER: dict[str, Any] = {
    **dict.fromkeys(("kod", "malgrupp", "manad"), String), **dict.fromkeys(("aterremitterad", "ute"), Boolean),
    **dict.fromkeys(("anordnare_id", "kundansvarig_id"), Integer),
}  # fmt: skip


def tabeller(e: Arbetsenhet, urval: Urval, period: Period) -> tuple[Tabell, ...]:
    q = _ur_tabellerna(e, urval, period) if e.lokal else _ur_vyn(e, urval, period)
    matt = Rapportmatt(e.regelverk, e.idag)
    return (rapporttabell(RAPPORTER, (matt.vag(Inkommen(*r)) for r in e.anslutning.execute(q))),)


def vagar_med_nyckel(e: Arbetsenhet, urval: Urval, period: Period) -> Iterator[tuple[int, str, Rapportvag]]:
    """Each report by the number of its insats and its month, for whoever may see every case."""
    i, m = Insats.__table__.c, Manadsrapport.__table__.c
    q = _ur_tabellerna(e, urval, period).add_columns(i.id.label("insats_id")).order_by(i.id, m.manad)
    matt = Rapportmatt(e.regelverk, e.idag)
    for *varden, insats_id in e.anslutning.execute(q):
        yield insats_id, varden[1], matt.vag(Inkommen(*varden))


def _inne(m: Any, period: Period, idag: date) -> Any:
    return m.klarmarkerad.between(period.fran, min(period.till, idag))


def _ur_vyn(e: Arbetsenhet, u: Urval, period: Period) -> Any:
    schema, _, vyn = RAPPORTVY.partition(".")
    v = table(vyn, *(column(k, _TYPER.get(k, Date)) for k in RAPPORTKOLUMNER), schema=schema).c
    return (
        select(*(v[k] for k in Inkommen._fields)).where(_inne(v, period, e.idag)).where(*villkor(e, u, v, v.malgrupp))
    )


def _ur_tabellerna(e: Arbetsenhet, u: Urval, period: Period) -> Any:
    """As the view has it: the first return stands with the report, later ones by themselves."""
    i, m, t = Insats.__table__.c, Manadsrapport.__table__.c, Aterremiss.__table__.c
    dess = (t.insats_id == i.id, t.avser == m.manad)
    sist = select(func.max(t.inkommen_igen)).where(*dess).correlate(Insats.__table__, Manadsrapport.__table__)
    senare = sist.scalar_subquery()
    igen = case((senare > func.coalesce(m.klarmarkerad_igen, date.min), senare), else_=m.klarmarkerad_igen)
    ute = or_(
        and_(m.aterremitterad.is_not(None), m.klarmarkerad_igen.is_(None)),
        exists().where(*dess, t.inkommen_igen.is_(None)),
    )
    return (
        select(
            i.kod, m.manad, m.klarmarkerad, igen.label("igen"), m.aterremitterad.is_not(None).label("aterremitterad"),
            ute.label("ute"), m.godkand, i.bevakas_fran,
        )
        .select_from(
            Manadsrapport.__table__.join(Insats.__table__, i.id == m.insats_id).join(
                Kund.__table__, Kund.id == i.kund_id
            )
        )
        .where(i.historik.is_(False), _inne(m, period, e.idag))
        .where(*villkor(e, u, i, Kund.malgrupp))
    )  # fmt: skip
