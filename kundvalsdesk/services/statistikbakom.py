"""The cases behind a figure of the statistics, for those who may see all of them; and what there is to choose from.

Which cases they are is decided by the rules that counted them, one by one: a figure of seven opens seven cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from ..fel import Nekad
from ..models import Anordnare, Handlaggare, Insats, Kund, Kundidentitet
from ..rules import rapportledtider as rapportledtid
from ..rules.kalender import manadens_forsta, plus_manader
from ..rules.ledtider import KOLUMNER as LEDTIDSKOLUMNER
from ..rules.ledtider import raknas_i
from ..rules.sortering import sortnyckel
from ..rules.statistik import DELAR, UTFALL, Fakta, Period, raknas_som
from ..rules.statistikjamforelse import ar_andel
from ..texter.datum import manad_ar
from ..texter.meningar import KUNDVALORD
from . import ledtider, rapportledtider
from .arbetsenhet import Arbetsenhet
from .handling import krav_roll
from .maskning import visningsnamn
from .statistiktyper import (
    HOGST_BAKOM,
    INGEN_ANORDNARE,
    KEDJOR,
    LEDTIDER,
    PROGRESSION,
    RAPPORTER,
    ROLLER,
    Bakomrad,
    Cell,
    Urval,
    Valbart,
)
from .statistikurval import koder, prova_urval, villkor

ROLL = "arbetsledare"
"""Nobody else sees every case, the protected ones too."""
_PA_EN_GANG = 500
_PA_VAGEN = {LEDTIDER: LEDTIDSKOLUMNER, RAPPORTER: rapportledtid.KOLUMNER}
_TAL = ("totalt", "pagaende", "avslutade", *UTFALL, *(d for delar in DELAR.values() for d in delar))


class _Fraga(NamedTuple):
    urval: Urval
    kod: str | None
    anordnare: str | None
    kolumn: str


def oppnas(cell: Cell, alla: list[str]) -> bool:
    """Whether there are cases behind a cell. `alla`: all insatser."""
    if cell.tabell in ("1", *PROGRESSION, *KEDJOR):
        return False
    if cell.tabell in _PA_VAGEN:
        return cell.kolumn in _PA_VAGEN[cell.tabell] and not ar_andel(cell.kolumn)
    egna = {"3a": cell.kolumn.isdecimal(), "3b": cell.kolumn in alla}
    return egna.get(cell.tabell, False) or cell.kolumn in _TAL


def arenden(e: Arbetsenhet, urval: Urval, cell: Cell) -> tuple[Bakomrad, ...]:
    """At most HOGST_BAKOM of them, by name of the kund. `cell.tabell`: a number, or the insats for a table of one.

    Raises Nekad for those who do not see every case, and where there are none behind the cell.
    """
    krav_roll(e.aktor, ROLL)
    prova_urval(e, urval)
    alla = koder(e, replace(urval, kundval=None))
    if not oppnas(cell, alla):
        raise Nekad("inga", "Det finns inga ärenden bakom den siffran.")
    fragan = _pa_vagen(e, urval, cell) if cell.tabell in _PA_VAGEN else _bakom(e, _fraga(urval, cell, alla))
    rader = list(islice(fragan, HOGST_BAKOM))
    rader.sort(key=lambda par: par[0])
    return tuple(r for _, r in rader)


def _fraga(urval: Urval, cell: Cell, alla: list[str]) -> _Fraga:
    """Which insatser and which column of theirs a cell counts."""
    if cell.tabell == "3a":
        n = int(cell.kolumn)
        return _Fraga(replace(urval, fran=date(n, 1, 1), till=date(n, 12, 31)), cell.rad, None, "totalt")
    if cell.tabell == "3b" and cell.kolumn in alla:
        return _Fraga(urval, cell.kolumn, cell.rad, "totalt")
    if cell.tabell in ("4", "5", "6", "7"):
        return _Fraga(urval, cell.rad, None, cell.kolumn)
    return _Fraga(urval, cell.tabell if cell.tabell in alla else None, cell.rad, cell.kolumn)


def _pa_vagen(e: Arbetsenhet, urval: Urval, cell: Cell) -> Iterator[tuple[str, Bakomrad]]:
    """Those of the lead times, a report each for itself. `cell.rad`: the month that the table goes by."""
    period = urval.period
    if cell.rad is not None:
        forst = max(period.fran, manadens_forsta(cell.rad))
        period = Period(forst, min(period.till, plus_manader(forst.replace(day=1), 1) - timedelta(days=1)))
    alla: dict[int, list[str]] = {}
    if cell.tabell == LEDTIDER:
        alla = {n: [""] for n, v in ledtider.vagar_med_nyckel(e, urval, period) if cell.kolumn in raknas_i(v)}
    else:
        for n, manad, w in rapportledtider.vagar_med_nyckel(e, urval, period):
            if cell.kolumn in rapportledtid.raknas_i(w):
                alla.setdefault(n, []).append(manad)
    ids = [*alla]
    for n in range(0, len(ids), _PA_EN_GANG):
        q = _arendena().add_columns(Insats.id).where(Insats.id.in_(ids[n : n + _PA_EN_GANG])).order_by(Insats.id)
        for *r, insats_id in e.anslutning.execute(q):
            nyckel, rad = _rad(e, r)
            for manad in alla[insats_id]:
                yield f"{nyckel} {manad}", replace(rad, slut=manad_ar(manad)) if manad else rad


def _arendena() -> Any:
    i: Any = Insats.__table__.c
    p = Kundidentitet
    return (
        select(
            i.nyckel, i.kod, Anordnare.namn, i.avslutsorsak, i.start, i.sista_dag, p.fornamn, p.efternamn, Kund.skydd
        )
        .join(Kund, Kund.id == i.kund_id)
        .outerjoin(p, p.kund_id == i.kund_id)
        .outerjoin(Anordnare, Anordnare.id == i.anordnare_id)
    )


def _rad(e: Arbetsenhet, r: Any) -> tuple[str, Bakomrad]:
    """A case, and what it is sorted by."""
    nyckel, kod, anordnare, orsak, start, sista, fornamn, efternamn, skydd = r
    slut = "pågår" if start else "inte startad"
    if sista is not None:
        orsaker = e.regelverk.avslutsorsaker()
        slut = f"{sista} · {orsaker[orsak].namn if orsak in orsaker else 'okänd orsak'}"
    kund = visningsnamn(fornamn, efternamn, skydd, f"Ärende {nyckel}")
    return sortnyckel(kund) + nyckel, Bakomrad(nyckel, kund, kod, anordnare or INGEN_ANORDNARE, start, slut)


def _bakom(e: Arbetsenhet, f: _Fraga) -> Iterator[tuple[str, Bakomrad]]:
    i: Any = Insats.__table__.c
    period: Period = f.urval.period
    q = (
        _arendena()
        .where(i.start <= period.till, or_(i.sista_dag.is_(None), i.sista_dag >= period.fran))
        .where(*villkor(e, f.urval, i, Kund.malgrupp))
        .order_by(i.id)
    )
    if f.kod is not None:
        q = q.where(i.kod == f.kod)
    if f.anordnare is not None:
        q = q.where(Anordnare.namn.is_(None) if f.anordnare == INGEN_ANORDNARE else Anordnare.namn == f.anordnare)
    kategorier = {k: o.kategori for k, o in e.regelverk.avslutsorsaker().items()}
    for r in e.anslutning.execute(q):
        _, kod, _, orsak, start, sista, *_ = r
        if f.kolumn in raknas_som(Fakta(kod, "", orsak, start, sista), period, kategorier):
            yield _rad(e, r)


def valbart(e: Arbetsenhet) -> Valbart:
    """Raises Nekad for those who get no figures."""
    krav_roll(e.aktor, *ROLLER)
    kundval = dict.fromkeys(e.regelverk.insatskoder()[k].kundval for k in koder(e, Urval(date.min, date.max)))
    namn = sorted(e.anslutning.execute(select(Anordnare.namn)).scalars(), key=sortnyckel)
    h = Handlaggare
    q = select(h.anvandare, h.namn).where(h.roll.in_(("karriarvagledare", "arbetsledare")))
    kollegor = sorted(((a, n) for a, n in e.anslutning.execute(q)), key=lambda par: sortnyckel(par[1]))
    return Valbart(
        tuple((k, KUNDVALORD.get(k, k)) for k in kundval), tuple(namn), tuple(kollegor),
        tuple((k, m.namn) for k, m in e.regelverk.malgrupper().items()), e.aktor.har(ROLL),
    )  # fmt: skip
