"""What lists and tables of rows have in common: how they scroll, what they select, which keys are theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView, QTableWidget

from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.tema import Tema

Index = QModelIndex | QPersistentModelIndex
HUVUD = 38
"""Height of the heads of the columns."""
RETUR = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def grunda(vy: QAbstractItemView, modell: QAbstractItemModel, namn: str) -> None:
    """One row at a time, nothing to type in, no steps in the scrolling."""
    vy.setModel(modell)
    vy.setAccessibleName(namn)
    vy.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    vy.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    vy.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    vy.setMouseTracking(True)
    vy.setTabKeyNavigation(False)


@contextmanager
def stilla(vy: QAbstractItemView) -> Iterator[None]:
    """Rows come and go while somebody reads: the selected one stays where it was, or else what is scrolled to."""
    rulle = vy.verticalScrollBar()
    fore, ruta = rulle.value(), vy.visualRect(vy.currentIndex())
    syntes = ruta.isValid() and vy.viewport().rect().intersects(ruta)
    vy.setUpdatesEnabled(False)
    try:
        yield
        vy.doItemsLayout()
        rulle.setValue(fore)
        nu = vy.visualRect(vy.currentIndex())
        if syntes and nu.isValid():
            rulle.setValue(fore + nu.top() - ruta.top())
    finally:
        vy.setUpdatesEnabled(True)


def ar_bokstav(event: QKeyEvent) -> bool:
    """Typing belongs to the search field: a letter does not hop about among the rows."""
    return bool(event.text().strip()) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier


def nasta_valbara(fran: int, riktning: int, antal: int, valbar: Callable[[int], bool]) -> int:
    """The first row from `fran` on, that way, that is no heading; -1 if there is none."""
    while 0 <= fran < antal:
        if valbar(fran):
            return fran
        fran += riktning
    return -1


class Radlista(QListView):
    """A list whose rows are as wide as it is."""

    def __init__(self, modell: QAbstractItemModel, namn: str) -> None:
        super().__init__()
        grunda(self, modell, namn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class Radtabell(QTableView):
    """Whole rows of one height under a head."""

    oppna = Signal(int)
    """Row to open: Enter."""

    def __init__(self, tema: Tema, modell: QAbstractItemModel, namn: str) -> None:
        super().__init__()
        self._tema = tema
        grunda(self, modell, namn)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        hojd = self.verticalHeader()
        hojd.hide()
        hojd.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        hojd.setDefaultSectionSize(tema.px(tokens.RAD))
        huvud = self.horizontalHeader()
        huvud.setFixedHeight(tema.px(HUVUD))
        huvud.setHighlightSections(False)
        huvud.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def flytta(self, tangent: int) -> bool:
        """Moves to another row; False if the key is not one that does."""
        antal = self.model().rowCount()
        if tangent not in (Qt.Key.Key_Home, Qt.Key.Key_End) or not antal:
            return False
        self.selectRow(0 if tangent == Qt.Key.Key_Home else antal - 1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and self.currentIndex().isValid():
            self.oppna.emit(self.currentIndex().row())
            event.accept()
        elif self.flytta(event.key()):
            event.accept()
        elif ar_bokstav(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def ordtabell(tema: Tema, namn: str, kolumner: Sequence[str]) -> QTableWidget:
    """A small table of words in a dialog: whole rows, as wide as they need, read only."""
    t = QTableWidget(0, len(kolumner))
    t.setProperty("roll", "tabell")
    t.setAccessibleName(namn)
    t.setHorizontalHeaderLabels(list(kolumner))
    t.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    t.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    t.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    t.setTabKeyNavigation(False)
    t.setWordWrap(False)
    t.verticalHeader().hide()
    t.verticalHeader().setDefaultSectionSize(tema.px(34))
    huvud = t.horizontalHeader()
    huvud.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    huvud.setStretchLastSection(True)
    huvud.setHighlightSections(False)
    huvud.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return t
