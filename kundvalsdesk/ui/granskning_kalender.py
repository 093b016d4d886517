"""The month of a report as a small calendar: contacts and frånvaro by colour, shape and words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kundvalsdesk.services.granskningstyper import Dag
from kundvalsdesk.texter.datum import datum_utan_ar
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import rita_form
from kundvalsdesk.ui.tema import Tema

# slag → (token of its colour, shape of former.rita_form, word of the legend)
UTSEENDE = {
    "kontakt": ("gron", "gron", "kontakt"),
    "franvaro": ("gul", "gul", "frånvaro"),
    "ogiltig": ("rod", "rod", "ogiltig frånvaro"),
}
VECKODAGAR = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
RUTA, FORKLARING = 30, 20


class Manadskalender(QWidget):
    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._dagar: tuple[Dag, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tema.bytt.connect(self.update)

    def satt(self, dagar: tuple[Dag, ...], manad: str) -> None:
        self._dagar = dagar
        handelser = [f"{datum_utan_ar(d.datum)}: {d.ord or d.slag}" for d in dagar if d.slag in UTSEENDE]
        self.setAccessibleName(f"Kalender, {manad.lower()}")
        self.setAccessibleDescription(". ".join(handelser) or "Varken kontakter eller frånvaro")
        self.updateGeometry()
        self.update()

    def _veckor(self) -> int:
        if not self._dagar:
            return 0
        return (self._dagar[0].datum.weekday() + len(self._dagar) + 6) // 7

    def sizeHint(self) -> QSize:
        px = self._tema.px
        return QSize(px(260), px(RUTA - 8) + self._veckor() * px(RUTA) + px(8) + px(FORKLARING))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tema.px(200), self.sizeHint().height())

    def ruta_for(self, nr: int) -> QRect:
        """Where the n-th day of the month is drawn."""
        px = self._tema.px
        plats = self._dagar[0].datum.weekday() + nr
        bredd = self.width() / 7
        x = round(plats % 7 * bredd)
        return QRect(x, px(RUTA - 8) + plats // 7 * px(RUTA), round((plats % 7 + 1) * bredd) - x, px(RUTA))

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self._dagar:
            return
        tema, p = self._tema, QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(tema.px(tokens.MINST))
        p.setFont(font)
        p.setPen(tema.farg("dampad"))
        for nr, ord_ in enumerate(VECKODAGAR):
            ruta = QRect(round(nr * self.width() / 7), 0, round(self.width() / 7), tema.px(RUTA - 8))
            p.drawText(ruta, Qt.AlignmentFlag.AlignCenter, ord_)
        for nr, dag in enumerate(self._dagar):
            self._rita_dag(p, self.ruta_for(nr), dag)
        self._rita_forklaring(p)
        p.end()

    def _rita_dag(self, p: QPainter, ruta: QRect, dag: Dag) -> None:
        tema = self._tema
        farg, form, _ = UTSEENDE.get(dag.slag, ("", "", ""))
        if farg:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(tema.farg(f"{farg}_bg"))
            p.drawRoundedRect(QRectF(ruta).adjusted(1, 1, -1, -1), 4, 4)
            sida = tema.px(6)
            rita_form(p, QRectF(ruta.right() - sida - 3, ruta.top() + 4, sida, sida), form, tema.farg(farg))
        p.setPen(QColor(tema.farg("dampad" if dag.slag in ("helg", "utanfor") else "text")))
        p.drawText(ruta, Qt.AlignmentFlag.AlignCenter, "·" if dag.slag == "utanfor" else str(dag.datum.day))

    def _rita_forklaring(self, p: QPainter) -> None:
        """Only what occurs in this month is explained."""
        tema = self._tema
        finns = {d.slag for d in self._dagar}
        y = self.height() - tema.px(FORKLARING)
        x = 0.0
        visas = [v for k, v in UTSEENDE.items() if k in finns]
        for farg, form, ord_ in visas:
            sida = tema.px(8)
            rita_form(p, QRectF(x + 2, y + (tema.px(FORKLARING) - sida) / 2, sida, sida), form, tema.farg(farg))
            x += sida + tema.px(7)
            p.setPen(tema.farg("dampad"))
            bredd = p.fontMetrics().horizontalAdvance(ord_)
            p.drawText(QRectF(x, y, bredd + 4, tema.px(FORKLARING)), Qt.AlignmentFlag.AlignVCenter, ord_)
            x += bredd + tema.px(12)
        if not visas:
            p.setPen(tema.farg("dampad"))
            hela = QRect(0, y, self.width(), tema.px(FORKLARING))
            p.drawText(hela, Qt.AlignmentFlag.AlignVCenter, "Varken kontakter eller frånvaro")

    def ord_vid(self, punkt: QPoint) -> str:
        """What a day is, in words."""
        for nr, dag in enumerate(self._dagar):
            if self.ruta_for(nr).contains(punkt):
                return f"{datum_utan_ar(dag.datum)}: {dag.ord}" if dag.ord else datum_utan_ar(dag.datum)
        return ""

    def event(self, handelse: QEvent) -> bool:
        if isinstance(handelse, QHelpEvent) and handelse.type() == QEvent.Type.ToolTip:
            QToolTip.showText(handelse.globalPos(), self.ord_vid(handelse.pos()), self)
            return True
        return super().event(handelse)
