"""The list of reports: keyboard that skips headings; PageUp and PageDown belong to the report beside it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from kundvalsdesk.ui.granskning_delegat import GranskningDelegat
from kundvalsdesk.ui.granskning_modell import GranskningModell, Nyckel
from kundvalsdesk.ui.listgrund import RETUR, Index, Radlista, nasta_valbara
from kundvalsdesk.ui.tema import Tema


class GranskningLista(Radlista):
    vald = Signal(int)
    """Place of the row that is now selected; -1 for none."""
    till_rapporten = Signal()
    """Enter: on to reading."""
    _tyst = False

    def __init__(self, tema: Tema, modell: GranskningModell) -> None:
        super().__init__(modell, "Rapporter att granska")
        self._modell = modell
        self.setItemDelegate(GranskningDelegat(self, modell, tema))
        self.setToolTip("Pil upp och ner väljer, PageUp och PageDown läser, Ctrl+Enter godkänner")

    def valj(self, n: Nyckel | None, *, tyst: bool = False) -> None:
        """Selects a report. `tyst`: the list has been built anew, nobody chose anything."""
        self.valj_plats(self._modell.plats(n), tyst=tyst)

    def valj_plats(self, plats: int, *, tyst: bool = False) -> None:
        self._tyst = tyst
        flagga = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._modell.index(plats, 0), flagga)
        self._tyst = False
        self._visa_plats(plats)

    def _visa_plats(self, plats: int) -> None:
        """A row below the window comes to its top, so that those after it are seen too: the list turns a page
        rather than moving a row each time."""
        if plats < 0:
            return
        ovan = self._modell.index(max(0, plats - 1), 0)  # a heading just above is shown with its first row
        if self.visualRect(self._modell.index(plats, 0)).bottom() >= self.viewport().height():
            self.scrollTo(ovan, QAbstractItemView.ScrollHint.PositionAtTop)
        elif self.visualRect(ovan).top() < 0:
            self.scrollTo(ovan)

    def vald_plats(self) -> int:
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def _steg(self, fran: int, riktning: int) -> int:
        return nasta_valbara(
            fran, riktning, self._modell.rowCount(), lambda plats: self._modell.hamta(plats) is not None
        )

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._tyst:
            self.vald.emit(current.row() if current.isValid() else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        har = self.vald_plats()
        ren = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        vart = {
            Qt.Key.Key_Up: (har - 1, -1),
            Qt.Key.Key_Down: (har + 1, 1),
            Qt.Key.Key_Home: (0, 1),
            Qt.Key.Key_End: (self._modell.rowCount() - 1, -1),
        }.get(Qt.Key(event.key()))
        if ren and vart is not None:
            if (plats := self._steg(*vart)) >= 0:
                self.valj_plats(plats)
            event.accept()
        elif ren and event.key() in RETUR:
            self.till_rapporten.emit()
            event.accept()
        else:
            event.ignore()  # letters and page keys are the room's own
