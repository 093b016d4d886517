"""The theme: palette and the one style sheet, both made from the tokens; follows the system's light or dark."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kundvalsdesk.resurser import resurs
from kundvalsdesk.ui import teckensnitt, tokens
from kundvalsdesk.ui.stilmall import stilmall
from kundvalsdesk.ui.tokens import Farger, Matt

VAL = ("system", "ljus", "mork")


class Tema(QObject):
    """Handed to every view that paints by itself; `bytt` tells them to paint again."""

    bytt = Signal()

    def __init__(self, app: QApplication, val: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._val = val if val in VAL else "system"
        self._familj = teckensnitt.ladda()
        self.matt = Matt(teckensnitt.systemfaktor())
        self.f: Farger = tokens.LJUS
        self._farger: dict[str, QColor] = {}
        app.setStyle("Fusion")
        app.setFont(teckensnitt.grundfont(self._familj, self.matt.faktor))
        app.styleHints().colorSchemeChanged.connect(self._systemet_bytte)
        self._satt()

    @property
    def val(self) -> str:
        return self._val

    @property
    def mork(self) -> bool:
        return self.f is tokens.MORK

    def valj(self, val: str) -> None:
        self._val = val if val in VAL else "system"
        self._satt()

    def farg(self, namn: str) -> QColor:
        """A colour of the theme by its token. Kept: painting a list asks for the same few hundreds of times."""
        farg = self._farger.get(namn)
        if farg is None:
            farg = self._farger[namn] = QColor(getattr(self.f, namn))
        return farg

    def px(self, n: float) -> int:
        return self.matt.px(n)

    def font(self, bas: QFont, storlek: int, *, fet: bool = False) -> QFont:
        """`bas` in a size of the tokens."""
        font = QFont(bas)
        font.setPixelSize(self.px(storlek))
        font.setWeight(QFont.Weight.DemiBold if fet else QFont.Weight.Normal)
        return font

    def ikon(self, namn: str) -> QIcon:
        return QIcon(str(resurs("icons", f"{namn}-{'mork' if self.mork else 'ljus'}.svg")))

    def _systemet_bytte(self) -> None:
        if self._val == "system":
            self._satt()

    def _satt(self) -> None:
        mork = self._val == "mork" or (
            self._val == "system" and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self.f = tokens.MORK if mork else tokens.LJUS
        self._farger.clear()
        self._app.setPalette(palett(self.f))
        ikoner = resurs("icons").as_posix()
        self._app.setStyleSheet(stilmall(self.f, self.matt, self._familj, ikoner, mork))
        self.bytt.emit()


def palett(f: Farger) -> QPalette:
    p = QPalette()
    roll = QPalette.ColorRole
    for namn, farg in (
        (roll.Window, f.bg), (roll.WindowText, f.text), (roll.Base, f.yta), (roll.AlternateBase, f.svav),
        (roll.Text, f.text), (roll.Button, f.yta), (roll.ButtonText, f.text), (roll.BrightText, f.rod),
        (roll.Highlight, f.ton), (roll.HighlightedText, f.text), (roll.Link, f.accent),
        (roll.LinkVisited, f.accent), (roll.ToolTipBase, f.text), (roll.ToolTipText, f.yta),
        (roll.PlaceholderText, f.dampad), (roll.Light, f.linje), (roll.Midlight, f.linje),
        (roll.Mid, f.linje), (roll.Dark, f.falt), (roll.Shadow, f.skugga), (roll.Accent, f.accent),
    ):  # fmt: skip
        p.setColor(namn, QColor(farg))
    for namn in (roll.Text, roll.WindowText, roll.ButtonText):
        p.setColor(QPalette.ColorGroup.Disabled, namn, QColor(f.dampad))
    return p


def satt_roll(widget: QWidget, **egenskaper: object) -> None:
    """Sets style properties and lets the style sheet see them (Qt does not look again by itself)."""
    for namn, varde in egenskaper.items():
        widget.setProperty(namn, varde)
    stil = widget.style()
    stil.unpolish(widget)
    stil.polish(widget)
    widget.update()
