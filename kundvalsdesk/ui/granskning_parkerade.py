"""Forms that are kept aside until somebody decides: why, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.granskningstyper import Parkerad
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.texter.datum import tid_ord
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, rullyta, text, tom, tomtlage
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

TOKEN = "parkerade"  # noqa: S105 – names a line of questions


class Parkeradedialog(QDialog):
    nytt = Signal()

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem)
        self._s = s
        self.setWindowTitle("Parkerade formulär")
        self.setModal(True)
        self._besked = QVBoxLayout()
        inre = QWidget()
        self._rader = QVBoxLayout(inre)
        self._rader.setContentsMargins(0, 0, 10, 0)
        self._rader.setSpacing(0)
        self.knappar: list[QPushButton] = []
        hjalp = text(
            "De här formulären kunde inte tas in när de kom. Ta in dem när det går, eller lägg undan dem. Filerna "
            "finns kvar oförändrade.",
            "dampad",
            bryt=True,
        )
        self._stang = knapp("Stäng", self.accept, tips="Esc")
        lad = kolumn(text("Parkerade formulär", "rubrik"), hjalp, self._besked, mellan=10, kant=(24, 20, 18, 18))
        lad.addWidget(rullyta(inre), 1)
        lad.addLayout(rad(None, self._stang))
        self.setLayout(lad)
        self.resize(s.tema.px(680), s.tema.px(560))
        self._ladda()

    def _ladda(self) -> None:
        self._s.arbetare.kor(tjanster.granskning_parkerade, self._visa, self._fel, token=TOKEN)

    def _visa(self, parkerade: list[Parkerad]) -> None:
        tom(self._rader)
        self.knappar = []
        for p in parkerade:
            self._rader.addWidget(self._rad(p))
        if parkerade:
            self._rader.addStretch(1)
            # Once they have been laid out: what is not on the screen yet cannot take the focus.
            QTimer.singleShot(0, self, self._fokusera)
        else:
            self._rader.addWidget(tomtlage("Inget är parkerat", "Utkast och formulär som kom för tidigt hamnar här."))
            self._stang.setFocus()

    def _fokusera(self) -> None:
        if self.knappar:
            self.knappar[0].setFocus()

    def _rad(self, p: Parkerad) -> QWidget:
        r = ram("rad")
        ord_ = kolumn(
            text(f"{p.titel} · {p.kund}", "fet", bryt=True),
            text(p.mening, bryt=True, markera=True),
            text(f"Mottaget {tid_ord(p.mottagen)}", "litendampad"),
            mellan=2,
        )
        ta_in = knapp("Ta in", lambda: self._gor(p, "parkerad_ta_in"), namn=f"Ta in {p.titel}, {p.kund}")
        ta_in.setEnabled(p.kan_tas_in)
        if not p.kan_tas_in:
            ta_in.setToolTip(p.mening)
        undan = knapp("Lägg undan", lambda: self._gor(p, "parkerad_avfor"), roll="diskret")
        undan.setAccessibleName(f"Lägg undan {p.titel}, {p.kund}")
        self.knappar += [k for k in (ta_in, undan) if k.isEnabled()]
        lad = rad(mellan=12, kant=(0, 10, 0, 10))
        lad.addLayout(ord_, 1)
        lad.addWidget(ta_in)
        lad.addWidget(undan)
        r.setLayout(lad)
        return r

    def _gor(self, p: Parkerad, kod: str) -> None:
        for k in self.knappar:
            k.setEnabled(False)

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, p.insats, str(p.inlamning_id), p.version, {})

        def klar(_: Andring) -> None:
            tom(self._besked)
            vad = "Intaget, väntar på granskning" if kod == "parkerad_ta_in" else "Undanlagt"
            self._besked.addWidget(meddelande("klart", (f"{vad}: {p.titel} · {p.kund}.",)))
            self.nytt.emit()
            self._ladda()

        self._s.arbetare.kor(jobb, klar, self._fel, skriv=True, handling_id=str(uuid4()))

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))
        if self.knappar:
            self._ladda()
