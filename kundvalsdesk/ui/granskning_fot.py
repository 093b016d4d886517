"""The bottom of the report, always in the same place: what is judged, approve, return, the next one."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.services.granskningstyper import Granskningsvy, GranskRad
from kundvalsdesk.texter.datum import tid_ord
from kundvalsdesk.ui.bitar import Genvagsknapp, chip, knapp, kolumn, meddelande, rad, satt_chipord, text, tom
from kundvalsdesk.ui.granskning_modell import kort_namn
from kundvalsdesk.ui.granskning_retur import UTKAST_MS
from kundvalsdesk.ui.tema import Tema, satt_roll

KORTA = {"fortsatt": "Fortsätter", "justera": "Justera planen", "avsluta": "Bör avslutas"}
"""Words on the choices of a month's judgement; the tooltip has the whole."""
KORTAST = {"justera": "Justera", "avsluta": "Avslutas"}
"""Where there is no room for those."""


class Beslutsrad(QFrame):
    godkann = Signal()
    returnera = Signal()
    nasta = Signal()
    angra = Signal()
    brev = Signal()
    steg_utkast = Signal(str, str)
    """Of which case, and what is written of the kund's next step: a draft to keep."""

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self._vy: Granskningsvy | None = None
        self._nastanamn = ""
        self.setProperty("roll", "beslut")
        self._besked = QVBoxLayout()
        self._bedomning = QWidget()
        self._bedomningar = QButtonGroup(self)
        self._bedomningar.setExclusive(True)
        self._val = rad(mellan=6)
        self._bedomningsord = text("Bedömning", "dampad")
        self._bedomning.setLayout(rad(self._bedomningsord, self._val, None, mellan=6))
        self._nasta_steg = QWidget()
        self.steg = QPlainTextEdit()
        self.steg.setTabChangesFocus(True)
        self.steg.setAccessibleName("Kundens bedömda nästa steg")
        self.steg.setFixedHeight(tema.px(64))
        self._stegrubrik = text("", "litenfet", bryt=True)
        self._stegfel = text("Skriv kundens bedömda nästa steg innan du godkänner.", "felrad", bryt=True)
        self._nasta_steg.setLayout(kolumn(self._stegrubrik, self.steg, self._stegfel, mellan=4))
        self.steg.textChanged.connect(self._steg_skrevs)
        self._steg_sparat = ""
        self._steg_timer = QTimer(self, singleShot=True, interval=UTKAST_MS)
        self._steg_timer.timeout.connect(self.spara_steg)
        self.godkannknapp = Genvagsknapp("Godkänn", "Ctrl Enter")
        self.godkannknapp.clicked.connect(lambda *_: self.godkann.emit())
        self.returknapp = Genvagsknapp("Återremittera …", "Ctrl R", primar=False)
        self.returknapp.clicked.connect(lambda *_: self.returnera.emit())
        self.angraknapp = Genvagsknapp("Ångra", "Ctrl Z", primar=False)
        self.angraknapp.clicked.connect(lambda *_: self.angra.emit())
        self.offline = False
        """In an offline package nothing is sent: the decision has not been taken home yet."""
        self.brevknapp = knapp(
            "Meddelande till anordnaren …", self.brev.emit, tips="Text, PDF och e-post för återremissen"
        )
        self.nastaknapp = knapp("Nästa", self.nasta.emit, roll="diskret", tips="Ctrl+pil ner")
        self._nastatangent = text("Ctrl ↓", "tangent")
        knappar = rad(self.godkannknapp, self.returknapp, self.angraknapp, self.brevknapp, None, mellan=10)
        knappar.addWidget(self.nastaknapp)
        knappar.addWidget(self._nastatangent)
        self.setLayout(
            kolumn(self._besked, self._bedomning, self._nasta_steg, knappar, mellan=10, kant=(20, 12, 20, 14))
        )
        self.tom()

    def tom(self) -> None:
        self.spara_steg()
        self._vy = None
        self.hide()

    # --- what is shown ----------------------------------------------------------------------------------------------

    def satt(self, vy: Granskningsvy, nasta: GranskRad | None, *, utkast: bool) -> None:
        self.spara_steg()
        samma = self._vy is not None and (self._vy.insats, self._vy.slag) == (vy.insats, vy.slag)
        self._vy = vy
        tom(self._besked)
        kan = not vy.hinder and vy.lage == "vantar"
        self.godkannknapp.setVisible(kan)
        self.returknapp.setVisible(kan)
        self.returknapp.satt("Fortsätt återremissen …" if utkast else "Återremittera …")
        self.angraknapp.setVisible(vy.angra is not None)
        self.brevknapp.setVisible(vy.lage == "returnerad" and not self.offline)
        if vy.angra is not None:
            a = vy.angra
            self._besked.addWidget(meddelande("klart", (f"{a.ord} av {a.vem}, {tid_ord(a.nar)}.",)))
        elif vy.hinder:
            self._besked.addWidget(meddelande("ruta", (vy.hinder,)))
        self._satt_bedomning(vy if kan else None)
        self._satt_steg(vy if kan else None, behall=samma and self.steg.hasFocus())
        self.satt_nasta(nasta)
        self.show()

    def satt_nasta(self, nasta: GranskRad | None) -> None:
        for w in (self.nastaknapp, self._nastatangent):
            w.setVisible(nasta is not None)
        if nasta is not None:
            namn = kort_namn(nasta).partition(" ·")[0]
            self._nastanamn = namn
            self.nastaknapp.setAccessibleName(f"Nästa: {namn}, {nasta.titel}")
            self.nastaknapp.setToolTip(f"Nästa: {namn}, {nasta.titel} (Ctrl+pil ner)")
        self._ge_plats()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ge_plats()

    def _ge_plats(self) -> None:
        """Decisions keep their room: the key of the next report gives way, then the end of its name, then the
        buttons' own keys (they stand in the tooltips)."""
        if self._vy is None:
            return
        px, bredd = self._tema.px, self.width() - 40
        val = self._ordsatt(bredd)
        self._bedomningsord.setVisible(self._bedomningsord.sizeHint().width() + 6 + val <= bredd)
        med_tangent = (self.godkannknapp, self.returknapp, self.angraknapp)
        nasta = 0 if self.nastaknapp.isHidden() else self.nastaknapp.fontMetrics().horizontalAdvance("Nästa") + px(24)
        brev = 0 if self.brevknapp.isHidden() else self.brevknapp.sizeHint().width() + 10
        hela = sum(k.hel_bredd() + 10 for k in med_tangent if not k.isHidden())
        for k in med_tangent:
            k.visa_tangent(hela + brev + nasta <= bredd)
        if self.nastaknapp.isHidden():
            return
        kvar = bredd - brev - sum(k.sizeHint().width() + 10 for k in med_tangent if not k.isHidden()) - px(24)
        ord_ = f"Nästa: {self._nastanamn}"
        behover = min(px(220), self.nastaknapp.fontMetrics().horizontalAdvance(ord_))
        self._nastatangent.setVisible(kvar > behover + px(70))
        if not self._nastatangent.isHidden():
            kvar -= px(70)
        kort = self.nastaknapp.fontMetrics().elidedText(ord_, Qt.TextElideMode.ElideRight, min(kvar, px(220)))
        self.nastaknapp.setText(kort if kvar > px(100) else "Nästa")

    def _ordsatt(self, bredd: int) -> int:
        """Words on the choices of a month, as long as there is room for; how wide they are then."""
        val = 0
        for kortare in (False, True):
            for k in self.bedomningsknappar:
                kod, hela = str(k.property("kod")), k.accessibleName()
                satt_chipord(k, KORTAST.get(kod, KORTA.get(kod, hela)) if kortare else KORTA.get(kod, hela))
            val = sum(k.minimumWidth() + 6 for k in self.bedomningsknappar)
            if val <= bredd:
                break
        return val

    def _satt_bedomning(self, vy: Granskningsvy | None) -> None:
        val = vy.bedomningar if vy is not None else ()
        self._bedomning.setVisible(bool(val))
        koder = [str(k.property("kod")) for k in self._bedomningar.buttons()]
        if [k for k, _ in val] != koder and val:
            for k in self._bedomningar.buttons():
                self._bedomningar.removeButton(k)
            tom(self._val)
            for nr, (kod, ord_) in enumerate(val, 1):
                k = chip(KORTA.get(kod, ord_), tips=f"{ord_} (Alt+{nr})", namn=ord_)
                k.setProperty("kod", kod)
                self._bedomningar.addButton(k)
                self._val.addWidget(k)
        if val:
            self.valj_bedomning(1)

    def _satt_steg(self, vy: Granskningsvy | None, *, behall: bool) -> None:
        """`behall`: the same report read anew while one writes; the text on the screen is the newest."""
        slut = vy is not None and vy.slag == "slutrapport"
        self._nasta_steg.setVisible(slut)
        if vy is None or not slut:
            return
        ord_ = "Kundens bedömda nästa steg" + ("" if vy.nasta_steg_kravs else " (behövs inte)")
        self._stegrubrik.setText(ord_)
        self.steg.setAccessibleName(ord_)
        if not behall:
            with QSignalBlocker(self.steg):
                self.steg.setPlainText(vy.nasta_steg)
            self._steg_sparat = vy.nasta_steg
        self._steg_felar(False)

    def _steg_skrevs(self) -> None:
        self._steg_felar(False)
        self._steg_timer.start()

    def spara_steg(self) -> None:
        """What has been written of the next step since the last time, without waiting."""
        self._steg_timer.stop()
        skrivet = self.steg.toPlainText()
        if self._vy is None or self._vy.slag != "slutrapport" or self._nasta_steg.isHidden():
            return
        if skrivet != self._steg_sparat:
            self._steg_sparat = skrivet
            self.steg_utkast.emit(self._vy.insats, skrivet)

    # --- what is chosen ---------------------------------------------------------------------------------------------

    def valj_bedomning(self, nr: int) -> None:
        knappar = self._bedomningar.buttons()
        if 1 <= nr <= len(knappar):
            knappar[nr - 1].setChecked(True)

    @property
    def bedomning(self) -> str:
        vald = self._bedomningar.checkedButton()
        return str(vald.property("kod")) if vald is not None else ""

    @property
    def bedomningsknappar(self) -> list[QPushButton]:
        return [k for k in self._bedomningar.buttons() if isinstance(k, QPushButton)]

    def varden(self) -> dict[str, str] | None:
        """What goes with the approval; None if something that must be there is missing (and it is said)."""
        if self._vy is None or not self.godkannknapp.isVisibleTo(self):
            return None
        if self._vy.slag == "rapport":
            return {"bedomning": self.bedomning}
        if self._vy.slag == "slutrapport":
            steg = self.steg.toPlainText().strip()
            if self._vy.nasta_steg_kravs and not steg:
                self._steg_felar(True)
                self.steg.setFocus()
                return None
            self._steg_timer.stop()
            self._steg_sparat = self.steg.toPlainText()  # it goes with the decision, and is no draft any more
            return {"nasta_steg": steg}
        return {}

    def aterstall(self, varden: dict[str, str]) -> None:
        """What had been chosen with a decision that was refused: nothing of it is lost."""
        if varden.get("nasta_steg") and not self._nasta_steg.isHidden():
            self.steg.setPlainText(varden["nasta_steg"])
        for k in self._bedomningar.buttons():
            if k.property("kod") == varden.get("bedomning"):
                k.setChecked(True)

    def _steg_felar(self, fel: bool) -> None:
        self._stegfel.setVisible(fel)
        satt_roll(self.steg, fel="true" if fel else "false")
