"""Searching in the pages of a document that is shown: the words, how many places, on to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QLineEdit

from kundvalsdesk.ui.bitar import knapp, rad, text


class Dokumentsok(QFrame):
    stangd = Signal()

    def __init__(self, vy: QPdfView, dokument: QPdfDocument) -> None:
        super().__init__()
        self.setProperty("roll", "topp")
        self._vy, self._dokument = vy, dokument
        self._nr = -1
        self.modell = QPdfSearchModel(self)
        self.modell.setDocument(dokument)
        vy.setSearchModel(self.modell)
        self.falt = QLineEdit()
        self.falt.setPlaceholderText("Sök i dokumentet …")
        self.falt.setAccessibleName("Sök i dokumentet")
        self.falt.setMaxLength(100)
        self.antal = text("", "dampad")
        self.falt.textChanged.connect(self._skrev)
        self.modell.countChanged.connect(self._raknat)
        self.setLayout(
            rad(
                self.falt, self.antal, None,
                knapp("Föregående", self.forra, tips="Skift+Enter"), knapp("Nästa", self.nasta, tips="Enter"),
                knapp("Stäng sökningen", self.stang, roll="diskret", tips="Esc"), kant=(20, 6, 20, 8), mellan=8,
            )
        )  # fmt: skip
        self.hide()

    def oppna(self) -> None:
        self.show()
        self.falt.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.falt.selectAll()

    def stang(self) -> None:
        self.falt.clear()
        self.hide()
        self.stangd.emit()

    def _skrev(self, ord_: str) -> None:
        self._nr = -1
        self.modell.setSearchString(ord_)
        self._raknat()

    def _raknat(self) -> None:
        """Pages are searched one after the other: the number grows while they are."""
        n = self.modell.rowCount(self.modell.index(-1, -1))
        if n and self._nr < 0:
            self._ga(0)
        elif not n:
            self.antal.setText("Finns inte" if self.falt.text().strip() else "")
        else:
            self._visa_antal(n)

    def _visa_antal(self, n: int) -> None:
        self.antal.setText(f"{self._nr + 1} av {n}")

    def nasta(self) -> None:
        self._ga(self._nr + 1)

    def forra(self) -> None:
        self._ga(self._nr - 1)

    def _ga(self, nr: int) -> None:
        n = self.modell.rowCount(self.modell.index(-1, -1))
        if not n:
            return
        self._nr = nr % n
        self._vy.setCurrentSearchResultIndex(self._nr)
        plats = self.modell.resultAtIndex(self._nr)
        self._rulla_till(plats.page(), plats.location().y())
        self._visa_antal(n)

    def _rulla_till(self, sida: int, y: float) -> None:
        """The view itself goes to pages only, not to places on them. A third down, so that what is before is seen."""
        marginal = self._vy.documentMargins()
        topp = float(marginal.top())
        for nr in range(sida):
            topp += self._dokument.pagePointSize(nr).height() * self._skala(nr) + self._vy.pageSpacing()
        rum = self._vy.viewport().height()
        self._vy.verticalScrollBar().setValue(round(topp + y * self._skala(sida) - rum / 3))

    def _skala(self, nr: int) -> float:
        """Pixels to a point of a page, as the view shows it."""
        vy, storlek = self._vy, self._dokument.pagePointSize(nr)
        marginal, yta = vy.documentMargins(), vy.viewport()
        bredd = (yta.width() - marginal.left() - marginal.right()) / max(1.0, storlek.width())
        if vy.zoomMode() == QPdfView.ZoomMode.FitToWidth:
            return bredd
        if vy.zoomMode() == QPdfView.ZoomMode.FitInView:
            return min(bredd, (yta.height() - vy.pageSpacing()) / max(1.0, storlek.height()))
        return vy.zoomFactor() * vy.logicalDpiX() / 72

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ga(self._nr + (-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1))
        elif event.key() == Qt.Key.Key_Escape:
            self.stang()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
