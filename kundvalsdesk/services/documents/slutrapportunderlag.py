"""The snapshot of a slutrapport, for whom it is asked for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select

from ...models import Franvaro, Insats
from ...rules.rapporttyper import LAGEN, MAL, NASTA_STEG, SLUT, Delmal, Innehall
from ...rules.rapportval import FRANVAROTYPER
from ...texter.anmarkningar import period_ord
from ...texter.datum import datum_langt, manad_ar, manad_ord, uppraknat
from ...texter.franvaro import period_ord as period_med_ar
from ...texter.meningar import FRANVAROORD
from ..arbetsenhet import Arbetsenhet
from ..arendetyper import Falt
from .avbrottsunderlag import ORSAK_DOLD
from .blad import hel
from .lasare import INTERN, Val, lasarfalt, vald_lasare
from .rapportblad import Avsnitt
from .rapportunderlag import TILL, Inlast, gemensamma, las
from .slutrapport import RESULTAT, Franvarosumma, Malrad, Slutrapportunderlag

_DAG = timedelta(days=1)


def falt(e: Arbetsenhet, i: Insats) -> tuple[Falt, ...]:
    las(e, i, "slutrapport", SLUT)
    return (lasarfalt(TILL),)


def underlag(e: Arbetsenhet, i: Insats, val: Val) -> Slutrapportunderlag:
    for_vem = vald_lasare(val, TILL)
    x = las(e, i, "slutrapport", SLUT)
    grund = gemensamma(e, i, x, for_vem)
    avsnitt: tuple[Avsnitt, ...] = grund.pop("avsnitt")
    mal, kvar = _mal(x, avsnitt)
    # A withheld reason is not told by what was decided about the next step either (K 13.4).
    dold = i.orsak_dold and for_vem != INTERN
    bestamt = "" if dold else x.text(x.rad.nasta_steg).strip()
    skrivet = next((a.text for a in avsnitt if a.kod == NASTA_STEG), "").strip()
    return Slutrapportunderlag(
        **grund,
        avsnitt=kvar,
        slut=i.sista_dag or x.ramar.slut_nu,
        slut_ord="" if i.sista_dag else "beslutat slutdatum",
        avslut=_avslut(e, i, dold=dold, for_vem=for_vem),
        mal=mal,
        franvaro=_franvaro(e, i, x, med_orsak=for_vem == INTERN),
        nasta_steg="" if bestamt == skrivet else bestamt,
        uppfoljning=_uppfoljning(e, x),
    )


def _avslut(e: Arbetsenhet, i: Insats, *, dold: bool, for_vem: str) -> str:
    if i.avslutstyp is None:
        return "Inte beslutat"
    typ = e.regelverk.avslutstyper().get(i.avslutstyp, i.avslutstyp)
    orsak = e.regelverk.avslutsorsaker().get(i.avslutsorsak or "")
    namn = ORSAK_DOLD if dold else orsak.namn if orsak else i.avslutsorsak or ""
    if not namn:
        return typ
    hemlig = " (lämnas inte ut)" if i.orsak_dold and for_vem == INTERN else ""
    return f"{typ} · {namn[:1].lower()}{namn[1:].replace(': ', ', ')}{hemlig}"


# --- Goals ------------------------------------------------------------------------------------------------------


def _mal(x: Inlast, avsnitt: tuple[Avsnitt, ...]) -> tuple[tuple[Malrad, ...], tuple[Avsnitt, ...]]:
    """The goal of the plan with what came of it, and its sub-goals with theirs; and the sections that are left."""
    plan = x.alla.plan(x.sak, x.fakta)
    planen = plan.innehall if plan else Innehall("")
    rader: list[Malrad] = []
    kvar = avsnitt
    if x.innehall is not None and (malet := x.text(planen.text(MAL)).strip()):
        resultat = next((a.text for a in avsnitt if a.kod == RESULTAT), "")
        rader.append(Malrad(malet, resultat))
        kvar = tuple(a for a in avsnitt if a.kod != RESULTAT)
    svar = list(x.innehall.delmal) if x.innehall else []
    for d in planen.delmal:
        egen = next((s for s in svar if s.nr == d.nr), None)
        if egen is not None:
            svar.remove(egen)
        rader.append(Malrad(x.text(_delmalsord(d, egen)), x.text(_resultat(egen))))
    rader += [Malrad(x.text(s.text), x.text(_resultat(s))) for s in svar]
    return tuple(rader), kvar


def _delmalsord(planens: Delmal, svarets: Delmal | None) -> str:
    """The sub-goal in the words of the plan; in both, where the report says it in others."""
    andra = svarets.text.strip() if svarets else ""
    if not andra or andra == planens.text.strip():
        return planens.text
    return f"{planens.text}\nI slutrapporten: {andra}"


def _resultat(d: Delmal | None) -> str:
    if d is None:
        return ""
    lage = LAGEN.get(d.lage, d.lage)
    return f"{lage}. {d.kommentar}" if lage and d.kommentar.strip() else f"{lage}." if lage else d.kommentar


# --- Frånvaro ---------------------------------------------------------------------------------------------------


def _franvaro(e: Arbetsenhet, i: Insats, x: Inlast, *, med_orsak: bool) -> tuple[Franvarosumma, ...]:
    """What is registered in the case, kind by kind. An absence without an end is reckoned to the last day or today."""
    sista = min(e.idag, i.sista_dag or e.idag)
    per_typ: dict[str, list[Franvaro]] = defaultdict(list)
    for r in e.session.scalars(select(Franvaro).where(Franvaro.insats_id == i.id).order_by(Franvaro.fran)):
        per_typ[r.typ].append(r)
    ar = {d.year for d in (i.start, i.sista_dag or x.ramar.slut_nu) if d}
    ut = []
    for typ in dict.fromkeys([*FRANVAROTYPER, *per_typ]):
        rader = per_typ.get(typ, [])
        if not rader:
            continue
        borta: set[date] = set()
        for r in rader:
            till = r.till or max(r.fran, sista)
            borta |= {r.fran + n * _DAG for n in range((till - r.fran).days + 1)}
        perioder = tuple(_period(x, r, med_ar=len(ar) > 1, med_orsak=med_orsak) for r in rader)
        ut.append(Franvarosumma(FRANVAROORD.get(typ, typ), len(borta), perioder))
    return tuple(ut)


def _period(x: Inlast, r: Franvaro, *, med_ar: bool, med_orsak: bool) -> str:
    nar = period_med_ar(r.fran, r.till) if med_ar else period_ord(r.fran, r.till)
    orsak = x.text(r.orsak).strip() if med_orsak else ""
    return f"{nar}, {orsak}" if orsak else nar


# --- Uppföljning ------------------------------------------------------------------------------------------------


def _uppfoljning(e: Arbetsenhet, x: Inlast) -> str:
    inne = {r.manad: r.godkand is not None for r in x.fakta.rapporter if r.klarmarkerad}
    # A report that is not due yet is not missed.
    saknas = [f.avser for f in x.frister if f.kod == "manadsrapport" and f.avser not in inne and f.forfaller < e.idag]
    flera_ar = len({m[:4] for m in [*inne, *saknas]}) > 1
    ord_ = manad_ar if flera_ar else manad_ord
    grupper = (
        ([m for m, ok in inne.items() if ok], "godkänd", "godkända"),
        ([m for m, ok in inne.items() if not ok], "inte godkänd", "inte godkända"),
        (saknas, "har inte kommit in", "har inte kommit in"),
    )
    delar = [
        f"{uppraknat([ord_(m) for m in sorted(manader)])} – {ett if len(manader) == 1 else flera}"
        for manader, ett, flera in grupper
        if manader
    ]
    rapporter = f"Månadsrapporter: {'; '.join(delar)}." if delar else "Inga månadsrapporter."
    return f"{rapporter} {_plan(x)}"


def _plan(x: Inlast) -> str:
    planer = sorted((p for p in x.fakta.planer if p.inkommen), key=lambda p: p.version)
    if not planer:
        return "Ingen genomförandeplan har kommit in."
    p = next((p for p in reversed(planer) if p.godkand), planer[-1])
    hur = f"godkänd {hel(datum_langt(p.godkand))}" if p.godkand else "inte godkänd"
    return f"Genomförandeplan version {p.version}, {hur}."
