"""Kontrollpunkter of the own plans, made up: last year's as they were sent, and this year's in two versions: after the
first one had been sent, a question was made clearer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...models import Uppfoljning, Uppfoljningslista, Uppfoljningspunkt
from ...rules.kalender import rulla
from ...rules.kontrollpunkter import UTSAND, Punkt
from ..kontrollpunktmall import kontrollpunkter

VEM = "Ingrid Öhman"
TYDLIGARE = (
    "kapacitet",
    "Hur många deltagare kan ni ta emot samtidigt i varje insats, och hur bemannar ni när antalet ändras?",
)


def lagg_kontrollpunkter(session: Session, idag: date) -> None:
    for p in session.scalars(select(Uppfoljning).where(Uppfoljning.koder != "").order_by(Uppfoljning.ar)):
        forst = kontrollpunkter().for_mall(p.mall, p.koder.split(","))
        _lista(session, p, 1, forst, rulla(date(p.ar, 1, 15)), idag)
        if p.ar == idag.year:
            andra = [x._replace(fraga=TYDLIGARE[1]) if x.kod == TYDLIGARE[0] else x for x in forst]
            _lista(session, p, 2, andra, rulla(date(p.ar, 1, 29)), idag)


def _lista(session: Session, p: Uppfoljning, nummer: int, punkter: tuple[Punkt, ...] | list[Punkt], dag: date,
           idag: date) -> None:  # fmt: skip
    lista = Uppfoljningslista(uppfoljning_id=p.id, nummer=nummer, skapad=min(dag, idag))
    session.add(lista)
    session.flush()
    session.add_all(
        Uppfoljningspunkt(lista_id=lista.id, kod=x.kod, delen=x.delen, ordning=n, punkt=x.punkt, fraga=x.fraga,
                          bevis=x.bevis, galler=x.galler)
        for n, x in enumerate(punkter, 1)
    )  # fmt: skip
    session.flush()
    if dag <= idag:  # last: what has been sent is changed no more
        lista.lage, lista.utsand, lista.utsand_av = UTSAND, dag, VEM
        lista.svar_senast = rulla(date(p.ar, 3, 1))
        session.flush()
