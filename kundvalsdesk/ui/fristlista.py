"""The frister of a case: open ones first, done ones folded in; "Varför?" unfolds the explanation where it belongs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Fristrad
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, satt_knappord, text
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.tema import Tema

KLARA = ("klar", "bortfallen")
VARFOR = "Varför?"
KVAR = 6
"""Rows kept for the next case, used or not."""


class Fristradvy(QWidget):
    """One row, kept from one case to the next; the explanation is built when it is asked for."""

    def __init__(self, tema: Tema, klar: bool) -> None:
        super().__init__()
        self._tema = tema
        self._f: Fristrad | None = None
        self._ruta: QWidget | None = None
        self._pill = Pill(tema, "gron", "")
        self._pillplats = QWidget()
        self._pillplats.setLayout(rad(self._pill, None))
        self._datum = text("", "dampad")
        self._datum.setFixedWidth(tema.px(64))
        self._namn = text("", "" if klar else "fet", bryt=True)
        self._vem = text("", "dampad", bryt=True)
        self._vem.setMaximumWidth(tema.px(176))
        self.varfor = knapp(VARFOR, self._vaxla, roll="diskret")
        self.varfor.setCheckable(True)
        topp = QHBoxLayout()
        topp.setContentsMargins(0, 6, 0, 6)
        topp.setSpacing(10)
        for w, andel in ((self._pillplats, 0), (self._datum, 0), (self._namn, 3), (self._vem, 1), (self.varfor, 0)):
            topp.addWidget(w, andel)
        radram = ram("rad")
        radram.setLayout(topp)
        self._lad = kolumn(radram, mellan=0)
        self.setLayout(self._lad)

    def satt(self, f: Fristrad) -> None:
        self._f = f
        self._pill.satt("rod" if f.ljus == "klar" and "sen" in f.ord else f.ljus, f.ord)
        tema = self._tema
        self._pillplats.setMinimumWidth(max(min(tema.px(196), 216), self._pill.sizeHint().width()))
        self._datum.setText(datum_kort(f.forfaller))
        self._namn.setText(f.namn)
        self._vem.setText(f.ansvarig_ord)
        matt = self._vem.fontMetrics()
        langst = max((matt.horizontalAdvance(o) for o in f.ansvarig_ord.split()), default=0)
        self._vem.setMinimumWidth(max(tema.px(90), langst + 4))  # a single word cannot be broken
        self.varfor.setAccessibleName(f"{VARFOR} {f.namn}, {f.ord}")
        if self._ruta is not None:
            self._lad.removeWidget(self._ruta)
            self._ruta.hide()
            self._ruta.deleteLater()
            self._ruta = None
            self.varfor.setChecked(False)
            self.varfor.setText(VARFOR)

    def _vaxla(self) -> None:
        if self._f is None:
            return
        if self._ruta is None:
            ruta = ram("ruta")
            inre = kolumn(mellan=5, kant=(14, 12, 14, 12))
            for stycke in self._f.forklara():
                inre.addWidget(text(stycke, "liten", bryt=True, markera=True))
            if self._f.kalla:
                inre.addWidget(text(self._f.kalla, "litendampad", bryt=True))
            ruta.setLayout(inre)
            self._ruta = QWidget()
            self._ruta.setLayout(kolumn(ruta, kant=(0, 8, 0, 8)))
            self._ruta.hide()
            self._lad.addWidget(self._ruta)
        visas = self._ruta.isHidden()
        self._ruta.setVisible(visas)
        self.varfor.setChecked(visas)
        self.varfor.setText("Dölj" if visas else VARFOR)


class Fristlista(QWidget):
    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._visa_klara = False
        self._frister: tuple[Fristrad, ...] = ()
        self._oppna: list[Fristradvy] = []
        self._klara: list[Fristradvy] = []
        self._lad = QVBoxLayout(self)
        self._lad.setContentsMargins(0, 0, 0, 0)
        self._lad.setSpacing(0)
        self._oppnalad, self._klaralad = kolumn(mellan=0), kolumn(mellan=0)
        self._inget = text("Inget är på väg att förfalla i ärendet.", "dampad", bryt=True)
        self._vaxel = knapp("Visa klara frister", self._vaxla, roll="diskret")
        self._vaxelplats = QWidget()
        self._vaxelplats.setLayout(rad(self._vaxel, None, kant=(0, 6, 0, 2)))
        self._lad.addLayout(self._oppnalad)
        self._lad.addWidget(self._inget)
        self._lad.addWidget(self._vaxelplats)
        self._lad.addLayout(self._klaralad)

    def satt(self, frister: tuple[Fristrad, ...]) -> None:
        self._frister = frister
        self._fyll()

    def fall_ihop(self) -> None:
        """Another case starts with its done frister folded in."""
        self._visa_klara = False

    def _fyll(self) -> None:
        oppna = [f for f in self._frister if f.ljus not in KLARA]
        klara = [f for f in self._frister if f.ljus in KLARA]
        self._rader(self._oppna, self._oppnalad, oppna, klar=False)
        self._rader(self._klara, self._klaralad, klara if self._visa_klara else [], klar=True)
        self._inget.setVisible(not oppna)
        self._vaxelplats.setVisible(bool(klara))
        if klara:
            ord_ = "Dölj klara frister" if self._visa_klara else f"Visa klara frister ({len(klara)})"
            satt_knappord(self._vaxel, ord_)

    def _rader(self, rader: list[Fristradvy], lad: QVBoxLayout, frister: list[Fristrad], *, klar: bool) -> None:
        while len(rader) < len(frister):
            rader.append(Fristradvy(self._tema, klar))
            lad.addWidget(rader[-1])
        while len(rader) > max(len(frister), 0 if klar else KVAR):
            bort = rader.pop()
            lad.removeWidget(bort)
            bort.hide()
            bort.deleteLater()
        for nr, rad_ in enumerate(rader):
            if nr < len(frister):
                rad_.satt(frister[nr])
            rad_.setVisible(nr < len(frister))

    def _vaxla(self) -> None:
        self._visa_klara = not self._visa_klara
        self._fyll()
