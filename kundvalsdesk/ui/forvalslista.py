"""The förvalslista: today's förvalsanordnare of each kundval, the periods of a year, and who it was on a day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.forvalstyper import Forvalsar
from kundvalsdesk.texter import forvalslista as ord_
from kundvalsdesk.texter.meningar import KUNDVALORD
from kundvalsdesk.ui import dokumenttjanster, tjanster, tokens
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, meddelande, rad, ram, rullyta, text, tom
from kundvalsdesk.ui.datumfalt import Datumfalt
from kundvalsdesk.ui.listgrund import ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Förvalslista"
KOLUMNER = ("Tid", "Förvalsanordnare", "Plats", "Läge")


class Forvalsdialog(QDialog):
    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem)
        self._s = s
        self.svar: Forvalsar | None = None
        self.kundval = next(iter(KUNDVALORD))
        self.setWindowTitle(RUBRIK)
        self.setModal(True)
        self._besked = QVBoxLayout()
        self._antal = text("", "dampad")
        self.tabell = ordtabell(s.tema, RUBRIK, KOLUMNER)
        self.tabell.currentCellChanged.connect(lambda nr, *_: self._visa_en(nr))
        self._om = QVBoxLayout()
        self._chips: dict[str, QPushButton] = {}
        valrad = self._bygg_val()
        detaljer = QWidget()
        detaljer.setLayout(kolumn(self._om, None, mellan=0))
        kort = ram("kort")
        kort.setLayout(kolumn(self.tabell, kant=1, mellan=0))
        mitt = rad(mellan=20)
        mitt.addWidget(kort, 3)
        mitt.addWidget(rullyta(detaljer), 2)
        lad = kolumn(
            text(RUBRIK, "rubrik"),
            text(
                "Den som inte väljer kommer till den anordnare som har turen. Varje kundval har sin egen turordning.",
                "dampad", bryt=True,
            ),
            self._besked, mellan=10, kant=(24, 20, 24, 18),
        )  # fmt: skip
        lad.addLayout(valrad)
        lad.addLayout(mitt, 1)
        self.skriv_ut = knapp("Skriv ut …", self.visa_utskrift, tips="Årets lista på papper (Ctrl+P)")
        self.skriv_ut.setShortcut("Ctrl+P")
        lad.addLayout(rad(self._antal, None, self.skriv_ut, knapp("Stäng", self.accept, tips="Esc"), mellan=10))
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(s.tema.px(1120), fonster.width() - 40), min(s.tema.px(660), fonster.height() - 60))
        self.hamta()

    def _bygg_val(self) -> QVBoxLayout:
        """Kundval with today's förvalsanordnare in each; the year; a day to look up."""
        grupp = QButtonGroup(self)
        chips = rad(mellan=8)
        for kod in KUNDVALORD:
            k = chip(kod, partial(self.valj_kundval, kod), namn=f"Kundval: {KUNDVALORD[kod]}", tips=KUNDVALORD[kod])
            k.setChecked(kod == self.kundval)
            grupp.addButton(k)
            self._chips[kod] = k
            chips.addWidget(k)
        self._idag = text("", bryt=True)
        chips.addSpacing(8)
        chips.addWidget(self._idag, 1)
        self.forra = knapp("‹", lambda: self._byt_ar(-1), tips="Året innan", namn="Året innan")
        self.nasta = knapp("›", lambda: self._byt_ar(1), tips="Året efter", namn="Året efter")
        for k in (self.forra, self.nasta):
            k.setFixedWidth(self._s.tema.px(40))
        self._ar = text("", "fet")
        self._ar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._ar.setMinimumWidth(self._s.tema.px(56))
        self.dag = Datumfalt(self._s.tema, self._s.idag(), self._s.idag().isoformat())
        self.dag.rad.setAccessibleName("Vem det var en viss dag")
        self.slaupp = knapp("Slå upp dagen", self.sla_upp, tips="Enter i datumfältet")
        ar = rad(self.forra, self._ar, self.nasta, 24, text("Vem var det", "dampad"), self.dag, self.slaupp, None)
        return kolumn(chips, ar, mellan=10)

    # --- loading ----------------------------------------------------------------------------------------------------

    def hamta(self, artal: int | None = None, dag: date | None = None) -> None:
        kundval = self.kundval

        def jobb(e: Arbetsenhet) -> Forvalsar:
            return tjanster.forvalslista(e, kundval, artal, dag)

        self._s.arbetare.kor(jobb, self._visa, self._fel, token="forvalslista")  # noqa: S106

    def valj_kundval(self, kod: str) -> None:
        self.kundval = kod
        self._chips[kod].setChecked(True)
        self.hamta(self.svar.artal if self.svar else None)

    def _byt_ar(self, steg: int) -> None:
        if self.svar is not None:
            self.hamta(self.svar.artal + steg)

    def sla_upp(self) -> None:
        try:
            dag = date.fromisoformat(self.dag.varde())
        except ValueError:
            self._sag("Skriv dagen som ÅÅÅÅ-MM-DD.")
            return
        self.hamta(None, dag)

    def visa_utskrift(self) -> None:
        """The year that is shown, as it is printed."""
        if self.svar is None:
            return
        kundval, artal = self.svar.kundval, self.svar.artal

        def jobb(e: Arbetsenhet) -> tuple[str, bytes]:
            return dokumenttjanster.forvalslista(e, kundval, artal)

        self._s.arbetare.kor(jobb, self._visa_sidan, self._fel, token="forvalslista-ut")  # noqa: S106

    def _visa_sidan(self, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        dialog = DokumentDialog(self, self._s, RUBRIK, fil[1], fil[0])
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _visa(self, svar: Forvalsar) -> None:
        tom(self._besked)
        self.svar = svar
        self._idag.setText("I dag: " + " · ".join(f"{k} {namn or ord_.INGEN.lower()}" for k, namn in svar.idag))
        self._ar.setText(str(svar.artal))
        self.forra.setEnabled(svar.artal > svar.forsta)
        self.nasta.setEnabled(svar.artal < svar.sista)
        self.tabell.setRowCount(len(svar.rader))
        for nr, r in enumerate(svar.rader):
            lage = f"{r.lage} · ändrad ordning" if r.avviker else r.lage
            for spalt, innehall in enumerate((r.tid, r.anordnare, r.plats, lage)):
                post = QTableWidgetItem(innehall)
                if r.nu:
                    post.setFont(self._s.tema.font(self.tabell.font(), tokens.TEXT, fet=True))
                self.tabell.setItem(nr, spalt, post)
        self._antal.setText(ord_.rubrik(svar.artal, len(svar.rader), sum(r.avviker for r in svar.rader)))
        self.tabell.setCurrentCell(svar.vald, 0)
        self._visa_en(svar.vald)
        # When the rows have their places.
        QTimer.singleShot(0, self.tabell, lambda: self._rulla_till(svar.vald))
        if not self.dag.rad.hasFocus():
            self.tabell.setFocus()

    def _rulla_till(self, nr: int) -> None:
        self.tabell.scrollTo(self.tabell.model().index(nr, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _visa_en(self, nr: int) -> None:
        tom(self._om)
        if self.svar is None or not 0 <= nr < len(self.svar.rader):
            return
        r = self.svar.rader[nr]
        self._om.addWidget(text(r.anordnare, "fet", bryt=True, markera=True))
        self._om.addWidget(text(r.tid_langt, "dampad", bryt=True))
        if r.avviker:
            self._om.addSpacing(8)
            self._om.addWidget(meddelande("varning", ("Med dagens auktorisationer blir det någon annan.",)))
        for namn, varde in r.fakta:
            self._om.addSpacing(10)
            self._om.addWidget(text(namn, "litendampad"))
            self._om.addWidget(text(varde, "liten", bryt=True, markera=True))

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._sag(fel.mening)

    def _sag(self, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (mening,)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.dag.rad.hasFocus():
            self.sla_upp()
            return
        super().keyPressEvent(event)
