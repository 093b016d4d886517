"""After an återremiss: its message, ready to send, as text, PDF and mail. It waits above the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text
from kundvalsdesk.ui.granskning_modell import Nyckel
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.aterremiss import Aterremissbrev
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog


class Brevruta(QFrame):
    stang = Signal()

    def __init__(self, s: Sammanhang, n: Nyckel, rubrik: str) -> None:
        super().__init__()
        self._s = s
        self.nyckel = n
        self._brev: Aterremissbrev | None = None
        self._sparad: Path | None = None
        self.dialog: DokumentDialog | None = None
        self.setProperty("roll", "klart")
        self.setAccessibleName(rubrik)
        self._lage = text("", "liten", bryt=True)
        self._lage.hide()
        self.kopiera = knapp(
            "Kopiera texten", lambda: self._med_brev(self._kopiera), tips="Klistra in i ett meddelande"
        )
        self.pdf = knapp("Visa PDF …", lambda: self._med_brev(self._visa_pdf), tips="Läs, skriv ut eller spara")
        self.eml = knapp(
            "Spara e-post …", lambda: self._med_brev(self._spara_eml), tips="En .eml-fil som öppnas som utkast"
        )
        self.oppna = knapp("Öppna e-posten", self._oppna_eml, tips="Öppnar den sparade filen i e-postprogrammet")
        self.oppna.hide()
        self.stangknapp = knapp("Stäng", self.stang.emit, roll="diskret")
        knappar = rad(self.kopiera, self.pdf, self.eml, self.oppna, self.stangknapp, mellan=8)
        ord_ = kolumn(text(rubrik, "litenfet", bryt=True), self._lage, mellan=2)
        lad = rad(mellan=12, kant=(14, 8, 10, 8))
        lad.addLayout(ord_, 1)
        lad.addLayout(knappar)
        self.setLayout(lad)

    def _med_brev(self, gor: Callable[[Aterremissbrev], None]) -> None:
        """The message is made the first time that it is asked for, and kept."""
        if self._brev is not None:
            gor(self._brev)
            return
        n = self.nyckel

        def jobb(e: Arbetsenhet) -> Aterremissbrev:
            return dokumenttjanster.aterremissbrev(e, *n)

        def klar(brev: Aterremissbrev) -> None:
            self._brev = brev
            gor(brev)

        def fel(x: KundvalsdeskFel) -> None:
            self._sag(x.mening)

        self._s.arbetare.kor(jobb, klar, fel, skriv=True)

    def _sag(self, mening: str) -> None:
        self._lage.setText(mening)
        self._lage.show()

    def _kopiera(self, brev: Aterremissbrev) -> None:
        till = f"Till: {brev.till}\n" if brev.till else ""
        QGuiApplication.clipboard().setText(f"{till}Ämne: {brev.amne}\n\n{brev.text}")
        self._sag("Texten är kopierad.")

    def _visa_pdf(self, brev: Aterremissbrev) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        self.dialog = DokumentDialog(self.window(), self._s, brev.amne, brev.pdf, brev.filnamn)
        self.dialog.finished.connect(self._dialog_stangd)
        self.dialog.open()

    def _dialog_stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _spara_eml(self, brev: Aterremissbrev) -> None:
        namn = str(Path(brev.filnamn).with_suffix(".eml"))
        vag = valj_plats(self, "Spara e-post", namn, "E-post (*.eml)")
        if vag is not None:
            self.spara_eml_till(brev.eml, vag)

    def spara_eml_till(self, eml: bytes, vag: Path) -> None:
        def klar() -> None:
            self._sparad = vag
            self._sag(f"Sparad som {vag.name}. Öppna den för att läsa igenom och skicka.")
            self.oppna.show()

        spara(self._s.arbetare, self, vag, eml, klar, lambda fel: self._sag(fel.mening))

    def _oppna_eml(self) -> None:
        if self._sparad is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._sparad))):
            self._sag("Inget e-postprogram öppnade filen. Öppna den där den sparades.")


def brevruta(s: Sammanhang, n: Nyckel, kund: str, anordnare: str, stang: Callable[[], None]) -> QWidget:
    till = anordnare or "anordnaren"
    ruta = Brevruta(s, n, f"Återremitterad: {kund}. Meddelandet till {till} är klart att skicka.")
    ruta.stang.connect(stang)
    return ruta
