"""Made-up åtgärder of this year's uppföljning, in every state: one to communicate, one that the anordnare works with,
one to follow up, one that remains, an anmärkning, a proposal to decide, one that is remedied, one made by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...models import Anordnare, Atgard, Atgardsbrev, Atgardssteg, Handlaggare, Uppfoljning, Uppfoljningspunkt
from ...rules import atgarder as r
from ...rules.regelverk import Regelverkssamling
from ...rules.uppfoljning import arbetsdag
from ..arbetsenhet import Arbetsenhet
from ..typer import ROLLER, Aktor
from .uppfoljning import VEM

CHEF = "arbetsledare"


@dataclass(frozen=True, slots=True)
class _Pahittad:
    """`fore`: how many days ago the brist was found. `steg`: (kind, days after that, state, result or why)."""

    anordnare: int
    punkt: str
    ursprung: str
    fore: int
    brist: str
    ska_goras: str
    steg: tuple[tuple[str, int, str, str], ...]
    makulerad: str = ""


_BEGARD = (r.BEGARAN, 2, r.KOMMUNICERAT, "")
_ALLA = (
    _Pahittad(0, "skatt", "granskning", 6, "Bevis om F-skatt saknas i redovisningen.",
              "Lämna ett registerutdrag från Skatteverket.", ((r.BEGARAN, 0, r.UTKAST, ""),)),
    _Pahittad(1, "brandskydd", "besok", 20, "Utrymningsplanen gäller de gamla lokalerna.",
              "Gör en ny plan och gå igenom den med personalen.", (_BEGARD,)),
    _Pahittad(2, "synpunkter", "granskning", 70, "Avvikelser dokumenteras inte.",
              "Inför en rutin, och visa två månaders avvikelser.", (_BEGARD,)),
    _Pahittad(3, "rapportering", "lopande", 75, "Planer och rapporter kommer mer än en månad sent.",
              "Gör en plan för hur rapporterna kommer i tid, och följ den.",
              (_BEGARD, (r.UPPFOLJNING, 70, r.KOMMUNICERAT, "Fyra av tio rapporter kom i tid. Ingen plan visades."))),
    _Pahittad(4, "kapacitet", "besok", 120, "Det finns en jobbexpert för fyrtio deltagare.",
              "Bemanna som i ansökan: högst tjugofem deltagare för varje jobbexpert.",
              (_BEGARD, (r.UPPFOLJNING, 60, r.KOMMUNICERAT, "Rekryteringen är inte klar."),
               (r.ANMARKNING, 64, r.KOMMUNICERAT, "Bristen kvarstår efter uppföljningen."))),
    _Pahittad(5, "kvalitetsarbete", "granskning", 150, "Kvalitetsledningssystemet har inte uppdaterats på tre år.",
              "Uppdatera systemet och visa årets egenkontroll.",
              (_BEGARD, (r.UPPFOLJNING, 60, r.KOMMUNICERAT, "Inget var uppdaterat."),
               (r.ANMARKNING, 64, r.KOMMUNICERAT, "Bristen kvarstår efter uppföljningen."),
               (r.UPPFOLJNING, 145, r.KOMMUNICERAT, "En plan visades, men ingen egenkontroll."),
               (r.FORELAGGANDE, 147, r.FORESLAGET, "Bristen kvarstår för andra gången."))),
    _Pahittad(6, "sekretess", "stickprov", 140, "Tre av tio hade inte skrivit under sekretessförbindelsen.",
              "Låt alla skriva under, och lämna en förteckning.",
              (_BEGARD, (r.UPPFOLJNING, 50, r.KOMMUNICERAT, "Alla har skrivit under. Förteckningen är fullständig."))),
    _Pahittad(7, "", "annat", 12, "Fel kontaktuppgifter i Jämföraren.", "Rätta uppgifterna.",
              ((r.BEGARAN, 0, r.UTKAST, ""),), "Uppgifterna var rättade redan."),
)  # fmt: skip


def lagg_atgarder(session: Session, regelverk: Regelverkssamling, idag: date) -> int:
    """Returns how many were made up."""
    p = session.scalar(select(Uppfoljning).where(Uppfoljning.ar == idag.year, Uppfoljning.koder != ""))
    anordnare = list(session.scalars(select(Anordnare).order_by(Anordnare.id)))
    if p is None or not anordnare:
        return 0
    chef = session.scalar(select(Handlaggare.anvandare).where(Handlaggare.roll == CHEF).order_by(Handlaggare.id))
    kvut = session.scalar(
        select(Handlaggare.anvandare).where(Handlaggare.roll == "kvalitetsutvecklare").order_by(Handlaggare.id)
    )
    for x in _ALLA:
        _lagg(session, regelverk, idag, p, anordnare[x.anordnare % len(anordnare)], x, kvut or VEM, chef or VEM)
    session.flush()
    return len(_ALLA)


def _lagg(
    session: Session, regelverk: Regelverkssamling, idag: date, p: Uppfoljning, vem: Anordnare, x: _Pahittad,
    kvut: str, chef: str,
) -> None:  # fmt: skip
    hittad = arbetsdag(idag - timedelta(days=x.fore))
    punkt = session.scalar(
        select(Uppfoljningspunkt.id).where(Uppfoljningspunkt.kod == x.punkt).order_by(Uppfoljningspunkt.id.desc())
    )
    a = Atgard(
        uppfoljning_id=p.id, anordnare_id=vem.id, punkt_id=punkt, ursprung=x.ursprung, konstaterad=hittad,
        brist=x.brist, ansvarig=VEM, skapad=hittad, skal=x.makulerad,
    )  # fmt: skip
    session.add(a)
    session.flush()
    for nr, (slag, efter, lage, skal) in enumerate(x.steg, 1):
        dag = min(arbetsdag(hittad + timedelta(days=efter)), idag)
        beslutad = dag if slag == r.ANMARKNING else None
        forst = r.BESLUTAT if beslutad else r.UTKAST if lage == r.KOMMUNICERAT else lage
        s = Atgardssteg(
            atgard_id=a.id, nummer=nr, slag=slag, lage=forst, datum=dag, skal=skal,
            foreslagen_av=kvut, beslutad=beslutad, beslutad_av=chef if beslutad else None,
            beslutsfattare=r.ARBETSLEDARE if beslutad else "",
        )  # fmt: skip
        if slag == r.UPPFOLJNING:
            s.resultat = r.AVHJALPT if x.punkt == "sekretess" else r.KVARSTAR
        else:
            s.ska_goras = x.ska_goras
            s.senast, s.foljs_upp = arbetsdag(dag + timedelta(days=31)), arbetsdag(dag + timedelta(days=58))
        session.add(s)
        session.flush()
        if lage == r.KOMMUNICERAT:
            _sand(session, regelverk, s, dag, kvut)
    if x.makulerad:
        a.makulerad = idag
        session.flush()


def _sand(session: Session, regelverk: Regelverkssamling, s: Atgardssteg, dag: date, kvut: str) -> None:
    """With its letter, as it was drawn that day."""
    from ..documents import atgard as papper

    aktor = Aktor(kvut, VEM, frozenset(ROLLER), agare=True)
    e = Arbetsenhet(session.connection(), aktor, regelverk, dag, datetime.combine(dag, time(9)), _session=session)
    u = papper.underlag(e, s.id)
    pdf = papper.rita(u)
    session.add(
        Atgardsbrev(
            steg_id=s.id, nummer=u.nummer, utfardat=dag, utfardat_av=kvut, underlag=u.till_json(), innehall=pdf,
            sha256=sha256(pdf).hexdigest(),
        )
    )  # fmt: skip
    session.flush()
    s.lage, s.kommunicerad, s.kommunicerad_av = r.KOMMUNICERAT, dag, kvut
    session.flush()
