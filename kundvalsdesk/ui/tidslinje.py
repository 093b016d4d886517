"""The timeline of a case, newest first: a dot and a line, what happened, when, by whom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Handelse
from kundvalsdesk.texter.datum import datum_ord
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text, tom
from kundvalsdesk.ui.tema import Tema

FORST = 12


class Handelserad(QWidget):
    def __init__(self, tema: Tema, h: Handelse, sist: bool) -> None:
        super().__init__()
        self._tema = tema
        self._sist = sist
        nar = datum_ord(h.datum) + (f" · {h.vem}" if h.vem else "")
        rubrik = text(h.rubrik, "fet")
        self._rubrik = rubrik
        topp = rad(rubrik, mellan=8)
        topp.addWidget(text(nar, "dampad", bryt=True), 1)
        lad = kolumn(topp, mellan=2, kant=(tema.px(22), 0, 0, tema.px(14)))
        if h.text:
            lad.addWidget(text(h.text, bryt=True, markera=True))
        self.setLayout(lad)
        self.setAccessibleName(f"{h.rubrik}, {nar}. {h.text}".strip())
        tema.bytt.connect(self.update)

    def paintEvent(self, _: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._tema.px(5)
        mitt = self._rubrik.geometry().center().y() + 1
        if not self._sist:
            p.setPen(QPen(self._tema.farg("linje"), 1.5))
            p.drawLine(QPointF(x, mitt), QPointF(x, self.height() + mitt))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self._tema.farg("dampad"))
        r = self._tema.px(4)
        p.drawEllipse(QRectF(x - r, mitt - r, 2 * r, 2 * r))
        p.end()


class Tidslinje(QWidget):
    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._alla = False
        self._handelser: tuple[Handelse, ...] = ()
        self._lad = QVBoxLayout(self)
        self._lad.setContentsMargins(0, 0, 0, 0)
        self._lad.setSpacing(0)

    def satt(self, handelser: tuple[Handelse, ...]) -> None:
        self._handelser = handelser
        self._bygg()

    def _bygg(self) -> None:
        tom(self._lad)
        if not self._handelser:
            self._lad.addWidget(text("Inget har hänt än.", "dampad"))
            return
        visas = self._handelser if self._alla else self._handelser[:FORST]
        for nr, h in enumerate(visas):
            self._lad.addWidget(Handelserad(self._tema, h, nr == len(visas) - 1))
        if len(visas) < len(self._handelser):
            fler = knapp(f"Visa alla {len(self._handelser)} händelser", self._visa_alla, roll="diskret")
            self._lad.addLayout(rad(fler, None, kant=(self._tema.px(14), 0, 0, 0)))

    def _visa_alla(self) -> None:
        self._alla = True
        self._bygg()
