"""Calendar files (RFC 5545) of meetings: invitations and their cancellations. No kund is named in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ORTSTID = "Europe/Stockholm"
OKAND_ADRESS = "invalid:nomail"
"""Stands for somebody whose address is not known: an invitation must name who asks and who is asked."""


@dataclass(frozen=True, slots=True)
class Kallelse:
    """`start` and `slut` in local time. `installd`: a cancellation. Addresses may be ""."""

    uid: str
    sekvens: int
    rubrik: str
    start: datetime
    slut: datetime
    plats: str
    text: str
    fran_namn: str
    fran_adress: str
    till_namn: str
    till_adress: str
    installd: bool
    stampel: datetime


def kallelse(k: Kallelse) -> bytes:
    """The file, CRLF and folded as the standard wants it. Times in UTC: no reader needs to know the time zone."""
    from icalendar import Calendar, Event, vCalAddress, vText

    def vem(namn: str, adress: str) -> vCalAddress:
        v = vCalAddress(f"mailto:{adress}" if adress else OKAND_ADRESS)
        if namn:
            v.params["CN"] = vText(namn.replace('"', "'"))
        return v

    kalender = Calendar()
    kalender.add("prodid", "-//Kundvalsdesk//Moten//SV")
    kalender.add("version", "2.0")
    kalender.add("method", "CANCEL" if k.installd else "REQUEST")
    h = Event()
    h.add("uid", k.uid)
    h.add("sequence", k.sekvens)
    h.add("dtstamp", i_utc(k.stampel))
    h.add("dtstart", i_utc(k.start))
    h.add("dtend", i_utc(k.slut))
    h.add("summary", k.rubrik)
    if k.plats:
        h.add("location", k.plats)
    if k.text:
        h.add("description", k.text)
    h.add("status", "CANCELLED" if k.installd else "CONFIRMED")
    h.add("class", "PRIVATE")
    h.add("organizer", vem(k.fran_namn, k.fran_adress))
    kallad = vem(k.till_namn, k.till_adress)
    kallad.params["ROLE"] = vText("REQ-PARTICIPANT")
    if not k.installd:
        kallad.params["PARTSTAT"] = vText("NEEDS-ACTION")
        kallad.params["RSVP"] = vText("TRUE")
    h.add("attendee", kallad)
    kalender.add_component(h)
    return bytes(kalender.to_ical())


def i_utc(t: datetime) -> datetime:
    """A moment of the municipality's own clock, as UTC."""
    return t.replace(tzinfo=ZoneInfo(ORTSTID)).astimezone(UTC)
