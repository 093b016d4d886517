"""What payment is reckoned by (regelverk §6), read from a rule set: table `ersattning`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .tomltabell import Tomltabell

FORDROJER, FORVERKAR = "fordrojer", "forverkar"


class Ersattningsregel(NamedTuple):
    """`brytdag`: the day of the month after that a month closes on (T8). `avbrott_dagar`: days paid after an avbrott
    (T7), if the slutrapport is in within `slutrapport_dagar` of the last day.

    `sen_slutrapport`: what a slutrapport after the last day of a completed insats does to its last month: `fordrojer`,
    it is paid when the report is in, or `forverkar`, it is never paid (T9).
    """

    kalla: str
    brytdag: int
    avbrott_dagar: int
    slutrapport_dagar: int
    sen_slutrapport: str
    tolkning: tuple[str, ...] = ()


def las_ersattning(las: Tomltabell, tolkningar: Mapping[str, str]) -> Ersattningsregel:
    r = Ersattningsregel(
        kalla=las.text("kalla"),
        brytdag=las.tal("brytdag") or 0,
        avbrott_dagar=las.tal("avbrott_dagar", minst=0) or 0,
        slutrapport_dagar=las.tal("slutrapport_dagar", minst=0) or 0,
        sen_slutrapport=las.kod("sen_slutrapport", (FORDROJER, FORVERKAR)),
        tolkning=las.texter("tolkning", tolkningar),
    )
    if r.brytdag > 28:
        raise las.fel("brytdag", "ska vara mellan 1 och 28")
    las.slut()
    return r
