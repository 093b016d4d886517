"""Words of the register of anordnare: kinds of changes, how an auktorisation ended, where access stands."""

from __future__ import annotations

from datetime import date

from ..rules import anordnarregister as r
from .datum import datum_langt

SLAGORD = {
    "ny_personal": "Ny personal",
    "personal_slutar": "Personal slutar",
    "kontaktuppgifter": "Kontaktuppgifter",
    "jamforaren": "Uppgifter i Jämföraren",
    "lokaler": "Lokaler eller kontor",
    "ledning": "Ledning eller ägare",
    "villkor": "Något som påverkar villkoren",
    "ovrigt": "Annat",
}
AVSLUTORD = {
    "aterkallad": "Återkallad",
    "egen_begaran": "På anordnarens begäran",
    "ovrigt": "Annat",
}
INGEN_FRIST = "rutinen ger ingen dag"


def behorighet_ord(lage: str, begard: date | None) -> str:
    """As "begärd 3 maj 2024"; what is wrong in words."""
    if lage == r.BEGARD and begard is not None:
        return f"begärd {datum_langt(begard)}"
    if lage == r.BEGARD_SENT and begard is not None:
        return f"begärd {datum_langt(begard)}, efter första dagen"
    return {r.SAKNAS: "inte begärd", r.KOMMER: "begärs första dagen"}.get(lage, "–")
