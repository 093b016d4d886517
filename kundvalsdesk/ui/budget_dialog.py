"""A year's cost against its budget: a kundval or all of them, as a diagram and as a table of the same figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.budget import Kostnad
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.budgetdiagram import budgetdiagram
from kundvalsdesk.services.budgetord import anmarkningar, kundval_ord, lage_ord, tidigt_ord
from kundvalsdesk.services.budgettyper import Budgetsvar, Kundvalsar
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.texter.datum import manad_ar
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.ui import budgettjanster as tjanst
from kundvalsdesk.ui.arbetsdialog import ta_innehallets_hojd
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, meddelande, rad, ram, riktning, rullyta, text, tom, visa_klart
from kundvalsdesk.ui.diagram import Diagramvy
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.listgrund import ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats
from kundvalsdesk.ui.tabellgrund import HOGER

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

KOLUMNER = ("Månad", "Utbetalt", "Väntas", "Prognos", "Med tidiga slut")
BREDVID = 1000
"""Narrower than this, the diagram stands above the table."""
_FORMAT = {".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)"}


class Budgetdialog(QDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, ar: int = 0) -> None:
        super().__init__(vem)
        self._s = s
        self.ar = ar or s.idag().year
        self.svar: Budgetsvar | None = None
        self._vald = ""
        self.setWindowTitle("Budget")
        self.setModal(True)
        self.diagram = Diagramvy(s.tema)
        self.tabell = ordtabell(s.tema, "Kostnad per månad", KOLUMNER)
        for kol in range(1, len(KOLUMNER)):
            if (huvud := self.tabell.horizontalHeaderItem(kol)) is not None:
                huvud.setTextAlignment(HOGER)
        self.tabell.verticalHeader().setDefaultSectionSize(s.tema.px(30))
        self.tabell.setMinimumHeight(s.tema.px(200))
        self.tabell.setMinimumWidth(s.tema.px(600))
        self.fore = knapp("‹", lambda: self._stega(-1), namn="Året före", tips="Året före (Alt+Vänsterpil)")
        self.efter = knapp("›", lambda: self._stega(1), namn="Året efter", tips="Året efter (Alt+Högerpil)")
        self.fore.setShortcut("Alt+Left")
        self.efter.setShortcut("Alt+Right")
        self.skriv = knapp("Skriv in budget …", self._skriv, tips="För året, per kundval (Alt+B)")
        self.skriv.setShortcut("Alt+B")
        self.som_excel = knapp("Spara som Excel …", lambda: self._spara_som(".xlsx"))
        self.som_csv = knapp("Spara som CSV …", lambda: self._spara_som(".csv"))
        self.papper = knapp("På papper …", self._papper, tips="Diagram och tabeller att skriva ut (Ctrl+P)")
        self.papper.setShortcut("Ctrl+P")
        self.dokument: DokumentDialog | None = None
        self._rubrik = text("", "stor")
        self._val, self._lage, self._besked = QBoxLayout(riktning(True)), QVBoxLayout(), QVBoxLayout()
        self.chip: list[QPushButton] = []
        self._bygg()
        fonster = vem.window()
        self.resize(min(s.tema.px(1180), fonster.width() - 40), min(s.tema.px(720), fonster.height() - 40))
        self.hamta()

    def _bygg(self) -> None:
        vanster, hoger = ram("kort"), ram("kort")
        vanster.setLayout(kolumn(self.diagram, kant=14))
        hoger.setLayout(kolumn(self.tabell, kant=1))
        self._tva = QBoxLayout(riktning(True))
        self._tva.setSpacing(16)
        self._tva.addWidget(vanster, 4)
        self._tva.addWidget(hoger, 6)
        self._om = text("", "dampad", bryt=True)
        inre = QWidget()
        lad = kolumn(
            rad(self.fore, self._rubrik, self.efter, None), self._besked, self._val, self._lage, mellan=12,
            kant=(24, 18, 24, 8),
        )  # fmt: skip
        lad.addLayout(self._tva, 1)
        inre.setLayout(lad)
        self._inre = inre
        stang = knapp("Stäng", self.reject, tips="Esc")
        fot = rad(self.som_excel, self.som_csv, self.papper, None, self.skriv, stang, mellan=10, kant=(24, 8, 24, 18))
        yttre = kolumn(mellan=0)
        yttre.addWidget(rullyta(inre), 1)
        yttre.addLayout(rad(self._om, kant=(24, 4, 24, 0)))
        yttre.addLayout(fot)
        self.setLayout(yttre)

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        ar = self.ar
        self._rubrik.setText(f"Budget {ar}")
        for k in (self.skriv, self.som_excel, self.som_csv, self.papper):
            k.setEnabled(False)
        tom(self._lage)
        raknar = text("Räknar …", "dampad")
        self._lage.addWidget(raknar)

        def jobb(e: Arbetsenhet, visa: tjanst.Visa) -> Budgetsvar:
            return tjanst.hamta(e, ar, visa)

        def visa(f: Framsteg) -> None:
            raknar.setText(f"{f.vad}, {100 * f.klart // max(f.totalt, 1)} %")

        self._s.arbetare.fraga(jobb, self._visa, self._fel, visa, "budget")

    def _visa(self, svar: Budgetsvar) -> None:
        self.svar = svar
        for k in (self.skriv, self.som_excel, self.som_csv, self.papper):
            k.setEnabled(True)
        if len(self.chip) != len(svar.poster):
            tom(self._val)
            self.chip = []
            for nr, p in enumerate(svar.poster, 1):
                k = chip(kundval_ord(p.kundval), partial(self.valj, p.kundval), tips=f"Alt+{nr}")
                k.setShortcut(f"Alt+{nr}")
                self.chip.append(k)
                self._val.addWidget(k)
            self._val.addStretch(1)
        self._om.setText(" ".join(anmarkningar(svar)))
        self.valj(self._vald)

    def valj(self, kundval: str) -> None:
        """Shows one kundval, or all of them together."""
        if self.svar is None:
            return
        p = next((p for p in self.svar.poster if p.kundval == kundval), self.svar.alla)
        self._vald = p.kundval
        for k, x in zip(self.chip, self.svar.poster, strict=True):
            k.setChecked(x.kundval == p.kundval)
        self._visa_lage(p)
        self.diagram.satt(budgetdiagram(p))
        self._fyll(p)
        ta_innehallets_hojd(self._inre)

    def _visa_lage(self, p: Kundvalsar) -> None:
        tom(self._lage)
        over = p.kvar is not None and p.kvar < 0
        tidigt = [tidigt_ord(p)] if p.totalt.prognos_tidigt != p.totalt.prognos else []
        self._lage.addWidget(meddelande("varning" if over else "ruta", tidigt, lage_ord(p)))

    def _fyll(self, p: Kundvalsar) -> None:
        rader = [(manad_ar(m).split()[0].capitalize(), k) for m, k in p.manader] + [("Hela året", p.totalt)]
        self.tabell.setRowCount(len(rader))
        for nr, (ord_, k) in enumerate(rader):
            for kol, cell in enumerate((ord_, *self._tal(k))):
                ruta = QTableWidgetItem(cell)
                if kol:
                    ruta.setTextAlignment(HOGER)
                self.tabell.setItem(nr, kol, ruta)
        self.tabell.selectRow(max(0, self.tabell.currentRow()))

    @staticmethod
    def _tal(k: Kostnad) -> tuple[str, ...]:
        return tuple(map(kronor, (k.betalt, k.vantat, k.prognos, k.prognos_tidigt)))

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._lage)
        self._lage.addWidget(meddelande("fel", fel.mening.splitlines()))

    def _stega(self, hur: int) -> None:
        self.ar += hur
        tom(self._besked)
        self.hamta()

    # --- the budget, and files --------------------------------------------------------------------------------------

    def _skriv(self) -> None:
        ar = self.ar
        self._s.arbetare.kor(lambda e: tjanst.formular(e, ar), self._oppna, self._fel)

    def _oppna(self, steg: Stegval) -> None:
        dialog = Formulardialog(self, self._s, steg)
        dialog.sparad.connect(self._sparad)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _sparad(self, _: object) -> None:
        visa_klart(self._besked, f"Budgeten för {self.ar} är sparad.")
        self.hamta()

    def _spara_som(self, slut: str) -> None:
        if (svar := self.svar) is None:
            return
        fil = valj_plats(self, "Spara budgeten", f"budget_{svar.ar}{slut}", _FORMAT[slut])
        if fil is not None:
            spara(
                self._s.arbetare, self, fil, tjanst.som_fil(svar, slut),
                lambda: visa_klart(self._besked, f"Sparat som {fil.name}."), self._fel,
            )  # fmt: skip

    def _papper(self) -> None:
        if (svar := self.svar) is None:
            return

        def klar(fil: tuple[str, bytes]) -> None:
            from kundvalsdesk.ui.dokument_dialog import DokumentDialog

            self.dokument = DokumentDialog(self, self._s, f"Budget {svar.ar}", fil[1], fil[0])
            self.dokument.finished.connect(self.dokument.deleteLater)
            self.dokument.open()

        self._s.arbetare.kor(lambda e: tjanst.papper(e, svar), klar, self._fel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tva.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))
        ta_innehallets_hojd(self._inre)
