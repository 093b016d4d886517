"""One report with everything that is needed to judge it. The list of them is services.granskningslista.

The decisions themselves are those of services.flode_granskning, through services.handlingar.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from ..models import Aterremiss, Insats
from ..rules import granskning as kontroller
from ..rules.fakta import Insatsfakta
from ..rules.frister import frister
from ..rules.rapporttyper import SLUT
from ..rules.steg import Lage, hinder
from ..rules.trafikljus import kvar_for, ljus
from ..texter.datum import datum_kort, datum_utan_ar, frist_ord, manad_ord
from ..texter.meningar import BEDOMNINGORD, STEGNEJ, insats_ord
from ..texter.rapportnamn import rapportnamn
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_arenderatt, lage_for
from .dokumenttexter import allmanna_fraser
from .flode_angra import BESLUT, far_angra, senaste_beslut
from .flode_granskning import nasta_steg_kravs
from .granskningslista import FRISTER, inlamnad, lista, namn_for, parkerade, senast_inkommen, ute
from .granskningstyper import STEG, Angra, Avsnittsvy, Bit, Granskningsvy
from .granskningsunderlag import Inlamnat, bygg, skriven_i, texter
from .granskningsvy import anmarkningsvyer, avsnittsvyer, delmalsvyer, fraser, kalender
from .rapportrader import rad_att_granska
from .skillnad import skillnad
from .utkast import spara_utkast, utkast_for

__all__ = ["hamta", "lista", "parkerade", "skillnader", "spara_utkast"]


def hamta(e: Arbetsenhet, insats: str, slag: str, avser: str) -> Granskningsvy:
    """Everything that is needed to judge one report. `slag` and `avser` as in rules.rapporttyper.

    Raises Nekad for an unknown case, something that has not come in, or a role without cases.
    """
    krav_arenderatt(e)
    i, rad = rad_att_granska(e, insats, slag, avser)
    x = lage_for(e, i)
    f = x.fakta
    sak = (i.id, slag, avser)
    alla = texter(e, [sak])
    sjalv, fore, plan = alla.sjalv(sak), alla.foregaende(sak), alla.plan(sak, f)
    u = bygg(e, sak, f, i.kundval, alla, x.ramar)
    anm = kontroller.anmarkningar(u) if u is not None else []
    x_in = inlamnad(f, slag, avser)
    ljus_, ord_, forfaller = _frist(e, f, slag, avser)
    borta = ute(x_in)
    beslut = senaste_beslut(e, i, rad, slag, avser)
    dagar, kalender_ord = kalender(u, avser) if u is not None and slag == "rapport" else ((), "")
    namn = namn_for(e, [i.id])[i.id]
    return Granskningsvy(
        insats=i.nyckel,
        slag=slag,
        avser=avser,
        version=rad.version,
        titel=rapportnamn(slag, avser),
        rubrik=sjalv.rubrik if sjalv else rapportnamn(slag, avser),
        kund=namn[0],
        skyddad=i.skydd is not None,
        insatskod=insats_ord(i.kod),
        anordnare=namn[1],
        inkommen=senast_inkommen(x_in),
        ljus=ljus_,
        ord=ord_,
        forfaller=forfaller,
        lage="godkand" if rad.godkand else "returnerad" if borta else "vantar",
        har_text=u is not None,
        avsnitt=avsnittsvyer(u.formular, u.innehall, anm) if u is not None else (),
        anmarkningar=anmarkningsvyer([a for a in anm if not a.avsnitt]),
        mal=plan.innehall.text("mal") if plan else "",
        delmal=delmalsvyer(u, plan.innehall) if u is not None and plan is not None else (),
        plan_ord=_plan_ord(f, plan),
        foregaende=_avsnitt(fore, slag, i) if u is not None and fore is not None else (),
        foregaende_ord=_fore_ord(slag, fore),
        kalender=dagar,
        kalender_ord=kalender_ord,
        arende=_arende(i, x),
        tidigare=_tidigare(e, i, rad, slag, avser),
        hinder=_hinder(e, x, slag, avser),
        bedomningar=tuple(BEDOMNINGORD.items()) if slag == "rapport" else (),
        nasta_steg=_nasta_steg(e, i.id, rad, sjalv) if slag == "slutrapport" else "",
        nasta_steg_kravs=slag == "slutrapport" and nasta_steg_kravs(e, i),
        fraser=fraser(anm, allmanna_fraser(e, slag)),
        utkast=utkast_for(e, i.id, slag, avser),
        angra=Angra(BESLUT[beslut.namn], beslut.vem, beslut.tid) if beslut and far_angra(e, beslut) else None,
        inlamning_id=sjalv.inlamning_id if sjalv else None,
        formular=u.formular if u is not None else None,
        innehall=u.innehall if u is not None else None,
    )


def _frist(e: Arbetsenhet, f: Insatsfakta, slag: str, avser: str) -> tuple[str, str, date | None]:
    """Light, words and due day of the frist of review that is nearest; a done one when nothing is left."""
    vill = "" if slag == "slutrapport" else avser
    egna = [x for x in frister(f, e.regelverk) if FRISTER.get(x.kod) == slag and x.avser == vill]
    par = [(lj, x) for x in egna if (lj := ljus(x, e.idag)) is not None]
    oppna = [p for p in par if p[0] in ("rod", "gul", "gron", "vilande")]
    if not par:
        return "gron", "", None
    lj, x = min(oppna or par[-1:], key=lambda p: (p[0] == "vilande", p[1].forfaller))
    return lj, frist_ord(lj, kvar_for(x, e.idag), x.forfaller, e.idag), x.forfaller


def _hinder(e: Arbetsenhet, x: Lage, slag: str, avser: str) -> str:
    skal = hinder(x, f"{slag}_godkann", "" if slag == "slutrapport" else avser)
    return STEGNEJ.get(skal, "Det kan inte beslutas nu.") if skal else ""


def _plan_ord(f: Insatsfakta, plan: Inlamnat | None) -> str:
    if plan is None:
        return ""
    p = next((p for p in f.planer if str(p.version) == plan.avser), None)
    nar = f", godkänd {datum_kort(p.godkand)}" if p and p.godkand else ", inte godkänd"
    return f"Version {plan.avser}{nar}"


def _fore_ord(slag: str, fore: Inlamnat | None) -> str:
    if fore is None:
        return ""
    return manad_ord(fore.avser).capitalize() if slag == "rapport" else f"Version {fore.avser}"


def _nasta_steg(e: Arbetsenhet, insats_id: int, rad: Any, sjalv: Inlamnat | None) -> str:
    """What the actor has begun to write, else what the report says."""
    if utkast := utkast_for(e, insats_id, STEG, SLUT):
        return utkast
    return rad.nasta_steg or (sjalv.innehall.text("nasta_steg") if sjalv else "")


def _arende(i: Insats, x: Lage) -> tuple[tuple[str, str], ...]:
    slut = x.ramar.slut_nu
    omfattning = "" if i.omfattning is None else "Heltid" if i.omfattning == 100 else f"{i.omfattning} %"
    rader = (
        ("Ärende", i.nyckel),
        ("Start", i.start.isoformat() if i.start else ""),
        ("Slut", slut.isoformat() if slut else ""),
        ("Sista dag", i.sista_dag.isoformat() if i.sista_dag else ""),
        ("Omfattning", omfattning),
        ("Skäl till deltid", i.deltid_skal or ""),
        ("Jobbexpert", i.jobbexpert or ""),
        ("Uppdrag", i.uppdragsbeskrivning or ""),
    )
    return tuple(r for r in rader if r[1])


def _tidigare(e: Arbetsenhet, i: Insats, rad: Any, slag: str, avser: str) -> tuple[tuple[str, str], ...]:
    """What has happened to the report so far, in order: in, returned (why), in again."""
    forst = rad.klarmarkerad if slag == "rapport" else rad.inkommen
    igen = rad.klarmarkerad_igen if slag == "rapport" else rad.inkommen_igen
    steg: list[tuple[date | None, str]] = [
        (forst, "Kom in"), (rad.aterremitterad, _ater_ord(rad.aterremiss_skal)), (igen, "Kom in igen"),
    ]  # fmt: skip
    for r in e.session.scalars(
        select(Aterremiss)
        .where(Aterremiss.insats_id == i.id, Aterremiss.avser == avser)
        .order_by(Aterremiss.aterremitterad)
    ):
        steg += [(r.aterremitterad, _ater_ord(r.skal)), (r.inkommen_igen, "Kom in igen")]
    steg.append((rad.godkand, "Godkänd"))
    return tuple((datum_utan_ar(d), vad) for d, vad in steg if d is not None)


def _ater_ord(skal: str | None) -> str:
    return f"Återremitterad: {skal}" if skal else "Återremitterad"


def skillnader(e: Arbetsenhet, insats: str, slag: str, avser: str) -> dict[str, tuple[Bit, ...]]:
    """Word by word, per section, against last month's report or the plan's last version. Empty if there is none."""
    krav_arenderatt(e)
    i, _ = rad_att_granska(e, insats, slag, avser)
    sak = (i.id, slag, avser)
    alla = texter(e, [sak])
    sjalv, fore = alla.sjalv(sak), alla.foregaende(sak)
    if sjalv is None or fore is None:
        return {}
    forr = {a.kod: a.text for a in _avsnitt(fore, slag, i)}
    return {a.kod: skillnad(forr.get(a.kod, ""), a.text) for a in _avsnitt(sjalv, slag, i)}


def _avsnitt(x: Inlamnat, slag: str, i: Insats) -> tuple[Avsnittsvy, ...]:
    """A content by itself, in the sections of the form that it was written in."""
    return avsnittsvyer(skriven_i(x, slag, i.kundval), x.innehall, [])
