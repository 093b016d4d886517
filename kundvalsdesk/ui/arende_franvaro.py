"""The tab Frånvaro of a case: its months at a glance, and the periods with what they call for (K 9.2, K 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.franvarotyper import Franvarovy, Periodvy
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arende_flikar import Flikvy
from kundvalsdesk.ui.bitar import (
    faktaruta,
    knapp,
    kolumn,
    kort,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    text,
    tom,
    tomtlage,
)
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.franvaro_kalender import Franvarokalender
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

SMAL = 860
"""Narrower than this, the periods stand below the months."""
STORA = ("franvaro_registrera", "franvaro_ratta")
I_ARENDET = "avsluta"
"""A step that has the whole page of the case to itself."""


class Franvaroflik(Flikvy):
    KOD = "franvaro"

    def __init__(self, s: Sammanhang, insats: str) -> None:
        super().__init__(s, insats)
        self.vy: Franvarovy | None = None
        self.registrera = knapp("Registrera frånvaro …", self._registrera, namn="Registrera frånvaro",
                                tips="Registrera frånvaro (Alt+R)")  # fmt: skip
        self.registrera.setShortcut("Alt+R")
        self.bakat = knapp("‹ Tidigare", lambda: self.kalender.bladdra(-1), tips="Månaden före (PgUp)",
                           namn="Tidigare månad")  # fmt: skip
        self.framat = knapp("Senare ›", lambda: self.kalender.bladdra(1), tips="Månaden efter (PgDn)",
                            namn="Senare månad")  # fmt: skip
        self.kalender = Franvarokalender(s.tema)
        self.dagord = text("", "fet", bryt=True)
        self.forklaring = text("", "litendampad", bryt=True)
        self.periodknappar: list[list[QPushButton]] = []
        self.kalender.vald.connect(self.dagord.setText)
        self.kalender.bladdrat.connect(self._visa_manader)
        self._summor, self._manadsord = QVBoxLayout(), QVBoxLayout()
        self._upplysningar = QVBoxLayout()
        self._periodlad = QVBoxLayout()
        self._bygg()

    def _bygg(self) -> None:
        self._manadsord.setSpacing(2)
        self._kalenderkort = kort(
            "Månad för månad",
            rad(self.bakat, self.framat, None, self.registrera),
            self.kalender,
            self.dagord,
            self.forklaring,
            self._manadsord,
        )
        self._vanster = vanster = QWidget()
        hoger = QWidget()
        vanster.setLayout(kolumn(self._kalenderkort, self._summor, None, mellan=16))
        self._periodlad.setSpacing(16)
        hoger.setLayout(kolumn(self._periodlad, None, mellan=0))
        inre = QWidget()
        self._tva = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tva.setContentsMargins(0, 0, 0, 0)
        self._tva.setSpacing(16)
        self._tva.addWidget(vanster, 3)
        self._tva.addWidget(hoger, 2)
        lad = kolumn(self._besked, self._upplysningar, mellan=10, kant=(0, 0, 8, 20))
        lad.addLayout(self._tva)
        lad.addStretch(1)
        inre.setLayout(lad)
        self._yta = rullyta(inre)
        # With very large text the months may need more than the room: then they scroll, nothing is cut off.
        self._yta.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._yta.hide()  # neither empty nor full until it has been read
        self.setLayout(kolumn(self._yta))

    # --- what is there ----------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> Franvarovy:
            return tjanster.franvaro_hamta(e, insats)

        self._s.arbetare.kor(jobb, self._visa, token="flik:franvaro")  # noqa: S106 – names a line of questions

    def _visa(self, vy: Franvarovy) -> None:
        forst, self.vy = self.vy is None, vy
        self.kalender.satt(vy.manader, vy.visa, self._s.idag())
        har = bool(vy.manader)
        self._vanster.setVisible(har)
        self.registrera.setEnabled(vy.registrera is not None)
        self._visa_manader()
        tom(self._upplysningar)
        if vy.hinder and (har or vy.perioder):
            self._upplysningar.addWidget(meddelande("varning", (vy.hinder,)))
        if vy.upplysningar:
            self._upplysningar.addWidget(meddelande("varning", vy.upplysningar))
        tom(self._summor)
        if vy.summa:
            self._summor.addWidget(kort("Hittills", faktaruta(vy.summa, self._s.tema.px(140))))
        self._visa_perioder(vy)
        self._yta.show()
        if forst and self.isVisible():
            QTimer.singleShot(0, self, self.fokusera)

    def _visa_manader(self) -> None:
        self.bakat.setEnabled(self.kalender.kan_bakat)
        self.framat.setEnabled(self.kalender.kan_framat)
        self.forklaring.setText(self.kalender.forklaring())
        tom(self._manadsord)
        for m in self.kalender.synliga:
            self._manadsord.addWidget(text(f"{m.rubrik}: {m.summa[:1].lower()}{m.summa[1:]}", "liten", bryt=True))

    def _visa_perioder(self, vy: Franvarovy) -> None:
        tom(self._periodlad)
        self.periodknappar = []
        if not vy.manader and not vy.perioder:
            self._periodlad.addWidget(
                tomtlage("Ingen frånvaro än", f"{vy.hinder} Frånvaro registreras när insatsen har börjat.")
            )
            return
        if not vy.perioder:
            self._periodlad.addWidget(
                kort("Perioder", text("Ingen frånvaro är registrerad. Det som anordnaren eller kunden anmäler "
                                      "registreras här, så räknas intyg och frister av sig själva.", "dampad",
                                      bryt=True))
            )  # fmt: skip
            return
        self._periodlad.addWidget(kort("Perioder", *self._periodrader(vy.perioder)))

    def _periodrader(self, perioder: tuple[Periodvy, ...]) -> list[QWidget]:
        ut: list[QWidget] = []
        for p in perioder:
            if ut:
                ut.append(ram("linje"))
            ut.append(self._period(p))
        return ut

    def _period(self, p: Periodvy) -> QWidget:
        w = QWidget()
        lad = kolumn(text(p.rubrik, "fet", bryt=True), text(p.langd, "litendampad", bryt=True), mellan=4)
        for i in p.intyg:
            ljus = "rod" if i.ljus == "klar" and "sen" in i.ord else i.ljus
            lad.addWidget(text(f"{i.namn}, {datum_kort(i.datum)}", "liten", bryt=True))
            lad.addLayout(rad(Pill(self._s.tema, ljus, i.ord), None))
        for mening in p.rader:
            lad.addWidget(text(mening, "liten", bryt=True, markera=True))
        knappar = self._knappar_for(p)
        if knappar:
            lad.addSpacing(4)
            lad.addLayout(rad(*knappar, None))
        self.periodknappar.append(knappar)
        w.setLayout(lad)
        return w

    def _knappar_for(self, p: Periodvy) -> list[QPushButton]:
        """The step that is due, or that comes next, as a button; the others in its menu."""
        if not p.steg:
            return []
        forst, ovriga = p.steg[0], p.steg[1:]
        ut = [knapp(f"{forst.rubrik} …", self._oppnar(forst), namn=f"{forst.rubrik}: {p.rubrik}")]
        if ovriga:
            fler = knapp("Mer ▾", namn=f"Mer: {p.rubrik}")
            meny = QMenu(fler)
            for s in ovriga:
                meny.addAction(f"{s.rubrik} …").triggered.connect(self._oppnar(s))
            fler.setMenu(meny)
            ut.append(fler)
        return ut

    def fokusera(self) -> None:
        """The step that is due, if there is one; else the calendar; else what can be done first."""
        if self.vy is None:
            return
        for p, knappar in zip(self.vy.perioder, self.periodknappar, strict=False):
            if knappar and p.steg[0].viktig:
                knappar[0].setFocus()
                return
        if self.vy.manader:
            self.kalender.setFocus()
        else:
            self.registrera.setFocus()

    # --- forms ------------------------------------------------------------------------------------------------------

    def _registrera(self) -> None:
        if self.vy is not None and self.vy.registrera is not None:
            self.oppna(self.vy.registrera)

    def oppna(self, steg: Stegval) -> None:
        if steg.kod == I_ARENDET:
            self.steg.emit(steg)
        else:
            super().oppna(steg)

    def _ny_dialog(self, steg: Stegval) -> Formulardialog:
        dialog = super()._ny_dialog(steg)
        if steg.kod in STORA:  # scrolled as little as the window lets it
            dialog.setMinimumHeight(min(self._s.tema.px(680), self.window().height() - 60))
        return dialog

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tva.setDirection(riktning(self.width() >= self._s.tema.px(SMAL)))
