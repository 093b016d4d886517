"""The list of cases: mine or all, running or all, with search; Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.services.arendetyper import HOGST_ARENDEN, ArendeRad
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.texter.overlamning import antal_arenden
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arenden_modell import KOLUMNER, ArendenDelegat, ArendenModell
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text, tomtlage, visa_klart
from kundvalsdesk.ui.listgrund import Radtabell, stilla
from kundvalsdesk.ui.overlamna import Overlamnare
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet


class ArendenVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()
    andrad = Signal(object)
    """Andring: something was saved here."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._svar: list[ArendeRad] | None = None
        self._sok = ""
        self.overlamnare = Overlamnare(self, s)
        self.overlamnare.sparat.connect(self._overlamnat)
        self.lamna_over = knapp("Lämna över …", self._lamna_over, tips="Ctrl och Shift markerar flera (Alt+L)")
        self._urval = "mina"
        self._pagaende = True
        self._minns = ""
        self.modell = ArendenModell(self)
        self.lista = Radtabell(s.tema, self.modell, "Ärenden")
        self._antal = text("", "dampad")
        self._antal.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.mina = self._chip("Mina", lambda: self._satt(urval="mina"))
        self.alla = self._chip("Alla", lambda: self._satt(urval="alla"))
        self.markta = self._chip("★ Märkta", lambda: self._satt(urval="markta"))
        self.pagaende = self._chip("Pågående", lambda: self._satt(pagaende=True))
        self.avslutade = self._chip("Även avslutade", lambda: self._satt(pagaende=False))
        self.rensa_knapp = knapp("Rensa sökning", self.rensa, roll="diskret", tips="Esc")
        self._bygg()
        self._visa_chips()

    def _chip(self, ord_: str, gor: Callable[[], object]) -> QPushButton:
        k = knapp(ord_, gor, roll="chip")
        k.setCheckable(True)
        return k

    def _bygg(self) -> None:
        t, px = self.lista, self._s.tema.px
        t.setItemDelegate(ArendenDelegat(t, self._s.tema))
        t.setSelectionMode(t.SelectionMode.ExtendedSelection)
        t.selectionModel().selectionChanged.connect(self._visa_markerade)
        huvud = t.horizontalHeader()
        huvud.setStretchLastSection(True)
        huvud.setSectionsClickable(False)
        for nr, k in enumerate(KOLUMNER):
            sparad = self._s.minne.value(f"arenden/bredd/{k.namn}", 0, type=int)
            t.setColumnWidth(nr, int(str(sparad)) or px(k.bredd))
        huvud.sectionResized.connect(self._minns_bredd)
        t.doubleClicked.connect(lambda i: self._oppna(i.row()))
        t.oppna.connect(self._oppna)
        listkort = ram("kort")
        listkort.setLayout(kolumn(t, kant=(1, 1, 1, 1), mellan=0))
        tomkort = [ram("kort"), ram("kort")]
        tomkort[0].setLayout(
            kolumn(
                tomtlage(
                    "Inga ärenden här än",
                    "Du är inte kundansvarig för något pågående ärende. Börja med Ny insats, eller välj Alla.",
                    knapp("Visa alla ärenden", lambda: self._satt(urval="alla")),
                )
            )
        )
        tomkort[1].setLayout(
            kolumn(
                tomtlage(
                    "Inget ärende passar sökningen",
                    "Kontrollera stavningen, eller sök även bland allas och avslutade ärenden.",
                    knapp("Rensa sökning", self.rensa, tips="Esc"),
                    knapp("Sök bland alla", lambda: self._satt(urval="alla", pagaende=False)),
                )
            )
        )
        # A stack that is a widget: a layout without one would show its pages as windows of their own meanwhile.
        self._stack = QStackedWidget()
        for w in (listkort, *tomkort, tomtlage("Hämtar …", "")):
            self._stack.addWidget(w)
        self._stack.setCurrentIndex(3)
        self._besked = QVBoxLayout()
        lad = QVBoxLayout(self)
        lad.setContentsMargins(24, 18, 24, 24)
        lad.setSpacing(12)
        lad.addLayout(rad(text("Ärenden", "stor"), self._antal, None, self.lamna_over, mellan=12))
        lad.addLayout(
            rad(self.mina, self.alla, self.markta, 12, self.pagaende, self.avslutade, self.rensa_knapp, None)
        )
        lad.addLayout(self._besked)
        lad.addWidget(self._stack, 1)
        self.setFocusProxy(t)

    def _markerade(self) -> list[tuple[str, int]]:
        rader = [self.modell.rad(i.row()) for i in self.lista.selectionModel().selectedRows()]
        return [(r.insats, r.version) for r in rader if r is not None]

    def _visa_markerade(self) -> None:
        n = len(self._markerade())
        self.lamna_over.setText(f"Lämna över {n} ärenden …" if n > 1 else "Lämna över …")
        self.lamna_over.setShortcut("Alt+L")  # new words take the shortcut away
        self.lamna_over.setEnabled(n > 0)

    def _lamna_over(self) -> None:
        if arenden := self._markerade():
            self.overlamnare.markerade(arenden)

    def _overlamnat(self, andring: Andring) -> None:
        visa_klart(self._besked, f"Överlämnat: {antal_arenden(len(andring.insatser))}.")
        self.andrad.emit(andring)
        self.uppdatera()
        self.lista.setFocus()

    def _minns_bredd(self, nr: int, _: int, ny: int) -> None:
        if self.lista.isVisible() and nr < len(KOLUMNER) - 1:
            self._s.minne.setValue(f"arenden/bredd/{KOLUMNER[nr].namn}", ny)

    def _satt(self, urval: str | None = None, pagaende: bool | None = None) -> None:
        self._urval = urval or self._urval
        self._pagaende = self._pagaende if pagaende is None else pagaende
        self._visa_chips()
        self.uppdatera()

    def _visa_chips(self) -> None:
        for k, pa in (
            (self.mina, self._urval == "mina"),
            (self.alla, self._urval == "alla"),
            (self.markta, self._urval == "markta"),
            (self.pagaende, self._pagaende),
            (self.avslutade, not self._pagaende),
        ):
            k.setChecked(pa)
        self.rensa_knapp.setVisible(bool(self._sok))

    def uppdatera(self) -> None:
        self._hamta(self._visa)

    def hamta_tyst(self) -> None:
        """Somebody else has done something: only what has become different is drawn, and it stays where it is."""
        self._hamta(self._visa_tyst)

    def _hamta(self, klar: Callable[[list[ArendeRad]], None]) -> None:
        vald = self.modell.rad(self.lista.currentIndex().row())
        self._minns = vald.insats if vald else self._minns
        sok, urval, pagaende = self._sok, self._urval, self._pagaende

        def jobb(e: Arbetsenhet) -> list[ArendeRad]:
            return tjanster.arende_lista(e, sok, urval, pagaende)

        self._s.arbetare.kor(jobb, klar, token="arenden")  # noqa: S106

    def _visa_tyst(self, svar: list[ArendeRad]) -> None:
        if svar == self._svar:
            self.laddad.emit()
            return
        with stilla(self.lista):
            self._visa(svar)

    def _visa(self, rader: list[ArendeRad]) -> None:
        self._svar = rader
        self.modell.satt(rader, self._s.idag())
        ord_ = f"{len(rader)} {'ärende' if len(rader) == 1 else 'ärenden'}"
        fler = len(rader) >= HOGST_ARENDEN
        self._antal.setText(f"de {len(rader)} senast startade; sök för att finna andra" if fler else ord_)
        if rader:
            self._stack.setCurrentIndex(0)
            nr = self.modell.finn(self._minns)
            self.lista.selectRow(nr)
            self.lista.scrollTo(self.modell.index(nr, 0))
        else:
            self._stack.setCurrentIndex(2 if self._sok else 1)
        self.laddad.emit()

    def _oppna(self, nr: int) -> None:
        if (r := self.modell.rad(nr)) is not None:
            self._minns = r.insats
            self.oppna_arende.emit(r.insats, "", "")

    def sok(self, ord_: str) -> None:
        if ord_ != self._sok:
            self._sok = ord_
            self._visa_chips()
            self.uppdatera()

    def rensa(self) -> None:
        self.sok("")
        self.sok_rensat.emit()
        self.lista.setFocus()
