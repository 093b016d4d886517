"""The bar at the head of a case: the steps done, the one to take now, those to come."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QSizePolicy

from kundvalsdesk.services.arendetyper import Stegpunkt
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.tema import Tema

LAGE_ORD = {"klart": "klart", "nu": "pågår nu", "kvar": "kvar", "utgar": "utgår"}


class Stegrad(QFrame):
    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._steg: tuple[Stegpunkt, ...] = ()
        self.setProperty("roll", "kort")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tema.bytt.connect(self.update)

    def satt(self, steg: tuple[Stegpunkt, ...]) -> None:
        self._steg = steg
        delar = [
            f"{s.namn} {LAGE_ORD.get(s.lage, s.lage)}{' ' + datum_kort(s.datum) if s.datum else ''}" for s in steg
        ]
        self.setAccessibleName("Steg: " + ", ".join(delar))
        self.setToolTip("\n".join(delar))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._tema.px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self._tema.px(56))

    def _font(self, fet: bool) -> QFont:
        return self._tema.font(self.font(), tokens.TEXT, fet=fet)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._steg:
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._tema.px
        kant, cirkel, glapp = px(20), px(22), px(8)
        matt = [QFontMetrics(self._font(s.lage == "nu")) for s in self._steg]
        # Words give way when there is no room: first the dates, then the names of steps to come.
        for sparsamhet in range(3):
            ord_ = [self._ord(s, sparsamhet) for s in self._steg]
            bredder = [
                cirkel + sum(m.horizontalAdvance(o) + glapp for o in os if o) for m, os in zip(matt, ord_, strict=True)
            ]
            ledigt = self.width() - 2 * kant - sum(bredder)
            if ledigt >= (len(bredder) - 1) * px(24):
                break
        mellan = max(float(px(14)), ledigt / max(1, len(bredder) - 1))
        x, mitt = float(kant), self.height() / 2
        for nr, (s, bredd) in enumerate(zip(self._steg, bredder, strict=True)):
            self._rita_steg(p, s, nr + 1, ord_[nr], x, mitt, cirkel, glapp)
            if nr < len(self._steg) - 1:
                p.setPen(QPen(self._tema.farg("linje"), 1))
                p.drawLine(QPointF(x + bredd + px(10), mitt), QPointF(x + bredd + mellan - px(10), mitt))
            x += bredd + mellan
        p.end()

    def _ord(self, s: Stegpunkt, sparsamhet: int) -> tuple[str, str]:
        namn = "" if sparsamhet == 2 and s.lage != "nu" else s.namn
        return namn, datum_kort(s.datum) if s.datum and sparsamhet == 0 else ""

    def _rita_steg(
        self, p: QPainter, s: Stegpunkt, nr: int, ord_: tuple[str, str], x: float, mitt: float, cirkel: int, glapp: int
    ) -> None:
        f = self._tema.farg
        ring = QRectF(x, mitt - cirkel / 2, cirkel, cirkel)
        if s.lage == "klart":
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(f("gron"))
            p.drawEllipse(ring)
            p.setPen(QPen(f("yta"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            e = cirkel / 22
            p.drawPolyline(
                QPolygonF(
                    [
                        QPointF(ring.left() + 6.5 * e, mitt + 0.5 * e),
                        QPointF(ring.left() + 9.7 * e, mitt + 3.7 * e),
                        QPointF(ring.left() + 15.5 * e, mitt - 3.3 * e),
                    ]
                )
            )
        else:
            nu = s.lage == "nu"
            p.setBrush(f("yta"))
            p.setPen(QPen(f("accent" if nu else "falt"), 2 if nu else 1))
            p.drawEllipse(ring.adjusted(1, 1, -1, -1))
            font = self._font(True)
            font.setPixelSize(self._tema.px(tokens.MINST))
            p.setFont(font)
            p.setPen(f("accent" if nu else "dampad"))
            p.drawText(ring, Qt.AlignmentFlag.AlignCenter, "–" if s.lage == "utgar" else str(nr))
        font = self._font(s.lage == "nu")
        font.setStrikeOut(s.lage == "utgar")
        p.setFont(font)
        tx = ring.right() + glapp
        for text, farg in zip(ord_, (self._namnfarg(s), f("dampad")), strict=True):
            if text:
                bredd = p.fontMetrics().horizontalAdvance(text)
                p.setPen(farg)
                p.drawText(QRectF(tx, 0, bredd + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
                tx += bredd + glapp

    def _namnfarg(self, s: Stegpunkt) -> QColor:
        return self._tema.farg("dampad" if s.lage in ("kvar", "utgar") else "text")
