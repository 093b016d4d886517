"""The room of the statistics: the tables of a period, narrowed down as one likes, each figure the way to its cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.kundenkat import TOLV, TRETTON
from kundvalsdesk.rules.statistikjamforelse import med_andring
from kundvalsdesk.services.statistikdiagram import diagram
from kundvalsdesk.services.statistiktyper import (
    AR_FOR_AR,
    KEDJOR,
    PROGRESSION,
    RAPPORTER,
    Bakomrad,
    Cell,
    Statistiksvar,
    Urval,
    Valbart,
    nyckel,
)
from kundvalsdesk.texter import statistik as ord_
from kundvalsdesk.ui import statistiktjanster as tjanst
from kundvalsdesk.ui.bitar import (
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    text,
    tom,
    tomtlage,
    visa_klart,
)
from kundvalsdesk.ui.datumfalt import Datumfalt
from kundvalsdesk.ui.diagram import Diagramvy
from kundvalsdesk.ui.listgrund import RETUR
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats
from kundvalsdesk.ui.statistik_bakom import Bakomdialog
from kundvalsdesk.ui.statistik_tabell import Statistiktabell

if TYPE_CHECKING:
    from kundvalsdesk.rules.statistiktabeller import Tabell
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

TOKEN = "statistik"  # noqa: S105 – names a line of questions, no secret
TABELL, NEKAD, HAMTAR = range(3)
FORSTA_TABELL = "4"
_FORMAT = "Excelbok (*.xlsx);;CSV (*.csv);;PDF (*.pdf)"
HOGST_DIAGRAM = 2
"""Of one table."""
BREDVID = 860
"""Narrower than this, the lists stand two by two."""


class StatistikVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.svar: Statistiksvar | None = None
        self._far_oppna = False
        forra = s.idag().year - 1
        self.fran = Datumfalt(s.tema, s.idag(), f"{forra}-01-01", med_ord=False)
        self.till = Datumfalt(s.tema, s.idag(), f"{forra}-12-31", med_ord=False)
        self.fran.rad.setAccessibleName("Från och med")
        self.till.rad.setAccessibleName("Till och med")
        self.val = {
            "kundval": self._lista("Kundval", "Alla kundval"),
            "anordnare": self._lista("Anordnare", "Alla anordnare"),
            "karriarvagledare": self._lista("Karriärvägledare", "Alla karriärvägledare"),
            "malgrupp": self._lista("Målgrupp", "Alla målgrupper"),
        }
        self.vilken = QComboBox()
        self.vilken.setAccessibleName("Tabell")
        self.vilken.setMinimumContentsLength(24)
        self.vilken.currentIndexChanged.connect(lambda _: self._visa_tabell())
        self.tabell = Statistiktabell(s.tema)
        self.tabell.oppna.connect(self._fraga_bakom)
        self.jamfor = QCheckBox("&Jämför med året före")
        self.jamfor.setToolTip("Samma dagar ett år tidigare, med skillnaden (Alt+J)")
        self.jamfor.clicked.connect(lambda _: self.rakna())
        self.diagram = tuple(Diagramvy(s.tema) for _ in range(HOGST_DIAGRAM))
        self._diagramrubriker = tuple(text("", "rubrik") for _ in self.diagram)
        self._under = text("", "dampad")
        self._under.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._om = text("", "litendampad", bryt=True)
        self._besked = QVBoxLayout()
        self._bygg()

    def _lista(self, namn: str, alla: str) -> QComboBox:
        lista = QComboBox()
        lista.setAccessibleName(namn)
        lista.addItem(alla, None)
        lista.setMinimumContentsLength(12)
        lista.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        lista.activated.connect(lambda _: self.rakna())
        return lista

    def _bygg(self) -> None:
        self.enkat = knapp("Kundenkät …", self._oppna_enkat, tips="Frågor, utskick, svar och resultat (Alt+K)")
        self.enkat.setShortcut("Alt+K")
        self.rakna_knapp = knapp("Räkna", self.rakna, roll="primar", tips="Enter i ett datum")
        self.kopia = knapp(
            "Kopiera tabellen", self._kopiera, tips="Till urklipp, för ett kalkylark (Ctrl+C i tabellen)"
        )
        self.ut = knapp(
            "Spara …", self._valj_fil, tips="Alla tabeller, som Excelbok eller CSV, eller som PDF med diagram"
        )
        dagar = rad(mellan=16)
        for ord_text, falt in (("Från och med", self.fran), ("Till och med", self.till)):
            dagar.addLayout(kolumn(text(ord_text, "litendampad"), falt, mellan=2))
        dagar.addLayout(kolumn(None, self.rakna_knapp, mellan=2))
        dagar.addStretch(1)
        self._listor = QGridLayout()
        self._listor.setSpacing(8)
        self._still_upp(len(self.val))
        kort, self._bilder = ram("kort"), ram("kort")
        i_kortet = kolumn(self.tabell, kant=1, mellan=0)
        i_kortet.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)  # no higher than all rows of the table
        kort.setLayout(i_kortet)
        bilder = kolumn(mellan=8, kant=(16, 12, 16, 10))
        for rubrik, d in zip(self._diagramrubriker, self.diagram, strict=True):
            bilder.addWidget(rubrik)
            bilder.addWidget(d, 1)
            d.vald.connect(partial(self._fraga_bakom_stapel, d))
        self._bilder.setLayout(bilder)
        sida = QWidget()
        self._verktyg = QBoxLayout(riktning(True))
        self._verktyg.setSpacing(8)
        self._verktyg.addWidget(self.vilken)
        self._verktyg.addWidget(self.jamfor)
        self._verktyg.addStretch(1)
        self._verktyg.addLayout(rad(self.kopia, self.ut, mellan=8))
        inre = kolumn(self._verktyg, mellan=10)
        inre.addWidget(kort, 3)
        inre.addWidget(self._om)
        inre.addWidget(self._bilder, 2)
        inre.addStretch(0)
        sida.setLayout(inre)
        self._stack = QStackedWidget()
        nekad = tomtlage(
            "Det finns inget för din roll här",
            "Statistiken visas för arbetsledare, kvalitetsutvecklare och kundkoordinator.",
        )
        for w in (sida, nekad, tomtlage("Hämtar …", "")):
            self._stack.addWidget(w)
        self._stack.setCurrentIndex(HAMTAR)
        self._filter = QWidget()
        self._filter.setLayout(kolumn(dagar, self._listor, mellan=10))
        allt = QWidget()
        inne = kolumn(self._filter, self._besked, mellan=12)
        inne.addWidget(self._stack, 1)
        allt.setLayout(inne)
        lad = QVBoxLayout(self)
        lad.setContentsMargins(24, 18, 24, 24)
        lad.setSpacing(12)
        lad.addLayout(rad(text("Statistik", "stor"), self._under, None, self.enkat, mellan=12))
        # With large text in a small window the table keeps a few rows, and the whole scrolls.
        lad.addWidget(rullyta(allt), 1)
        self.setFocusProxy(self.tabell)

    def _still_upp(self, bredd: int) -> None:
        """The lists beside each other, as many as there is room for."""
        for nr, lista in enumerate(self.val.values()):
            self._listor.addWidget(lista, nr // bredd, nr % bredd)
        for spalt in range(len(self.val)):
            self._listor.setColumnStretch(spalt, 1 if spalt < bredd else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bred = self.width() >= self._s.tema.px(BREDVID)
        self._still_upp(len(self.val) if bred else 2)
        self._verktyg.setDirection(riktning(bred))

    # --- counting ---------------------------------------------------------------------------------------------------

    def urval(self) -> Urval | None:
        """What is asked for; None where a day is no day: that field has the focus then."""
        dagar = []
        for falt in (self.fran, self.till):
            try:
                dagar.append(date.fromisoformat(falt.varde()))
            except ValueError:
                falt.rad.setFocus()
                falt.rad.selectAll()
                self._sag("Skriv båda dagarna som ÅÅÅÅ-MM-DD.")
                return None
        return Urval(dagar[0], dagar[1], **{namn: lista.currentData() for namn, lista in self.val.items()},
                     jamfor=self.jamfor.isChecked())  # fmt: skip

    def rakna(self) -> None:
        if (urval := self.urval()) is None:
            return
        tom(self._besked)

        def jobb(e: Arbetsenhet) -> tuple[Statistiksvar, Valbart]:
            return tjanst.hamta(e, urval)

        self._s.arbetare.kor(jobb, self._visa, self._fel, token=TOKEN)

    def uppdatera(self) -> None:
        self.rakna()

    def hamta_tyst(self) -> None:
        """Somebody else has done something: counted again, and the same cell stays chosen."""
        if self.svar is not None:
            self.rakna()

    def _visa(self, svar_och_val: tuple[Statistiksvar, Valbart]) -> None:
        self.svar, val = svar_och_val
        self._far_oppna = val.far_oppna
        for namn, poster in (
            ("kundval", val.kundval), ("anordnare", [(n, n) for n in val.anordnare]),
            ("karriarvagledare", val.karriarvagledare), ("malgrupp", val.malgrupper),
        ):  # fmt: skip
            _fyll(self.val[namn], poster)
        self._fyll_tabeller(self.svar)
        antal = self.svar.statistik.tabeller["4"].totalt["totalt"]
        period = ord_.period_ord(self.svar.urval.fran, self.svar.urval.till)
        self._under.setText(f"{period} · {ord_.insatser_ord(antal if isinstance(antal, int) else 0)}")
        self._stack.setCurrentIndex(TABELL)
        self.laddad.emit()

    def _fyll_tabeller(self, svar: Statistiksvar) -> None:
        """The table that was shown stays, where there still is one of its kind."""
        vald = self.vilken.currentData() or FORSTA_TABELL
        alla = {nyckel(t): t for t in svar.alla}
        self.vilken.blockSignals(True)
        self.vilken.clear()
        for namn, t in alla.items():
            self.vilken.addItem(f"{t.nummer}  {ord_.tabell_rubrik(t.nummer, t.avser)}", namn)
        self.vilken.setCurrentIndex(max(0, self.vilken.findData(vald if vald in alla else FORSTA_TABELL)))
        self.vilken.blockSignals(False)
        self._visa_tabell()

    def _visa_tabell(self) -> None:
        if self.svar is None:
            return
        t = next(t for t in self.svar.alla if nyckel(t) == self.vilken.currentData())
        perioder = ord_.korta_perioder(self.svar.urval.period, self.svar.urval.period.aret_fore)
        if self.svar.fore is not None and t.nummer == AR_FOR_AR:
            self.tabell.satt(med_andring(t))
        else:
            self.tabell.satt(t, self.svar.jamforelse(t), perioder)
        self._visa_diagram(t)
        vad = "Enter på en siffra visar ärendena bakom den." if self._far_oppna else (
            "Ärendena bakom siffrorna visas bara för arbetsledare."
        )  # fmt: skip
        # Nobody's answer and nobody's progression stands behind a figure.
        vad = f" {vad}" if t.nummer not in (TOLV, TRETTON, *PROGRESSION, *KEDJOR) else ""
        gallrat = f" {ord_.gallrade_ord(self.svar.gallrade)}" if self.svar.gallrade else ""
        pagar = " Perioden är inte slut." if self.svar.urval.till > self._s.idag() else ""
        self._om.setText(f"{ord_.tabell_om(t.nummer)}{vad}{pagar}{gallrat}")

    def _visa_diagram(self, t: Tabell) -> None:
        alla = [d for d in diagram(self.svar, t) if not d.tomt] if self.svar is not None else []
        for nr, (rubrik, d) in enumerate(zip(self._diagramrubriker, self.diagram, strict=True)):
            finns = nr < len(alla)
            rubrik.setVisible(finns and len(alla) > 1)
            d.setVisible(finns)
            if finns:
                rubrik.setText(alla[nr].rubrik)
                d.satt(alla[nr])
        self._bilder.setVisible(bool(alla))

    def _fel(self, fel: KundvalsdeskFel) -> None:
        if getattr(fel, "kod", "") == "roll":
            self._filter.hide()
            self.enkat.hide()
            self._stack.setCurrentIndex(NEKAD)
        else:
            self._sag(fel.mening)
        self.laddad.emit()

    def _sag(self, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (mening,)))

    # --- the cases behind a figure ----------------------------------------------------------------------------------

    def _fraga_bakom_stapel(self, d: Diagramvy, kategori: int, serie: int) -> None:
        """What a bar is of, as the same figure of the table would be."""
        t, rad_ = self.tabell.tabell, d.diagram.nycklar[kategori]
        if t is not None and rad_ is not None:
            self._fraga_bakom(Cell(nyckel(t), rad_, d.diagram.serier[serie].nyckel), fore=d.diagram.serier[serie].fore)

    def _fraga_bakom(self, cell: Cell, fore: bool = False) -> None:
        if self.svar is None or not self._far_oppna:
            return
        urval = self.svar.urval
        if fore:
            period = urval.period.aret_fore
            urval = replace(urval, fran=period.fran, till=period.till)

        def jobb(e: Arbetsenhet) -> tuple[Bakomrad, ...]:
            return tjanst.arenden(e, urval, cell)

        self._s.arbetare.kor(jobb, partial(self._visa_bakom, cell), self._fel, token=f"{TOKEN}-bakom")

    def _visa_bakom(self, cell: Cell, rader: tuple[Bakomrad, ...]) -> None:
        t = self.tabell.tabell
        vems = ord_.rad_ord(t.namn, cell.rad) if t is not None and cell.rad is not None else "totalt"
        rubrik = f"{ord_.kolumn_ord(cell.kolumn)}, {vems}"
        dialog = Bakomdialog(self, self._s, rubrik, rader, rapporter=cell.tabell == RAPPORTER)
        dialog.oppna.connect(lambda insats: self.oppna_arende.emit(insats, "", ""))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- out --------------------------------------------------------------------------------------------------------

    def _kopiera(self) -> None:
        self.tabell.kopiera()
        visa_klart(self._besked, "Tabellen är kopierad.")

    def _valj_fil(self) -> None:
        if self.svar is None:
            return
        namn = f"statistik_{self.svar.urval.fran}_{self.svar.urval.till}.xlsx"
        if (fil := valj_plats(self, "Spara statistiken", namn, _FORMAT, ".csv", ".pdf")) is not None:
            self.spara_till(fil)

    def spara_till(self, fil: Path) -> None:
        """Drawn or put together by the worker: a report of many pages takes its time."""
        if (svar := self.svar) is None:
            return

        def jobb(e: Arbetsenhet) -> bytes:
            return tjanst.fil(e, svar, fil.suffix.lower())

        def sedan(innehall: bytes) -> None:
            klart = partial(visa_klart, self._besked, f"Sparat som {fil.name}. {ord_.LAMNAS_UT}")
            spara(self._s.arbetare, self, fil, innehall, klart, self._fel)

        self._s.arbetare.kor(jobb, sedan, self._fel, token=f"{TOKEN}-fil")

    def _oppna_enkat(self) -> None:
        from kundvalsdesk.ui.kundenkat_dialog import Kundenkatdialog

        dialog = Kundenkatdialog(self, self._s)
        dialog.finished.connect(lambda _: self.hamta_tyst())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- as every room ----------------------------------------------------------------------------------------------

    def sok(self, ord_: str) -> None:
        """There is nothing to search for among figures."""

    def rensa(self) -> None:
        """Esc: all insatser of the period again."""
        if any(lista.currentIndex() for lista in self.val.values()):
            for lista in self.val.values():
                lista.setCurrentIndex(0)
            self.rakna()
        self.sok_rensat.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and (self.fran.rad.hasFocus() or self.till.rad.hasFocus()):
            self.rakna()
            event.accept()
        else:
            super().keyPressEvent(event)


def _fyll(lista: QComboBox, poster: Sequence[tuple[str, str]]) -> None:
    """What there is now, after the line for all; what was chosen stays."""
    vald = lista.currentData()
    lista.blockSignals(True)
    while lista.count() > 1:
        lista.removeItem(1)
    for kod, visas in poster:
        lista.addItem(visas, kod)
    lista.setCurrentIndex(max(0, lista.findData(vald)) if vald is not None else 0)
    lista.blockSignals(False)
