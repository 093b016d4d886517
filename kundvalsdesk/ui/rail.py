"""The navigation rail with its counts, and the status bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text
from kundvalsdesk.ui.tema import Tema

RUM = (("ko", "Kö"), ("granskning", "Granskning"), ("bevakas", "Bevakas"), ("arenden", "Ärenden"),
       ("anordnare", "Anordnare"), ("forlangningar", "Förlängningar"), ("arbetslage", "Arbetsläge"),
       ("ersattning", "Ersättning"), ("logg", "Logg"), ("skotsel", "Skötsel"),
       ("statistik", "Statistik"), ("uppfoljning", "Uppföljning"))  # fmt: skip
TANGENTER = {kod: f"Ctrl+{nr % 10}" for nr, (kod, _) in enumerate(RUM[:10], 1)}
TANGENTER |= {"statistik": "Ctrl+T", "uppfoljning": "Ctrl+U"}
"""There are ten figures; a room beyond them has a letter."""


class Railknapp(QPushButton):
    """A room with its number at the right."""

    def __init__(self, tema: Tema, ord_: str, tangent: str) -> None:
        super().__init__(ord_)
        self._tema = tema
        self._ord = ord_
        self._antal = ""
        self.setProperty("roll", "rail")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tangent)
        self.satt_antal(None)

    def satt_antal(self, antal: int | None) -> None:
        self._antal = "" if antal is None else f"{antal:,}".replace(",", "\u202f")
        self.setAccessibleName(self._ord if antal is None else f"{self._ord}, {antal}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p = QPainter(self)
        font = p.font()
        if self.isChecked():
            font.setWeight(font.Weight.DemiBold)
            p.setFont(font)
        p.setPen(self._tema.farg("accent" if self.isChecked() else "dampad"))
        p.drawText(
            self.rect().adjusted(0, 0, -self._tema.px(14), 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self._antal,
        )
        p.end()


class Rail(QFrame):
    vald = Signal(str)

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self.setProperty("roll", "rail")
        self.setFixedWidth(max(min(tema.px(tokens.RAIL), tokens.RAIL_HOGST), self._minst(tema)))
        self.knappar: dict[str, Railknapp] = {}
        self._bara: str | None = None
        self._stangda: set[str] = set()
        grupp = QButtonGroup(self)
        grupp.setExclusive(True)
        lad = kolumn(mellan=2, kant=(8, 12, 8, 12))
        for kod, ord_ in RUM:
            k = Railknapp(tema, ord_, f"{ord_} ({TANGENTER[kod]})")
            k.clicked.connect(lambda *_, kod=kod: self.vald.emit(kod))
            grupp.addButton(k)
            lad.addWidget(k)
            self.knappar[kod] = k
        lad.addStretch(1)
        self.setLayout(lad)

    def _minst(self, tema: Tema) -> int:
        """Room for the longest word as it looks when chosen, and a count of three digits beside it."""
        fet = QFont(self.font())
        fet.setPixelSize(tema.px(tokens.TEXT))  # the style sheet gives it only when the rail is shown
        fet.setWeight(QFont.Weight.DemiBold)
        bredd = QFontMetrics(fet).horizontalAdvance
        return max(bredd(f"{ord_} 000") for _, ord_ in RUM) + tema.px(14) + 28

    def visa_bara(self, rum: str | None) -> None:
        """Only this room is to be had (an offline package); None: all of them."""
        self._bara = rum
        self._visa()

    def oppna_for(self, rum: str, far: bool) -> None:
        """Whether the role of the user has anything to do in a room."""
        self._stangda = self._stangda - {rum} if far else self._stangda | {rum}
        self._visa()

    def _visa(self) -> None:
        for kod, k in self.knappar.items():
            k.setVisible(kod not in self._stangda if self._bara is None else kod == self._bara)

    def markera(self, kod: str) -> None:
        self.knappar[kod].setChecked(True)


MED, UTAN = "ansluten", "ingen kontakt"


class Statusrad(QFrame):
    hjalp = Signal()

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self.setProperty("roll", "status")
        self.setFixedHeight(tema.px(30))
        self.vanster = text("")
        self.arbetar = text("")
        self.uppdaterad = text("")
        hjalp = knapp("F1 Hjälp", self.hjalp.emit, roll="status", namn="Hjälp", tips="F1")
        self.setLayout(rad(self.vanster, None, self.arbetar, self.uppdaterad, hjalp, kant=(20, 0, 12, 0), mellan=16))

    def satt_kontakt(self, uppe: bool) -> None:
        """Of a shared database: whether it answers."""
        fran, till = (UTAN, MED) if uppe else (MED, UTAN)
        self.vanster.setText(self.vanster.text().replace(f" · {fran} · ", f" · {till} · "))
        if not uppe:
            self.arbetar.setText("")
