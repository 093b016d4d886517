"""The snapshot of the uppdragsbeskrivning: the uppdrag, what the anordnare may read of the kund, and their days."""

from __future__ import annotations

from ...fel import Nekad
from ...models import Framtidsplan, Handlaggare, Insats, Kartlaggning
from ...rules.fakta import Insatsfakta
from ...rules.frister import frister
from ...rules.ramar import slut_nu
from ...texter.datum import manad_ar
from ...texter.meningar import STEGNEJ
from ..arbetsenhet import Arbetsenhet
from ..arendelage import fakta as fakta_om
from ..arendetyper import Falt
from ..kartlaggning import senaste
from .fran_arendet import gemensamt, maskerad, om_insatsen
from .lasare import ANORDNARE, Val, vald_lasare
from .uppdrag import Uppdragsfrist, Uppdragsunderlag

TILL = (ANORDNARE,)
# What the anordnare is to do, in the words of the page; the day and the source are those of the frist.
_FRISTER = {
    "uppstartsmote": "Första mötet med kunden hållet",
    "genomforandeplan": "Genomförandeplan inskickad",
    "manadsrapport": "Månadsrapport klarmarkerad, {}",
    "slutrapport_fullfoljd": "Slutrapport inskickad, om insatsen fullföljs",
}


def falt(e: Arbetsenhet, i: Insats) -> tuple[Falt, ...]:
    if i.uppdrag is None or i.start is None:
        raise Nekad("inget_uppdrag", STEGNEJ["inget_uppdrag"])
    return ()


def underlag(e: Arbetsenhet, i: Insats, val: Val) -> Uppdragsunderlag:
    falt(e, i)
    assert i.uppdrag is not None and i.start is not None  # noqa: S101 - asked for above
    text = maskerad(e, i)
    fakta = fakta_om(e, i)
    regel = e.regelverk.insats(i.kod, i.start)
    plan = senaste(e, Framtidsplan, i.kund_id)
    kartlaggning = senaste(e, Kartlaggning, i.kund_id)
    ansvarig = e.session.get(Handlaggare, i.kundansvarig_id) if i.kundansvarig_id else None
    malet, steg = (text(plan.mal), text(plan.steg)) if plan is not None else ("", "")
    beskrivning = text(i.uppdragsbeskrivning)
    return Uppdragsunderlag(
        **gemensamt(e, i), **om_insatsen(e, i), for_vem=vald_lasare(val, TILL), uppdrag=i.uppdrag,
        bemannad=i.bemannad, slut=slut_nu(fakta, e.regelverk, sum(f.beviljad for f in fakta.forlangningar)),
        omfattning=i.omfattning or 100, deltid_skal=text(i.deltid_skal), insatsens_mal=regel.mal if regel else "",
        beskrivning=beskrivning, malet="" if malet in beskrivning else malet,
        steg="" if steg in beskrivning else steg,
        kompetenser=text(kartlaggning.kompetenser) if kartlaggning is not None else "",
        behov=text(kartlaggning.behov) if kartlaggning is not None else "",
        jobbexpert=i.jobbexpert or "", kontakta=ansvarig.namn if ansvarig else "",
        epost=(ansvarig.epost or "") if ansvarig else "",
        incident_timmar=e.regelverk.fristregel("incident", i.kod, i.uppdrag).tal["timmar"],
        frister=_dagar(e, fakta),
    )  # fmt: skip


def _dagar(e: Arbetsenhet, fakta: Insatsfakta) -> tuple[Uppdragsfrist, ...]:
    """In the order they fall due, done or not: what the uppdrag asks for from its first day to its last."""
    return tuple(
        Uppdragsfrist(_FRISTER[f.kod].format(manad_ar(f.avser) if f.avser else ""), f.forfaller, f.kalla)
        for f in frister(fakta, e.regelverk)
        if f.kod in _FRISTER
    )
