"""The report in the middle: head with light, the text, the återremiss under it, and the decisions at the bottom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel
from kundvalsdesk.services.granskningstyper import Granskningsvy, GranskRad
from kundvalsdesk.texter.datum import dag_manad
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, linje, meddelande, rad, riktning, text, tom
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.granskning_fot import Beslutsrad
from kundvalsdesk.ui.granskning_hamtning import Hamtad
from kundvalsdesk.ui.granskning_retur import Returruta
from kundvalsdesk.ui.granskning_text import Rapporttext
from kundvalsdesk.ui.konfliktruta import Konfliktruta
from kundvalsdesk.ui.sammanhang import Sammanhang

RAPPORT, TOMT = 0, 1
RUBRIK_MINST = 170
SKRIV_UT = "Skriv ut …"


class Rapportkort(QFrame):
    jamfor = Signal(bool)
    dokument = Signal()
    vaxla_sida = Signal()

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.setProperty("roll", "kort")
        self.rubrik = text("", "rubrik", bryt=True, markera=True)
        self._under = text("", "dampad", bryt=True, markera=True)
        self._pill = Pill(s.tema, "gron", "")
        self.jamforknapp = chip("Skillnader", tips="Visa vad som ändrats sedan förra (D)")
        self.jamforknapp.clicked.connect(self.jamfor)
        self.dokumentknapp = knapp(
            SKRIV_UT, self.dokument.emit, roll="chip", tips="Visa rapporten som dokument (Ctrl+P)"
        )
        self.sidknapp = knapp(
            "Visa planen", self.vaxla_sida.emit, roll="chip", tips="Plan, förra och ärende (1, 2, 3)"
        )
        self.sidknapp.hide()
        self.besked = QVBoxLayout()
        self.besked.setContentsMargins(20, 0, 20, 0)
        # Two of them: the next report is laid out in the one that is not seen, and comes forward when it is asked for.
        self.texter = (Rapporttext(s.tema, "Rapporten"), Rapporttext(s.tema, "Rapporten"))
        self._textstack = QStackedWidget()
        for t in self.texter:
            self._textstack.addWidget(t)
        self.retur = Returruta(s.tema)
        self.retur.hide()
        self.fot = Beslutsrad(s.tema)
        self.retur.stangd.connect(self._retur_stangd)
        self._tomt = QVBoxLayout()
        self._bygg()

    def _bygg(self) -> None:
        self._forsta = rad(mellan=8)
        self._forsta.addWidget(self.rubrik, 1)
        self._forsta.addLayout(rad(self.jamforknapp, self.dokumentknapp, self.sidknapp))
        self._andra = rad(self._pill, mellan=10)
        self._andra.addWidget(self._under, 1)
        topp = kolumn(self._forsta, self._andra, mellan=4, kant=(20, 12, 16, 12))
        textplats = QWidget()
        textplats.setLayout(kolumn(self._textstack, kant=(12, 6, 4, 4), mellan=0))
        rapport = QWidget()
        lad = kolumn(topp, linje(), self.besked, mellan=0)
        lad.addWidget(textplats, 5)
        lad.addWidget(self.retur, 4)
        lad.addWidget(self.fot)
        rapport.setLayout(lad)
        tomt = QWidget()
        tomt.setLayout(self._tomt)
        self.stack = QStackedWidget()
        self.stack.addWidget(rapport)
        self.stack.addWidget(tomt)
        self.setLayout(kolumn(self.stack, kant=1, mellan=0))

    # --- what is shown ----------------------------------------------------------------------------------------------

    def visa(self, x: Hamtad, nasta: GranskRad | None, *, jamfor: bool, utkast: bool, rulla: int = 0) -> None:
        vy = x.vy
        tom(self.besked)
        self.rubrik.setText(vy.rubrik)
        inkom = f"inkom {dag_manad(vy.inkommen)}"
        delar = (vy.kund, vy.insatskod, vy.anordnare, inkom)
        self._under.setText(" · ".join(d for d in delar if d))
        self._pill.setVisible(bool(vy.ord))
        self._pill.satt(vy.ljus, vy.ord)
        self._ge_plats()
        self._satt_text(x)
        if rulla:
            self.text.verticalScrollBar().setValue(rulla)
        self.stack.setCurrentIndex(RAPPORT)
        # What is read is on the screen before the buttons around it have been set.
        self.text.viewport().repaint()
        finns = bool(vy.foregaende) and vy.har_text
        self.jamforknapp.setEnabled(finns)
        self.jamforknapp.setChecked(jamfor and finns)
        vad = vy.foregaende_ord.lower() or "det förra"
        self.jamforknapp.setToolTip(
            f"Visa ord för ord vad som skiljer från {vad} (D)"
            if finns
            else "Det finns inget tidigare med text att jämföra med"
        )
        n = sum(len(a.anmarkningar) for a in vy.avsnitt) + len(vy.anmarkningar)
        flaggor = [a.text for a in vy.anmarkningar] + [
            f"{s.rubrik}: {a.text}" for s in vy.avsnitt for a in s.anmarkningar
        ]
        self.text.setAccessibleName(f"{vy.rubrik}, {vy.kund}")
        self.text.setAccessibleDescription(f"{n} anmärkningar. " + ". ".join(flaggor) if n else "Inga anmärkningar")
        self.retur.hide()
        self.fot.satt(vy, nasta, utkast=utkast)

    @property
    def text(self) -> Rapporttext:
        """The one that is seen."""
        return self.texter[self._textstack.currentIndex()]

    def forbered(self, x: Hamtad) -> None:
        """What will probably be shown next is laid out where it is not seen."""
        dold = self.texter[1 - self._textstack.currentIndex()]
        if dold.visat is not x.dokument:
            dold.resize(self.text.size())
            dold.visa(x.dokument)

    def _satt_text(self, x: Hamtad) -> None:
        forut, dold = self.text, self.texter[1 - self._textstack.currentIndex()]
        if dold.visat is not x.dokument:
            forut.visa(x.dokument)
            return
        fokus = forut.hasFocus()
        self._textstack.setCurrentWidget(dold)
        if fokus:
            dold.setFocus()

    def hamtar(self) -> None:
        """The report is not here yet: nothing can be decided on the one before it."""
        self.fot.tom()

    def visa_tomt(self, vad: QWidget) -> None:
        tom(self._tomt)
        self._tomt.addWidget(vad)
        self.stack.setCurrentIndex(TOMT)

    # --- återremiss -------------------------------------------------------------------------------------------------

    def oppna_retur(self, vy: Granskningsvy, utkast: str) -> None:
        self.fot.hide()
        self.retur.oppna(vy, utkast)

    def stang_retur(self) -> None:
        if not self.retur.isHidden():
            self.retur.spara_nu()
            self.retur.hide()

    def _retur_stangd(self) -> None:
        self.fot.show()
        self.text.setFocus()

    @property
    def retur_oppen(self) -> bool:
        return not self.retur.isHidden() and self.stack.currentIndex() == RAPPORT

    # --- what went wrong --------------------------------------------------------------------------------------------

    def visa_fel(self, fel: KundvalsdeskFel) -> None:
        """Above the report it is about: what somebody else did meanwhile, or why it was refused."""
        tom(self.besked)
        if isinstance(fel, Konflikt):
            ruta: QWidget = Konfliktruta(fel, {}, {}, kvar=True, ta=False)
        else:
            ruta = meddelande("fel", fel.mening.splitlines(), "Det gick inte att spara")
        plats = QWidget()
        plats.setLayout(kolumn(ruta, kant=(0, 12, 0, 0)))
        self.besked.addWidget(plats)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ge_plats()
        # The återremiss needs most of a low window; the report keeps the rest, and scrolls.
        self.retur.setMaximumHeight(max(self._s.tema.px(250), self.height() * 3 // 5))

    def _ge_plats(self) -> None:
        """With large text the buttons stand below the heading, and who it is about below the light."""
        px, bredd = self._s.tema.px, self.width()
        delar = (self.jamforknapp, self.dokumentknapp, self.sidknapp)
        self.dokumentknapp.setText(SKRIV_UT)
        knappar = sum(
            max(k.sizeHint().width(), k.minimumWidth()) for k in delar if not k.isHidden() or k is self.sidknapp
        )
        if knappar + 16 > bredd - 36:  # the gaps between them, and the margins
            self.dokumentknapp.setText("PDF …")
        self._forsta.setDirection(riktning(bredd - knappar >= px(RUBRIK_MINST)))
        self._andra.setDirection(riktning(bredd - self._pill.sizeHint().width() >= px(RUBRIK_MINST)))
