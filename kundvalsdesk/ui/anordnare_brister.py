"""The brister of one anordnare as a list: a heading per kind, the cases behind, and what was thought of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kundvalsdesk.services.anordnaretyper import Bristgrupp
from kundvalsdesk.services.granskningstyper import Bristrad
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import pillbredd, pillfont, rita_pill
from kundvalsdesk.ui.listgrund import RETUR, Index, Radlista, nasta_valbara
from kundvalsdesk.ui.radmalning import VANSTER, rita_fokusram, rita_kortat, rita_radgrund, rita_rubrik
from kundvalsdesk.ui.tema import Tema

FLAGGOR = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
LAGEN = {"oppen": ("gul", "att bedöma"), "brist": ("rod", "brist"), "ingen_brist": ("gron", "ingen brist")}
RUBRIK, RADHOJD = 32, 22
KANT = 9


def vem_ord(r: Bristrad, idag: date) -> str:
    """Who judged it, when, and what they wrote; "" while it is open."""
    if r.lage == "oppen":
        return ""
    nar = f"{r.vem}, {datum_kort(r.avslutad, idag)}" if r.vem and r.avslutad else r.vem
    return f"{nar}: {r.kommentar}" if r.kommentar else nar


class BristModell(QAbstractListModel):
    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rader: list[str | Bristrad] = []
        self.idag = date.min

    def satt(self, grupper: tuple[Bristgrupp, ...], idag: date) -> None:
        self.beginResetModel()
        self.idag = idag
        self._rader = []
        for g in grupper:
            self._rader += [f"{g.rubrik} · {len(g.rader)}", *g.rader]
        self.endResetModel()

    def innehall(self, plats: int) -> str | Bristrad:
        return self._rader[plats]

    def brist(self, plats: int) -> Bristrad | None:
        rad = self._rader[plats] if 0 <= plats < len(self._rader) else None
        return rad if isinstance(rad, Bristrad) else None

    def finn(self, r: Bristrad | None) -> int:
        """Where this brist stands now; -1 if it does not."""
        if r is None:
            return -1
        vill = (r.insats, r.kod, r.avser)
        return next(
            (n for n, x in enumerate(self._rader) if isinstance(x, Bristrad) and (x.insats, x.kod, x.avser) == vill),
            -1,
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rader)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.brist(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return FLAGGOR

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rader):
            return None
        rad = self._rader[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(rad, str):
                return rad
            delar = (rad.kund, rad.insatskod, rad.text, f"sedan {datum_kort(rad.fran, self.idag)}", LAGEN[rad.lage][1])
            return ", ".join(x for x in (*delar, vem_ord(rad, self.idag)) if x)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(rad, Bristrad):
            return "\n".join(x for x in (rad.text, vem_ord(rad, self.idag), "Enter öppnar ärendet") if x)
        return None


class BristDelegat(QStyledItemDelegate):
    def __init__(self, vy: QListView, modell: BristModell, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._modell, self._tema = vy, modell, tema

    def _bredd(self) -> int:
        return self._vy.viewport().width() - self._tema.px(14 + 12)

    def _rader(self, r: Bristrad) -> list[str]:
        """The lines below the name, broken to the width of the list."""
        matt = QFontMetrics(self._tema.font(self._vy.font(), tokens.LITEN))
        ut = []
        for stycke in (f"{r.insatskod} · {r.text}", vem_ord(r, self._modell.idag)):
            if stycke:
                ut += _brutet(stycke, matt, self._bredd())
        return ut

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rad = self._modell.innehall(index.row())
        px = self._tema.px
        if isinstance(rad, str):
            return QSize(80, px(RUBRIK))
        return QSize(80, px(RADHOJD) * (1 + len(self._rader(rad))) + px(2 * KANT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rad = self._modell.innehall(index.row())
        painter.save()
        if isinstance(rad, str):
            rita_rubrik(painter, option.rect, self._tema, rad)
        else:
            self._rita_rad(painter, option, rad)
        painter.restore()

    def _rita_rad(self, p: QPainter, option: QStyleOptionViewItem, r: Bristrad) -> None:
        tema, ruta = self._tema, option.rect
        fokus = self._vy.hasFocus()
        vald = rita_radgrund(p, option, tema, forst=True, fokus=fokus)
        hojd = tema.px(RADHOJD)
        rad = QRect(ruta.left() + tema.px(14), ruta.top() + tema.px(KANT), self._bredd(), hojd)
        grund = QFont(p.font())
        ljus, ord_ = LAGEN[r.lage]
        ord_ = f"{ord_} · {datum_kort(r.fran, self._modell.idag)}" if r.lage == "oppen" else ord_
        pill = min(pillbredd(tema, pillfont(tema, grund), ord_), rad.width() * 3 // 5)
        p.setFont(grund)
        rita_pill(p, QRect(rad.right() - pill, rad.top(), pill + 1, hojd), tema, ljus, ord_)
        p.setFont(tema.font(grund, tokens.TEXT, fet=True))
        p.setPen(tema.farg("text"))
        rita_kortat(p, rad.adjusted(0, 0, -pill - tema.px(8), 0), r.kund)
        p.setFont(tema.font(grund, tokens.LITEN))
        p.setPen(tema.farg("dampad"))
        for ord_ in self._rader(r):
            rad.translate(0, hojd)
            p.drawText(rad, VANSTER, ord_)
        if vald and fokus:
            rita_fokusram(p, ruta, tema)


def _brutet(text: str, matt: QFontMetrics, bredd: int) -> list[str]:
    """The text in lines no wider than the room; a single word that is wider stands on a line of its own."""
    ut: list[str] = []
    rad = ""
    for ord_ in text.split():
        provat = f"{rad} {ord_}" if rad else ord_
        if rad and matt.horizontalAdvance(provat) > bredd:
            ut.append(rad)
            rad = ord_
        else:
            rad = provat
    return [*ut, rad] if rad else ut


class BristLista(Radlista):
    oppna = Signal(object)
    """Bristrad: Enter, or a double click."""

    def __init__(self, tema: Tema) -> None:
        modell = BristModell()
        super().__init__(modell, "Brister hos anordnaren")
        self.modell = modell
        self.setItemDelegate(BristDelegat(self, modell, tema))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda i: self._oppna(i.row()))
        tema.bytt.connect(self.scheduleDelayedItemsLayout)

    def satt(self, grupper: tuple[Bristgrupp, ...], idag: date) -> None:
        """The one that was selected stays so if it is still there; else the first."""
        forut = self.modell.brist(self.currentIndex().row())
        self.modell.satt(grupper, idag)
        plats = self.modell.finn(forut)
        self._valj(plats if plats >= 0 else self._steg(0, 1))

    def _valj(self, plats: int) -> None:
        if plats < 0:
            return
        self.selectionModel().setCurrentIndex(
            self.modell.index(plats, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if plats > 0:
            self.scrollTo(self.modell.index(plats - 1, 0))  # a heading just above is shown with its first row
        self.scrollTo(self.modell.index(plats, 0))

    def _steg(self, fran: int, riktning: int) -> int:
        return nasta_valbara(fran, riktning, self.modell.rowCount(), lambda n: self.modell.brist(n) is not None)

    def _oppna(self, plats: int) -> None:
        if (r := self.modell.brist(plats)) is not None:
            self.oppna.emit(r)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()  # lines are broken to the width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        har = self.currentIndex().row()
        mal = {
            Qt.Key.Key_Up: lambda: self._steg(har - 1, -1),
            Qt.Key.Key_Down: lambda: self._steg(har + 1, 1),
            Qt.Key.Key_Home: lambda: self._steg(0, 1),
            Qt.Key.Key_End: lambda: self._steg(self.modell.rowCount() - 1, -1),
        }.get(Qt.Key(event.key()))
        if mal is not None:
            self._valj(mal())
            event.accept()
        elif event.key() in RETUR:
            self._oppna(har)
            event.accept()
        elif event.text().strip():
            event.ignore()  # letters are not for jumping among the rows
        else:
            super().keyPressEvent(event)
