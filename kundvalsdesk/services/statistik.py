"""The statistics of a period: one read of a few columns, from which every table is drawn.

The insatser are put together by the database, as far as the rules say that they are alike (rules.statistik), in one
statement: what changes meanwhile is in all tables or in none, and what is read does not grow with how many they are.

In a shared database the read goes by a view of the owner's that has no key and no name (models.ratter.statistik): the
figures are the unit's, protected kunder among them, whoever asks; and it answers those who are given figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, case, cast, column, func, or_, select, table

from ..models import Anordnare, Auktorisation, Gallringsstatistik, Insats, Kund
from ..models.ratter.statistik import KOLUMNER, VY
from ..rules.statistik import Fakta, Period, granser, rakna
from ..rules.statistikprov import prova
from ..rules.statistiktabeller import Statistik, Tabell, stall_upp
from .arbetsenhet import Arbetsenhet
from .handling import krav_roll
from .statistiktillagg import TILLAGG
from .statistiktyper import INGEN_ANORDNARE, ROLLER, Statistiksvar, Urval
from .statistikurval import koder, prova_urval, villkor
from .typer import Framsteg

_STEG = ("Läser insatserna", "Ställer upp tabellerna", "Prövar tabellerna mot varandra")
_TYPER: dict[str, Any] = {"start": Date, "sista_dag": Date, "anordnare_id": Integer, "kundansvarig_id": Integer}


def hamta(e: Arbetsenhet, urval: Urval, framsteg: Callable[[Framsteg], None] | None = None) -> Statistiksvar:
    """Every table of a period. Raises Nekad for other roles, and for what there is none of."""
    krav_roll(e.aktor, *ROLLER)
    prova_urval(e, urval)

    def visa(klart: int) -> None:
        if framsteg is not None:
            framsteg(Framsteg(klart, len(_STEG), _STEG[min(klart, len(_STEG) - 1)]))

    visa(0)
    perioder = urval.perioder
    namn: dict[int | None, str] = {r[0]: r[1] for r in e.anslutning.execute(select(Anordnare.id, Anordnare.namn))}
    # Both periods from the same read, or what changes meanwhile would look like a change over the year.
    last = _fakta(e, urval, perioder, namn)
    fakta = [*last] if len(perioder) > 1 else last
    svar = Statistiksvar(
        urval, _stall_upp(e, urval, fakta, urval.period, visa), _gallrade(e, urval), _mer(e, urval, urval.period)
    )
    if urval.jamfor:
        fore = perioder[1]
        svar = replace(svar, fore=_stall_upp(e, urval, fakta, fore, visa), mer_fore=_mer(e, urval, fore))
    visa(3)
    return svar


def per_anordnare(e: Arbetsenhet, urval: Urval) -> Tabell:
    """Table 8 alone, the same as among all of them."""
    krav_roll(e.aktor, *ROLLER)
    prova_urval(e, urval)
    namn: dict[int | None, str] = {r[0]: r[1] for r in e.anslutning.execute(select(Anordnare.id, Anordnare.namn))}
    fakta = _fakta(e, urval, urval.perioder, namn)
    return _stall_upp(e, urval, fakta, urval.period, lambda _: None).tabeller["8"]


def _stall_upp(
    e: Arbetsenhet, urval: Urval, fakta: Iterable[Fakta], period: Period, visa: Callable[[int], None]
) -> Statistik:
    rakning = rakna(fakta, period, {k: o.kategori for k, o in e.regelverk.avslutsorsaker().items()})
    visa(1)
    alla = koder(e, urval)
    statistik = stall_upp(rakning, _auktoriserade(e, urval, alla, period.till), alla)
    visa(2)
    prova(statistik, period)
    return statistik


def _mer(e: Arbetsenhet, urval: Urval, period: Period) -> tuple[Tabell, ...]:
    return tuple(t for tabeller in TILLAGG for t in tabeller(e, urval, period))


# --- The read ------------------------------------------------------------------------------------------------------


def _fakta(
    e: Arbetsenhet, u: Urval, perioder: Sequence[Period], namn: dict[int | None, str]
) -> Iterator[Fakta]:  # fmt: skip
    dagar = [date.min, *granser(perioder)]
    for kod, anordnare, orsak, start, sista, antal, summa in e.anslutning.execute(_fraga(e, u, perioder)):
        yield Fakta(
            kod, namn.get(anordnare, INGEN_ANORDNARE), orsak, dagar[start], None if sista < 0 else dagar[sista], antal,
            int(summa),
        )  # fmt: skip


def _fraga(e: Arbetsenhet, u: Urval, perioder: Sequence[Period]) -> Any:
    """Insatser that may play a part, put together where the rules cannot tell them apart. Days are given as the
    number of limits that they have reached; the orsak and the days of those that ended in a period only."""
    i, kalla = _kalla(e, u)
    gransdagar = granser(perioder)
    forst, sist = min(p.spann[0] for p in perioder), max(p.spann[1] for p in perioder)
    i_perioden = or_(*(i.sista_dag.between(p.fran, p.till) for p in perioder))
    grupp = (
        i.kod,
        i.anordnare_id,
        case((i_perioden, i.avslutsorsak)).label("orsak"),
        _fack(i.start, gransdagar).label("start"),
        case((i.sista_dag.is_(None), -1), else_=_fack(i.sista_dag, gransdagar)).label("sista"),
    )
    langd = _dagnummer(e, i.sista_dag) - _dagnummer(e, i.start) + 1
    return (
        select(*grupp, func.count(), func.sum(case((i_perioden, langd), else_=0)))
        .select_from(kalla)
        .where(i.start <= sist, i.sista_dag.is_(None) | ((i.sista_dag >= forst) & (i.sista_dag >= i.start)))
        .where(*villkor(e, u, i, Kund.malgrupp if e.lokal else i.malgrupp))
        .group_by(*grupp)
    )


def _kalla(e: Arbetsenhet, u: Urval) -> tuple[Any, Any]:
    """The columns of an insats, and where they come from."""
    if not e.lokal:
        schema, _, vyn = VY.partition(".")
        vy = table(vyn, *(column(k, _TYPER.get(k, String)) for k in KOLUMNER), schema=schema)
        return vy.c, vy
    i = Insats.__table__
    return i.c, i.join(Kund.__table__, Kund.id == Insats.kund_id) if u.malgrupp else i


def _fack(dag: Any, gransdagar: list[date]) -> ColumnElement[int]:
    return case(*((dag < g, n) for n, g in enumerate(gransdagar)), else_=len(gransdagar))


def _dagnummer(e: Arbetsenhet, dag: Any) -> ColumnElement[int]:
    """A number of the day, one more for the next."""
    return cast(func.julianday(dag), Integer) if e.lokal else dag - date(2000, 1, 1)


# --- Beside the insatser -------------------------------------------------------------------------------------------


def _auktoriserade(e: Arbetsenhet, u: Urval, alla: list[str], dag: date) -> dict[str, set[str]]:
    """The insatser that each anordnare is authorised for on a day, by themselves or by their kundval."""
    a = Auktorisation
    q = (
        select(Anordnare.namn, a.avser)
        .join(a, a.anordnare_id == Anordnare.id)
        .where(a.fran <= dag, a.till.is_(None) | (a.till >= dag))
    )
    if u.anordnare is not None:
        q = q.where(Anordnare.namn == u.anordnare)
    regler = e.regelverk.insatskoder()
    ut: dict[str, set[str]] = {}
    for namn, avser in e.anslutning.execute(q):
        ut.setdefault(namn, set()).update(k for k in alla if avser in (k, regler[k].kundval))
    return ut


def _gallrade(e: Arbetsenhet, u: Urval) -> int:
    g = Gallringsstatistik
    q = select(func.coalesce(func.sum(g.antal), 0)).where(g.ar.between(u.fran.year, u.till.year))
    if u.kundval is not None:
        q = q.where(g.insatskod.in_(koder(e, u)))
    if u.anordnare is not None:
        q = q.where(g.anordnare == u.anordnare)
    if u.malgrupp is not None:
        q = q.where(g.malgrupp == u.malgrupp)
    return int(e.anslutning.execute(q).scalar_one())
