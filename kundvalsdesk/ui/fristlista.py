"""The frister of a case: open ones first, done ones folded in; "Varför?" unfolds the explanation where it belongs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Fristrad
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text, tom
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.tema import Tema

KLARA = ("klar", "bortfallen")


class Fristradvy(QWidget):
    """One row; the explanation is built when it is asked for."""

    def __init__(self, tema: Tema, f: Fristrad) -> None:
        super().__init__()
        self._f = f
        self._ruta: QWidget | None = None
        pill = Pill(tema, "rod" if f.ljus == "klar" and "sen" in f.ord else f.ljus, f.ord)
        pillplats = QWidget()
        pillplats.setLayout(rad(pill, None))
        pillplats.setMinimumWidth(max(min(tema.px(196), 216), pill.sizeHint().width()))
        datum = text(datum_kort(f.forfaller), "dampad")
        datum.setFixedWidth(tema.px(64))
        namn = text(f.namn, "" if f.ljus in KLARA else "fet", bryt=True)
        vem = text(f.ansvarig_ord, "dampad", bryt=True)
        langst = max((vem.fontMetrics().horizontalAdvance(o) for o in f.ansvarig_ord.split()), default=0)
        vem.setMinimumWidth(max(tema.px(90), langst + 4))  # a single word cannot be broken
        vem.setMaximumWidth(tema.px(176))
        self.varfor = knapp("Varför?", self._vaxla, roll="diskret", namn=f"Varför? {f.namn}, {f.ord}")
        self.varfor.setCheckable(True)
        topp = QHBoxLayout()
        topp.setContentsMargins(0, 6, 0, 6)
        topp.setSpacing(10)
        for w, andel in ((pillplats, 0), (datum, 0), (namn, 3), (vem, 1), (self.varfor, 0)):
            topp.addWidget(w, andel)
        radram = ram("rad")
        radram.setLayout(topp)
        self._lad = kolumn(radram, mellan=0)
        self.setLayout(self._lad)

    def _vaxla(self) -> None:
        if self._ruta is None:
            ruta = ram("ruta")
            inre = kolumn(mellan=5, kant=(14, 12, 14, 12))
            for stycke in self._f.forklaring:
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
        self.varfor.setText("Dölj" if visas else "Varför?")


class Fristlista(QWidget):
    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._visa_klara = False
        self._frister: tuple[Fristrad, ...] = ()
        self._lad = QVBoxLayout(self)
        self._lad.setContentsMargins(0, 0, 0, 0)
        self._lad.setSpacing(0)

    def satt(self, frister: tuple[Fristrad, ...]) -> None:
        self._frister = frister
        self._bygg()

    def _bygg(self) -> None:
        tom(self._lad)
        oppna = [f for f in self._frister if f.ljus not in KLARA]
        klara = [f for f in self._frister if f.ljus in KLARA]
        for f in oppna:
            self._lad.addWidget(Fristradvy(self._tema, f))
        if not oppna:
            self._lad.addWidget(text("Inget är på väg att förfalla i ärendet.", "dampad", bryt=True))
        if klara:
            ord_ = "Dölj klara frister" if self._visa_klara else f"Visa klara frister ({len(klara)})"
            k = knapp(ord_, self._vaxla, roll="diskret")
            plats = QWidget()
            inre = QHBoxLayout(plats)
            inre.setContentsMargins(0, 6, 0, 2)
            inre.addWidget(k)
            inre.addStretch(1)
            self._lad.addWidget(plats)
            if self._visa_klara:
                for f in klara:
                    self._lad.addWidget(Fristradvy(self._tema, f))

    def _vaxla(self) -> None:
        self._visa_klara = not self._visa_klara
        self._bygg()
