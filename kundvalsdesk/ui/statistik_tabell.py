"""One table of the statistics on the screen, its sum last; beside a year before, with what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from kundvalsdesk.rules.statistikjamforelse import Jamforelse
from kundvalsdesk.rules.statistiktabeller import Cell as Tal
from kundvalsdesk.rules.statistiktabeller import Rad, Tabell
from kundvalsdesk.services.statistiktyper import Cell
from kundvalsdesk.texter import statistik as ord_
from kundvalsdesk.ui.listgrund import RETUR, ar_bokstav
from kundvalsdesk.ui.tabellgrund import HOGER, VANSTER
from kundvalsdesk.ui.tema import Tema
from kundvalsdesk.ui.tokens import MINST

NAMN = {"insats": 96, "anordnare": 230, "manad": 140, "fraga": 460}
NAMN_ANNARS = 230
BREDVID = 150
"""More room for the name, where it also says which year."""
TAL, HUVUDLUFT = 88, 32
HUVUD = 62
RULLIST = 16
SYNS_MINST, SYNS_HELST = 5, 12
"""Rows: the page scrolls rather than that the table shows fewer, up to so many."""


class _Tabellrad(NamedTuple):
    """A row as it is shown. `namn` None: the sum; `slag`: nu, fore or skillnad."""

    namn: str | None
    slag: str
    ord: str
    helt: str
    celler: Rad


class Statistiktabell(QTableWidget):
    """Cell by cell: Enter asks for the cases behind the one that is chosen, Ctrl+C copies the whole table."""

    oppna = Signal(object, bool)
    """Cell, and whether it is of the year before."""

    def __init__(self, tema: Tema) -> None:
        super().__init__(0, 0)
        self._tema = tema
        self.tabell: Tabell | None = None
        self._kolumner: tuple[str, ...] = ()
        self._rader: tuple[_Tabellrad, ...] = ()
        self.setProperty("roll", "tabell")
        self.setAccessibleName("Tabell")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tema.px(34))
        huvud = self.horizontalHeader()
        huvud.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        huvud.setSectionsClickable(False)
        huvud.setHighlightSections(False)
        huvud.setFixedHeight(tema.px(HUVUD))
        self.setMinimumHeight(tema.px(HUVUD + 34 * SYNS_MINST))
        self.cellDoubleClicked.connect(lambda *_: self._oppna())

    def satt(self, t: Tabell, j: Jamforelse | None = None, perioder: tuple[str, str] = ("", "")) -> None:
        """Shows a table, by itself or beside the one of the year before. `perioder`: what to call the two.

        The cell that is chosen stays so, where the table is the same.
        """
        samma = self.tabell is not None and (self.tabell.nummer, self.tabell.avser) == (t.nummer, t.avser)
        plats = (self.currentRow(), self.currentColumn()) if samma else (0, 1)
        self.tabell = t
        self._kolumner = t.kolumner if j is None else (t.namn, *j.kolumner)
        self._rader = tuple(_ensam(t) if j is None else _bredvid(t, j, perioder))
        self.setAccessibleName(f"Tabell {t.nummer}, {ord_.tabell_rubrik(t.nummer, t.avser)}")
        self.setColumnCount(len(self._kolumner))
        self.setRowCount(len(self._rader))
        for spalt, k in enumerate(self._kolumner):
            self._satt_huvud(spalt, k, NAMN.get(k, NAMN_ANNARS) + (BREDVID if j is not None else 0))
        for nr, r in enumerate(self._rader):
            self._satt_rad(nr, r)
        syns = min(max(len(self._rader), SYNS_MINST), SYNS_HELST)
        self.setMinimumHeight(self._tema.px(HUVUD + 34 * syns + RULLIST))
        self.setMaximumHeight(self._tema.px(HUVUD + 34 * max(len(self._rader), SYNS_MINST) + RULLIST))
        self.setCurrentCell(min(max(plats[0], 0), self.rowCount() - 1), min(max(plats[1], 0), self.columnCount() - 1))

    def _satt_huvud(self, spalt: int, k: str, bredd: int) -> None:
        post = QTableWidgetItem(ord_.kolumn_kort(k))
        post.setToolTip(ord_.kolumn_ord(k))
        sida = Qt.AlignmentFlag.AlignRight if spalt else Qt.AlignmentFlag.AlignLeft
        hur = (sida | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextWordWrap.value
        post.setData(Qt.ItemDataRole.TextAlignmentRole, hur)
        self.setHorizontalHeaderItem(spalt, post)
        self.setColumnWidth(spalt, self._spaltbredd(ord_.kolumn_kort(k)) if spalt else self._tema.px(bredd))

    def _spaltbredd(self, rubrik: str) -> int:
        """Room for the longest word of the head: a line is broken between words only."""
        fm = QFontMetrics(self._tema.font(self.font(), MINST, fet=True))
        langst = max((fm.horizontalAdvance(x) for x in rubrik.split()), default=0)
        return max(self._tema.px(TAL), langst + self._tema.px(HUVUDLUFT))

    def _satt_rad(self, nr: int, r: _Tabellrad) -> None:
        fet = self.font()
        fet.setBold(True)
        for spalt, k in enumerate(self._kolumner):
            visas = _visas(r, k) if spalt else r.ord
            cell = QTableWidgetItem(visas)
            cell.setTextAlignment(HOGER if spalt else VANSTER)
            helt = f"{ord_.kolumn_ord(k)}: {visas}" if r.slag == "nu" else f"{r.helt}, {ord_.kolumn_ord(k)}: {visas}"
            cell.setData(Qt.ItemDataRole.AccessibleTextRole, helt if spalt else r.helt)
            if not spalt:
                cell.setToolTip(r.helt)
            if r.namn is None and r.slag == "nu":
                cell.setFont(fet)
            elif r.slag == "fore" or (spalt and r.celler[k] in (0, None)):
                cell.setForeground(self._tema.farg("dampad"))
            self.setItem(nr, spalt, cell)

    def vald(self) -> tuple[Cell, bool] | None:
        """The cell that is chosen, as the service asks for it, and whether it is of the year before."""
        t, nr, spalt = self.tabell, self.currentRow(), self.currentColumn()
        if t is None or nr < 0 or spalt < 1 or self._rader[nr].slag == "skillnad":
            return None
        r = self._rader[nr]
        return Cell(t.avser or t.nummer, r.namn, self._kolumner[spalt]), r.slag == "fore"

    def _oppna(self) -> None:
        if (vald := self.vald()) is not None:
            self.oppna.emit(*vald)

    def kopiera(self) -> None:
        """As a spreadsheet takes it: a tab between columns. What could become a formula is text there."""
        rader = [[ord_.kolumn_ord(k) for k in self._kolumner]]
        for r in self._rader:
            namn = f"'{r.helt}" if r.helt.startswith(("=", "+", "-", "@")) else r.helt
            rader.append([namn, *(ord_.ren_cell(r.celler[k]) for k in self._kolumner[1:])])
        QGuiApplication.clipboard().setText("\n".join("\t".join(r) for r in rader) + "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.kopiera()
        elif event.key() in RETUR:
            self._oppna()
        elif ar_bokstav(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _visas(r: _Tabellrad, kolumn: str) -> str:
    v: Tal = r.celler[kolumn]
    return ord_.skillnad_ord(v) if r.slag == "skillnad" or kolumn == "skillnad" else ord_.cell_ord(v)


def _ensam(t: Tabell) -> Iterator[_Tabellrad]:
    for r in t.rader:
        namn = str(r[t.namn])
        yield _Tabellrad(namn, "nu", ord_.rad_ord(t.namn, namn), ord_.rad_ord(t.namn, namn), r)
    yield _Tabellrad(None, "nu", ord_.TOTALT, ord_.TOTALT, t.totalt)


def _bredvid(t: Tabell, j: Jamforelse, perioder: tuple[str, str]) -> Iterator[_Tabellrad]:
    """Three rows for each: now, the year before, and what has changed."""
    for r in j.alla:
        namn = ord_.TOTALT if r.namn is None else ord_.rad_ord(t.namn, r.namn)
        nu, fore = perioder if t.namn != "manad" or r.namn is None else ("", ord_.SAMMA_MANAD)
        yield _Tabellrad(r.namn, "nu", f"{namn}  {nu}".rstrip(), f"{namn}, {nu}".rstrip(", "), r.nu)
        yield _Tabellrad(r.namn, "fore", f"    {fore}", f"{namn}, {fore}", r.fore)
        yield _Tabellrad(r.namn, "skillnad", f"    {ord_.ANDRING}", f"{namn}, {ord_.ANDRING}", r.skillnad)
