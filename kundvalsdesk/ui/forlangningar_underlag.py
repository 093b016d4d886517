"""What an arbetsledare reads before deciding about one more month: everything, and one thing after the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kundvalsdesk.services.forlangningstyper import Forlangningsvy, Manadsprogression
from kundvalsdesk.texter.datum import datum_ord
from kundvalsdesk.ui.bitar import faktaruta, knapp, kolumn, linje, meddelande, rad, ram, rullyta, text, tom
from kundvalsdesk.ui.forlangningar_lista import lage_ord
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.tema import Tema

LAGEN = {
    "saknas": "Progression saknas i rapporten",
    "ej_aktuellt": "”Ej aktuellt” står i rapporten",
}


class Underlag(QFrame):
    oppna_arende = Signal()

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self.setProperty("roll", "kort")
        innehall = QWidget()
        self._lad = QVBoxLayout(innehall)
        self._lad.setContentsMargins(20, 18, 20, 20)
        self._lad.setSpacing(0)
        self._yta = rullyta(innehall)
        self.setLayout(kolumn(self._yta, mellan=0, kant=(1, 1, 1, 1)))

    def bladdra(self, riktning: int) -> None:
        rull = self._yta.verticalScrollBar()
        rull.setValue(rull.value() + riktning * max(40, rull.pageStep() - 40))

    def visa(self, vy: Forlangningsvy | None) -> None:
        tom(self._lad)
        if vy is None:
            return
        self._yta.verticalScrollBar().setValue(0)
        lad, r = self._lad, vy.rad
        arende = knapp("Öppna ärendet", self.oppna_arende.emit, tips="Ctrl+O")
        arende.setShortcut("Ctrl+O")
        namn = kolumn(
            text(r.kund, "rubrik", bryt=True),
            text(" · ".join(x for x in (r.insatskod, r.anordnare, f"ärende {r.insats}") if x), "dampad", bryt=True),
            mellan=2,
        )
        topp = rad(mellan=12)
        topp.addLayout(namn, 1)
        topp.addWidget(arende)
        lad.addLayout(topp)
        lad.addSpacing(12)
        besluta = f"Beslutas senast {datum_ord(r.forfaller)}"
        frist = rad(Pill(self._tema, r.ljus, r.ord), mellan=8)
        frist.addWidget(text(besluta, bryt=True), 1)
        lad.addLayout(frist)
        if vy.atersand:
            lad.addSpacing(12)
            roll = "varning" if r.ute else "ruta"
            lad.addWidget(meddelande(roll, (vy.atersand,), "Återsänd" if r.ute else "Återsänd och kompletterad"))
        self._avsnitt("Begäran")
        lad.addWidget(text(lage_ord(r), "litendampad", bryt=True))
        self._stycke("Motivering", vy.motivering)
        self._stycke("Ska nås under månaden", vy.mal)
        self._avsnitt("Tiden")
        lad.addWidget(faktaruta(vy.tid, self._tema.px(140)))
        self._avsnitt("Kostnad")
        lad.addWidget(faktaruta(vy.kostnad, self._tema.px(140)))
        self._avsnitt("Tidigare förlängningar")
        self._rader(vy.tidigare, "Insatsen har inte förlängts tidigare.")
        self._avsnitt("Progression i de senaste månadsrapporterna")
        for p in vy.progression:
            self._progression(p)
        if not vy.progression:
            self._rader((), "Ingen månadsrapport har kommit in.")
        self._avsnitt("Brister hos anordnaren i det här ärendet")
        self._rader(vy.brister, "Inga brister.")
        lad.addStretch(1)

    def _avsnitt(self, rubrik: str) -> None:
        self._lad.addSpacing(16)
        self._lad.addWidget(linje())
        self._lad.addSpacing(12)
        self._lad.addWidget(text(rubrik, "fet", bryt=True))
        self._lad.addSpacing(6)

    def _stycke(self, rubrik: str, innehall: str) -> None:
        self._lad.addSpacing(8)
        self._lad.addWidget(text(rubrik, "litendampad"))
        self._lad.addWidget(text(innehall or "Inte ifyllt.", bryt=True, markera=True))

    def _rader(self, rader: tuple[str, ...], inga: str) -> None:
        for mening in rader or (inga,):
            self._lad.addWidget(text(mening, "" if rader else "dampad", bryt=True, markera=bool(rader)))
            self._lad.addSpacing(4)

    def _progression(self, p: Manadsprogression) -> None:
        ruta = ram("ruta")
        delar: list[QWidget] = [text(p.rubrik[:1].upper() + p.rubrik[1:], "litenfet")]
        if p.lage in LAGEN:
            delar.append(text(LAGEN[p.lage], "litendampad", bryt=True))
        delar.append(text(p.text, "liten", bryt=True, markera=True))
        ruta.setLayout(kolumn(*delar, mellan=4, kant=(14, 10, 14, 10)))
        self._lad.addWidget(ruta)
        self._lad.addSpacing(8)
