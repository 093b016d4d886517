"""The search panel over the window (Ctrl+K): finds as one types, by keyboard alone. Esc gives the focus back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QStackedWidget, QWidget

from kundvalsdesk.services.soktyper import Sokresultat, Traff
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import kolumn, rad, text
from kundvalsdesk.ui.listgrund import Index, Radlista
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.sok_modell import Sokdelegat, Sokmodell, VisaAlla

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

BREDD, HOJD, UPPIFRAN = 760, 640, 64
DROJ_MS = 120
"""Between the last key and the question: fast typing asks once."""
LISTA, BESKED = 0, 1
TIPS = (
    "Sök på namn, ärendenummer, kundnyckel, anordnare, eller ord i anteckningar, meddelanden, planer och rapporter. "
    "Det sista ordet kan vara en början. Skyddade personer hittas bara på ärendenumret."
)


class Sokpanel(QWidget):
    """Covers the window with a shade; the card stands on it. Made once, shown and hidden."""

    valde = Signal(object)
    """Traff."""
    visa_alla = Signal(str)

    def __init__(self, fonster: QWidget, s: Sammanhang) -> None:
        super().__init__(fonster)
        self.hide()
        self._s, self._fonster = s, fonster
        self._fran: QWidget | None = None
        self._sokt = ""
        self.modell = Sokmodell()
        self.falt = QLineEdit()
        self.falt.setPlaceholderText("Sök i allt")
        self.falt.setAccessibleName("Sök i allt")
        self.falt.setMaxLength(100)
        self.falt.setClearButtonEnabled(True)
        self._lupp = QAction(s.tema.ikon("sok"), "", self.falt)
        self.falt.addAction(self._lupp, QLineEdit.ActionPosition.LeadingPosition)
        self.falt.textChanged.connect(self._skrev)
        self.falt.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=DROJ_MS)
        self._timer.timeout.connect(self._fraga)
        s.tema.bytt.connect(lambda: self._lupp.setIcon(s.tema.ikon("sok")))
        self._bygg()
        fonster.installEventFilter(self)

    def _bygg(self) -> None:
        self.lista = Radlista(self.modell, "Träffar")
        self.lista.setItemDelegate(Sokdelegat(self.lista, self.modell, self._s.tema))
        self.lista.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one types on while going through the finds
        self.lista.clicked.connect(lambda i: self._oppna(i.row()))
        self.besked = text(TIPS, "dampad", bryt=True)
        self.besked.setAlignment(Qt.AlignmentFlag.AlignTop)
        lugn = QWidget()
        lugn.setLayout(kolumn(self.besked, None, kant=(18, 12, 18, 12)))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.lista)
        self._stack.addWidget(lugn)
        self._stack.setCurrentIndex(BESKED)
        self.kort = QFrame(self)
        self.kort.setProperty("roll", "kort")
        fot = rad(
            text("↑ ↓", "tangent"), text("väljer", "litendampad"), 6, text("Enter", "tangent"),
            text("öppnar", "litendampad"), 6, text("Esc", "tangent"), text("stänger", "litendampad"), None,
            mellan=6, kant=(16, 8, 16, 10),
        )  # fmt: skip
        ovre = rad(self.falt, kant=(14, 14, 14, 10))
        self.kort.setLayout(kolumn(ovre, self._stack, fot, mellan=0, kant=1))

    # --- to and fro ---------------------------------------------------------------------------------------------

    def oppna(self) -> None:
        """Over whatever is shown; what was searched for last stands there, marked, to be typed over."""
        if not self.isVisible():
            self._fran = QApplication.focusWidget()
        self._ordna()
        self.show()
        self.raise_()
        self.falt.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.falt.selectAll()
        if self.falt.text().strip():
            self._fraga()  # since then somebody may have written something

    def stang(self) -> None:
        self._timer.stop()
        self.hide()
        fran, self._fran = self._fran, None
        if fran is not None and fran.isVisible():
            fran.setFocus()

    def _ordna(self) -> None:
        px = self._s.tema.px
        self.setGeometry(self._fonster.rect())
        bredd = min(px(BREDD), self.width() - 32)
        uppifran = min(px(UPPIFRAN), self.height() // 8)
        hojd = min(px(HOJD), self.height() - 2 * uppifran)
        self.kort.setGeometry((self.width() - bredd) // 2, uppifran, bredd, hojd)

    def paintEvent(self, _: QPaintEvent) -> None:
        p = QPainter(self)
        skugga = QColor(0, 0, 0, 90)
        p.fillRect(self.rect(), skugga)
        p.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the card: away."""
        if not self.kort.geometry().contains(event.position().toPoint()):
            self.stang()

    # --- asking -------------------------------------------------------------------------------------------------

    def _skrev(self, ord_: str) -> None:
        if ord_.strip():
            self._timer.start()
            return
        self._timer.stop()
        self._visa(Sokresultat(""))

    def _fraga(self) -> None:
        sokt = self.falt.text().strip()

        def jobb(e: Arbetsenhet) -> Sokresultat:
            return tjanster.sok_allt(e, sokt)

        self._s.arbetare.kor(jobb, self._visa, token="sok-allt")  # noqa: S106

    def _visa(self, r: Sokresultat) -> None:
        """An answer to what no longer stands in the field is stale; the next is on its way."""
        if r.text != self.falt.text().strip():
            return
        self._sokt = r.text
        vald = self.modell.post(self.lista.currentIndex().row())
        self.modell.satt(r)
        if not r.grupper:
            self.besked.setText(_besked(r))
            self._stack.setCurrentIndex(BESKED)
            return
        self._stack.setCurrentIndex(LISTA)
        kvar = next((n for n in range(self.modell.rowCount()) if self.modell.post(n) == vald), -1)
        self._valj(kvar if vald is not None and self.modell.valbar(kvar) else self.modell.nasta(0, 1))

    # --- choosing -----------------------------------------------------------------------------------------------

    def _valj(self, plats: int) -> None:
        if plats < 0:
            return
        index = self.modell.index(plats, 0)
        self.lista.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        ovan = self.modell.index(max(0, plats - 1), 0)
        if not self.modell.valbar(plats - 1) and self._ovanfor(ovan):
            self.lista.scrollTo(ovan)  # the heading of the first row is shown with it
        else:
            self.lista.scrollTo(index)

    def _ovanfor(self, index: Index) -> bool:
        return self.lista.visualRect(index).top() < 0

    def _oppna(self, plats: int) -> None:
        post = self.modell.post(plats)
        if not isinstance(post, Traff | VisaAlla):
            return
        self.stang()
        if isinstance(post, Traff):
            self.valde.emit(post)
        else:
            self.visa_alla.emit(post.sokt)

    def _tangent(self, event: QKeyEvent) -> bool:
        har = self.lista.currentIndex().row()
        sista = self.modell.rowCount() - 1
        sida = max(1, self.lista.height() // self._s.tema.px(60))
        vart = {
            Qt.Key.Key_Up: (har - 1, -1),
            Qt.Key.Key_Down: (har + 1, 1),
            Qt.Key.Key_PageUp: (max(0, har - sida), 1),
            Qt.Key.Key_PageDown: (min(sista, har + sida), -1),
        }.get(Qt.Key(event.key()))
        if vart is not None:
            self._valj(self.modell.nasta(*vart))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or self._sokt != self.falt.text().strip():
                self._timer.stop()  # what stands below answers another question: the right one first
                self._fraga()
            else:
                self._oppna(har)
        elif event.key() == Qt.Key.Key_Escape:
            self.stang()
        else:
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)  # there is nowhere else to go in here
        return True

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if vem is self.falt:
            if isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress:
                return self._tangent(handelse)
        elif handelse.type() == QEvent.Type.Resize and self.isVisible():
            self._ordna()
        return super().eventFilter(vem, handelse)


def _besked(r: Sokresultat) -> str:
    if not r.text:
        return TIPS
    if r.for_kort:
        return "Skriv minst två bokstäver."
    return (
        f"Inget hittades för ”{r.text}”. Prova färre eller kortare ord: alla ord måste finnas, och bara det sista "
        "kan vara en början."
    )
