"""What went wrong and belongs to no form: a calm sentence above the view, or the dialog of a bug."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.ui.bitar import knapp, meddelande, rad, tom

if TYPE_CHECKING:
    from kundvalsdesk.ui.kraschdialog import Kraschdialog


class Felvisning(QObject):
    """`plats` is where the sentence stands in the window; `uppdatera` fetches again."""

    def __init__(self, fonster: QWidget, uppdatera: Callable[[], None]) -> None:
        super().__init__(fonster)
        self._fonster, self._uppdatera = fonster, uppdatera
        self._krasch: Kraschdialog | None = None
        self.plats = QVBoxLayout()
        self.plats.setContentsMargins(0, 0, 0, 0)

    def visa(self, fel: KundvalsdeskFel, *, igen: bool) -> None:
        """Until it is closed or something is fetched again."""
        self.stang()
        ruta = meddelande("fel", fel.mening.splitlines())
        yttre = QWidget()
        lad = rad(ruta, mellan=8, kant=(24, 12, 24, 0))
        lad.setStretch(0, 1)
        if igen:
            lad.addWidget(knapp("Försök igen", self._uppdatera, roll="diskret", tips="F5"))
        lad.addWidget(knapp("Stäng", self.stang, roll="diskret"))
        yttre.setLayout(lad)
        self.plats.addWidget(yttre)

    def stang(self) -> None:
        tom(self.plats)

    def krasch(self, fel: BaseException) -> None:
        if self._krasch is not None:  # one at a time: a bug in a repaint must not fill the screen
            return
        from kundvalsdesk.ui.kraschdialog import Kraschdialog

        self._krasch = Kraschdialog(self._fonster, fel)
        self._krasch.finished.connect(self._krasch_stangd)
        self._krasch.open()

    def _krasch_stangd(self) -> None:
        if self._krasch is not None:
            self._krasch.deleteLater()
        self._krasch = None
