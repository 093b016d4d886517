"""What people write in a case: who is named in it, at what time of day, by whom.

A protected person's name stands in no free text; no kund's name in anything that leaves the house as a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, TypeVar

from sqlalchemy import select

from ..fel import Nekad
from ..models import Handlaggare, Insats, Kund, Kundidentitet
from ..rules.personnummer import har_personnummer
from .arbetsenhet import Arbetsenhet
from .maskning import utan_namn
from .typer import ARENDEROLLER

T = TypeVar("T")
LANGST_BREV = 4000
"""Characters of a text in a letter: about two pages."""


def utan_kundens_namn(e: Arbetsenhet, i: Insats | Kund, texter: dict[str, str], *, ut: bool = False) -> None:
    """Raises Nekad at the field that names a protected person or, in what goes out (`ut`), any kund.

    Of an unprotected kund a first name alone is let through: it is more often somebody else's.
    """
    skyddad = i.skydd is not None
    if not (skyddad or ut):
        return
    identitet = e.session.get(Kundidentitet, i.kund_id if isinstance(i, Insats) else i.id)
    fore = (identitet.fornamn or "") if identitet and skyddad else ""
    efter = (identitet.efternamn or "") if identitet else ""
    for falt, text in texter.items():
        if utan_namn(text, fore, efter, skyddad=skyddad) != text:
            if skyddad:
                mening = "Kundens uppgifter är skyddade. Skriv ”kunden” i stället för namn och personnummer."
            else:
                mening = "Det här skickas ut. Skriv ärendenumret eller ”kunden” i stället för namn och personnummer."
            raise Nekad("namn", mening, falt)


def utan_skyddat_namn(e: Arbetsenhet, nyckel: str, texter: dict[str, str]) -> None:
    """`utan_kundens_namn` for any step that takes texts: of a case, or of a kund, by its key. In a shared database,
    whoever works with no cases has never seen a name, and the program cannot either."""
    if not (e.lokal or e.aktor.har(*ARENDEROLLER)):
        return
    i: Insats | Kund | None = e.session.scalar(select(Insats).where(Insats.nyckel == nyckel)) or e.session.scalar(
        select(Kund).where(Kund.nyckel == nyckel)
    )
    if i is not None:
        utan_kundens_namn(e, i, texter)


def klockslag(text: str, falt: str) -> time:
    """A time of day as people type it: 13.00, 13:00, 13. Raises Nekad."""
    m = re.fullmatch(r"([01]?[0-9]|2[0-3])(?:[.:]?([0-5][0-9]))?", text.strip())
    if not text.strip():
        raise Nekad("saknas", "Fyll i ett klockslag.", falt)
    if m is None:
        raise Nekad("tid", "Skriv klockslaget som 13.00.", falt)
    return time(int(m[1]), int(m[2] or 0))


def inte_senare_an_nu(e: Arbetsenhet, tid: datetime, falt: str) -> None:
    """Raises Nekad for what is said to have happened after this moment (a day that is not today's has no clock)."""
    if tid.date() > e.idag or (e.idag == date.today() and tid > e.nu):
        raise Nekad("framtid", "Tidpunkten ligger i framtiden.", falt)


def hamta_i_arendet(e: Arbetsenhet, tabell: type[T], i: Insats, id_: int, vad: str) -> T:
    """A row of this case by its number. Raises Nekad if it is not there (any longer)."""
    t: Any = tabell
    rad = e.session.scalar(select(t).where(t.id == id_, t.insats_id == i.id))
    if rad is None:
        raise Nekad("okand_post", f"{vad} finns inte längre i ärendet. Hämta om ärendet.")
    return rad  # type: ignore[no-any-return]


def till_anordnaren(text: str, falt: str) -> str:
    """The text, if it may stand in what an anordnare is sent: no longer than a letter, and with no personnummer.
    Raises Nekad."""
    if len(text) > LANGST_BREV:
        raise Nekad("lang", f"Texten har {len(text)} tecken. Den får ha högst {LANGST_BREV}.", falt)
    if har_personnummer(text):
        raise Nekad("personnummer", "Det står ett personnummer i texten. Den går till anordnaren.", falt)
    return text


def namn_for(e: Arbetsenhet, anvandare: Iterable[str | None]) -> dict[str, str]:
    """Names of users; one that is no handläggare is called by the login."""
    alla = {a for a in anvandare if a}
    if not alla:
        return {}
    rader = e.session.execute(
        select(Handlaggare.anvandare, Handlaggare.namn).where(Handlaggare.anvandare.in_(sorted(alla)))
    )
    return {a: a for a in alla} | {r.anvandare: r.namn for r in rader}
