"""The guided end of an insats: type, reason and last day; what it would do; the decision; what follows (K 13)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QStackedLayout, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.avslutstyper import Fortsattning, Konsekvenser
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import Genvagsknapp, faktaruta, knapp, kolumn, meddelande, rad, ram, rullyta, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.stegformular import Stegformular

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

VAL, FOLJDER, KLART = range(3)


class AvslutGuide(QDialog):
    """Nothing is decided before the second page has been seen and confirmed."""

    beslutad = Signal(object)
    """Andring of the decision."""
    utfarda = Signal()
    """The avbrottsdokument is to be issued now."""
    ny_insats = Signal(object)
    """Fortsattning: what follows, with what is known carried over."""

    def __init__(self, vem: QWidget, s: Sammanhang, insats: str, steg: Stegval) -> None:
        super().__init__(vem)
        self._s, self._insats, self._steg = s, insats, steg
        self._handling_id = str(uuid4())
        self._varden: dict[str, str] = {}
        self.setWindowTitle("Avsluta insatsen")
        self.setModal(True)
        self.formular = Stegformular(s.tema, s.idag(), replace(steg, knapp="Se vad det innebär"))
        self.formular.setProperty("roll", "bg")
        self.formular.spara.connect(self._prova)
        self.formular.stangd.connect(super().reject)
        self._foljder, self._klart = QVBoxLayout(), QVBoxLayout()
        self._stack = QStackedLayout(self)
        for lad in (kolumn(self.formular, None, mellan=0), self._foljder, self._klart):
            sida = QWidget()
            sida.setLayout(lad)
            self._stack.addWidget(sida)
        skarm = vem.window().size()
        self.resize(s.tema.px(640), min(s.tema.px(760), max(480, skarm.height() - 60)))
        self.formular.fokusera()

    @property
    def sida(self) -> int:
        return self._stack.currentIndex()

    # --- consequences -------------------------------------------------------------------------------------------

    def _prova(self, steg: Stegval, varden: dict[str, str], _: str) -> None:
        insats = self._insats

        def jobb(e: Arbetsenhet) -> Konsekvenser:
            return tjanster.avslut_konsekvenser(e, insats, steg.sedd_version, varden)

        def klar(k: Konsekvenser) -> None:
            self.formular.las(False)
            self._varden = varden
            self._visa_foljder(k)

        self._s.arbetare.kor(jobb, klar, self.formular.visa_fel)

    def _visa_foljder(self, k: Konsekvenser) -> None:
        tom(self._foljder)
        innehall = QWidget()
        lad = kolumn(mellan=6, kant=(24, 20, 24, 20))
        lad.addWidget(text("Det här händer om du beslutar om avslutet", "rubrik", bryt=True))
        lad.addWidget(text(k.rubrik, "fet", bryt=True))
        self._fel = kolumn(mellan=0)
        lad.addLayout(self._fel)
        spalt = self._s.tema.px(170)
        for rubrik, rader, inga in (
            ("Frister som faller bort", k.faller_bort, "Inga."),
            ("Frister som öppnas", k.oppnas, "Inga nya."),
        ):
            lad.addSpacing(12)
            lad.addWidget(text(rubrik, "fet"))
            for mening in rader or (inga,):
                lad.addWidget(text(f"·  {mening}", "liten", bryt=True, markera=True))
        lad.addSpacing(12)
        lad.addWidget(text("Ersättning till anordnaren", "fet"))
        lad.addWidget(faktaruta(k.ersattning, spalt))
        lad.addSpacing(12)
        lad.addWidget(text("Dokument", "fet"))
        for mening in k.dokument:
            lad.addWidget(text(f"·  {mening}", "liten", bryt=True))
        lad.addSpacing(6)
        lad.addWidget(text("Det står i dokumentet till anordnaren", "litendampad"))
        lad.addWidget(faktaruta(k.for_anordnaren, spalt))
        lad.addStretch(1)
        innehall.setLayout(lad)
        fot = ram("dialogfot")
        self.besluta_knapp = Genvagsknapp(self._steg.knapp, "Ctrl+Enter")
        self.besluta_knapp.setShortcut("Ctrl+Return")
        self.besluta_knapp.clicked.connect(self._besluta)
        tillbaka = knapp("Tillbaka", self._till_valet, tips="Ändra typ, orsak eller sista dag (Esc)")
        fot.setLayout(rad(self.besluta_knapp, tillbaka, None, kant=(24, 12, 24, 14)))
        self._foljder.setContentsMargins(0, 0, 0, 0)
        self._foljder.setSpacing(0)
        self._foljder.addWidget(rullyta(innehall), 1)
        self._foljder.addWidget(fot)
        self._stack.setCurrentIndex(FOLJDER)
        QTimer.singleShot(0, self, self.besluta_knapp.setFocus)

    def _till_valet(self) -> None:
        self._stack.setCurrentIndex(VAL)
        self.formular.fokusera()

    # --- the decision, and what follows -------------------------------------------------------------------------

    def _besluta(self) -> None:
        self.besluta_knapp.setEnabled(False)
        insats, steg, varden = self._insats, self._steg, self._varden

        def jobb(e: Arbetsenhet) -> tuple[Andring, Fortsattning]:
            andring = tjanster.utfor(e, steg.kod, insats, steg.mal, steg.sedd_version, varden)
            return andring, tjanster.avslut_fortsattning(e, insats)

        def klar(svar: tuple[Andring, Fortsattning]) -> None:
            self._visa_klart(svar[1])
            self.beslutad.emit(svar[0])

        self._s.arbetare.kor(jobb, klar, self._gick_inte, skriv=True, handling_id=self._handling_id)

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        self.besluta_knapp.setEnabled(True)
        tom(self._fel)
        self._fel.addWidget(meddelande("fel", (fel.mening,), "Det gick inte att besluta"))

    def _visa_klart(self, f: Fortsattning) -> None:
        self.utfarda_knapp = Genvagsknapp("Utfärda avbrottsdokument", "Ctrl+Enter")
        self.utfarda_knapp.setShortcut("Ctrl+Return")
        self.utfarda_knapp.clicked.connect(lambda: self._vidare(self.utfarda.emit))
        ord_ = "Byt anordnare: ny insats hos en annan …" if f.byte else "Bevilja en annan insats …"
        self.ny_knapp = knapp(ord_, lambda: self._vidare(lambda: self.ny_insats.emit(f)), tips="Alt+N")
        self.ny_knapp.setShortcut("Alt+N")
        mening = (
            "Kunden har rätt att byta anordnare. Den nya insatsen får samma insatskod och din motivering med sig."
            if f.byte
            else "Behöver kunden en annan insats följer kunden och motiveringen med till det nya beslutet."
        )
        lad = self._klart
        lad.setContentsMargins(24, 20, 24, 20)
        lad.setSpacing(12)
        lad.addWidget(meddelande("klart", (), "Insatsen är avslutad"))
        lad.addWidget(text("Vad vill du göra nu?", "rubrik"))
        lad.addWidget(text("Anordnaren ska få avbrottsdokumentet med sista dag.", "dampad", bryt=True))
        lad.addLayout(rad(self.utfarda_knapp, None))
        lad.addSpacing(8)
        lad.addWidget(text(mening, "dampad", bryt=True))
        lad.addLayout(rad(self.ny_knapp, None))
        lad.addStretch(1)
        lad.addLayout(rad(None, knapp("Stäng", self.accept, tips="Esc. Det går att göra senare, från ärendet.")))
        self._stack.setCurrentIndex(KLART)
        QTimer.singleShot(0, self, self.utfarda_knapp.setFocus)

    def _vidare(self, gor: Callable[[], None]) -> None:
        self.accept()
        gor()

    def reject(self) -> None:
        """Esc goes one page back; from the last one the decision stands and the dialog closes."""
        if self.sida == FOLJDER:
            self._till_valet()
        elif self.sida == KLART:
            self.accept()
        else:
            self.formular.stang()
