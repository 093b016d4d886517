"""The months of an insats side by side: every day with its absence, contacts, and where the report says otherwise.

Never by colour alone: each kind of absence has a letter too, and the day under the cursor is told in words.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kundvalsdesk.services.franvarotyper import Kalenderdag, Manad
from kundvalsdesk.texter.datum import datum_ord
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import rita_form
from kundvalsdesk.ui.granskning_kalender import VECKODAGAR
from kundvalsdesk.ui.tema import Tema

# kind → (token of text, token of background, letter, word of the legend)
UTSEENDE = {
    "sjuk": ("gul", "gul_bg", "S", "sjuk"),
    "vab": ("accent", "ton", "V", "vård av barn"),
    "annan": ("vilande", "vilande_bg", "A", "annan frånvaro"),
    "ogiltig": ("rod", "rod_bg", "O", "ogiltig frånvaro"),
    "ledighet": ("gron", "gron_bg", "L", "ledighet"),
}
SKILJER = "≠"
MANAD_BREDD, MELLAN, RUTA, TOPP, VECKORAD = 236, 24, 38, 28, 22
HOGST_BREDD = 330
STEG = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class Franvarokalender(QWidget):
    vald = Signal(str)
    """The day under the cursor, in words."""
    bladdrat = Signal()

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._manader: tuple[Manad, ...] = ()
        self._dagar: tuple[Kalenderdag, ...] = ()
        self._forst = 0
        self._antal = 1
        self._nu = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Frånvarokalender")
        tema.bytt.connect(self.update)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def satt(self, manader: tuple[Manad, ...], visa: int, idag: date | None = None) -> None:
        """New months; the cursor and the page stay where they are if the same months come again."""
        samma = [m.manad for m in manader] == [m.manad for m in self._manader]
        self._manader = manader
        self._dagar = tuple(d for m in manader for d in m.dagar)
        if not samma:
            forsta = sum(len(m.dagar) for m in manader[:visa])
            self._nu = next((n for n, d in enumerate(self._dagar) if d.datum == idag), forsta)
            self._forst = visa - self._antal + 1
        self._inom()
        self.updateGeometry()
        self._beratta()

    @property
    def synliga(self) -> tuple[Manad, ...]:
        return self._manader[self._forst : self._forst + self._antal]

    @property
    def dag(self) -> Kalenderdag | None:
        return self._dagar[self._nu] if self._dagar else None

    @property
    def kan_bakat(self) -> bool:
        return self._forst > 0

    @property
    def kan_framat(self) -> bool:
        return self._forst + self._antal < len(self._manader)

    def bladdra(self, n: int) -> None:
        """So many months on; the cursor goes with them if it would be out of sight."""
        self._forst += n
        self._inom()
        synliga = {m.manad for m in self.synliga}
        if self.dag is not None and f"{self.dag.datum:%Y-%m}" not in synliga:
            plats = self._forst if n > 0 else self._forst + len(self.synliga) - 1
            self._nu = sum(len(m.dagar) for m in self._manader[:plats])
        self._beratta()

    def flytta(self, plats: int) -> None:
        """The cursor to a day, counted from the first of the first month; the months follow it."""
        self._nu = max(0, min(plats, len(self._dagar) - 1))
        manad = self._manad_nr(self._nu)
        if manad < self._forst:
            self._forst = manad
        elif manad >= self._forst + self._antal:
            self._forst = manad - self._antal + 1
        self._inom()
        self._beratta()

    def _manad_nr(self, plats: int) -> int:
        for nr, m in enumerate(self._manader):
            if plats < len(m.dagar):
                return nr
            plats -= len(m.dagar)
        return len(self._manader) - 1

    def _inom(self) -> None:
        self._forst = max(0, min(self._forst, len(self._manader) - self._antal))

    def _beratta(self) -> None:
        ord_ = self.ord_om(self.dag)
        self.setAccessibleDescription(ord_)
        self.vald.emit(ord_)
        self.bladdrat.emit()
        self.update()

    @staticmethod
    def ord_om(d: Kalenderdag | None) -> str:
        """A day in words."""
        if d is None:
            return ""
        dag = datum_ord(d.datum)
        return f"{dag[:1].upper()}{dag[1:]}: {d.ord or 'ingen frånvaro'}"

    def forklaring(self) -> str:
        """What the signs of the months in view mean."""
        dagar = [d for m in self.synliga for d in m.dagar]
        slag = {d.slag for d in dagar}
        ut = [f"{bokstav} {ord_}" for k, (_, _, bokstav, ord_) in UTSEENDE.items() if k in slag]
        if any(d.kontakt for d in dagar):
            ut.append("● kontakt")
        if any(d.skiljer for d in dagar):
            ut.append(f"{SKILJER} månadsrapporten säger något annat")
        if "utanfor" in slag:
            ut.append("– utanför insatsen")
        return "   ".join(ut)

    # --- room -----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        px = self._tema.px
        return QSize(px(MANAD_BREDD), px(TOPP) + px(VECKORAD) + 6 * px(RUTA) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._tema.px
        antal = max(1, (self.width() + px(MELLAN)) // (px(MANAD_BREDD) + px(MELLAN)))
        if antal != self._antal:
            sist = self._forst + self._antal
            self._antal, self._forst = antal, sist - antal
            self._inom()
            self.bladdrat.emit()

    def _manadsyta(self, nr: int) -> QRect:
        px = self._tema.px
        n = max(1, min(self._antal, len(self._manader)))
        bredd = min(px(HOGST_BREDD), (self.width() - (n - 1) * px(MELLAN)) // n)
        return QRect(nr * (bredd + px(MELLAN)), 0, bredd, self.height())

    def ruta_for(self, plats: int) -> QRect:
        """Where a day is drawn; an empty one if its month is not in view."""
        manad = self._manad_nr(plats)
        nr = manad - self._forst
        if not 0 <= nr < len(self.synliga):
            return QRect()
        px, yta = self._tema.px, self._manadsyta(nr)
        i_manaden = plats - sum(len(m.dagar) for m in self._manader[:manad])
        cell = self._manader[manad].dagar[0].datum.weekday() + i_manaden
        bredd = yta.width() / 7
        x = yta.left() + round(cell % 7 * bredd)
        return QRect(x, px(TOPP) + px(VECKORAD) + cell // 7 * px(RUTA), round(bredd), px(RUTA))

    def _plats_vid(self, punkt: QPoint) -> int | None:
        forst = sum(len(m.dagar) for m in self._manader[: self._forst])
        antal = sum(len(m.dagar) for m in self.synliga)
        return next((n for n in range(forst, forst + antal) if self.ruta_for(n).contains(punkt)), None)

    # --- paint ------------------------------------------------------------------------------------------------------

    def paintEvent(self, _: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        plats = sum(len(m.dagar) for m in self._manader[: self._forst])
        for nr, m in enumerate(self.synliga):
            self._rita_topp(p, self._manadsyta(nr), m)
            for d in m.dagar:
                self._rita_dag(p, self.ruta_for(plats), d, marke=plats == self._nu)
                plats += 1
        p.end()

    def _rita_topp(self, p: QPainter, yta: QRect, m: Manad) -> None:
        tema = self._tema
        rad = QRect(yta.left(), 0, yta.width(), tema.px(TOPP))
        p.setFont(tema.font(self.font(), tokens.TEXT, fet=True))
        p.setPen(tema.farg("text"))
        p.drawText(rad, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, m.rubrik)
        p.setFont(tema.font(self.font(), tokens.MINST))
        p.setPen(tema.farg("dampad"))
        if m.narvaro:
            p.drawText(rad, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"närvaro {m.narvaro}")
        for nr, ord_ in enumerate(VECKODAGAR):
            bredd = yta.width() / 7
            ruta = QRect(yta.left() + round(nr * bredd), tema.px(TOPP), round(bredd), tema.px(VECKORAD))
            p.drawText(ruta, Qt.AlignmentFlag.AlignCenter, ord_)

    def _rita_dag(self, p: QPainter, ruta: QRect, d: Kalenderdag, *, marke: bool) -> None:
        tema = self._tema
        farg, bakgrund, bokstav, _ = UTSEENDE.get(d.slag, ("", "", "", ""))
        inre = QRectF(ruta).adjusted(1, 1, -1, -1)
        if bakgrund:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(tema.farg(bakgrund))
            p.drawRoundedRect(inre, 4, 4)
        halva = ruta.height() / 2
        p.setFont(tema.font(self.font(), tokens.LITEN))
        p.setPen(QColor(tema.farg(farg or ("dampad" if d.slag in ("helg", "utanfor") else "text"))))
        dag = "–" if d.slag == "utanfor" else str(d.datum.day)
        ovre = QRectF(ruta.left(), ruta.top() + 1, ruta.width(), halva)
        p.drawText(ovre, Qt.AlignmentFlag.AlignCenter, dag)
        p.setFont(tema.font(self.font(), tokens.MINST, fet=True))
        tecken = f"{bokstav}{SKILJER}" if d.skiljer else bokstav
        if d.skiljer and not bokstav:
            p.setPen(tema.farg("rod"))
        if tecken:
            p.drawText(ovre.translated(0, halva - 3), Qt.AlignmentFlag.AlignCenter, tecken)
        if d.kontakt:
            sida = tema.px(6)
            x = ruta.right() - sida - 3 if tecken else ruta.center().x() - sida / 2
            rita_form(p, QRectF(x, ruta.bottom() - sida - 5, sida, sida), "gron", tema.farg("gron"))
        if marke:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(tema.farg("accent" if self.hasFocus() else "falt"), 2 if self.hasFocus() else 1))
            p.drawRoundedRect(inre, 4, 4)

    # --- keyboard and mouse -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tangent = Qt.Key(event.key())
        if tangent in STEG:
            self.flytta(self._nu + STEG[tangent])
        elif tangent == Qt.Key.Key_PageUp:
            self.bladdra(-1)
        elif tangent == Qt.Key.Key_PageDown:
            self.bladdra(1)
        elif tangent == Qt.Key.Key_Home:
            self.flytta(0)
        elif tangent == Qt.Key.Key_End:
            self.flytta(len(self._dagar) - 1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        plats = self._plats_vid(event.position().toPoint())
        if plats is not None:
            self.flytta(plats)

    def event(self, handelse: QEvent) -> bool:
        if isinstance(handelse, QHelpEvent) and handelse.type() == QEvent.Type.ToolTip:
            plats = self._plats_vid(handelse.pos())
            QToolTip.showText(
                handelse.globalPos(), self.ord_om(self._dagar[plats]) if plats is not None else "", self
            )  # fmt: skip
            return True
        if handelse.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(handelse)
