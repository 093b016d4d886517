"""The tabs of a case. The first is the case itself; each other one is built when it is first shown, not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.typer import ARENDEROLLER, Andring
from kundvalsdesk.texter.sparat import sparat_ord
from kundvalsdesk.ui.bitar import kolumn, tom, visa_klart
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.sammanhang import Sammanhang

OVERSIKT = "oversikt"


class Flikvy(QWidget):
    """What a tab of a case can do. Made for one case, and thrown away with it."""

    KOD = ""
    """Names the tab to the services."""
    andrad = Signal(object)
    """Andring: something was saved here."""
    steg = Signal(object)
    """Stegval: a step that has the page of the case to itself."""

    def __init__(self, s: Sammanhang, insats: str) -> None:
        super().__init__()
        self._s = s
        self.insats = insats
        self.dialog: Formulardialog | None = None
        self._besked = QVBoxLayout()
        """What was saved, or why it was not: the tab has it above what it shows."""

    def uppdatera(self) -> None:
        """Reads what the tab shows anew."""
        raise NotImplementedError

    def fokusera(self) -> None:
        """Where the keyboard is when the tab is shown."""
        self.setFocus()

    def far_lamna(self) -> bool:
        """False while something typed would be lost and the user wants to stay."""
        return True

    def kasta(self) -> None:
        """Throws away what is being typed: the answer has been given."""

    # --- forms of the tab's own steps -------------------------------------------------------------------------------

    def _oppnar(self, steg: Stegval) -> Callable[..., None]:
        return lambda *_: self.oppna(steg)

    def oppna(self, steg: Stegval) -> None:
        tom(self._besked)
        self.dialog = dialog = self._ny_dialog(steg)
        dialog.sparad.connect(lambda andring: self._sparat(steg, andring))
        dialog.finished.connect(self._stangd)
        dialog.open()

    def _ny_dialog(self, steg: Stegval) -> Formulardialog:
        return Formulardialog(self.window(), self._s, steg, self.insats, self.KOD)

    def _sparat(self, steg: Stegval, andring: Andring) -> None:
        self._klart(f"Sparat: {sparat_ord(steg.kod, steg.mal, steg.rubrik)}")
        self.andrad.emit(andring)

    def _stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.fokusera()

    def _klart(self, mening: str) -> None:
        visa_klart(self._besked, mening)


class Flik(NamedTuple):
    """`bygg` imports the module of the tab: what nobody opens is not loaded either."""

    kod: str
    namn: str
    bygg: Callable[[Sammanhang, str], Flikvy] | None = None


def _franvaro(s: Sammanhang, insats: str) -> Flikvy:
    from kundvalsdesk.ui.arende_franvaro import Franvaroflik

    return Franvaroflik(s, insats)


def _moten(s: Sammanhang, insats: str) -> Flikvy:
    from kundvalsdesk.ui.arende_moten import Motesflik

    return Motesflik(s, insats)


def _journal(s: Sammanhang, insats: str) -> Flikvy:
    from kundvalsdesk.ui.arende_journal import Journalflik

    return Journalflik(s, insats)


def _bilagor(s: Sammanhang, insats: str) -> Flikvy:
    from kundvalsdesk.ui.arende_bilagor import Bilageflik

    return Bilageflik(s, insats)


def _dokument(s: Sammanhang, insats: str) -> Flikvy:
    from kundvalsdesk.ui.arende_dokument import Dokumentflik

    return Dokumentflik(s, insats)


FLIKAR: tuple[Flik, ...] = (
    Flik(OVERSIKT, "Översikt"),
    Flik("franvaro", "Frånvaro", _franvaro),
    Flik("moten", "Möten och meddelanden", _moten),
    Flik("journal", "Journal", _journal),
    Flik("bilagor", "Bilagor", _bilagor),
    Flik("dokument", "Dokument", _dokument),
)


class Arendeflikar(QWidget):
    """A bar of tabs over the pages of one case."""

    andrad = Signal(object)
    steg = Signal(object)
    visar = Signal(str)
    """Code of the tab that came up."""

    def __init__(self, s: Sammanhang, oversikt: QWidget, flikar: tuple[Flik, ...] | None = None) -> None:
        super().__init__()
        self._s = s
        self.insats = ""
        self.flikar = FLIKAR if flikar is None else flikar
        self._vyer: dict[str, Flikvy] = {}
        self._inaktuella: set[str] = set()
        self._oversikt = oversikt
        self.rad = QTabBar()
        self.rad.setDrawBase(False)
        self.rad.setExpanding(False)
        self.rad.setUsesScrollButtons(True)
        self.rad.setAccessibleName("Ärendets flikar")
        self.rad.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for nr, flik in enumerate(self.flikar, 1):
            self.rad.addTab(flik.namn)
            self.rad.setTabToolTip(nr - 1, f"{flik.namn} (Alt+{nr})")
        self._genvagarna: list[QShortcut] = []
        self._sidor = QStackedWidget()
        self._sidor.addWidget(oversikt)
        self.setLayout(kolumn(self.rad, self._sidor, mellan=8))
        self.rad.currentChanged.connect(self._byt)
        for nr in range(len(self.flikar)):
            self._genvag(f"Alt+{nr + 1}", partial(self._ga_till, nr))
        self._genvag("Ctrl+Tab", lambda: self._ga_till(self.rad.currentIndex() + 1))
        self._genvag("Ctrl+Shift+Tab", lambda: self._ga_till(self.rad.currentIndex() - 1))

    def koppla_genvagar(self, hela: QWidget) -> None:
        """The keys hold in the whole view of the case, its head too."""
        for g in self._genvagarna:
            g.setParent(hela)

    def _genvag(self, tangent: str, gor: Callable[[], None]) -> None:
        g = QShortcut(QKeySequence(tangent), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        g.activated.connect(gor)
        self._genvagarna.append(g)

    # --- which case, which tab --------------------------------------------------------------------------------------

    @property
    def kod(self) -> str:
        return self.flikar[max(0, self.rad.currentIndex())].kod

    def vy(self, kod: str) -> Flikvy | None:
        """The page of a tab, if it has been shown."""
        return self._vyer.get(kod)

    def satt(self, insats: str, antal: Mapping[str, int]) -> None:
        """A case has been read: another one starts at its first tab, the same one keeps the tab that is up."""
        if insats != self.insats:
            self.insats = insats
            self._rensa()
            self.visa(OVERSIKT)
        aktor = self._s.arbetare.aktor
        alla = aktor is not None and aktor.har(*ARENDEROLLER)
        for nr, flik in enumerate(self.flikar):
            n = antal.get(flik.kod, 0)
            self.rad.setTabText(nr, f"{flik.namn} {n}" if n else flik.namn)
            self.rad.setTabVisible(nr, alla or flik.bygg is None)
        self.rad.setVisible(alla and len(self.flikar) > 1)
        self._inaktuella |= set(self._vyer)
        self._fyll_aktuell()

    def visa(self, kod: str) -> None:
        nr = next((n for n, f in enumerate(self.flikar) if f.kod == kod), 0)
        self.rad.setCurrentIndex(nr)

    def _ga_till(self, nr: int) -> None:
        if self.rad.isHidden():
            return
        self.rad.setCurrentIndex(nr % len(self.flikar))
        self.fokusera()

    def fokusera(self) -> None:
        vy = self._vyer.get(self.kod)
        if vy is not None:
            vy.fokusera()
        else:
            self.rad.setFocus()

    def _byt(self, _: int) -> None:
        self._fyll_aktuell()
        self._sidor.setCurrentWidget(self._vyer.get(self.kod, self._oversikt))
        self.visar.emit(self.kod)

    def _fyll_aktuell(self) -> None:
        flik = self.flikar[max(0, self.rad.currentIndex())]
        if flik.bygg is None or not self.insats:
            return
        if flik.kod not in self._vyer:
            ny = flik.bygg(self._s, self.insats)
            ny.andrad.connect(self.andrad)
            ny.steg.connect(self.steg)
            self._vyer[flik.kod] = ny
            self._sidor.addWidget(ny)
            self._inaktuella.add(flik.kod)
        if flik.kod in self._inaktuella:
            self._inaktuella.discard(flik.kod)
            self._vyer[flik.kod].uppdatera()

    def _rensa(self) -> None:
        for vy in self._vyer.values():
            self._sidor.removeWidget(vy)
            vy.deleteLater()
        self._vyer.clear()
        self._inaktuella.clear()

    # --- what is being typed ----------------------------------------------------------------------------------------

    def sag_andrat(self, mening: str) -> None:
        """To a form that stands open in a tab."""
        for vy in self._vyer.values():
            if vy.dialog is not None:
                vy.dialog.formular.sag_andrat(mening)

    def far_lamna(self) -> bool:
        for kod, vy in self._vyer.items():
            if not vy.far_lamna():
                self.visa(kod)
                return False
        return True

    def kasta(self) -> None:
        for vy in self._vyer.values():
            vy.kasta()
