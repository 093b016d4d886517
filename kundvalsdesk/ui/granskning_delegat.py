"""Paints a row of the list of reports: name and light on one line, anordnare and flags on the next."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kundvalsdesk.services.granskningstyper import GranskRad
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import pillbredd, pillfont, rita_pill
from kundvalsdesk.ui.granskning_modell import GODKAND, GranskningModell, Rubrik, detalj_ord, kort_namn, kort_ord
from kundvalsdesk.ui.radmalning import rita_fokusram, rita_kortat, rita_radgrund, rita_rubrik
from kundvalsdesk.ui.tema import Tema

RAD, RUBRIK, PILLRAD = 62, 32, 26
LISTA = 316
"""Width of the list, in a window that has it."""


class GranskningDelegat(QStyledItemDelegate):
    def __init__(self, vy: QListView, modell: GranskningModell, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._modell, self._tema = vy, modell, tema

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rubrik = isinstance(self._modell.innehall(index.row()), Rubrik)
        return QSize(80, self._tema.px(RUBRIK if rubrik else RAD + PILLRAD * self._eget_ljus))

    @property
    def _eget_ljus(self) -> bool:
        """With large text the list is narrower than its words: the light has a line of its own, below the name."""
        return self._tema.px(LISTA) > tokens.PANEL_HOGST

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rad = self._modell.innehall(index.row())
        painter.save()
        if isinstance(rad, Rubrik):
            rita_rubrik(painter, option.rect, self._tema, rad.ord)
        else:
            self._rita_rad(painter, option, rad)
        painter.restore()

    def _rita_rad(self, p: QPainter, option: QStyleOptionViewItem, rad: GranskRad) -> None:
        tema = self._tema
        ruta: QRect = option.rect
        fokus = self._vy.hasFocus()
        vald = rita_radgrund(p, option, tema, forst=True, fokus=fokus)
        inre = ruta.adjusted(tema.px(14), tema.px(7), -tema.px(12), -tema.px(8))
        pillrad = tema.px(PILLRAD) if self._eget_ljus else 0
        halv = (inre.height() - pillrad) // 2
        grund = QFont(p.font())
        ord_ = kort_ord(rad)
        ljus = "klar" if rad.lage == GODKAND else rad.ljus
        pill = pillbredd(tema, pillfont(tema, grund), ord_)
        ovre = QRect(inre.left(), inre.top(), inre.width(), halv)
        if pillrad:
            rita_pill(p, QRect(inre.left(), inre.top() + halv, inre.width(), pillrad), tema, ljus, ord_)
            pill = 0
        else:  # the light may take half the row, the name has the rest: both are shortened before one is left out
            pill = min(pill, inre.width() * 11 // 20)
            rita_pill(p, QRect(ovre.right() - pill, ovre.top(), pill + 1, halv), tema, ljus, ord_)
        p.setFont(tema.font(grund, tokens.TEXT, fet=True))
        p.setPen(tema.farg("text"))
        rita_kortat(p, ovre.adjusted(0, 0, -pill - tema.px(8), 0), kort_namn(rad))
        p.setFont(tema.font(grund, tokens.LITEN))
        p.setPen(tema.farg("dampad"))
        self._rita_detalj(p, QRect(inre.left(), inre.top() + halv + pillrad, inre.width(), halv), *detalj_ord(rad))
        if vald and fokus:
            rita_fokusram(p, ruta, tema)

    def _rita_detalj(self, p: QPainter, ruta: QRect, anordnare: str, vad: str) -> None:
        """A long name of an anordnare gives way: what the report is like is what one looks for."""
        matt = QFontMetrics(p.font())
        vad = f" · {vad}" if anordnare and vad else vad
        kvar = max(self._tema.px(60), ruta.width() - matt.horizontalAdvance(vad))
        namn = matt.elidedText(anordnare, Qt.TextElideMode.ElideRight, kvar)
        rita_kortat(p, ruta, namn + vad)
