"""Paints a row of the queue: pill, bold "att göra", muted dates, headings and placeholders. One height for all."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.services.typer import KoRad
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import rita_pill
from kundvalsdesk.ui.ko_modell import KOLUMNER, Grupprad, KoModell
from kundvalsdesk.ui.radmalning import VANSTER, rita_fokuslinjer, rita_radgrund, rita_rubrik
from kundvalsdesk.ui.tema import Tema

KORTA = 4000
"""Elided words kept at most."""


class KoDelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, modell: KoModell, tema: Tema) -> None:
        super().__init__(vy)
        self._vy = vy
        self._modell = modell
        self._tema = tema
        self._grund: QFont | None = None
        self._fet: QFont | None = None
        self._korta: dict[tuple[str, int, bool], str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, self._tema.px(tokens.RAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tema = self._tema
        ruta: QRect = option.rect
        # Straight from the model: by way of the index each cell would cross between Qt and Python twice more.
        rad = self._modell.innehall(index.row())
        painter.save()
        if isinstance(rad, Grupprad):
            rita_rubrik(painter, ruta, tema, rad.ord, kant=12)
            painter.restore()
            return
        vald = rita_radgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        inre = ruta.adjusted(tema.px(12), 0, -tema.px(8), -1)
        if isinstance(rad, KoRad):
            self._rita_cell(painter, inre, rad, index)
        else:
            self._rita_vantan(painter, inre, index.column())
        if vald and self._vy.hasFocus():
            self._rita_fokus(painter, ruta, index)
        painter.restore()

    def _rita_cell(self, p: QPainter, ruta: QRect, rad: KoRad, index: QModelIndex | QPersistentModelIndex) -> None:
        tema = self._tema
        namn = KOLUMNER[index.column()][0]
        ord_ = self._modell.ord(rad, index.column())
        if namn == "frist":
            rita_pill(p, ruta, tema, rad.ljus, ord_)
            return
        if namn == "att_gora":
            p.setFont(self._fet_av(p.font()))
        p.setPen(tema.farg("dampad" if namn in ("datum", "anordnare", "kundansvarig") else "text"))
        p.drawText(ruta, VANSTER, self._kortat(p, namn == "att_gora", ord_, ruta.width()))

    def _fet_av(self, font: QFont) -> QFont:
        if self._fet is None or self._grund != font:
            self._grund = QFont(font)
            self._fet = QFont(font)
            self._fet.setWeight(QFont.Weight.DemiBold)
            self._korta.clear()
        return self._fet

    def _kortat(self, p: QPainter, fet: bool, ord_: str, bredd: int) -> str:
        """The words as they fit; kept, because lists say the same few hundred things over and over."""
        kort = self._korta.get((ord_, bredd, fet))
        if kort is None:
            if len(self._korta) > KORTA:
                self._korta.clear()
            kort = p.fontMetrics().elidedText(ord_, Qt.TextElideMode.ElideRight, bredd)
            self._korta[ord_, bredd, fet] = kort
        return kort

    def _rita_vantan(self, p: QPainter, ruta: QRect, kolumn: int) -> None:
        # Plain bars: they stand for a blink while the page is fetched, and the page waits for them to be drawn.
        bredd = min(ruta.width(), self._tema.px((110, 44, 190, 130, 40, 120, 110)[kolumn]))
        p.fillRect(ruta.left(), ruta.center().y() - 5, bredd, 11, self._tema.farg("vilande_bg"))

    def _rita_fokus(self, p: QPainter, ruta: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        rita_fokuslinjer(p, ruta, self._tema)
        if index.column() == index.model().columnCount() - 1:
            p.drawLine(ruta.topRight(), ruta.bottomRight())
