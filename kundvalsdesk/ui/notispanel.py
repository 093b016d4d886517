"""The panel of notices under the bell: arrows choose, Enter opens, Del marks as read, Esc closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QListWidget, QListWidgetItem, QPushButton, QWidget

from kundvalsdesk.services.notistyper import Notisrad
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tjanster, tokens
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text
from kundvalsdesk.ui.sammanhang import Sammanhang

BREDD, HOJD = 480, 520


class Notispanel(QFrame):
    vald = Signal(object)
    """Notisrad: the way to what it is about."""
    andrad = Signal()

    def __init__(self, fonster: QWidget, s: Sammanhang, klocka: QPushButton) -> None:
        super().__init__(fonster)
        self.hide()
        self._s, self._fonster, self._klocka = s, fonster, klocka
        self._fran: QWidget | None = None
        self.rader: tuple[Notisrad, ...] = ()
        self.setProperty("roll", "kort")
        self.setAccessibleName("Notiser")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # without rows there is nothing else to leave with Esc from
        self.lista = QListWidget()
        self.lista.setAccessibleName("Notiser")
        self.lista.setWordWrap(True)
        self.lista.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lista.itemActivated.connect(lambda _: self._oppna())
        self.lista.itemClicked.connect(lambda _: self._oppna())
        self.lista.installEventFilter(self)
        luft = s.tema.px(8)
        self.lista.setStyleSheet(f"QListWidget::item {{ padding: {luft}px {2 * luft}px }}")
        self._tomt = text("Inget har hänt i det som är ditt.", "dampad", bryt=True)
        self._tomt.setContentsMargins(2 * luft, 0, 2 * luft, 2 * luft)
        self.alla = knapp("Markera alla som lästa", self._alla_lasta, roll="diskret", tips="Alt+A")
        self.alla.setShortcut("Alt+A")
        topp = rad(text("Notiser", "rubrik"), None, self.alla, kant=(2 * luft, 12, 2 * luft, 8))
        fot = rad(
            text("Enter", "tangent"), text("öppnar", "litendampad"), 6, text("Del", "tangent"),
            text("läst", "litendampad"), 6, text("Esc", "tangent"), text("stänger", "litendampad"), None,
            mellan=6, kant=(2 * luft, 8, 2 * luft, 10),
        )  # fmt: skip
        self._fot = QWidget()
        self._fot.setLayout(fot)
        self._lad = kolumn(topp, self._tomt, self.lista, self._fot, mellan=0, kant=1)
        self.setLayout(self._lad)
        fonster.installEventFilter(self)

    def oppna(self) -> None:
        if self.isVisible():
            self.stang()
            return
        self._fran = QApplication.focusWidget()
        self._ordna()
        self._hamta()
        self.show()
        self.raise_()
        self.setFocus()

    def stang(self) -> None:
        self.hide()
        fran, self._fran = self._fran, None
        if fran is not None and fran.isVisible():
            fran.setFocus()

    def _ordna(self) -> None:
        px = self._s.tema.px
        bredd = min(px(BREDD), self._fonster.width() - 32)
        under = self._klocka.mapTo(self._fonster, self._klocka.rect().bottomRight())
        hogst = min(px(HOJD), self._fonster.height() - under.y() - 24)
        plats = QRect(max(16, min(under.x(), self._fonster.width() - 16) - bredd), under.y() + 8, bredd, hogst)
        self.setGeometry(plats)  # the sentences take the lines they need at this width
        self._lad.activate()
        rader = sum(self.lista.sizeHintForRow(n) for n in range(self.lista.count()))
        ovrigt = sum(w.sizeHint().height() for w in (self.alla, self._tomt, self._fot) if not w.isHidden()) + px(28)
        plats.setHeight(min(hogst, rader + ovrigt))
        self.setGeometry(plats)

    def _hamta(self) -> None:
        self._s.arbetare.kor(tjanster.notiser_hamta, self._visa, token="notiser")  # noqa: S106

    def _visa(self, rader: tuple[Notisrad, ...]) -> None:
        nr = max(0, self.lista.currentRow())
        self.rader = rader
        self.lista.clear()
        for n in rader:
            post = QListWidgetItem(f"{datum_kort(n.tid.date(), self._s.idag())}   {n.mening}")
            post.setFont(self._s.tema.font(self.lista.font(), tokens.TEXT, fet=not n.last))
            if n.last:
                post.setForeground(self._s.tema.farg("dampad"))
            post.setData(Qt.ItemDataRole.AccessibleTextRole, f"{n.mening} {'Läst' if n.last else 'Oläst'}")
            self.lista.addItem(post)
        self.lista.setCurrentRow(min(nr, len(rader) - 1))
        self._tomt.setVisible(not rader)
        for w in (self.lista, self._fot, self.alla):
            w.setVisible(bool(rader))
        self.alla.setEnabled(any(not n.last for n in rader))
        self._ordna()
        if rader and self.isVisible():
            self.lista.setFocus()

    def _nu(self) -> Notisrad | None:
        nr = self.lista.currentRow()
        return self.rader[nr] if 0 <= nr < len(self.rader) else None

    def _oppna(self) -> None:
        n = self._nu()
        if n is not None:
            self._last(n)
            self.stang()
            self.vald.emit(n)

    def _last(self, n: Notisrad) -> None:
        if not n.last:
            self._gor("notis_last", str(n.id))

    def _alla_lasta(self) -> None:
        self._gor("notiser_lasta", "")

    def _gor(self, kod: str, mal: str) -> None:
        def klar(_: object) -> None:
            self.andrad.emit()
            self._hamta()

        self._s.arbetare.kor(lambda e: tjanster.utfor(e, kod, "", mal, 0, {}), klar, skriv=True)

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if vem is self._fonster and handelse.type() == QEvent.Type.Resize and self.isVisible():
            self._ordna()
        if vem is self.lista and isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress:
            if handelse.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._oppna()
                return True
            if handelse.key() == Qt.Key.Key_Delete and (n := self._nu()) is not None:
                self._last(n)
                return True
        return super().eventFilter(vem, handelse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stang()
            event.accept()
        else:
            super().keyPressEvent(event)
