"""The timeline of a case, newest first: a dot and a line, what happened, when, by whom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Handelse
from kundvalsdesk.texter.datum import datum_ord
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, satt_knappord, text
from kundvalsdesk.ui.tema import Tema

FORST = 12


class Handelserad(QWidget):
    """One event. Kept from one case to the next: new words cost a fraction of new labels."""

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._sist = False
        self._rubrik = text("", "fet")
        self._nar = text("", "dampad", bryt=True)
        self._text: QLabel | None = None
        topp = rad(self._rubrik, mellan=8)
        topp.addWidget(self._nar, 1)
        self._lad = kolumn(topp, mellan=2, kant=(tema.px(22), 0, 0, tema.px(14)))
        self.setLayout(self._lad)
        tema.bytt.connect(self.update)

    def satt(self, h: Handelse, sist: bool) -> None:
        self._sist = sist
        nar = datum_ord(h.datum) + (f" · {h.vem}" if h.vem else "")
        self._rubrik.setText(h.rubrik)
        self._nar.setText(nar)
        if h.text and self._text is None:
            self._text = text(h.text, bryt=True, markera=True)
            self._lad.addWidget(self._text)
        elif self._text is not None:
            self._text.setText(h.text)
            self._text.setVisible(bool(h.text))
        self.setAccessibleName(f"{h.rubrik}, {nar}. {h.text}".strip())
        self.update()

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
        self._rader: list[Handelserad] = []
        self._lad = QVBoxLayout(self)
        self._lad.setContentsMargins(0, 0, 0, 0)
        self._lad.setSpacing(0)
        self._inget = text("Inget har hänt än.", "dampad")
        self._fler = knapp("Visa alla händelser", self._visa_alla, roll="diskret")
        self._under = rad(self._fler, None, kant=(tema.px(14), 0, 0, 0))
        self._lad.addWidget(self._inget)
        self._lad.addLayout(self._under)

    def satt(self, handelser: tuple[Handelse, ...]) -> None:
        self._handelser = handelser
        self._fyll()

    def fall_ihop(self) -> None:
        """Another case starts with the latest."""
        self._alla = False

    def _fyll(self) -> None:
        visas = self._handelser if self._alla else self._handelser[:FORST]
        while len(self._rader) < len(visas):
            rad_ = Handelserad(self._tema)
            self._rader.append(rad_)
            self._lad.insertWidget(len(self._rader), rad_)
        while len(self._rader) > max(len(visas), FORST):
            bort = self._rader.pop()
            self._lad.removeWidget(bort)
            bort.hide()
            bort.deleteLater()
        for nr, rad_ in enumerate(self._rader):
            if nr < len(visas):
                rad_.satt(visas[nr], nr == len(visas) - 1)
            rad_.setVisible(nr < len(visas))
        self._inget.setVisible(not visas)
        dolda = len(visas) < len(self._handelser)
        self._fler.setVisible(dolda)
        if dolda:
            satt_knappord(self._fler, f"Visa alla {len(self._handelser)} händelser")

    def _visa_alla(self) -> None:
        self._alla = True
        self._fyll()
