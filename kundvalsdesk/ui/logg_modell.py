"""The actions of the log as a table: when, who, what, of whom. Newest first, more as one asks for them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.services.loggtyper import Loggatgard
from kundvalsdesk.ui.radmalning import rita_cellgrund
from kundvalsdesk.ui.tabellgrund import Index, Kolumn, Radmodell
from kundvalsdesk.ui.tema import Tema

KOLUMNER = (
    Kolumn("tid", "Tid", 140),
    Kolumn("vem", "Vem", 150),
    Kolumn("vad", "Vad", 256),
    Kolumn("kund", "Kund", 76),
    Kolumn("arende", "Ärende", 96),
)
KANT = 12


class LoggModell(Radmodell[Loggatgard]):
    KOLUMNER = KOLUMNER
    NYCKEL = "id"

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rader: list[Loggatgard] = []

    def satt(self, rader: tuple[Loggatgard, ...]) -> None:
        self.beginResetModel()
        self.rader = list(rader)
        self.endResetModel()

    def fler(self, rader: tuple[Loggatgard, ...]) -> None:
        """After those that are there: what is selected stays so."""
        if rader:
            self.beginInsertRows(QModelIndex(), len(self.rader), len(self.rader) + len(rader) - 1)
            self.rader += rader
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        r = self.rad(index.row()) if index.isValid() else None
        if r is None:
            return None
        kolumn = KOLUMNER[index.column()]
        ord_ = f"{r.tid:%Y-%m-%d %H.%M}" if kolumn.namn == "tid" else str(getattr(r, kolumn.namn))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ord_
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return kolumn.stallning
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kolumn.rubrik}: {ord_ or 'ingen'}"
        return None


class LoggDelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._tema = vy, tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tema, ruta = self._tema, option.rect
        painter.save()
        rita_cellgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        painter.setPen(tema.farg("text" if KOLUMNER[index.column()].namn in ("vem", "vad") else "dampad"))
        inre = ruta.adjusted(tema.px(KANT), 0, -tema.px(8), -1)
        ord_ = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole) or ""), Qt.TextElideMode.ElideRight, inre.width()
        )
        painter.drawText(inre, index.data(Qt.ItemDataRole.TextAlignmentRole), ord_)
        painter.restore()
