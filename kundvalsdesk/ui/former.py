"""The traffic light as a shape with words: painted the same in a table cell and as a widget of its own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QPixmapCache, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.tema import Tema

LJUSORD = {
    "rod": "röd, försenad",
    "gul": "gul, brådskar",
    "gron": "grön, i god tid",
    "vilande": "vilande, väntar på någon annan",
    "klar": "klar",
    "bortfallen": "gäller inte längre",
}


def rita_form(p: QPainter, ruta: QRectF, ljus: str, farg: QColor) -> None:
    """■ röd, ▲ gul, ● grön and klar, ◌ vilande: four shapes that differ without their colour."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(farg)
    if ljus == "rod":
        kant = ruta.width() * 0.06
        p.drawRect(ruta.adjusted(kant, kant, -kant, -kant))
    elif ljus == "gul":
        p.drawPolygon(QPolygonF([ruta.bottomLeft(), QPointF(ruta.center().x(), ruta.top()), ruta.bottomRight()]))
    elif ljus in ("gron", "klar"):
        p.drawEllipse(ruta)
    else:
        p.setBrush(Qt.BrushStyle.NoBrush)
        penna = QPen(farg, 1.5)
        penna.setDashPattern([1.4, 1.4])
        p.setPen(penna)
        p.drawEllipse(ruta.adjusted(0.75, 0.75, -0.75, -0.75))
    p.restore()


def pillfont(tema: Tema, bas: QFont) -> QFont:
    return tema.font(bas, tokens.LITEN, fet=True)


def pillbredd(tema: Tema, font: QFont, ord_: str) -> int:
    return QFontMetrics(font).horizontalAdvance(ord_) + tema.px(8 + 10 + 6 + 9)


def rita_pill(p: QPainter, ruta: QRect, tema: Tema, ljus: str, ord_: str) -> None:
    """Shape and words in a pill at the left of `ruta`; the words are elided if the room is too narrow.

    The pill is kept as a picture: a page of a list shows a handful of different ones, again and again.
    """
    skala = p.device().devicePixelRatioF()
    hojd = min(tema.px(24), ruta.height())
    nyckel = f"pill {ljus} {ord_} {ruta.width()} {hojd} {skala} {p.font().key()} {tema.f.bg}"
    bild = QPixmap()
    if not QPixmapCache.find(nyckel, bild):
        bild = _pillbild(ruta.width(), hojd, skala, p.font(), tema, ljus, ord_)
        QPixmapCache.insert(nyckel, bild)
    p.drawPixmap(QPointF(ruta.left(), ruta.center().y() - hojd / 2 + 0.5), bild)


def _pillbild(rum: int, hojd: int, skala: float, bas: QFont, tema: Tema, ljus: str, ord_: str) -> QPixmap:
    farg, bakgrund = (QColor(x) for x in tokens.farg_for_ljus(tema.f, ljus))
    font = pillfont(tema, bas)
    bredd = max(1, min(pillbredd(tema, font, ord_), rum))
    bild = QPixmap(round(bredd * skala), round(hojd * skala))
    bild.setDevicePixelRatio(skala)
    bild.fill(Qt.GlobalColor.transparent)
    p = QPainter(bild)
    yta = QRectF(0, 0, bredd, hojd)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(bakgrund)
    p.drawRoundedRect(yta, hojd / 2, hojd / 2)
    sida = tema.px(10)
    form = QRectF(yta.left() + tema.px(8), yta.center().y() - sida / 2, sida, sida)
    rita_form(p, form, ljus, farg)
    p.setFont(font)
    p.setPen(farg)
    text = QRectF(form.right() + tema.px(6), yta.top(), yta.right() - form.right() - tema.px(12), hojd)
    kort = p.fontMetrics().elidedText(ord_, Qt.TextElideMode.ElideRight, int(text.width()) + 2)
    p.drawText(text.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, kort)
    p.end()
    return bild


class Pill(QWidget):
    """The light of one frist as a widget."""

    def __init__(self, tema: Tema, ljus: str, ord_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tema = tema
        self.satt(ljus, ord_)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        tema.bytt.connect(self.update)

    def satt(self, ljus: str, ord_: str) -> None:
        self._ljus, self._ord = ljus, ord_
        self.setAccessibleName(f"{ord_} ({LJUSORD.get(ljus, ljus)})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bredd = pillbredd(self._tema, pillfont(self._tema, self.font()), self._ord)
        return QSize(bredd + 1, self._tema.px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        p = QPainter(self)
        p.setFont(self.font())
        rita_pill(p, self.rect(), self._tema, self._ljus, self._ord)
        p.end()
