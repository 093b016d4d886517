"""Choosing what a text refers to: a table, and a cell of it; or the table or diagram itself, to stand on a line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QListView, QTableWidgetItem, QWidget

from kundvalsdesk.rules.kvalitetsrapport import DIAGRAM, TABELL, Underlag, hanvisning, kallas, visning
from kundvalsdesk.rules.statistiktabeller import Tabell
from kundvalsdesk.texter import statistik as ord_
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, rad, text
from kundvalsdesk.ui.listgrund import ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import HOGER

NAMN, TAL = 230, 96


class Infogadialog(QDialog):
    """`infoga` gives the text that is to stand in the section, and whether it is to have a line of its own."""

    infoga = Signal(str, bool)

    def __init__(self, vem: QWidget, s: Sammanhang, u: Underlag) -> None:
        super().__init__(vem)
        self._s = s
        self._u = u
        self.setWindowTitle("Infoga ur statistiken")
        self.setModal(True)
        self.vilken = QComboBox()
        self.vilken.setView(QListView())
        self.vilken.setAccessibleName("Tabell")
        for t in u.tabeller:
            self.vilken.addItem(f"Tabell {kallas(t)}  {ord_.tabell_rubrik(t.nummer, t.avser)}")
        self.vilken.currentIndexChanged.connect(lambda _: self._visa())
        self.fore = chip("Året före", self._visa, tips="Siffrorna för samma dagar ett år tidigare (Alt+F)")
        self.fore.setShortcut("Alt+F")
        self.tabell = ordtabell(s.tema, "Tabellens celler", ())
        self.tabell.horizontalHeader().setMaximumSectionSize(s.tema.px(320))  # a comment may be long
        self.tabell.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.tabell.currentCellChanged.connect(lambda *_: self._visa_vald())
        self.tabell.cellDoubleClicked.connect(lambda *_: self._talet())
        self._vald = text("", "liten", bryt=True, markera=True)
        self.tal = knapp("Infoga talet", self._talet, roll="primar", tips="Hänvisningen till cellen (Enter)")
        self.hel = knapp("Infoga tabellen", lambda: self._visas(TABELL), tips="Tabellen på en egen rad (Alt+T)")
        self.bild = knapp("Infoga diagrammet", lambda: self._visas(DIAGRAM), tips="På en egen rad (Alt+D)")
        self.hel.setShortcut("Alt+T")
        self.bild.setShortcut("Alt+D")
        self.tal.setDefault(True)
        lad = kolumn(
            text("Infoga ur statistiken", "rubrik"),
            rad(self.vilken, self.fore, None),
            mellan=10,
            kant=(24, 20, 24, 20),
        )
        lad.addWidget(self.tabell, 1)
        lad.addWidget(self._vald)
        avbryt = knapp("Stäng", self.reject, tips="Esc")
        lad.addLayout(rad(self.hel, self.bild, None, self.tal, avbryt))
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(s.tema.px(900), fonster.width() - 60), min(s.tema.px(560), fonster.height() - 60))
        self._visa()
        self.tabell.setFocus()

    def valj(self, namn: str) -> None:
        """The table that is called so."""
        nr = next((n for n, t in enumerate(self._u.tabeller) if kallas(t) == namn), 0)
        self.vilken.setCurrentIndex(nr)

    def _tabellen(self) -> Tabell | None:
        nr = self.vilken.currentIndex()
        if not 0 <= nr < len(self._u.tabeller):
            return None
        t = self._u.tabeller[nr]
        return self._u.tabell(kallas(t), fore=True) if self.fore.isChecked() else t

    def _visa(self) -> None:
        t = self._tabellen()
        w = self.tabell
        w.clear()
        kolumner = t.kolumner[1:] if t is not None else ()
        w.setColumnCount(len(kolumner))
        rader = [*t.rader, *([t.totalt] if t.totalt else [])] if t is not None else []
        w.setRowCount(len(rader))
        w.setHorizontalHeaderLabels([ord_.kolumn_ord(k) for k in kolumner])
        w.verticalHeader().setVisible(True)
        if t is not None:
            namn = [ord_.rad_ord(t.namn, str(r[t.namn])) for r in t.rader]
            w.setVerticalHeaderLabels([*namn, ord_.TOTALT][: len(rader)])
            for nr, r in enumerate(rader):
                for spalt, k in enumerate(kolumner):
                    ruta = QTableWidgetItem(ord_.cell_ord(r.get(k)))
                    if not isinstance(r.get(k), str):
                        ruta.setTextAlignment(HOGER)
                    w.setItem(nr, spalt, ruta)
            w.setCurrentCell(len(rader) - 1, 0)
        self.tal.setEnabled(t is not None)
        self.hel.setEnabled(t is not None and bool(t.rader))
        self.bild.setEnabled(t is not None and self._u.diagram.get(kallas(t), 0) > 0)
        self._visa_vald()

    def _hanvisningen(self) -> str:
        t, w = self._tabellen(), self.tabell
        if t is None or w.currentRow() < 0 or w.currentColumn() < 0:
            return ""
        nr = w.currentRow() if w.currentRow() < len(t.rader) else None
        return hanvisning(self._u, t, nr, t.kolumner[1 + w.currentColumn()], fore=self.fore.isChecked())

    def _visa_vald(self) -> None:
        self._vald.setText(
            self._hanvisningen() or "Tabellen finns inte för året före. Välj en annan, eller släpp Året före."
        )

    def _talet(self) -> None:
        if h := self._hanvisningen():
            self.infoga.emit(h, False)
            self.accept()

    def _visas(self, slag: str) -> None:
        if (t := self._tabellen()) is not None:
            self.infoga.emit(visning(slag, t), True)
            self.accept()
