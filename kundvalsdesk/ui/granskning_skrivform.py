"""The form that a report is typed into by hand: the day it came in, its sections, its tables; kept as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.rules.progressionsregler import svarsord
from kundvalsdesk.rules.rapporttyper import TABELLER, Avsnitt, Delmal, Franvarorad, Innehall, Kontaktrad
from kundvalsdesk.services.arendetyper import Falt, Stegval
from kundvalsdesk.services.granskningstyper import Mallunderlag
from kundvalsdesk.ui.bitar import kolumn, ram, text
from kundvalsdesk.ui.datumfalt import Datumfalt
from kundvalsdesk.ui.granskning_tabell import Rapporttabell
from kundvalsdesk.ui.tema import Tema

SKRIV_IN = "skriv_in"


class Skrivfalt(QObject):
    """One part of the form as the watch over drafts knows it: a text that can be read and put back."""

    andrad = Signal()
    fylls_i = True

    def __init__(self, vem: QWidget, las: Callable[[], str], skriv: Callable[[str], None]) -> None:
        super().__init__(vem)
        self.varde, self.satt = las, skriv


class Skrivformular(QWidget):
    spara = Signal()
    sparad = Signal()
    """The report is in: what was typed has served."""
    stangd = Signal()
    """Closed by the user, what was typed thrown away."""

    def __init__(self, tema: Tema, idag: date, u: Mallunderlag, mal: str, sparknapp: QPushButton) -> None:
        """`mal`: which report of the case, for a draft to be found again."""
        super().__init__()
        self._tema, self._idag, self._u = tema, idag, u
        self.sparknapp = sparknapp
        self.falt: dict[str, Skrivfalt] = {}
        self.texter: dict[str, QPlainTextEdit] = {}
        self.skalor: dict[str, QComboBox] = {}
        self.tabeller: dict[str, Rapporttabell] = {}
        self.utkastplats = QVBoxLayout()
        self._lad = kolumn(self.utkastplats, mellan=14, kant=(0, 0, 12, 0))
        self.datum = Datumfalt(tema, idag, idag.isoformat())
        self.datum.rad.setAccessibleName("Dag då rapporten kom in")
        self.datum.andrad.connect(self._falt("datum", self.datum.varde, self.datum.satt).andrad)
        self._lad.addLayout(kolumn(text("Kom in", "fet"), self.datum, mellan=4))
        self._bygg_texter()
        self._bygg_tabeller()
        self._lad.addStretch(1)
        self.setLayout(self._lad)
        self.steg = Stegval(
            SKRIV_IN, f"Skriv in: {u.rubrik}", "Spara rapporten", mal,
            falt=tuple(Falt(namn, namn, "stor_text") for namn in self.falt),
        )  # fmt: skip

    def _falt(self, namn: str, las: Callable[[], str], skriv: Callable[[str], None]) -> Skrivfalt:
        self.falt[namn] = Skrivfalt(self, las, skriv)
        return self.falt[namn]

    def _bygg_texter(self) -> None:
        kanda = dict(self._u.texter)
        for a in self._u.formular.avsnitt:
            ruta = self._skala(a, kanda) if a.skala and self._u.skala else self._fritext(a, kanda)
            ruta.setAccessibleName(a.rubrik)
            ruta.setAccessibleDescription(a.hjalp)
            krav = "" if a.kravs else " (om det är aktuellt)"
            delar = [text(a.rubrik + krav, "fet", bryt=True)]
            if a.hjalp:
                delar.append(text(a.hjalp, "litendampad", bryt=True))
            self._lad.addLayout(kolumn(*delar, ruta, mellan=3))

    def _fritext(self, a: Avsnitt, kanda: dict[str, str]) -> QPlainTextEdit:
        ruta = QPlainTextEdit(kanda.get(a.kod, ""))
        ruta.setTabChangesFocus(True)
        ruta.setFixedHeight(self._tema.px(108))
        ruta.textChanged.connect(self._falt(f"text:{a.kod}", ruta.toPlainText, ruta.setPlainText).andrad)
        self.texter[a.kod] = ruta
        return ruta

    def _skala(self, a: Avsnitt, kanda: dict[str, str]) -> QComboBox:
        """One of the steps. What was answered before is kept, whatever it is."""
        lista = QComboBox()
        lista.addItems(["", *svarsord(self._u.skala, ej_aktuellt=a.ej_aktuellt)])
        lista.setMinimumContentsLength(12)
        lista.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

        def satt(svar: str) -> None:
            if lista.findText(svar) < 0:
                lista.addItem(svar)
            lista.setCurrentText(svar)

        satt(kanda.get(a.kod, ""))
        lista.currentTextChanged.connect(self._falt(f"text:{a.kod}", lista.currentText, satt).andrad)
        self.skalor[a.kod] = lista
        return lista

    def _bygg_tabeller(self) -> None:
        u = self._u
        kanda: dict[str, Sequence[Delmal | Kontaktrad | Franvarorad]] = {
            "delmal": u.delmal,
            "kontakter": u.kontakter,
            "franvaro": u.franvaro,
        }
        for namn in u.formular.tabeller:
            slag = "delmal_plan" if namn == "delmal" and u.formular.slag == "plan" else namn
            tabell = Rapporttabell(self._tema, slag, TABELLER[namn], self._idag)
            tabell.satt(kanda[namn])
            falt = self._falt(f"tabell:{namn}", tabell.som_text, tabell.satt_text)
            tabell.itemChanged.connect(falt.andrad)
            tabell.skrivs.connect(falt.andrad)
            self.tabeller[namn] = tabell
            kort = ram("kort")
            kort.setLayout(kolumn(tabell, kant=1, mellan=0))
            self._lad.addLayout(kolumn(text(TABELLER[namn], "fet"), kort, mellan=3))

    def forsta(self) -> QWidget:
        return self.datum

    def fokusera(self) -> None:
        next(iter(self.texter.values()), self.datum).setFocus()

    def innehall(self) -> Innehall:
        """What has been typed. Raises Nekad for a day that is none."""
        t = self.tabeller
        return Innehall(
            self._u.rubrik_klar,
            tuple((a.kod, str(self.falt[f"text:{a.kod}"].varde()).strip()) for a in self._u.formular.avsnitt),
            t["delmal"].delmal() if "delmal" in t else (),
            t["kontakter"].kontakter() if "kontakter" in t else (),
            t["franvaro"].franvaro() if "franvaro" in t else (),
        )
