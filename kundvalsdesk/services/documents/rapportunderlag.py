"""What the snapshots of reports take from a case in the same way: the content, its days, and who decided.

For whom a copy is decides here what it holds. The anordnare gets what they wrote, the decision and the reasons of the
returns; the kund the same without those reasons; what the program found and what was judged stays in the house.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from ...fel import Nekad
from ...models import Aterremiss, Handlaggare, Handling, Insats, Logg
from ...rules import granskning as kontroller
from ...rules.fakta import Insatsfakta
from ...rules.frister import frister
from ...rules.fristtyper import Frist
from ...rules.kalender import sena
from ...rules.ramar import Ramar
from ...rules.rapporttyper import TABELLER, Formular, Innehall
from ...texter import anmarkningar as ord_om
from ...texter.datum import sen_ord
from ...texter.rapportnamn import rapporten, rubrik_klar
from ..arbetsenhet import Arbetsenhet
from ..flode_angra import BESLUT
from ..frister import fakta_for
from ..granskningslista import inlamnad, ute
from ..granskningsunderlag import Sak, Texter, bygg, skriven_i, texter
from ..rapportrader import rad_for
from .fran_arendet import gemensamt, maskerad, om_insatsen
from .lasare import ANORDNARE, INTERN, KUND
from .rapportblad import Avsnitt, Returrad
from .text import rensa
from .villkor import slutrapport_senast

TILL = (INTERN, ANORDNARE, KUND)
"""Whom a report is printed for."""
AVSER = "avser"
"""The field that asks which of them: the month, or the number of the version."""


class Inlast(NamedTuple):
    """A report as it stands: `innehall` and `formular` None where only its days are known.

    `text` takes a protected person out of what somebody has written.
    """

    sak: Sak
    rad: Any
    fakta: Insatsfakta
    ramar: Ramar
    frister: list[Frist]
    alla: Texter
    innehall: Innehall | None
    formular: Formular | None
    text: Callable[[str | None], str]


def las(e: Arbetsenhet, i: Insats, slag: str, avser: str) -> Inlast:
    """Raises Nekad("ej_inkommen") for a report that has not come in."""
    rad = rad_for(e, i, slag, avser)
    if rad is None or kom_in(rad) is None:
        raise ej_inkommen(i, rapporten(slag, avser))
    sak = (i.id, slag, avser)
    f, _ = fakta_for(e.session, [i.id])[i.id]
    alla = texter(e, [sak])
    sjalv = alla.sjalv(sak)
    return Inlast(
        sak, rad, f, Ramar(f, e.regelverk), frister(f, e.regelverk), alla,
        sjalv.innehall if sjalv else None, skriven_i(sjalv, slag, i.kundval) if sjalv else None, maskerad(e, i),
    )  # fmt: skip


def kom_in(rad: Any) -> date | None:
    dag: date | None = rad.klarmarkerad if rad.__tablename__ == "manadsrapport" else rad.inkommen
    return dag


def ej_inkommen(i: Insats, vad: str) -> Nekad:
    return Nekad("ej_inkommen", f"{vad} har inte kommit in i ärende {i.nyckel}.")


def ingen_inkommen(i: Insats, slag: str) -> Nekad:
    return Nekad("ej_inkommen", f"Ingen {slag} har kommit in i ärende {i.nyckel}.")


def lageord(rad: Any) -> str:
    """Added to the name of a report in a list to choose from."""
    return "godkänd" if rad.godkand else "inte godkänd"


def gemensamma(e: Arbetsenhet, i: Insats, x: Inlast, for_vem: str) -> dict[str, Any]:
    """The fields of every snapshot of a report (Rapportunderlag)."""
    _, slag, avser = x.sak
    forst = kom_in(x.rad)
    assert forst is not None  # noqa: S101 - las refuses it
    dag = ute(inlamnad(x.fakta, slag, avser))
    rubrik = x.innehall.rubrik if x.innehall else ""
    return {
        **gemensamt(e, i),
        **om_insatsen(e, i),
        "for_vem": for_vem,
        "avser": avser,
        "jobbexpert": i.jobbexpert or "",
        "inkommen": forst,
        "tid": _i_tid(x, forst),
        "lage": "godkand" if x.rad.godkand else "returnerad" if dag else "vantar",
        "godkand": x.rad.godkand,
        "godkand_av": godkand_av(e, x.rad),
        "returer": _returer(e, x, for_vem),
        "rubrik": x.text(rubrik) if rubrik != rubrik_klar(slag, avser) else "",
        "text_finns": x.innehall is not None,
        "avsnitt": _avsnitt(x),
        "iakttagelser": _iakttagelser(e, i, x) if for_vem == INTERN else (),
    }


def _i_tid(x: Inlast, inkommen: date) -> str:
    """How the day it first came in stands to its frist; "" where there is none."""
    _, slag, avser = x.sak
    if slag == "slutrapport":
        senast = min(slutrapport_senast(x.frister), default=None)
    else:
        koder = {"rapport": ("manadsrapport",), "plan": ("genomforandeplan", "reviderad_plan")}[slag]
        senast = next((f.forfaller for f in x.frister if f.kod in koder and f.avser == avser), None)
    if senast is None:
        return ""
    return "i tid" if inkommen <= senast else sen_ord(sena(senast, inkommen))


def godkand_av(e: Arbetsenhet, rad: Any) -> str:
    """Who approved, by the log; "" for an approval taken over from another system."""
    if rad.godkand is None:
        return ""
    return (
        e.session.scalar(
            select(Handlaggare.namn)
            .join(Handling, Handling.anvandare == Handlaggare.anvandare)
            .join(Logg, Logg.handling_id == Handling.id)
            .where(
                Logg.tabell == rad.__tablename__, Logg.rad_id == rad.id, Logg.falt == "godkand",
                Logg.nytt == rad.godkand.isoformat(), Handling.namn.in_(BESLUT),
            )
            .order_by(Logg.id.desc())
            .limit(1)
        )
        or ""
    )  # fmt: skip


def _returer(e: Arbetsenhet, x: Inlast, for_vem: str) -> tuple[Returrad, ...]:
    insats_id, slag, avser = x.sak
    inkommet = inlamnad(x.fakta, slag, avser)
    returer = inkommet.returer if inkommet is not None else ()
    if for_vem == KUND:
        # What is asked of the anordnare is between them and us; that it is not done yet the kund may know.
        return tuple(Returrad(r.aterremitterad, None, "") for r in returer if r.inkommen_igen is None)
    senare = select(Aterremiss.aterremitterad, Aterremiss.skal).where(
        Aterremiss.insats_id == insats_id, Aterremiss.avser == avser
    )
    skal = {x.rad.aterremitterad: x.rad.aterremiss_skal} | {
        r.aterremitterad: r.skal for r in e.session.execute(senare)
    }
    return tuple(Returrad(r.aterremitterad, r.inkommen_igen, x.text(skal.get(r.aterremitterad))) for r in returer)


def _avsnitt(x: Inlast) -> tuple[Avsnitt, ...]:
    """Every section of the form in its order, and whatever else has been written. A refusal names the section."""
    if x.innehall is None or x.formular is None:
        return ()
    rubriker = {a.kod: a.rubrik for a in x.formular.avsnitt}
    koder = dict.fromkeys([*rubriker, *(kod for kod, _ in x.innehall.texter)])
    ut = []
    for kod in koder:
        rubrik = rubriker.get(kod, kod)
        ut.append(Avsnitt(kod, rubrik, rensa(x.text(x.innehall.text(kod)), f"Avsnittet {rubrik}")))
    return tuple(ut)


def _iakttagelser(e: Arbetsenhet, i: Insats, x: Inlast) -> tuple[str, ...]:
    u = bygg(e, x.sak, x.fakta, i.kundval, x.alla, x.ramar)
    if u is None:
        return ()
    rubriker = {a.kod: a.rubrik for a in u.formular.avsnitt} | TABELLER
    ut = []
    for a in kontroller.anmarkningar(u):
        var = rubriker.get(a.avsnitt, "")
        ut.append(x.text(f"{var}: {ord_om.mening(a)}" if var else ord_om.mening(a)))
    return tuple(ut)
