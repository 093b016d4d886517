"""What a kind of document hands over to be drawn, and the words that they share."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ...texter.datum import datum_langt
from ...texter.meningar import insats_ord


def stycke(rubrik: str, text: str) -> list[Any]:
    """A heading and the text under it; nothing where there is no text."""
    from . import mall

    return [*mall.rubrik(rubrik), *mall.lopande(text)] if text.strip() else []


EXEMPLAR = {
    "intern": "Internt exemplar",
    "anordnare": "Exemplar till anordnaren",
    "kund": "Exemplar till kunden",
}
"""Whom a document is written for (`for_vem` of its snapshot), as it says under its title."""


class Blad(NamedTuple):
    """The line under the title, and the parts of the page (see `mall`).

    `underskrifter`: who sign it, each with what stands under the name; empty: the one who issues it.
    `mottagare`: the lines of the address, for one that goes in an envelope with a window.
    """

    undertitel: str
    flode: list[Any]
    underskrifter: tuple[tuple[str, str], ...] = ()
    mottagare: tuple[str, ...] = ()


def dag(d: date | None) -> str:
    """ "13 september 2024"; an en dash where there is none."""
    return datum_langt(d) if d else "–"


def hel(datum: str) -> str:
    """A date that keeps to one line."""
    return datum.replace(" ", "\u00a0")


def insats_med_namn(kod: str, namn: str) -> str:
    """ "AMI 2, arbetsträning"."""
    return f"{insats_ord(kod)}, {namn[:1].lower()}{namn[1:]}" if namn else insats_ord(kod)
