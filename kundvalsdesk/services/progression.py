"""Progression and chains of insatser in a period: steps, days and codes of one moment, put together by the rules.

What is alike comes put together, and the others kund by kund: what is kept does not grow with how many they are.

In a shared database by a view of the owner's (models.ratter.progression); of one case by its own rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    String,
    and_,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    table,
    true,
)

from ..models import Anordnare, Genomforandeplan, Insats, Kund, Manadsrapport, Slutrapport
from ..models.ratter.progression import PROGRESSIONSKOLUMNER, PROGRESSIONSVY
from ..rules import progression
from ..rules.insatskedjor import Kedjefakta, Kedjerakning, kedjor
from ..rules.kalender import manader
from ..rules.progression import Bedomd, Plansteg, Serie, serie
from ..rules.statistik import Period, slutade
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
    **dict.fromkeys(("kund", "kundens", "anordnare_id", "kundansvarig_id", "slutsteg"), Integer),
}  # fmt: skip


def hamta(e: Arbetsenhet, urval: Urval) -> Statistiksvar:
    """The four tables alone. Raises Nekad as the statistics do (services.statistik)."""
    krav_roll(e.aktor, *ROLLER)
    prova_urval(e, urval)
    return Statistiksvar(urval, Statistik(), mer=tabeller(e, urval, urval.period))


def tabeller(e: Arbetsenhet, urval: Urval, period: Period) -> tuple[Tabell, ...]:
    # What the order of insatser is, whatever has been chosen: what came next may be of another kundval.
    alla = koder(e, Urval(urval.fran, urval.till))
    kalla = _Kalla(e, urval)
    return (
        *progression.tabeller(PROGRESSION, _bedomda(e, kalla, period), alla),
        *_kedjorna(e, kalla, period, alla).tabeller(KEDJOR),
    )


def _bedomda(e: Arbetsenhet, kalla: _Kalla, period: Period) -> Iterator[Bedomd]:
    """Those with any day in the period, put together as far as they are alike."""
    namn: dict[int | None, str] = {r[0]: r[1] for r in e.anslutning.execute(select(Anordnare.id, Anordnare.namn))}
    regler = e.regelverk.insatskoder()

    def en(kod: str, anordnare: int | None, s: Serie, antal: int) -> Bedomd:
        hos = namn.get(anordnare, INGEN_ANORDNARE)
        return Bedomd(kod, hos, s, regler[kod].kundval if kod in regler else "", antal)

    ihop: Counter[tuple[Any, ...]] = Counter()
    for r in e.anslutning.execute(kalla.med_steg(period)):
        s = _serie(r, period.till)
        ihop[r.kod, r.anordnare_id, s.start, s.mal, s.senast] += 1
    utan: Counter[tuple[str, int | None]] = Counter()
    for kod, anordnare, antal in e.anslutning.execute(kalla.i_perioden(period)):
        utan[kod, anordnare] += antal
    for (kod, anordnare, start, mal, senast), antal in ihop.items():
        utan[kod, anordnare] -= antal
        yield en(kod, anordnare, Serie(start, mal, (), senast), antal)
    for (kod, anordnare), antal in utan.items():
        if antal > 0:
            yield en(kod, anordnare, Serie(None, None, ()), antal)


def _kedjorna(e: Arbetsenhet, kalla: _Kalla, period: Period, alla: Sequence[str]) -> Kedjerakning:
    """Kund by kund; those with one insats only, most of them, are what is left of all that the database adds up."""
    regel = e.regelverk.progression(period.till)
    kategorier = {k: o.kategori for k, o in e.regelverk.avslutsorsaker().items()}
    ut = Kedjerakning(period, regel, alla)
    antal: Counter[tuple[str, str | None]] = Counter()
    langd: Counter[tuple[str, str | None]] = Counter()
    for kod, orsak, n, dagar in e.anslutning.execute(kalla.avslutade(period)):
        antal[kod, orsak], langd[kod, orsak] = n, int(dagar)
    for _, rader in groupby(e.anslutning.execute(kalla.flera()), key=lambda r: r.kund):
        egna = [Kedjefakta(r.kund, r.kod, r.start, r.sista_dag, r.avslutsorsak, bool(r.valt)) for r in rader]
        for f in egna:
            if f.raknas and f.sista is not None and slutade(f.sista, period):
                antal[f.kod, f.orsak] -= 1
                langd[f.kod, f.orsak] -= (f.sista - f.start).days + 1
        ut.lagg_till(kedjor(egna, regel, kategorier))
    for (kod, orsak), n in antal.items():
        if n:
            ensam = Kedjefakta(0, kod, period.fran, period.till, orsak, True, n, langd[kod, orsak])
            ut.lagg_till(kedjor([ensam], regel, kategorier))
    return ut


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


class _Kalla:
    """Where the rows come from: the view of a shared database, or the tables of a file as the view has them."""

    def __init__(self, e: Arbetsenhet, u: Urval) -> None:
        self._lokal = e.lokal
        if e.lokal:
            i = Insats.__table__.c
            self._c: Any = i
            self._fran: Any = Insats.__table__.join(Kund.__table__, Kund.id == i.kund_id) if u.malgrupp else i.id.table
            self._kund = i.kund_id
            igen = Insats.__table__.alias("igen").c.kund_id
            self._flera: Any = i.kund_id.in_(select(igen).group_by(igen).having(func.count() > 1))
            malgrupp: Any = Kund.malgrupp
        else:
            schema, _, vyn = PROGRESSIONSVY.partition(".")
            v = table(vyn, *(column(k, _TYPER.get(k, String)) for k in PROGRESSIONSKOLUMNER), schema=schema)
            self._c, self._fran, self._kund, self._flera = v.c, v, v.c.kund, v.c.kundens > 1
            malgrupp = v.c.malgrupp
        self._giltig = (self._c.start.is_not(None), self._c.sista_dag.is_(None) | (self._c.sista_dag >= self._c.start))
        skalor = e.regelverk.progression(u.till).skalor
        self._med_skala = [k for k, r in e.regelverk.insatskoder().items() if r.kundval in skalor]
        self._valda = tuple(villkor(e, u, self._c, malgrupp))

    def _nagon_dag(self, p: Period) -> tuple[Any, ...]:
        """Of what has a scale. By the code and not by its row's word on history: the index has the code."""
        c = self._c
        i_perioden = (c.start <= p.till, c.sista_dag.is_(None) | (c.sista_dag >= p.fran))
        return (*self._giltig, c.kod.in_(self._med_skala), *i_perioden)

    def i_perioden(self, p: Period) -> Any:
        c = self._c
        q = (
            select(c.kod, c.anordnare_id, func.count())
            .select_from(self._fran)
            .where(*self._nagon_dag(p), *self._valda)
        )
        return q.group_by(c.kod, c.anordnare_id)

    def med_steg(self, p: Period) -> Any:
        """Of which a plan says anything on the scale: without a start and a goal no insats is in any figure."""
        c = self._c
        if not self._lokal:
            q = select(c.kod, c.anordnare_id, c.start, c.sista_dag, c.planer, c.rapporter, c.slutsteg)
            return q.where(c.planer.is_not(None), *self._nagon_dag(p), *self._valda)
        planer, s = _planer(), Slutrapport.__table__
        return (
            select(
                c.kod, c.anordnare_id, c.start, c.sista_dag, planer.c.t.label("planer"),
                _rapporter(c.id).label("rapporter"), s.c.skalsteg.label("slutsteg"),
            )
            .select_from(self._fran)
            .join(planer, planer.c.insats_id == c.id)
            .outerjoin(s, s.c.insats_id == c.id)
            .where(*self._nagon_dag(p), *self._valda)
        )  # fmt: skip

    def avslutade(self, p: Period) -> Any:
        """Ended in the period: how many of each kind and orsak, and their days."""
        c = self._c
        dagar = c.sista_dag - c.start
        if self._lokal:
            dagar = cast(func.julianday(c.sista_dag) - func.julianday(c.start), Integer)
        q = select(c.kod, c.avslutsorsak, func.count(), func.sum(dagar + 1)).select_from(self._fran)
        q = q.where(*self._giltig, c.sista_dag.between(p.fran, p.till), *self._valda)
        return q.group_by(c.kod, c.avslutsorsak)

    def flera(self) -> Any:
        """All insatser of kunder with more than one, chosen or not (`valt`)."""
        c = self._c
        valt = func.coalesce(and_(true(), *self._valda), literal(False)).label("valt")
        return (
            select(self._kund.label("kund"), c.kod, c.start, c.sista_dag, c.avslutsorsak, valt)
            .select_from(self._fran)
            .where(*self._giltig, self._flera)
            .order_by(self._kund)
        )


def _planer() -> Any:
    """By a reckoned key: in the order of the index SQLite would fetch row after row, whatever they say."""
    p = Genomforandeplan.__table__.c
    tal = [func.coalesce(cast(k, String), "") for k in (p.skalsteg_start, p.skalsteg_mal)]
    version = cast(p.nummer, String) + "/" + tal[0] + "/" + tal[1]
    nyckel = (p.insats_id + 0).label("insats_id")
    q = select(nyckel, func.aggregate_strings(version, ";").label("t")).group_by(nyckel)
    return q.where(or_(p.skalsteg_start.is_not(None), p.skalsteg_mal.is_not(None))).subquery()


def _rapporter(insats_id: Any) -> Any:
    m = Manadsrapport.__table__.c
    q = select(func.aggregate_strings(m.manad + "/" + cast(m.skalsteg, String), ";"))
    return q.where(m.insats_id == insats_id, m.skalsteg.is_not(None)).correlate(Insats.__table__).scalar_subquery()


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
