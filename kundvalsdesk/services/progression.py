"""Progression and chains of insatser in a period: one read of steps, days and codes, put together by the rules.

In a shared database by a view of the owner's (models.ratter.progression); of one case by its own rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, and_, cast, column, func, literal, or_, select, table, true

from ..models import Anordnare, Genomforandeplan, Insats, Kund, Manadsrapport, Slutrapport
from ..models.ratter.progression import PROGRESSIONSKOLUMNER, PROGRESSIONSVY
from ..rules import insatskedjor, progression
from ..rules.insatskedjor import Kedjefakta
from ..rules.kalender import manader
from ..rules.progression import Bedomd, Plansteg, Serie, serie
from ..rules.statistik import Period
from ..rules.statistiktabeller import Statistik, Tabell
from ..rules.steg import Lage
from .arbetsenhet import Arbetsenhet
from .frister import Rader
from .handling import krav_roll
from .progressiontyper import Stegserie
from .statistiktyper import INGEN_ANORDNARE, KEDJOR, PROGRESSION, ROLLER, Statistiksvar, Urval
from .statistikurval import koder, prova_urval, villkor

_TYPER: dict[str, Any] = {
    "start": Date, "sista_dag": Date, "historik": Boolean, "valt": Boolean,
    **dict.fromkeys(("kund", "anordnare_id", "kundansvarig_id", "slutsteg"), Integer),
}  # fmt: skip


def hamta(e: Arbetsenhet, urval: Urval) -> Statistiksvar:
    """The four tables alone. Raises Nekad as the statistics do (services.statistik)."""
    krav_roll(e.aktor, *ROLLER)
    prova_urval(e, urval)
    return Statistiksvar(urval, Statistik(), mer=tabeller(e, urval, urval.period))


def tabeller(e: Arbetsenhet, urval: Urval, period: Period) -> tuple[Tabell, ...]:
    regel = e.regelverk.progression(period.till)
    namn: dict[int | None, str] = {r[0]: r[1] for r in e.anslutning.execute(select(Anordnare.id, Anordnare.namn))}
    # What the order of insatser is, whatever has been chosen: what came next may be of another kundval.
    alla = koder(e, Urval(urval.fran, urval.till))
    regler = e.regelverk.insatskoder()
    bedomda: list[Bedomd] = []
    fakta: list[Kedjefakta] = []
    for r in e.anslutning.execute(_fraga(e, urval)):
        if r.sista_dag is not None and r.sista_dag < r.start:
            continue
        fakta.append(Kedjefakta(r.kund, r.kod, r.start, r.sista_dag, r.avslutsorsak, bool(r.valt)))
        if r.valt and not r.historik and r.start <= period.till and (r.sista_dag or period.till) >= period.fran:
            hos = namn.get(r.anordnare_id, INGEN_ANORDNARE)
            bedomda.append(
                Bedomd(r.kod, hos, _serie(r, period.till), regler[r.kod].kundval if r.kod in regler else "")
            )
    kategorier = {k: o.kategori for k, o in e.regelverk.avslutsorsaker().items()}
    steg = insatskedjor.kedjor(fakta, regel, kategorier)
    return (
        *progression.tabeller(PROGRESSION, bedomda, alla),
        *insatskedjor.tabeller(KEDJOR, steg, period, regel, alla),
    )


def _serie(r: Any, till: date) -> Serie:
    """What was said of the months until a day."""
    sist = min(till, r.sista_dag or till)
    rapporter = {m: int(s) for m, _, s in (x.partition("/") for x in _delar(r.rapporter))}
    planer = (Plansteg(int(n), _tal(start), _tal(mal)) for n, start, mal in (x.split("/") for x in _delar(r.planer)))
    slut = r.slutsteg if r.sista_dag is not None and r.sista_dag <= till else None
    if not rapporter and slut is None:
        return serie(planer, {}, ())
    return serie(planer, rapporter, tuple(manader(r.start, sist)), slut)


def _delar(text: str | None) -> Iterator[str]:
    return iter(text.split(";") if text else ())


def _tal(text: str) -> int | None:
    return int(text) if text else None


def _fraga(e: Arbetsenhet, u: Urval) -> Any:
    """Every insats that has begun: those before and after are needed to know what followed on what. `valt`: it is
    among those chosen."""
    if e.lokal:
        return _ur_tabellerna(e, u)
    schema, _, vyn = PROGRESSIONSVY.partition(".")
    v = table(vyn, *(column(k, _TYPER.get(k, String)) for k in PROGRESSIONSKOLUMNER), schema=schema)
    valda = and_(true(), *villkor(e, u, v.c, v.c.malgrupp))
    return select(*v.c, func.coalesce(valda, literal(False)).label("valt"))


def _ur_tabellerna(e: Arbetsenhet, u: Urval) -> Any:
    """As the view has it."""
    i, p, m, s = (t.__table__.c for t in (Insats, Genomforandeplan, Manadsrapport, Slutrapport))
    tal = [func.coalesce(cast(k, String), "") for k in (p.skalsteg_start, p.skalsteg_mal)]
    version = cast(p.nummer, String) + "/" + tal[0] + "/" + tal[1]
    planer = (
        select(p.insats_id, func.aggregate_strings(version, ";").label("t"))
        .where(or_(p.skalsteg_start.is_not(None), p.skalsteg_mal.is_not(None)))
        .group_by(p.insats_id)
        .subquery()
    )
    rapporter = (
        select(m.insats_id, func.aggregate_strings(m.manad + "/" + cast(m.skalsteg, String), ";").label("t"))
        .where(m.skalsteg.is_not(None))
        .group_by(m.insats_id)
        .subquery()
    )
    valda = and_(true(), *villkor(e, u, i, Kund.malgrupp))
    return (
        select(
            i.kund_id.label("kund"), i.kod, i.anordnare_id, i.start, i.sista_dag, i.avslutsorsak, i.historik,
            planer.c.t.label("planer"), rapporter.c.t.label("rapporter"), s.skalsteg.label("slutsteg"),
            func.coalesce(valda, literal(False)).label("valt"),
        )
        .select_from(Insats.__table__.join(Kund.__table__, Kund.id == i.kund_id))
        .outerjoin(planer, planer.c.insats_id == i.id)
        .outerjoin(rapporter, rapporter.c.insats_id == i.id)
        .outerjoin(Slutrapport.__table__, s.insats_id == i.id)
        .where(i.start.is_not(None))
    )  # fmt: skip


# --- One case ------------------------------------------------------------------------------------------------------


def i_arendet(e: Arbetsenhet, i: Insats, x: Lage, rader: Rader) -> Stegserie | None:
    """None for a case that has not begun, one of before the scale, and one of which nothing has been said on it.
    `rader`: those that `x` was taken from."""
    skala = e.regelverk.progression(i.start or i.beslut).skalor.get(i.kundval, ())
    if i.start is None or i.start > e.idag or i.historik or not skala:
        return None
    rapporter = {r.manad: r.skalsteg for r in rader.rapporter if r.klarmarkerad is not None}
    # The month that is under way is not missing until it is over.
    sagda = [
        m for m in manader(i.start, min(e.idag, x.ramar.sista or e.idag)) if m in rapporter or m < f"{e.idag:%Y-%m}"
    ]
    s = serie(
        (Plansteg(p.nummer, p.skalsteg_start, p.skalsteg_mal) for p in rader.planer if p.inkommen is not None),
        rapporter, sagda, rader.slutrapport.skalsteg if rader.slutrapport is not None else None,
    )  # fmt: skip
    return Stegserie(s, skala) if any(v is not None for v in (s.start, s.mal, s.senast)) else None
