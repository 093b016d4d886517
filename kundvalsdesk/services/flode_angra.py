"""Taking back a decision of today: an approval or a return is undone, and both stand in the log.

Only the latest thing that happened to a report can be undone, by the one who decided it or an arbetsledare, until
the day is over: after that others have acted on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select

from ..fel import Nekad
from ..models import Aterremiss, Handlaggare, Handling, Insats, Logg
from .arbetsenhet import Arbetsenhet
from .arendelage import oppna_arende
from .handling import handling, kontrollera_version
from .rapportrader import rad_for
from .typer import Andring
from .utkast import spara_utkast

BESLUT = {
    "plan_godkann": "Godkänd",
    "rapport_godkann": "Godkänd",
    "slutrapport_godkann": "Godkänd",
    "plan_aterremiss": "Återremitterad",
    "rapport_aterremiss": "Återremitterad",
    "slutrapport_aterremiss": "Återremitterad",
}
"""Actions that can be undone, and the word for what they decided."""


@dataclass(frozen=True, slots=True)
class Beslut:
    """The latest thing that happened to a report, if it is a decision of today."""

    handling_id: str
    namn: str
    anvandare: str
    vem: str
    tid: datetime


def _avser(slag: str, avser: str) -> str:
    return "slut" if slag == "slutrapport" else avser


def senaste_beslut(e: Arbetsenhet, i: Insats, rad: Any, slag: str, avser: str) -> Beslut | None:
    """The decision that `angra` would undo. The day is that of the log, which is the real one."""
    senare = select(Aterremiss.id).where(Aterremiss.insats_id == i.id, Aterremiss.avser == _avser(slag, avser))
    sista = e.session.execute(
        select(Handling.id, Handling.namn, Handling.anvandare, Handling.tid, Handlaggare.namn.label("vem"))
        .join(Logg, Logg.handling_id == Handling.id)
        .outerjoin(Handlaggare, Handlaggare.anvandare == Handling.anvandare)
        .where(
            or_(
                and_(Logg.tabell == rad.__tablename__, Logg.rad_id == rad.id),
                and_(Logg.tabell == Aterremiss.__tablename__, Logg.rad_id.in_(senare)),
            )
        )
        .order_by(Logg.id.desc())
        .limit(1)
    ).one_or_none()
    if sista is None or sista.namn not in BESLUT or sista.tid.date() != datetime.now().date():
        return None
    return Beslut(sista.id, sista.namn, sista.anvandare, sista.vem or sista.anvandare, sista.tid)


def far_angra(e: Arbetsenhet, b: Beslut) -> bool:
    return b.anvandare == e.aktor.anvandare or e.aktor.har("arbetsledare")


def angra(e: Arbetsenhet, insats: str, slag: str, avser: str, sedd_version: int) -> Andring:
    """Undoes the decision of today: every field gets the value it had before, by the log.

    Raises Nekad if there is none of today, if something has happened to the report since, or if it was somebody
    else's; Konflikt as every action.
    """
    i = oppna_arende(e, insats)
    rad = rad_for(e, i, slag, avser)
    if rad is None:
        raise Nekad("inget_att_angra", "Det finns inget beslut att ångra.")
    kontrollera_version(e, rad, sedd_version, {})
    b = senaste_beslut(e, i, rad, slag, avser)
    if b is None:
        raise Nekad(
            "inget_att_angra",
            "Beslutet kan inte ångras: det går bara samma dag, och så länge inget mer har hänt med det.",
        )
    if not far_angra(e, b):
        raise Nekad("annans_beslut", f"Beslutet togs av {b.vem}. Den som tog det ångrar det, eller arbetsledaren.")
    falt = e.session.execute(
        select(Logg.tabell, Logg.rad_id, Logg.falt, Logg.gammalt, Logg.nytt).where(Logg.handling_id == b.handling_id)
    ).all()
    with handling(e, "granskning_angra", slag) as h:
        h.insats(i)
        skal = [f.nytt for f in falt if f.falt in ("aterremiss_skal", "skal") and f.nytt]
        if skal:  # what was written for the return is there to go on from
            spara_utkast(e, insats, slag, avser, skal[0])
        for f in falt:
            if f.tabell == rad.__tablename__ and f.rad_id == rad.id:
                setattr(rad, f.falt, _varde(rad, f.falt, f.gammalt))
        for rad_id in {f.rad_id for f in falt if f.tabell == Aterremiss.__tablename__}:
            senare = e.session.get(Aterremiss, rad_id)
            if senare is not None:
                e.session.delete(senare)
        # A new version for others to see, also where only a later return was taken away.
        h.ny_version(rad)
    return h.andring


def _varde(rad: Any, falt: str, text: str | None) -> object:
    """A value of the log as its column keeps it."""
    if text is None:
        return None
    return date.fromisoformat(text) if type(rad).__table__.c[falt].type.python_type is date else text
