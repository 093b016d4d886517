"""The room of an offline package of visits: those that were taken along, and those before at the same anordnare."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.sortering import sokform
from kundvalsdesk.services.besoktyper import Besoksrad
from kundvalsdesk.ui import besokstjanster as tjanst
from kundvalsdesk.ui.besok import Besoksdialog, Besoksmodell, besoksraden
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import Kolumn
from kundvalsdesk.ui.uppfoljning_modell import Tabell

RUBRIK = "Besök i paketet"
MED = (
    "Öppna ett besök för att skriva protokollet och lägga till uppföljningspunkter. Med följer frågorna, anordnarens "
    "kontaktuppgifter, stickprovens siffror och de tidigare besökens protokoll. Planen, redovisningarna och ärendena "
    "finns på arbetsplatsen."
)
LISTAN, INGET = range(2)


class _Modell(Besoksmodell):
    KOLUMNER = (*Besoksmodell.KOLUMNER, Kolumn("uppfoljning", "Uppföljning", 220))


class BesokspaketVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()

    def __init__(self, s: Sammanhang, valda: tuple[int, ...]) -> None:
        super().__init__()
        self._s, self._valda = s, valda
        self._rader: tuple[Besoksrad, ...] = ()
        self._sok = ""
        self.modell = _Modell(s.tema, self)
        self.lista = Tabell(s.tema, self.modell, RUBRIK, "anordnare", ("uppfoljning", "lage"))
        self.lista.oppna.connect(lambda _: self.oppna())
        self.lista.doubleClicked.connect(lambda _: self.oppna())
        self.knapp = knapp("Öppna besöket …", self.oppna, roll="primar", tips="Enter (Alt+V)")
        self.knapp.setShortcut("Alt+V")
        self._besked = QVBoxLayout()
        inget = QWidget()
        inget.setLayout(kolumn(text("Inget besök passar sökningen. Esc visar alla.", "dampad"), None, kant=20))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.lista)
        self._stack.addWidget(inget)
        kort = ram("kort")
        kort.setLayout(kolumn(self._stack, kant=1, mellan=0))
        lad = kolumn(rad(text(RUBRIK, "stor"), None, self.knapp, mellan=12), text(MED, "dampad", bryt=True),
                     self._besked, mellan=12, kant=(24, 18, 24, 24))  # fmt: skip
        lad.addWidget(kort, 1)
        self.setLayout(lad)
        self.setFocusProxy(self.lista)

    # --- showing ----------------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        self._s.arbetare.kor(tjanst.i_paketet, self._visa, self._fel, token="besokspaket")  # noqa: S106

    def hamta_tyst(self) -> None:
        self.uppdatera()

    def _visa(self, rader: tuple[Besoksrad, ...]) -> None:
        self._rader = tuple(sorted(rader, key=lambda r: r.id not in self._valda))
        self._fyll()
        self.laddad.emit()

    def _fyll(self) -> None:
        nu = self.modell.rad(self.lista.currentIndex().row())
        delar, idag = self._sok.split(), self._s.idag()
        ut = []
        for r in self._rader:
            hel = sokform(f"{r.anordnare} {r.kundval} {r.ar} {r.kontor}")
            if all(d in hel for d in delar):
                x = besoksraden(r, idag)
                fore = r.id not in self._valda
                ut.append(x._replace(
                    ord=x.ord | {"uppfoljning": f"{r.kundval} {r.ar}" + (" (tidigare besök)" if fore else "")},
                    dampad=fore,
                ))  # fmt: skip
        self.modell.satt(tuple(ut))
        self._stack.setCurrentIndex(LISTAN if ut else INGET)
        self.knapp.setEnabled(bool(ut))
        if ut:
            self.lista.selectRow(self.modell.finn(nu.nyckel) if nu is not None else 0)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))
        self.laddad.emit()

    # --- doing ------------------------------------------------------------------------------------------------------

    def oppna(self) -> None:
        r = self.modell.rad(self.lista.currentIndex().row())
        if r is not None:
            dialog = Besoksdialog(self, self._s, r.plan_id, r.steg_id)
            dialog.finished.connect(dialog.deleteLater)
            dialog.finished.connect(self.uppdatera)
            dialog.open()

    # --- as every room ----------------------------------------------------------------------------------------------

    def sok(self, ord_: str) -> None:
        self._sok = sokform(ord_)
        self._fyll()

    def rensa(self) -> None:
        self.sok("")
        self.sok_rensat.emit()
