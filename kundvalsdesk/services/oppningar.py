"""That somebody has opened a case stands in the log: who, in which role, and when.

Opened is a case whose page, or one of whose reports, has been shown. Written after it has been shown, by a unit of
its own: to read must not wait for the end of the log. The same case opened again within a while by the same user is
the same opening: who goes to and fro in their work would else fill the log with what says nothing more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from ..models import Handling, Logg
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats
from .handling import redan_gjord, skriv_handling
from .loggkedja import Loggrad
from .typer import Andring

HANDLING = "visa_arende"
SAMMA = timedelta(minutes=15)
"""So long an opening counts as one."""


def anteckna_oppning(e: Arbetsenhet, insats: str) -> None:
    """Logs that the actor has opened a case, unless they just had. Raises Nekad for an unknown one."""
    i = hamta_insats(e, insats)
    if redan_gjord(e) is not None or _nyss(e, i.id):
        return
    rad = Loggrad("insats", "visad", rad_id=i.id, kund_id=i.kund_id, insats_id=i.id)
    skriv_handling(e, Andring(e.handling_id, HANDLING, delar=frozenset({"logg"})), [rad])


def _nyss(e: Arbetsenhet, insats_id: int) -> bool:
    sedan = datetime.now() - SAMMA
    if not e.lokal:  # who has opened what is not for everybody to read, oneself aside
        minuter = SAMMA // timedelta(minutes=1)
        return bool(e.session.scalar(select(func.ratt.nyss_oppnat(insats_id, minuter, e.aktor.anvandare, sedan))))
    q = (
        select(Logg.id)
        .join(Handling, Handling.id == Logg.handling_id)
        .where(
            Logg.insats_id == insats_id, Logg.falt == "visad", Handling.namn == HANDLING,
            Handling.anvandare == e.aktor.anvandare, Handling.tid >= sedan,
        )
    )  # fmt: skip
    return e.session.scalar(select(q.exists())) or False
