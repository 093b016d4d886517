"""A report typed in by hand in the sections of its form, and the form made as a file for an anordnare to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.services.arendetyper import Arendevy
from kundvalsdesk.services.granskningstyper import Mallunderlag
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import Genvagsknapp, knapp, kolumn, meddelande, rad, rullyta, text, tom
from kundvalsdesk.ui.datumfalt import Datumfalt, tolka_datum
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.granskning_skrivform import SKRIV_IN, Skrivformular
from kundvalsdesk.ui.granskning_tabell import Rapporttabell
from kundvalsdesk.ui.granskning_valj import Arendevaljare, Rapportval, Traffista, rapportval
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats
from kundvalsdesk.ui.utkastvakt import vakta

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

ARENDE, RAPPORT, FORMULAR = 0, 1, 2
MALLAR = (("plan", "Genomförandeplan"), ("rapport", "Månadsrapport"), ("slutrapport", "Slutrapport"))


def _vems(vy: Arendevy) -> str:
    return " · ".join(d for d in (vy.kund, vy.anordnare) if d)


class _Valjdialog(QDialog):
    """Which case, then which report; a third page belongs to whoever inherits."""

    def __init__(self, vem: QWidget, s: Sammanhang, rubrik: str, insats: str, *, valj_med_klick: bool) -> None:
        super().__init__(vem)
        self._s = s
        self.setWindowTitle(rubrik)
        self.setModal(True)
        self._besked = QVBoxLayout()
        self.arende = Arendevaljare(s)
        self.arende.vald.connect(self._arende_valt)
        self.rapporter = Traffista("Välj rapport", "Sök bland rapporterna", klick=valj_med_klick)
        self.rapporter.sokfalt.hide()
        self.rapporter.setFocusProxy(self.rapporter.lista)
        self.rapporter.vald.connect(self._rapport_vald)
        self._rubrik = text(rubrik, "rubrik")
        self._under = text("", "dampad", bryt=True)
        self._under.hide()
        self._stack = QStackedWidget()
        forst = QWidget()
        forst.setLayout(kolumn(text("Vilket ärende gäller det?", "dampad"), self.arende, mellan=8))
        andra = QWidget()
        self._andra = kolumn(self.rapporter, mellan=8)
        andra.setLayout(self._andra)
        for w in (forst, andra):
            self._stack.addWidget(w)
        self.tillbakaknapp = knapp("‹ Tillbaka", self.tillbaka, roll="diskret", tips="Alt+vänsterpil")
        self._bakat = QShortcut(QKeySequence("Alt+Left"), self, enabled=False)
        self._bakat.activated.connect(self.tillbaka)
        self.tillbakaknapp.hide()
        self._stack.currentChanged.connect(self._sida_bytt)
        self._fot = rad(None, self.tillbakaknapp, knapp("Avbryt", self.reject, tips="Esc"), mellan=10)
        lad = kolumn(self._rubrik, self._under, self._besked, mellan=8, kant=(24, 20, 24, 18))
        lad.addWidget(self._stack, 1)
        lad.addLayout(self._fot)
        self.setLayout(lad)
        self.resize(s.tema.px(720), min(s.tema.px(820), max(480, vem.window().height() - 60)))
        if insats:
            self.arende.hamta(insats)
        else:
            self.arende.sok()
            self.arende.setFocus()

    def _sida_bytt(self, sida: int) -> None:
        self.tillbakaknapp.setVisible(sida != ARENDE)
        self._bakat.setEnabled(sida != ARENDE)

    def tillbaka(self) -> None:
        """To the page before: another report, or another case."""
        tom(self._besked)
        if self._stack.currentIndex() == FORMULAR:
            self._stack.setCurrentIndex(RAPPORT)
            self.rapporter.lista.setFocus()
            return
        self._under.hide()
        self._stack.setCurrentIndex(ARENDE)
        self.arende.sok(self.arende.lista.sokfalt.text().strip())
        self.arende.setFocus()

    def _arende_valt(self, vy: Arendevy) -> None:
        raise NotImplementedError

    def _rapport_vald(self, nr: int) -> None:
        raise NotImplementedError

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))


class Skrivindialog(_Valjdialog):
    sparad = Signal()

    def __init__(self, vem: QWidget, s: Sammanhang, insats: str = "", mal: str = "") -> None:
        """`mal`: the report of the case to go on with (Rapportval.mal); "" lets the user choose."""
        super().__init__(vem, s, "Skriv in rapport", insats, valj_med_klick=True)
        self._insats = ""
        self._vill = mal
        self._val: list[Rapportval] = []
        self._vald: Rapportval | None = None
        self._underlag: Mallunderlag | None = None
        self._handling_id = str(uuid4())
        self._andrat = False
        self.formular: Skrivformular | None = None
        self.datum: Datumfalt | None = None
        self.texter: dict[str, QPlainTextEdit] = {}
        self.tabeller: dict[str, Rapporttabell] = {}
        self._rullyta = rullyta(QWidget())
        self._stack.addWidget(self._rullyta)
        self.spara = Genvagsknapp("Spara rapporten", "Ctrl Enter")
        self.spara.clicked.connect(lambda *_: self.forsok())
        self.spara.hide()
        self._fot.insertWidget(0, self.spara)
        for sekvens in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(sekvens), self).activated.connect(self.forsok)

    # --- which one --------------------------------------------------------------------------------------------------

    def _arende_valt(self, vy: Arendevy) -> None:
        tom(self._besked)
        self._insats = vy.insats
        self._val = rapportval(vy)
        if not self._val:
            mening = "I det här ärendet finns just nu ingen rapport att skriva in."
            self._besked.addWidget(meddelande("varning", (mening,)))
            return
        self._under.setText(_vems(vy))
        self._under.show()
        self.rapporter.satt([v.ord for v in self._val])
        self._stack.setCurrentIndex(RAPPORT)
        self.rapporter.lista.setFocus()
        vill = next((nr for nr, v in enumerate(self._val) if v.mal == self._vill), None)
        if len(self._val) == 1 or vill is not None:
            self._rapport_vald(vill or 0)

    def _rapport_vald(self, nr: int) -> None:
        if not 0 <= nr < len(self._val):
            return
        val, insats = self._val[nr], self._insats
        self._vald = val

        def jobb(e: Arbetsenhet) -> Mallunderlag:
            return tjanster.rapport_underlag(e, val.slag, insats, val.manad)

        self._s.arbetare.kor(jobb, self._visa_formular, self._fel, token="skriv-in")  # noqa: S106

    # --- the form ---------------------------------------------------------------------------------------------------

    def _visa_formular(self, u: Mallunderlag) -> None:
        val = self._vald
        if val is None:
            return
        tom(self._besked)
        self._underlag = u
        self._rubrik.setText(u.rubrik)
        f = Skrivformular(self._s.tema, self._s.idag(), u, val.mal, self.spara)
        self.formular, self.datum, self.texter, self.tabeller = f, f.datum, f.texter, f.tabeller
        for falt in f.falt.values():
            falt.andrad.connect(self._andrades)
        self._rullyta.setWidget(f)
        self._stack.setCurrentIndex(FORMULAR)
        self.spara.show()
        self._andrat = False
        vakta(self._s, f, self._insats, SKRIV_IN)
        f.fokusera()

    def _andrades(self, *_: object) -> None:
        self._andrat = True

    def forsok(self) -> None:
        u, val, f = self._underlag, self._vald, self.formular
        if (
            u is None
            or val is None
            or f is None
            or self._stack.currentIndex() != FORMULAR
            or not self.spara.isEnabled()
        ):
            return
        datum = tolka_datum(f.datum.varde(), self._s.idag())
        try:
            if datum is None:
                raise Nekad("datum", "Skriv den dag då rapporten kom in som ÅÅÅÅ-MM-DD.", "datum")
            innehall = f.innehall()
        except Nekad as nej:
            self._visa_nej(nej)
            return
        self.spara.setEnabled(False)
        f.spara.emit()

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.rapport_skriv_in(e, u.insats, val.slag, u.avser, val.sedd_version, innehall, datum)

        self._s.arbetare.kor(jobb, self._sparat, self._visa_nej, skriv=True, handling_id=self._handling_id)

    def _sparat(self, _: Andring) -> None:
        self._andrat = False
        if self.formular is not None:
            self.formular.sparad.emit()
        self.sparad.emit()
        self.accept()

    def _visa_nej(self, fel: KundvalsdeskFel) -> None:
        """Where it belongs: the section or table that is named gets the focus."""
        self.spara.setEnabled(True)
        self._fel(fel)
        falt = fel.falt if isinstance(fel, Nekad) else ""
        vid = self.datum if falt == "datum" else self.texter.get(falt) or self.tabeller.get(falt)
        if vid is not None:
            self._rullyta.ensureWidgetVisible(vid)
            vid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # a line of a table is finished with Enter; the form is saved with Ctrl+Enter
            return
        super().keyPressEvent(event)

    def _slapp(self) -> bool:
        """Lets go of the form; False if there is something in it that is not to be lost."""
        if self._andrat and not fraga(
            self, "Stänga utan att spara?", "Det du har skrivit försvinner.", "Stäng ändå", "Fortsätt skriva"
        ):
            return False
        if self.formular is not None:
            self.formular.stangd.emit()
        self.formular = self._vald = None
        self._andrat = False
        return True

    def tillbaka(self) -> None:
        if not self._slapp():
            return
        self.spara.hide()
        self.spara.setEnabled(True)
        self._handling_id = str(uuid4())
        self._vill = ""
        self._rubrik.setText(self.windowTitle())
        super().tillbaka()

    def reject(self) -> None:
        if self._slapp():
            super().reject()


class Malldialog(_Valjdialog):
    """A form as a file: which one, for which month, and where to save it."""

    def __init__(self, vem: QWidget, s: Sammanhang, insats: str = "") -> None:
        super().__init__(vem, s, "Skapa formulär", insats, valj_med_klick=False)
        self._insats = ""
        self.manad = QLineEdit()
        self.manad.setMaxLength(7)
        self.manad.setPlaceholderText("ÅÅÅÅ-MM")
        self.manad.setAccessibleName("Månad för månadsrapporten")
        self.manad.setFixedWidth(s.tema.px(120))
        self.rapporter.lista.setMaximumHeight(s.tema.px(130))
        self.skapa = knapp("Skapa formuläret …", lambda: self._rapport_vald(self.rapporter.vald_rad()), roll="primar")
        self.skapa.hide()
        self._fot.insertWidget(0, self.skapa)
        self._andra.addLayout(
            rad(text("Månad för månadsrapporten", "dampad"), self.manad,
                text("Tomt: den senaste som är slut", "litendampad"), None)
        )  # fmt: skip

    def _arende_valt(self, vy: Arendevy) -> None:
        self._insats = vy.insats
        self.skapa.show()
        self._under.setText(f"{_vems(vy)}. Formuläret fylls i med det som är känt, utan namn.")
        self._under.show()
        self.rapporter.satt([ord_ for _, ord_ in MALLAR])
        self._stack.setCurrentIndex(RAPPORT)
        self.rapporter.lista.setFocus()

    def tillbaka(self) -> None:
        self.skapa.hide()
        super().tillbaka()

    def _rapport_vald(self, nr: int) -> None:
        if not 0 <= nr < len(MALLAR):
            return
        slag, insats = MALLAR[nr][0], self._insats
        manad = self.manad.text().strip() or None

        def jobb(e: Arbetsenhet) -> tuple[str, bytes]:
            return tjanster.rapport_mall(e, slag, insats, manad if slag == "rapport" else None)

        self._s.arbetare.kor(jobb, self._spara_som, self._fel, token="mall")  # noqa: S106

    def _spara_som(self, svar: tuple[str, bytes]) -> None:
        namn, data = svar
        vag = valj_plats(self, "Spara formuläret", namn, "Excelbok (*.xlsx)")
        if vag is not None:
            self.spara_till(data, vag)

    def spara_till(self, data: bytes, vag: Path) -> None:
        tom(self._besked)

        def klar() -> None:
            self._besked.addWidget(meddelande("klart", (f"Sparat som {vag.name}.",)))

        spara(self._s.arbetare, self, vag, data, klar, self._fel)
