"""The window and offline packages: taking out, taking in, and the window on a package: reviewing and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from kundvalsdesk.fel import Databasfel, KundvalsdeskFel
from kundvalsdesk.services.paket.typer import FILANDELSE
from kundvalsdesk.services.typer import ARENDEROLLER
from kundvalsdesk.texter.datum import tid_ord
from kundvalsdesk.ui.bitar import kolumn, meddelande, tom

if TYPE_CHECKING:
    from kundvalsdesk.services.paket.typer import Paketinfo
    from kundvalsdesk.services.typer import Aktor
    from kundvalsdesk.ui.arbetare import Oppnad
    from kundvalsdesk.ui.besokspaket_vy import BesokspaketVy
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.granskning_vy import GranskningVy
    from kundvalsdesk.ui.oppning import Oppnare

FILTER = f"Offlinepaket (*{FILANDELSE});;Alla filer (*)"
RUM, BESOKSRUM = "granskning", "uppfoljning"
SKRIVER = "kvalitetsutvecklare"
"""Who takes visits along."""


def alder_ord(uttaget: datetime, idag: date) -> str:
    """How old a package is, as one says it; "" when the clock stands before it."""
    dagar = (idag - uttaget.date()).days
    return {0: "i dag", 1: "i går"}.get(dagar, f"för {dagar} dagar sedan" if dagar > 1 else "")


def banderoll(info: Paketinfo, idag: date) -> str:
    alder = alder_ord(info.uttaget, idag)
    vad = "Det du skriver" if info.besok else "Besluten"
    return (
        f"Offline: paket uttaget {tid_ord(info.uttaget)}{f', {alder}' if alder else ''}. "
        f"{vad} förs in när du läser in paketet på arbetsplatsen."
    )


class Paketlage(QObject):
    """`info` is set while a package is open."""

    def __init__(self, fonster: Fonster, oppnare: Callable[[Path, str], Oppnare] | None) -> None:
        super().__init__(fonster)
        self._f, self._oppnare = fonster, oppnare
        self.info: Paketinfo | None = None
        self.lage = kolumn(mellan=0, kant=(24, 12, 24, 0))
        self.lage.setContentsMargins(0, 0, 0, 0)
        topp = fonster.topp
        topp.oppna_paket.connect(self.valj_och_oppna)
        topp.las_in_paket.connect(self.las_in)
        topp.stang_paket.connect(self.stang)
        fonster.start.paket.connect(self.valj_och_oppna)

    @property
    def oppet(self) -> bool:
        return self.info is not None

    @property
    def rum(self) -> str:
        """The one room that a package has."""
        return BESOKSRUM if self.info is not None and self.info.besok else RUM

    def slapper_in(self, rum: str) -> bool:
        """Whether a room may be entered."""
        return not self.oppet or rum == self.rum

    def ny_besoksvy(self) -> BesokspaketVy | None:
        """The room of the visits of the package that is open, if it is one of those."""
        if self.info is None or not self.info.besok:
            return None
        from kundvalsdesk.ui.besokspaket_vy import BesokspaketVy

        return BesokspaketVy(self._f.s, self.info.besok)

    # --- home ---------------------------------------------------------------------------------------------------

    def satt_roll(self, aktor: Aktor) -> None:
        """What the menu offers to this role."""
        if self.oppet:
            self._f.topp.satt_paket("borta" if self._f.arbetare.kan_ta_av else "ensam")
        else:
            self._f.topp.satt_paket("hemma" if aktor.har(*ARENDEROLLER, SKRIVER) else None)

    def forbered(self, vy: GranskningVy) -> None:
        """The view of reviewing: at home it offers to take reports along; in a package it offers nothing else."""
        if not self.oppet:
            aktor = self._f.arbetare.aktor
            if aktor is None or aktor.har(*ARENDEROLLER):
                vy.huvud.satt_offline(self.ta_ut)
            return
        for k in (vy.huvud.ta_emot_knapp, vy.huvud.mer, vy.mina, vy.alla):
            k.hide()
        vy.setAcceptDrops(False)
        vy.sida.offline = vy.kort.fot.offline = True
        vy.kort.dokumentknapp.hide()

    def ta_ut(self) -> None:
        from kundvalsdesk.ui.paket_ut_dialog import PaketUtDialog

        self._visa(PaketUtDialog(self._f, self._f.s))

    def las_in(self) -> None:
        from kundvalsdesk.ui.paket_in_dialog import PaketInDialog

        dialog = PaketInDialog(self._f, self._f.s)
        dialog.inlast.connect(self._f.uppdatera)
        self._visa(dialog)

    @staticmethod
    def _visa(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- opening and closing a package --------------------------------------------------------------------------

    def valj_och_oppna(self) -> None:
        vald, _ = QFileDialog.getOpenFileName(self._f, "Öppna offlinepaket", "", FILTER)
        if vald:
            self.fraga(Path(vald))

    def fraga(self, fil: Path, fel: str = "") -> None:
        """Asks for the phrase, and again while it is wrong."""
        from kundvalsdesk.ui.nyckeldialog import Nyckeldialog

        if not self._f.far_lamna():
            return
        dialog = Nyckeldialog(self._f, self._f.s.tema, skapar=False, fel=fel, paket=True)
        dialog.accepted.connect(lambda: self.oppna(fil, dialog.fras.text()))
        self._visa(dialog)

    def oppna(self, fil: Path, fras: str) -> None:
        """Opens a package in this window; the ordinary database, if there is one, stays open below it."""
        if self._oppnare is None:
            raise RuntimeError("a window that opens no packages")

        def gick_inte(fel: KundvalsdeskFel) -> None:
            if isinstance(fel, Databasfel) and fel.kod == "fras_fel":
                self.fraga(fil, fel.mening)
            else:
                self._gick_inte(fel)

        self._f.arbetare.lagg_over(self._oppnare(fil, fras), self._oppnat, gick_inte)

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        """Above the view if there is one, else where the window says why there is none."""
        if self._f.arbetare.aktor is not None:
            self._f.visa_fel(fel, igen=False)
        else:
            self._f.start.fel("paketfel", fel.mening)

    def _oppnat(self, o: Oppnad) -> None:
        self.visa(o.paket)
        self._f.byt_databas(o.aktor, self.rum)

    def stang(self) -> None:
        """Back to the database below. What has been decided stands in the file."""
        if not self.oppet or not self._f.arbetare.kan_ta_av or not self._f.far_lamna():
            return

        rum = self.rum

        def klar(aktor: Aktor) -> None:
            self.visa(None)
            self._f.byt_databas(aktor, rum)

        self._f.arbetare.ta_av(klar)

    def visa(self, info: Paketinfo | None) -> None:
        """The lasting banner and what of the window is left; None: everything is back."""
        self.info = info
        self.visa_banderoll()
        self._f.rail.visa_bara(self.rum if info is not None else None)
        self._f.topp.demo.setVisible(info is None and bool(self._f.topp.demoanvandare()))
        self._f.topp.sokfalt.setPlaceholderText(
            "Filtrera listan …"
            if info is None
            else f"Sök bland {'besöken' if info.besok else 'rapporterna'} i paketet …"
        )
        self._f.topp.allt.setVisible(info is None)

    def visa_banderoll(self) -> None:
        """Said anew each day: it tells how old the package is."""
        tom(self.lage)
        self.lage.setContentsMargins(*((24, 12, 24, 0) if self.oppet else (0, 0, 0, 0)))
        if self.info is not None:
            self.lage.addWidget(meddelande("varning", (banderoll(self.info, self._f.idag()),)))
