"""A dialog of a list and what the selected one is: side by side where there is room, else one over the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QLayout, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, riktning, rullyta, tom, visa_klart
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

BREDVID = 900
"""From this width on they stand side by side."""

_TANGENTORD = {"Up": "Uppil", "Down": "Nedpil"}


class DeladDialog(QDialog):
    """What is said of the selected one stands in `_om`, notices in `_besked`."""

    def __init__(self, vem: QWidget, s: Sammanhang, rubrik: str) -> None:
        super().__init__(vem)
        self._s, self._vem = s, vem
        self.setWindowTitle(rubrik)
        self.setModal(True)
        self._delat = QBoxLayout(riktning(True))
        self._delat.setSpacing(16)
        self._om, self._besked = QVBoxLayout(), QVBoxLayout()
        self._om.setSpacing(6)

    @staticmethod
    def _knapp(ord_: str, tangent: str, tips: str, gor: Callable[[], object] | None = None) -> QPushButton:
        *fore, sista = tangent.split("+")
        k = knapp(ord_, gor, tips=f"{tips} ({'+'.join((*fore, _TANGENTORD.get(sista, sista)))})")
        k.setShortcut(tangent)
        return k

    def _rullat_om(self, hoger: int = 18) -> QWidget:
        """What is said of the selected one, scrolling; `hoger`: the edge at its right."""
        inre = QWidget()
        om = kolumn(mellan=8, kant=(18, 14, hoger, 14))
        om.addLayout(self._om)
        om.addStretch(1)
        inre.setLayout(om)
        return rullyta(inre)

    def _dela(
        self, lista: QWidget, om: QLayout, *, hojder: tuple[int, int], andelar: tuple[int, int] = (1, 1)
    ) -> QBoxLayout:
        """The list and `om` as two cards; `hojder`: what each has at least, in pixels of the theme."""
        for innehall, hojd, andel in zip((kolumn(lista, kant=1, mellan=0), om), hojder, andelar, strict=True):
            kort = ram("kort")
            kort.setLayout(innehall)
            kort.setMinimumHeight(self._s.tema.px(hojd))
            self._delat.addWidget(kort, andel)
        return self._delat

    def _ram_in(self, innehall: QLayout, bredd: int, hojd: int) -> None:
        """Everything scrolls but the button that closes; as large as asked for, where the window is."""
        sida = QWidget()
        sida.setLayout(innehall)
        yttre = kolumn(mellan=0)
        yttre.addWidget(rullyta(sida), 1)
        yttre.addLayout(rad(None, knapp("Stäng", self.reject, tips="Esc"), kant=(24, 8, 24, 18)))
        self.setLayout(yttre)
        fonster, px = self._vem.window(), self._s.tema.px
        self.resize(min(px(bredd), fonster.width() - 40), min(px(hojd), fonster.height() - 40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._delat.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))

    # --- what is done here ------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        """Reads what the dialog shows."""
        raise NotImplementedError

    def _formular(self, e: Arbetsenhet, kod: str, mal: str) -> Stegval:
        """The form of one of the steps that are taken here."""
        raise NotImplementedError

    def _fraga(self, kod: str, mal: str) -> None:
        self._s.arbetare.kor(lambda e: self._formular(e, kod, mal), self._oppna, self._fel)

    def _oppna(self, steg: Stegval) -> None:
        dialog = Formulardialog(self, self._s, steg)
        dialog.sparad.connect(lambda _: self._klart(f"Sparat: {steg.rubrik}."))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _klart(self, mening: str) -> None:
        tom(self._besked)
        visa_klart(self._besked, mening)
        self.hamta()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))
