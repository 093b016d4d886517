"""A made-up document beside what is being changed: drawn anew a moment after each change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.ui.bitar import kolumn, text
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.utskrift import Pdf

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

VANTA_MS = 350
"""From the last letter to the new page."""


class Provvy(QWidget):
    nekad = Signal(object)
    """KundvalsdeskFel: why there is nothing new to show; None when there is."""

    def __init__(self, s: Sammanhang, rita: Callable[[], Callable[[Arbetsenhet], bytes]]) -> None:
        """`rita`: called for what is to be drawn, as it stands then; what it gives is done by the worker."""
        super().__init__()
        self._s = s
        self._rita = rita
        self._token = f"prov{id(self)}"
        self.dokument = Pdf(self)
        self.vy = QPdfView()
        self.vy.setPageMode(QPdfView.PageMode.MultiPage)
        self.vy.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # Fitted to the width, a bar that comes and goes would make the page higher and lower for ever.
        self.vy.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.vy.setAccessibleName("Så här ser dokumentet ut")
        palett = self.vy.palette()
        for roll in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            palett.setColor(roll, s.tema.farg("rail"))
        self.vy.setPalette(palett)
        self.vy.setDocument(self.dokument)
        self._timer = QTimer(self, singleShot=True, interval=VANTA_MS)
        self._timer.timeout.connect(self.nu)
        lad = kolumn(text("Så här blir det, i ett påhittat ärende", "litendampad"), mellan=6)
        lad.addWidget(self.vy, 1)
        self.setLayout(lad)
        self.setMinimumWidth(s.tema.px(320))

    def snart(self) -> None:
        self._timer.start()

    def nu(self) -> None:
        self._timer.stop()
        self._s.arbetare.kor(self._rita(), self._visa, self._gick_inte, token=self._token)

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        if isValid(self):
            self.nekad.emit(fel)

    def _visa(self, innehall: bytes) -> None:
        if not isValid(self):  # closed while the page was drawn
            return
        hojd = self.vy.verticalScrollBar().value()
        self.dokument.ladda(innehall)
        self.vy.verticalScrollBar().setValue(hojd)
        self.nekad.emit(None)
