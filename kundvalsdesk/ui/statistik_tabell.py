"""One table of the statistics on the screen, its sum last; and the cases behind a figure."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from kundvalsdesk.rules.statistiktabeller import Tabell
from kundvalsdesk.services.statistiktyper import HOGST_BAKOM, Bakomrad, Cell
from kundvalsdesk.texter import statistik as ord_
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text
from kundvalsdesk.ui.listgrund import RETUR, ar_bokstav, ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import HOGER, VANSTER
from kundvalsdesk.ui.tema import Tema

NAMN = {"insats": 96, "anordnare": 230, "manad": 140}
NAMN_ANNARS = 230
TAL = 88
HUVUD = 62
SYNS_MINST = 5
BAKOM = ("Ärende", "Kund", "Insats", "Anordnare", "Start", "Slut")


class Statistiktabell(QTableWidget):
    """Cell by cell: Enter asks for the cases behind the one that is chosen, Ctrl+C copies the whole table."""

    oppna = Signal(object)
    """Cell."""

    def __init__(self, tema: Tema) -> None:
        super().__init__(0, 0)
        self._tema = tema
        self.tabell: Tabell | None = None
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

    def satt(self, t: Tabell) -> None:
        """Shows a table. The cell that is chosen stays so, where the table is the same."""
        samma = self.tabell is not None and (self.tabell.nummer, self.tabell.avser) == (t.nummer, t.avser)
        plats = (self.currentRow(), self.currentColumn()) if samma else (0, 1)
        self.tabell = t
        self.setAccessibleName(f"Tabell {t.nummer}, {ord_.tabell_rubrik(t.nummer, t.avser)}")
        self.setColumnCount(len(t.kolumner))
        self.setRowCount(len(t.rader) + 1)
        fet = self.font()
        fet.setBold(True)
        for spalt, k in enumerate(t.kolumner):
            post = QTableWidgetItem(ord_.kolumn_kort(k))
            post.setToolTip(ord_.kolumn_ord(k))
            sida = Qt.AlignmentFlag.AlignLeft if k == t.namn else Qt.AlignmentFlag.AlignRight
            hur = (sida | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextWordWrap.value
            post.setData(Qt.ItemDataRole.TextAlignmentRole, hur)
            self.setHorizontalHeaderItem(spalt, post)
            self.setColumnWidth(spalt, self._tema.px(NAMN.get(k, NAMN_ANNARS) if k == t.namn else TAL))
            for nr, r in enumerate((*t.rader, t.totalt)):
                visas = ord_.cell_ord(r[k]) if k != t.namn else "Totalt" if r is t.totalt else (
                    ord_.rad_ord(t.namn, str(r[k]))
                )  # fmt: skip
                cell = QTableWidgetItem(visas)
                cell.setTextAlignment(VANSTER if k == t.namn else HOGER)
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{ord_.kolumn_ord(k)}: {visas}")
                if k == t.namn:
                    cell.setToolTip(visas)
                if r is t.totalt:
                    cell.setFont(fet)
                elif r[k] in (0, None):
                    cell.setForeground(self._tema.farg("dampad"))
                self.setItem(nr, spalt, cell)
        self.setCurrentCell(min(max(plats[0], 0), self.rowCount() - 1), min(max(plats[1], 0), self.columnCount() - 1))

    def vald(self) -> Cell | None:
        """The cell that is chosen, as the service asks for it."""
        t, nr, spalt = self.tabell, self.currentRow(), self.currentColumn()
        if t is None or nr < 0 or spalt < 1:
            return None
        rad_ = str(t.rader[nr][t.namn]) if nr < len(t.rader) else None
        return Cell(t.avser or t.nummer, rad_, t.kolumner[spalt])

    def _oppna(self) -> None:
        if (cell := self.vald()) is not None:
            self.oppna.emit(cell)

    def kopiera(self) -> None:
        """As a spreadsheet takes it: a tab between columns. What could become a formula is text there."""
        rader = [[self._huvudord(n) for n in range(self.columnCount())]]
        rader += [[self._ord(nr, n) for n in range(self.columnCount())] for nr in range(self.rowCount())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(r) for r in rader) + "\n")

    def _huvudord(self, spalt: int) -> str:
        return ord_.kolumn_ord(self.tabell.kolumner[spalt]) if self.tabell is not None else ""

    def _ord(self, nr: int, spalt: int) -> str:
        post = self.item(nr, spalt)
        visas = post.text() if post is not None else ""
        return f"'{visas}" if spalt == 0 and visas.startswith(("=", "+", "-", "@")) else visas

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.kopiera()
        elif event.key() in RETUR:
            self._oppna()
        elif ar_bokstav(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Bakomdialog(QDialog):
    oppna = Signal(str)

    def __init__(self, vem: QWidget, s: Sammanhang, rubrik: str, rader: tuple[Bakomrad, ...]) -> None:
        super().__init__(vem)
        self.rader = rader
        self.setWindowTitle("Ärendena bakom siffran")
        self.setModal(True)
        self.tabell = ordtabell(s.tema, "Ärenden", BAKOM)
        self.tabell.setRowCount(len(rader))
        for nr, r in enumerate(rader):
            for spalt, visas in enumerate(
                (r.insats, r.kund, r.kod, r.anordnare, r.start.isoformat() if r.start else "–", r.slut)
            ):
                self.tabell.setItem(nr, spalt, QTableWidgetItem(visas))
        self.tabell.cellDoubleClicked.connect(lambda *_: self._oppna())
        kort = ram("kort")
        kort.setLayout(kolumn(self.tabell, kant=1, mellan=0))
        till = knapp("Öppna ärendet", self._oppna, roll="primar", tips="Enter")
        till.setEnabled(bool(rader))
        antal = "Ett ärende" if len(rader) == 1 else f"{len(rader)} ärenden"
        if len(rader) == HOGST_BAKOM:
            antal = f"Högst {antal} visas. Begränsa urvalet för att se alla."
        lad = kolumn(text(rubrik, "rubrik", bryt=True), text(antal, "dampad"), mellan=8, kant=(24, 20, 24, 18))
        lad.addWidget(kort, 1)
        lad.addLayout(rad(till, None, knapp("Stäng", self.reject, tips="Esc"), mellan=10))
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(s.tema.px(980), fonster.width() - 40), min(s.tema.px(560), fonster.height() - 60))
        if rader:
            self.tabell.setCurrentCell(0, 0)
            self.tabell.setFocus()

    def _oppna(self) -> None:
        nr = self.tabell.currentRow()
        if 0 <= nr < len(self.rader):
            self.accept()
            self.oppna.emit(self.rader[nr].insats)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and self.tabell.hasFocus():
            self._oppna()
            return
        super().keyPressEvent(event)
