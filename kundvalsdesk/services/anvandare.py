"""Who there is to be: the users that this database knows."""

from __future__ import annotations

from sqlalchemy import case, select

from ..models import Handlaggare
from ..texter.meningar import roll_ord
from .arbetsenhet import Arbetsenhet
from .typer import ROLLER


def valbara(e: Arbetsenhet) -> list[tuple[str, str, str]]:
    """(anvandare, name, role in words) of every user, karriärvägledare first."""
    ordning = case({r: n for n, r in enumerate(ROLLER)}, value=Handlaggare.roll, else_=len(ROLLER))
    rader = e.session.execute(
        select(Handlaggare.anvandare, Handlaggare.namn, Handlaggare.roll).order_by(ordning, Handlaggare.namn)
    )
    return [(r.anvandare, r.namn, roll_ord(r.roll)) for r in rader]
