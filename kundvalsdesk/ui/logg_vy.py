"""The room of the dataskyddssamordnare: incidents to assess, the log, and spot checks of it.

Nothing of the log is shown before it is asked for: what is read of it is itself logged.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.logglista import Loggfraga
from kundvalsdesk.services.loggtyper import Loggatgard, Loggdetalj, Loggoversikt, Loggsida
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import loggtjanster
from kundvalsdesk.ui.bitar import (
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    text,
    tom,
    tomtlage,
    visa_klart,
)
from kundvalsdesk.ui.listgrund import Radtabell
from kundvalsdesk.ui.logg_fraga import Loggfragor
from kundvalsdesk.ui.logg_modell import KOLUMNER, LoggDelegat, LoggModell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

TOKEN, OM = "logg", "loggdetalj"
FRAGA, LISTA, INGET = range(3)
SMAL = 1000
SKARM = 15
STICKPROV = (5, 10, 20, 50)


class LoggVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()
    andrad = Signal(object)
    incidenter = Signal()
    """To the incidents that wait to be assessed."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._fraga: Loggfraga | None = None
        self._sida: Loggsida | None = None
        self.dialog: DokumentDialog | None = None
        self.fragor = Loggfragor(s.tema, s.idag())
        self.fragor.fraga.connect(self.visa)
        self.fragor.rensat.connect(self._borja_om)
        self.modell = LoggModell(self)
        self.lista = Radtabell(s.tema, self.modell, "Loggen, det senaste först")
        self.lista.setItemDelegate(LoggDelegat(self.lista, s.tema))
        for nr, k in enumerate(KOLUMNER):
            self.lista.setColumnWidth(nr, s.tema.px(k.bredd))
        self.lista.horizontalHeader().setStretchLastSection(True)
        self.lista.horizontalHeader().setSectionsClickable(False)
        self.lista.selectionModel().currentRowChanged.connect(lambda nu, _: self._valt(nu.row()))
        self._bygg()
        self.setFocusProxy(self.fragor)

    def _bygg(self) -> None:
        self._lage = QVBoxLayout()
        self._lage.setSpacing(6)
        self._besked = QVBoxLayout()
        self.antal = QComboBox()
        for n in STICKPROV:
            self.antal.addItem(f"{n} handlingar", n)
        self.antal.setCurrentIndex(1)
        self.antal.setAccessibleName("Antal i stickprovet")
        self.dra = knapp("Dra stickprov", self.dra_stickprov, tips="Handlingar om ärenden, lottade ur urvalet (Alt+D)")
        self.dra.setShortcut("Alt+D")
        self.anteckna = knapp("Anteckna stickprovet …", self._anteckna, roll="primar", tips="Vad du fann (Alt+A)")
        self.anteckna.setShortcut("Alt+A")
        self.anteckna.hide()
        self.csv = knapp("Spara som fil …", self._spara, tips="Hela urvalet, som CSV")
        self.papper = knapp("Skriv ut …", self._skriv_ut, tips="Urvalet på papper (Ctrl+P)")
        self.papper.setShortcut("Ctrl+P")
        self.fler = knapp("Visa fler", self._visa_fler, roll="lank", tips="Äldre handlingar (Alt+F)")
        self.fler.setShortcut("Alt+F")
        self._summa = text("", "dampad")
        self._om = QVBoxLayout()
        self._om.setSpacing(4)
        om = QWidget()
        om.setLayout(kolumn(self._om, None, kant=(18, 14, 18, 14), mellan=0))
        kort, om_kort = ram("kort"), ram("kort")
        kort.setLayout(kolumn(self.lista, rad(self._summa, None, self.fler, kant=(12, 4, 8, 4)), kant=1, mellan=0))
        om_kort.setLayout(kolumn(rullyta(om), kant=1))
        self._tva = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tva.setSpacing(16)
        self._tva.addWidget(kort, 5)
        self._tva.addWidget(om_kort, 3)
        tva = QWidget()
        tva.setLayout(self._tva)
        self._tva.setContentsMargins(0, 0, 0, 0)
        self.lista.setMinimumHeight(self._s.tema.px(150))
        self._stack = QStackedWidget()
        forst = tomtlage(
            "Ingenting av loggen visas ännu",
            "Välj vad du vill se och tryck Visa loggen, eller dra ett stickprov. Att du läser loggen antecknas i den, "
            "och vems uppgifter det gällde.",
        )
        inget = tomtlage("Inget i loggen passar urvalet", "Ändra dagarna, eller välj en annan kund eller användare.")
        for w in (forst, tva, inget):
            self._stack.addWidget(w)
        allt = QWidget()
        lad = kolumn(mellan=12, kant=(24, 18, 24, 20))
        lad.addLayout(rad(text("Logg", "stor"), None, self.csv, self.papper, mellan=8))
        lad.addLayout(self._lage)
        lad.addWidget(self.fragor)
        lad.addLayout(
            rad(text("Stickprov ur urvalet:", "dampad"), self.antal, self.dra, self.anteckna, None, mellan=8)
        )
        lad.addLayout(self._besked)
        lad.addWidget(self._stack, 1)
        allt.setLayout(lad)
        self.setLayout(kolumn(rullyta(allt)))
        self._knappar()

    # --- what there is to do ------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        """What there is to do. The log itself is read when it is asked for."""
        self._s.arbetare.kor(loggtjanster.oversikt, self._visa_oversikt, token="loggoversikt")  # noqa: S106

    def hamta_tyst(self) -> None:
        self.uppdatera()

    def _visa_oversikt(self, o: Loggoversikt) -> None:
        self.fragor.satt_anvandare(o.anvandare)
        tom(self._lage)
        if o.att_bedoma:
            ord_ = "En incident väntar" if o.att_bedoma == 1 else f"{o.att_bedoma} incidenter väntar"
            till = knapp("Visa i kön", self.incidenter.emit, roll="lank", namn="Visa incidenterna i kön")
            self._lage.addLayout(rad(text(f"■ {ord_} på din bedömning.", "fet"), till, None, mellan=8))
        if o.stickprov:
            p = o.stickprov[0]
            antal = "en handling" if p.rader == 1 else f"{p.rader} handlingar"
            mening = f"Senaste stickprov: {p.tid:%Y-%m-%d %H.%M}, {p.vem}, {antal}. {p.utfall}."
        else:
            mening = "Inget stickprov är antecknat ännu."
        self._lage.addWidget(text(mening, "dampad", bryt=True))
        self.laddad.emit()

    # --- questions ------------------------------------------------------------------------------------------------

    def visa(self) -> None:
        self._fraga_loggen(self.fragor.som_fraga())

    def dra_stickprov(self) -> None:
        f = self.fragor.som_fraga()
        n = self.antal.currentData()
        self._fraga_loggen(f and Loggfraga(f.kund, f.anvandare, f.fran, f.till, n, f.slag))

    def _fraga_loggen(self, f: Loggfraga | None) -> None:
        tom(self._besked)
        if f is None:
            self._fel(KundvalsdeskFel("Skriv datumet som ÅÅÅÅ-MM-DD."))
            return

        def klar(sida: Loggsida) -> None:
            self._fraga, self._sida = f, sida
            self.modell.satt(sida.rader)
            self._stack.setCurrentIndex(LISTA if sida.rader or sida.fortsatt else INGET)
            self._knappar()
            if sida.rader:
                self.lista.selectRow(0)
                self.lista.setFocus()
            self._sok_vidare()
            if f.stickprov and sida.rader:
                visa_klart(self._besked, "Gå igenom handlingarna. Anteckna sedan vad du fann.")

        self._s.arbetare.kor(lambda e: loggtjanster.fraga(e, f), klar, self._fel, skriv=True, token=TOKEN)

    def _visa_fler(self) -> None:
        f, sida = self._fraga, self._sida
        if f is None or sida is None or sida.fortsatt is None:
            return
        efter = sida.fortsatt
        self.fler.setEnabled(False)

        def klar(ny: Loggsida) -> None:
            self._sida = ny
            self.modell.fler(ny.rader)
            if self.modell.rowCount() and self._stack.currentIndex() != LISTA:
                self._stack.setCurrentIndex(LISTA)
                self.lista.selectRow(0)
            elif not self.modell.rowCount() and ny.fortsatt is None:
                self._stack.setCurrentIndex(INGET)
            self._knappar()
            self._sok_vidare()

        self._s.arbetare.kor(lambda e: loggtjanster.sida(e, f, sida.lasning, efter), klar, self._fel, token=TOKEN)

    def _sok_vidare(self) -> None:
        """A long log with few that pass: on by itself until there is a screenful, or Rensa stops it."""
        if self._sida is not None and self._sida.fortsatt is not None and self.modell.rowCount() < SKARM:
            nummer = self._sida.fortsatt[0]
            self._visa_fler()
            self._summa.setText(f"{self.modell.rowCount()} hittills. Söker, {nummer} rader kvar. Rensa (Esc) stoppar.")

    def _knappar(self) -> None:
        n = self.modell.rowCount()
        drag = bool(self._fraga and self._fraga.stickprov)
        mer = self._sida is not None and self._sida.fortsatt is not None
        self._summa.setText(f"{n} {'handling' if n == 1 else 'handlingar'}{', det finns äldre' if mer else ''}")
        self.fler.setVisible(mer)
        self.fler.setEnabled(mer)
        self.anteckna.setVisible(drag and n > 0)
        self.fragor.viktig(not (drag and n > 0))
        for k in (self.csv, self.papper):
            k.setEnabled(n > 0 and not drag)

    def _borja_om(self) -> None:
        self._s.arbetare.glom(TOKEN)
        self._fraga = self._sida = None
        self.modell.satt(())
        tom(self._besked)
        tom(self._om)
        self._stack.setCurrentIndex(FRAGA)
        self._knappar()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))
        self._knappar()

    # --- one action -------------------------------------------------------------------------------------------------

    def _valt(self, nr: int) -> None:
        a, f = self.modell.rad(nr), self._fraga
        if a is None or f is None:
            tom(self._om)
            return
        self._s.arbetare.kor(lambda e: loggtjanster.detalj(e, f, a.id), lambda d: self._visa_om(a, d), token=OM)

    def _visa_om(self, a: Loggatgard, d: Loggdetalj) -> None:
        tom(self._om)
        self._om.addWidget(text(a.vad, "rubrik", bryt=True))
        vem = f"{a.vem} ({a.anvandare})" if a.vem != a.anvandare else a.anvandare
        self._om.addWidget(text(f"{a.tid:%Y-%m-%d %H.%M.%S} · {vem}, {a.roll}", "dampad", bryt=True))
        om = ", ".join(x for x in (f"Kund {a.kund}" if a.kund else "", f"Ärende {a.arende}" if a.arende else "") if x)
        if om:
            self._om.addWidget(text(om, "liten", bryt=True))
        self._om.addSpacing(8)
        for vad, fore, efter in d.rader:
            self._om.addWidget(text(vad, "litendampad", bryt=True))
            if fore or efter:
                ord_ = f"{fore or '–'} → {efter or '–'}" if fore else efter
                self._om.addWidget(text(ord_, "liten", bryt=True, markera=True))
        if not d.rader:
            self._om.addWidget(text("Inget mer är antecknat om handlingen.", "litendampad", bryt=True))
        if d.fler:
            self._om.addWidget(
                text(f"… och {d.fler} rader till. Spara som fil för att se alla.", "litendampad", bryt=True)
            )

    # --- spot checks ------------------------------------------------------------------------------------------------

    def _anteckna(self) -> None:
        rader = [r.nummer for r in self.modell.rader]

        def visa(steg: Stegval) -> None:
            from kundvalsdesk.ui.formulardialog import Formulardialog

            dialog = Formulardialog(self.window(), self._s, steg)
            dialog.sparad.connect(self._antecknat)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda e: loggtjanster.formular_stickprov(e, rader), visa, self._fel)

    def _antecknat(self, andring: Andring) -> None:
        self._borja_om()
        visa_klart(self._besked, "Stickprovet är antecknat i loggen.")
        self.andrad.emit(andring)
        self.uppdatera()
        self.fragor.setFocus()

    # --- taken out ---------------------------------------------------------------------------------------------

    def _spara(self) -> None:
        f = self._fraga
        if f is None:
            return
        fil = valj_plats(self, "Spara loggen", f"logg_{self._s.idag().isoformat()}.csv", "CSV (*.csv)")
        if fil is not None:
            self.spara_till(f, fil)

    def spara_till(self, f: Loggfraga, fil: Path) -> None:
        from kundvalsdesk.ui.logg_ut import Loggut

        dialog = Loggut(self.window(), self._s, f, fil)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _skriv_ut(self) -> None:
        f = self._fraga
        if f is None:
            return

        def jobb(e: Arbetsenhet) -> tuple[str, bytes]:
            return loggtjanster.pdf(e, f)

        self._s.arbetare.kor(jobb, self._visa_pdf, self._fel, skriv=True)

    def _visa_pdf(self, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        self.dialog = DokumentDialog(self, self._s, "Utdrag ur loggen", fil[1], fil[0])
        self.dialog.finished.connect(self._pdf_stangd)
        self.dialog.open()

    def _pdf_stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    # --- as the other rooms ------------------------------------------------------------------------------------

    def sok(self, ord_: str) -> None:
        """The field at the top looks for a kund by number here, when it is asked."""
        self.fragor.kund.setText(ord_)

    def rensa(self) -> None:
        self.fragor.rensa()
        self.sok_rensat.emit()
        self.fragor.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tva.setDirection(riktning(self.width() >= self._s.tema.px(SMAL)))
