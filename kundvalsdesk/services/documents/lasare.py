"""Whom a document is made for: decided when its snapshot is made, so that a version holds only what they may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...fel import Nekad
from ..arendetyper import Falt
from ..dokumenttyper import TILLORD

INTERN, ANORDNARE, KUND = "intern", "anordnare", "kund"
FALT = "for_vem"

Val = Mapping[str, str]
"""The choices as a form gives them: strings, ISO dates. One that is left out is as the form opens with it."""


def lasarfalt(till: Sequence[str]) -> Falt:
    """The field of a form that asks for whom; the first one stands there when it opens."""
    return Falt(FALT, "Till vem", "val", varde=till[0], val=tuple((t, TILLORD[t]) for t in till))


def vald_lasare(val: Val, till: Sequence[str]) -> str:
    """Raises Nekad for anybody that there is no version for."""
    for_vem = val.get(FALT, "") or till[0]
    if for_vem not in till:
        raise Nekad("for_vem", "Välj vem dokumentet är till.", FALT)
    return for_vem
