"""How a form looks: one sheet, five columns, A4 upright; pale boxes to write in, the rest locked and quiet."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

TYPSNITT = "Calibri"
MORK, DAMPAD, LINJE, RUTA, ACCENT, TON = "1B2430", "586474", "C4CBD4", "F4F8FC", "0B5FA5", "E3F0FC"
BREDDER = (14.0, 16.0, 18.0, 36.0, 15.0)
"""Widths of the columns after that of the codes, in characters."""
TECKEN_PER_RAD, HJALP_PER_RAD = 105, 118
"""Characters of a line across all columns, for the height of an answer filled in beforehand, and of a help text."""
SIDHOJD = 860.0
"""Points of rows on a printed page, below the repeated title; the columns fill the width of A4."""
RADHOJD = 15.0
SVARSHOJD = 108.0
HOGSTA_RAD = 400.0
"""No spreadsheet shows a row that is higher than 409 points."""


class Stilar(NamedTuple):
    """The looks of a cell: font, alignment, fill, border, and whether it is open for writing."""

    titel: dict[str, Any]
    underrubrik: dict[str, Any]
    etikett: dict[str, Any]
    faktum: dict[str, Any]
    rubrik: dict[str, Any]
    hjalp: dict[str, Any]
    kolumn: dict[str, Any]
    fast: dict[str, Any]
    nummer: dict[str, Any]
    svar: dict[str, Any]
    ruta: dict[str, Any]
    datum: dict[str, Any]
    val: dict[str, Any]
    rubrikval: dict[str, Any]


@cache
def stilar() -> Stilar:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    tunn = Side(style="thin", color=LINJE)
    ram = Border(left=tunn, right=tunn, top=tunn, bottom=tunn)
    under = Border(bottom=Side(style="medium", color=ACCENT))

    def font(**mer: Any) -> Any:
        return Font(**{"name": TYPSNITT, "size": 11, "color": MORK} | mer)

    def lage(**mer: Any) -> Any:
        return Alignment(**{"vertical": "top", "wrap_text": True} | mer)

    def fyll(farg: str) -> Any:
        return PatternFill("solid", start_color=farg, end_color=farg)

    indragen = lage(horizontal="left", indent=1)
    oppen = {
        "font": font(), "alignment": indragen, "border": ram, "fill": fyll(RUTA),
        "protection": Protection(locked=False), "number_format": "@",
    }  # fmt: skip
    return Stilar(
        titel={"font": font(size=18, bold=True), "alignment": lage(vertical="center"), "border": under},
        underrubrik={"font": font(size=10, color=DAMPAD), "alignment": lage(vertical="center")},
        etikett={"font": font(color=DAMPAD), "alignment": lage()},
        faktum={"font": font(), "alignment": lage()},
        rubrik={"font": font(size=12, bold=True), "alignment": lage(vertical="bottom")},
        hjalp={"font": font(size=10, italic=True, color=DAMPAD), "alignment": lage()},
        kolumn={"font": font(size=10, bold=True, color=DAMPAD), "alignment": lage(), "border": Border(bottom=tunn)},
        fast={"font": font(), "alignment": indragen, "border": ram},
        nummer={"font": font(color=DAMPAD), "alignment": lage(horizontal="center"), "border": ram},
        svar=oppen,
        ruta=oppen,
        datum=oppen | {"number_format": "yyyy-mm-dd"},
        val=oppen,
        rubrikval=oppen | {"font": font(size=12, bold=True, color=ACCENT), "fill": fyll(TON),
                           "alignment": lage(vertical="center", horizontal="left", indent=1)},
    )  # fmt: skip


def hojd(text: str, bredd: int = TECKEN_PER_RAD, minst: float = RADHOJD) -> float:
    """Height of a row that shows the whole text where it can."""
    rader = sum(1 + len(stycke) // bredd for stycke in text.split("\n"))
    return min(HOGSTA_RAD, max(minst, RADHOJD * rader + 3))
