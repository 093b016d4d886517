"""The main window: top bar, rail, views built when first shown, status bar. Its title holds no personal data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.typer import ARENDEROLLER, Aktor, Andring, KoFilter, Raknare
from kundvalsdesk.texter.meningar import roll_ord
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetare import Arbetare, Oppnad
from kundvalsdesk.ui.bitar import kolumn, rad
from kundvalsdesk.ui.databasvag import Databasvag
from kundvalsdesk.ui.felvisning import Felvisning
from kundvalsdesk.ui.kalender_ut import Kalenderut
from kundvalsdesk.ui.ko_vy import EFTER_MALNING_MS, KoVy
from kundvalsdesk.ui.ledarvag import Ledarvag
from kundvalsdesk.ui.loggvag import Loggvag
from kundvalsdesk.ui.notisvag import Notisvag
from kundvalsdesk.ui.oppning import Databasval, Oppnare, Oppning
from kundvalsdesk.ui.paketlage import Paketlage
from kundvalsdesk.ui.rail import MED, RUM, TANGENTER, Rail, Statusrad
from kundvalsdesk.ui.rapportvagar import Rapportvagar
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.samspel import Samspel
from kundvalsdesk.ui.skotsel import Skotsel
from kundvalsdesk.ui.sokvag import Sokvag
from kundvalsdesk.ui.start_vy import StartVy
from kundvalsdesk.ui.tema import Tema
from kundvalsdesk.ui.topprad import Topprad

if TYPE_CHECKING:  # imported where they are first shown: the queue comes first
    from kundvalsdesk.services.avslutstyper import Fortsattning
    from kundvalsdesk.ui.anordnare_vy import AnordnareVy
    from kundvalsdesk.ui.arbetslage_vy import ArbetslageVy
    from kundvalsdesk.ui.arende_vy import ArendeVy
    from kundvalsdesk.ui.arenden_vy import ArendenVy
    from kundvalsdesk.ui.besokspaket_vy import BesokspaketVy
    from kundvalsdesk.ui.ersattning_vy import ErsattningVy
    from kundvalsdesk.ui.forlangningar_vy import ForlangningarVy
    from kundvalsdesk.ui.granskning_vy import GranskningVy
    from kundvalsdesk.ui.logg_vy import LoggVy
    from kundvalsdesk.ui.ny_insats import NyInsatsDialog
    from kundvalsdesk.ui.skotsel_vy import SkotselVy
    from kundvalsdesk.ui.statistik_vy import StatistikVy
    from kundvalsdesk.ui.uppfoljning_vy import UppfoljningVy

    Ledarvy = ForlangningarVy | ArbetslageVy | ErsattningVy | StatistikVy | UppfoljningVy | BesokspaketVy
    Listvy = KoVy | ArendenVy | GranskningVy | AnordnareVy | Ledarvy | LoggVy | SkotselVy

RUMSORD = dict(RUM)


class Fonster(QWidget):
    klar = Signal()
    """The first view has been filled."""

    def __init__(
        self,
        tema: Tema,
        arbetare: Arbetare,
        minne: QSettings,
        val: Databasval,
        idag: date | None,
        *,
        demo: bool = False,
        oppna_paket: Callable[[Path, str], Oppnare] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("fonster")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Kundvalsdesk")
        self._tema, self.arbetare, self._minne, self._demo = tema, arbetare, minne, demo
        self._satt_idag = idag
        self._dag = self.idag()
        self.s = Sammanhang(tema, arbetare, minne, self.idag, lambda: self.paket.oppet)
        self.vyer: dict[str, Listvy] = {}
        self.arende: ArendeVy | None = None
        self.rum = "ko"
        self._vill_fokus = False
        self.topp = Topprad(tema)
        self.rail = Rail(tema)
        self.status = Statusrad(tema)
        self.start = StartVy()
        self.paket = Paketlage(self, oppna_paket)
        self.rapporter = Rapportvagar(self)
        self.sokning = Sokvag(self)
        self.logg = Loggvag(self)
        self.ledare = Ledarvag(self)
        self.kalender = Kalenderut(self)
        self.notiser = Notisvag(self)
        self.skotsel = Skotsel(self)
        self.databasvag = Databasvag(self)
        self.samspel = Samspel(self)
        self.notiser.rakna.connect(self._rakna)
        self._yta = QStackedWidget()
        self.besked = Felvisning(self, self.uppdatera)
        self._bygg()
        self.oppning = Oppning(self, tema, arbetare, val, self.start)
        self.oppning.oppnad.connect(self._oppnad)
        self.databasvag.koppla()
        self.oppning.avsluta.connect(self.close)
        self.start.malad.connect(self.starta)
        arbetare.calm.connect(self.visa_fel)
        arbetare.bugg.connect(self.visa_krasch)
        arbetare.upptagen.connect(self._upptagen)
        self._genvagar()
        self._dygn = QTimer(self, interval=30_000)
        self._dygn.timeout.connect(self._kanske_ny_dag)
        self._dygn.start()
        self._aterstall()

    def _bygg(self) -> None:
        self._arbetsyta = QWidget()
        mitt = rad(self.rail, mellan=0)
        hoger = kolumn(mellan=0)
        hoger.addLayout(self.paket.lage)
        hoger.addLayout(self.samspel.lage)
        hoger.addLayout(self.besked.plats)
        hoger.addLayout(self.rapporter.plats)
        hoger.addWidget(self._yta, 1)
        mitt.addLayout(hoger, 1)
        lad = kolumn(self.topp, mellan=0)
        lad.addLayout(mitt, 1)
        lad.addWidget(self.status)
        self._arbetsyta.setLayout(lad)
        self._hel = QStackedWidget()
        self._hel.addWidget(self.start)
        self._hel.addWidget(self._arbetsyta)
        self.setLayout(kolumn(self._hel, mellan=0))
        self._yta.currentChanged.connect(self._visar_annat)
        self.topp.satt_dag(self.idag(), date.today())
        self.topp.sok.connect(self._sok)
        self.topp.sok_allt.connect(self.sokning.oppna)
        self.topp.till_listan.connect(self._till_listan)
        self.topp.ny_insats.connect(lambda: self.ny_insats())
        self.topp.hjalp.connect(self.hjalp)
        self.topp.valde_tema.connect(self._valj_tema)
        self.topp.valde_anvandare.connect(self.byt_anvandare)
        self.rail.vald.connect(self.visa_rum)
        self.status.hjalp.connect(self.hjalp)

    def _genvagar(self) -> None:
        for tangent, gor in (
            ("Ctrl+K", self.sokning.oppna),
            ("Ctrl+F", self.fokusera_filter),
            ("Ctrl+B", self.notiser.oppna),
            ("F5", self.uppdatera),
            ("F1", self.hjalp),
            ("Ctrl+N", self.ny_insats),
            *((tangent, lambda rum=rum: self.visa_rum(rum)) for rum, tangent in TANGENTER.items()),
        ):
            QShortcut(QKeySequence(tangent), self).activated.connect(gor)

    def idag(self) -> date:
        return self._satt_idag or date.today()

    def _kanske_ny_dag(self) -> None:
        if self.idag() != self._dag:
            self._dag = self.idag()
            self.topp.satt_dag(self._dag, date.today())
            self.paket.visa_banderoll()
            if self.arbetare.aktor is not None:
                self.uppdatera()

    # --- opening ------------------------------------------------------------------------------------------------

    def starta(self) -> None:
        """After the first paint: the worker opens the database, and meanwhile the queue is built to show it in."""
        self.oppning.starta()
        QTimer.singleShot(0, self, lambda: self._vy("ko"))

    def _oppnad(self, o: Oppnad) -> None:
        if o.paket is not None:
            self.paket.visa(o.paket)
        self._visa_aktor(o.aktor)
        self._hel.setCurrentIndex(1)
        self.visa_rum(self.paket.rum if self.paket.oppet else self.skotsel.hem(o.aktor))
        # The numbers at the rail wait until the rows have been painted.
        self.klar.connect(self._forst_klar, Qt.ConnectionType.SingleShotConnection)

    def _forst_klar(self) -> None:
        QTimer.singleShot(EFTER_MALNING_MS, self, self._rakna)
        if self._demo:
            QTimer.singleShot(EFTER_MALNING_MS, self, self._hamta_valbara)
        QTimer.singleShot(EFTER_MALNING_MS, self, self.arbetare.efterat)

    def _hamta_valbara(self) -> None:
        aktor = self.arbetare.aktor
        nu = aktor.anvandare if aktor else ""
        self.arbetare.kor(tjanster.valbara, lambda v: self.topp.satt_demo(v, nu), token="valbara")  # noqa: S106

    def _visa_aktor(self, aktor: Aktor) -> None:
        if aktor.agare:
            roll = f"ägare av {'databasen' if self.arbetare.delad else 'filen'}, alla roller"
        else:
            roll = ", ".join(roll_ord(r) for r in sorted(aktor.roller)) or "ingen roll"
        offline = self.paket.oppet
        self.logg.satt_roll(aktor, hemma=not offline)
        self.ledare.satt_roll(aktor)
        self.topp.klocka.setVisible(not offline)
        self.topp.ny.setVisible(aktor.har(*ARENDEROLLER) and not offline)
        self.skotsel.satt_roll(aktor, hemma=not offline)
        self.paket.satt_roll(aktor)
        self.rapporter.satt_roll(aktor, hemma=not offline)
        lage = "ingen förbindelse" if offline else MED
        self.status.vanster.setText(f"{self.arbetare.plats} · {lage} · {aktor.namn}, {roll}")

    def byt_anvandare(self, anvandare: str) -> None:
        """Demo: be someone else. Views are built anew, so that nothing of the one before is left."""
        if not self.far_lamna():
            return

        def klar(aktor: Aktor) -> None:
            self.byt_databas(aktor, self.skotsel.hem(aktor))
            self._hamta_valbara()

        self.arbetare.byt_aktor(anvandare, klar)

    def byt_databas(self, aktor: Aktor, rum: str) -> None:
        """Somebody else, or another database: the views are built anew."""
        self._visa_aktor(aktor)
        self.rensa()
        self.samspel.bytt()
        self._hel.setCurrentIndex(1)
        self.visa_rum(rum)
        self._rakna()

    def rensa(self) -> None:
        """Nothing that was read is left in the window."""
        for vy in (*self.vyer.values(), self.arende):
            if vy is not None:
                self._yta.removeWidget(vy)
                vy.deleteLater()
        self.vyer.clear()
        self.arende = None
        self.sokning.stang()
        self.notiser.stang()
        self.topp.satt_sok("")
        self.besked.stang()

    def visa_start(self) -> None:
        """Before another database is opened: nothing of this one is on the screen meanwhile."""
        self._hel.setCurrentIndex(0)

    def far_lamna(self) -> bool:
        """Whether nothing half typed stands in the way."""
        return self.arende is None or self.arende.far_lamna()

    # --- rooms ---------------------------------------------------------------------------------------------------

    def _ny_listvy(self, rum: str) -> Listvy:
        if rum in ("ko", "bevakas"):
            return KoVy(self.s, "gora" if rum == "ko" else "bevakas")
        if rum == "granskning":
            return self._ny_granskning()
        if rum == "anordnare":
            from kundvalsdesk.ui.anordnare_vy import AnordnareVy

            return AnordnareVy(self.s)
        if rum in ("skotsel", "logg"):
            return self.skotsel.ny_vy() if rum == "skotsel" else self.logg.ny_vy()
        if rum in ("ersattning", "statistik", "uppfoljning"):
            return self.ledare.ny_vy(rum)
        if rum == "forlangningar":
            return self.rapporter.ny_forlangningar(self._andrad)
        if rum == "arbetslage":
            return self.ledare.ny_arbetslage(self._andrad)
        from kundvalsdesk.ui.arenden_vy import ArendenVy

        arenden = ArendenVy(self.s)
        arenden.andrad.connect(self._andrad)
        return arenden

    def visa_kollegas_ko(self, f: KoFilter, namn: str) -> None:
        self.topp.satt_sok("")
        vy = self._vy("ko")
        if isinstance(vy, KoVy):
            vy.filterrad.satt_kollega(f, namn)
        self.visa_rum("ko")

    def _ny_granskning(self) -> GranskningVy:
        vy = self.rapporter.ny_granskning()
        vy.andrad.connect(self._andrad)
        self.paket.forbered(vy)
        return vy

    def _vy(self, rum: str) -> Listvy:
        if rum not in self.vyer:
            ny = self._ny_listvy(rum)
            ny.oppna_arende.connect(self.rapporter.oppna_rad)
            ny.sok_rensat.connect(lambda: self.topp.satt_sok(""))
            ny.laddad.connect(self._laddad)
            self.vyer[rum] = ny
            self._yta.addWidget(ny)
        return self.vyer[rum]

    def visa_rum(self, rum: str) -> None:
        if self.arbetare.aktor is None or not (self.paket.slapper_in(rum) and self.skotsel.slapper_in(rum)):
            return
        if not self.logg.slapper_in(rum):
            return
        if self._yta.currentWidget() is self.arende and self.arende is not None and not self.arende.far_lamna():
            self.rail.markera(self.rum)
            return
        self.rum = rum
        self.rail.markera(rum)
        vy = self._vy(rum)
        self._yta.setCurrentWidget(vy)
        vy.sok(self.topp.sokfalt.text().strip())
        vy.uppdatera()
        # A list that is still being fetched is hidden and cannot take the focus: it gets it when it is there.
        self._vill_fokus = True
        vy.setFocus()

    def oppna_arende(self, insats: str, kod: str = "", avser: str = "") -> None:
        if self.paket.oppet:
            return
        if self.arende is None:
            from kundvalsdesk.ui.arende_vy import ArendeVy

            self.arende = ArendeVy(self.s)
            self.arende.tillbaka.connect(self._tillbaka)
            self.arende.andrad.connect(self._andrad)
            self.arende.visad.connect(self._laddad)
            self.arende.visad.connect(self._visar_annat)
            self.rapporter.koppla(self.arende)
            self._yta.addWidget(self.arende)
        self.arende.huvud.kom_fran(RUMSORD[self.rum])
        # In this order: the case that was open before is not drawn once more on the way.
        self.arende.visa(insats, (kod, avser) if kod else None)
        self._yta.setCurrentWidget(self.arende)

    def _tillbaka(self) -> None:
        self.visa_rum(self.rum)
        self.vyer[self.rum].setFocus()

    def _andrad(self, _: Andring | None) -> None:
        # Lists are read again when they are shown; only the numbers stand on the screen now.
        self._rakna()

    def uppdatera(self) -> None:
        if self.arbetare.aktor is None:
            return
        self.besked.stang()
        nu = self._yta.currentWidget()
        if nu is self.arende and self.arende is not None:
            self.arende.uppdatera()
        elif self.rum in self.vyer:
            self.vyer[self.rum].uppdatera()
        self._rakna()

    def hamta_tyst(self) -> None:
        """Somebody else has done something: what is on the screen is read again, and nothing is taken from it."""
        nu = self._yta.currentWidget()
        if self.arbetare.aktor is None:
            return
        if nu is self.arende and self.arende is not None:
            self.arende.hamta_tyst()
        elif self.rum in self.vyer:
            self.vyer[self.rum].hamta_tyst()
        self._rakna()

    def _visar_annat(self) -> None:
        i_arendet = self.arende is not None and self._yta.currentWidget() is self.arende and not self.paket.oppet
        self.samspel.satt_oppet(self.arende.insats if self.arende is not None and i_arendet else "")

    def _rakna(self) -> None:
        if self.skotsel.bara:
            return
        self.arbetare.kor(tjanster.ko_raknare, self._visa_raknare, token="raknare")  # noqa: S106

    def _visa_raknare(self, r: Raknare) -> None:
        self.rail.knappar["ko"].satt_antal(r.mina)
        self.topp.satt_notiser(r.notiser)
        for rum in ("granskning", "bevakas", "arenden", "forlangningar"):
            self.rail.knappar[rum].satt_antal(getattr(r, rum))

    def _laddad(self) -> None:
        self.status.uppdaterad.setText(f"Uppdaterad {datetime.now():%H.%M}")
        if self._vill_fokus and self._yta.currentWidget() is self.vyer.get(self.rum):
            self._vill_fokus = False
            if not self.topp.sokfalt.hasFocus():
                self.vyer[self.rum].setFocus()
        self.klar.emit()

    # --- top bar ---------------------------------------------------------------------------------------------------

    def fokusera_filter(self) -> None:
        self.topp.sokfalt.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.topp.sokfalt.selectAll()

    def _sok(self, ord_: str) -> None:
        if self._yta.currentWidget() is self.arende:
            if not ord_:
                return
            self.visa_rum("arenden" if self.rum == "arenden" else self.rum)
            self._vill_fokus = False
            self.topp.sokfalt.setFocus()
        if self.rum in self.vyer:
            self.vyer[self.rum].sok(ord_)

    def _till_listan(self) -> None:
        nu = self._yta.currentWidget()
        if nu is not None:
            nu.setFocus()

    def ny_insats(self, fran: Fortsattning | None = None) -> NyInsatsDialog | None:
        aktor = self.arbetare.aktor
        if aktor is None or not aktor.har(*ARENDEROLLER) or self.paket.oppet or not self.far_lamna():
            return None
        from kundvalsdesk.ui.ny_insats import NyInsatsDialog

        dialog = NyInsatsDialog(self, self.s, fran)

        def skapad(andring: Andring) -> None:
            self._rakna()
            if andring.insatser:
                self.oppna_arende(andring.insatser[0])

        dialog.skapad.connect(skapad)
        self._visa(dialog)
        return dialog

    def hjalp(self) -> None:
        from kundvalsdesk.ui.hjalp import Hjalpdialog

        self._visa(Hjalpdialog(self, self._tema))

    @staticmethod
    def _visa(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _valj_tema(self, val: str) -> None:
        self._minne.setValue("tema", val)
        self._tema.valj(val)

    # --- messages --------------------------------------------------------------------------------------------------

    def visa_fel(self, fel: KundvalsdeskFel, *, igen: bool = True) -> None:
        self.besked.visa(fel, igen=igen)

    def visa_krasch(self, fel: BaseException) -> None:
        self.besked.krasch(fel)

    def _upptagen(self, upptagen: bool) -> None:
        self.status.arbetar.setText("Arbetar …" if upptagen else "")

    # --- window ------------------------------------------------------------------------------------------------------

    def _aterstall(self) -> None:
        sparad = self._minne.value("fonster/geometri")
        if not (isinstance(sparad, QByteArray) and self.restoreGeometry(sparad)):
            self.resize(QSize(1440, 860).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(900, 560)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        event.accept()
        if self.arende is not None and self._yta.currentWidget() is self.arende:
            self.arende.ga_tillbaka()
        elif self.rum in self.vyer:
            self.topp.satt_sok("")
            self.vyer[self.rum].rensa()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.far_lamna():
            event.ignore()
            return
        self._minne.setValue("fonster/geometri", self.saveGeometry())
        self._dygn.stop()
        super().closeEvent(event)
