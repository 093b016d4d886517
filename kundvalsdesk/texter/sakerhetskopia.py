"""What is said of the last backup: when it was taken, and that it is time for a new one."""

from __future__ import annotations

from datetime import date, datetime

from .datum import datum_langt

PAMINN = 7
"""Days."""
INGEN = "Här finns ingen uppgift om att någon säkerhetskopia är tagen."


def for_gammal(senast: datetime | None, idag: date) -> bool:
    return senast is None or (idag - senast.date()).days > PAMINN


def senast_ord(senast: datetime | None, idag: date) -> str:
    """One sentence; one that is old asks for a new."""
    if senast is None:
        return INGEN
    if for_gammal(senast, idag):
        return f"Den senaste säkerhetskopian togs {datum_langt(senast.date())}. Ta en ny."
    return f"Den senaste säkerhetskopian togs {datum_langt(senast.date())} kl. {senast:%H.%M}."
