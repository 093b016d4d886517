"""The queue: what is mine to do (or what I wait for), why, and the way in. Used for Kö and for Bevakas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.typer import ARENDEROLLER, KoDetalj, KoFilter, KoOversikt, KoRad
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text, tomtlage
from kundvalsdesk.ui.ko_filter import KoFilterrad
from kundvalsdesk.ui.ko_lista import KoLista
from kundvalsdesk.ui.ko_modell import SIDA, SORTERING, KoModell
from kundvalsdesk.ui.ko_panel import KoPanel
from kundvalsdesk.ui.ko_utskrift import Koutskrift
from kundvalsdesk.ui.listgrund import stilla
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.eget import Paminnelseband
    from kundvalsdesk.ui.ko_sparade import SparadeFilter

EFTER_MALNING_MS = 40
"""What can wait is asked for when the rows have been painted."""
# Pages of the stack beside the list itself.
TOMT, TOMT_FILTER, TOMT_ALLA = 1, 2, 4
LISTA_MINST = 460


@dataclass(frozen=True)
class _Svar:
    filter: KoFilter
    oversikt: KoOversikt
    forsta: list[KoRad]
    ovriga: tuple[tuple[int, list[KoRad]], ...] = ()
    """Later pages that are in sight: number, rows."""


class KoVy(QWidget):
    oppna_arende = Signal(str, str, str)
    """insats, and the (kod, avser) of the frist to take the next step for."""
    laddad = Signal()
    sok_rensat = Signal()

    def __init__(self, s: Sammanhang, del_: str) -> None:
        super().__init__()
        self._s = s
        self._del = del_
        self._token = f"ko-{del_}"
        self._minns: int | None = None
        self._plats = 0
        self.modell = KoModell(self)
        self.modell.begar_sida.connect(self._hamta_sida)
        self.filterrad = KoFilterrad(s.tema, del_)
        self.filterrad.andrad.connect(self._filter_andrat)
        self.lista = KoLista(s.tema, self.modell, s.minne)
        self.lista.oppna.connect(self._oppna_rad)
        self.lista.vald.connect(self._valt)
        self.lista.horizontalHeader().sectionClicked.connect(lambda nr: self.filterrad.sortera(SORTERING[nr]))
        self.panel = KoPanel(s.tema)
        self.panel.oppna.connect(lambda: self._oppna_rad(self.lista.vald_rad()))
        self._rubrik = text("Kö" if del_ == "gora" else "Bevakas", "stor")
        self._antal = text("", "dampad", bryt=True)
        self.utskrift = Koutskrift(s, self, lambda: self.filterrad.filter)
        self._bygg()
        self._detaljtimer = QTimer(self, singleShot=True, interval=60)
        self._detaljtimer.timeout.connect(self._hamta_detalj)
        self._rakningstimer = QTimer(self, singleShot=True, interval=EFTER_MALNING_MS)
        self._rakningstimer.timeout.connect(self._rakna)
        self._har_anordnare = False
        self.paminnelser: Paminnelseband | None = None
        self.sparade: SparadeFilter | None = None
        self._alla_ar_tomt = False

    def _bygg(self) -> None:
        listkort = ram("kort")
        listkort.setLayout(kolumn(self.lista, kant=(1, 1, 1, 1), mellan=0))
        dolt = tomtlage(
            "Inga rader med det här filtret",
            "Det finns annat i listan, men sökningen eller filtret döljer det.",
            knapp("Rensa filter", self.rensa, tips="Esc"),
            knapp("Visa allas", self.filterrad.alla.click, tips="Sök och filtrera bland allas"),
        )
        ingen = ram("kort")
        ingen.setLayout(
            kolumn(
                tomtlage(
                    "Ingen har något att göra just nu",
                    "Är databasen ny börjar du med Ny insats (Ctrl+N). Ärenden från ett annat system läser den in "
                    "som äger databasen, under Meny.",
                )
            )
        )
        self._inget = kolumn()
        tomkort = [ram("kort"), ram("kort")]
        for k, innehall in zip(tomkort, (self._inget, kolumn(dolt)), strict=True):
            k.setLayout(innehall)
        self._hog = QStackedWidget()
        self._vantar = tomtlage("Hämtar …", "")
        for w in (listkort, *tomkort, self._vantar, ingen):
            self._hog.addWidget(w)
        self._hog.setCurrentIndex(3)
        huvud = QVBoxLayout()
        huvud.setContentsMargins(24, 18, 24, 24)
        huvud.setSpacing(12)
        self._topp = rad(self._rubrik, mellan=12)
        self._topp.addWidget(self._antal, 1)
        self._topp.addWidget(self.utskrift.knapp)
        huvud.addLayout(self._topp)
        self._band = QVBoxLayout()
        huvud.addLayout(self._band)
        huvud.addWidget(self.filterrad)
        huvud.addWidget(self._hog, 1)
        self._antal.setAlignment(Qt.AlignmentFlag.AlignBottom)
        yttre = rad(mellan=0)
        yttre.addLayout(huvud, 1)
        yttre.addWidget(self.panel)
        self.setLayout(yttre)
        self.setFocusProxy(self.lista)

    # --- loading ------------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        """Reads the queue again; the selected row stays selected if it is still there."""
        vald = self.modell.hamta(self.lista.vald_rad()) if self.lista.vald_rad() >= 0 else None
        if vald is not None:
            self._minns = vald.frist_id
        self._plats = max(0, self.lista.vald_rad())
        self._ladda()

    def hamta_tyst(self) -> None:
        """Somebody else has done something: only what has become different is drawn, and it stays where it is."""
        f, o = self.filterrad.filter, self.modell.oversikt
        if o is None or o.preliminar:
            self.uppdatera()
            return
        synliga = {n // SIDA for r in self.lista.synliga() if (n := self.modell.konummer(r)) is not None}
        sidor = sorted({0} | synliga)

        def jobb(e: Arbetsenhet) -> tuple[KoFilter, KoOversikt, dict[int, list[KoRad]]]:
            nu = tjanster.ko_oversikt(e, f)
            return f, nu, {s: tjanster.ko_sida(e, f, s * SIDA, SIDA, nu) for s in sidor}

        self._s.arbetare.kor(jobb, self._visa_tyst, token=self._token)

    def _visa_tyst(self, svar: tuple[KoFilter, KoOversikt, dict[int, list[KoRad]]]) -> None:
        f, o, sidor = svar
        if self.modell.samma(o, sidor):
            self._rakningstimer.start()
            self.laddad.emit()
            return
        vald = self.modell.hamta(self.lista.vald_rad()) if self.lista.vald_rad() >= 0 else None
        self._minns = vald.frist_id if vald is not None else None
        self._plats = max(0, self.lista.vald_rad())
        with stilla(self.lista):
            self._visa(_Svar(f, o, sidor[0], tuple((nr, rader) for nr, rader in sidor.items() if nr and rader)))

    def _filter_andrat(self, _: KoFilter) -> None:
        self._plats = 0
        self._ladda()
        if not self.filterrad.filter.sok:
            self.sok_rensat.emit()

    def _ladda(self) -> None:
        f = self.filterrad.filter
        self._rakningstimer.stop()

        def jobb(e: Arbetsenhet) -> _Svar:
            rader, o = tjanster.ko_forsta_sida(e, f, SIDA)
            return _Svar(f, o, rader)

        self._s.arbetare.kor(jobb, self._visa, token=self._token)

    def _rakna(self) -> None:
        """The counts, once the first page has been painted: until then they would only take time from it."""
        self._hamta_eget()
        f = self.filterrad.filter
        hamta_anordnare = not self._har_anordnare

        def hela(e: Arbetsenhet) -> KoOversikt:
            return tjanster.ko_oversikt(e, f)

        def rakna(e: Arbetsenhet) -> tuple[int, int, int, tuple[tuple[str, str], ...] | None]:
            antal = [
                tjanster.ko_oversikt(e, replace(f, urval="mina", kundansvarig=None, ljus=None)).totalt,
                tjanster.ko_oversikt(e, replace(f, urval="alla", kundansvarig=None, ljus=None)).totalt,
                tjanster.ko_oversikt(e, replace(f, ljus="rod")).totalt,
            ]
            anordnare = tuple(tjanster.ko_anordnare(e)) if hamta_anordnare else None
            return antal[0], antal[1], antal[2], anordnare

        if self.modell.oversikt is not None and self.modell.oversikt.preliminar:
            self._s.arbetare.kor(hela, self._visa_hela, token=self._token, ny=False)
        self._s.arbetare.kor(rakna, self._visa_antal, token=self._token + "-antal")

    def _hamta_eget(self) -> None:
        """One's own reminders and saved filters; made when the rows have been painted."""
        if self._del != "gora":
            return
        if self.paminnelser is None or self.sparade is None:
            from kundvalsdesk.ui.eget import Paminnelseband
            from kundvalsdesk.ui.ko_sparade import SparadeFilter

            self.sparade = SparadeFilter(self._s, self.filterrad)
            self._topp.addWidget(self.sparade.knapp)

            self.paminnelser = Paminnelseband(self._s)
            self.paminnelser.oppna.connect(lambda insats: self.oppna_arende.emit(insats, "", ""))
            self._band.addWidget(self.paminnelser)
        self.paminnelser.hamta()
        self.sparade.hamta()

    def _visa(self, svar: _Svar) -> None:
        f, o = svar.filter, svar.oversikt
        self._rakningstimer.start()
        self.modell.satt(
            o,
            svar.forsta,
            self._s.idag(),
            grupperad=f.sortering == "frist" and not f.fallande,
            med_ansvarig=f.urval == "alla" or any(r.vikarie for r in svar.forsta),
        )
        for nr, rader in svar.ovriga:
            self.modell.fyll_sida(nr, rader)
        huvud = self.lista.horizontalHeader()
        huvud.setSortIndicatorShown(f.sortering != "frist" or f.fallande)
        huvud.setSortIndicator(
            SORTERING.index(f.sortering), Qt.SortOrder.DescendingOrder if f.fallande else Qt.SortOrder.AscendingOrder
        )
        self._antal.setText("räknar …" if o.preliminar else antal_ord(o, self._del))
        if o.totalt == 0:
            self._visa_tomt()
            self.panel.tom()
            self.laddad.emit()
            return
        self._hog.setCurrentIndex(0)
        rad = self.modell.finn(self._minns) if self._minns is not None else None
        self._minns = None
        self.lista.valj_rad(rad if rad is not None else self._plats)
        self.laddad.emit()

    def _gor_inget(self) -> QWidget:
        """What an empty list of one's own says to each role. Asked for when it is shown: the room is there before it
        is known who has logged in."""
        aktor = self._s.arbetare.aktor
        if aktor is not None and not aktor.har(*ARENDEROLLER, "dataskyddssamordnare"):
            skoter = " Du läser in och skriver ut ärenden under Meny." if aktor.har("systemspecialist") else ""
            return tomtlage(
                "Det finns inget för din roll här",
                f"Ärendena sköts av karriärvägledare och arbetsledare, och bara de ser dem.{skoter}",
            )
        if aktor is not None and not aktor.har(*ARENDEROLLER):
            return tomtlage(
                "Ingen incident att bedöma",
                "Här kommer incidenter när karriärvägledaren har underrättats. Loggen och stickproven finns under "
                "Logg, alla incidenter i registret under Meny.",
            )
        if self._del == "gora":
            return tomtlage(
                "Inget att göra just nu",
                "Allt som är ditt är gjort. Nya saker dyker upp här den dag de ska göras. Se vad du väntar på "
                "under Bevakas, eller välj Alla för att se kollegornas kö.",
                knapp("Visa allas", self.filterrad.alla.click),
            )
        return tomtlage(
            "Du väntar inte på något",
            "Här visas det som anordnare och kunder ska lämna i dina ärenden, med datum och ljus.",
            knapp("Visa allas", self.filterrad.alla.click),
        )

    def _visa_tomt(self) -> None:
        """What an empty list says: the filter hides it, it is empty for me, or for everybody."""
        aktor = self._s.arbetare.aktor
        far = aktor is None or aktor.har(*ARENDEROLLER)
        if self.filterrad.filtrerat:
            self._hog.setCurrentIndex(TOMT_FILTER)
        elif self._alla_ar_tomt and far and self._del == "gora":
            self._hog.setCurrentIndex(TOMT_ALLA)
        else:
            if not self._inget.count():
                self._inget.addWidget(self._gor_inget())
            self._hog.setCurrentIndex(TOMT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list keeps its room: what the panel says stands in the case too."""
        super().resizeEvent(event)
        self.panel.setVisible(self.width() - self.panel.width() >= self._s.tema.px(LISTA_MINST))

    def _visa_hela(self, o: KoOversikt) -> None:
        """The whole queue has been counted: the first page stays as it is, the rest follows below."""
        if not self.modell.fyll_ut(o):
            self.uppdatera()
            return
        self._antal.setText(antal_ord(o, self._del))

    def _visa_antal(self, svar: tuple[int, int, int, tuple[tuple[str, str], ...] | None]) -> None:
        mina, alla, forsenat, anordnare = svar
        self._alla_ar_tomt = alla == 0
        if self._hog.currentIndex() in (TOMT, TOMT_ALLA):
            self._visa_tomt()
        self.filterrad.satt_antal(mina, alla, forsenat)
        if anordnare is not None:
            self._har_anordnare = True
            self.filterrad.anordnare.satt_val(anordnare)

    def _hamta_sida(self, sida: int) -> None:
        f, o = self.filterrad.filter, self.modell.oversikt

        def jobb(e: Arbetsenhet) -> list[KoRad]:
            return tjanster.ko_sida(e, f, sida * SIDA, SIDA, o)

        def klar(rader: list[KoRad]) -> None:
            self.modell.fyll_sida(sida, rader)
            # The row that is selected may just have arrived.
            if self.lista.vald_rad() >= 0 and self.panel.knapp is None:
                self._valt(self.lista.vald_rad())

        def fel(x: KundvalsdeskFel) -> None:
            self.modell.glom_begaran(sida)
            self._s.arbetare.calm.emit(x)

        self._s.arbetare.kor(jobb, klar, fel, token=self._token, ny=False)

    # --- the panel and the way in ---------------------------------------------------------------------------

    def _valt(self, tabellrad: int) -> None:
        if tabellrad < 0:
            self.panel.visa(None)
            return
        self._detaljtimer.start()

    def _hamta_detalj(self) -> None:
        vald = self.modell.hamta(self.lista.vald_rad())
        if vald is None:
            self.panel.visa(None)
            return
        frist_id = vald.frist_id

        def jobb(e: Arbetsenhet) -> KoDetalj | None:
            return tjanster.ko_detalj(e, frist_id)

        self._s.arbetare.kor(jobb, self.panel.visa, token=self._token + "-detalj")

    def _oppna_rad(self, tabellrad: int) -> None:
        rad = self.modell.hamta(tabellrad) if tabellrad >= 0 else None
        if rad is not None:
            self._minns = rad.frist_id
            self.oppna_arende.emit(rad.insats, rad.kod, rad.avser)

    def sok(self, ord_: str) -> None:
        self.filterrad.satt_sok(ord_)

    def rensa(self) -> None:
        """Esc: away with search and filters."""
        self.filterrad.rensa_allt()
        self.sok_rensat.emit()
        self.lista.setFocus()


def antal_ord(o: KoOversikt, del_: str) -> str:
    forsenade = o.grupper.get("forsenat", 0)
    antal = f"{o.totalt:,}".replace(",", "\u202f")
    if del_ == "gora":
        bas = f"{antal} {'sak' if o.totalt == 1 else 'saker'} att göra"
    else:
        bas = f"Väntar på {antal} {'sak' if o.totalt == 1 else 'saker'}"
    return f"{bas}, {forsenade} {'försenad' if forsenade == 1 else 'försenade'}" if forsenade else bas
