"""The register of anordnare: what they must report (K 3.2), access for new staff (K 3.2.1), how an auktorisation ends.

The routine gives one day only: access is asked for on the first day of whoever is new. Everything else is to be told,
and no time is said.
"""

from __future__ import annotations

from datetime import date

NY_PERSONAL = "ny_personal"
SLAG = (
    NY_PERSONAL, "personal_slutar", "kontaktuppgifter", "jamforaren", "lokaler", "ledning", "villkor", "ovrigt",
)  # fmt: skip
"""Kinds of changes that an anordnare reports."""

AVSLUT = ("aterkallad", "egen_begaran", "ovrigt")
"""How an auktorisation may end before it has run out."""

BEGARD, BEGARD_SENT, SAKNAS, KOMMER, OKAND = "begard", "begard_sent", "saknas", "kommer", "okand"


def behorighet(forsta_dag: date | None, sista_dag: date | None, begard: date | None, idag: date) -> str:
    """Whether access has been asked for, for somebody at an anordnare: BEGARD in time, BEGARD_SENT after the first
    day, SAKNAS (who works there and has none), KOMMER (not begun yet), OKAND (nobody has said when they began)."""
    if begard is not None:
        return BEGARD_SENT if forsta_dag is not None and begard > forsta_dag else BEGARD
    if sista_dag is not None and sista_dag < idag:
        return OKAND
    if forsta_dag is None:
        return SAKNAS
    return KOMMER if forsta_dag > idag else SAKNAS


def arbetar(forsta_dag: date | None, sista_dag: date | None, dag: date) -> bool:
    """Whether somebody works at the anordnare on a day; a day that nobody has said is no bound."""
    return (forsta_dag is None or forsta_dag <= dag) and (sista_dag is None or sista_dag >= dag)


def andringens_frist(slag: str, galler_fran: date | None) -> date | None:
    """The day by which a reported change is to be dealt with; None where the routine gives none."""
    return galler_fran if slag == NY_PERSONAL else None


def galler(fran: date, till: date | None, dag: date) -> bool:
    """Whether an auktorisation holds on a day, both its days included."""
    return fran <= dag and (till is None or till >= dag)
