"""Ways to reports from the rest of the window: to reviewing one, typing one in, making a form, the inbox,
the register of incidents, and gallring.

And the way back to what was being typed when the program ended without warning.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from kundvalsdesk.services.typer import ARENDEROLLER, GRANSKAS, Aktor, Andring

if TYPE_CHECKING:
    from kundvalsdesk.ui.arende_vy import ArendeVy
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.forlangningar_vy import ForlangningarVy
    from kundvalsdesk.ui.granskning_vy import GranskningVy
    from kundvalsdesk.ui.inkorg import Inkorgsvakt
    from kundvalsdesk.ui.massutfardande import Massdialog
    from kundvalsdesk.ui.osparat import Osparat

OSPARAT_MS = 700
"""After the start: what was typed and not saved the last time is looked for."""
INKORG_MS = 2500
"""After the start: the inbox is looked into when the queue has long been there."""


class Rapportvagar(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        self.plats = QVBoxLayout()
        """Above the views: what was not saved, and the banner of the inbox."""
        self.plats.setContentsMargins(0, 0, 0, 0)
        self._inkorg = QVBoxLayout()
        self.plats.addLayout(self._inkorg)
        self.granskning: GranskningVy | None = None
        self.vakt: Inkorgsvakt | None = None
        self.osparat: Osparat | None = None
        self._fran = datetime.now()
        fonster.topp.inkorg.connect(self.valj_inkorg)
        fonster.topp.incidenter.connect(self.incidenter)
        fonster.topp.gallring.connect(self.gallring)
        fonster.topp.massutfarda.connect(self.massutfarda)
        fonster.klar.connect(self._forst_klar, Qt.ConnectionType.SingleShotConnection)

    def _forst_klar(self) -> None:
        if self._f.arbetare.utkastplats is not None:
            QTimer.singleShot(OSPARAT_MS, self, self._visa_osparat)

    def _visa_osparat(self) -> None:
        from kundvalsdesk.ui.osparat import Osparat

        self.osparat = Osparat(self._f, self._fran)
        self.plats.insertWidget(0, self.osparat)
        self.osparat.hamta()

    # --- reviewing --------------------------------------------------------------------------------------------------

    def ny_granskning(self) -> GranskningVy:
        from kundvalsdesk.ui.granskning_vy import GranskningVy

        self.granskning = GranskningVy(self._f.s)
        return self.granskning

    def oppna_rad(self, insats: str, kod: str, avser: str) -> None:
        """A row of a list: a report that waits to be reviewed is read where reports are read."""
        aktor = self._f.arbetare.aktor
        if kod == "forlangning" and aktor is not None and aktor.har("arbetsledare"):
            self.besluta_forlangning(insats, avser)
        elif kod in GRANSKAS and self._f.rum != "bevakas":
            self.granska(insats, GRANSKAS[kod], avser or "slut")
        else:
            self._f.oppna_arende(insats, kod, avser)

    def granska(self, insats: str, slag: str, avser: str) -> None:
        """Granskning, at one report."""
        self._f.visa_rum("granskning")
        if self._f.rum == "granskning" and self.granskning is not None:
            self.granskning.visa_rapport((insats, slag, avser))

    def ny_forlangningar(self, andrad: Callable[[Andring], None]) -> ForlangningarVy:
        from kundvalsdesk.ui.forlangningar_vy import ForlangningarVy

        vy = ForlangningarVy(self._f.s)
        vy.andrad.connect(andrad)
        return vy

    def besluta_forlangning(self, insats: str, begard: str) -> None:
        """The room of förlängningar, at one request."""
        from kundvalsdesk.ui.forlangningar_vy import ForlangningarVy

        self._f.visa_rum("forlangningar")
        vy = self._f.vyer.get("forlangningar")
        if self._f.rum == "forlangningar" and isinstance(vy, ForlangningarVy):
            vy.visa_begaran(insats, begard)

    # --- from a case ------------------------------------------------------------------------------------------------

    def koppla(self, arende: ArendeVy) -> None:
        arende.granska.connect(self.granska)
        arende.skriv_in.connect(self.skriv_in)
        arende.skapa_formular.connect(self.skapa_formular)
        arende.ny_insats.connect(self._f.ny_insats)

    def skriv_in(self, insats: str, mal: str = "") -> None:
        from kundvalsdesk.ui.granskning_skrivin import Skrivindialog

        dialog = Skrivindialog(self._f, self._f.s, insats, mal)
        dialog.sparad.connect(self._f.uppdatera)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def skapa_formular(self, insats: str) -> None:
        from kundvalsdesk.ui.granskning_skrivin import Malldialog

        dialog = Malldialog(self._f, self._f.s, insats)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def incidenter(self) -> None:
        from kundvalsdesk.ui.incidentregister import Incidentdialog

        dialog = Incidentdialog(self._f, self._f.s)
        dialog.oppna.connect(self._f.oppna_arende)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def gallring(self) -> None:
        """What is not to be kept any longer."""
        if not self._f.far_lamna():
            return
        from kundvalsdesk.ui.gallring_dialog import Gallringsdialog

        dialog = Gallringsdialog(self._f, self._f.s)
        dialog.andrad.connect(self._f.uppdatera)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def massutfarda(self) -> Massdialog | None:
        """The documents of a month, for those who work with cases."""
        if not self._f.far_lamna():
            return None
        from kundvalsdesk.ui.massutfardande import Massdialog

        dialog = Massdialog(self._f, self._f.s)
        dialog.oppna.connect(self._f.oppna_arende)
        dialog.andrad.connect(self._f.uppdatera)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    # --- the inbox --------------------------------------------------------------------------------------------------

    def satt_roll(self, aktor: Aktor, *, hemma: bool) -> None:
        """Forms are taken in by those who work with cases, where the database is."""
        far = hemma and aktor.har(*ARENDEROLLER)
        self._f.topp.satt_inkorg(far)
        self._f.topp.satt_incidenter(hemma and aktor.har("dataskyddssamordnare"))
        self._f.topp.satt_gallring(hemma and aktor.har("arbetsledare", "dataskyddssamordnare"))
        if self.vakt is not None:
            self.vakt.bevaka(far=far)
        elif far and self._f.s.minne.value("inkorg/mapp"):
            QTimer.singleShot(INKORG_MS, self, lambda: self._inkorgsvakt().bevaka())

    def valj_inkorg(self) -> None:
        self._inkorgsvakt().valj()

    def _inkorgsvakt(self) -> Inkorgsvakt:
        if self.vakt is None:
            from kundvalsdesk.ui.inkorg import Inkorgsvakt

            self.vakt = Inkorgsvakt(self._f, self._f.s, self._inkorg)
            self.vakt.nytt.connect(self._f.uppdatera)
        return self.vakt
