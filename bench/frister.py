"""How many insatser a second one core computes the frister of."""

from __future__ import annotations

from pathlib import Path

from kundvalsdesk.rules.frister import frister
from kundvalsdesk.services.regelverk import las_regelverk

from .data import fakta
from .tabell import Matt, tid


def mat(_: Path, litet: bool) -> list[Matt]:
    antal = 200 if litet else 100_000
    regelverk = las_regelverk()
    allt = [fakta(n) for n in range(antal)]
    frister(allt[0], regelverk)  # the calendar of the years is laid out once
    gjorda = 0

    def rakna() -> None:
        nonlocal gjorda
        for f in allt:
            gjorda += len(frister(f, regelverk))

    t = tid(rakna)
    return [
        Matt(f"frister of {antal} insatser, one core", f"{antal / t:.0f} insatser/s", f"{gjorda / t:.0f} frister/s")
    ]
