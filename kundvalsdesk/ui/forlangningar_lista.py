"""Requests for förlängning as a list: whose, how urgent, asked for by whom, and whether it has been sent back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kundvalsdesk.rules.sortering import sokform
from kundvalsdesk.services.forlangningstyper import Forlangningsrad
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import pillbredd, pillfont, rita_pill
from kundvalsdesk.ui.listgrund import RETUR, Index, Radlista, ar_bokstav
from kundvalsdesk.ui.radmalning import rita_kortat, rita_radgrund
from kundvalsdesk.ui.tema import Tema

RADHOJD, KANT = 22, 10


def lage_ord(r: Forlangningsrad) -> str:
    """Where the request is: with whom, and since when."""
    vem = r.begard_av or "den som begärde"
    if r.ute:
        return f"Återsänd, väntar på {vem}"
    return f"Begärd {datum_kort(r.begard)}{f' av {r.begard_av}' if r.begard_av else ''}"


class ForlangningsModell(QAbstractListModel):
    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.alla: tuple[Forlangningsrad, ...] = ()
        self._rader: list[Forlangningsrad] = []
        self._sok: tuple[str, ...] = ()

    def satt(self, rader: tuple[Forlangningsrad, ...]) -> None:
        self.alla = rader
        self.filtrera(" ".join(self._sok))

    def filtrera(self, sokt: str) -> None:
        """Keeps the rows in which every word occurs."""
        self.beginResetModel()
        self._sok = tuple(sokform(sokt).split())
        self._rader = [
            r
            for r in self.alla
            if all(o in sokform(f"{r.kund} {r.insats} {r.insatskod} {r.anordnare} {r.begard_av}") for o in self._sok)
        ]
        self.endResetModel()

    def rad(self, nr: int) -> Forlangningsrad | None:
        return self._rader[nr] if 0 <= nr < len(self._rader) else None

    def finn(self, vem: tuple[str, str]) -> int:
        """Where a request (insats, mal) stands; -1 if it does not."""
        return next((n for n, r in enumerate(self._rader) if (r.insats, r.mal) == vem), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rader)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        r = self.rad(index.row()) if index.isValid() else None
        if r is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(x for x in (r.kund, r.insatskod, r.anordnare, lage_ord(r), r.ord) if x)
        return None


class ForlangningsDelegat(QStyledItemDelegate):
    def __init__(self, vy: QListView, modell: ForlangningsModell, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._modell, self._tema = vy, modell, tema

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._tema.px(3 * RADHOJD + 2 * KANT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        r = self._modell.rad(index.row())
        if r is None:
            return
        tema, ruta, px = self._tema, option.rect, self._tema.px
        painter.save()
        rita_radgrund(painter, option, tema, forst=True, fokus=self._vy.hasFocus())
        grund = QFont(painter.font())
        rad = QRect(ruta.left() + px(14), ruta.top() + px(KANT), ruta.width() - px(26), px(RADHOJD))
        pill = min(pillbredd(tema, pillfont(tema, grund), r.ord), rad.width() * 3 // 5)
        rita_pill(painter, QRect(rad.right() - pill, rad.top(), pill + 1, rad.height()), tema, r.ljus, r.ord)
        fet, liten = tema.font(grund, tokens.TEXT, fet=True), tema.font(grund, tokens.LITEN)
        self._skriv(painter, rad.adjusted(0, 0, -pill - px(10), 0), r.kund, fet, "text")
        rad.translate(0, px(RADHOJD))
        self._skriv(painter, rad, f"{r.insatskod} · {r.anordnare}" if r.anordnare else r.insatskod, liten, "text")
        rad.translate(0, px(RADHOJD))
        self._skriv(painter, rad, lage_ord(r), liten, "dampad")
        painter.restore()

    def _skriv(self, p: QPainter, ruta: QRect, ord_: str, font: QFont, farg: str) -> None:
        p.setFont(font)
        p.setPen(self._tema.farg(farg))
        rita_kortat(p, ruta, ord_)


class ForlangningsLista(Radlista):
    vald = Signal()
    vidare = Signal()
    """Enter: on to the decision."""
    bladdra = Signal(int)
    """PageUp and PageDown belong to what is read beside the list."""

    def __init__(self, tema: Tema, modell: ForlangningsModell) -> None:
        super().__init__(modell, "Förlängningar att besluta om")
        self.setItemDelegate(ForlangningsDelegat(self, modell, tema))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.vald.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and not event.modifiers():
            self.vidare.emit()
            event.accept()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.bladdra.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
            event.accept()
        elif ar_bokstav(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
