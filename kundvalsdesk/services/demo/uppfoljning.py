"""Uppföljningsplaner of this year and the last one, made up: the own nämnd's as they are lived with, and those of
others as they come in to whoever puts them together. One is late, one lacks a step, and one has not come."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...models import Uppfoljning, Uppfoljningsandring, Uppfoljningskrav, Uppfoljningssteg
from ...rules.kalender import rulla
from ...rules.uppfoljning import BESLUTAD, REDOVISAD, UTKAST, Kundval, arbetsdag, placera, tertial
from ..uppfoljningsmodell import modell

VEM = "Ingrid Öhman"
_UTEBLIVEN = "Förskola och pedagogisk omsorg"
_LAGEN = {
    "Arbete och etablering": REDOVISAD, "Kommunal vuxenutbildning": BESLUTAD, "Kulturskola": REDOVISAD,
    "Boendestöd": BESLUTAD, "Hemtjänst, ledsagning och avlösning": UTKAST,
}  # fmt: skip
"""Of this year; last year's have all been reported."""
_NARA = (
    (-6, 8, "Åtgärder efter granskningen följs upp", "Två anordnare hade mindre brister."),
    (9, 5, "Uppföljande verksamhetsbesök", "Hos de anordnare som fick en åtgärd."),
)
"""Around today, in days: what is late and what is soon, whatever day it is."""
_BELAGG = {
    "kvalitet": "Kundenkät, statistik, kvalitetsredovisning, verksamhetsbesök och stickprov (modellen, avsnitt 2).",
    "likvardig": "Samma kontrollpunkter och bedömningsskala för alla anordnare; när en brist leder till anmärkning, "
    "föreläggande eller återkallad auktorisation står i modellen, avsnitt 4.",
    "forutsagbar": "Planen skickas till anordnarna i januari och ligger på kommunens webbplats.",
}
_TEMA = (
    "Tema: från insats till egen försörjning.\n"
    "1. Hur arbetar anordnaren med mål som går att följa månad för månad?\n"
    "2. Hur når anordnaren arbetsgivare i deltagarens närområde?\n"
    "3. Vad gör anordnaren när en deltagare uteblir?"
)
_NOTERING = {2: "41 av 66 har svarat.", 4: "Alla redovisningar granskade.", 7: "Nämnden godkände rapporten."}


def lagg_planer(session: Session, idag: date) -> int:
    """Returns how many were made up."""
    kanda = {k.namn: k for k in modell().kundval}
    planer = [(kanda[n], idag.year - 1, REDOVISAD) for n in (*_LAGEN, _UTEBLIVEN)]
    planer += [(kanda[n], idag.year, lage) for n, lage in _LAGEN.items()]
    for k, ar, lage in planer:
        _plan(session, k, ar, lage, idag)
    session.flush()
    return len(planer)


def _plan(session: Session, k: Kundval, ar: int, lage: str, idag: date) -> None:
    mall = modell().mall(k.mall)
    assert mall is not None  # noqa: S101 - the model names its own templates
    beslutad, redovisad = rulla(date(ar - 1, 12, 11)), rulla(date(ar, 1, 12))
    eget = bool(k.koder)
    p = Uppfoljning(
        ar=ar, namnd=k.namnd, kundval=k.namn, koder=",".join(k.koder), mall=k.mall, tema=_TEMA if eget else "",
        skapad=beslutad - timedelta(days=30),
    )  # fmt: skip
    session.add(p)
    session.flush()
    for s in mall.steg:
        forfaller = placera(s, ar)
        if lage == UTKAST and s.steg == 3:  # somebody has forgotten it
            continue
        klar = None if forfaller >= idag else rulla(forfaller - timedelta(days=6))
        session.add(
            Uppfoljningssteg(
                uppfoljning_id=p.id, steg=s.steg, rubrik=s.rubrik, beskrivning=s.text, tertial=s.tertial,
                ansvarig="" if lage == UTKAST and s.steg == 7 else s.ansvarig, forfaller=forfaller, klar=klar,
                klar_av=VEM if klar else None, notering=_NOTERING.get(s.steg, "") if klar and eget else "",
            )
        )  # fmt: skip
    for dagar, nr, rubrik, text in _NARA if eget and ar == idag.year else ():
        forfaller = arbetsdag(idag + timedelta(days=dagar))
        if forfaller.year == ar:
            session.add(
                Uppfoljningssteg(
                    uppfoljning_id=p.id, steg=nr, rubrik=rubrik, beskrivning=text, tertial=tertial(forfaller),
                    ansvarig="Kvalitetsutvecklare", forfaller=forfaller,
                )
            )  # fmt: skip
    for krav in modell().krav:
        visat = eget or lage == REDOVISAD or krav.kod == "kvalitet"
        session.add(
            Uppfoljningskrav(
                uppfoljning_id=p.id, krav=krav.kod, uppfyllt=beslutad if visat else None,
                belagg=_BELAGG[krav.kod] if visat else "",
            )
        )  # fmt: skip
    session.flush()
    p.lage = lage  # last: a decided plan is changed with a reason only
    if lage != UTKAST:
        p.beslutad, p.beslut = beslutad, "§ 118"
    if lage == REDOVISAD:
        p.redovisad = redovisad
    if eget and ar < idag.year:
        session.add(
            Uppfoljningsandring(
                uppfoljning_id=p.id, datum=rulla(date(ar, 4, 14)), andrad_av=VEM,
                vad=f"Verksamhetsbesök: klart senast från {ar}-04-15 till {rulla(date(ar, 4, 25))}",
                skal="Två anordnare bytte verksamhetschef och bad om senare besök.",
            )
        )  # fmt: skip
