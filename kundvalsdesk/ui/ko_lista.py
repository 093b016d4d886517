"""The table of the queue: keyboard that skips headings, fixed row height, column widths that are remembered."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.ko_delegat import KoDelegat
from kundvalsdesk.ui.ko_modell import KOLUMNER, KoModell
from kundvalsdesk.ui.listgrund import Index, Radtabell
from kundvalsdesk.ui.tema import Tema

BREDDER = {
    "frist": 184, "datum": 66, "att_gora": 284, "kund": 188, "insats": 64, "anordnare": 170, "kundansvarig": 130,
}  # fmt: skip

RORLIGA = ("att_gora", "kund", "anordnare", "kundansvarig")
# Who gives way, in this order and down to this width; the number of a protected case fits in 156.
SMALNAR = (("kundansvarig", 116), ("anordnare", 110), ("kund", 156), ("anordnare", 84), ("att_gora", 150),
           ("kundansvarig", 96), ("kund", 96), ("att_gora", 96))  # fmt: skip
# Where not even this has room, the anordnare stands in the panel only.
LASBART = {"att_gora": 230, "kund": 156, "anordnare": 110, "kundansvarig": 116}


class KoLista(Radtabell):
    vald = Signal(int)
    """Table row that is now selected; -1 for none."""

    def __init__(self, tema: Tema, modell: KoModell, minne: QSettings) -> None:
        super().__init__(tema, modell, "Kö, lista över det som ska göras")
        self._minne = minne
        self._modell = modell
        self.setItemDelegate(KoDelegat(self, modell, tema))
        self.verticalHeader().setMinimumSectionSize(tema.px(tokens.RAD_TAT))
        huvud = self.horizontalHeader()
        huvud.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        huvud.setStretchLastSection(True)
        huvud.setSectionsClickable(True)
        huvud.setMinimumSectionSize(tema.px(48))
        huvud.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        huvud.sectionResized.connect(self._minns_bredd)
        self._satter = False
        self._grupprader: list[int] = []
        modell.modelReset.connect(self._ordna)
        self.doubleClicked.connect(lambda i: self.oppna.emit(i.row()))
        self._ordna()

    def _ordna(self) -> None:
        """Headings span the row; widths come back after the columns have changed."""
        self._satter = True
        self.clearSpans()
        for r in self._grupprader:  # where headings stood there may be ordinary rows now
            if r < self._modell.rowCount():
                self.setRowHeight(r, self._tema.px(tokens.RAD))
        self._grupprader = list(self._modell.grupprader)
        kolumner = self._modell.columnCount()
        for r in self._modell.grupprader:
            self.setSpan(r, 0, 1, kolumner)
        for r in self._modell.grupprader:
            self.setRowHeight(r, self._tema.px(tokens.GRUPPRAD))
        self._satter = False
        self._anpassa()

    def _anpassa(self) -> None:
        """Widths that the user has chosen stay; the others share what is left of the row."""
        namnen = [namn for namn, _ in KOLUMNER[: self._modell.columnCount()]]
        valda = {n: int(str(self._minne.value(f"ko/bredd/{n}", 0, type=int))) for n in namnen}
        bredd = {n: valda[n] or self._tema.px(BREDDER[n]) for n in namnen}
        tranga = {n: self._tema.px(LASBART[n]) if n in LASBART and not valda[n] else bredd[n] for n in namnen}
        dold = not valda["anordnare"] and sum(tranga.values()) > self.viewport().width()
        if dold:
            bredd["anordnare"] = 0
        rorliga = [n for n in namnen if n in RORLIGA and not valda[n]]
        over = self.viewport().width() - sum(bredd.values())
        # What to do and for whom is read first: the names that the panel repeats give way before them.
        for n, minst in SMALNAR:
            if n in rorliga and over < 0:
                ger = min(-over, max(0, bredd[n] - self._tema.px(minst)))
                bredd[n] -= ger
                over += ger
        delas = sum(bredd[n] for n in rorliga)
        for n in rorliga if over > 0 else ():
            bredd[n] += over * bredd[n] // delas
        self._satter = True
        for nr, n in enumerate(namnen):
            self.setColumnHidden(nr, dold and n == "anordnare")
            if bredd[n]:
                self.setColumnWidth(nr, bredd[n])
        self._satter = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._anpassa()

    def _minns_bredd(self, kolumn: int, _: int, ny: int) -> None:
        sista = all(self.isColumnHidden(k) for k in range(kolumn + 1, self._modell.columnCount()))
        if not self._satter and not sista and self.isVisible() and ny:
            self._minne.setValue(f"ko/bredd/{KOLUMNER[kolumn][0]}", ny)

    # --- painting -------------------------------------------------------------------------------------------------

    def synliga(self) -> tuple[int, int]:
        """The first and the last row in sight."""
        forsta = max(0, self.rowAt(0))
        sista = self.rowAt(self.viewport().height() - 1)
        return forsta, sista if sista >= 0 else self._modell.rowCount() - 1

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Rows that come into view are asked for before anything is painted, so that they are fetched meanwhile."""
        super().scrollContentsBy(dx, dy)
        if dy and self._modell.rowCount():
            self._modell.saknas(*self.synliga())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A window of rows that are all on their way is drawn as one: cell by cell it would hold the rows up."""
        if self._modell.rowCount() == 0 or not self._modell.saknas(*self.synliga()):
            super().paintEvent(event)
            return
        p = QPainter(self.viewport())
        p.fillRect(self.viewport().rect(), self._tema.farg("yta"))
        hojd = self.verticalHeader().defaultSectionSize()
        forsta, sista = self.synliga()
        lat = [QRect(self.columnViewportPosition(k) + self._tema.px(12), 0, self._tema.px(bredd), 11)
               for k, bredd in ((0, 110), (2, 190), (3, 130))]  # fmt: skip
        for r in range(forsta, sista + 1):
            mitt = self.rowViewportPosition(r) + hojd // 2 - 5
            p.fillRect(0, mitt + hojd - hojd // 2 + 4, self.viewport().width(), 1, self._tema.farg("linje"))
            for stav in lat:
                p.fillRect(stav.translated(0, mitt), self._tema.farg("vilande_bg"))
        p.end()

    # --- selection ----------------------------------------------------------------------------------------------

    def valj_rad(self, tabellrad: int) -> None:
        """Selects the row, or the nearest one that can be selected."""
        rad = self._narmaste(tabellrad, 1)
        if rad is None:
            self.vald.emit(-1)
            return
        index = self._modell.index(rad, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        # A heading just above is shown with its first row.
        self.scrollTo(self._modell.index(max(0, rad - 1), 0))
        self.scrollTo(index)

    def vald_rad(self) -> int:
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def _narmaste(self, rad: int, steg: int) -> int | None:
        """Nearest row that is no heading, looking first in the direction of `steg`, then back."""
        antal = self._modell.rowCount()
        if antal == 0:
            return None
        rad = min(max(rad, 0), antal - 1)
        for riktning in (steg, -steg):
            r = rad
            while 0 <= r < antal:
                if self._modell.konummer(r) is not None:
                    return r
                r += riktning
        return None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.vald.emit(current.row() if current.isValid() else -1)

    def flytta(self, tangent: int) -> bool:
        har = self.vald_rad()
        sidsteg = max(1, self.viewport().height() // self.verticalHeader().defaultSectionSize() - 1)
        flytt = {
            Qt.Key.Key_Up: (har - 1, -1),
            Qt.Key.Key_Down: (har + 1, 1),
            Qt.Key.Key_PageUp: (har - sidsteg, -1),
            Qt.Key.Key_PageDown: (har + sidsteg, 1),
            Qt.Key.Key_Home: (0, 1),
            Qt.Key.Key_End: (self._modell.rowCount() - 1, -1),
        }.get(Qt.Key(tangent))
        if flytt is None:
            return False
        mal = self._narmaste(*flytt)
        if mal is not None:
            self.valj_rad(mal)
        return True
