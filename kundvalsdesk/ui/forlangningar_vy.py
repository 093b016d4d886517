"""The arbetsledare's room: requests for one more month, what is needed to decide, and the decision (K 11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.forlangningstyper import Forlangningslista, Forlangningsvy
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import dokumenttjanster, tjanster, tokens
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, riktning, rullyta, text, tom, tomtlage
from kundvalsdesk.ui.forlangningar_lista import ForlangningsLista, ForlangningsModell
from kundvalsdesk.ui.forlangningar_underlag import Underlag
from kundvalsdesk.ui.listgrund import stilla
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.stegformular import Stegformular
from kundvalsdesk.ui.utkastvakt import vakta

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

TOKEN, TOKEN_EN = "forlangningar", "forlangning"
LISTA, TOMT, TOMT_SOK, NEKAD, HAMTAR = range(5)
BREDVID = 1180
"""Narrower than this, the decision stands below what is read."""
SPARAT = {
    "beviljad": "förlängningen är beviljad.",
    "avslag": "förlängningen är avslagen.",
    "atersand": "begäran är återsänd till den som begärde den.",
}


class ForlangningarVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()
    andrad = Signal(object)
    """Andring: something was decided here."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._svar: Forlangningslista | None = None
        self._tyst = False
        self._vill: tuple[str, str] | None = None
        self._skrivet: dict[tuple[str, str], dict[str, str]] = {}
        self.vy: Forlangningsvy | None = None
        self.formular: Stegformular | None = None
        self.dialog: DokumentDialog | None = None
        self.modell = ForlangningsModell(self)
        self.lista = ForlangningsLista(s.tema, self.modell)
        self.underlag = Underlag(s.tema)
        self._antal = text("", "dampad")
        self._antal.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.rensa_knapp = knapp("Rensa sökning", self.rensa, roll="diskret", tips="Esc")
        self._besked = QVBoxLayout()
        self._plats = QVBoxLayout()
        self._bygg()

    def _bygg(self) -> None:
        px = self._s.tema.px
        self.lista.vald.connect(self._hamta_vald)
        self.lista.vidare.connect(self._till_beslutet)
        self.lista.bladdra.connect(self.underlag.bladdra)
        self.underlag.oppna_arende.connect(self._oppna)
        listkort = ram("kort")
        listkort.setLayout(kolumn(self.lista, kant=(1, 1, 1, 1), mellan=0))
        listkort.setFixedWidth(min(px(330), 460))
        self._beslut = QWidget()
        self._plats.setContentsMargins(0, 0, 0, 0)
        self._plats.setSpacing(12)
        self._beslut.setLayout(self._plats)
        self._delat = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._delat.setSpacing(16)
        self._delat.setContentsMargins(0, 0, 0, 0)
        self._delat.addWidget(self.underlag, 1)
        self._delat.addWidget(self._beslut)
        innehall, hoger = QWidget(), QWidget()
        hoger.setLayout(self._delat)
        lad = rad(listkort, mellan=16)
        # With large text in a small window both keep a height to be read in, and the whole scrolls.
        lad.addWidget(rullyta(hoger), 1)
        innehall.setLayout(lad)
        self._stack = QStackedWidget()
        for w in (
            innehall,
            *(
                self._kort(t)
                for t in (
                    tomtlage(
                        "Inga förlängningar att besluta om",
                        "När en karriärvägledare begär en månad till visas den här, med det som behövs för beslutet.",
                    ),
                    tomtlage(
                        "Ingen begäran passar",
                        "Sökningen letar i kund, ärende, anordnare och vem som begärde.",
                        knapp("Visa alla", self.rensa, tips="Esc"),
                    ),
                    tomtlage("Det finns inget för din roll här", "Förlängningar beslutas av arbetsledare."),
                    tomtlage("Hämtar …", ""),
                )
            ),
        ):
            self._stack.addWidget(w)
        self._stack.setCurrentIndex(HAMTAR)
        ut = QVBoxLayout(self)
        ut.setContentsMargins(24, 18, 24, 24)
        ut.setSpacing(12)
        ut.addLayout(rad(text("Förlängningar", "stor"), self._antal, None, self.rensa_knapp, mellan=12))
        ut.addLayout(self._besked)
        ut.addWidget(self._stack, 1)
        self.setFocusProxy(self.lista)
        self.rensa_knapp.hide()
        self._satt_bredd()

    @staticmethod
    def _kort(innehall: QWidget) -> QWidget:
        k = ram("kort")
        k.setLayout(kolumn(rullyta(innehall)))
        return k

    def _satt_bredd(self) -> None:
        px = self._s.tema.px
        bredvid = self.width() >= px(BREDVID)
        self._delat.setDirection(riktning(bredvid))
        bredd = min(px(tokens.PANEL), tokens.PANEL_HOGST) if bredvid else 16_777_215
        self._beslut.setMaximumWidth(bredd)
        self._beslut.setMinimumWidth(bredd if bredvid else 0)
        self.underlag.setMinimumHeight(0 if bredvid else px(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._satt_bredd()

    # --- loading ------------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        self._hamta(self._visa)

    def hamta_tyst(self) -> None:
        """Somebody else has done something: only what has become different is drawn, and it stays where it is."""
        self._hamta(self._visa_tyst)

    def _hamta(self, klar: Callable[[Forlangningslista], None]) -> None:
        def jobb(e: Arbetsenhet) -> Forlangningslista:
            return tjanster.forlangningar_lista(e)

        self._s.arbetare.kor(jobb, klar, token=TOKEN)

    def _visa_tyst(self, svar: Forlangningslista) -> None:
        if svar == self._svar:
            self.laddad.emit()
            return
        r = self.modell.rad(self.lista.currentIndex().row())
        self._tyst = r in svar.rader
        with stilla(self.lista):
            self._visa(svar)
        self._tyst = False

    def _visa(self, svar: Forlangningslista) -> None:
        self._svar = svar
        r = self.modell.rad(self.lista.currentIndex().row())
        nr = self.lista.currentIndex().row()
        vill = self._vill or ((r.insats, r.mal) if r else None)
        self._vill = None
        self.modell.satt(svar.rader)
        self._valj(vill, nr)
        if not svar.far_besluta:
            self._stack.setCurrentIndex(NEKAD)
        self.laddad.emit()

    def _valj(self, vill: tuple[str, str] | None, annars: int) -> None:
        """The request that was read stays in sight; one that is gone gives way to the next."""
        antal, alla = self.modell.rowCount(), len(self.modell.alla)
        self.rensa_knapp.setVisible(antal != alla)
        self._antal.setText(f"{antal} av {alla}" if antal != alla else f"{alla} väntar på beslut" if alla else "")
        self._stack.setCurrentIndex(LISTA if antal else TOMT_SOK if alla else TOMT)
        if not antal:
            self._visa_en(None)
            return
        plats = self.modell.finn(vill) if vill else -1
        plats = plats if plats >= 0 else min(max(annars, 0), antal - 1)
        self.lista.setCurrentIndex(self.modell.index(plats))

    def visa_begaran(self, insats: str, mal: str) -> None:
        """Opens the room at one request."""
        self._vill = (insats, mal)
        self.rensa()
        self.uppdatera()

    def _hamta_vald(self) -> None:
        r = self.modell.rad(self.lista.currentIndex().row())
        if r is None:
            return
        samma = self.vy is not None and (self.vy.rad.insats, self.vy.rad.mal) == (r.insats, r.mal)
        if samma and self._tyst:
            return  # somebody else has done something with the others
        if samma and self.formular is not None and self.formular.andrat:
            return  # what is being written stays
        insats, mal = r.insats, r.mal

        def jobb(e: Arbetsenhet) -> Forlangningsvy:
            return tjanster.forlangning_hamta(e, insats, mal)

        self._s.arbetare.kor(jobb, self._visa_en, token=TOKEN_EN)

    def _visa_en(self, vy: Forlangningsvy | None) -> None:
        self._minns_skrivet()
        self.vy = vy
        self.underlag.visa(vy)
        self.formular = None
        tom(self._plats)
        if vy is None:
            return
        if vy.steg is None:
            self._plats.addWidget(meddelande("varning", (vy.egen,), "Du kan inte besluta om den här"))
            self._plats.addStretch(1)
            return
        self.formular = Stegformular(self._s.tema, self._s.idag(), vy.steg)
        self.formular.spara.connect(self._spara)
        self.formular.stangd.connect(self._slapp)
        vakta(self._s, self.formular, vy.rad.insats, "forlangningar")
        for namn, varde in self._skrivet.pop((vy.rad.insats, vy.rad.mal), {}).items():
            self.formular.falt[namn].satt(varde)
        self._plats.addWidget(self.formular)
        forhand = knapp("Förhandsgranska beslutet", self.forhandsgranska, tips="Ctrl+P")
        forhand.setShortcut("Ctrl+P")
        self._plats.addLayout(rad(forhand, None))
        self._plats.addStretch(1)

    def _minns_skrivet(self) -> None:
        """Somebody who looks at another request meanwhile finds here what was being written."""
        if self.vy is not None and self.formular is not None and self.formular.andrat:
            self._skrivet[self.vy.rad.insats, self.vy.rad.mal] = self.formular.varden()

    # --- the decision -------------------------------------------------------------------------------------------

    def _till_beslutet(self) -> None:
        if self.formular is not None:
            self.formular.fokusera()

    def _slapp(self) -> None:
        """Esc in the form: what was typed goes, and the list has the focus."""
        self.formular = None
        self._visa_en(self.vy)
        self.lista.setFocus()

    def _spara(self, steg: Stegval, varden: dict[str, str], handling_id: str) -> None:
        r = self.vy.rad if self.vy else None
        if r is None:
            return
        beslut = varden.get("beslut", "")
        kod = "forlangning_atersand" if beslut == "atersand" else steg.kod

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, r.insats, steg.mal, steg.sedd_version, varden)

        def klar(andring: Andring) -> None:
            self._sparat(r.insats, beslut)
            self.andrad.emit(andring)

        self._s.arbetare.kor(jobb, klar, self._gick_inte, skriv=True, handling_id=handling_id)

    def _sparat(self, insats: str, beslut: str) -> None:
        if self.formular is not None:
            self.formular.sparad.emit()
        tom(self._besked)
        ruta = ram("klart")
        # The next request is in view already: which case this was about has to be said.
        ord_ = f"Ärende {insats}: {SPARAT.get(beslut, 'sparat.')}"
        delar: list[QWidget | None] = [text(ord_, "litenfet", bryt=True)]
        if beslut != "atersand":
            visa = knapp("Visa beslutet", lambda: self._visa_beslut(insats), tips="Läs, skriv ut eller spara (Alt+V)")
            visa.setShortcut("Alt+V")
            delar.append(visa)
        lad = rad(*delar, kant=(14, 8, 14, 8))
        lad.setStretch(0, 1)
        ruta.setLayout(lad)
        self._besked.addWidget(ruta)
        if self.dialog is not None:
            self._visa_beslut(insats)
        self.vy = self.formular = None
        self.uppdatera()
        self.lista.setFocus()

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        if self.dialog is not None:
            self.dialog.visa_fel(fel)
        if self.formular is None:
            self._s.arbetare.calm.emit(fel)
            return
        self.formular.visa_fel(fel)
        if isinstance(fel, Konflikt):
            # Somebody else has decided or returned it meanwhile: what stands there now is shown, with what was typed.
            self._minns_skrivet()
            self._s.arbetare.calm.emit(fel)
            self.vy = self.formular = None
            self.uppdatera()

    # --- the document -------------------------------------------------------------------------------------------

    def forhandsgranska(self) -> None:
        """The decision as it will be printed; it can be saved from there."""
        if self.formular is None or self.vy is None:
            return
        varden, r = self.formular.varden(), self.vy.rad
        beslut, skal = varden.get("beslut", ""), varden.get("skal", "")
        if beslut not in ("beviljad", "avslag"):
            self.formular.falt["beslut"].visa_fel("Välj bevilja eller avslå för att förhandsgranska.")
            self.formular.falt["beslut"].fokusera()
            return

        def jobb(e: Arbetsenhet) -> bytes:
            return dokumenttjanster.forlangning_forhandsgranska(e, r.insats, r.mal, beslut, skal)

        self._s.arbetare.kor(
            jobb, lambda pdf: self._visa_dialog("Beslut om förlängning", pdf, "", "Spara beslutet"),
            self._gick_inte, token="dokument",  # noqa: S106
        )  # fmt: skip

    def _visa_beslut(self, insats: str) -> None:
        def jobb(e: Arbetsenhet) -> tuple[str, bytes, str]:
            return dokumenttjanster.senaste_forlangningsbeslut(e, insats)

        def klar(svar: tuple[str, bytes, str]) -> None:
            nummer, innehall, filnamn = svar
            if self.dialog is not None:
                self.dialog.blev_utfardat(nummer, innehall, filnamn)
            else:
                self._visa_dialog(nummer, innehall, filnamn, "")

        self._s.arbetare.kor(jobb, klar, token="dokument")  # noqa: S106

    def _visa_dialog(self, rubrik: str, innehall: bytes, filnamn: str, utfarda: str) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        self.dialog = DokumentDialog(self, self._s, rubrik, innehall, filnamn, utfarda=utfarda)
        self.dialog.utfarda.connect(self._spara_fran_dialog)
        self.dialog.finished.connect(self._dialog_stangd)
        self.dialog.open()

    def _spara_fran_dialog(self) -> None:
        if self.formular is not None:
            self.formular.forsok()

    def _dialog_stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        # Once the dialog is gone: until then the window gives the focus back to what had it before.
        QTimer.singleShot(0, self, self.lista.setFocus)

    # --- search and keyboard ------------------------------------------------------------------------------------

    def _oppna(self) -> None:
        if self.vy is not None:
            self.oppna_arende.emit(self.vy.rad.insats, "", "")

    def sok(self, ord_: str) -> None:
        r = self.modell.rad(self.lista.currentIndex().row())
        self.modell.filtrera(ord_)
        if self._stack.currentIndex() in (NEKAD, HAMTAR):
            return
        self._valj((r.insats, r.mal) if r else None, 0)

    def rensa(self) -> None:
        self.sok("")
        self.sok_rensat.emit()
        self.lista.setFocus()
