"""The granskning of an anordnare in words."""

from __future__ import annotations

from datetime import date

from ..rules.bedomning import Avvikelse, Skala
from .datum import datum_langt, uppraknat

UPPFYLLT_ORD = {"ja": "Ja", "delvis": "Delvis", "nej": "Nej"}
PERIOD = "Det ärendeflödet vet"


def lage_ord(bedomda: int, antal: int, klar: date | None, klar_av: str) -> str:
    if klar is not None:
        return f"Klar {datum_langt(klar)}, {klar_av}."
    if not antal:
        return "Inga kontrollpunkter."
    if not bedomda:
        return f"Inte påbörjad, {antal} kontrollpunkter."
    return f"{bedomda} av {antal} kontrollpunkter är bedömda."


def avvikelse_ord(skala: Skala, a: Avvikelse) -> str:
    """What is told of a bedömning that differs. Never that it is wrong."""
    hur = "strängare" if a.strangare else "mildare"
    vilka = uppraknat(a.lika) if len(a.lika) <= 3 else f"{len(a.lika)} av {a.av} andra"
    return f"{hur.capitalize()} än {vilka} på liknande underlag ({skala.namn(a.niva).lower()})."
