"""A year's cost as a diagram: what the window shows, and what is printed."""

from __future__ import annotations

from decimal import Decimal

from ..rules.diagram import KRONOR, Diagram, Serie
from ..texter.datum import manad_ar, manad_ord
from ..texter.kronor import kronor
from .budgettyper import Kundvalsar

MANADER = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def budgetdiagram(p: Kundvalsar) -> Diagram:
    """Month by month what has been paid, what is expected on top of it, and the forecast with early ends.

    What is to be taken back stands in no bar: of a month that has been paid too much, what will be left of it.
    """
    return Diagram(
        "kostnad per månad", KRONOR, tuple(MANADER[int(m[5:]) - 1] for m, _ in p.manader),
        (
            Serie("Utbetalt", tuple(max(min(k.betalt, k.prognos), Decimal(0)) for _, k in p.manader)),
            Serie("Väntas", tuple(max(k.vantat, Decimal(0)) for _, k in p.manader), 1),
            Serie(
                "Prognos med tidiga slut",
                tuple(k.prognos_tidigt if k.prognos_tidigt != k.prognos else None for _, k in p.manader), streck=True,
            ),
        ),
        staplad=True, korta=tuple(manad_ord(m)[0].upper() for m, _ in p.manader), beskrivning=_i_ord(p),
    )  # fmt: skip


def _i_ord(p: Kundvalsar) -> str:
    return " ".join(
        f"{manad_ar(m).capitalize()}: utbetalt {kronor(k.betalt)}, väntas {kronor(k.vantat)}, "
        f"prognos {kronor(k.prognos)}, med tidiga slut {kronor(k.prognos_tidigt)}."
        for m, k in p.manader
    )
