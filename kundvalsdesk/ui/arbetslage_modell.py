"""The overview of an arbetsledare as a table: one row for each colleague."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.rules.sortering import sokform
from kundvalsdesk.services.arbetslagestyper import Medarbetare
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.radmalning import rita_cellgrund
from kundvalsdesk.ui.tabellgrund import Index, Kolumn, Radmodell
from kundvalsdesk.ui.tema import Tema

KOLUMNER = (
    Kolumn("namn", "Medarbetare", 190, "Karriärvägledare och arbetsledare"),
    Kolumn(
        "arenden",
        "Ärenden",
        84,
        "Pågående ärenden, med det som hen vikarierar för och utan det som är hos en vikarie",
        tal=True,
    ),
    Kolumn("att_gora", "Att göra", 84, "Rader i kön", tal=True),
    Kolumn("forsenat", "Försenat", 96, "Rader vars dag har passerat", tal=True),
    Kolumn("langst", "Äldst", 84, "Den dag som passerade först"),
    Kolumn("vecka", "I veckan", 84, "Ska göras från i dag till söndag", tal=True),
    Kolumn("granska", "Granska", 84, "Planer och rapporter att granska", tal=True),
    Kolumn("parkerade", "Parkerat", 84, "Inlämnade formulär som är parkerade", tal=True),
    Kolumn("forlangningar", "Förlängn.", 90, "Förlängningar som väntar på beslut", tal=True),
    Kolumn("vikarie", "Vikarie", 260, "Vem som vikarierar för vem, och till vilken dag"),
)
KANT = 12


class ArbetslageModell(Radmodell[Medarbetare]):
    KOLUMNER = KOLUMNER
    NYCKEL = "anvandare"

    def __init__(self, tema: Tema, parent: Any = None) -> None:
        super().__init__(parent)
        self._tema = tema
        self._alla: tuple[Medarbetare, ...] = ()
        self._sok: tuple[str, ...] = ()
        self._idag = date.min

    def satt(self, rader: tuple[Medarbetare, ...], idag: date) -> None:
        self._alla, self._idag = rader, idag
        self._visa()

    @property
    def filtrerad(self) -> bool:
        return bool(self._sok)

    def filtrera(self, ord_: str) -> None:
        self._sok = tuple(sokform(ord_).split())
        self._visa()

    def _visa(self) -> None:
        self.beginResetModel()
        self.rader = tuple(m for m in self._alla if all(o in sokform(m.namn) for o in self._sok))
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        m = self.rad(index.row()) if index.isValid() else None
        if m is None:
            return None
        kolumn = KOLUMNER[index.column()]
        namn = kolumn.namn
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return kolumn.stallning
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._farg(m, namn)
        ord_ = self._ord(m, namn)
        if role == Qt.ItemDataRole.DisplayRole:
            return ord_
        if role == Qt.ItemDataRole.ToolTipRole and namn in ("namn", "vikarie"):
            return f"{m.namn}, {m.roll}" if namn == "namn" and m.roll else ord_
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kolumn.rubrik}: {ord_ or 'inget'}"
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
        rita_cellgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
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
