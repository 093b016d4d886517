"""The statistics of a period: one read of a few columns, from which every table is drawn.

The insatser are put together by the database, as far as the rules say that they are alike (rules.statistik), in one
statement: what changes meanwhile is in all tables or in none, and what is read does not grow with how many they are.

In a shared database the read goes by a view of the owner's that has no key and no name (models.ratter.statistik): the
figures are the unit's, protected kunder among them, whoever asks; and it answers those who are given figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, case, cast, column, func, select, table

from ..fel import Nekad
from ..models import Anordnare, Auktorisation, Gallringsstatistik, Handlaggare, Insats, Kund
from ..models.ratter.statistik import KOLUMNER, VY
from ..rules.statistik import Fakta, Period, rakna
from ..rules.statistikprov import prova
from ..rules.statistiktabeller import stall_upp
from .arbetsenhet import Arbetsenhet
from .handling import krav_roll
from .statistiktyper import INGEN_ANORDNARE, ROLLER, Statistiksvar, Urval
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
    period = urval.period
    namn: dict[int | None, str] = {r[0]: r[1] for r in e.anslutning.execute(select(Anordnare.id, Anordnare.namn))}
    kategorier = {k: o.kategori for k, o in e.regelverk.avslutsorsaker().items()}
    rakning = rakna(_fakta(e, urval, namn), period, kategorier)
    visa(1)
    alla = koder(e, urval)
    statistik = stall_upp(rakning, _auktoriserade(e, urval, alla), alla)
    visa(2)
    prova(statistik, period)
    visa(3)
    return Statistiksvar(urval, statistik, _gallrade(e, urval))


def prova_urval(e: Arbetsenhet, u: Urval) -> None:
    """Raises Nekad for a period that ends before it begins, and for what there is none of."""
    if u.fran > u.till:
        raise Nekad("period", "Periodens första dag ligger efter den sista. Byt plats på dem.", "fran")
    kundval = sorted({r.kundval for r in e.regelverk.insatskoder().values()})
    if u.kundval is not None and u.kundval not in kundval:
        raise Nekad("kundval", f"Kundvalet finns inte. Välj något av {', '.join(kundval)}.", "kundval")
    malgrupper = sorted(e.regelverk.malgrupper())
    if u.malgrupp is not None and u.malgrupp not in malgrupper:
        raise Nekad("malgrupp", f"Målgruppen finns inte. Välj någon av {', '.join(malgrupper)}.", "malgrupp")
    if u.anordnare is not None and _anordnaren(e, u.anordnare) is None:
        raise Nekad("anordnare", "Det finns ingen anordnare med det namnet.", "anordnare")
    if u.karriarvagledare is not None and _handlaggaren(e, u.karriarvagledare) is None:
        raise Nekad("karriarvagledare", "Det finns ingen handläggare med det användarnamnet.", "karriarvagledare")


def koder(e: Arbetsenhet, u: Urval) -> list[str]:
    """The insatser that are asked for, in their order, those that are phased out last."""
    regler = e.regelverk.insatskoder()
    valda = [k for k, r in regler.items() if u.kundval in (None, r.kundval)]
    return sorted(valda, key=lambda k: regler[k].endast_historik)


def _anordnaren(e: Arbetsenhet, namn: str) -> int | None:
    return e.anslutning.execute(select(Anordnare.id).where(Anordnare.namn == namn)).scalar_one_or_none()


def _handlaggaren(e: Arbetsenhet, anvandare: str) -> int | None:
    q = select(Handlaggare.id).where(Handlaggare.anvandare == anvandare)
    return e.anslutning.execute(q).scalar_one_or_none()


# --- The read ------------------------------------------------------------------------------------------------------


def _fakta(e: Arbetsenhet, u: Urval, namn: dict[int | None, str]) -> Iterator[Fakta]:
    period = u.period
    granser = period.granser
    dagar = [date.min, *granser]
    for kod, anordnare, orsak, start, sista, antal, summa in e.anslutning.execute(_fraga(e, u, period, granser)):
        yield Fakta(
            kod, namn.get(anordnare, INGEN_ANORDNARE), orsak, dagar[start], None if sista < 0 else dagar[sista], antal,
            int(summa),
        )  # fmt: skip


def _fraga(e: Arbetsenhet, u: Urval, period: Period, granser: list[date]) -> Any:
    """Insatser that may play a part, put together where the rules cannot tell them apart. Days are given as the
    number of limits that they have reached; the orsak and the days of those that ended in the period only."""
    i, kalla = _kalla(e, u)
    forst, sist = period.spann
    i_perioden = i.sista_dag.between(period.fran, period.till)
    grupp = (
        i.kod,
        i.anordnare_id,
        case((i_perioden, i.avslutsorsak)).label("orsak"),
        _fack(i.start, granser).label("start"),
        case((i.sista_dag.is_(None), -1), else_=_fack(i.sista_dag, granser)).label("sista"),
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


def villkor(e: Arbetsenhet, u: Urval, i: Any, malgrupp: Any) -> Iterator[ColumnElement[bool]]:
    """What has been chosen besides the period. `i`: the columns of the insats."""
    if u.kundval is not None:  # by the insatser of it: they stand in the index
        yield i.kod.in_(koder(e, u))
    if u.anordnare is not None:
        yield i.anordnare_id == _anordnaren(e, u.anordnare)
    if u.karriarvagledare is not None:
        yield i.kundansvarig_id == _handlaggaren(e, u.karriarvagledare)
    if u.malgrupp is not None:
        yield malgrupp == u.malgrupp


def _fack(dag: Any, granser: list[date]) -> ColumnElement[int]:
    return case(*((dag < g, n) for n, g in enumerate(granser)), else_=len(granser))


def _dagnummer(e: Arbetsenhet, dag: Any) -> ColumnElement[int]:
    """A number of the day, one more for the next."""
    return cast(func.julianday(dag), Integer) if e.lokal else dag - date(2000, 1, 1)


# --- Beside the insatser -------------------------------------------------------------------------------------------


def _auktoriserade(e: Arbetsenhet, u: Urval, alla: list[str]) -> dict[str, set[str]]:
    """The insatser that each anordnare is authorised for on the last day of the period, by themselves or by their
    kundval."""
    a = Auktorisation
    q = (
        select(Anordnare.namn, a.avser)
        .join(a, a.anordnare_id == Anordnare.id)
        .where(a.fran <= u.till, a.till.is_(None) | (a.till >= u.till))
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
