"""One's own open frister as a calendar file (RFC 5545): the case's number and what to do, never a name."""

from __future__ import annotations

from datetime import UTC, timedelta
from uuid import NAMESPACE_URL, uuid5

from ..fel import Nekad
from . import ko
from .arbetsenhet import Arbetsenhet
from .kalenderfil import i_utc
from .typer import ARENDEROLLER, KoFilter

FLEST = 2000
"""More than anybody has; an owner of a file who has every case of an office gets the first of them."""
_DAG = timedelta(days=1)


def fil(e: Arbetsenhet) -> tuple[str, bytes, int]:
    """Suggested name, bytes, and how many frister: what stands under "Mina" in the queue, each on its day.

    Taken in again by a calendar, each frist is the same event as before: its number follows from what it is.
    """
    if not e.aktor.har(*ARENDEROLLER):
        raise Nekad("roll", "Din roll har inga frister i ärenden.")
    rader = ko.sida(e, KoFilter(), 0, FLEST)
    if not rader:
        raise Nekad("inga", "Du har inga öppna frister att spara.")
    from icalendar import Calendar, Event

    kalender = Calendar()
    kalender.add("prodid", "-//Kundvalsdesk//Frister//SV")
    kalender.add("version", "2.0")
    kalender.add("method", "PUBLISH")
    for r in rader:
        h = Event()
        h.add("uid", str(uuid5(NAMESPACE_URL, f"kundvalsdesk:frist:{r.insats}:{r.kod}:{r.avser}")))
        h.add("dtstamp", i_utc(e.nu).astimezone(UTC))
        h.add("dtstart", r.forfaller)
        h.add("dtend", r.forfaller + _DAG)
        h.add("summary", f"{r.att_gora}, ärende {r.insats}")
        h.add("class", "PRIVATE")
        h.add("transp", "TRANSPARENT")
        kalender.add_component(h)
    return f"frister_{e.idag:%Y-%m-%d}.ics", bytes(kalender.to_ical()), len(rader)
