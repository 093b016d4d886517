"""The head of a case: the way back, the kund (masked where it must be), the insats, the next step as a button."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget, QWidgetAction

from kundvalsdesk.services.arendetyper import Arendevy, Stegval
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.tema import Tema, satt_roll

GODKANNER = {"plan_godkann": "plan", "rapport_godkann": "rapport", "slutrapport_godkann": "slutrapport"}
"""Steps that are better taken where the report can be read."""


class ArendeHuvud(QWidget):
    tillbaka = Signal()
    steg_valt = Signal(object)
    avsloja = Signal()
    granska = Signal(str, str)
    """slag and avser of a report that waits to be reviewed."""
    skriv_in = Signal()
    skapa_formular = Signal()

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._fran = "Kö"
        self.tillbakaknapp = knapp(
            "‹ Kö", self.tillbaka.emit, roll="diskret", tips="Tillbaka (Esc)", namn="Tillbaka till Kö"
        )
        self._namn = text("", "stor")
        self._insats = text("", "etikett")
        self._anordnare = text("", "dampad")
        self._knappar = QHBoxLayout()
        self._knappar.setSpacing(8)
        self._under = QVBoxLayout()
        self._knappar.setContentsMargins(0, 0, 0, 0)
        self._knappruta = QWidget()
        self._knappruta.setLayout(self._knappar)
        self._topp = rad(
            self.tillbakaknapp, self._namn, self._insats, self._anordnare, None, self._knappruta, mellan=10
        )
        self._andra = rad(None, mellan=10)
        self.setLayout(kolumn(self._topp, self._andra, self._under, mellan=8))
        self.primar: QPushButton | None = None
        self.granskaknapp: QPushButton | None = None
        self.fler: QPushButton | None = None
        self.meny = QMenu(self)
        self.meny.aboutToShow.connect(self.fyll_menyn)
        self._imeny: tuple[list[Stegval], list[Stegval]] | None = None
        self._forst: Stegval | None = None
        self._att_granska = ("", "")
        self._fler, self._granska, self._primar = self._knapparna()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ge_plats()

    def _ge_plats(self) -> None:
        """The anordnare and the insats stand among the facts too: they give way before a button is cut off."""
        for w in (self._anordnare, self._insats):
            w.show()
        self._flytta_knapparna(self._topp)
        for w in (self._anordnare, self._insats):
            if self._for_brett():
                w.hide()
        if self._for_brett():  # large text: the buttons have a row of their own, and the insats is named again
            self._flytta_knapparna(self._andra)
            self._insats.show()
            if self._for_brett():
                self._insats.hide()

    def _for_brett(self) -> bool:
        self._topp.invalidate()  # it remembers what it wanted before a part was hidden
        return self._topp.sizeHint().width() > self.width()

    def _flytta_knapparna(self, till: QHBoxLayout) -> None:
        annan = self._andra if till is self._topp else self._topp
        if till.indexOf(self._knappruta) < 0:
            annan.removeWidget(self._knappruta)
            till.addWidget(self._knappruta)

    def kom_fran(self, namn: str) -> None:
        self.tillbakaknapp.setText(f"‹ {namn}")
        self.tillbakaknapp.setAccessibleName(f"Tillbaka till {namn}")

    def satt(self, vy: Arendevy) -> None:
        self._namn.setText(vy.kund)
        self._insats.setText(f"{vy.insatskod} · {kort_namn(vy.insatsnamn)}")
        self._insats.setToolTip(vy.insatsnamn)
        self._anordnare.setText(vy.anordnare)
        tom(self._under)
        if vy.skyddad:
            self._under.addWidget(self._skydd(vy))
        self._satt_knappar(vy.nasta)
        QTimer.singleShot(0, self, self._ge_plats)  # new buttons know their size when they have been shown

    def _skydd(self, vy: Arendevy) -> QWidget:
        if vy.avslojad:
            mening = (
                f"{vy.skydd_ord[:1].upper()}{vy.skydd_ord[1:]}. Uppgifterna visas nu, och visningen är loggad. "
                "De döljs igen när ärendet hämtas om."
            )
        else:
            mening = "Personuppgifterna är skyddade. Namn och kontaktuppgifter är dolda."
        ruta = meddelande("varning", (mening,))
        if vy.far_avsloja and not vy.avslojad:
            lad = ruta.layout()
            if isinstance(lad, QVBoxLayout):
                visa = knapp("Visa skyddade uppgifter", self.avsloja.emit, tips="Visningen skrivs i loggen")
                lad.addLayout(rad(visa, text("Visningen skrivs i loggen.", "litendampad"), None))
        return ruta

    def _knapparna(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        """Made once; each case shows those it has use for."""
        fler = knapp("Fler åtgärder ▾", tips="Andra steg i ärendet (Alt+F)")
        fler.setShortcut("Alt+F")
        fler.pressed.connect(self.fyll_menyn)  # before the menu measures itself to find its place
        fler.setMenu(self.meny)
        granska = knapp(
            "Granska", lambda: self.granska.emit(*self._att_granska), tips="Läs det som väntar och besluta (Alt+G)"
        )
        primar = knapp("Nästa steg", lambda: self.steg_valt.emit(self._forst), roll="primar")
        for k in (fler, granska, primar):
            k.hide()
            self._knappar.addWidget(k)
        return fler, granska, primar

    def _satt_knappar(self, nasta: tuple[Stegval, ...]) -> None:
        tillatna = [s for s in nasta if s.tillaten]
        # Only what is due or on the straight road is emphasised; what one may also do stands in the menu.
        forst = next((s for s in tillatna if s.viktig), None)
        # What waits to be reviewed is read before it is approved: then that is the next step, and the form of the
        # approval stands in the menu.
        granska_forst = forst is not None and forst.kod in GODKANNER
        ovriga = [s for s in tillatna if s is not forst or granska_forst]
        nekade = [s for s in nasta if not s.tillaten and s.skal]
        self._imeny = ovriga, nekade
        self.fler = self._fler if ovriga or nekade else None
        att_granska = forst if granska_forst else next((s for s in tillatna if s.kod in GODKANNER), None)
        self.granskaknapp = None
        if att_granska is not None:
            self.granskaknapp = self._granska
            self._att_granska = GODKANNER[att_granska.kod], att_granska.mal or "slut"
            roll = "primar" if granska_forst else ""
            if (self._granska.property("roll") or "") != roll:
                satt_roll(self._granska, roll=roll)
            self._granska.setShortcut("Alt+G")
        self.primar = self._granska if granska_forst else None if forst is None else self._primar
        if forst is not None and self.primar is self._primar:
            self._forst = forst
            self._primar.setText(f"{forst.rubrik} …")
            self._primar.setAccessibleName(forst.rubrik)
            self._primar.setToolTip(f"{forst.rubrik} (Ctrl+Enter)")
            self._primar.setShortcut("Ctrl+Return")  # new words take the shortcut away
        for k in (self._fler, self._granska, self._primar):
            k.setVisible(k in (self.fler, self.granskaknapp, self.primar))

    def fyll_menyn(self) -> None:
        """When it is opened: most cases are read without it."""
        if self._imeny is not None:
            self.meny.clear()
            self._fyll_meny(*self._imeny)
            self._imeny = None

    def _fyll_meny(self, ovriga: list[Stegval], nekade: list[Stegval]) -> None:
        for s in ovriga:
            self.meny.addAction(f"{s.rubrik} …").triggered.connect(lambda *_, s=s: self.steg_valt.emit(s))
        if ovriga:
            self.meny.addSeparator()
            self.meny.addAction("Skriv in rapport …").triggered.connect(lambda *_: self.skriv_in.emit())
            self.meny.addAction("Skapa formulär …").triggered.connect(lambda *_: self.skapa_formular.emit())
        if nekade and ovriga:
            self.meny.addSeparator()
        for s in nekade:
            rad_ = QWidget()
            skal = text(s.skal, "litendampad", bryt=True)
            skal.setMinimumWidth(self._tema.px(300))
            rad_.setLayout(kolumn(text(s.rubrik, "dampad"), skal, mellan=0, kant=(12, 5, 16, 5)))
            post = QWidgetAction(self.meny)
            post.setDefaultWidget(rad_)
            post.setText(f"{s.rubrik}: {s.skal}")
            post.setEnabled(False)
            self.meny.addAction(post)

    def formular_oppet(self, oppet: bool) -> None:
        """One filled button at a time: while a form stands open, that is its save button."""
        if self.primar is not None:
            self.primar.setVisible(not oppet)

    def fokusera(self) -> None:
        """What comes next has the focus; without a next step the way back has it."""
        (self.primar or self.fler or self.tillbakaknapp).setFocus()


def kort_namn(namn: str) -> str:
    """The first words of the official name, which may be a whole sentence; the tooltip has it all."""
    kort = namn.split(",")[0]
    for skarv in (" och ", " för ", " ("):
        if len(kort) > 34:
            kort = kort.split(skarv)[0]
    return kort
