"""A diagram in words: for whoever cannot see it, and for what it says of a single bar."""

from __future__ import annotations

from decimal import Decimal

from ..rules.diagram import DAGAR, KRONOR, PROCENT, Diagram, Tal
from .kronor import kronor

SAKNAS = "–"
TUSENTAL_FRAN = 10_000
TOMTORD = "Det finns inget att visa."


def tal_ord(v: Tal) -> str:
    """A decimal comma, and a space in a number of five figures or more."""
    ord_ = f"{v:,}" if not -TUSENTAL_FRAN < v < TUSENTAL_FRAN else str(v)
    return ord_.replace(",", "\u00a0").replace(".", ",")


def varde_ord(enhet: str, v: Tal) -> str:
    """A value as it stands in the diagram."""
    if enhet == KRONOR:
        return kronor(Decimal(v))
    ord_ = tal_ord(v)
    return f"{ord_}\u00a0%" if enhet == PROCENT else ord_


def stapel_ord(d: Diagram, kategori: int, serie: int) -> str:
    """One bar: what it is of, and its value."""
    s = d.serier[serie]
    v = s.varden[kategori]
    ord_ = SAKNAS if v is None else varde_ord(d.enhet, v)
    if d.enhet == DAGAR and v is not None:
        ord_ = f"{ord_} {'dag' if v == 1 else 'dagar'}"
    vad = f", {s.namn[0].lower()}{s.namn[1:]}" if len(d.serier) > 1 else ""
    return f"{d.kategorier[kategori]}{vad}: {ord_}"


def i_ord(d: Diagram) -> str:
    """All of it."""
    if d.beskrivning:
        return d.beskrivning
    if d.tomt:
        return TOMTORD
    return " ".join(f"{stapel_ord(d, k, s)}." for k in range(len(d.kategorier)) for s in range(len(d.serier)))
