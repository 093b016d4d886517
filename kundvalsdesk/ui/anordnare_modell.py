"""The anordnare as a table model, and how its rows are painted. What is wrong has a shape beside its number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.services.anordnaretyper import Anordnarrad
from kundvalsdesk.ui.former import rita_form
from kundvalsdesk.ui.ko_modell import RAD_ROLL
from kundvalsdesk.ui.radmalning import rita_fokuslinjer, rita_radgrund
from kundvalsdesk.ui.tema import Tema

KOLUMNER = (
    ("namn", "Anordnare", 184),
    ("kundval", "Kundval", 108),
    ("pagaende", "Pågår", 66),
    ("brister", "Med brist", 118),
    ("oppna", "Att bedöma", 92),
    ("sena", "Sent", 62),
    ("returer", "Återsänt", 80),
)
FORKLARINGAR = {
    "kundval": "Kundval som anordnaren är auktoriserad för i dag",
    "pagaende": "Insatser som pågår i dag",
    "brister": "Insatser med en brist, öppen eller bekräftad, av alla som har startat",
    "oppna": "Brister som ingen har tagit ställning till",
    "sena": "Planer och rapporter som är försenade i dag",
    "returer": "Återremisser de senaste månaderna",
}
_TAL = ("pagaende", "brister", "oppna", "sena", "returer")
_LJUS = {"oppna": "gul", "sena": "rod"}
"""Figures that ask for something when they are not nought."""
Index = QModelIndex | QPersistentModelIndex
HOGER, VANSTER = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


def andel_ord(r: Anordnarrad) -> str:
    """As "4 av 45 · 9 %"."""
    if not r.insatser:
        return "–"
    procent = "<1" if 0 < r.andel < 0.01 else f"{r.andel:.0%}".rstrip("%")
    return f"{r.med_brist} av {r.insatser} · {procent} %"


class AnordnareModell(QAbstractTableModel):
    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._alla: tuple[Anordnarrad, ...] = ()
        self._rader: list[Anordnarrad] = []
        self._sok: tuple[str, ...] = ()
        self._kundval = ""
        self._varst = False

    # --- filled by the view ---------------------------------------------------------------------------------------

    def satt(self, rader: tuple[Anordnarrad, ...]) -> None:
        self._alla = rader
        self._bygg()

    def filtrera(self, sok: str, kundval: str, *, varst: bool) -> None:
        """`sok` is folded already (rules.sortering.sokform); `varst`: the largest share of brister first."""
        self._sok, self._kundval, self._varst = tuple(sok.split()), kundval, varst
        self._bygg()

    def _bygg(self) -> None:
        self.beginResetModel()
        self._rader = [
            r
            for r in self._alla
            if (not self._kundval or any(k.startswith(self._kundval) for k in r.kundval))
            and all(o in r.soktext for o in self._sok)
        ]
        if self._varst:
            self._rader.sort(key=lambda r: (-r.andel, -r.oppna, -r.sena))
        self.endResetModel()

    @property
    def filtrerat(self) -> bool:
        return bool(self._sok or self._kundval)

    @property
    def alla(self) -> tuple[Anordnarrad, ...]:
        return self._alla

    # --- rows -----------------------------------------------------------------------------------------------------

    def rad(self, nr: int) -> Anordnarrad | None:
        return self._rader[nr] if 0 <= nr < len(self._rader) else None

    def finn(self, namn: str) -> int:
        return next((nr for nr, r in enumerate(self._rader) if r.namn == namn), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rader)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(KOLUMNER)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(KOLUMNER):
            return None
        namn, rubrik, _ = KOLUMNER[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return rubrik
        if role == Qt.ItemDataRole.ToolTipRole:
            return FORKLARINGAR.get(namn)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (HOGER if namn in _TAL else VANSTER) | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        rad = self.rad(index.row()) if index.isValid() else None
        if rad is None:
            return None
        namn, rubrik, _ = KOLUMNER[index.column()]
        if role == RAD_ROLL:
            return rad
        if role == Qt.ItemDataRole.DisplayRole:
            return self._ord(rad, namn)
        if role == Qt.ItemDataRole.ToolTipRole:
            return FORKLARINGAR.get(namn, rad.namn)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ord_ = self._ord(rad, namn)
            return ord_ if namn == "namn" else f"{rubrik}: {ord_}"
        return None

    def _ord(self, r: Anordnarrad, kolumn: str) -> str:
        match kolumn:
            case "namn":
                return r.namn
            case "kundval":
                return ", ".join(r.kundval) or "ingen"
            case "brister":
                return andel_ord(r)
            case "pagaende":
                return str(r.pagaende)
            case "oppna":
                return str(r.oppna)
            case "sena":
                return str(r.sena)
            case _:
                return str(r.returer)


class AnordnareDelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._tema = vy, tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tema, ruta = self._tema, option.rect
        rad = index.data(RAD_ROLL)
        if not isinstance(rad, Anordnarrad):
            return
        painter.save()
        namn = KOLUMNER[index.column()][0]
        vald = rita_radgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        if vald and self._vy.hasFocus():
            rita_fokuslinjer(painter, ruta, tema)
        inre = ruta.adjusted(tema.px(12), 0, -tema.px(12 if namn in _TAL else 8), -1)
        if namn == "namn":
            font = QFont(painter.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        ord_ = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        ljus = _LJUS.get(namn) if ord_ != "0" else None
        tyst = ord_ in ("0", "–") or namn in ("kundval", "returer")
        painter.setPen(tema.farg(ljus or ("dampad" if tyst else "text")))
        matt = painter.fontMetrics()
        kort = matt.elidedText(ord_, Qt.TextElideMode.ElideRight, inre.width())
        sida = HOGER if namn in _TAL else VANSTER
        painter.drawText(inre, Qt.AlignmentFlag.AlignVCenter | sida, kort)
        if ljus is not None:
            form = tema.px(10)
            x = inre.right() - matt.horizontalAdvance(kort) - form - tema.px(6)
            rita_form(painter, QRectF(x, inre.center().y() - form / 2 + 0.5, form, form), ljus, tema.farg(ljus))
        painter.restore()
