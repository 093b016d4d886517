"""The card of one anordnare: how it goes at a glance and over a year, and all that the register holds, tab by tab.

Whoever may write in the register does it here, a form at a time; others read.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel
from kundvalsdesk.rules.diagram import Diagram
from kundvalsdesk.services.anordnarkorttyper import Anordnarkort, Insatsrad
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import anordnartjanster, tjanster
from kundvalsdesk.ui.anordnare_poster import (
    ANDRINGAR,
    AUKTORISATIONER,
    KONTOR,
    PERSONAL,
    UTAN,
    Gora,
    Postsida,
)
from kundvalsdesk.ui.bitar import (
    faktaruta,
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    text,
    tom,
    visa_klart,
)
from kundvalsdesk.ui.diagram import Diagramvy
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

FLIKAR = ("Översikt", "Uppgifter", "Personal", "Auktorisationer", "Ändringar")
OVERSIKT, UPPGIFTER, PERSONALEN, RATTEN, ANDRINGARNA = range(5)
KORTET, SIFFRORNA, FORMULARET = "anordnarkort", "anordnarsiffror", "anordnarformular"
"""Lines of questions, each with an answer that a later one replaces."""
BREDVID = 760
"""Narrower than this, the diagrams stand in one column."""


class Registerformular(Formulardialog):
    """A form of the register; after a conflict it is read anew as it stands."""

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        if not isinstance(fel, Konflikt):
            self.formular.visa_fel(fel)
            return
        kod, mal = self.formular.steg.kod, self.formular.steg.mal
        self._s.arbetare.kor(
            lambda e: anordnartjanster.formular(e, kod, mal),
            lambda nytt: self.formular.visa_konflikt(fel, nytt),
            lambda _: self.formular.visa_konflikt(fel, None),
        )


class Anordnardialog(QDialog):
    oppna_insats = Signal(str)
    andrad = Signal()
    """Something in the register has been written."""

    def __init__(self, vem: QWidget, s: Sammanhang, mal: str, namn: str) -> None:
        super().__init__(vem)
        self._s = s
        self.mal = mal
        self.kort: Anordnarkort | None = None
        self.setWindowTitle("Anordnare")
        self.setModal(True)
        self._namn = text(namn, "stor", bryt=True)
        self._besked, self._gora, self._fakta = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.diagram = tuple(Diagramvy(s.tema) for _ in range(4))
        self.kontor, self.personal = Postsida(s.tema, KONTOR), Postsida(s.tema, PERSONAL)
        self.auktorisationer, self.utan = Postsida(s.tema, AUKTORISATIONER), Postsida(s.tema, UTAN)
        self.andringar = Postsida(s.tema, ANDRINGAR)
        self.andra_knapp = knapp(
            "Ändra uppgifterna …", lambda: self._formular("anordnare_andra", self.mal), tips="Alt+U"
        )
        self.andra_knapp.setShortcut("Alt+U")
        self.flikar = QTabBar()
        self._sidor = QStackedWidget()
        self._bygg()
        fonster = vem.window()
        self.resize(min(s.tema.px(1120), fonster.width() - 40), min(s.tema.px(840), fonster.height() - 40))
        self.hamta()

    # --- building ---------------------------------------------------------------------------------------------------

    def _bygg(self) -> None:
        f = self.flikar
        f.setDrawBase(False)
        f.setExpanding(False)
        f.setAccessibleName("Anordnarens flikar")
        for nr, namn in enumerate(FLIKAR):
            f.addTab(namn)
            f.setTabToolTip(nr, f"{namn} (Alt+{nr + 1})")
            g = QShortcut(QKeySequence(f"Alt+{nr + 1}"), self)
            g.activated.connect(partial(f.setCurrentIndex, nr))
        f.currentChanged.connect(self._sidor.setCurrentIndex)
        for sida in (
            self._bygg_oversikt(), self._bygg_uppgifter(), kolumn(self.personal, kant=(2, 8, 2, 2)),
            kolumn(self.auktorisationer, 6, self.utan, kant=(2, 8, 2, 2)), kolumn(self.andringar, kant=(2, 8, 2, 2)),
        ):  # fmt: skip
            inre = QWidget()
            inre.setLayout(sida)
            self._sidor.addWidget(rullyta(inre))
        for p in (self.kontor, self.personal, self.auktorisationer, self.andringar):
            p.gor.connect(self._gor)
        self.utan.oppna.connect(self._oppna)
        lad = kolumn(self._namn, self._besked, f, mellan=8, kant=(24, 18, 24, 14))
        lad.addWidget(self._sidor, 1)
        lad.addLayout(rad(None, knapp("Stäng", self.reject, tips="Esc")))
        self.setLayout(lad)

    def _bygg_oversikt(self) -> QVBoxLayout:
        self._rutor = []
        self._rader = [QBoxLayout(riktning(True)) for _ in range(2)]
        self._rubriker = tuple(text("", "litenfet", bryt=True) for _ in self.diagram)
        lad = kolumn(self._gora, mellan=12, kant=(2, 8, 2, 2))
        for nr, (rubrik, d) in enumerate(zip(self._rubriker, self.diagram, strict=True)):
            d.setMaximumHeight(self._s.tema.px(220))
            kort = ram("kort")
            kort.setLayout(kolumn(rubrik, d, kant=(14, 10, 14, 10), mellan=4))
            self._rutor.append(kort)
            self._rader[nr // 2].setSpacing(12)
            self._rader[nr // 2].addWidget(kort, 1)
        for r in self._rader:
            lad.addLayout(r, 1)
        return lad

    def _bygg_uppgifter(self) -> QVBoxLayout:
        kort = ram("kort")
        kort.setLayout(kolumn(self._fakta, rad(self.andra_knapp, None), kant=(18, 14, 18, 14), mellan=12))
        return kolumn(kort, 8, self.kontor, mellan=8, kant=(2, 8, 2, 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for r in self._rader:
            r.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        mal = self.mal
        self._s.arbetare.kor(lambda e: anordnartjanster.kort(e, mal), self._visa, self._fel, token=KORTET)

    def done(self, svar: int) -> None:
        """What is still on its way is for nobody any more."""
        for token in (KORTET, SIFFRORNA, FORMULARET):
            self._s.arbetare.glom(token)
        super().done(svar)

    def _visa(self, k: Anordnarkort) -> None:
        self.kort = k
        self._namn.setText(k.namn)
        tom(self._gora)
        if k.att_gora:
            self._gora.addWidget(meddelande("varning", k.att_gora, "Att se till"))
        else:
            self._gora.addWidget(
                meddelande("klart", ("Auktorisation, behörigheter och anmälda ändringar är i ordning.",))
            )
        for ruta in self._rutor:
            ruta.setVisible(k.far_tal)
        if k.far_tal:
            self._hamta_siffror()
        else:
            self._gora.addWidget(text("Siffrorna visas för den som arbetar med ärenden eller kvalitet.", "dampad"))
        tom(self._fakta)
        self._fakta.addWidget(faktaruta(k.fakta or (("Uppgifter", "saknas"),), self._s.tema.px(120)))
        self.andra_knapp.setVisible(k.far_varda)
        self.kontor.satt(k.kontor, k.far_varda)
        self.personal.satt(k.personal, k.far_varda)
        self.personal.tabell.setColumnHidden(PERSONAL.kolumner.index("Insatser"), not k.far_se)
        self.auktorisationer.satt(k.auktorisationer, k.far_varda)
        self.utan.satt(k.utan_auktorisation, False)
        self.utan.setVisible(k.far_tal)
        for kol in (0, 1):
            self.utan.tabell.setColumnHidden(kol, not k.far_se)
        self.andringar.satt(k.andringar, k.far_varda)
        ohanterade = sum(a.hanterad is None for a in k.andringar)
        for nr, antal in ((PERSONALEN, sum(p.kvar for p in k.personal)), (ANDRINGARNA, ohanterade)):
            self.flikar.setTabText(nr, f"{FLIKAR[nr]} {antal}" if antal else FLIKAR[nr])

    def _hamta_siffror(self) -> None:
        """After the rest, which is there at once: of an anordnare with thousands of insatser they take a while."""
        mal = self.mal
        if self.diagram[0].diagram.tomt:
            self._rubriker[0].setText("Räknar …")
        self._s.arbetare.kor(
            lambda e: anordnartjanster.siffror(e, mal), self._visa_siffror, self._fel, token=SIFFRORNA
        )  # fmt: skip

    def _visa_siffror(self, diagram: tuple[Diagram, ...]) -> None:
        for rubrik, vy, d in zip(self._rubriker, self.diagram, diagram, strict=True):
            rubrik.setText(d.rubrik)
            vy.satt(d)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (fel.mening,)))

    # --- what can be done -------------------------------------------------------------------------------------------

    def _gor(self, g: Gora, r: Any) -> None:
        if g.ny:
            self._formular(g.kod, self.mal)
        elif not g.fraga:
            self._formular(g.kod, r.mal)
        elif fraga(self, f"Ta bort {getattr(r, 'namn', '') or r.avser_ord}?", g.fraga, "Ta bort"):
            self._utfor(g.kod, r.mal, r.version)

    def _formular(self, kod: str, mal: str) -> None:
        def visa(steg: Stegval) -> None:
            dialog = Registerformular(self, self._s, steg)
            dialog.sparad.connect(lambda _: self._sparat())
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda e: anordnartjanster.formular(e, kod, mal), visa, self._fel, token=FORMULARET)

    def _utfor(self, kod: str, mal: str, version: int) -> None:
        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, "", mal, version, {})

        self._s.arbetare.kor(
            jobb, lambda _: self._sparat(), self._gick_inte, skriv=True, handling_id=str(uuid4())
        )  # fmt: skip

    def _sparat(self) -> None:
        if not isValid(self):  # closed meanwhile
            return
        visa_klart(self._besked, "Sparat.")
        self.andrad.emit()
        self.hamta()

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        if isValid(self):
            self._fel(fel)
            self.hamta()

    def _oppna(self, r: Insatsrad) -> None:
        if r.insats:
            self.accept()
            self.oppna_insats.emit(r.insats)
