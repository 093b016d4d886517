"""The kvalitetsrapport that is being written in the demo: of the own kundval's plan of this year, with some text of
its own and a comment that waits for an answer."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...models import Avsnittskommentar, Avsnittsversion, Handlaggare, Kvalitetsrapport, Rapportavsnitt, Uppfoljning
from ...rules.regelverk import Regelverkssamling
from .. import kvalitetsunderlag
from ..arbetsenhet import Arbetsenhet
from ..kvalitetsrapportmall import avsnitt
from ..statistiktyper import Urval
from ..typer import ROLLER, Aktor
from .uppfoljning import VEM

_TEXTER = {
    "Slutsatser": "Andelen som går till egen försörjning är {Tabell 4; Totalt; Andel egen försörjning} procent av de "
    "avslutade insatserna, mot {Tabell 4; Totalt; Andel egen försörjning; året före} procent {Året före}. "
    "{Tabell 7; Totalt; Avbrott} insatser avbröts (se {Tabell 7} och {Diagram 7}).\n\n"
    "- Anordnarna behöver fler arbetsgivare nära deltagarna.\n"
    "- Planerna kommer sent: i medeltal 18,7 dagar efter det som villkoren säger.",
    "Förslag": "- Nämnden godkänner rapporten.\n- Fristen för genomförandeplanen följs upp under nästa år.",
    "Fokus nästa år": "Fokus är tidiga planer och arbetsgivarkontakter.",
}


def lagg_rapport(session: Session, regelverk: Regelverkssamling, idag: date) -> None:
    """Of last year's figures, as they are in the demo."""
    p = session.scalars(select(Uppfoljning).where(Uppfoljning.ar == idag.year, Uppfoljning.koder != "")).first()
    if p is None:
        return
    session.flush()
    ar = idag.year - 1
    aktor, nu = Aktor("demo", VEM, frozenset(ROLLER), agare=True), datetime.combine(idag, time(9))
    e = Arbetsenhet(session.connection(), aktor, regelverk, idag, nu, _session=session)
    u = kvalitetsunderlag.hamta(e, Urval(date(ar, 1, 1), date(ar, 12, 31)))[0]
    r = Kvalitetsrapport(
        uppfoljning_id=p.id, titel=f"Kvalitetsrapport {p.kundval} {ar}", fran=date(ar, 1, 1), till=date(ar, 12, 31),
        skapad=idag,
    )  # fmt: skip
    session.add(r)
    session.flush()
    for nr, x in enumerate(avsnitt(u), 1):
        texter = [x.text, *([_TEXTER[x.rubrik]] if x.rubrik in _TEXTER else [])]
        a = Rapportavsnitt(kvalitetsrapport_id=r.id, ordning=nr, niva=x.niva, rubrik=x.rubrik, text=texter[-1])
        session.add(a)
        session.flush()
        session.add_all(
            Avsnittsversion(rapportavsnitt_id=a.id, nummer=n, rubrik=a.rubrik, text=t, sparad=nu, sparad_av=VEM)
            for n, t in enumerate(texter, 1)
        )
        if a.rubrik == "Slutsatser":
            session.add(
                Avsnittskommentar(
                    rapportavsnitt_id=a.id, skriven=idag, skriven_av=_ledaren(session), svar="",
                    text="Varifrån kommer de 18,7 dagarna? Ta dem ur tabellen över ledtider.",
                )
            )  # fmt: skip
    session.flush()


def _ledaren(session: Session) -> str:
    h = Handlaggare
    return session.scalars(select(h.namn).where(h.roll == "arbetsledare").order_by(h.id)).first() or VEM
