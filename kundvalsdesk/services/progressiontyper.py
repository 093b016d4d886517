"""The progression of one case, as plain data and as a diagram."""

from __future__ import annotations

from typing import NamedTuple

from ..rules.diagram import ANTAL, Diagram
from ..rules.diagram import Serie as Staplar
from ..rules.progression import Serie
from ..texter import progression as ord_


class Stegserie(NamedTuple):
    """The series of one case. `skala`: the words of the steps, in order."""

    serie: Serie
    skala: tuple[str, ...]


def stegdiagram(p: Stegserie) -> Diagram:
    """A bar for the start, for each month and for the slutrapport, as high as the step; the goal as a line. What is
    missing has no bar."""
    s = p.serie
    punkter = [(ord_.START, "St", s.start), *((*ord_.manad_ord(m), v) for m, v in s.manader)]
    if s.slut is not None:
        punkter.append((ord_.SLUT, "Sl", s.slut))
    serier = [Staplar(ord_.LAGE, tuple(v for _, _, v in punkter))]
    if s.mal is not None:
        serier.append(Staplar(ord_.MAL, (s.mal,) * len(punkter), 1, streck=True))
    return Diagram(
        ord_.RUBRIK, ANTAL, tuple(n for n, _, _ in punkter), tuple(serier), korta=tuple(k for _, k, _ in punkter),
        beskrivning=ord_.beskrivning(s, p.skala),
    )  # fmt: skip
