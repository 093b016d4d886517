"""A document on its way out: the mail to look through, saved where one chooses, then opened in the mail program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.dokumenttyper import Brevforslag
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.arbetsdialog import ta_hojd
from kundvalsdesk.ui.bitar import faktaruta, knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet


class Brevdialog(QDialog):
    sparad = Signal(object)
    """Andring: that it was saved is logged in the case."""

    def __init__(self, vem: QWidget, s: Sammanhang, insats: str, b: Brevforslag) -> None:
        super().__init__(vem)
        self._s, self._insats, self._b = s, insats, b
        self._vag: Path | None = None
        self.setWindowTitle("Skicka dokumentet")
        self.setModal(True)
        vem_ord = b.till_ord[:1].upper() + b.till_ord[1:]
        till = f"{vem_ord}, {b.till}" if b.till else f"{vem_ord}. Fyll i adressen i e-postprogrammet."
        fakta = (("Till", till), ("Ämne", b.amne), ("Bilaga", b.bilaga))
        self._besked = QVBoxLayout()
        self.spara_knapp = knapp("Spara e-post …", self._valj_plats, roll="primar")
        self.oppna_knapp = knapp("Öppna i e-postprogrammet", self._oppna, roll="primar")
        self.oppna_knapp.hide()
        self.stang = knapp("Avbryt", self.reject, tips="Esc")
        hjalp = "Brevet sparas som en fil som öppnas som utkast i e-postprogrammet. Programmet skickar inget själv."
        lad = kolumn(
            text("Skicka dokumentet", "rubrik"), faktaruta(fakta, s.tema.px(72)),
            text(b.text.strip(), "liten", bryt=True),
            *([meddelande("varning", (b.varning,))] if b.varning else []), text(hjalp, "dampad", bryt=True),
            self._besked, rad(None, self.stang, self.spara_knapp, self.oppna_knapp, mellan=8),
            mellan=14, kant=(24, 20, 24, 18),
        )  # fmt: skip
        self.setLayout(lad)
        self.setMinimumWidth(min(s.tema.px(600), vem.window().width() - 20))
        self.spara_knapp.setFocus()
        self._anpassa()

    def _anpassa(self) -> None:
        QTimer.singleShot(0, self, lambda: ta_hojd(self))

    def _valj_plats(self) -> None:
        vag = valj_plats(self, "Spara e-post", self._b.filnamn, "E-post (*.eml)")
        if vag is not None:
            self.spara(vag)

    def spara(self, vag: Path) -> None:
        insats, dokument_id = self._insats, self._b.dokument_id

        def jobb(e: Arbetsenhet) -> Andring:
            return dokumenttjanster.dokument_spara_brev(e, insats, dokument_id, vag)

        def klar(andring: Andring) -> None:
            self._vag = vag
            self._sag("klart", f"Sparat som {vag.name}, och antecknat i ärendet.")
            self.spara_knapp.hide()
            self.oppna_knapp.show()
            self.oppna_knapp.setFocus()
            self.stang.setText("Stäng")
            self.stang.setAccessibleName("Stäng")
            self.sparad.emit(andring)

        self._s.arbetare.kor(jobb, klar, self._fel, skriv=True, handling_id=str(uuid4()))

    def _oppna(self) -> None:
        if self._vag is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._vag))):
            self._sag("fel", "Inget e-postprogram öppnade filen. Öppna den där den sparades.")

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._sag("fel", fel.mening)

    def _sag(self, roll: str, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande(roll, (mening,)))
        self._anpassa()
