"""Words about the förvalslista."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .datum import antal, datum_langt

INGEN = "Ingen"


def lage(fran: date, till: date, publicerad: date | None, idag: date) -> str:
    """Short, for the row."""
    if fran <= idag <= till:
        return "gäller i dag"
    if fran > idag:
        return "kommande"
    return "fastställd" if publicerad else "räknad"


def faststalld(publicerad: date | None, fran: date, idag: date) -> str:
    if publicerad is not None:
        return f"{datum_langt(publicerad)}. Den ändras inte, vad som än händer med auktorisationerna."
    if fran > idag:
        return "Inte än. Fram till dess räknas den om när auktorisationer ändras."
    return "Nej. Den är räknad ur auktorisationerna som de ser ut nu."


def omraknad(anordnare: str, nu: str) -> str:
    """Whether today's authorisations say the same of the row."""
    if anordnare == nu:
        return "Ger samma anordnare."
    return f"Skulle ge {nu or 'ingen'}. Det fastställda gäller."


def ordning(alla: Sequence[tuple[str, date]]) -> str:
    if not alla:
        return "Ingen anordnare var auktoriserad för hela kundvalet."
    return "\n".join(f"{n}. {namn}, auktoriserad {fran.isoformat()}" for n, (namn, fran) in enumerate(alla, 1))


def plats(plats: int, av: int) -> str:
    return f"{plats} av {av}" if plats else "–"


def rubrik(artal: int, perioder: int, avviker: int) -> str:
    delar = [f"{artal}: {antal(perioder, 'period', 'perioder')}"]
    if avviker:
        delar.append(f"{avviker} skulle bli annorlunda med dagens auktorisationer")
    return " · ".join(delar)
