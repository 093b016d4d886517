"""The panel beside the queue: what the selected row is, why it is due, and the one button that opens it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from kundvalsdesk.services.typer import KoDetalj
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.bitar import Genvagsknapp, faktaruta, kolumn, rad, ram, rullyta, text, tom
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.tema import Tema

RULLIST = 12
"""As the style sheet draws it."""


class KoPanel(QFrame):
    oppna = Signal()

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self.setProperty("roll", "panel")
        self.setFixedWidth(min(tema.px(tokens.PANEL), tokens.PANEL_HOGST))
        innehall = QWidget()
        self._lad = QVBoxLayout(innehall)
        self._lad.setContentsMargins(20, 20, 20, 20)
        self._lad.setSpacing(0)
        self.setLayout(kolumn(rullyta(innehall), mellan=0))
        self.knapp: Genvagsknapp | None = None
        self.visa(None)

    def tom(self) -> None:
        """Nothing to select: nothing to say."""
        tom(self._lad)
        self.knapp = None

    def visa(self, d: KoDetalj | None) -> None:
        tom(self._lad)
        self.knapp = None
        if d is None:
            self._lad.addWidget(text("Välj en rad för att se vad som ska göras och varför.", "dampad", bryt=True))
            self._lad.addStretch(1)
            return
        lad = self._lad
        lad.addWidget(text(d.rubrik, "rubrik", bryt=True))
        lad.addWidget(text(d.underrubrik, "dampad", bryt=True, markera=True))
        lad.addSpacing(14)
        lad.addLayout(self._nar(d))
        lad.addSpacing(14)
        lad.addWidget(self._varfor(d))
        lad.addSpacing(18)
        self.knapp = Genvagsknapp(d.knapp, "Enter")
        self.knapp.clicked.connect(self.oppna)
        lad.addLayout(rad(self.knapp, None))
        lad.addSpacing(20)
        lad.addWidget(faktaruta(d.fakta, self._tema.px(112)))
        if d.inuti:
            lad.addSpacing(18)
            lad.addWidget(text("Samma sak har också", "litenfet"))
            for mening in d.inuti:
                lad.addSpacing(4)
                lad.addWidget(text(mening, "litendampad", bryt=True))
        lad.addStretch(1)

    def _nar(self, d: KoDetalj) -> QBoxLayout:
        """How long is left and the day, side by side where they have room."""
        pill, dag = Pill(self._tema, d.ljus, d.ord), text(d.datum_ord)
        kant = self._lad.contentsMargins()
        ledigt = self.width() - kant.left() - kant.right() - RULLIST
        if pill.sizeHint().width() + 8 + dag.sizeHint().width() <= ledigt:
            return rad(pill, dag, None, mellan=8)
        return kolumn(rad(pill, None), dag, mellan=6)

    def _varfor(self, d: KoDetalj) -> QFrame:
        ruta = ram("ruta")
        inre = kolumn(text(d.varfor, "litenfet"), mellan=5, kant=(14, 12, 14, 12))
        for stycke in d.forklaring:
            inre.addWidget(text(stycke, "liten", bryt=True, markera=True))
        if d.kalla:
            inre.addWidget(text(d.kalla, "litendampad", bryt=True))
        ruta.setLayout(inre)
        return ruta
