"""One case: who and what in a head, steps, frister with their why, the timeline, and the form of the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel, Nekad
from kundvalsdesk.services.arendetyper import Arendevy, Dokumentrad, Stegval
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.texter.samspel import ANDRAT, ANDRAT_AVSLOJAT
from kundvalsdesk.texter.sparat import sparat_ord
from kundvalsdesk.ui import dokumenttjanster, tjanster, tokens
from kundvalsdesk.ui.arende_flikar import OVERSIKT, Arendeflikar
from kundvalsdesk.ui.arende_huvud import ArendeHuvud
from kundvalsdesk.ui.arende_sida import Arendesida
from kundvalsdesk.ui.bitar import kolumn, kort, meddelande, rad, rullyta, text, tom, tomtlage, visa_klart
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.eget import Egenrad
from kundvalsdesk.ui.fristlista import Fristlista
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.stegformular import Stegformular
from kundvalsdesk.ui.stegrad import Stegrad
from kundvalsdesk.ui.tidslinje import Tidslinje
from kundvalsdesk.ui.utkastvakt import vakta

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.avslut_guide import AvslutGuide

TOKEN = "arende"  # noqa: S105 – names a line of questions, no secret
UTFARDA = "avbrottsdokument"
VANSTER_MINST = 420
HOJD_MINST = 480


class ArendeVy(QWidget):
    tillbaka = Signal()
    andrad = Signal(object)
    """Andring: something was saved here."""
    visad = Signal()
    granska = Signal(str, str, str)
    """insats, slag, avser of a report that waits here."""
    skriv_in = Signal(str)
    skapa_formular = Signal(str)
    ny_insats = Signal(object)
    """Fortsattning: an insats after the one that has been ended here."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.insats = ""
        self.vy: Arendevy | None = None
        self._vill: tuple[str, str] | None = None
        self.formular: Stegformular | None = None
        self.dialog: DokumentDialog | None = None
        self.guide: AvslutGuide | None = None
        self.huvud = ArendeHuvud(s.tema)
        self.huvud.tillbaka.connect(self.ga_tillbaka)
        self.huvud.steg_valt.connect(self.oppna_steg)
        self.huvud.granska.connect(lambda slag, avser: self.granska.emit(self.insats, slag, avser))
        self.huvud.skriv_in.connect(lambda: self.skriv_in.emit(self.insats))
        self.huvud.skapa_formular.connect(lambda: self.skapa_formular.emit(self.insats))
        self.huvud.avsloja.connect(self._avsloja)
        self.egen = Egenrad(s)
        self.narvarande = text("", "dampad", bryt=True)
        self.narvarande.hide()
        self.stegrad = Stegrad(s.tema)
        self.frister = Fristlista(s.tema)
        self.tidslinje = Tidslinje(s.tema)
        self._besked = QVBoxLayout()
        self._bygg()

    def _bygg(self) -> None:
        vanster = QWidget()
        vanster.setLayout(
            kolumn(
                kort("Frister", self.frister), kort("Händelser", self.tidslinje), None, mellan=16, kant=(0, 0, 8, 0)
            )
        )
        self._hoger = QWidget()
        self._hoger.setFixedWidth(min(self._s.tema.px(tokens.PANEL + 36), tokens.PANEL_HOGST + 60))
        self.sida = Arendesida(self._s.tema, self._hoger.width())
        self.sida.steg.connect(self.oppna_steg)
        self.sida.dokument.connect(self._oppna_dokument)
        self._fakta = rullyta(self.sida)
        self._hogstack = QStackedLayout(self._hoger)
        self._hogstack.addWidget(self._fakta)
        plats = QWidget()
        self._formularplats = kolumn(mellan=0)
        plats.setLayout(self._formularplats)
        self._hogstack.addWidget(plats)
        self._vansterruta = rullyta(vanster)
        # With very large text the rows may need more than the room: then they scroll, nothing is cut off.
        self._vansterruta.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        mitten = rad(mellan=16, kant=(0, 0, 0, 20))
        mitten.addWidget(self._vansterruta, 1)
        mitten.addWidget(self._hoger)
        oversikt = QWidget()
        oversikt.setLayout(mitten)
        self.flikar = Arendeflikar(self._s, oversikt)
        self.flikar.andrad.connect(self._fliken_sparade)
        self.flikar.steg.connect(self.oppna_steg)
        self.flikar.koppla_genvagar(self)
        self.sida.flik.connect(self.flikar.visa)
        arende = QWidget()
        egen = rad(self.egen, self.narvarande, mellan=16)
        egen.setStretch(1, 1)
        arende.setLayout(kolumn(self.huvud, egen, self.stegrad, self._besked, mellan=14, kant=(24, 16, 24, 0)))
        lad = arende.layout()
        if isinstance(lad, QVBoxLayout):
            lad.addWidget(self.flikar, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(tomtlage("Hämtar ärendet …", ""))
        self._stack.addWidget(arende)

    # --- loading ------------------------------------------------------------------------------------------------

    def visa(self, insats: str, frist: tuple[str, str] | None = None) -> None:
        """Opens a case; with a frist, the form of the step that makes it done stands open."""
        self._stang_formular()
        tom(self._besked)
        self.insats, self._vill = insats, frist
        if self.vy is None or self.vy.insats != insats:
            self.satt_narvarande("")  # now, and not when the case has been read: the answer may come before it
            self._stack.setCurrentIndex(0)
            self.frister.fall_ihop()
            self.tidslinje.fall_ihop()
            for ruta in (self._vansterruta, self._fakta):
                ruta.verticalScrollBar().setValue(0)
        self._hamta()

    def uppdatera(self) -> None:
        if self.insats:
            self._hamta()

    def hamta_tyst(self) -> None:
        """Somebody else has done something: only a case that has become different is drawn anew. A form that stands
        open stays as it is, and says so; so does what has been unmasked, which would be masked again."""
        insats = self.insats
        if not insats:
            return

        def jobb(e: Arbetsenhet) -> Arendevy:
            return tjanster.arende_hamta(e, insats)

        def klar(vy: Arendevy) -> None:
            fore = self.vy
            if fore is None or fore.insats != insats:
                self._visa_vy(vy)
            elif fore.avslojad:
                if (vy.version, vy.frister, vy.antal) != (fore.version, fore.frister, fore.antal):
                    tom(self._besked)
                    self._besked.addWidget(meddelande("ruta", (ANDRAT_AVSLOJAT,)))
            elif vy != fore:
                if self.formular is not None:
                    self.formular.sag_andrat(ANDRAT)
                self.flikar.sag_andrat(ANDRAT)
                self._visa_vy(vy, tyst=True)
            else:
                self.visad.emit()

        def fel(x: KundvalsdeskFel) -> None:
            if isinstance(x, Nekad):  # it is no longer for me to see
                self._stang_formular()
                self.vy = None
                self.tillbaka.emit()
            self._s.arbetare.calm.emit(x)

        self._s.arbetare.kor(jobb, klar, fel, token=TOKEN)

    def _hamta(self, avsloja: bool = False) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> Arendevy:
            return tjanster.arende_hamta(e, insats, avsloja)

        def fel(x: KundvalsdeskFel) -> None:
            self._s.arbetare.calm.emit(x)
            if self.vy is None or self.vy.insats != insats:
                self.tillbaka.emit()

        # To unmask is an action of its own: it is logged, and so it writes.
        self._s.arbetare.kor(jobb, self._visa_vy, fel, token=TOKEN, skriv=avsloja)

    def satt_narvarande(self, mening: str) -> None:
        """Who else has the case open; "" for nobody."""
        self.narvarande.setText(mening)
        self.narvarande.setVisible(bool(mening))

    def _avsloja(self) -> None:
        self._hamta(avsloja=True)

    def _visa_vy(self, vy: Arendevy, *, tyst: bool = False) -> None:
        self.vy = vy
        self.egen.visa(vy.insats)
        self.huvud.satt(vy)
        self.huvud.formular_oppet(self.formular is not None)
        self.stegrad.satt(vy.steg)
        self.frister.satt(vy.frister)
        self.tidslinje.satt(vy.handelser)
        self.sida.satt(vy)
        # Filled before it is seen: a row that comes into a layout on the screen lays the whole page out anew.
        self._stack.setCurrentIndex(1)
        self._s.oppningar.oppnat(vy.insats)
        self.flikar.satt(vy.insats, dict(vy.antal))  # not before: a hidden bar keeps its tabs as wide as they were
        vill, self._vill = self._vill, None
        if self.formular is None:
            steg = steg_for_frist(vy.nasta, vill) if vill else None
            if steg is not None:
                self.oppna_steg(steg)
            elif self.flikar.kod == OVERSIKT and not tyst:
                QTimer.singleShot(0, self, self.huvud.fokusera)
        self.visad.emit()

    # --- the next step ----------------------------------------------------------------------------------------------

    def oppna_steg(self, steg: Stegval) -> None:
        if not steg.tillaten:
            return
        if self.formular is not None and self.formular.andrat:
            self.formular.stang()
            if self.formular is not None:
                return
        self._stang_formular()
        self.flikar.visa(OVERSIKT)
        if steg.kod == UTFARDA and not steg.falt:
            self._forhandsgranska(steg)
            return
        if steg.kod == "avsluta":
            self._guida(steg)
            return
        formular = Stegformular(self._s.tema, self._s.idag(), steg, syskon(self.vy.nasta if self.vy else (), steg))
        formular.byt.connect(self.oppna_steg)
        formular.spara.connect(self._spara)
        formular.stangd.connect(self._formular_stangt)
        vakta(self._s, formular, self.insats)
        self.formular = formular
        if steg.kod == "valj_anordnare" and self.vy is not None:
            from kundvalsdesk.ui.jamforaren import lank

            kod = self.vy.insatskod.replace(" ", "")
            formular.hjalpplats.addLayout(rad(lank(self, self._s, lambda: kod, lambda: self.formular), None))
        self.huvud.formular_oppet(True)
        self._formularplats.addWidget(formular)
        self._formularplats.addStretch(1)
        self._hogstack.setCurrentIndex(1)
        self._ge_plats()
        tom(self._besked)
        formular.fokusera()

    def _stang_formular(self) -> None:
        if self.formular is not None:
            self.formular = None
            tom(self._formularplats)
        self._hogstack.setCurrentIndex(0)
        self.huvud.formular_oppet(False)
        self._ge_plats()

    def _ge_plats(self) -> None:
        """In a narrow window a form has the page to itself; the frister and the timeline come back after it. In a
        low one the steps give way too."""
        trangt = self.width() - self._hoger.width() < self._s.tema.px(VANSTER_MINST)
        self._vansterruta.setVisible(self.formular is None or not trangt)
        self.stegrad.setVisible(self.formular is None or self.height() >= self._s.tema.px(HOJD_MINST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ge_plats()

    def _formular_stangt(self) -> None:
        self._stang_formular()
        self.huvud.fokusera()

    def _spara(self, steg: Stegval, varden: dict[str, str], handling_id: str) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, steg.kod, insats, steg.mal, steg.sedd_version, varden)

        self._s.arbetare.kor(
            jobb,
            lambda a: self._sparat(steg, a),
            lambda x: self._gick_inte(steg, x),
            skriv=True,
            handling_id=handling_id,
        )

    def _sparat(self, steg: Stegval, andring: Andring) -> None:
        if self.formular is not None and self.formular.steg is steg:
            self.formular.sparad.emit()
        if self.formular is None or self.formular.steg is steg:  # another may have been opened while this one waited
            self._stang_formular()
        visa_klart(self._besked, f"Sparat: {sparat_ord(steg.kod, steg.mal, steg.rubrik)}")
        self.andrad.emit(andring)
        self._hamta()

    def _gick_inte(self, steg: Stegval, fel: KundvalsdeskFel) -> None:
        if self.formular is None or self.formular.steg is not steg:
            self._s.arbetare.calm.emit(fel)
        elif isinstance(fel, Konflikt):
            self._hamta_efter_konflikt(fel)
        else:
            self.formular.visa_fel(fel)

    def _hamta_efter_konflikt(self, fel: Konflikt) -> None:
        """What stands there now is read, so that a save after this one knows what it goes over."""
        insats, formular = self.insats, self.formular
        if formular is None:
            return

        def jobb(e: Arbetsenhet) -> Arendevy:
            return tjanster.arende_hamta(e, insats)

        def klar(vy: Arendevy) -> None:
            if self.formular is formular:
                kod = formular.steg.kod
                samma = [n for n in vy.nasta if n.kod == kod and n.tillaten]
                nytt = next((n for n in samma if n.mal == formular.steg.mal), None)
                formular.visa_konflikt(fel, nytt)
                self._visa_vy(vy)

        self._s.arbetare.kor(jobb, klar, formular.visa_fel, token=TOKEN)

    def _fliken_sparade(self, andring: Andring) -> None:
        """What a tab has saved may have made a frist done, and stands in the timeline."""
        self.andrad.emit(andring)
        self._hamta()

    # --- the end ------------------------------------------------------------------------------------------------

    def _guida(self, steg: Stegval) -> None:
        from kundvalsdesk.ui.avslut_guide import AvslutGuide

        self.guide = AvslutGuide(self, self._s, self.insats, steg)
        self.guide.beslutad.connect(lambda andring: self._sparat(steg, andring))
        self.guide.utfarda.connect(self._utfarda_efter_avslut)
        self.guide.ny_insats.connect(self.ny_insats)
        self.guide.finished.connect(self.guide.deleteLater)
        self.guide.finished.connect(lambda _: QTimer.singleShot(0, self, self.huvud.fokusera))
        self.guide.open()

    def _utfarda_efter_avslut(self) -> None:
        """Straight on to the document: the case that has just been read anew has the step."""
        self._vill = (UTFARDA, "")
        self._hamta()

    # --- documents ----------------------------------------------------------------------------------------------

    def _oppna_dokument(self, d: Dokumentrad) -> None:
        def jobb(e: Arbetsenhet) -> tuple[str, bytes, str]:
            return dokumenttjanster.las_dokument(e, d.dokument_id)

        def klar(svar: tuple[str, bytes, str]) -> None:
            nummer, innehall, filnamn = svar
            self._visa_dialog(DokumentDialog(self, self._s, nummer, innehall, filnamn))

        # In a unit that writes: the reading of one with a protected name is logged.
        self._s.arbetare.kor(jobb, klar, skriv=True, token="dokument")  # noqa: S106

    def _forhandsgranska(self, steg: Stegval) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> bytes:
            return dokumenttjanster.forhandsgranska(e, insats)

        def klar(innehall: bytes) -> None:
            dialog = DokumentDialog(self, self._s, steg.rubrik, innehall, "", utfarda="Utfärda dokumentet")
            dialog.utfarda.connect(lambda: self._utfarda(steg, dialog))
            self._visa_dialog(dialog)

        self._s.arbetare.kor(jobb, klar, token="dokument")  # noqa: S106

    def _utfarda(self, steg: Stegval, dialog: DokumentDialog) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, steg.kod, insats, steg.mal, steg.sedd_version, {})

        def klar(andring: Andring) -> None:
            self._sparat(steg, andring)
            self._visa_utfardat(dialog)

        def fel(x: KundvalsdeskFel) -> None:
            dialog.visa_fel(x)
            self._hamta()

        self._s.arbetare.kor(jobb, klar, fel, skriv=True, handling_id=dialog.handling_id)

    def _visa_utfardat(self, dialog: DokumentDialog) -> None:
        """The dialog goes on with the document as it was stored, ready to print."""
        insats = self.insats

        def jobb(e: Arbetsenhet) -> tuple[str, bytes, str] | None:
            vy = tjanster.arende_hamta(e, insats)
            senast = max(vy.dokument, key=lambda d: d.dokument_id, default=None)
            return dokumenttjanster.las_dokument(e, senast.dokument_id) if senast else None

        def klar(svar: tuple[str, bytes, str] | None) -> None:
            if svar is not None:
                dialog.blev_utfardat(*svar)

        self._s.arbetare.kor(jobb, klar)

    def _visa_dialog(self, dialog: DokumentDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._dialog_stangd)
        dialog.open()

    def _dialog_stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.huvud.fokusera()

    # --- keyboard -----------------------------------------------------------------------------------------------

    def far_lamna(self) -> bool:
        """False while something typed would be lost and the user wants to stay."""
        if self.formular is not None and self.formular.andrat:
            self.formular.stang()
        return (self.formular is None or not self.formular.andrat) and self.flikar.far_lamna()

    def ga_tillbaka(self) -> None:
        if self.far_lamna():
            self._stang_formular()
            self.flikar.kasta()
            self.tillbaka.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ga_tillbaka()
            event.accept()
        else:
            super().keyPressEvent(event)


def steg_for_frist(nasta: tuple[Stegval, ...], frist: tuple[str, str]) -> Stegval | None:
    """The allowed step that makes this frist done, or that is named itself."""
    gar = [s for s in nasta if s.tillaten]
    return next((s for s in gar if frist in s.fyller), None) or next((s for s in gar if (s.kod, s.mal) == frist), None)


def syskon(nasta: tuple[Stegval, ...], steg: Stegval) -> list[Stegval]:
    """Other allowed steps of the same thing: the plan or report that is approved can be returned instead."""
    slag = steg.kod.partition("_")[0]
    samma = [s for s in nasta if s.tillaten and s is not steg and s.mal == steg.mal]
    return [s for s in samma if "_" in steg.kod and s.kod.partition("_")[0] == slag]
