"""What is said of working together: contact lost and back, who else has a case open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .datum import nyss_ord, uppraknat

BRUTEN = "Kontakten med databasen är bruten. Det du skriver finns kvar. Försöker igen …"
VANTAR = "Det du nyss sparade görs när kontakten är tillbaka."
ATER = "Kontakten med databasen är tillbaka."
UTFALL = {
    "fore": "Det du sparade hann bli gjort innan kontakten bröts. Det har gjorts en gång.",
    "nu": "Det du sparade är gjort nu.",
    "bada": "En del av det du sparade hann bli gjort innan kontakten bröts, resten är gjort nu. Allt en gång.",
}
ANDRAT = "Någon annan har ändrat ärendet medan du skriver. Det du har skrivit står kvar."
BESLUTAD = "Någon annan har just beslutat om den här. Hämta om (F5) för att se beslutet."
ANDRAT_AVSLOJAT = "Någon annan har ändrat ärendet. Hämta om (F5) för att se ändringen."


def bruten_ord(mening: str, vantande: int) -> str:
    """`mening`: what else is known; `vantande`: actions that are to be done."""
    kant = f"{BRUTEN} {mening}".strip()
    return f"{kant} {VANTAR}" if vantande else kant


def oppet_ord(vilka: Sequence[tuple[str, datetime]], nu: datetime) -> str:
    """As: Erik Berg har också ärendet öppet sedan 09.12."""
    if not vilka:
        return ""
    if len(vilka) > 1:
        return f"{uppraknat([namn for namn, _ in vilka])} har också ärendet öppet."
    ((namn, sedan),) = vilka
    tid = f"{sedan:%H.%M}" if sedan.date() == nu.date() else nyss_ord(sedan, nu)
    return f"{namn} har också ärendet öppet sedan {tid}."
