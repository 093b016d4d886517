"""Beside a case: the facts of the insats and the kund, what is left before it can be closed, its documents."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Arendevy, Aterstaende, Dokumentrad
from kundvalsdesk.services.progressiontyper import stegdiagram
from kundvalsdesk.texter.datum import datum_langt
from kundvalsdesk.texter.progression import RUBRIK, sammanfattning
from kundvalsdesk.ui.bitar import Faktaruta, knapp, kolumn, kort, rad, text, tom
from kundvalsdesk.ui.diagram import Diagramvy
from kundvalsdesk.ui.tema import Tema


class Arendesida(QWidget):
    """The cards stay from one case to the next; those with nothing in them are hidden."""

    steg = Signal(object)
    """Stegval: the step that settles what is left."""
    flik = Signal(str)
    dokument = Signal(object)
    """Dokumentrad to be opened."""

    def __init__(self, tema: Tema, bredd: int) -> None:
        super().__init__()
        self._bredd = bredd
        spalt = tema.px(112)
        self._insats, self._kund = Faktaruta(spalt), Faktaruta(spalt)
        self._punkter, self._dokumenten = kolumn(mellan=4), kolumn(mellan=4)
        self._stegen = Diagramvy(tema)
        self._stegord = text("", "liten", bryt=True)
        self._progression = kort(RUBRIK, kolumn(self._stegord, self._stegen, mellan=6))
        self._punktkort = kort("Vad återstår för att stänga ärendet?", self._punkter)
        self._dokumentkort = kort("Dokument", self._dokumenten)
        self.setLayout(
            kolumn(
                kort("Insatsen", self._insats), kort("Kunden", self._kund), self._progression, self._punktkort,
                self._dokumentkort, None, mellan=16, kant=(0, 0, 0, 4),
            )
        )  # fmt: skip

    def satt(self, vy: Arendevy) -> None:
        self._insats.satt(vy.insatsfakta)
        self._kund.satt(vy.kundfakta)
        self._progression.setVisible(vy.progression is not None)
        if vy.progression is not None:
            self._stegord.setText("\n".join(sammanfattning(*vy.progression)))
            self._stegen.satt(stegdiagram(vy.progression))
        _fyll(self._punktkort, self._punkter, (self._punkt(p, vy) for p in vy.aterstar))
        _fyll(self._dokumentkort, self._dokumenten, (self._dokumentrad(d) for d in vy.dokument))

    def _punkt(self, p: Aterstaende, vy: Arendevy) -> QWidget:
        """What is left, as a way to the step that settles it where that can be taken now."""
        steg = next((s for s in vy.nasta if s.tillaten and s.kod == p.steg and s.mal in (p.mal, "")), None)
        if steg is None and not p.flik:
            return text(f"·  {p.text}", "liten", bryt=True)
        gor = partial(self.flik.emit, p.flik) if steg is None else partial(self.steg.emit, steg)
        ord_ = self.fontMetrics().elidedText(p.text, Qt.TextElideMode.ElideRight, self._bredd - 60)
        return knapp(ord_, gor, roll="lank", tips=p.text, namn=p.text)

    def _dokumentrad(self, d: Dokumentrad) -> QWidget:
        w = QWidget()
        oppna = knapp(
            "Öppna", partial(self.dokument.emit, d), tips="Visa, skriv ut eller spara", namn=f"Öppna {d.nummer}"
        )
        ord_ = kolumn(
            text(d.nummer, "fet"),
            text(f"Utfärdat {datum_langt(d.utfardat)} av {d.utfardat_av}", "litendampad", bryt=True),
            mellan=0,
        )
        lad = rad(mellan=12)
        lad.addLayout(ord_, 1)
        lad.addWidget(oppna)
        w.setLayout(lad)
        return w


def _fyll(kortet: QFrame, lad: QVBoxLayout, rader: Iterable[QWidget]) -> None:
    """Anew: these differ in kind from case to case. Hidden meanwhile, so that they are laid out once."""
    kortet.hide()
    tom(lad)
    for w in rader:
        lad.addWidget(w)
    kortet.setVisible(lad.count() > 0)
