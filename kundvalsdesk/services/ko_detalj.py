"""What the panel beside the queue says of the selected row: why, and what the case is about."""

from __future__ import annotations

from sqlalchemy.orm import load_only

from ..models import Frist, Insats
from ..rules.frister import frister
from ..texter.brister import forklara_brist
from ..texter.datum import datum_utan_ar, frist_ord
from ..texter.forklaring import att_gora, forklara, kalla_ord
from ..texter.incident import nedrakning
from .arbetsenhet import Arbetsenhet
from .arendelage import FOR_BEDOMNING, fakta, lage_for
from .brister import KOD
from .flode_brister import fynd_for
from .flode_incident import BEDOMARE
from .frister import Rader
from .ko import rader
from .tidslinje import handelser
from .typer import ARENDEROLLER, KoDetalj, KoRad

_KNAPP = {
    "plan": "Öppna planen",
    "rapport": "Öppna rapporten",
    "avslut": "Öppna avslutet",
    "franvaro": "Öppna frånvaron",
    "mote": "Öppna ärendet",
    "nytt": "Öppna ärendet",
    "ovrigt": "Öppna ärendet",
}
# Frister of a kind that is wider than what they are about.
_KNAPP_KOD = {
    "forlangning": "Öppna förlängningen",
    "avbrottsdokument": "Öppna avbrottsdokumentet",
    "granska_slutrapport": "Öppna slutrapporten",
}


_FOR_BEDOMNING = load_only(Frist.id, Frist.insats_id, Frist.kod, Frist.avser, Frist.ansvarig)


def detalj(e: Arbetsenhet, frist_id: int) -> KoDetalj | None:
    """What the panel beside the queue says of a row; None if it is gone (done by somebody meanwhile), or stands in no
    queue of this role."""
    far = e.aktor.har(*ARENDEROLLER)
    if not (far or e.aktor.har(BEDOMARE)):
        return None
    rad = e.session.get(Frist, frist_id, options=() if far else (_FOR_BEDOMNING,))
    if rad is None or not (far or rad.ansvarig == "DSS"):
        return None
    i = e.session.get_one(Insats, rad.insats_id, options=() if far else (FOR_BEDOMNING,))
    if rad.kod == KOD:
        return _brist(e, i, rad)
    alla = frister(fakta(e, i), e.regelverk)
    f = next((x for x in alla if (x.kod, x.avser) == (rad.kod, rad.avser)), None)
    if f is None:
        return None
    kort = rader(e, [frist_id])[0]
    inuti = [
        f"{att_gora(x.kod, x.avser, x.namn)}: {datum_utan_ar(x.forfaller)}"
        for x in alla
        if x.sak == f.sak and x.ansvarig == f.ansvarig and x.kod != f.kod and x.klar is None and x.utlost <= e.idag
    ]
    ord_ = frist_ord(kort.ljus, kort.kvar, kort.forfaller, e.idag)
    if f.forfaller_tid is not None:  # an incident is counted to the minute
        ord_ = nedrakning(f.forfaller_tid, e.nu)
    return KoDetalj(
        frist_id=frist_id,
        insats=i.nyckel,
        rubrik=kort.att_gora,
        underrubrik=" · ".join(t for t in (kort.kund, kort.insatskod, kort.anordnare) if t),
        ljus=kort.ljus,
        ord=ord_,
        datum_ord=datum_utan_ar(kort.forfaller),
        varfor={"vilande": "Varför väntar den?", "rod": "Varför försenad?"}.get(kort.ljus, f"Varför {ord_}?"),
        forklaring=forklara(f, e.regelverk, e.idag),
        kalla=kalla_ord(f.kalla),
        fakta=_detaljfakta(e, i, kort),
        knapp=_KNAPP_KOD.get(f.kod) or _KNAPP.get(f.slag, "Öppna ärendet"),
        inuti=tuple(inuti),
    )


def _brist(e: Arbetsenhet, i: Insats, rad: Frist) -> KoDetalj | None:
    """The same of a brist: the rule, the reports behind it, and that a person judges."""
    fynd = fynd_for(e, i, rad.avser)
    if fynd is None:
        return None
    kort = rader(e, [rad.id])[0]
    return KoDetalj(
        frist_id=rad.id,
        insats=i.nyckel,
        rubrik=kort.att_gora,
        underrubrik=" · ".join(t for t in (kort.kund, kort.insatskod, kort.anordnare) if t),
        ljus=kort.ljus,
        ord=frist_ord(kort.ljus, kort.kvar, kort.forfaller, e.idag),
        datum_ord=datum_utan_ar(kort.forfaller),
        varfor="Varför en brist?",
        forklaring=forklara_brist(fynd, e.regelverk),
        kalla=kalla_ord(rad.kalla),
        fakta=_detaljfakta(e, i, kort),
        knapp="Ta ställning",
        inuti=(),
    )


def _detaljfakta(e: Arbetsenhet, i: Insats, kort: KoRad) -> tuple[tuple[str, str], ...]:

    if not e.aktor.har(*ARENDEROLLER):  # no more than the assessment of an incident needs
        return tuple(r for r in (("Kundansvarig", kort.kundansvarig), ("Ärende", i.nyckel)) if r[1])
    ur = Rader(i)
    x = lage_for(e, i, ur)
    senast = handelser(e, i, x, ur)
    omfattning = "" if i.omfattning is None else "Heltid" if i.omfattning == 100 else f"{i.omfattning} %"
    slut = x.ramar.slut_nu
    rader = (
        ("Start", i.start.isoformat() if i.start else ""),
        ("Slut", slut.isoformat() if slut else ""),
        ("Sista dag", i.sista_dag.isoformat() if i.sista_dag else ""),
        ("Omfattning", omfattning),
        ("Kundansvarig", kort.kundansvarig),
        ("Vikariat", kort.vikarie),
        ("Senast", f"{senast[0].rubrik}\n{senast[0].datum.isoformat()}" if senast else ""),
        ("Ärende", i.nyckel),
    )
    return tuple(r for r in rader if r[1])
