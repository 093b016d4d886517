"""A diagram in the window: bars that can be walked through with the arrows, and are told in words.

Where everything stands is reckoned by the rules (`rules/diagram.py`), for paper the same; here it is only drawn.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kundvalsdesk.rules.diagram import (
    UTSEENDEN,
    Diagram,
    Penna,
    Stapel,
    Utlagt,
    hojd_for,
    monster,
    stall_ut,
)
from kundvalsdesk.texter.diagram import TOMTORD, i_ord, stapel_ord, varde_ord
from kundvalsdesk.ui.listgrund import RETUR
from kundvalsdesk.ui.tema import Tema
from kundvalsdesk.ui.tokens import MINST

STEG = 5
TOMT = Diagram("", "antal", (), ())


class Diagramvy(QWidget):
    """Left and right go from bar to bar, up and down too; Enter and a double click say which one was chosen."""

    vald = Signal(int, int)
    """Category and series."""

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self.diagram = TOMT
        self.punkt: tuple[int, int] | None = None
        self._utlagt: Utlagt | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(tema.px(190))
        self.setAccessibleName("Diagram")
        tema.bytt.connect(self.update)

    def satt(self, d: Diagram) -> None:
        if d == self.diagram:
            return
        if (d.rubrik, d.kategorier, len(d.serier)) != (
            self.diagram.rubrik, self.diagram.kategorier, len(self.diagram.serier),
        ):  # fmt: skip
            self.punkt = None
        self.diagram = d
        self._utlagt = None
        self.setAccessibleName(f"Diagram: {d.rubrik}")
        self.setAccessibleDescription(i_ord(d))
        if d.liggande:
            self.setMinimumHeight(self._onskad())
        else:
            self.setMinimumHeight(self._tema.px(190))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tema.px(520), self._onskad())

    def _penna(self) -> Penna:
        fm = QFontMetricsF(self._tema.font(self.font(), MINST))
        return Penna(fm.horizontalAdvance, fm.height(), varde_ord)

    def _onskad(self) -> int:
        p = self._penna()
        return round(hojd_for(self.diagram, max(self.width(), self._tema.px(320)) - 4, p) + self._las_hojd(p))

    @staticmethod
    def _las_hojd(p: Penna) -> float:
        """The line that says the chosen bar."""
        return p.rad * 1.3

    def utlagt(self) -> Utlagt:
        if self._utlagt is None:
            p = self._penna()
            self._utlagt = stall_ut(self.diagram, self.width() - 4, self.height() - self._las_hojd(p), p)
        return self._utlagt

    # --- drawn ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        t, u = self._tema, self.utlagt()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setFont(t.font(self.font(), MINST))
        fm = QFontMetricsF(p.font())
        if self.diagram.tomt:
            p.setPen(t.farg("dampad"))
            p.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, TOMTORD)
            return
        p.save()
        p.translate(2, 0)
        p.setPen(QPen(t.farg("linje"), t.px(1)))
        p.drawLines([QLineF(x.x, x.y, x.till_x, x.till_y) for x in u.linjer if not x.streck])
        for s in u.staplar:
            self._stapel(p, s)
        p.setPen(QPen(t.farg("text"), t.px(2)))
        p.drawLines([QLineF(x.x, x.y, x.till_x, x.till_y) for x in u.linjer if x.streck])
        if self.hasFocus():
            self._markera(p, u)
        for o in u.ord:
            bred, hog = fm.horizontalAdvance(o.text), fm.height()
            ruta = QRectF(o.x - bred * (o.sida + 1) / 2, o.y - hog / 2, bred + 1, hog)
            if o.platta:
                p.fillRect(ruta.adjusted(-t.px(3), t.px(1), t.px(2), -t.px(1)), t.farg("yta"))
            p.setPen(t.farg("dampad" if o.dampad else "text"))
            p.drawText(ruta, Qt.AlignmentFlag.AlignCenter, o.text)
        p.restore()
        if self.hasFocus() and self.punkt is not None:
            p.setPen(t.farg("text"))
            ord_ = fm.elidedText(stapel_ord(self.diagram, *self.punkt), Qt.TextElideMode.ElideMiddle, self.width() - 4)
            p.drawText(QPointF(2, self.height() - fm.descent() - 2), ord_)

    def _stapel(self, p: QPainter, s: Stapel) -> None:
        t = self._tema
        hur = UTSEENDEN[s.utseende % len(UTSEENDEN)]
        farg: QColor = t.farg("accent" if hur.farg == "accent" else "dampad")
        p.setPen(QPen(farg, t.px(1)))
        p.setBrush(farg if hur.monster == "hel" else t.farg("yta"))
        p.drawRect(QRectF(s.x, s.y, s.bredd, s.hojd))
        linjer = monster(s, t.px(STEG))
        if hur.monster == "punkter":
            p.setPen(QPen(farg, t.px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            p.drawPoints([QPointF(x, y) for x, y, _, _ in linjer])
        elif linjer:
            p.drawLines([QLineF(*x) for x in linjer])

    def _markera(self, p: QPainter, u: Utlagt) -> None:
        """A frame around the chosen bar, away from its edge so that it shows on every pattern."""
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(self._tema.farg("text"), self._tema.px(2)))
        vald = next((s for s in u.staplar if (s.kategori, s.serie) == self.punkt), None)
        ut = self._tema.px(3)
        if vald is not None:
            p.drawRect(QRectF(vald.x, vald.y, vald.bredd, vald.hojd).adjusted(-ut, -ut, ut, ut))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._utlagt = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._utlagt = None
        super().changeEvent(event)

    # --- walked through ---------------------------------------------------------------------------------------------

    def ga_till(self, kategori: int, serie: int) -> None:
        self.punkt = (kategori, serie)
        ord_ = stapel_ord(self.diagram, kategori, serie)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ord_))
        self.update()

    def _stega(self, hur: int, *, kategori: bool) -> None:
        d = self.diagram
        if not d.kategorier or not d.serier:
            return
        if self.punkt is None:
            self.ga_till(0, 0)
            return
        k, s = self.punkt
        if kategori:
            self.ga_till(min(max(k + hur, 0), len(d.kategorier) - 1), s)
        else:
            alla = min(max(k * len(d.serier) + s + hur, 0), len(d.kategorier) * len(d.serier) - 1)
            self.ga_till(*divmod(alla, len(d.serier)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steg = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        upp_ned = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        if steg is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # Along the bars of a category, or on to the next category: as they lie.
            self._stega(steg, kategori=upp_ned == self.diagram.liggande and len(self.diagram.serier) > 1)
        elif event.key() in RETUR and self.punkt is not None:
            self.vald.emit(*self.punkt)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.punkt is None and self.diagram.kategorier and self.diagram.serier:
            self.ga_till(0, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def _under(self, plats: QPointF) -> tuple[int, int] | None:
        return self.utlagt().vid(plats.x() - 2, plats.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (punkt := self._under(event.position())) is not None:
            self.setFocus()
            self.ga_till(*punkt)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (punkt := self._under(event.position())) is not None:
            self.vald.emit(*punkt)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            punkt = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), stapel_ord(self.diagram, *punkt) if punkt else "", self)
            return True
        return super().event(event)
