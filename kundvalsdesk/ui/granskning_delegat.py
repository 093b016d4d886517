"""Paints a row of the list of reports: name and light on one line, anordnare and flags on the next."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kundvalsdesk.services.granskningstyper import GranskRad
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import pillbredd, pillfont, rita_pill, rita_radgrund
from kundvalsdesk.ui.granskning_modell import GODKAND, GranskningModell, Rubrik, detalj_ord, kort_namn, kort_ord
from kundvalsdesk.ui.tema import Tema

RAD, RUBRIK = 62, 32
VANSTER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class GranskningDelegat(QStyledItemDelegate):
    def __init__(self, vy: QListView, modell: GranskningModell, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._modell, self._tema = vy, modell, tema
        self._typer: dict[tuple[str, int, bool], QFont] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rubrik = isinstance(self._modell.innehall(index.row()), Rubrik)
        return QSize(80, self._tema.px(RUBRIK if rubrik else RAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rad = self._modell.innehall(index.row())
        painter.save()
        if isinstance(rad, Rubrik):
            self._rita_rubrik(painter, option.rect, rad.ord)
        else:
            self._rita_rad(painter, option, rad)
        painter.restore()

    def _rita_rubrik(self, p: QPainter, ruta: QRect, ord_: str) -> None:
        tema = self._tema
        p.fillRect(ruta, tema.farg("rail"))
        p.setPen(tema.farg("linje"))
        p.drawLine(ruta.bottomLeft(), ruta.bottomRight())
        p.setFont(self._font(p.font(), tokens.MINST, fet=True))
        p.setPen(tema.farg("dampad"))
        p.drawText(ruta.adjusted(tema.px(14), 0, 0, 0), VANSTER, ord_)

    def _rita_rad(self, p: QPainter, option: QStyleOptionViewItem, rad: GranskRad) -> None:
        tema = self._tema
        ruta: QRect = option.rect
        fokus = self._vy.hasFocus()
        vald = rita_radgrund(p, option, tema, forst=True, fokus=fokus)
        inre = ruta.adjusted(tema.px(14), tema.px(7), -tema.px(12), -tema.px(8))
        halv = inre.height() // 2
        grund = QFont(p.font())
        ord_ = kort_ord(rad)
        ljus = "klar" if rad.lage == GODKAND else rad.ljus
        # The light may take half the row, the name has the rest: both are shortened before one is left out.
        pill = min(pillbredd(tema, pillfont(tema, grund), ord_), inre.width() * 11 // 20)
        ovre = QRect(inre.left(), inre.top(), inre.width(), halv)
        rita_pill(p, QRect(ovre.right() - pill, ovre.top(), pill + 1, halv), tema, ljus, ord_)
        p.setFont(self._font(grund, tokens.TEXT, fet=True))
        p.setPen(tema.farg("text"))
        self._rita_kortat(p, ovre.adjusted(0, 0, -pill - tema.px(8), 0), kort_namn(rad))
        p.setFont(self._font(grund, tokens.LITEN))
        p.setPen(tema.farg("dampad"))
        self._rita_detalj(p, QRect(inre.left(), inre.top() + halv, inre.width(), halv), *detalj_ord(rad))
        if vald and fokus:
            p.setPen(QPen(tema.farg("accent"), 1))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(ruta.adjusted(0, 0, -1, -1))

    def _rita_detalj(self, p: QPainter, ruta: QRect, anordnare: str, vad: str) -> None:
        """A long name of an anordnare gives way: what the report is like is what one looks for."""
        matt = QFontMetrics(p.font())
        vad = f" · {vad}" if anordnare and vad else vad
        kvar = max(self._tema.px(60), ruta.width() - matt.horizontalAdvance(vad))
        namn = matt.elidedText(anordnare, Qt.TextElideMode.ElideRight, kvar)
        self._rita_kortat(p, ruta, namn + vad)

    def _rita_kortat(self, p: QPainter, ruta: QRect, ord_: str) -> None:
        kort = QFontMetrics(p.font()).elidedText(ord_, Qt.TextElideMode.ElideRight, ruta.width())
        p.drawText(ruta, VANSTER, kort)

    def _font(self, bas: QFont, storlek: int, *, fet: bool = False) -> QFont:
        """Kept: a list that scrolls asks for the same three again and again."""
        nyckel = (bas.family(), self._tema.px(storlek), fet)
        if nyckel not in self._typer:
            font = QFont(bas)
            font.setPixelSize(nyckel[1])
            font.setWeight(QFont.Weight.DemiBold if fet else QFont.Weight.Normal)
            self._typer[nyckel] = font
        return self._typer[nyckel]
