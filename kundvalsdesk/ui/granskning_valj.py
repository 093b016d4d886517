"""First page of typing in a report and of making a form: which case, and which of its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QWidget

from kundvalsdesk.services.arendetyper import ArendeRad, Arendevy
from kundvalsdesk.texter.datum import manad_ar
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import kolumn, text
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

TOKEN = "valj-arende"  # noqa: S105 – names a line of questions
STEG = {
    "plan_inkommen": "plan", "plan_igen": "plan", "plan_godkann": "plan", "rapport_klarmarkera": "rapport",
    "rapport_igen": "rapport", "rapport_godkann": "rapport", "slutrapport_inkommen": "slutrapport",
    "slutrapport_igen": "slutrapport", "slutrapport_godkann": "slutrapport",
}  # fmt: skip
"""Steps of a case that a report can be typed in for: it comes in, comes in again, or waits and gets its text."""


class Rapportval(NamedTuple):
    """A report of a case. `manad` of a månadsrapport; `sedd_version` goes back with what is typed."""

    slag: str
    manad: str | None
    ord: str
    sedd_version: int

    @property
    def mal(self) -> str:
        """Names it among the reports of its case."""
        return f"{self.slag}:{self.manad or ''}"


def rapportval(vy: Arendevy) -> list[Rapportval]:
    """What can be typed in for a case now, what is due first."""
    ut: dict[tuple[str, str], Rapportval] = {}
    for steg in vy.nasta:
        slag = STEG.get(steg.kod)
        if slag is None or not steg.tillaten or (slag, steg.mal) in ut:
            continue
        if slag == "rapport":
            ord_ = f"Månadsrapport, {manad_ar(steg.mal)}"
        elif slag == "plan":
            ord_ = f"Genomförandeplan, version {steg.mal}" if steg.mal else "Ny genomförandeplan"
        else:
            ord_ = "Slutrapport"
        finns = {"igen": " (komplettering)", "godkann": " (har kommit in, byt texten)"}.get(steg.kod.split("_")[1], "")
        val = Rapportval(slag, steg.mal if slag == "rapport" else None, ord_ + finns, steg.sedd_version)
        ut[slag, steg.mal] = val
    return list(ut.values())


class Traffista(QWidget):
    """A search field with its list below; arrows walk the list while one types."""

    vald = Signal(int)
    sokte = Signal(str)

    def __init__(self, namn: str, tips: str, *, klick: bool = True) -> None:
        super().__init__()
        self.sokfalt = QLineEdit()
        self.sokfalt.setPlaceholderText(tips)
        self.sokfalt.setAccessibleName(namn)
        self.sokfalt.setClearButtonEnabled(True)
        self.sokfalt.installEventFilter(self)
        self._modell = QStringListModel(self)
        self.lista = QListView()
        self.lista.setModel(self._modell)
        self.lista.setProperty("roll", "lista")
        self.lista.setAccessibleName(f"{namn}: träffar")
        self.lista.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lista.setUniformItemSizes(True)
        self.lista.activated.connect(lambda i: self.vald.emit(i.row()))
        if klick:
            self.lista.clicked.connect(lambda i: self.vald.emit(i.row()))
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(lambda: self.sokte.emit(self.sokfalt.text().strip()))
        self.sokfalt.textChanged.connect(lambda _: self._timer.start())
        self.setLayout(kolumn(self.sokfalt, self.lista, mellan=8))
        self.setFocusProxy(self.sokfalt)

    def satt(self, ord_: list[str]) -> None:
        self._modell.setStringList(ord_)
        if ord_:
            self.lista.setCurrentIndex(self._modell.index(0))

    def vald_rad(self) -> int:
        return self.lista.currentIndex().row()

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress:
            steg = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(handelse.key()))
            nr, antal = self.lista.currentIndex().row(), self._modell.rowCount()
            if steg is not None and antal:
                self.lista.setCurrentIndex(self._modell.index(min(max(nr + steg, 0), antal - 1)))
                return True
            if handelse.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.vald.emit(nr)
                return True
        return super().eventFilter(vem, handelse)


def _arende_ord(r: ArendeRad) -> str:
    """A case in one line: a protected one has its number as its name, and some have no anordnare yet."""
    delar = (r.kund, r.insatskod, "" if r.insats in r.kund else r.insats, r.anordnare)
    return " · ".join(d for d in delar if d)


class Arendevaljare(QWidget):
    """Finds a case; then its reports are chosen from (`Traffista` of the same looks, in the dialog)."""

    vald = Signal(object)
    """Arendevy of the case."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._rader: list[ArendeRad] = []
        self.lista = Traffista("Sök ärende", "Namn, ärendenummer eller anordnare")
        self.lista.sokte.connect(self.sok)
        self.lista.vald.connect(self._valde)
        self._lage = text("", "litendampad", bryt=True)
        self.setLayout(kolumn(self.lista, self._lage, mellan=8))
        self.setFocusProxy(self.lista)

    def sok(self, ord_: str = "") -> None:
        def jobb(e: Arbetsenhet) -> list[ArendeRad]:
            return tjanster.arende_lista(e, ord_, "alla" if ord_ else "mina", not ord_)

        def klar(rader: list[ArendeRad]) -> None:
            self._rader = rader
            self.lista.satt([_arende_ord(r) for r in rader])
            self._lage.setText(
                "Pil ner väljer i listan, Enter tar det som är valt." if rader else "Inget ärende passar."
            )

        self._s.arbetare.kor(jobb, klar, token=TOKEN)

    def _valde(self, nr: int) -> None:
        if 0 <= nr < len(self._rader):
            self.hamta(self._rader[nr].insats)

    def hamta(self, insats: str) -> None:
        def jobb(e: Arbetsenhet) -> Arendevy:
            return tjanster.arende_hamta(e, insats)

        self._s.arbetare.kor(jobb, self.vald.emit, token=TOKEN)
