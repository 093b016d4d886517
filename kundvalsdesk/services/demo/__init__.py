"""Some 400 made-up kunder and their insatser around a given day, in the transfer format.

The same day gives the same rows, always; every state that an insats can be in is there on any day.
"""

from __future__ import annotations

from datetime import date

__all__ = ["rader"]


def rader(idag: date) -> dict[str, list[dict[str, str]]]:
    """Rows per sheet of the transfer format, as texts; empty = not yet."""
    from .varld import Varld

    return Varld(idag).rader()
