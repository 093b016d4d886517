"""The steps of an uppföljningsplan, and the demands of the reglemente: changed, marked done, ticked.

What belongs to the plan as the nämnd decided it is changed with a reason from then on; when a step is done, what was
noted of it and what shows that a demand is met are not.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Uppfoljning, Uppfoljningskrav, Uppfoljningssteg
from ..rules.uppfoljning import STEGNR, TERTIAL, UTKAST, arbetsdag, tertial, tertialets
from ..texter.datum import dag_manad
from ..texter.faltord import falt_ord
from ..texter.uppfoljning import TERTIALORD, andring_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .handling import handling, kontrollera_version, las_raden, redan_gjord, som_text
from .typer import Andring
from .uppfoljning import DEL, LANGST_NAMN, inte_framtid, krav_skriver, planen, skriv_andring

_PLANERAS = ("steg", "rubrik", "beskrivning", "tertial", "ansvarig", "forfaller")
"""Fields of a step that belong to the plan as it is decided."""


def _steget(e: Arbetsenhet, steg_id: int) -> tuple[Uppfoljningssteg, Uppfoljning]:
    s = e.session.get(Uppfoljningssteg, steg_id)
    if s is None:
        raise Nekad("inget_steg", "Steget finns inte längre. Hämta om planen.")
    p = planen(e, s.uppfoljning_id)
    las_raden(e, p)  # nobody decides the plan while a step of it changes
    return s, p


def lagg_till_steg(e: Arbetsenhet, plan_id: int, varden: dict[str, Any], skal: str = "") -> Andring:
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    p = planen(e, plan_id)
    las_raden(e, p)
    nya = _prova_steg(p, varden)
    with handling(e, "uppfoljningssteg_lagg_till", DEL) as h:
        if p.lage != UTKAST:
            skriv_andring(e, p, f"{nya['rubrik']}: nytt, senast {nya['forfaller']}", skal)
        e.session.add(Uppfoljningssteg(uppfoljning_id=p.id, **nya))
    return h.andring


def andra_steg(e: Arbetsenhet, steg_id: int, sedd_version: int, varden: dict[str, Any], skal: str = "") -> Andring:
    krav_skriver(e)
    s, p = _steget(e, steg_id)
    nya = _prova_steg(p, varden)
    kontrollera_version(e, s, sedd_version, nya)
    skillnader = [
        (falt_ord(s.__tablename__, f), som_text(getattr(s, f)) or "", som_text(nya[f]) or "")
        for f in _PLANERAS
        if getattr(s, f) != nya[f]
    ]
    with handling(e, "uppfoljningssteg_andra", DEL) as h:
        if p.lage != UTKAST and skillnader:
            skriv_andring(e, p, andring_ord(s.rubrik, skillnader), skal)
        for f, v in nya.items():
            setattr(s, f, v)
    return h.andring


def ta_bort_steg(e: Arbetsenhet, steg_id: int, sedd_version: int, skal: str = "") -> Andring:
    krav_skriver(e)
    s, p = _steget(e, steg_id)
    kontrollera_version(e, s, sedd_version, {})
    if s.klar is not None:
        raise Nekad("klart", "Steget är klart. Öppna det igen, om det ska tas bort.")
    with handling(e, "uppfoljningssteg_ta_bort", DEL) as h:
        if p.lage != UTKAST:
            skriv_andring(e, p, f"{s.rubrik}: borttaget", skal)
        e.session.delete(s)
    return h.andring


def _prova_steg(p: Uppfoljning, varden: dict[str, Any]) -> dict[str, Any]:
    """The fields of a step. No day: the last arbetsdag of the tertial."""
    nr, tert, dag = varden["steg"], varden["tertial"], varden.get("forfaller")
    if nr not in STEGNR:
        raise Nekad("steg", "Välj ett av de åtta stegen.", "steg")
    if tert not in TERTIAL:
        raise Nekad("tertial", "Välj tertial 1, 2 eller 3.", "tertial")
    dag = dag or arbetsdag(tertialets(p.ar, tert)[1])
    if dag.year != p.ar:
        raise Nekad("forfaller", f"Planen är för {p.ar}. Välj en dag det året.", "forfaller")
    if tertial(dag) != tert:
        raise Nekad(
            "forfaller", f"Den {dag_manad(dag)} ligger i {TERTIALORD[tertial(dag)].lower()}. Ändra dagen eller "
            "tertialet.", "forfaller",
        )  # fmt: skip
    return {
        "steg": nr, "tertial": tert, "forfaller": dag,
        "rubrik": krav_text(varden["rubrik"], "Rubriken", "rubrik"),
        "beskrivning": varden.get("beskrivning", "").strip(),
        "ansvarig": _ansvarig(varden["ansvarig"]),
    }  # fmt: skip


def _ansvarig(text: str) -> str:
    text = krav_text(text, "Ansvarig", "ansvarig")
    if len(text) > LANGST_NAMN:
        raise Nekad("lang", f"Skriv högst {LANGST_NAMN} tecken.", "ansvarig")
    return text


def klar(e: Arbetsenhet, steg_id: int, sedd_version: int, dag: date, notering: str) -> Andring:
    """A step is done. Of a decided plan too: that changes nothing of what was decided."""
    krav_skriver(e)
    s, _ = _steget(e, steg_id)
    kontrollera_version(e, s, sedd_version, {"klar": dag, "notering": notering.strip()})
    if s.klar is not None:
        raise Nekad("klart", "Steget är redan klart.")
    inte_framtid(e, dag)
    with handling(e, "uppfoljningssteg_klar", DEL) as h:
        s.klar, s.klar_av, s.notering = dag, e.aktor.namn, notering.strip()
    return h.andring


def oppna(e: Arbetsenhet, steg_id: int, sedd_version: int) -> Andring:
    """A step that was marked done is not. What was noted stays."""
    krav_skriver(e)
    s, _ = _steget(e, steg_id)
    kontrollera_version(e, s, sedd_version, {})
    if s.klar is None:
        raise Nekad("oppet", "Steget är inte klart.")
    with handling(e, "uppfoljningssteg_oppna", DEL) as h:
        s.klar = s.klar_av = None
    return h.andring


def bocka_krav(e: Arbetsenhet, plan_id: int, kod: str, sedd_version: int, uppfyllt: bool, belagg: str) -> Andring:
    """A demand of the reglemente is met, and by what; or is not. `sedd_version`: that of the demand."""
    krav_skriver(e)
    p = planen(e, plan_id)
    k = e.session.scalar(
        select(Uppfoljningskrav).where(Uppfoljningskrav.uppfoljning_id == p.id, Uppfoljningskrav.krav == kod)
    )
    if k is None:
        raise Nekad("krav", "Kravet finns inte i planen.")
    belagg = belagg.strip()
    nar = (k.uppfyllt or e.idag) if uppfyllt else None
    kontrollera_version(e, k, sedd_version, {"uppfyllt": nar, "belagg": belagg})
    if uppfyllt:
        krav_text(belagg, "Vad som visar att kravet är uppfyllt", "belagg")
    with handling(e, "uppfoljningskrav", DEL) as h:
        k.uppfyllt, k.belagg = nar, belagg
    return h.andring
