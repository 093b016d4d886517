"""A list of what a case holds (meetings, messages, notes, attachments): two lines a row, arrow keys choose."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kundvalsdesk.services.arendeposter import Post
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.listgrund import RETUR, Index, Radlista
from kundvalsdesk.ui.radmalning import rita_fokusram, rita_kortat, rita_radgrund
from kundvalsdesk.ui.tema import Tema

RAD = 62


class Postmodell(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rader: tuple[Post, ...] = ()

    def satt(self, rader: tuple[Post, ...]) -> None:
        self.beginResetModel()
        self.rader = rader
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rader)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str | None:
        """Only words: for who listens to the list. What is seen is painted."""
        if role not in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return None
        p = self.rader[index.row()]
        return ". ".join(d for d in (p.rubrik, p.marke, p.under) if d)

    def plats(self, nyckel: str) -> int:
        return next((nr for nr, p in enumerate(self.rader) if p.nyckel == nyckel), -1)


class Postlista(Radlista):
    vald = Signal(int)
    """Place of the row chosen; -1 for none."""
    vidare = Signal()
    """Enter: on to what can be done with it."""

    def __init__(self, tema: Tema, modell: Postmodell, namn: str) -> None:
        super().__init__(modell, namn)
        self.setItemDelegate(_Delegat(self, modell, tema))
        tema.bytt.connect(self.viewport().update)

    def valj(self, plats: int) -> None:
        self.setCurrentIndex(self.model().index(plats, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.vald.emit(current.row() if current.isValid() else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and not event.modifiers():
            self.vidare.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the case's own: back to the queue
        else:
            super().keyPressEvent(event)


class _Delegat(QStyledItemDelegate):
    def __init__(self, vy: QListView, modell: Postmodell, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._modell, self._tema = vy, modell, tema

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._tema.px(RAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        post, tema, p = self._modell.rader[index.row()], self._tema, painter
        p.save()
        ruta: QRect = option.rect
        fokus = self._vy.hasFocus()
        vald = rita_radgrund(p, option, tema, forst=True, fokus=fokus)
        inre = ruta.adjusted(tema.px(14), tema.px(7), -tema.px(12), -tema.px(8))
        halv = inre.height() // 2
        ovre = QRect(inre.left(), inre.top(), inre.width(), halv)
        p.setFont(tema.font(p.font(), tokens.LITEN, fet=post.viktig))
        marke = p.fontMetrics().horizontalAdvance(post.marke) + 2 if post.marke else 0
        p.setPen(tema.farg("accent" if post.viktig else "dampad"))
        p.drawText(ovre, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, post.marke)
        p.setFont(tema.font(p.font(), tokens.TEXT, fet=True))
        p.setPen(tema.farg("text"))
        rita_kortat(p, ovre.adjusted(0, 0, -marke - tema.px(8), 0), post.rubrik)
        p.setFont(tema.font(p.font(), tokens.LITEN))
        p.setPen(tema.farg("dampad"))
        rita_kortat(p, QRect(inre.left(), inre.top() + halv, inre.width(), halv), post.under)
        if vald and fokus:
            rita_fokusram(p, ruta, tema)
        p.restore()
