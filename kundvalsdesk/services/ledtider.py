"""The lead times of the insatser granted in a period: read as few columns, told by the rules.

In a shared database by a view of the owner's without keys or names, as the tables of the period are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, and_, cast, column, exists, func, or_, select, table

from ..models import Aterremiss, Forlangning, Genomforandeplan, Insats, Kund
from ..models.ratter.statistik import LEDTIDSKOLUMNER, LEDTIDSVY
from ..rules import fakta as f
from ..rules.ledtider import Vag, Vagmatt, ledtidstabell
from ..rules.statistik import Period
from ..rules.statistiktabeller import Tabell
from .arbetsenhet import Arbetsenhet
from .statistiktyper import LEDTIDER, Urval
from .statistikurval import villkor

_TYPER: dict[str, Any] = {
    "kod": String, "malgrupp": String, "plan_ute": Boolean,
    **dict.fromkeys(("anordnare_id", "kundansvarig_id", "beviljade", "plan_nummer"), Integer),
}  # fmt: skip
_FAKTA = (
    "kod", "beslut", "aktualiserad", "bemannad", "start", "slut", "sista_dag", "avslutstyp", "bevakas_fran",
    "beviljade", "plan_nummer", "plan_inkommen", "plan_ute", "plan_godkand",
)  # fmt: skip
"""In this order each row comes: by name it would take twice the time, and there are many."""


def tabeller(e: Arbetsenhet, urval: Urval, period: Period) -> tuple[Tabell, ...]:
    q = _ur_tabellerna(urval, period, e) if e.lokal else _ur_vyn(urval, period, e)
    matt = Vagmatt(e.regelverk, e.idag)
    vagar = (v for r in e.anslutning.execute(q) if (v := matt.vag(_fakta(r))) is not None)
    return (ledtidstabell(LEDTIDER, vagar),)


def vagar_med_nyckel(e: Arbetsenhet, urval: Urval, period: Period) -> Iterator[tuple[int, Vag]]:
    """Each insats by its number, for whoever may see every case."""
    q = _ur_tabellerna(urval, period, e).add_columns(Insats.__table__.c.id.label("insats_id"))
    matt = Vagmatt(e.regelverk, e.idag)
    for r in e.anslutning.execute(q.order_by(Insats.__table__.c.id)):
        if (v := matt.vag(_fakta(r))) is not None:
            yield r[-1], v


def _fakta(rad: Any) -> f.Insatsfakta:
    kod, beslut, aktualiserad, bemannad, start, slut, sista, typ, bevakas, beviljade, nr, inne, ute, godkand, *_ = rad
    planer = (f.Plan(nr, inne, (f.Retur(inne),) if ute else (), godkand),) if inne is not None else ()
    forlangningar = (f.Forlangning(beslut, beslut, beviljad=True),) * beviljade
    return f.Insatsfakta(
        kod, beslut, aktualiserad, bemannad, None, start, slut, sista, None, typ, bevakas_fran=bevakas, planer=planer,
        forlangningar=forlangningar,
    )  # fmt: skip


def _ur_vyn(u: Urval, period: Period, e: Arbetsenhet) -> Any:
    schema, _, vyn = LEDTIDSVY.partition(".")
    v = table(vyn, *(column(k, _TYPER.get(k, Date if k != "avslutstyp" else String)) for k in LEDTIDSKOLUMNER),
              schema=schema).c  # fmt: skip
    return select(*(v[k] for k in _FAKTA)).where(*_beslutade(v, period, e.idag)).where(*villkor(e, u, v, v.malgrupp))


def _ur_tabellerna(u: Urval, period: Period, e: Arbetsenhet) -> Any:
    """As the view has it; the first version of the plan that has come in."""
    i, p, t = Insats.__table__.c, Genomforandeplan.__table__.c, Aterremiss.__table__.c
    forsta = (
        select(func.min(p.nummer)).where(p.insats_id == i.id, p.inkommen.is_not(None)).correlate(Insats.__table__)
    ).scalar_subquery()
    antal = (
        select(func.count())
        .select_from(Forlangning)
        .where(Forlangning.insats_id == i.id, Forlangning.beslut == "beviljad")
        .correlate(Insats.__table__)
    ).scalar_subquery()
    igen = exists().where(t.insats_id == i.id, t.avser == cast(p.nummer, String), t.inkommen_igen.is_(None))
    ute = or_(and_(p.aterremitterad.is_not(None), p.inkommen_igen.is_(None)), igen)
    kalla: Any = Insats.__table__.outerjoin(
        Genomforandeplan.__table__, and_(p.insats_id == i.id, p.nummer == forsta)
    )  # fmt: skip
    if u.malgrupp is not None:
        kalla = kalla.join(Kund.__table__, Kund.id == i.kund_id)
    return (
        select(
            *(i[k] for k in _FAKTA if k in i), antal.label("beviljade"), p.nummer.label("plan_nummer"),
            p.inkommen.label("plan_inkommen"), ute.label("plan_ute"), p.godkand.label("plan_godkand"),
        )
        .select_from(kalla)
        .where(i.historik.is_(False), *_beslutade(i, period, e.idag))
        .where(*villkor(e, u, i, Kund.malgrupp))
    )  # fmt: skip


def _beslutade(i: Any, period: Period, idag: date) -> tuple[Any, ...]:
    return (i.beslut.between(period.fran, min(period.till, idag)),)
