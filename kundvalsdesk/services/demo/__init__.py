"""Some 400 made-up kunder and their insatser around a given day, in the transfer format.

The same day gives the same rows, always; every state that an insats can be in is there on any day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ...rules.regelverk import Regelverkssamling

__all__ = ["INLOGGAD", "rader", "skriv_texter"]

INLOGGAD = "pesj"
"""The karriärvägledare that the demo begins with: there is something of everything to review."""


def rader(idag: date) -> dict[str, list[dict[str, str]]]:
    """Rows per sheet of the transfer format, as texts; empty = not yet."""
    from .varld import Varld

    return Varld(idag).rader()


def skriv_texter(session: Session, regelverk: Regelverkssamling, idag: date) -> int:
    """What their plans and reports say, and what was thought of old brister, and the kundenkät of last year, after
    the import.

    Returns how many contents were written.
    """
    from ..loggkedja import utan_rader
    from .bedomda import bedom
    from .besok import lagg_besok
    from .enkat import svara
    from .kontrollpunkter import lagg_kontrollpunkter
    from .kvalitetsrapport import lagg_rapport
    from .rapporttexter import skriv_texter
    from .uppfoljning import lagg_planer

    utan_rader(session.connection())
    antal = skriv_texter(session, regelverk, idag)
    lagg_planer(session, idag)
    lagg_besok(session, idag)
    lagg_kontrollpunkter(session, idag)
    bedom(session, regelverk, idag)
    svara(session, regelverk, idag)
    lagg_rapport(session, regelverk, idag)
    return antal
