"""The room of payments: a month, what it still lacks, what each anordnare is paid and why, prepared by one and made
final by another, on paper and as files. A karriärvägledare sees what their own cases lack, and no sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QListView, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.ersattningsvytyper import INGET, LEDARE, Ersattningsvy
from kundvalsdesk.services.typer import Andring, Framsteg
from kundvalsdesk.texter.datum import manad_ar
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.ui import ersattningstjanster as tjanst
from kundvalsdesk.ui.bitar import (
    chip,
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    satt_chipord,
    text,
    tom,
    tomtlage,
    visa_klart,
)
from kundvalsdesk.ui.ersattning_arbete import FASTSTALL, FORBERED, Korningsarbete
from kundvalsdesk.ui.ersattning_modell import (
    BETALT,
    SAKNAS,
    Betaldelegat,
    Betalmodell,
    Betaltabell,
    Saknasdelegat,
    Saknasmodell,
    Saknastabell,
    Visad,
)
from kundvalsdesk.ui.ersattning_om import Ompanel
from kundvalsdesk.ui.ersattning_raknar import Raknar
from kundvalsdesk.ui.ersattning_ut import Utlamning
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.listgrund import stilla
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

TOKEN = "ersattning"  # noqa: S105 – names a line of questions
ALLT, NEKAD, HAMTAR = range(3)
TABELL, INGET_SAKNAS, INGET_BETALT, INGEN_PASSAR, RAKNAR = range(5)
SMAL = 1040
TRANG = 680
"""With less room than this for the words, the buttons stand in two rows."""
LODRATT = riktning(False)
FALLS_IHOP = 60
"""With more insatser than this, a month opens with the anordnare alone."""


class ErsattningVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.vy: Ersattningsvy | None = None
        self._manad = ""
        self.betalt, self.saknas = Betalmodell(s.tema, self), Saknasmodell(self)
        self.lista = Betaltabell(s.tema, self.betalt, "Ersättning per anordnare och ärende")
        self.lista.setItemDelegate(Betaldelegat(self.lista, s.tema))
        self.lista.fall.connect(self._fall)
        self.brister = Saknastabell(s.tema, self.saknas, "Det som saknas")
        self.brister.setItemDelegate(Saknasdelegat(self.brister, s.tema))
        for tabell, kolumner in ((self.lista, BETALT), (self.brister, SAKNAS)):
            for nr, k in enumerate(kolumner):
                tabell.setColumnWidth(nr, s.tema.px(k.bredd))
            tabell.horizontalHeader().setStretchLastSection(True)
            tabell.horizontalHeader().setSectionsClickable(False)
            tabell.oppna.connect(lambda _: self._oppna())
            tabell.doubleClicked.connect(lambda _: self._oppna())
            tabell.selectionModel().currentRowChanged.connect(lambda nu, _: self._valt())
            tabell.setMinimumHeight(s.tema.px(150))
        self.om = Ompanel(self._oppna, lambda vem: self.utlamning.paminn(vem))
        self._huvud()
        self._bygg()

    def _huvud(self) -> None:
        self.manader = QComboBox()
        self.manader.setView(QListView())
        self.manader.setAccessibleName("Månad")
        self.manader.setMaxVisibleItems(18)
        self.manader.setMinimumContentsLength(34)
        self.manader.setMinimumWidth(self._s.tema.px(150))
        self.manader.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.manader.view().setMinimumWidth(self._s.tema.px(390))
        self.manader.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.manader.setMaximumWidth(self._s.tema.px(390))
        self.manader.currentIndexChanged.connect(self._bytt_manad)
        self.fore = knapp("‹", lambda: self._stega(1), namn="Månaden före", tips="Månaden före (Alt+Vänsterpil)")
        self.efter = knapp("›", lambda: self._stega(-1), namn="Månaden efter", tips="Månaden efter (Alt+Högerpil)")
        self.fore.setShortcut("Alt+Left")
        self.efter.setShortcut("Alt+Right")
        spara_ord = "Spara körningen som den är nu (Alt+B)"
        self.forbered = knapp("Förbered …", lambda: self._arbeta(FORBERED), tips=spara_ord)
        self.forbered.setShortcut("Alt+B")
        self.faststall = knapp("Fastställ …", self._faststall, tips="Lås körningen (Alt+A)")
        self.faststall.setShortcut("Alt+A")
        self.utlamning = Utlamning(self, self._s)
        self.utlamning.klart.connect(lambda mening: visa_klart(self._besked, mening))
        self.utlamning.fel.connect(self._fel)
        self.ut = knapp("Lämna ut ▾", tips="Filer, papper och besked (Alt+U)")
        self.ut.setShortcut("Alt+U")
        self.ut.setMenu(self.utlamning.meny)
        self.faktura = knapp("Kontrollera faktura …", self._faktura, tips="Mot körningen, rad för rad (Alt+K)")
        self.faktura.setShortcut("Alt+K")
        self.budget = knapp("Budget …", self._budget, tips="Årets kostnad mot budgeten (Alt+Y)")
        self.budget.setShortcut("Alt+Y")

    def _bygg(self) -> None:
        self.visa_betalt = chip("Betalas", lambda: self._byt(saknas=False), tips="Rader och belopp (Alt+1)")
        self.visa_saknas = chip("Saknas", lambda: self._byt(saknas=True), tips="Det som ännu inte är inne (Alt+2)")
        self.olika = chip("Bara det som skiljer", self._olika, tips="Mot månaden före (Alt+3)")
        for n, k in enumerate((self.visa_betalt, self.visa_saknas, self.olika), 1):
            k.setShortcut(f"Alt+{n}")
        self._summa = text("", "fet", bryt=True)
        self._bryt = text("", "dampad", bryt=True)
        self._lage, self._besked = QVBoxLayout(), QVBoxLayout()
        self._lage.setSpacing(6)
        kort, om_kort = ram("kort"), ram("kort")
        self._tabeller = QStackedWidget()
        for tabell in (self.lista, self.brister):
            self._tabeller.addWidget(tabell)
        self._inne = QStackedWidget()
        allt = knapp("Visa allt", self.rensa, tips="Esc")
        for w in (
            self._tabeller,
            tomtlage("Inget saknas", "Allt som månaden behöver är inne i de ärenden som du ser här."),
            tomtlage("Inget att betala", "Ingen insats har något att betala i den här körningen."),
            tomtlage("Inget passar", "Kontrollera stavningen, eller visa allt.", allt),
            Raknar(self._s.tema),
        ):
            self._inne.addWidget(w)
        kort.setLayout(kolumn(self._inne, kant=1, mellan=0))
        om_kort.setLayout(kolumn(rullyta(self.om), kant=1))
        self._tva = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tva.setSpacing(16)
        self._tva.setContentsMargins(0, 0, 0, 0)
        self._tva.addWidget(kort, 5)
        self._tva.addWidget(om_kort, 2)
        om_kort.setMinimumHeight(self._s.tema.px(120))
        inre = QWidget()
        lad = kolumn(mellan=12, kant=(24, 18, 24, 20))
        self._ovre, self._nedre = QBoxLayout(LODRATT), QBoxLayout(LODRATT)
        self._ovre.addLayout(rad(text("Ersättning", "stor"), 8, self.fore, self.manader, self.efter, None), 1)
        self._knappar = QBoxLayout(LODRATT)
        self._knappar.addLayout(rad(self.budget, self.faktura, self.ut, None))
        self._knappar.addLayout(rad(self.forbered, self.faststall, None))
        self._ovre.addLayout(self._knappar)
        lad.addLayout(self._ovre)
        lad.addLayout(self._lage)
        lad.addLayout(self._besked)
        self._nedre.addLayout(rad(self.visa_betalt, self.visa_saknas, self.olika, 8, None))
        self._nedre.addWidget(self._summa, 1)
        lad.addLayout(self._nedre)
        lad.addWidget(self._bryt)
        lad.addLayout(self._tva, 1)
        inre.setLayout(lad)
        self._stack = QStackedWidget()
        for w in (
            rullyta(inre),
            tomtlage("Det finns inget för din roll här", "Ersättningen visas för karriärvägledare och arbetsledare."),
            Raknar(self._s.tema),
        ):
            self._stack.addWidget(w)
        self._stack.setCurrentIndex(HAMTAR)
        self.setLayout(kolumn(self._stack))
        self.setFocusProxy(self._tabeller)
        self.visa_betalt.setChecked(True)
        self._tabeller.setFocusProxy(self.lista)

    # --- what there is ----------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        self._hamta(self._visa)

    def hamta_tyst(self) -> None:
        """Somebody else has done something. A run is long to reckon: it is read again only when the run itself has
        become another; what one's own cases lack is read each time."""
        vy = self.vy
        if vy is None or vy.ser != LEDARE:
            self._hamta(self._visa_tyst)
            return

        def klar(marke: str) -> None:
            if marke != vy.marke and self.vy is vy:
                self._hamta(self._visa_tyst)
            else:
                self.laddad.emit()

        self._s.arbetare.kor(lambda e: tjanst.marke(e, vy.manad), klar, token="ersattningsmarke")  # noqa: S106

    def _hamta(self, klar: Callable[[Ersattningsvy], None]) -> None:
        manad = self._manad
        tyst = klar == self._visa_tyst

        def jobb(e: Arbetsenhet, visa: Callable[[Framsteg], None]) -> Ersattningsvy:
            return tjanst.hamta(e, manad, visa)

        def visa(f: Framsteg) -> None:
            if not tyst:
                self._raknar(f)

        self._s.arbetare.fraga(jobb, klar, self._avbrutet, visa, TOKEN)

    def _raknar(self, f: Framsteg) -> None:
        """In place of the lists; the months above can still be changed, and the newest one is what is reckoned."""
        if self._stack.currentIndex() == ALLT:
            tom(self._lage)
            self._summa.setText("")
            self._bryt.hide()
            self.om.tom()
            self._inne.setCurrentIndex(RAKNAR)
        for sida in (self._stack.widget(HAMTAR), self._inne.widget(RAKNAR)):
            if isinstance(sida, Raknar):
                sida.visa(f)

    def _avbrutet(self, fel: KundvalsdeskFel) -> None:
        """It could not be read: what was there before is shown again."""
        if self.vy is not None:
            self._visa(self.vy)
        self._s.arbetare.calm.emit(fel)

    def _visa_tyst(self, vy: Ersattningsvy) -> None:
        if vy == self.vy:
            self.laddad.emit()
            return
        with stilla(self.lista), stilla(self.brister):
            self._visa(vy)

    def _visa(self, vy: Ersattningsvy) -> None:
        ny = self.vy is None or self.vy.manad != vy.manad
        self.vy, self._manad = vy, vy.manad
        if vy.ser == INGET:
            self._stack.setCurrentIndex(NEKAD)
            self.laddad.emit()
            return
        vald = self._vald_nyckel()
        self._visa_manader(vy)
        ledare = vy.ser == LEDARE
        if ny and sum(len(a.insatser) for a in vy.anordnare) > FALLS_IHOP:
            self.betalt.stangda = {a.nyckel for a in vy.anordnare}
        elif ny:
            self.betalt.stangda = set()
        self.betalt.satt(vy.anordnare)
        self.saknas.satt(vy.saknas)
        for w in (
            self.budget, self.faktura, self.ut, self.forbered, self.faststall, self.visa_betalt, self.olika,
            self._summa,
        ):  # fmt: skip
            w.setVisible(ledare)
        self.brister.visa_kundansvarig(ledare)
        self._visa_lage(vy)
        self._stack.setCurrentIndex(ALLT)
        self.visa(saknas=self.visa_saknas.isChecked() or not ledare, vald=vald)
        self.laddad.emit()

    def _visa_manader(self, vy: Ersattningsvy) -> None:
        with QSignalBlocker(self.manader):
            self.manader.clear()
            for m in vy.manader:
                self.manader.addItem(m.ord, m.manad)
            self.manader.setCurrentIndex(max(0, self.manader.findData(vy.manad)))
        nr = self.manader.currentIndex()
        self.efter.setEnabled(nr > 0)
        self.fore.setEnabled(nr < self.manader.count() - 1)

    def _visa_lage(self, vy: Ersattningsvy) -> None:
        tom(self._lage)
        fast = vy.lage == "faststalld"
        if vy.lage_ord:
            roll = "klart" if fast or vy.kan_faststalla else "ruta"
            self._lage.addWidget(meddelande(roll, vy.hinder, vy.lage_ord))
        if vy.varningar:
            self._lage.addWidget(meddelande("varning", vy.varningar))
        self.ut.setEnabled(True)
        self.forbered.setEnabled(vy.kan_forbereda)
        self.faststall.setEnabled(vy.kan_faststalla)
        for k, primar in ((self.forbered, vy.bor_forbereda), (self.faststall, vy.kan_faststalla)):
            k.setProperty("roll", "primar" if primar else "")
            k.style().polish(k)
        stoppar = sum(s.stoppar for s in vy.saknas)
        satt_chipord(self.visa_saknas, f"Saknas {stoppar}" if stoppar else "Saknas")
        if vy.svar is not None:
            skillnad = vy.svar.summa - vy.forra_summa
            mot = f"{kronor(abs(skillnad))} {'mer' if skillnad > 0 else 'mindre'} än" if skillnad else "som i"
            self._summa.setText(f"{kronor(vy.svar.summa)}, {mot} {manad_ar(vy.forra)}")

    def visa(self, *, saknas: bool, vald: str = "") -> None:
        """One of the two lists."""
        vy = self.vy
        if vy is None:
            return
        self.visa_saknas.setChecked(saknas)
        self.visa_betalt.setChecked(not saknas)
        self.olika.setVisible(not saknas and vy.ser == LEDARE)
        tabell, modell = (self.brister, self.saknas) if saknas else (self.lista, self.betalt)
        self._tabeller.setCurrentWidget(tabell)
        self._tabeller.setFocusProxy(tabell)
        self._bryt.setText(self._bryt_ord(vy))
        self._bryt.setVisible(saknas)
        if modell.rowCount():
            self._inne.setCurrentIndex(TABELL)
            tabell.selectRow(modell.finn(vald))
        else:
            self._inne.setCurrentIndex(INGEN_PASSAR if modell.filtrerad else INGET_SAKNAS if saknas else INGET_BETALT)
        self._valt()

    def _byt(self, *, saknas: bool) -> None:
        self.visa(saknas=saknas)
        if self._tabeller.isVisible():
            self._tabeller.setFocus()  # for the arrow keys

    @staticmethod
    def _bryt_ord(vy: Ersattningsvy) -> str:
        if vy.lage == "faststalld":
            return "Det här saknades när körningen fastställdes."
        vantas = ""
        if vy.vantas:
            rapporter = "en månadsrapport" if vy.vantas == 1 else f"{vy.vantas} månadsrapporter"
            vantas = f" Därtill väntas {rapporter} när månaden är slut."
        return f"{vy.bryt_ord[:1].upper()}{vy.bryt_ord[1:]}.{vantas}"

    # --- the chosen row ---------------------------------------------------------------------------------------------

    @property
    def saknade(self) -> bool:
        return self._tabeller.currentWidget() is self.brister

    @property
    def anordnare(self) -> str:
        """Whose row is chosen in the run, "" where none is."""
        r = None if self.saknade else self._vald()
        return r.anordnare.namn if r is not None else ""

    def _vald(self) -> Visad | None:
        return self.betalt.rad(self.lista.currentIndex().row())

    def _vald_nyckel(self) -> str:
        if self.saknade:
            s = self.saknas.rad(self.brister.currentIndex().row())
            return s.nyckel if s else ""
        r = self._vald()
        return r.nyckel if r else ""

    def _valt(self) -> None:
        vy = self.vy
        if vy is None:
            return
        if self.saknade:
            s = self.saknas.rad(self.brister.currentIndex().row())
            if s is not None:
                self.om.saknas(s, vy)
                return
        elif (r := self._vald()) is not None:
            if r.insats is not None:
                self.om.insats(r.anordnare, r.insats, vy)
            else:
                self.om.anordnare(r.anordnare, vy)
            return
        self.om.tom()

    def _oppna(self) -> None:
        if self.saknade:
            s = self.saknas.rad(self.brister.currentIndex().row())
            if s is not None:
                self.oppna_arende.emit(s.insats, *s.steg)
            return
        r = self._vald()
        if r is None:
            return
        if r.insats is None:
            self._fall(r.anordnare.nyckel in self.betalt.stangda)
        else:
            self.oppna_arende.emit(r.insats.insats, "", "")

    def _fall(self, ut: bool) -> None:
        nr = self.betalt.fall(self.lista.currentIndex().row(), ut=ut)
        self.lista.selectRow(nr)

    def visa_rad(self) -> None:
        """Folds out the chosen anordnare, and goes to what is most to explain there."""
        self._fall(True)
        egna = [nr for nr, r in enumerate(self.betalt.rader) if r.insats and r.anordnare.namn == self.anordnare]
        if egna:
            self.lista.selectRow(max(egna, key=lambda nr: len(self.betalt.rader[nr].insats.rader)))  # type: ignore[union-attr]

    def _olika(self) -> None:
        vald = self._vald_nyckel()
        self.betalt.visa_olika(self.olika.isChecked())
        self.visa(saknas=False, vald=vald)

    # --- another month ----------------------------------------------------------------------------------------------

    def _stega(self, hur: int) -> None:
        nr = self.manader.currentIndex() + hur
        if 0 <= nr < self.manader.count():
            self.manader.setCurrentIndex(nr)

    def _bytt_manad(self, nr: int) -> None:
        self.valj_manad(str(self.manader.itemData(nr)))

    def valj_manad(self, manad: str) -> None:
        tom(self._besked)
        self._manad = manad
        for k in (self.forbered, self.faststall, self.ut):
            k.setEnabled(False)  # of the month that is still on the screen
        self._hamta(self._visa)

    # --- prepared, made final ---------------------------------------------------------------------------------------

    def _arbeta(self, vad: str) -> None:
        dialog = Korningsarbete(self.window(), self._s, self._manad, vad)
        dialog.sparat.connect(self._sparat)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _sparat(self, _: Andring) -> None:
        self.uppdatera()

    def _budget(self) -> None:
        from kundvalsdesk.ui.budget_dialog import Budgetdialog

        dialog = Budgetdialog(self.window(), self._s)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _faktura(self) -> None:
        from kundvalsdesk.ui.faktura_dialog import Fakturadialog

        dialog = Fakturadialog(self, self._s, self._manad)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _faststall(self) -> None:
        vy = self.vy
        if vy is None or vy.svar is None:
            return
        mening = f"{manad_ar(vy.manad).capitalize()}: {kronor(vy.svar.summa)}. Därefter ändras körningen aldrig."
        if fraga(self, "Fastställa körningen?", f"{mening} {vy.ofardigt}".strip(), "Fastställ"):
            self._arbeta(FASTSTALL)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))

    # --- as the other rooms -----------------------------------------------------------------------------------------

    def sok(self, ord_: str) -> None:
        self.betalt.filtrera(ord_)
        self.saknas.filtrera(ord_)
        if self.vy is not None and self.vy.ser != INGET:
            self.visa(saknas=self.saknade)

    def rensa(self) -> None:
        if self.olika.isChecked():
            self.olika.setChecked(False)
            self.betalt.visa_olika(False)
        self.sok("")
        self.sok_rensat.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bred = riktning(self.width() >= self._s.tema.px(SMAL))
        for lad in (self._tva, self._ovre, self._nedre):
            lad.setDirection(bred)
        self._knappar.setDirection(riktning(self.width() >= self._s.tema.px(TRANG)))
