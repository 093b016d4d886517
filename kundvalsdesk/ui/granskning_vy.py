"""The room Granskning: the list of reports, the one that is read, what stands beside it, and the decisions.

Made for the keyboard: approve and the next report is there. Taking reports in is ui.granskning_huvud's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.rapporttyper import SLUT
from kundvalsdesk.services.granskningstyper import STEG, Granskningslista, Granskningsvy, GranskRad
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.texter.samspel import BESLUTAD
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, meddelande, tomtlage
from kundvalsdesk.ui.granskning_beslut import Beslut, Forsok
from kundvalsdesk.ui.granskning_brev import brevruta
from kundvalsdesk.ui.granskning_dokument import Rapportutskrift
from kundvalsdesk.ui.granskning_hamtning import Hamtad, Hamtare
from kundvalsdesk.ui.granskning_modell import GODKAND, RETURNERAD, VANTAR, Nyckel, nyckel
from kundvalsdesk.ui.granskning_text import Rapportdokument
from kundvalsdesk.ui.granskning_yta import GranskningYta
from kundvalsdesk.ui.listgrund import stilla
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

SIDA_MS = 8
"""The report is painted first; what stands beside it comes right after."""
VALT_MS, FORE_MS, OM_MS = 40, 60, 900
"""Rest before a row that is passed over is opened; before the next is fetched ahead; before the list is read again."""
TOKEN = "granskning"  # noqa: S105 – names a line of questions


class GranskningVy(GranskningYta):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()
    andrad = Signal(object)

    def __init__(self, s: Sammanhang) -> None:
        super().__init__(s)
        self._vy: Granskningsvy | None = None
        self._visad: Hamtad | None = None
        self._vill: Nyckel | None = None
        self._jamfor = False
        self._sok = ""
        self._lista_hamtad = False
        self._texter: dict[Nyckel, str] = {}
        """What has been written and not yet decided: it survives a refusal."""
        self._nekade: dict[Nyckel, tuple[Forsok, KundvalsdeskFel]] = {}
        self.hamtare = Hamtare(s, self.kort.text.font(), self)
        self.beslut = Beslut(s, self.modell, self)
        self.utskrift = Rapportutskrift(self, s, self.kort.visa_fel)
        self._koppla()
        self._genvagar()
        self._valtimer = QTimer(self, singleShot=True, interval=VALT_MS)
        self._valtimer.timeout.connect(self._begar)
        self._sidtimer = QTimer(self, singleShot=True, interval=SIDA_MS)
        self._sidtimer.timeout.connect(self._fyll_sidan)
        self._foretimer = QTimer(self, singleShot=True, interval=FORE_MS)
        self._foretimer.timeout.connect(self._forhamta)
        self._omtimer = QTimer(self, singleShot=True, interval=OM_MS)
        self._omtimer.timeout.connect(self._ladda)

    def _koppla(self) -> None:
        self.mina.clicked.connect(lambda: self._byt_urval("mina"))
        self.alla.clicked.connect(lambda: self._byt_urval("alla"))
        self.slag.bytt.connect(self._filtrera)
        self.lista.vald.connect(self._valt)
        self.lista.till_rapporten.connect(lambda: self.kort.text.setFocus())
        self.modell.modelReset.connect(lambda: self.lista.valj(self._n, tyst=True))
        self.hamtare.hamtad.connect(self._hamtad)
        self.hamtare.forberedd.connect(self._forberedd)
        self.hamtare.gick_inte.connect(self._gick_inte_att_hamta)
        self.beslut.sparat.connect(self._sparat)
        self.beslut.gick_inte.connect(self._nekat)
        self.beslut.angrat.connect(self._angrat)
        self.kort.jamfor.connect(self.jamfor)
        self.kort.vaxla_sida.connect(self._vaxla_sida)
        self.kort.dokument.connect(self.skriv_ut)
        fot, retur = self.kort.fot, self.kort.retur
        fot.godkann.connect(self.godkann)
        fot.returnera.connect(self.returnera)
        fot.nasta.connect(self.nasta)
        fot.angra.connect(self.angra)
        fot.brev.connect(self._visa_brev)
        fot.steg_utkast.connect(self._spara_steg)
        retur.sand.connect(self._sand_retur)
        retur.utkast.connect(self._spara_utkast)
        self.sida.oppna_arende.connect(self._till_arendet)
        self._s.tema.bytt.connect(self._nytt_tema)
        self.huvud.nytt.connect(self._nytt_har_kommit)

    def _genvagar(self) -> None:
        def genvag(tangent: str, gor: object, *, upprepas: bool = False) -> None:
            g = QShortcut(QKeySequence(tangent), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            g.setAutoRepeat(upprepas)  # a key held down must not approve what nobody has read
            g.activated.connect(gor)

        for sekvens in ("Ctrl+Return", "Ctrl+Enter"):
            genvag(sekvens, self.godkann)
        genvag("Ctrl+R", self.returnera)
        genvag("Ctrl+Z", self.angra)
        genvag("Ctrl+P", self.skriv_ut)
        genvag("Ctrl+Down", self.nasta, upprepas=True)
        genvag("Ctrl+Up", self.foregaende, upprepas=True)
        for nr in (1, 2, 3):
            genvag(f"Alt+{nr}", lambda nr=nr: self.kort.fot.valj_bedomning(nr))

    # --- the list ---------------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        """Reads the list again, and the report that is open."""
        self.kort.stang_retur()
        self.hamtare.glom_allt()
        self._ladda(oppna_om=True)

    def hamta_tyst(self) -> None:
        """Somebody else has done something: the list is read again, and the report that is being read stays."""
        if self._far and self._lista_hamtad and not self.beslut.vantar:
            urval = self._urval

            def klar(x: Granskningslista) -> None:
                n, fore = self._n, self.modell.lage(self._n)
                self.hamtare.glom_allt()
                with stilla(self.lista):
                    self._visa_lista(x, oppna_om=False, kvar=True)
                if n is not None and self._vy is not None and fore == VANTAR != self.modell.lage(n):
                    self._satt_besked(n, meddelande("ruta", (BESLUTAD,)))

            self._s.arbetare.kor(lambda e: tjanster.granskning_lista(e, urval), klar, token=TOKEN)

    def _ladda(self, *, oppna_om: bool = False) -> None:
        self._omtimer.stop()
        if not self._far:
            self._visa_tomt()
            self.laddad.emit()
            return
        urval = self._urval

        def jobb(e: Arbetsenhet) -> Granskningslista:
            return tjanster.granskning_lista(e, urval)

        self._s.arbetare.kor(jobb, lambda x: self._visa_lista(x, oppna_om=oppna_om), token=TOKEN)

    def _visa_lista(self, x: Granskningslista, *, oppna_om: bool, kvar: bool = False) -> None:
        if self.beslut.vantar:  # drawn before the last decision was written
            self._omtimer.start()
            return
        self._lista_hamtad = True
        self.modell.satt(x.rader)
        self.huvud.satt_parkerade(x.parkerade)
        self._rakna()
        vill, self._vill = self._vill, None
        if vill is not None:
            self._oppna(vill)
        elif self._n is not None and (self.modell.rad(self._n) is not None or oppna_om or kvar):
            self.lista.valj(self._n, tyst=True)
            if oppna_om:
                self._begar()
            elif self._vy is not None:
                self.kort.fot.satt_nasta(self.modell.nasta(self._n))
        else:
            self._oppna_forsta()
        self.laddad.emit()

    def _rakna(self) -> None:
        m = self.modell
        self.huvud.satt_antal(m.antal(VANTAR), m.antal(GODKAND), m.antal(RETURNERAD))
        (self.mina if self._urval == "mina" else self.alla).setText(
            f"{'Mina' if self._urval == 'mina' else 'Alla'}  {m.antal(VANTAR)}"
        )
        self._liststack.setCurrentIndex(0 if m.rowCount() else 1)
        if not m.rowCount():
            self._fyll_tom_lista()

    def _byt_urval(self, urval: str) -> None:
        if urval != self._urval:
            self._urval = urval
            self._ladda()

    def sok(self, ord_: str) -> None:
        self._sok = ord_
        self._filtrera()

    def _filtrera(self) -> None:
        self.modell.filtrera(self.slag.kod(), self._sok)
        if not self._lista_hamtad:
            return
        self._rakna()
        if self.modell.plats(self._n) < 0:
            self._lamna()
            self._oppna_forsta()
        elif self._vy is not None:
            self.kort.fot.satt_nasta(self.modell.nasta(self._n))

    def rensa(self) -> None:
        """Esc: away with search and filters, and back from the side to the list."""
        if self._sida_fram and self._trangt():
            self._vaxla_sida()
            return
        self._sok = ""
        self.slag.valj(None)
        self._filtrera()
        self.sok_rensat.emit()
        self.lista.setFocus()

    # --- opening ----------------------------------------------------------------------------------------------------

    def visa_rapport(self, n: Nyckel) -> None:
        """From the queue or a case: this one, also when it is somebody else's."""
        self._vill = n
        if self._lista_hamtad:
            self._vill = None
            self._oppna(n)

    def _oppna(self, n: Nyckel) -> None:
        if self.modell.rad(n) is not None and self.modell.plats(n) < 0:
            self.rensa()
        if self._n != n:
            self._valj(n)
        # The mark in the list comes after the report, which is what one waits for.
        if self.modell.plats(n) >= 0:
            self.lista.valj(n)

    def _oppna_forsta(self) -> None:
        forsta = self.modell.nasta(None)
        if forsta is not None:
            self._oppna(nyckel(forsta))
            return
        self._inget_kvar()

    def _inget_kvar(self) -> None:
        self._n = self._vy = None
        self.hamtare.inget_vantas()
        self.lista.valj(None, tyst=True)
        self.sida.tabort()
        self.sida.setVisible(False)
        self._visa_tomt()

    def _valt(self, plats: int) -> None:
        r = self.modell.hamta(plats)
        if r is not None and nyckel(r) != self._n:
            self._valj(nyckel(r))

    def _valj(self, n: Nyckel) -> None:
        self._lamna()
        self._n = n
        if self.hamtare.har(n, self._jamfor):
            self._valtimer.stop()
            self._begar()
        else:
            self.kort.hamtar()
            self._valtimer.start()

    def _lamna(self) -> None:
        self.kort.stang_retur()
        self._vy = None

    def _begar(self) -> None:
        if self._n is not None:
            self.hamtare.begar(self._n, self._jamfor)

    def _forhamta(self) -> None:
        nasta = self.modell.nasta(self._n) if self._n is not None else None
        if nasta is not None:
            self.hamtare.forhamta(nyckel(nasta), self._jamfor)

    def _forberedd(self, n: Nyckel, x: Hamtad) -> None:
        nasta = self.modell.nasta(self._n)
        if nasta is not None and nyckel(nasta) == n:
            self.kort.forbered(x)

    def _hamtad(self, n: Nyckel, x: Hamtad) -> None:
        if n != self._n:
            return
        samma = self._vy is not None
        rulla = self.kort.text.verticalScrollBar().value() if samma else 0
        self.lista.setUpdatesEnabled(False)  # until the report has been painted: the list comes right after it
        self._vy, self._visad = x.vy, x
        utkast = self._texter.get(n, x.vy.utkast)
        self.kort.visa(x, self.modell.nasta(n), jamfor=self._jamfor, utkast=bool(utkast), rulla=rulla)
        self._s.oppningar.oppnat(n[0])
        self._sidtimer.start()
        self._foretimer.start()
        if n in self._nekade:
            forsok, fel = self._nekade.pop(n)
            self.kort.visa_fel(fel)
            self._stang_besked(n)
            if not forsok.retur:
                self.kort.fot.aterstall(forsok.varden)
            elif not x.vy.hinder:
                self.kort.oppna_retur(x.vy, self._texter.get(n, ""))

    def _nytt_tema(self) -> None:
        """The colours stand in the document: it is written anew, where it was scrolled to."""
        if self._vy is not None and self._visad is not None:
            rulle = self.kort.text.verticalScrollBar()
            har, font = rulle.value(), self.kort.text.font()
            self.kort.text.visa(Rapportdokument(self._s.tema, font).rapport(self._vy, self._visad.skillnader))
            rulle.setValue(har)

    def _fyll_sidan(self) -> None:
        self.lista.setUpdatesEnabled(True)
        if self._vy is not None:
            self.sida.satt(self._vy)
            self._ge_plats()

    def _gick_inte_att_hamta(self, n: Nyckel, fel: KundvalsdeskFel) -> None:
        if n == self._n:
            self._vy = None
            self.kort.visa_tomt(
                tomtlage("Rapporten gick inte att hämta", fel.mening, knapp("Hämta om", self.uppdatera))
            )

    def nasta(self) -> None:
        self._ga_till(self.modell.nasta(self._n))

    def foregaende(self) -> None:
        self._ga_till(self.modell.foregaende(self._n))

    def _ga_till(self, r: GranskRad | None) -> None:
        if r is not None:
            self._oppna(nyckel(r))

    def _till_arendet(self) -> None:
        if self._n is not None:
            self.oppna_arende.emit(self._n[0], "", "")

    # --- deciding ---------------------------------------------------------------------------------------------------

    def godkann(self) -> None:
        """Ctrl+Enter: approves what is read, or sends the återremiss that stands open."""
        if self.kort.retur_oppen:
            self.kort.retur.forsok()
            return
        vy = self._vy
        varden = self.kort.fot.varden() if vy is not None else None
        if vy is None or varden is None:
            return
        nasta = self.modell.nasta(self._n)
        self.beslut.godkann(vy, varden)
        self._efter_beslut(nasta)

    def returnera(self) -> None:
        """Ctrl+R: the panel of the återremiss."""
        vy, n = self._vy, self._n
        if vy is None or n is None or vy.hinder or vy.lage != VANTAR:
            return
        if not self.kort.retur_oppen:
            self.kort.oppna_retur(vy, self._texter.get(n, vy.utkast))

    def _sand_retur(self, skal: str) -> None:
        vy, n = self._vy, self._n
        if vy is None or n is None:
            return
        self._texter[n] = skal
        self.kort.retur.hide()
        nasta = self.modell.nasta(n)
        self.beslut.returnera(vy, skal)
        self._efter_beslut(nasta)

    def _efter_beslut(self, nasta: GranskRad | None) -> None:
        if self._n is not None:
            self.hamtare.glom(self._n)
        self._vy = None
        self._rakna()
        if nasta is None:
            self._inget_kvar()
        else:
            self._oppna(nyckel(nasta))
        (self.lista if self.lista.isVisible() else self.kort.text).setFocus()

    def _sparat(self, forsok: Forsok, andring: Andring) -> None:
        self._texter.pop(forsok.nyckel, None)
        if forsok.retur:
            self._erbjud_brev(forsok.nyckel, forsok.kund, forsok.anordnare)
        self.andrad.emit(andring)
        self._omtimer.start()

    def _nekat(self, forsok: Forsok, fel: KundvalsdeskFel) -> None:
        """Back in the list, with everything that was typed; whoever reads the next one is not torn from it."""
        n = forsok.nyckel
        self.hamtare.glom(n)
        self._nekade[n] = (forsok, fel)
        self._rakna()
        if self._n is None or self._n == n:
            self._n = None
            self._oppna(n)
            return
        visa = knapp("Visa rapporten", lambda: self._oppna(n), tips="Öppna den och försök igen")
        ruta = meddelande("fel", fel.mening.splitlines(), f"{forsok.kund}: {forsok.titel} är inte sparad")
        self._satt_besked(n, ruta, visa)

    def angra(self) -> None:
        """Ctrl+Z: the decision that is shown, else the latest one taken here."""
        n = self._n if self._vy is not None and self._vy.angra is not None else self.beslut.senaste
        if n is not None:
            self.kort.stang_retur()
            self.beslut.angra(n)

    def _angrat(self, n: Nyckel, andring: Andring) -> None:
        self.hamtare.glom(n)
        self._texter.pop(n, None)
        self._stang_besked(n)
        self._rakna()
        self._lamna()
        self._n = None
        self._oppna(n)
        self.andrad.emit(andring)
        self._omtimer.start()

    def _spara_utkast(self, ord_: str) -> None:
        n = self._n
        if n is None:
            return
        self._texter[n] = ord_

        def jobb(e: Arbetsenhet) -> None:
            tjanster.granskning_utkast(e, *n, ord_)

        self._s.arbetare.kor(jobb, lambda _: self.kort.retur.sparades(), skriv=True)

    def _spara_steg(self, insats: str, ord_: str) -> None:
        def jobb(e: Arbetsenhet) -> None:
            tjanster.granskning_utkast(e, insats, STEG, SLUT, ord_)

        self.hamtare.glom((insats, "slutrapport", SLUT))
        self._s.arbetare.kor(jobb, lambda _: None, skriv=True)

    # --- messages above the list ------------------------------------------------------------------------------------

    def _visa_brev(self) -> None:
        if self._vy is not None and self._n is not None:
            self._erbjud_brev(self._n, self._vy.kund, self._vy.anordnare)

    def _erbjud_brev(self, n: Nyckel, kund: str, anordnare: str) -> None:
        if self._s.offline():
            return
        self._satt_besked(n, brevruta(self._s, n, kund, anordnare, lambda: self._stang_besked(n)))

    def skriv_ut(self) -> None:
        if self._n is not None and self._vy is not None:
            self.utskrift.visa(self._n)

    def _nytt_har_kommit(self) -> None:
        """Reports have been taken in, parked ones decided on: the list and what was fetched ahead are old."""
        self.hamtare.glom_allt()
        self._ladda(oppna_om=self._vy is not None and not self.kort.retur_oppen)
        self.andrad.emit(None)

    # --- looks and keys ---------------------------------------------------------------------------------------------

    def jamfor(self, pa: bool) -> None:
        self._jamfor = pa
        self._begar()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys of reading: D, 1–3 and the page keys, wherever the focus is but in a text field."""
        ren = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        flik = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}.get(Qt.Key(event.key()))
        if not ren or self._vy is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_D and self.kort.jamforknapp.isEnabled():
            self.kort.jamforknapp.click()
        elif flik is not None:
            self.sida.visa_flik(flik)
            if self._trangt() and not self._sida_fram:
                self._vaxla_sida()
        elif not self.kort.text.rulla(event.key()):
            super().keyPressEvent(event)
