"""What every list that paints its own rows has in common: ground, headings, words that fit, the mark of the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.tema import Tema

VANSTER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
# As numbers: each cell that is painted asks, and an `&` of Qt's enumerations is Python work.
VALD, SVAVAS = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value


def rita_radgrund(p: QPainter, option: QStyleOptionViewItem, tema: Tema, *, forst: bool, fokus: bool) -> bool:
    """What lies under a cell of any list: ground, line, and the mark of the selected row; True if it is selected.

    `forst`: the first cell of the row, which carries the mark; `fokus`: the list has the focus.
    """
    ruta: QRect = option.rect
    lage = option.state.value
    vald = bool(lage & VALD)
    if vald:
        p.fillRect(ruta, tema.farg("ton"))
    elif lage & SVAVAS:
        p.fillRect(ruta, tema.farg("svav"))
    p.setPen(tema.farg("linje"))
    p.drawLine(ruta.bottomLeft(), ruta.bottomRight())
    if vald and forst:
        p.fillRect(ruta.left(), ruta.top(), 3 if fokus else 2, ruta.height(), tema.farg("accent"))
    return vald


def rita_rubrik(p: QPainter, ruta: QRect, tema: Tema, ord_: str, kant: int = 14) -> None:
    """The heading of a group of rows; `kant` is where the words of its rows begin."""
    p.fillRect(ruta, tema.farg("rail"))
    p.setPen(tema.farg("linje"))
    p.drawLine(ruta.bottomLeft(), ruta.bottomRight())
    p.setFont(tema.font(p.font(), tokens.MINST, fet=True))
    p.setPen(tema.farg("dampad"))
    p.drawText(ruta.adjusted(tema.px(kant), 0, 0, 0), VANSTER, ord_)


def rita_kortat(p: QPainter, ruta: QRect, ord_: str) -> None:
    """The words at the left, elided where the room ends."""
    p.drawText(ruta, VANSTER, p.fontMetrics().elidedText(ord_, Qt.TextElideMode.ElideRight, ruta.width()))


def rita_fokusram(p: QPainter, ruta: QRect, tema: Tema) -> None:
    """Round the row that is selected in a list that has the focus."""
    p.setPen(QPen(tema.farg("accent"), 1))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRect(ruta.adjusted(0, 0, -1, -1))


def rita_fokuslinjer(p: QPainter, ruta: QRect, tema: Tema) -> None:
    """The same for one cell of a table: over and under it."""
    p.setPen(QPen(tema.farg("accent"), 1))
    p.drawLine(ruta.topLeft(), ruta.topRight())
    p.drawLine(ruta.bottomLeft(), ruta.bottomRight())


def rita_cellgrund(p: QPainter, option: QStyleOptionViewItem, tema: Tema, *, forst: bool, fokus: bool) -> bool:
    """What lies under one cell of a table: as `rita_radgrund`, with the lines of the focus in the selected row."""
    vald = rita_radgrund(p, option, tema, forst=forst, fokus=fokus)
    if vald and fokus:
        rita_fokuslinjer(p, option.rect, tema)
    return vald
