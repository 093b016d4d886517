"""The kontrollpunkter of an uppföljning, in a dialog: version by version, each with what it asks for and of whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from kundvalsdesk.rules.kontrollpunkter import ANDRAD, UTKAST
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.kontrollpunkttyper import Listrad, Punktlista, Punktrad
from kundvalsdesk.texter.datum import datum_langt
from kundvalsdesk.ui import kontrollpunkttjanster as tjanst
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import kolumn, rad, text, tom
from kundvalsdesk.ui.delad_dialog import DeladDialog
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import Kolumn
from kundvalsdesk.ui.uppfoljning_modell import Rad, Tabell, Tabellmodell

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Kontrollpunkter"
HUR = {"ny": "ny", ANDRAD: "ändrad"}


class Punktmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("nr", "Nr", 56),
        Kolumn("punkt", "Kontrollpunkt", 230),
        Kolumn("galler", "Svarar", 74, "Vilka anordnare som svarar: alla, eller de i ett kundval"),
        Kolumn("hur", "Sedan förra", 104, "Vad som är nytt sedan versionen före"),
    )
    FET = "punkt"

    def visa(self, x: Punktlista) -> None:
        self.satt(tuple(
            Rad(str(p.id), x.plan_id, p.id,
                {"nr": p.nummer, "punkt": p.punkt.punkt, "galler": p.punkt.galler or "alla",
                 "hur": HUR.get(p.hur, "")},
                {"hur": "gul"} if p.hur else {})
            for p in x.punkter
        ))  # fmt: skip


def version_ord(v: Listrad) -> str:
    if v.utsand is None:
        return f"Version {v.nummer}, inte utsänd"
    return f"Version {v.nummer}, utsänd {datum_langt(v.utsand)}"


class Kontrollpunktdialog(DeladDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, plan_id: int) -> None:
        super().__init__(vem, s, RUBRIK)
        self.plan_id = plan_id
        self.vy: tjanst.Punktvy | None = None
        self._valj = ""
        self._laggs_till = self._ny_ska_visas = False
        self._rubrik, self._lage = text(RUBRIK, "stor"), text("", "dampad", bryt=True, markera=True)
        self.versioner = QComboBox()
        self.versioner.setAccessibleName("Version")
        self.versioner.setMinimumContentsLength(32)
        self.versioner.currentIndexChanged.connect(lambda _: self.hamta())
        self.modell = Punktmodell(s.tema, self)
        self.lista = Tabell(s.tema, self.modell, RUBRIK, "punkt", ("hur", "galler"))
        self.lista.selectionModel().currentRowChanged.connect(lambda *_: self._visa_punkt())
        self.lista.oppna.connect(lambda _: self._andra())
        self.lista.doubleClicked.connect(lambda _: self._andra())
        k = self._knapp
        self.skapa = k(
            "Lägg upp …", "Alt+L", "Ur mallen, eller förra årets", partial(self._med_plan, "uppfoljningspunkter_skapa")
        )
        self.skicka = k(
            "Registrera utskick …", "Alt+U", "Versionen låses", partial(self._med_plan, "uppfoljningspunkter_skicka")
        )
        self.slang = k(
            "Ta bort versionen …",
            "Alt+V",
            "Den som inte är utsänd",
            partial(self._med_plan, "uppfoljningspunkter_ta_bort"),
        )
        self.ny = k("Ny …", "Alt+N", "En till kontrollpunkt", partial(self._med_plan, "uppfoljningspunkt_lagg_till"))
        self.andra = k("Ändra …", "Alt+A", "Enter", self._andra)
        self.bort = k(
            "Ta bort …", "Alt+D", "Ställs inte längre", partial(self._med_punkt, "uppfoljningspunkt_ta_bort")
        )
        self.upp = k("Upp", "Alt+Up", "Före den som står ovanför", partial(self._flytta, "upp"))
        self.ned = k("Ned", "Alt+Down", "Efter den som står under", partial(self._flytta, "ned"))
        self._borta = text("", "litendampad", bryt=True)
        self._bygg()
        self.lista.setFocus()
        self.hamta()

    def _bygg(self) -> None:
        val = rad(self.versioner, self.skapa, self.skicka, self.slang, None, mellan=8)
        lad = kolumn(self._rubrik, self._lage, self._besked, val, mellan=10, kant=(24, 18, 24, 8))
        om = kolumn(self._rullat_om(), kant=1, mellan=0)
        lad.addLayout(self._dela(self.lista, om, hojder=(260, 220), andelar=(3, 2)), 1)
        lad.addWidget(self._borta)
        self._knappar = (self.ny, self.andra, self.bort, self.upp, self.ned)
        lad.addLayout(rad(*self._knappar, None, mellan=8))
        self._ram_in(lad, 1120, 740)

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        plan_id, nummer = self.plan_id, int(self.versioner.currentData() or 0)
        self._s.arbetare.kor(lambda e: tjanst.hamta(e, plan_id, nummer), self._visa, self._fel, token="punkter")  # noqa: S106

    def _visa(self, vy: tjanst.Punktvy) -> None:
        vald = self._valj or self._nyckel()
        if self._ny_ska_visas and vy.lista.punkter:
            vald = str(max(p.id for p in vy.lista.punkter))
        self._ny_ska_visas = False
        nr = self.lista.currentIndex().row()
        self._valj = ""
        self.vy, x = vy, vy.lista
        self._rubrik.setText(f"{RUBRIK}, {x.kundval} {x.ar}")
        self._lage.setText(self._i_ord(x))
        self.versioner.blockSignals(True)
        self.versioner.clear()
        for v in x.listor:
            self.versioner.addItem(version_ord(v), v.nummer if v is not x.listor[0] else 0)
        if x.lista is not None:
            self.versioner.setCurrentIndex([v.id for v in x.listor].index(x.lista.id))
        self.versioner.blockSignals(False)
        self.versioner.setVisible(len(x.listor) > 1)
        self.modell.visa(x)
        finns = self.modell.finn(vald) if vald else 0
        self.lista.selectRow(finns if finns >= 0 else min(max(nr, 0), self.modell.rowCount() - 1))
        utkast = x.lista is not None and x.lista.lage == UTKAST
        skriver = vy.far_skriva and x.senaste
        self.skapa.setVisible(vy.far_skriva and x.lista is None)
        self.skicka.setVisible(skriver and utkast)
        self.slang.setVisible(skriver and utkast)
        for k in self._knappar:
            k.setVisible(skriver)
        nasta = self.skapa if x.lista is None else self.skicka
        nasta.setProperty("roll", "primar")
        nasta.style().polish(nasta)
        if x.lista is not None and not self.versioner.hasFocus():
            self.lista.setFocus()
        borta = ", ".join(p.punkt for p in x.borta)
        self._borta.setText(f"Ställs inte längre: {borta}.")
        self._borta.setVisible(bool(borta))
        self._visa_punkt()

    def _i_ord(self, x: Punktlista) -> str:
        v = x.lista
        if v is None:
            return "Det finns inga kontrollpunkter än. Börja med programmets förslag, eller med förra årets."
        antal = f"{len(x.punkter)} kontrollpunkter i del A–D."
        if v.utsand is None:
            return f"{antal} {version_ord(v)}."
        svar = f", svar senast {datum_langt(v.svar_senast)}" if v.svar_senast else ""
        sedan = " En ändring blir en ny version." if x.senaste else " En äldre version, som inte ändras."
        return f"{antal} {version_ord(v)} av {v.utsand_av}{svar}.{sedan}"

    def _nyckel(self) -> str:
        r = self.modell.rad(self.lista.currentIndex().row())
        return r.nyckel if r is not None else ""

    def _vald(self) -> Punktrad | None:
        r = self.modell.rad(self.lista.currentIndex().row())
        if r is None or self.vy is None:
            return None
        return next((p for p in self.vy.lista.punkter if p.id == r.steg_id), None)

    def _visa_punkt(self) -> None:
        tom(self._om)
        p = self._vald()
        for k in self._knappar[1:]:
            k.setEnabled(p is not None)
        if p is None:
            return
        x = p.punkt
        delar = [("", f"{p.nummer}. {x.punkt}", "rubrik"), ("", tjanst.del_ord(x.delen), "litendampad"),
                 ("Fråga till anordnaren", x.fraga, ""), ("Underlag som ska bifogas", x.bevis or "Inget", ""),
                 ("Svarar", tjanst.galler_ord(x.galler), "")]  # fmt: skip
        if p.fore is not None:
            f = p.fore
            forr = [(vad, fore) for vad, fore, nu in (
                ("namnet", f.punkt, x.punkt), ("frågan", f.fraga, x.fraga),
                ("underlaget", f.bevis or "inget", x.bevis or "inget"),
                ("svarar", tjanst.galler_ord(f.galler), tjanst.galler_ord(x.galler)),
                ("delen", f"del {f.delen}", f"del {x.delen}"),
            ) if fore != nu]  # fmt: skip
            delar += [(f"Förra versionen, {vad}", fore, "dampad") for vad, fore in forr]
        for rubrik, ord_, roll in delar:
            if rubrik:
                self._om.addWidget(text(rubrik, "litenfet"))
            self._om.addWidget(text(ord_, roll, bryt=True, markera=True))

    # --- doing ------------------------------------------------------------------------------------------------------

    def _med_plan(self, kod: str) -> None:
        self._fraga(kod, str(self.plan_id))

    def _med_punkt(self, kod: str) -> None:
        p = self._vald()
        if p is not None:
            self._fraga(kod, str(p.id))

    def _andra(self) -> None:
        if self.vy is not None and self.vy.far_skriva and self.vy.lista.senaste:
            self._med_punkt("uppfoljningspunkt_andra")

    def _formular(self, e: Arbetsenhet, kod: str, mal: str) -> Stegval:
        return tjanst.formular(e, kod, mal)

    def _oppna(self, steg: Stegval) -> None:
        self._laggs_till = steg.kod == "uppfoljningspunkt_lagg_till"
        super()._oppna(steg)

    def _klart(self, mening: str) -> None:
        self._ny_ska_visas, self._laggs_till = self._laggs_till, False
        self.versioner.blockSignals(True)
        self.versioner.setCurrentIndex(0)
        self.versioner.blockSignals(False)
        super()._klart(mening)

    def _flytta(self, hur: str) -> None:
        p = self._vald()
        if p is None:
            return
        kod, nr = p.punkt.kod, p.id

        def jobb(e: Arbetsenhet) -> object:
            tjanster.utfor(e, "uppfoljningspunkt_flytta", "", str(nr), p.version, {"hur": hur})
            return tjanst.punktens_id(e, self.plan_id, kod)

        self._s.arbetare.kor(jobb, self._flyttad, self._fel, skriv=True)

    def _flyttad(self, nr: object) -> None:
        tom(self._besked)
        self._valj = str(nr)
        QTimer.singleShot(0, self, self.hamta)
