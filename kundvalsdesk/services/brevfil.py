"""Mails as files: they open as a draft to look through and send, with no sender and no date of their own."""

from __future__ import annotations

import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

_ADRESS = re.compile(r"[^\x00-\x20\x7f-\U0010ffff@<>()\[\]\\,;:\"]+@[A-Za-z0-9.-]+")
"""An address that a mail can be written to. A register may hold anything: the mail is then written without one, and
whoever sends it fills it in."""


class Bifogad(NamedTuple):
    filnamn: str
    typ: str
    """Media type, as application/pdf."""
    innehall: bytes


def gar_att_skriva_till(adress: str) -> bool:
    return _ADRESS.fullmatch(adress) is not None


def brevfil(amne: str, text: str, till: str, bifogat: Bifogad | None = None) -> bytes:
    """The same message is the same file, byte for byte. `till` may be ""."""
    brev = EmailMessage(policy=SMTP)
    # A heading is one line: a line break in it would end the head of the mail.
    brev["Subject"] = " ".join(amne.split())
    if gar_att_skriva_till(till):
        brev["To"] = till
    brev["X-Unsent"] = "1"
    brev.set_content(text)
    if bifogat is not None:
        huvudtyp, _, undertyp = bifogat.typ.partition("/")
        brev.add_attachment(bifogat.innehall, maintype=huvudtyp, subtype=undertyp, filename=bifogat.filnamn)
        # The boundary would otherwise be drawn at random.
        brev.set_boundary(f"kundvalsdesk-{hashlib.sha256(bifogat.innehall).hexdigest()[:24]}")
    return brev.as_bytes()
