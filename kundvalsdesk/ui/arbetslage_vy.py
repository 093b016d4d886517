"""The arbetsledare's room: who has how much and what is late, the way to a colleague's queue, and handing over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.services.arbetslagestyper import Arbetslage
from kundvalsdesk.services.typer import INGEN, Andring, KoFilter
from kundvalsdesk.texter.overlamning import antal_arenden
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetslage_modell import KOLUMNER, ArbetslageDelegat, ArbetslageModell
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text, tomtlage, visa_klart
from kundvalsdesk.ui.listgrund import Radtabell, stilla
from kundvalsdesk.ui.overlamna import Overlamnare
from kundvalsdesk.ui.sammanhang import Sammanhang

LISTA, NEKAD, HAMTAR, INGEN_PASSAR = range(4)


class ArbetslageVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()
    andrad = Signal(object)
    """Andring: something was handed over here."""
    visa_ko = Signal(object, str)
    """KoFilter of a colleague's queue, and their name."""
    gallring = Signal()

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._svar: Arbetslage | None = None
        self._far_se: bool | None = None
        self.modell = ArbetslageModell(s.tema, self)
        self.lista = Radtabell(s.tema, self.modell, "Arbetsläge")
        self.lista.setItemDelegate(ArbetslageDelegat(self.lista, s.tema))
        for nr, k in enumerate(KOLUMNER):
            self.lista.setColumnWidth(nr, s.tema.px(k.bredd))
        self.lista.horizontalHeader().setStretchLastSection(True)
        self.lista.horizontalHeader().setSectionsClickable(False)
        self.lista.oppna.connect(lambda _: self._visa_kon())
        self.lista.doubleClicked.connect(lambda _: self._visa_kon())
        self.lista.selectionModel().selectionChanged.connect(self._valt)
        self.overlamnare = Overlamnare(self, s)
        self.overlamnare.sparat.connect(self._overlamnat)
        self._summa = text("", "dampad")
        self._summa.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.kon = knapp("Visa kön", self._visa_kon, tips="Det som medarbetaren har att göra (Enter)")
        self.sent = knapp("Visa försenat", lambda: self._visa_kon("rod"), tips="Bara det försenade (Alt+R)")
        self.sent.setShortcut("Alt+R")
        self.over = knapp("Lämna över allt …", self._lamna_over, tips="Allt som medarbetaren har nu (Alt+L)")
        self.over.setShortcut("Alt+L")
        self.gallra = knapp("Gallring …", self.gallring.emit, tips="Det som inte ska sparas längre (Alt+G)")
        self.gallra.setShortcut("Alt+G")
        listkort = ram("kort")
        listkort.setLayout(kolumn(self.lista, kant=(1, 1, 1, 1), mellan=0))
        self._stack = QStackedWidget()
        nekad = tomtlage("Det finns inget för din roll här", "Arbetsläget visas för arbetsledare.")
        ingen = tomtlage(
            "Ingen medarbetare passar sökningen", "Kontrollera stavningen.",
            knapp("Rensa sökning", self.rensa, tips="Esc"),
        )  # fmt: skip
        for w in (listkort, nekad, tomtlage("Hämtar …", ""), ingen):
            self._stack.addWidget(w)
        self._stack.setCurrentIndex(HAMTAR)
        self._besked = QVBoxLayout()
        lad = QVBoxLayout(self)
        lad.setContentsMargins(24, 18, 24, 24)
        lad.setSpacing(12)
        lad.addLayout(rad(text("Arbetsläge", "stor"), self._summa, None, mellan=12))
        lad.addLayout(rad(self.kon, self.sent, self.over, None, self.gallra))
        lad.addLayout(self._besked)
        lad.addWidget(self._stack, 1)
        self.setFocusProxy(self.lista)
        self._valt()

    def uppdatera(self) -> None:
        self._hamta(self._visa)

    def hamta_tyst(self) -> None:
        """Somebody else has done something: only what has become different is drawn, and it stays where it is."""
        self._hamta(self._visa_tyst)

    def _hamta(self, klar: Callable[[Arbetslage], None]) -> None:
        self._s.arbetare.kor(tjanster.arbetslage_hamta, klar, token="arbetslage")  # noqa: S106

    def _visa_tyst(self, svar: Arbetslage) -> None:
        if svar == self._svar:
            self.laddad.emit()
            return
        with stilla(self.lista):
            self._visa(svar)

    def _visa(self, svar: Arbetslage) -> None:
        self._svar = svar
        vald = self.modell.rad(self.lista.currentIndex().row())
        self.modell.satt(svar.rader, self._s.idag())
        self._far_se = svar.far_se
        self._visa_sida()
        arenden, sent = sum(m.arenden for m in svar.rader), sum(m.forsenat for m in svar.rader)
        self._summa.setText(f"{arenden} pågående ärenden, {sent} försenade saker" if svar.far_se else "")
        if svar.rader:
            self.lista.selectRow(self.modell.finn(vald.anvandare) if vald else 0)
        self._valt()
        self.laddad.emit()

    def _valt(self) -> None:
        m = self.modell.rad(self.lista.currentIndex().row())
        self.kon.setEnabled(m is not None)
        self.sent.setEnabled(m is not None and m.forsenat > 0)
        self.over.setEnabled(m is not None and m.anvandare != INGEN)

    def _visa_kon(self, ljus: str | None = None) -> None:
        m = self.modell.rad(self.lista.currentIndex().row())
        if m is not None:
            self.visa_ko.emit(KoFilter(urval="alla", kundansvarig=m.anvandare, ljus=ljus or None), m.namn)

    def _lamna_over(self) -> None:
        m = self.modell.rad(self.lista.currentIndex().row())
        if m is not None and m.anvandare != INGEN:
            self.overlamnare.allt_hos(m.anvandare)

    def _overlamnat(self, andring: Andring) -> None:
        visa_klart(self._besked, f"Överlämnat: {antal_arenden(len(andring.insatser))}.")
        self.andrad.emit(andring)
        self.uppdatera()
        self.lista.setFocus()

    def sok(self, ord_: str) -> None:
        self.modell.filtrera(ord_)
        if self._far_se is not None:
            self._visa_sida()
        if self.modell.rowCount():
            self.lista.selectRow(0)
        self._valt()

    def _visa_sida(self) -> None:
        passar = LISTA if self.modell.rowCount() or not self.modell.filtrerad else INGEN_PASSAR
        self._stack.setCurrentIndex(passar if self._far_se else NEKAD)

    def rensa(self) -> None:
        self.sok("")
        self.sok_rensat.emit()
