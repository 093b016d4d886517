"""The outcomes of a check as a table: the row of the file, what came of it, and both amounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.rules.fakturakontroll import LIKA, Jamford
from kundvalsdesk.texter.fakturakontroll import mening, rad_ord, utfall_ord
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.ui.radmalning import rita_cellgrund
from kundvalsdesk.ui.tabellgrund import Index, Kolumn, Radmodell
from kundvalsdesk.ui.tema import Tema

KOLUMNER = (
    Kolumn("nr", "Rad", 64, "Radens nummer i filen; – för det som saknas i den", tal=True),
    Kolumn("utfall", "Utfall", 158),
    Kolumn("insats", "Ärende", 116),
    Kolumn("manad", "Månad", 88),
    Kolumn("belopp", "I filen", 128, tal=True),
    Kolumn("ska_belopp", "Ska vara", 128, tal=True),
    Kolumn("skillnad", "Skillnad", 128, tal=True),
    Kolumn("varfor", "Varför", 300),
)
KANT = 12


class FakturaModell(Radmodell[Jamford]):
    KOLUMNER = KOLUMNER
    NYCKEL = "nr"

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.manad = ""

    def satt(self, rader: Sequence[Jamford], manad: str) -> None:
        self.beginResetModel()
        self.rader, self.manad = rader, manad
        self.endResetModel()

    def ord_(self, r: Jamford, kolumn: str) -> str:
        if kolumn == "nr":
            return rad_ord(r)
        if kolumn == "utfall":
            return utfall_ord(r)
        if kolumn == "varfor":
            return mening(r, self.manad)
        if kolumn in ("belopp", "ska_belopp"):
            v = getattr(r, kolumn)
            return "–" if v is None else kronor(v)
        if kolumn == "skillnad":
            return kronor(r.skillnad) if r.skillnad else "–"
        return str(getattr(r, kolumn)) or "–"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        r = self.rad(index.row()) if index.isValid() else None
        if r is None:
            return None
        kolumn = KOLUMNER[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.ord_(r, kolumn.namn)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return kolumn.stallning
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kolumn.rubrik}: {self.ord_(r, kolumn.namn)}"
        return None


class FakturaDelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._tema = vy, tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        modell = index.model()
        r = modell.rad(index.row()) if isinstance(modell, FakturaModell) else None
        if r is None:
            return
        tema, ruta, namn = self._tema, option.rect, KOLUMNER[index.column()].namn
        painter.save()
        rita_cellgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        avviker = r.utfall != LIKA
        painter.setPen(tema.farg("text" if avviker and namn != "varfor" else "dampad"))
        if avviker and namn == "utfall":
            fet = QFont(painter.font())
            fet.setBold(True)
            painter.setFont(fet)
        inre = ruta.adjusted(tema.px(KANT), 0, -tema.px(8), -1)
        ord_ = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole) or ""), Qt.TextElideMode.ElideRight, inre.width()
        )
        painter.drawText(inre, index.data(Qt.ItemDataRole.TextAlignmentRole), ord_)
        painter.restore()
