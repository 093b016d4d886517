"""The overview of an arbetsledare as a table: one row for each colleague."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.services.arbetslagestyper import Medarbetare
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.radmalning import rita_fokuslinjer, rita_radgrund
from kundvalsdesk.ui.tema import Tema

Index = QModelIndex | QPersistentModelIndex
KOLUMNER = (
    ("namn", "Medarbetare", 190, "Karriärvägledare och arbetsledare"),
    ("arenden", "Ärenden", 84, "Pågående ärenden, med det som hen vikarierar för och utan det som är hos en vikarie"),
    ("att_gora", "Att göra", 84, "Rader i kön"),
    ("forsenat", "Försenat", 96, "Rader vars dag har passerat"),
    ("langst", "Äldst", 84, "Den dag som passerade först"),
    ("vecka", "I veckan", 84, "Ska göras från i dag till söndag"),
    ("granska", "Granska", 84, "Planer och rapporter att granska"),
    ("parkerade", "Parkerat", 84, "Inlämnade formulär som är parkerade"),
    ("forlangningar", "Förlängn.", 90, "Förlängningar som väntar på beslut"),
    ("vikarie", "Vikarie", 260, "Vem som vikarierar för vem, och till vilken dag"),
)
KANT = 12
TAL = ("arenden", "att_gora", "forsenat", "vecka", "granska", "parkerade", "forlangningar")


class ArbetslageModell(QAbstractTableModel):
    def __init__(self, tema: Tema, parent: Any = None) -> None:
        super().__init__(parent)
        self._tema = tema
        self.rader: tuple[Medarbetare, ...] = ()
        self.alla: tuple[Medarbetare, ...] = ()
        self._sok = ""
        self._idag = date.min

    def satt(self, rader: tuple[Medarbetare, ...], idag: date) -> None:
        self.alla, self._idag = rader, idag
        self._visa()

    def filtrera(self, ord_: str) -> None:
        self._sok = ord_.casefold()
        self._visa()

    def _visa(self) -> None:
        self.beginResetModel()
        self.rader = tuple(m for m in self.alla if all(o in m.namn.casefold() for o in self._sok.split()))
        self.endResetModel()

    def rad(self, nr: int) -> Medarbetare | None:
        return self.rader[nr] if 0 <= nr < len(self.rader) else None

    def finn(self, anvandare: str) -> int:
        return next((nr for nr, m in enumerate(self.rader) if m.anvandare == anvandare), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rader)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(KOLUMNER)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(KOLUMNER):
            if role == Qt.ItemDataRole.DisplayRole:
                return KOLUMNER[section][1]
            if role == Qt.ItemDataRole.ToolTipRole:
                return KOLUMNER[section][3]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._stallning(section)
        return None

    @staticmethod
    def _stallning(kolumn: int) -> Qt.AlignmentFlag:
        tal = KOLUMNER[kolumn][0] in TAL
        return (Qt.AlignmentFlag.AlignRight if tal else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        m = self.rad(index.row()) if index.isValid() else None
        if m is None:
            return None
        namn, rubrik, _, _ = KOLUMNER[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._stallning(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._farg(m, namn)
        ord_ = self._ord(m, namn)
        if role == Qt.ItemDataRole.DisplayRole:
            return ord_
        if role == Qt.ItemDataRole.ToolTipRole and namn in ("namn", "vikarie"):
            return f"{m.namn}, {m.roll}" if namn == "namn" and m.roll else ord_
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{rubrik}: {ord_ or 'inget'}"
        return None

    def _farg(self, m: Medarbetare, namn: str) -> QColor:
        if namn in ("forsenat", "langst") and m.forsenat:
            return self._tema.farg("rod")
        return self._tema.farg("text" if namn == "namn" or getattr(m, namn, None) else "dampad")

    def _ord(self, m: Medarbetare, namn: str) -> str:
        if namn == "langst":
            return datum_kort(m.langst, self._idag) if m.langst else ""
        if namn == "vikarie":
            return "; ".join(x for x in (m.vikarie_at, m.hos_vikarie) if x)
        if namn == "forsenat" and m.forsenat:
            return f"■ {m.forsenat}"
        return str(getattr(m, namn))


class ArbetslageDelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._tema = vy, tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tema, ruta = self._tema, option.rect
        painter.save()
        vald = rita_radgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        if vald and self._vy.hasFocus():
            rita_fokuslinjer(painter, ruta, tema)
        if index.column() == 0:
            painter.setFont(tema.font(painter.font(), tokens.TEXT, fet=True))
        farg = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(farg if isinstance(farg, QColor) else tema.farg("text"))
        inre = ruta.adjusted(tema.px(KANT), 0, -tema.px(KANT), -1)
        ord_ = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole) or ""), Qt.TextElideMode.ElideRight, inre.width()
        )
        painter.drawText(inre, index.data(Qt.ItemDataRole.TextAlignmentRole), ord_)
        painter.restore()
