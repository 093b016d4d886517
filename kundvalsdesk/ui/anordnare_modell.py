"""The anordnare as a table model, and how its rows are painted. What is wrong has a shape beside its number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.services.anordnaretyper import Anordnarrad
from kundvalsdesk.ui.former import rita_form
from kundvalsdesk.ui.ko_modell import RAD_ROLL
from kundvalsdesk.ui.radmalning import rita_cellgrund
from kundvalsdesk.ui.tabellgrund import Index, Kolumn, Radmodell
from kundvalsdesk.ui.tema import Tema

KOLUMNER = (
    Kolumn("namn", "Anordnare", 184),
    Kolumn("kundval", "Kundval", 108, "Kundval som anordnaren är auktoriserad för i dag"),
    Kolumn("pagaende", "Pågår", 66, "Insatser som pågår i dag", tal=True),
    Kolumn(
        "brister", "Med brist", 118, "Insatser med en brist, öppen eller bekräftad, av alla som har startat", tal=True
    ),
    Kolumn("oppna", "Att bedöma", 92, "Brister som ingen har tagit ställning till", tal=True),
    Kolumn("sena", "Sent", 62, "Planer och rapporter som är försenade i dag", tal=True),
    Kolumn("returer", "Återsänt", 80, "Återremisser de senaste månaderna", tal=True),
)
_LJUS = {"oppna": "gul", "sena": "rod"}
"""Figures that ask for something when they are not nought."""


def andel_ord(r: Anordnarrad) -> str:
    """As "4 av 45 · 9 %"."""
    if not r.insatser:
        return "–"
    procent = "<1" if 0 < r.andel < 0.01 else f"{r.andel:.0%}".rstrip("%")
    return f"{r.med_brist} av {r.insatser} · {procent} %"


class AnordnareModell(Radmodell[Anordnarrad]):
    KOLUMNER = KOLUMNER
    NYCKEL = "namn"

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._alla: tuple[Anordnarrad, ...] = ()
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
        rader = [
            r
            for r in self._alla
            if (not self._kundval or any(k.startswith(self._kundval) for k in r.kundval))
            and all(o in r.soktext for o in self._sok)
        ]
        if self._varst:
            rader.sort(key=lambda r: (-r.andel, -r.oppna, -r.sena))
        self.rader = rader
        self.endResetModel()

    @property
    def filtrerat(self) -> bool:
        return bool(self._sok or self._kundval)

    @property
    def alla(self) -> tuple[Anordnarrad, ...]:
        return self._alla

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        rad = self.rad(index.row()) if index.isValid() else None
        if rad is None:
            return None
        kolumn = KOLUMNER[index.column()]
        namn = kolumn.namn
        if role == RAD_ROLL:
            return rad
        if role == Qt.ItemDataRole.DisplayRole:
            return self._ord(rad, namn)
        if role == Qt.ItemDataRole.ToolTipRole:
            return kolumn.tips or rad.namn
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ord_ = self._ord(rad, namn)
            return ord_ if namn == "namn" else f"{kolumn.rubrik}: {ord_}"
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
        kolumn = KOLUMNER[index.column()]
        namn = kolumn.namn
        rita_cellgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        inre = ruta.adjusted(tema.px(12), 0, -tema.px(12 if kolumn.tal else 8), -1)
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
        painter.drawText(inre, kolumn.stallning, kort)
        if ljus is not None:
            form = tema.px(10)
            x = inre.right() - matt.horizontalAdvance(kort) - form - tema.px(6)
            rita_form(painter, QRectF(x, inre.center().y() - form / 2 + 0.5, form, form), ljus, tema.farg(ljus))
        painter.restore()
