"""Drafts: what one has begun to write about a report, kept as it is typed so that a crash takes none of it.

A note of one's own and no decision: not logged, read by nobody else, gone when the report has been decided.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from ..fel import Nekad
from ..models import Granskningsutkast
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_arenderatt
from .granskningstyper import STEG
from .rapportrader import rad_att_granska

UTKAST_HOGST = 20_000
"""Characters of a draft that are kept; longer than any återremiss."""


def rapportslag(slag: str) -> str:
    """The kind of report that a draft belongs to."""
    return "slutrapport" if slag == STEG else slag


def _mitt(e: Arbetsenhet, insats_id: int, slag: str, avser: str) -> Granskningsutkast | None:
    g = Granskningsutkast
    return e.session.scalar(
        select(g).where(g.anvandare == e.aktor.anvandare, g.insats_id == insats_id, g.slag == slag, g.avser == avser)
    )


def utkast_for(e: Arbetsenhet, insats_id: int, slag: str, avser: str) -> str:
    """The actor's own draft, "" if there is none."""
    har = _mitt(e, insats_id, slag, avser)
    return har.text if har is not None else ""


def spara_utkast(e: Arbetsenhet, insats: str, slag: str, avser: str, text: str) -> None:
    """Keeps a draft; an empty one takes it away. Raises Nekad for an unknown case, for what is no report
    that has come in, or for a text that is too long."""
    krav_arenderatt(e)
    i, _ = rad_att_granska(e, insats, rapportslag(slag), avser)
    if len(text) > UTKAST_HOGST:
        raise Nekad("lang", f"Texten har {len(text)} tecken. Den får ha högst {UTKAST_HOGST}.", "skal")
    har = _mitt(e, i.id, slag, avser)
    if not text.strip():
        if har is not None:
            e.session.delete(har)
    elif har is None:
        e.session.add(
            Granskningsutkast(
                anvandare=e.aktor.anvandare, insats_id=i.id, slag=slag, avser=avser, text=text, andrad=datetime.now()
            )
        )
    else:
        har.text, har.andrad = text, datetime.now()


def glom_utkast(e: Arbetsenhet, insats_id: int, slag: str, avser: str) -> None:
    """The report has been decided: the decider's drafts have served."""
    g = Granskningsutkast
    alla = [k for k in (slag, STEG) if rapportslag(k) == slag]
    e.session.execute(
        delete(g).where(g.anvandare == e.aktor.anvandare, g.insats_id == insats_id, g.slag.in_(alla), g.avser == avser)
    )
