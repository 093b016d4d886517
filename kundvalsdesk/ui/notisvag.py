"""The bell: its count is kept fresh in the quiet, and its panel leads to what a notice is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from kundvalsdesk.ui.panelvag import Panelvag

if TYPE_CHECKING:
    from kundvalsdesk.services.notistyper import Notisrad
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.notispanel import Notispanel

    _Vag = Panelvag[Notispanel]
else:  # imported when the panel is first shown
    _Vag = Panelvag

TYST_MS = 120_000
"""Between two looks while nobody does anything. What one does oneself is followed by one at once."""


class Notisvag(_Vag):
    rakna = Signal()
    """The numbers on the screen may have changed."""

    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        fonster.topp.visa_notiser.connect(self.oppna)
        self._tyst = QTimer(self, interval=TYST_MS)
        self._tyst.timeout.connect(self._se_efter)
        self._tyst.start()
        fonster.installEventFilter(self)

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if handelse.type() == QEvent.Type.WindowActivate:
            self._se_efter()
        return super().eventFilter(vem, handelse)

    def _se_efter(self) -> None:
        f = self._f
        if f.arbetare.aktor is not None and not f.paket.oppet:
            self.rakna.emit()

    def oppna(self) -> None:
        f = self._f
        if f.arbetare.aktor is None or f.paket.oppet:
            return
        if self.panel is None:
            from kundvalsdesk.ui.notispanel import Notispanel

            self.panel = Notispanel(f, f.s, f.topp.klocka)
            self.panel.vald.connect(self._vald)
            self.panel.andrad.connect(self.rakna)
        self.panel.oppna()

    def _vald(self, n: Notisrad) -> None:
        if not self._f.far_lamna():
            return
        if n.rum == "paket":
            self._f.paket.las_in()
        elif n.insats and not n.rum:
            self._f.oppna_arende(n.insats)
        else:
            self._f.visa_rum(n.rum or "arenden")
