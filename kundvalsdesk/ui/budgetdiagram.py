"""The months of a year as bars: what has been paid, what is expected on top of it, and the forecast with early ends.

It says the same figures as the table beside it, and says them in words to whoever cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kundvalsdesk.rules.budget import Kostnad
from kundvalsdesk.texter.datum import manad_ar
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.ui.tabellgrund import HOGER
from kundvalsdesk.ui.tema import Tema
from kundvalsdesk.ui.tokens import MINST

MANADER = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FORKLARING = ("Utbetalt", "Väntas", "Prognos med tidiga slut")


def i_ord(manader: Sequence[tuple[str, Kostnad]]) -> str:
    return " ".join(
        f"{manad_ar(m).capitalize()}: utbetalt {kronor(k.betalt)}, väntas {kronor(k.vantat)}, "
        f"prognos {kronor(k.prognos)}, med tidiga slut {kronor(k.prognos_tidigt)}."
        for m, k in manader
    )


def hogsta(manader: Sequence[tuple[str, Kostnad]]) -> Decimal:
    """What the whole height stands for: a round figure that every bar is under."""
    storst = max((max(k.betalt, k.prognos, k.prognos_tidigt) for _, k in manader), default=Decimal(0))
    steg = Decimal(1000)
    while storst > steg:
        for n in ("1.5", "2", "3", "5"):
            if storst <= steg * Decimal(n):
                return steg * Decimal(n)
        steg *= 10
    return steg


class Stapeldiagram(QWidget):
    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self.manader: tuple[tuple[str, Kostnad], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(tema.px(190))
        self.setAccessibleName("Diagram: kostnad per månad")

    def satt(self, manader: Sequence[tuple[str, Kostnad]]) -> None:
        self.manader = tuple(manader)
        self.setAccessibleDescription(i_ord(manader))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tema.px(520), self._tema.px(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._tema
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = t.font(self.font(), MINST)
        p.setFont(font)
        fm = QFontMetrics(font)
        topp = hogsta(self.manader)
        skala = kronor(topp)
        rad = fm.height()
        vanster = float(fm.horizontalAdvance(skala) + t.px(8))
        yta = QRectF(vanster, rad * 2.2, self.width() - vanster - 2, self.height() - rad * 3.6)
        self._forklara(p, fm, vanster)
        for andel in (0, 0.5, 1):
            y = yta.bottom() - yta.height() * andel
            p.setPen(QPen(t.farg("linje"), 1))
            p.drawLine(int(yta.left()), int(y), int(yta.right()), int(y))
            p.setPen(t.farg("dampad"))
            ord_ = kronor((topp * Decimal(str(andel))).quantize(Decimal("0.01")))
            p.drawText(QRectF(0, y - rad / 2, vanster - t.px(6), rad), HOGER, ord_)
        if not self.manader:
            return
        fack = yta.width() / len(self.manader)
        for nr, (m, k) in enumerate(self.manader):
            x = yta.left() + fack * nr
            p.setPen(t.farg("dampad"))
            p.drawText(QRectF(x, yta.bottom() + t.px(3), fack, rad * 1.2), Qt.AlignmentFlag.AlignCenter,
                       self._manad(m, fack, fm))  # fmt: skip
            self._stapel(p, yta, QRectF(x + fack * 0.18, 0, fack * 0.64, 0), k, topp)

    @staticmethod
    def _manad(m: str, fack: float, fm: QFontMetrics) -> str:
        """The first letter alone where there is no room for more."""
        ord_ = MANADER[int(m[5:]) - 1]
        return ord_ if fm.horizontalAdvance(ord_) <= fack - 2 else ord_[0].upper()

    def _stapel(self, p: QPainter, yta: QRectF, plats: QRectF, k: Kostnad, topp: Decimal) -> None:
        def y(belopp: Decimal) -> float:
            return yta.bottom() - yta.height() * float(max(belopp, Decimal(0)) / topp)

        x, bredd = plats.left(), plats.width()
        accent = self._tema.farg("accent")
        betalt = min(k.betalt, k.prognos)  # what is to be taken back stands in no bar
        p.fillRect(QRectF(x, y(betalt), bredd, yta.bottom() - y(betalt)), accent)
        if k.vantat > 0:
            ruta = QRectF(x, y(k.prognos), bredd, y(betalt) - y(k.prognos))
            self._vantat(p, ruta, accent)
        if k.prognos_tidigt != k.prognos:
            p.setPen(QPen(self._tema.farg("text"), self._tema.px(2)))
            yy = int(y(k.prognos_tidigt))
            p.drawLine(int(x - bredd * 0.15), yy, int(x + bredd * 1.15), yy)

    @staticmethod
    def _vantat(p: QPainter, ruta: QRectF, farg: QColor) -> None:
        """Told from what is paid by more than a colour: a frame, and lines across."""
        p.setPen(QPen(farg, 1))
        p.setBrush(QBrush(farg, Qt.BrushStyle.BDiagPattern))
        p.drawRect(ruta)
        p.setBrush(Qt.BrushStyle.NoBrush)

    def _forklara(self, p: QPainter, fm: QFontMetrics, x: float) -> None:
        t, sida = self._tema, float(fm.ascent())
        y = fm.height() * 0.3
        for nr, ord_ in enumerate(FORKLARING):
            if x + sida + fm.horizontalAdvance(ord_) > self.width():
                break
            if nr == 0:
                p.fillRect(QRectF(x, y, sida, sida), t.farg("accent"))
            elif nr == 1:
                self._vantat(p, QRectF(x, y, sida, sida), t.farg("accent"))
            else:
                p.setPen(QPen(t.farg("text"), t.px(2)))
                p.drawLine(int(x), int(y + sida / 2), int(x + sida), int(y + sida / 2))
            p.setPen(t.farg("text"))
            p.drawText(int(x + sida + t.px(6)), int(y + sida * 0.95), ord_)
            x += sida + fm.horizontalAdvance(ord_) + t.px(24)
