"""What the snapshots take from a case in the same way: sender, signer, and how those concerned are named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...models import Anordnare, Insats, Kund, Kundidentitet
from ...texter.meningar import roll_ord
from ..arbetsenhet import Arbetsenhet
from ..installningar import organisation
from ..maskning import utan_namn
from ..typer import Aktor

_ROLLER = ("karriarvagledare", "arbetsledare", "kvalitetsutvecklare", "kundkoordinator")


def gemensamt(e: Arbetsenhet, insats: Insats, i_rollen: str = "") -> dict[str, Any]:
    """The fields of every snapshot, but for the number. `i_rollen`: the role that a decision is made in."""
    org = organisation(e)
    roll = roll_ord(i_rollen) if i_rollen and e.aktor.har(i_rollen) else roll_pa_dokument(e.aktor)
    return {
        "organisation": org["namn"], "enhet": org["enhet"], "kontakt": org["kontakt"], "datum": e.idag,
        "insats": insats.nyckel, "handlaggare": e.aktor.namn, "roll": roll,
    }  # fmt: skip


def om_insatsen(e: Arbetsenhet, insats: Insats) -> dict[str, Any]:
    """Which insats it is, whose and where."""
    regel = e.regelverk.insats(insats.kod, insats.start)
    return {
        "insatskod": insats.kod, "insatsnamn": regel.namn if regel else "", "kund": kund_pa_dokument(e, insats),
        "anordnare": anordnarens_namn(e, insats), "start": insats.start,
    }  # fmt: skip


def anordnarens_namn(e: Arbetsenhet, insats: Insats) -> str:
    anordnare = e.session.get(Anordnare, insats.anordnare_id) if insats.anordnare_id else None
    return anordnare.namn if anordnare else ""


def kund_pa_dokument(e: Arbetsenhet, insats: Insats) -> str:
    """The kund as a document names them: never by name for a protected person (regelverk §9), nor a word of why."""
    kund = e.session.get_one(Kund, insats.kund_id)
    identitet = e.session.get(Kundidentitet, insats.kund_id)
    namn = ""
    if not (kund.skydd or insats.skydd) and identitet is not None:
        namn = " ".join(n for n in (identitet.fornamn, identitet.efternamn) if n)
    return namn or f"Ärende {insats.nyckel}"


def maskerad(e: Arbetsenhet, insats: Insats) -> Callable[[str | None], str]:
    """Takes a protected person's name and personnummer out of what people have written too."""
    kund = e.session.get_one(Kund, insats.kund_id)
    identitet = e.session.get(Kundidentitet, insats.kund_id)
    fore, efter = (identitet.fornamn or "", identitet.efternamn or "") if identitet else ("", "")
    skyddad = bool(kund.skydd or insats.skydd)
    return lambda text: utan_namn(text or "", fore, efter, skyddad=True) if skyddad else (text or "")


def roll_pa_dokument(aktor: Aktor) -> str:
    if aktor.agare:
        return "handläggare"
    return next((roll_ord(roll) for roll in _ROLLER if aktor.har(roll)), "handläggare")
