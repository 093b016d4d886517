"""What is one's own: the mark and the reminders at a case, and the reminders of the day above the queue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.typer import ARENDEROLLER, Andring
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, rad, ram, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.egettyper import Eget, Paminnelserad

VISAS_HOGST = 3
"""Above the queue: the rest is counted, the queue keeps its room."""


class _Eget(QObject):
    """Saves what is one's own, and tells when it has been."""

    sparat = Signal()

    def __init__(self, s: Sammanhang, parent: QObject) -> None:
        super().__init__(parent)
        self.s = s

    def gor(self, kod: str, insats: str = "", mal: str = "", version: int = 0, **varden: str) -> None:
        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, insats, mal, version, varden)

        self.s.arbetare.kor(jobb, lambda _: self.sparat.emit(), skriv=True)

    def klar(self, p: Paminnelserad) -> None:
        self.gor("paminnelse_klar", "", str(p.id), p.version)


class Egenrad(QWidget):
    """At the head of a case: "Märk", "Påminn mig", and what one has reminded oneself of."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._insats = ""
        self.gor = _Eget(s, self)
        self.gor.sparat.connect(self._hamta)
        self.mark = chip("☆ Märk", self._vaxla, tips="Märk ärendet för dig själv: finns sedan under Märkta (Alt+M)")
        self.paminn = knapp("Påminn mig …", self._paminn, roll="chip", tips="En påminnelse som bara du ser (Alt+P)")
        self.paminn.setShortcut("Alt+P")
        self._rader = QVBoxLayout()
        self._rader.setSpacing(4)
        self.setLayout(kolumn(rad(self.mark, self.paminn, None), self._rader, mellan=6))

    def visa(self, insats: str) -> None:
        aktor = self._s.arbetare.aktor
        self.setVisible(aktor is not None and aktor.har(*ARENDEROLLER))
        if insats != self._insats:
            self._insats = insats
            self._satt(None)
        self._hamta()

    def _hamta(self) -> None:
        insats = self._insats

        def jobb(e: Arbetsenhet) -> Eget:
            return tjanster.eget_for(e, insats)

        self._s.arbetare.kor(jobb, self._satt, lambda _: self._satt(None), token="eget")  # noqa: S106

    def _satt(self, eget: Eget | None) -> None:
        if eget is not None and eget.insats != self._insats:
            return
        markt = eget is not None and eget.markt
        self.mark.setChecked(markt)
        self.mark.setText("★ Märkt" if markt else "☆ Märk")
        self.mark.setShortcut("Alt+M")  # new words take the shortcut away
        self.mark.setAccessibleName("Märkt av dig" if markt else "Märk ärendet")
        tom(self._rader)
        for p in eget.paminnelser if eget is not None else ():
            nar = "" if p.nu else f"Från {datum_kort(p.datum, self._s.idag())}: "
            self._rader.addWidget(_rad(f"{nar}{p.text}", self.gor, p))

    def _vaxla(self) -> None:
        self.gor.gor("marke", self._insats, pa="ja" if self.mark.isChecked() else "nej")

    def _paminn(self) -> None:
        insats = self._insats

        def visa(steg: Stegval) -> None:
            from kundvalsdesk.ui.formulardialog import Formulardialog

            dialog = Formulardialog(self.window(), self._s, steg, insats)
            dialog.sparad.connect(self._hamta)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda e: tjanster.formular_paminn(e, insats), visa)


class Paminnelseband(QWidget):
    """Above the queue, from the day on that one has asked for; nothing when there is nothing."""

    oppna = Signal(str)

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.gor = _Eget(s, self)
        self.gor.sparat.connect(self.hamta)
        self._rader = QVBoxLayout()
        self._rader.setContentsMargins(0, 0, 0, 0)
        self._rader.setSpacing(4)
        self.setLayout(self._rader)
        self.hide()

    def hamta(self) -> None:
        self._s.arbetare.kor(tjanster.eget_dagens, self._satt, token="paminnelser")  # noqa: S106

    def _satt(self, alla: tuple[Paminnelserad, ...]) -> None:
        tom(self._rader)
        for p in alla[:VISAS_HOGST]:
            visa = knapp(p.kund, partial(self.oppna.emit, p.insats), roll="lank", namn=f"Öppna {p.kund}")
            self._rader.addWidget(_rad(p.text, self.gor, p, visa))
        if len(alla) > VISAS_HOGST:
            fler = len(alla) - VISAS_HOGST
            ord_ = f"och {fler} {'påminnelse' if fler == 1 else 'påminnelser'} till; de visas när dessa är klara"
            self._rader.addWidget(text(ord_, "litendampad"))
        self.setVisible(bool(alla))


def _rad(ord_: str, gor: _Eget, p: Paminnelserad, *fore: QWidget) -> QWidget:
    r = ram("varning" if p.nu else "ruta")
    klar = knapp("Klar", lambda: gor.klar(p), roll="diskret", namn=f"Klar: {p.text}")
    mening = text(ord_, "liten", bryt=True)
    lad = rad(text("Påminnelse", "litenfet"), *fore, mellan=10, kant=(12, 4, 8, 4))
    lad.addWidget(mening, 1)
    lad.addWidget(klar)
    r.setLayout(lad)
    r.setAccessibleName(f"Påminnelse: {ord_}")
    return r
