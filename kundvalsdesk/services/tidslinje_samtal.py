"""Meetings, messages, signed notes and attachments in the timeline of a case, and how many there are of them.

Only for those who work with cases: others who may open one (an incident) see nothing of them, and no number either.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from sqlalchemy import func, select

from ..models import Anteckning, Bilaga, Insats, Meddelande, Mote
from ..texter.samtal import MOTESORD, RIKTNINGORD
from .anteckningar import synliga
from .arbetsenhet import Arbetsenhet
from .fritext import namn_for
from .moten import KONTAKT
from .typer import ARENDEROLLER


class _Lagg(Protocol):
    def __call__(self, d: date | None, rubrik: str, text: str = "", vem: str = "") -> None: ...


def lagg_samtal(
    e: Arbetsenhet, i: Insats, lagg: _Lagg, hur_manga: tuple[tuple[str, int], ...]
) -> set[tuple[str, date]]:
    """Adds what has been said and kept. Returns the kontakter (kind, day) that its meetings already tell of.

    `hur_manga`: as `antal` says. Where there is nothing yet, nothing is asked for.
    """
    berattade: set[tuple[str, date]] = set()
    if not any(n for _, n in hur_manga):
        return berattade
    moten = select(Mote.typ, Mote.lage, Mote.start, Mote.syfte).where(Mote.insats_id == i.id, Mote.lage != "planerat")
    for m in e.session.execute(moten):
        namn = MOTESORD.get(m.typ, m.typ)
        if m.lage == "installt":
            lagg(m.start.date(), f"{namn}, inställt")
            continue
        lagg(m.start.date(), namn, m.syfte or "")
        berattade.add((KONTAKT.get(m.typ, ""), m.start.date()))
    meddelanden = e.session.execute(
        select(Meddelande.tid, Meddelande.riktning, Meddelande.amne, Meddelande.rattar_id, Meddelande.skriven_av)
        .where(Meddelande.insats_id == i.id).order_by(Meddelande.id)
    ).all()  # fmt: skip
    a = Anteckning
    anteckningar = e.session.execute(
        select(a.datum, a.rubrik, a.rattar_id, a.skriven_av).where(a.insats_id == i.id, a.signerad.is_not(None))
    ).all()
    bilagor = e.session.execute(
        select(Bilaga.tillagd, Bilaga.namn, Bilaga.tillagd_av).where(Bilaga.insats_id == i.id).order_by(Bilaga.id)
    ).all()
    skrev = [r.skriven_av for r in meddelanden] + [r.skriven_av for r in anteckningar]
    vem = namn_for(e, skrev + [r.tillagd_av for r in bilagor])
    for tid, riktning, amne, rattar, av in meddelanden:
        vart = RIKTNINGORD.get(riktning, "").lower()
        lagg(tid.date(), f"{'Rättat meddelande' if rattar else 'Meddelande'} {vart}", amne or "", vem.get(av, av))
    for dag, rubrik, rattar, av in anteckningar:
        lagg(dag, "Rättad anteckning" if rattar else "Anteckning", rubrik or "", vem.get(av, av))
    for tid, namn, av in bilagor:
        lagg(tid.date(), "Bilaga", namn, vem.get(av, av))
    return berattade


def antal(e: Arbetsenhet, i: Insats) -> tuple[tuple[str, int], ...]:
    """How much there is under the tabs of a case, in one question."""
    if not e.aktor.har(*ARENDEROLLER):
        return ()

    def rader(tabell: Any, *villkor: Any) -> Any:
        return select(func.count()).where(tabell.insats_id == i.id, *villkor).scalar_subquery()

    moten, meddelanden, anteckningar, bilagor = e.session.execute(
        select(rader(Mote), rader(Meddelande), rader(Anteckning, synliga(e)), rader(Bilaga))
    ).one()
    return (("moten", moten + meddelanden), ("journal", anteckningar), ("bilagor", bilagor))
