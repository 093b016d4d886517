"""A section as it will be read: its figures filled in, what could not be filled in and typed numbers marked, and in
sentences below what there is to do about them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from kundvalsdesk.rules.kvalitetsrapport import FEL, NUMMER, OKANT, TAL, Block, Stycke, Underlag, Visad
from kundvalsdesk.texter.statistik import tabell_rubrik
from kundvalsdesk.ui.bitar import kolumn, ram, text
from kundvalsdesk.ui.sammanhang import Sammanhang

_UTSEENDE = {TAL: ("accent", ""), NUMMER: ("accent", ""), FEL: ("rod", "rod_bg"), OKANT: ("gul", "gul_bg")}
RETUR = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Anmarkning(NamedTuple):
    """Where in what was written, what is said of it, and what can stand there instead."""

    start: int
    slut: int
    mening: str
    ersatt: str = ""


def anmarkningar(skrivet: str, block: tuple[Block, ...]) -> list[Anmarkning]:
    """Of one section."""
    ut: list[Anmarkning] = []
    start = 0
    for rad, x in zip(skrivet.splitlines(keepends=True), block, strict=True):
        if isinstance(x, Visad):
            if x.mening:
                ut.append(Anmarkning(start, start + len(rad.rstrip()), x.mening))
        else:
            plats = start + (len(rad) - len(rad.lstrip()) + 2 if x.punkt else 0)
            for b in x.bitar:
                slut = plats + len(b.kalla or b.text)
                if b.mening:
                    ut.append(Anmarkning(plats, slut, b.mening))
                elif b.forslag:
                    mening = f"Talet {b.text} är skrivet. Enter gör det till {b.forslag[0]}"
                    ut.append(Anmarkning(plats, slut, mening, b.forslag[0]))
                plats = slut
        start += len(rad)
    return ut


def i_kort(lista: QListWidget) -> QFrame:
    """A list with an edge of its own, and air between its rows."""
    lista.setSpacing(2)
    lista.setFrameShape(QFrame.Shape.NoFrame)
    lista.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    kort = ram("kort")
    kort.setLayout(kolumn(lista, kant=2, mellan=0))
    return kort


class Lasning(QWidget):
    ga_till = Signal(object)

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.anmarkta: list[Anmarkning] = []
        self.vy = QTextBrowser()
        self.vy.setAccessibleName("Avsnittet ifyllt")
        self.vy.setTabChangesFocus(True)
        self.vy.setOpenLinks(False)
        self.lista = _Lista()
        self.lista.setAccessibleName("Att se över i avsnittet")
        self.lista.setWordWrap(True)
        self.lista.setMaximumHeight(s.tema.px(132))
        self.lista.valj.connect(self._valj)
        self._om = text("", "litenfet")
        lad = kolumn(text("Så här blir det", "litenfet"), mellan=6)
        lad.addWidget(self.vy, 1)
        lad.addWidget(self._om)
        self._listkort = i_kort(self.lista)
        lad.addWidget(self._listkort)
        self.setLayout(lad)

    def visa(self, skrivet: str, block: tuple[Block, ...], u: Underlag) -> None:
        self.vy.clear()
        m = self.vy.textCursor()
        for nr, x in enumerate(block):
            if nr:
                m.insertBlock()
            if isinstance(x, Stycke):
                self._stycket(m, x)
            else:
                self._visad(m, x, u)
        self.vy.moveCursor(QTextCursor.MoveOperation.Start)
        self.anmarkta = anmarkningar(skrivet, block)
        self.lista.clear()
        for a in self.anmarkta:
            self.lista.addItem(QListWidgetItem(a.mening))
        self._om.setText("Att se över (Enter går dit)" if self.anmarkta else "Inget att se över i avsnittet")
        self.lista.setCurrentRow(0 if self.anmarkta else -1)
        self._listkort.setVisible(bool(self.anmarkta))

    def _stycket(self, m: QTextCursor, x: Stycke) -> None:
        if x.punkt:
            m.insertText("•  ", self._format(""))
        for b in x.bitar:
            m.insertText(f"[{b.text}]" if b.slag == FEL else b.text, self._format(b.slag))

    def _visad(self, m: QTextCursor, v: Visad, u: Underlag) -> None:
        if v.mening:
            m.insertText(f"[{v.kalla}]", self._format(FEL))
            return
        t = u.tabell(v.tabell)
        rubrik = v.rubrik or (tabell_rubrik(t.nummer, t.avser) if t is not None else "")
        f = self._format("")
        f.setFontWeight(QFont.Weight.DemiBold)
        m.insertText(f"▦ {v.slag.capitalize()} {v.nummer}. {rubrik}", f)

    def _format(self, slag: str) -> QTextCharFormat:
        f = QTextCharFormat()
        farg, grund = _UTSEENDE.get(slag, ("text", ""))
        f.setForeground(self._s.tema.farg(farg))
        if grund:
            f.setBackground(self._s.tema.farg(grund))
            f.setFontUnderline(True)  # not by colour alone
        if slag == TAL:
            f.setFontWeight(QFont.Weight.DemiBold)
        return f

    def _valj(self, nr: int) -> None:
        if 0 <= nr < len(self.anmarkta):
            self.ga_till.emit(self.anmarkta[nr])


class _Lista(QListWidget):
    valj = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.itemDoubleClicked.connect(lambda _: self.valj.emit(self.currentRow()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and not event.modifiers():
            self.valj.emit(self.currentRow())
            event.accept()
            return
        super().keyPressEvent(event)
