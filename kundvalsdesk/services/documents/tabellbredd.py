"""How wide the columns of a table of figures are: no word is broken but where it may be divided, and no figure at all.

Where there is no room for that the gaps become narrower, then the letters smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from .avstavning import avstava
from .stilar import BROD
from .teckensnitt import FET, HALVFET


class Matt(NamedTuple):
    """Sizes of a table in points: of its cells and of its head, and the gap between its columns. `bredvid`: a share
    stands beside its number and not under it."""

    cell: float
    huvud: float
    lucka: float
    bredvid: bool = False


MATT = (
    Matt(8.4, 7.8, 10.0, True), Matt(8.4, 7.8, 7.0, True), Matt(8.4, 7.8, 10.0), Matt(8.4, 7.8, 6.0),
    Matt(7.8, 7.2, 5.0), Matt(7.2, 6.8, 4.0), Matt(6.8, 6.4, 3.5),
)  # fmt: skip
"""The first that there is room for."""
KORT_NAMN = 80.0
"""Names that are all narrower than this are not divided."""
_HUNDRA = "100\u00a0%"
_MED_LUFT = 1.0
"""More than letters are wide: what rounding takes."""


def bredvid(cell: str) -> str:
    """A number and its share on one line, the shares of a column under each other."""
    tal, _, andel = cell.partition("\n")
    if not andel:
        return cell
    fyllning = (_bredd(_HUNDRA, FET, 8.4) - _bredd(andel, FET, 8.4)) / _bredd("\u00a0", FET, 8.4)
    return tal + "\u00a0" * (2 + max(0, round(fyllning))) + andel


def bruten(rubrik: str, bredd: float, storlek: float) -> str:
    """The head of a column so wide, each word that must be divided on a line of its own: ReportLab looks for a place
    to divide it only where there is room for that beside what stands before it, and else cuts it anywhere."""
    ut = ""
    for ordet in rubrik.split(" "):
        for_bred = _bredd(ordet, HALVFET, storlek) > bredd
        ut += f"{chr(10) if for_bred else ' '}{ordet}" if ut else ordet
    return ut


def stall(
    huvud: Sequence[str], rader: Sequence[Sequence[str]], vill: Sequence[float], bredd: float
) -> tuple[Matt, tuple[float, ...]]:
    """The sizes, and the width of each column with the gap after it. `vill`: what each column would have."""
    for matt in MATT:
        minst, helst = _behov(huvud, rader, matt)
        if sum(minst) <= bredd or matt is MATT[-1]:
            break
    onskat = [max(v, h, m) for v, h, m in zip(vill, helst, minst, strict=True)]
    over = sum(onskat) - bredd
    slack = sum(onskat) - sum(minst)
    if over <= 0 or slack <= 0:
        return matt, tuple(onskat)
    del_ = min(over / slack, 1.0)
    return matt, tuple(o - (o - m) * del_ for o, m in zip(onskat, minst, strict=True))


def _behov(huvud: Sequence[str], rader: Sequence[Sequence[str]], m: Matt) -> tuple[list[float], list[float]]:
    """Of each column the least, with words divided, and what its head and figures would have: whole words."""
    minst, helst = [], []
    for nr, rubrik in enumerate(huvud):
        celler = {r[nr] for r in rader}
        if m.bredvid and nr:
            celler = {bredvid(c) for c in celler}
        lucka = (m.lucka if nr < len(huvud) - 1 else 0) + _MED_LUFT
        # In bold, as the sum is.
        minst.append(lucka + max(_minst(rubrik, HALVFET, m.huvud), *(_minst(c, FET, m.cell) for c in celler), 0))
        hela = lucka + max((_bredd(c, FET, m.cell) for c in celler), default=0)
        if nr == 0 and hela <= KORT_NAMN:
            minst[0] = max(minst[0], hela)
        helst.append(lucka + max(_bredd(o, HALVFET, m.huvud) for o in rubrik.split() or [""]))
    return minst, helst


def _minst(text: str, font: str, storlek: float) -> float:
    """Of the widest part that a line must hold."""
    # Spaces that bind hold what stands around them together.
    return max((_ordets(o, font, storlek) for o in text.replace("\n", " ").split(" ")), default=0.0)


@lru_cache(maxsize=4096)
def _ordets(ordet: str, font: str, storlek: float) -> float:
    hel = _bredd(ordet, font, storlek)
    if len(ordet) < BROD.hyphenationMinWordLength or any(c.isdigit() for c in ordet):
        return hel
    delat = [
        max(_bredd(h if h.endswith("-") else f"{h}-", font, storlek), _ordets(t, font, storlek))
        for h, t in avstava(ordet)
    ]
    return min([hel, *delat])


def _bredd(text: str, font: str, storlek: float) -> float:
    return float(stringWidth(text, font, storlek))
