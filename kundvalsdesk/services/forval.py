"""The förvalslista of a kundval out of the database (K 5.4.1); only authorisations for the whole kundval count."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Auktorisation
from ..rules.forvalslista import Auktoriserad, Forval, ar, pa_dagen
from ..texter.meningar import KUNDVALORD
from .arbetsenhet import Arbetsenhet


def _auktoriserade(e: Arbetsenhet, kundval: str) -> list[Auktoriserad]:
    a = Auktorisation
    q = (
        select(Anordnare.namn, a.fran, a.till)
        .join(Anordnare, Anordnare.id == a.anordnare_id)
        .where(a.avser == kundval)
        .order_by(a.fran, a.id)
    )
    return [Auktoriserad(*r) for r in e.session.execute(q)]


def lista(e: Arbetsenhet, kundval: str, artal: int) -> list[Forval]:
    """The periods that begin in a year. Raises Nekad for an unknown kundval or a year before the list began."""
    if kundval not in KUNDVALORD:
        raise Nekad("kundval", f"Det finns inget kundval {kundval}. Välj något av: {', '.join(KUNDVALORD)}.")
    regler = e.regelverk.forvalslista()
    forsta = regler[0].regel.forsta.year
    if not forsta <= artal <= 2090:
        raise Nekad("ar", f"Förvalslistan finns från {forsta}. Välj ett senare år.", "ar")
    return ar(_auktoriserade(e, kundval), regler, artal)


def dagens(e: Arbetsenhet, kundval: str, dag: date) -> str:
    """Name of the förvalsanordnare of a day, "" if there is none."""
    rad = pa_dagen(_auktoriserade(e, kundval), e.regelverk.forvalslista(), dag)
    return rad.anordnare if rad else ""
