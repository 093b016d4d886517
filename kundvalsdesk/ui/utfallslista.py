"""What became of each of many things: one row each in a dialog, with a list to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QPushButton, QWidget

from kundvalsdesk.ui.bitar import Innehallsyta, knapp, kolumn, rad, ram, text
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.tema import Tema

HOGST_RADER = 300
"""Listed one by one at most; the copied list has them all."""


class Utfallsrad(NamedTuple):
    """`ljus` and `ord`: how it went; `vidare`: makes the button of what can be done about it."""

    ljus: str
    ord: str
    rubrik: str
    mening: str
    vidare: Callable[[], QPushButton] | None = None


def utfallslista(tema: Tema, rader: Sequence[Utfallsrad], kopiera: Callable[[], None]) -> QWidget:
    """The rows as they are ordered."""
    lad = kolumn(mellan=0)
    for r in rader[:HOGST_RADER]:
        ruta = ram("rad")
        pill = QWidget()
        pill.setLayout(kolumn(Pill(tema, r.ljus, r.ord), None, mellan=0))
        pill.setFixedWidth(tema.px(112))
        inre_rad = rad(pill, mellan=10, kant=(0, 7, 8, 7))
        mening = [text(r.mening, "liten", bryt=True, markera=True)] if r.mening else []
        inre_rad.addLayout(kolumn(text(r.rubrik, "litenfet", bryt=True), *mening, mellan=1), 1)
        if r.vidare is not None:
            inre_rad.addWidget(r.vidare())
        ruta.setLayout(inre_rad)
        lad.addWidget(ruta)
    if len(rader) > HOGST_RADER:
        lad.addWidget(text(f"… och {len(rader) - HOGST_RADER} till. Kopiera listan för att se alla.", "dampad"))
    lad.addStretch(1)
    inre = QWidget()
    inre.setLayout(lad)
    yta = Innehallsyta(inre)
    yta.setMaximumHeight(tema.px(380))
    kopia = knapp("Kopiera listan", kopiera, roll="lank", tips="Klistra in i Excel eller ett meddelande")
    allt = QWidget()
    allt.setLayout(kolumn(yta, rad(kopia, None), mellan=6))
    return allt
