"""A dialog of long work: what it is about, the work under way with progress and stop, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang


def ta_hojd(dialog: QDialog) -> None:
    """The height that the sentences take in this width; the hint of a layout guesses at a narrower one."""
    lad = dialog.layout()
    if lad is not None:
        lad.activate()
        hojd = lad.totalHeightForWidth(dialog.width()) if lad.hasHeightForWidth() else -1
        dialog.resize(dialog.width(), max(hojd, dialog.minimumSizeHint().height()))


def ta_innehallets_hojd(innehall: QWidget) -> None:
    """When all has been laid out: what scrolls is as tall as its sentences are in this width, and no lower."""

    def nu() -> None:
        lad = innehall.layout()
        if lad is not None:
            lad.activate()
            innehall.setMinimumHeight(max(lad.totalMinimumHeightForWidth(innehall.width()), 0))

    QTimer.singleShot(0, innehall, nu)


class Arbetsdialog(QDialog):
    """One page at a time."""

    stopptips = "Esc. Ingenting sparas."

    def __init__(self, vem: QWidget, s: Sammanhang, rubrik: str) -> None:
        super().__init__(vem)
        self._s = s
        self._stoppa: Callable[[], None] | None = None
        self.setWindowTitle(rubrik)
        self.setModal(True)
        self._rubrik = rubrik
        self._sida = QVBoxLayout()
        self._sida.setSpacing(12)
        self.setLayout(kolumn(text(rubrik, "rubrik"), self._sida, mellan=12, kant=(24, 20, 24, 20)))
        self.setMinimumWidth(s.tema.px(560))

    def _anpassa(self) -> None:
        """As tall as the page asks for, once it has been laid out."""
        QTimer.singleShot(0, self, lambda: ta_hojd(self))

    def _arbetar(self, vad: str, stopp: Callable[[], None]) -> None:
        tom(self._sida)
        self._stoppa = stopp
        self._vad = text(vad, "dampad", bryt=True)
        self._stapel = QProgressBar()
        self._stapel.setRange(0, 0)
        self._stapel.setTextVisible(False)
        self._stapel.setAccessibleName(vad)
        stoppknapp = knapp("Stoppa", self.reject, tips=self.stopptips)
        self._sida.addWidget(self._vad)
        self._sida.addWidget(self._stapel)
        self._sida.addLayout(rad(None, stoppknapp))
        stoppknapp.setFocus()
        self._anpassa()

    def _framsteg(self, f: Framsteg) -> None:
        if self._stoppa is not None:
            self._vad.setText(f"{f.vad} …")
            self._stapel.setRange(0, f.totalt)
            self._stapel.setValue(f.klart)

    def _svar(
        self, *delar: QWidget, igen: Callable[[], None] | None = None, vidare: Sequence[QPushButton] = ()
    ) -> None:  # fmt: skip
        """`vidare`: what else can be done with the answer, at the left of the last row; a primary one is what one does
        next, rather than closing."""
        tom(self._sida)
        self._stoppa = None
        for d in delar:
            self._sida.addWidget(d)
        knappar = [knapp("Försök igen …", igen, roll="primar")] if igen else []
        forst = next((k for k in (*knappar, *vidare) if k.property("roll") == "primar"), None)
        stang = knapp("Stäng", self.accept, roll="" if forst else "primar", tips="Esc")
        self._sida.addLayout(rad(*vidare, None, *knappar, stang))
        (forst or stang).setFocus()
        self._anpassa()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._svar(meddelande("fel", fel.mening.splitlines(), "Det gick inte"), igen=self.borja)

    def borja(self) -> None:
        raise NotImplementedError

    def reject(self) -> None:
        """Esc stops work that is under way; what has been done of it is undone, and that is said."""
        if self._stoppa is not None:
            self._stoppa()
            self._vad.setText("Stoppar …")
            return
        super().reject()
