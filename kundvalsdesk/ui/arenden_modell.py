"""The list of cases as a table model, and how its rows are painted."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.services.arendetyper import ArendeRad
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui.former import LJUSORD, rita_form
from kundvalsdesk.ui.ko_modell import RAD_ROLL
from kundvalsdesk.ui.radmalning import rita_cellgrund, rita_kortat
from kundvalsdesk.ui.tabellgrund import Index, Kolumn, Radmodell
from kundvalsdesk.ui.tema import Tema

KOLUMNER = (
    Kolumn("kund", "Kund", 220),
    Kolumn("insats", "Insats", 72),
    Kolumn("anordnare", "Anordnare", 184),
    Kolumn("lage", "Läge", 130),
    Kolumn("nasta", "Nästa frist", 120),
    Kolumn("start", "Start", 96),
    Kolumn("slut", "Slut", 96),
    Kolumn("arende", "Ärende", 100),
    Kolumn("kundansvarig", "Kundansvarig", 142),
)


class ArendenModell(Radmodell[ArendeRad]):
    KOLUMNER = KOLUMNER
    NYCKEL = "insats"

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._idag = date.min

    def satt(self, rader: list[ArendeRad], idag: date) -> None:
        self.beginResetModel()
        self.rader, self._idag = rader, idag
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        rad = self.rad(index.row()) if index.isValid() else None
        if rad is None:
            return None
        if role == RAD_ROLL:
            return rad
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._ord(rad, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ord_ = self._ord(rad, index.column())
            if KOLUMNER[index.column()].namn == "nasta" and rad.ljus:
                return f"{ord_}, {LJUSORD.get(rad.ljus, rad.ljus)}"
            return ord_ or "tomt"
        return None

    def _ord(self, rad: ArendeRad, kolumn: int) -> str:
        match KOLUMNER[kolumn].namn:
            case "kund":
                return f"★ {rad.kund}" if rad.markt else rad.kund
            case "insats":
                return rad.insatskod
            case "anordnare":
                return rad.anordnare
            case "lage":
                return rad.lage[:1].upper() + rad.lage[1:]
            case "nasta":
                return datum_kort(rad.nasta_frist, self._idag) if rad.nasta_frist else ""
            case "start":
                return rad.start.isoformat() if rad.start else ""
            case "slut":
                return rad.slut.isoformat() if rad.slut else ""
            case "arende":
                return rad.insats
            case _:
                return rad.vikarie or rad.kundansvarig


class ArendenDelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy = vy
        self._tema = tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tema, ruta = self._tema, option.rect
        rad = index.data(RAD_ROLL)
        if not isinstance(rad, ArendeRad):
            return
        painter.save()
        rita_cellgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        inre = ruta.adjusted(tema.px(12), 0, -tema.px(8), -1)
        namn = KOLUMNER[index.column()].namn
        if namn == "nasta" and rad.nasta_frist:
            sida = tema.px(10)
            form = QRectF(inre.left(), inre.center().y() - sida / 2 + 0.5, sida, sida)
            rita_form(painter, form, rad.ljus, tema.farg(_fargnamn(rad.ljus)))
            inre.setLeft(inre.left() + sida + tema.px(8))
        if namn == "kund":
            font = QFont(painter.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        dampad = namn in ("anordnare", "start", "slut", "kundansvarig", "arende")
        painter.setPen(tema.farg("dampad" if dampad else "text"))
        rita_kortat(painter, inre, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        painter.restore()


def _fargnamn(ljus: str) -> str:
    return {"rod": "rod", "gul": "gul", "gron": "gron"}.get(ljus, "vilande")
