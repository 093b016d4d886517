"""What waits to be reviewed, what is returned, what has been decided today, and the forms that are kept aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, literal, or_, select

from ..models import (
    Anordnare,
    Aterremiss,
    Frist,
    Genomforandeplan,
    Handling,
    Inlamning,
    Insats,
    Kundidentitet,
    Logg,
    Manadsrapport,
    Slutrapport,
)
from ..rules import granskning as kontroller
from ..rules.fakta import Insatsfakta, Plan, Rapport
from ..rules.fakta import Slutrapport as Slutfakta
from ..rules.rapporttyper import SLUT
from ..rules.trafikljus import antal_kvar, oppet_ljus
from ..texter.datum import frist_ord
from ..texter.meningar import insats_ord
from ..texter.rapportnamn import rapportnamn
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_arenderatt
from .flode_angra import BESLUT
from .frister import fakta_for
from .granskningstyper import Granskningslista, GranskRad, Parkerad
from .granskningsunderlag import Sak, Texter, bygg, texter
from .innehav import mitt
from .maskning import visningsnamn
from .mottagning import parkerad_mening

FRISTER = {
    "granska_plan": "plan",
    "granska_rapport": "rapport",
    "godkann_rapport": "rapport",
    "granska_slutrapport": "slutrapport",
}
"""The frister of reviewing, and what they are about."""
_TABELLER: dict[str, Any] = {"plan": Genomforandeplan, "rapport": Manadsrapport, "slutrapport": Slutrapport}
Inkommet = Plan | Rapport | Slutfakta


def lista(e: Arbetsenhet, urval: str = "mina") -> Granskningslista:
    """What waits to be reviewed, what is returned and waits for the anordnare, and what has been decided today.

    `urval`: mina (those the actor answers for today; the owner of a local file: all) or alla. Ordered: röd first
    and then by due date; returned ones after those that wait. Raises Nekad for a role without cases.
    """
    krav_arenderatt(e)
    mina = urval == "mina" and not e.aktor.agare
    oppna = _oppna(e, mina)
    beslutade = _beslutade_idag(e, mina)
    saker = list(dict.fromkeys([*oppna, *beslutade]))
    fakta = fakta_for(e.session, sorted({s[0] for s in saker})) if saker else {}
    alla = texter(e, saker)
    namn = namn_for(e, sorted({s[0] for s in saker}))
    rader = []
    for sak in saker:
        f, insats = fakta[sak[0]]
        x = inlamnad(f, sak[1], sak[2])
        rader.append(_rad(e, sak, f, insats, x, oppna.get(sak), alla, namn[sak[0]]))
    ordning = {"vantar": 0, "returnerad": 1, "godkand": 2, "aterremitterad": 2}
    rader.sort(key=lambda r: (ordning[r.lage], r.forfaller, r.insats, r.slag, r.avser))
    return Granskningslista(
        tuple(rader),
        vantar=sum(r.lage == "vantar" for r in rader),
        parkerade=_antal_parkerade(e, mina),
    )


def _oppna(e: Arbetsenhet, mina: bool) -> dict[Sak, tuple[bool, date, int]]:
    """Reports with an open frist of review → (returned, due, gul_kvar) of the earliest one."""
    q = select(Frist.insats_id, Frist.kod, Frist.avser, Frist.vilande, Frist.forfaller, Frist.gul_kvar).where(
        Frist.kod.in_(FRISTER), Frist.utlost <= e.idag, or_(Frist.stangs.is_(None), Frist.stangs > e.idag)
    )
    if mina:
        q = q.where(mitt(e).hos(Frist.kundansvarig_id, Frist.kund_id))
    ut: dict[Sak, tuple[bool, date, int]] = {}
    for r in e.anslutning.execute(q.order_by(Frist.vilande, Frist.forfaller, Frist.id)):
        slag = FRISTER[r.kod]
        ut.setdefault((r.insats_id, slag, SLUT if slag == "slutrapport" else r.avser),
                      (r.vilande, r.forfaller, r.gul_kvar))  # fmt: skip
    return ut


def _beslutade_idag(e: Arbetsenhet, mina: bool) -> dict[Sak, str]:
    """Reports decided today, by the log, that still stand as decided: sak → the word of the decision."""
    q = (
        select(Logg.insats_id, Logg.tabell, Logg.rad_id, Handling.namn)
        .join(Handling, Handling.id == Logg.handling_id)
        .where(
            Handling.tid >= datetime.combine(datetime.now().date(), time.min),
            Handling.namn.in_([*BESLUT, "granskning_angra"]),
            Logg.insats_id.is_not(None),
        )
        .order_by(Logg.id)
    )
    if mina:
        q = q.where(Handling.anvandare == e.aktor.anvandare)
    rader = e.anslutning.execute(q).all()
    saker = _saker(e, {(r.tabell, r.rad_id) for r in rader})
    sist: dict[Sak, str] = {}
    for r in rader:
        vad = saker.get((r.tabell, r.rad_id))
        if vad is None:
            continue
        sak = (r.insats_id, *vad)
        if r.namn in BESLUT:
            sist[sak] = BESLUT[r.namn]
        else:
            sist.pop(sak, None)
    return sist


_AVSER: dict[str, tuple[str, Any]] = {
    Genomforandeplan.__tablename__: ("plan", Genomforandeplan.nummer),
    Manadsrapport.__tablename__: ("rapport", Manadsrapport.manad),
    Slutrapport.__tablename__: ("slutrapport", literal(SLUT)),
    Aterremiss.__tablename__: ("", Aterremiss.avser),
}
"""Table of a reviewed report → slag and the column of avser; a later return tells its slag by what it is about."""


def _saker(e: Arbetsenhet, rorda: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, str]]:
    """(table, id) of rows in the log → (slag, avser), in one question per table."""
    ut: dict[tuple[str, int], tuple[str, str]] = {}
    for tabell, (slag, kolumn) in _AVSER.items():
        ids = sorted(rad_id for t, rad_id in rorda if t == tabell)
        klass = _TABELLER.get(slag, Aterremiss)
        for n in range(0, len(ids), 500):
            for rad_id, avser in e.anslutning.execute(select(klass.id, kolumn).where(klass.id.in_(ids[n : n + 500]))):
                ut[tabell, rad_id] = (slag or _slag_av(avser), str(avser))
    return ut


def _slag_av(avser: str) -> str:
    return "slutrapport" if avser == SLUT else "rapport" if "-" in avser else "plan"


def _rad(
    e: Arbetsenhet,
    sak: Sak,
    f: Insatsfakta,
    insats: Any,
    x: Inkommet | None,
    oppen: tuple[bool, date, int] | None,
    alla: Texter,
    namn: tuple[str, str],
) -> GranskRad:
    u = bygg(e, sak, f, insats.kundval, alla)
    borta = ute(x)
    inkommen = senast_inkommen(x)
    godkand = x.godkand if x is not None else None
    if oppen is None or godkand is not None:
        lj, ord_, forfaller = "klar", "godkänd", godkand or inkommen
        lage = "godkand" if godkand is not None else "returnerad" if borta is not None else "vantar"
    else:
        vilande, forfaller, gul_kvar = oppen
        lage = "returnerad" if borta is not None else "vantar"
        lj = "vilande" if vilande else oppet_ljus(forfaller, gul_kvar, e.idag)
        ord_ = frist_ord(lj, antal_kvar(forfaller, e.idag), forfaller, e.idag)
    if lage == "returnerad":
        lj, ord_ = "vilande", "väntar"
    return GranskRad(
        insats=insats.nyckel,
        slag=sak[1],
        avser=sak[2],
        titel=rapportnamn(sak[1], sak[2]),
        kund=namn[0],
        skyddad=insats.skydd is not None,
        insatskod=insats_ord(insats.kod),
        anordnare=namn[1],
        lage=lage,
        ljus=lj,
        ord=ord_,
        forfaller=forfaller,
        inkommen=inkommen,
        anmarkningar=None if u is None else len(kontroller.anmarkningar(u)),
        aterremitterad=borta,
    )


def inlamnad(f: Insatsfakta, slag: str, avser: str) -> Inkommet | None:
    if slag == "plan":
        return next((p for p in f.planer if str(p.version) == avser), None)
    if slag == "rapport":
        return next((r for r in f.rapporter if r.manad == avser), None)
    return f.slutrapport


def senast_inkommen(x: Inkommet | None) -> date:
    """The day it last came in."""
    if x is None:
        return date.min
    forst = x.klarmarkerad if isinstance(x, Rapport) else x.inkommen
    return max((d for d in (forst, *(r.inkommen_igen for r in x.returer)) if d is not None), default=date.min)


def ute(x: Inkommet | None) -> date | None:
    """The day it was returned, if it has not come in again."""
    if x is None or not x.returer or x.returer[-1].inkommen_igen is not None:
        return None
    return x.returer[-1].aterremitterad


def namn_for(e: Arbetsenhet, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """insats_id → (name of the kund as it may be shown, anordnare)."""
    ut: dict[int, tuple[str, str]] = {}
    for n in range(0, len(ids), 500):
        for r in e.anslutning.execute(
            select(
                Insats.id, Insats.nyckel, Insats.skydd, Kundidentitet.fornamn, Kundidentitet.efternamn, Anordnare.namn
            )
            .outerjoin(Kundidentitet, Kundidentitet.kund_id == Insats.kund_id)
            .outerjoin(Anordnare, Anordnare.id == Insats.anordnare_id)
            .where(Insats.id.in_(ids[n : n + 500]))
        ):
            ut[r.id] = (visningsnamn(r.fornamn, r.efternamn, r.skydd, f"Ärende {r.nyckel}"), r.namn or "")
    return ut


# --- Parked ------------------------------------------------------------------------------------------


def _parkerade(mina: bool, e: Arbetsenhet) -> list[Any]:
    villkor = [Inlamning.lage == "parkerad"]
    if mina:
        villkor.append(mitt(e).hos(Insats.kundansvarig_id, Insats.kund_id))
    return villkor


def _antal_parkerade(e: Arbetsenhet, mina: bool) -> int:
    q = select(func.count()).select_from(Inlamning).join(Insats, Insats.id == Inlamning.insats_id)
    return e.session.scalar(q.where(*_parkerade(mina, e))) or 0


def parkerade(e: Arbetsenhet, urval: str = "mina") -> list[Parkerad]:
    """Forms kept aside, oldest first, with why, and whether they could be taken in now."""
    krav_arenderatt(e)
    mina = urval == "mina" and not e.aktor.agare
    par = e.session.execute(
        select(Inlamning, Insats)
        .join(Insats, Insats.id == Inlamning.insats_id)
        .where(*_parkerade(mina, e))
        .order_by(Inlamning.mottagen, Inlamning.id)
    ).all()
    namn = namn_for(e, sorted({i.id for _, i in par}))
    ut = []
    for x, i in par:
        mening, kan = parkerad_mening(e, x, i)
        ut.append(
            Parkerad(
                x.id, x.version, i.nyckel, x.slag, x.avser, rapportnamn(x.slag, x.avser), namn[i.id][0], x.mottagen,
                x.skal or "", mening, kan,
            )
        )  # fmt: skip
    return ut
