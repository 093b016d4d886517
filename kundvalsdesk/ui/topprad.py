"""The top bar: product, search, the day (marked when it is not the real one), "Ny insats", the demo's role."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from kundvalsdesk.texter.datum import datum_kort, datum_ord
from kundvalsdesk.ui.bitar import Genvagsknapp, knapp, rad, text
from kundvalsdesk.ui.tema import Tema

FILTER = 212
"""Width of the filter that has room for its words and its key."""


class Topprad(QFrame):
    sok = Signal(str)
    """The words that the list in view is narrowed to."""
    sok_allt = Signal()
    till_listan = Signal()
    ny_insats = Signal()
    hjalp = Signal()
    visa_notiser = Signal()
    valde_anvandare = Signal(str)
    valde_tema = Signal(str)
    las_in = Signal()
    skriv_ut = Signal()
    avsandare = Signal()
    dokumenttexter = Signal()
    kopia = Signal()
    inkorg = Signal()
    kalender = Signal()
    massutfarda = Signal()
    incidenter = Signal()
    gallring = Signal()
    las_in_paket = Signal()
    oppna_paket = Signal()
    stang_paket = Signal()
    byt_databas = Signal()
    byt_losenord = Signal()
    anvandare = Signal()

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._ord: dict[QLabel | QPushButton, tuple[str, ...]] = {}
        self.setProperty("roll", "topp")
        self.setFixedHeight(tema.px(52))
        self.sokfalt = QLineEdit()
        self.sokfalt.setProperty("roll", "sok")
        self.sokfalt.setPlaceholderText("Filtrera listan …")
        self.sokfalt.setAccessibleName("Filtrera listan")
        self.sokfalt.setToolTip(
            "Visar bara rader med orden: kund, ärende, anordnare (Ctrl+F). Pil ner går till listan, Esc rensar."
        )
        self.sokfalt.setMinimumWidth(tema.px(130))
        self.sokfalt.setMaximumWidth(tema.px(340))
        self.sokfalt.setMaxLength(100)
        self.allt = Genvagsknapp("Sök", "Ctrl K", primar=False)
        self.allt.setToolTip("Sök i allt: ärenden, anteckningar, rapporter (Ctrl+K)")
        self.allt.clicked.connect(self.sok_allt)
        self._tangent = text("Ctrl F", "tangent")
        self._tangent.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sokfalt.setLayout(rad(None, self._tangent, kant=(0, 0, 9, 0)))
        self.sokfalt.textChanged.connect(self._skrev)
        self.sokfalt.installEventFilter(self)
        self._sok_timer = QTimer(self, singleShot=True, interval=180)
        self._sok_timer.timeout.connect(lambda: self.sok.emit(self.sokfalt.text().strip()))
        self.dag = text("", "dampad")
        self.lagesmarke = text("", "markering")
        self.lagesmarke.hide()
        self.demo = knapp("Demo ▾", tips="Välj vem du är i demon")
        self.demo.hide()
        self._demomeny = QMenu(self)
        self.demo.setMenu(self._demomeny)
        self.klocka = knapp("", self.visa_notiser.emit, tips="Notiser (Ctrl+B)", namn="Notiser, inga olästa")
        self.klocka.setIconSize(QSize(tema.px(18), tema.px(18)))
        self.satt_notiser(0)
        tema.bytt.connect(self._satt_klocka)
        self.ny = knapp("+ Ny insats", self.ny_insats.emit, tips="Ctrl+N", namn="Ny insats")
        self.visning = knapp("Meny ▾", tips="Utseende, hjälp, in- och utläsning", namn="Meny")
        self.visning.setMenu(self._visningsmeny())
        self._produkt = text("Kundvalsdesk", "produkt")
        lad = rad(self._produkt, kant=(20, 0, 20, 0), mellan=12)
        lad.addSpacing(4)
        lad.addWidget(self.allt)
        lad.addWidget(self.sokfalt, 3)
        lad.addStretch(1)
        till_hoger = (self.lagesmarke, self.dag, self.demo, self.klocka, self.ny, self.visning)
        for w in till_hoger:
            lad.addWidget(w)
        self._delar: tuple[QWidget, ...] = (self._produkt, self.allt, *till_hoger)
        self.setLayout(lad)

    def _visningsmeny(self) -> QMenu:
        meny = QMenu(self)
        self._skotsel: list[QAction] = []
        self._overforing: dict[str, QAction] = {}
        for kod, ord_, signal in (
            ("", "Användare …", self.anvandare),
            ("in", "Läs in ärenden …", self.las_in),
            ("ut", "Skriv ut alla ärenden …", self.skriv_ut),
            ("", "Avsändare på dokument …", self.avsandare),
            ("", "Texter i dokument …", self.dokumenttexter),
            ("", "Säkerhetskopia …", self.kopia),
        ):
            a = meny.addAction(ord_)
            a.triggered.connect(signal)
            if kod:
                self._overforing[kod] = a
            else:
                self._skotsel.append(a)
        self._efter_skotsel = meny.addSeparator()
        self.satt_skotsel(False)
        self._paketval: dict[str, QAction] = {}
        for lage, ord_, signal in (
            ("hemma", "Läs in offlinepaket …", self.las_in_paket),
            ("oppna", "Öppna offlinepaket …", self.oppna_paket),
            ("borta", "Stäng offlinepaketet", self.stang_paket),
        ):
            a = meny.addAction(ord_)
            a.triggered.connect(signal)
            self._paketval[lage] = a
        self.satt_paket(None)
        meny.addSeparator()
        utseende = meny.addMenu("Utseende")
        grupp = QActionGroup(utseende)
        self._temaval: dict[str, QAction] = {}
        for val, ord_ in (("system", "Som datorn"), ("ljus", "Ljust"), ("mork", "Mörkt")):
            a = utseende.addAction(ord_)
            a.setCheckable(True)
            a.setChecked(val == self._tema.val)
            a.triggered.connect(lambda *_, v=val: self.valde_tema.emit(v))
            grupp.addAction(a)
            self._temaval[val] = a
        self._inkorg = meny.addAction("Inkorg …")
        self._inkorg.triggered.connect(self.inkorg)
        self._kalender = meny.addAction("Mina frister till kalendern …")
        self._kalender.triggered.connect(self.kalender)
        self._mass = meny.addAction("Dokument för en månad …")
        self._mass.triggered.connect(self.massutfarda)
        self._incidenter = meny.addAction("Personuppgiftsincidenter …")
        self._incidenter.triggered.connect(self.incidenter)
        self._gallring = meny.addAction("Gallring …")
        self._gallring.triggered.connect(self.gallring)
        meny.addSeparator()
        self._byt_databas = meny.addAction("Välj databas …")
        self._byt_databas.triggered.connect(self.byt_databas)
        self._byt_losenord = meny.addAction("Byt lösenord …")
        self._byt_losenord.triggered.connect(self.byt_losenord)
        self.satt_databasval(byt=False, losenord=False)
        hjalp = meny.addAction("Hjälp\tF1")
        hjalp.triggered.connect(self.hjalp)
        return meny

    def satt_skotsel(self, far: bool, *, in_: bool = False, ut: bool = False) -> None:
        """What a systemspecialist (or the owner of a local file) takes care of; absent for everybody else. `in_`,
        `ut`: whether cases may be taken in and written out, which is not for the same roles."""
        for a in self._skotsel:
            a.setVisible(far)
        self._overforing["in"].setVisible(in_)
        self._overforing["ut"].setVisible(ut)
        self._efter_skotsel.setVisible(far or in_ or ut)

    def satt_arendesok(self, far: bool) -> None:
        """Search and notices are of cases: absent for whoever sees none."""
        self.allt.setVisible(far)
        self.sokfalt.setVisible(far)
        self.klocka.setVisible(far and not self.klocka.isHidden())

    def satt_databasval(self, *, byt: bool, losenord: bool) -> None:
        self._byt_databas.setVisible(byt)
        self._byt_losenord.setVisible(losenord)

    def satt_paket(self, lage: str | None) -> None:
        """What the menu offers of offline packages: hemma (out of a database), borta (in a package over one), ensam
        (a package and nothing else); None: nothing for this role."""
        self._paketval["hemma"].setVisible(lage == "hemma")
        self._paketval["oppna"].setVisible(lage != "borta")
        self._paketval["borta"].setVisible(lage == "borta")

    def satt_incidenter(self, far: bool) -> None:
        self._incidenter.setVisible(far)

    def satt_gallring(self, far: bool) -> None:
        self._gallring.setVisible(far)

    def _satt_klocka(self) -> None:
        self.klocka.setIcon(self._tema.ikon("klocka"))

    def satt_notiser(self, olasta: int) -> None:
        """How many have not been read; nothing of what they say."""
        self._satt_klocka()
        self.klocka.setText(str(min(olasta, 99)) if olasta else "")
        self.klocka.setAccessibleName(f"Notiser, {olasta or 'inga'} olästa")

    def satt_inkorg(self, far: bool) -> None:
        self._inkorg.setVisible(far)
        self._kalender.setVisible(far)
        self._mass.setVisible(far)

    def satt_dag(self, idag: date, verklig: date) -> None:
        langt, kort = f"{datum_ord(idag)}, vecka {idag.isocalendar().week}", datum_kort(idag, verklig)
        annan = idag != verklig
        self.dag.setVisible(not annan)
        self.lagesmarke.setVisible(annan)
        self._ord[self.dag] = (langt, kort)
        self._ord[self.lagesmarke] = (f"Visar läget {langt}", f"Visar läget {kort}", kort)
        if annan:
            self.lagesmarke.setToolTip(
                f"{langt}. Programmet startades med en annan dag än dagens. Frister och ljus räknas från den."
            )
        self._valj_langd()

    def _valj_langd(self) -> None:
        """Long words when there is room for them and for the filter, else the short ones; the tooltip has the long."""
        self._produkt.setVisible(self.width() >= self._tema.px(800))  # it stands in the window's title too
        for langd in range(3):
            for etikett, ord_ in self._ord.items():
                etikett.setText(ord_[min(langd, len(ord_) - 1)])
            self.allt.visa_tangent(langd < 2)
            fast = sum(w.sizeHint().width() + 12 for w in self._delar if not w.isHidden())
            if fast + self._tema.px(FILTER) + 40 <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._valj_langd()

    def satt_demo(self, valbara: list[tuple[str, str, str]], nu: str) -> None:
        """Who one may be, grouped by role."""
        self._demomeny.clear()
        grupp = QActionGroup(self._demomeny)
        forra = ""
        for anvandare, namn, roll in valbara:
            if forra and roll != forra:
                self._demomeny.addSeparator()
            forra = roll
            ord_ = f"{namn}, {roll}"
            a = self._demomeny.addAction(ord_)
            a.setCheckable(True)
            a.setChecked(anvandare == nu)
            a.setData(anvandare)
            a.triggered.connect(lambda *_, v=anvandare: self.valde_anvandare.emit(v))
            grupp.addAction(a)
            if anvandare == nu:
                self._ord[self.demo] = (f"Demo: {ord_} ▾", f"{namn} ▾")
                self.demo.setToolTip(f"Demo: {ord_}. Välj vem du är")
                self.demo.setAccessibleName(f"Demo: {ord_}. Välj vem du är")
        self.demo.show()
        self._valj_langd()

    def demoanvandare(self) -> list[str]:
        """Who one may be in the demo."""
        return [str(a.data()) for a in self._demomeny.actions() if a.data()]

    # --- search -------------------------------------------------------------------------------------------------

    def _skrev(self, ord_: str) -> None:
        self._visa_tangent()
        self._sok_timer.start()

    def _visa_tangent(self) -> None:
        """Beside the words, not over them."""
        rum = self.sokfalt.width() >= self._tema.px(FILTER)
        self._tangent.setVisible(rum and not self.sokfalt.text())

    def satt_sok(self, ord_: str) -> None:
        """Shows what the view searches for, without searching again."""
        if self.sokfalt.text().strip() != ord_:
            self.sokfalt.blockSignals(True)
            self.sokfalt.setText(ord_)
            self.sokfalt.blockSignals(False)
            self._visa_tangent()

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if handelse.type() == QEvent.Type.Resize:  # of the field
            self._visa_tangent()
        if isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress:
            if handelse.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._sok_timer.isActive():
                    self._sok_timer.stop()
                    self.sok.emit(self.sokfalt.text().strip())
                self.till_listan.emit()
                return True
            if handelse.key() == Qt.Key.Key_Escape:
                self.sokfalt.clear()
                self._sok_timer.stop()
                self.sok.emit("")
                self.till_listan.emit()
                return True
        return super().eventFilter(vem, handelse)
