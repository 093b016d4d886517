"""What stands beside the report: the plan's goals, last month's report, the case, and the month's calendar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kundvalsdesk.services.granskningstyper import Delmalvy, Granskningsvy
from kundvalsdesk.ui.bitar import faktaruta, knapp, kolumn, linje, rad, ram, rullyta, text, tom
from kundvalsdesk.ui.former import pillbredd, pillfont, rita_pill
from kundvalsdesk.ui.granskning_kalender import Manadskalender
from kundvalsdesk.ui.granskning_text import Rapportdokument, Rapporttext
from kundvalsdesk.ui.tema import Tema

PLAN, FORRA, ARENDE = 0, 1, 2
LJUS = {"uppnatt": "klar", "pa_vag": "gron", "nams": "gron", "inte_paborjat": "gul", "nams_inte": "gul"}
"""Light of a sub-goal; one that has been taken out of the plan (utgår) is grey."""
KORT_FLIK = 12


class Delmalslista(QWidget):
    """Sub-goals with what the report says of each: one painted widget, ready as fast as the report itself."""

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._delmal: tuple[Delmalvy, ...] = ()
        riktlinje = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        riktlinje.setHeightForWidth(True)
        self.setSizePolicy(riktlinje)
        tema.bytt.connect(self.update)

    def satt(self, delmal: tuple[Delmalvy, ...]) -> None:
        self._delmal = delmal
        self.setAccessibleName("Delmål. " + ". ".join(f"{d.nr}. {d.text}: {d.ord}" for d in delmal))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, bredd: int) -> int:
        return self._ordna(bredd, None)

    def sizeHint(self) -> QSize:
        bredd = max(self.width(), self._tema.px(200))
        return QSize(self._tema.px(200), self._ordna(bredd, None))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tema.px(120), 0)

    def paintEvent(self, _: QPaintEvent) -> None:
        p = QPainter(self)
        p.setFont(self.font())
        self._ordna(self.width(), p)
        p.end()

    def _ordna(self, bredd: int, p: QPainter | None) -> int:
        """Lays out the sub-goals below each other, and paints them if there is something to paint on."""
        tema = self._tema
        y = 0.0
        pillhojd = tema.px(24)
        for d in self._delmal:
            lag = QTextLayout(f"{d.nr}. {d.text}", QFont(self.font()))
            val = QTextOption()
            val.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            lag.setTextOption(val)
            lag.beginLayout()
            hojd, sist, sist_y = 0.0, 0.0, 0.0
            while (rad_ := lag.createLine()).isValid():
                rad_.setLineWidth(bredd)
                rad_.setPosition(QPointF(0, hojd))
                sist, sist_y = rad_.naturalTextWidth(), hojd
                hojd += rad_.height()
            lag.endLayout()
            pill = min(bredd, pillbredd(tema, pillfont(tema, self.font()), d.ord))
            bredvid = sist + tema.px(8) + pill <= bredd
            x = sist + tema.px(8) if bredvid else 0.0
            radhojd = hojd - sist_y
            pill_y = y + sist_y + (radhojd - pillhojd) / 2 if bredvid else y + hojd + tema.px(2)
            if p is not None:
                p.setPen(tema.farg("text"))
                lag.draw(p, QPointF(0, y))
                rita_pill(p, QRect(round(x), round(pill_y), pill + 1, pillhojd), tema, LJUS.get(d.lage, "vilande"),
                          d.ord)  # fmt: skip
            y = max(y + hojd, pill_y + pillhojd) + tema.px(9)
        return round(y)


class Flikar(QTabBar):
    """Tabs whose focus can be seen."""

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            p = QPainter(self)
            p.setPen(QPen(self._tema.farg("accent"), 2))
            p.drawRoundedRect(self.tabRect(self.currentIndex()).adjusted(1, 1, -self._tema.px(14), -3), 4, 4)
            p.end()


class GranskningSida(QWidget):
    oppna_arende = Signal()

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._vy: Granskningsvy | None = None
        self._ritad: dict[int, Granskningsvy] = {}
        self.offline = False
        """In an offline package there is no case to open."""
        self.flikar = Flikar(tema)
        self.flikar.setAccessibleName("Bredvid rapporten")
        self.flikar.setDrawBase(False)
        self.flikar.setExpanding(False)
        self.flikar.setUsesScrollButtons(False)
        for nr, ord_ in enumerate(("Plan", "Förra", "Ärende"), 1):
            self.flikar.addTab(ord_)
            self.flikar.setTabToolTip(nr - 1, f"{ord_} ({nr})")
        self.flikar.currentChanged.connect(self._byt)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._planflik())
        self.forra = Rapporttext(tema, "Förra rapporten")
        self._ingen_forra = text("", "dampad", bryt=True)
        forra = QWidget()
        forralad = kolumn(self._ingen_forra, mellan=0)
        forralad.addWidget(self.forra, 1)
        forralad.addStretch(0)
        forra.setLayout(forralad)
        self._stack.addWidget(forra)
        arende = QWidget()
        self._arende = QVBoxLayout(arende)
        self._arende.setContentsMargins(0, 0, 8, 0)
        self._arende.setSpacing(8)
        self._stack.addWidget(rullyta(arende))
        kort = ram("kort")
        flikar = kolumn(self.flikar, linje(), mellan=0, kant=(0, 0, 6, 12))
        lad = kolumn(flikar, mellan=0, kant=(18, 12, 12, 14))
        lad.addWidget(self._stack, 1)
        kort.setLayout(lad)
        self._kalenderrubrik = text("", "rubrik")
        self.kalender = Manadskalender(tema)
        self._kalenderkort = ram("kort")
        self._kalenderkort.setLayout(kolumn(self._kalenderrubrik, self.kalender, mellan=8, kant=(18, 14, 18, 12)))
        self._kalenderkort.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        yttre = kolumn(mellan=16)
        yttre.addWidget(kort, 1)
        yttre.addWidget(self._kalenderkort)
        self.setLayout(yttre)
        tema.bytt.connect(self._nytt_tema)

    def _planflik(self) -> QWidget:
        self._mal = text("", bryt=True, markera=True)
        self._delmalsrubrik = text("Delmål", "fet")
        self._malrubrik = text("Mål", "fet")
        self.delmal = Delmalslista(self._tema)
        self._plan_ord = text("", "litendampad", bryt=True)
        inre = QWidget()
        lad = kolumn(self._malrubrik, self._mal, 10, self._delmalsrubrik, self.delmal, mellan=4, kant=(0, 0, 8, 0))
        lad.addSpacing(6)
        lad.addWidget(self._plan_ord)
        lad.addStretch(1)
        inre.setLayout(lad)
        return rullyta(inre)

    # --- filled by the view -----------------------------------------------------------------------------------------

    def satt(self, vy: Granskningsvy) -> None:
        self._vy = vy
        ord_ = vy.foregaende_ord
        flik = ord_[:1].upper() + ord_[1:] if 0 < len(ord_) <= KORT_FLIK else "Förra"
        if self.flikar.tabText(FORRA) != flik:
            self.flikar.setTabText(FORRA, flik)
            self.flikar.setTabToolTip(FORRA, f"{flik} (2)")
        self._kalenderkort.setVisible(bool(vy.kalender))
        if vy.kalender:
            self._kalenderrubrik.setText(vy.kalender_ord[:1].upper() + vy.kalender_ord[1:])
            self.kalender.satt(vy.kalender, vy.kalender_ord)
        self._byt(self.flikar.currentIndex())

    def visa_flik(self, nr: int) -> None:
        self.flikar.setCurrentIndex(nr)

    def _byt(self, nr: int) -> None:
        """The tab that is seen is filled; the others wait until they are."""
        self._stack.setCurrentIndex(nr)
        vy = self._vy
        if vy is None or self._ritad.get(nr) is vy:
            return
        self._ritad[nr] = vy
        (self._fyll_plan, self._fyll_forra, self._fyll_arende)[nr](vy)

    def _fyll_plan(self, vy: Granskningsvy) -> None:
        finns = bool(vy.mal or vy.delmal)
        self._malrubrik.setVisible(finns)
        self._delmalsrubrik.setVisible(bool(vy.delmal))
        forsta = "Det här är den första versionen av planen."
        ingen = "Ingen genomförandeplan med text finns i ärendet."
        saknas = forsta if vy.slag == "plan" else ingen
        self._mal.setText(vy.mal or ("Målet är inte ifyllt." if finns else saknas))
        self.delmal.satt(vy.delmal)
        self._plan_ord.setText(vy.plan_ord)

    def _fyll_forra(self, vy: Granskningsvy) -> None:
        self._ingen_forra.setVisible(not vy.foregaende)
        self.forra.setVisible(bool(vy.foregaende))
        if not vy.foregaende:
            slag = {"rapport": "Ingen tidigare månadsrapport", "plan": "Ingen tidigare version av planen"}
            self._ingen_forra.setText(f"{slag.get(vy.slag, 'Inget tidigare')} finns med text.")
            return
        self.forra.visa(Rapportdokument(self._tema, self.forra.font()).avsnitt(vy.foregaende))

    def _fyll_arende(self, vy: Granskningsvy) -> None:
        tom(self._arende)
        self._arende.addWidget(faktaruta(vy.arende, self._tema.px(96)))
        if vy.tidigare:
            self._arende.addSpacing(8)
            self._arende.addWidget(text("Hittills", "fet"))
            for dag, vad in vy.tidigare:
                self._arende.addLayout(
                    kolumn(text(dag, "litendampad"), text(vad, "liten", bryt=True, markera=True), mellan=0)
                )
        if not self.offline:
            self._arende.addSpacing(4)
            oppna = knapp(
                "Öppna ärendet", self.oppna_arende.emit, roll="lank", tips="Frister, händelser och alla steg"
            )
            self._arende.addLayout(rad(oppna, None))
        self._arende.addStretch(1)

    def _nytt_tema(self) -> None:
        self._ritad.clear()
        self._byt(self.flikar.currentIndex())

    def tabort(self) -> None:
        """Nothing is shown beside nothing."""
        self._vy = None
        self._ritad.clear()
        self._kalenderkort.hide()
