"""Made-up visits of this year's uppföljning: one to sign, with something to follow up, one held, two to come, one
called off. Nobody's kunder are in them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...models import Anordnare, Anordnarkontor, Besok, Besoksfraga, Besokspunkt, Uppfoljning
from ...rules.besok import HALLET, INSTALLT, PLANERAT, fragor
from ...rules.uppfoljning import arbetsdag
from ..besoksmodell import mall_for
from .uppfoljning import VEM

HEL = -9
_BESOK = ((HEL, HALLET), (-2, HALLET), (4, PLANERAT), (16, PLANERAT), (-20, INSTALLT))
_SETT = (
    ("Ledningen går igenom avvikelser varje månad. Protokoll visades.", "Systematiskt och dokumenterat."),
    ("Uppstartsmötet hålls inom en vecka. Planen skrivs tillsammans med deltagaren.", "Följer villkoren."),
    ("Närvaron förs varje dag. Vid stillestånd kallas till trepart, men det dröjer ibland.", "Kan utvecklas."),
    ("Tolv arbetsgivare är knutna till verksamheten.", "Bra bredd."),
    ("Två jobbexperter har slutat. Rekrytering pågår.", "Följs upp."),
    ("Rutin finns. Alla har gått utbildningen i år.", "Följer villkoren."),
)


def lagg_besok(session: Session, idag: date) -> int:
    """Returns how many were made up."""
    p = session.scalar(select(Uppfoljning).where(Uppfoljning.ar == idag.year, Uppfoljning.koder != ""))
    anordnare = list(session.scalars(select(Anordnare).order_by(Anordnare.id)))
    if p is None or not anordnare:
        return 0
    texter = fragor(mall_for(p), p.tema)
    for nr, (dagar, lage) in enumerate(_BESOK):
        a = anordnare[nr % len(anordnare)]
        dag = arbetsdag(idag + timedelta(days=dagar))
        kontor = session.scalar(select(Anordnarkontor).where(Anordnarkontor.anordnare_id == a.id).limit(1))
        b = Besok(
            uppfoljning_id=p.id, anordnare_id=a.id, kontor=kontor.namn if kontor else "",
            plats=", ".join((kontor.adress or "").splitlines())[:200] if kontor else "",
            start=datetime.combine(dag, time(9)), slut=datetime.combine(dag, time(11, 30)), fran_oss=VEM,
            fran_dem="Verksamhetschefen", lage=lage, skal="Anordnaren flyttar." if lage == INSTALLT else "",
            flyttat=int(dagar == 16), uid=f"demo-besok-{nr + 1}@kundvalsdesk",
            sekvens=int(lage == INSTALLT or dagar == 16),
        )  # fmt: skip
        session.add(b)
        session.flush()
        skrivet = _SETT if dagar == HEL else _SETT[:2] if dagar == -2 else ()
        for n, t in enumerate(texter, 1):
            sett, bra = skrivet[(n - 1) % len(_SETT)] if skrivet and (n <= len(skrivet) or dagar == HEL) else ("", "")
            session.add(Besoksfraga(besok_id=b.id, ordning=n, fraga=t, iakttagelse=sett, bedomning=bra))
        session.flush()
        if dagar == HEL:
            _punkter(session, b, idag)
    session.flush()
    return len(_BESOK)


def _punkter(session: Session, b: Besok, idag: date) -> None:
    for ordning, vad, om in ((5, "Två nya jobbexperter på plats", 6), (3, "Rutin för trepart vid stillestånd", -3)):
        session.add(
            Besokspunkt(
                besok_id=b.id, ordning=ordning, vad=vad, ansvarig="Verksamhetschefen",
                forfaller=arbetsdag(idag + timedelta(days=om)),
            )
        )  # fmt: skip
