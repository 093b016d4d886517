"""What a systemspecialist takes care of: taking cases in and out, the sender and the texts of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from kundvalsdesk.services.typer import ARENDEROLLER
from kundvalsdesk.ui import tjanster

if TYPE_CHECKING:
    from kundvalsdesk.services.typer import Aktor
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.skotsel_vy import SkotselVy


ARENDERUM = ("granskning", "bevakas", "arenden")
"""Rooms that have been opened for their roles already (ui.loggvag)."""


class Skotsel(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        topp = fonster.topp
        topp.las_in.connect(self.las_in)
        topp.skriv_ut.connect(self.skriv_ut)
        topp.avsandare.connect(self.avsandare)
        topp.dokumenttexter.connect(self.dokumenttexter)
        topp.kopia.connect(self.kopia)
        topp.anvandare.connect(self.anvandare)
        self.bara = False
        """Whether the room that they come to is all the user has here: no case is theirs to see."""

    def satt_roll(self, aktor: Aktor, *, hemma: bool) -> None:
        far = aktor.har("systemspecialist") and hemma
        self.bara = self.hem(aktor) != "ko"
        self._f.topp.satt_skotsel(
            far,
            in_=hemma and self._far_lasa_in(aktor),
            # Who sees cases may write out what they see; all of them are the arbetsledare's.
            ut=hemma and aktor.har("arbetsledare"),
        )
        self._f.topp.satt_arendesok(not self.bara)
        self._f.rail.oppna_for("skotsel", far)
        self._f.rail.oppna_for("ko", not self.bara)
        for rum in ARENDERUM if self.bara else ():
            self._f.rail.oppna_for(rum, False)

    def _far_lasa_in(self, aktor: Aktor) -> bool:
        """Cases are taken into a shared database by its owner."""
        return aktor.agare or (not self._f.arbetare.delad and aktor.har("arbetsledare", "systemspecialist"))

    def slapper_in(self, rum: str) -> bool:
        aktor = self._f.arbetare.aktor
        if rum == "skotsel" or aktor is None or not self.bara:
            return True
        hem = self.hem(aktor)
        # A systemspecialist keeps the register of anordnare too, and has no figures there.
        return rum in (hem, "anordnare") or (rum in ("statistik", "uppfoljning") and hem != "skotsel")

    @staticmethod
    def hem(aktor: Aktor) -> str:
        """The room that somebody comes to: of those who see no case, a systemspecialist's own, the uppföljning
        of a kvalitetsutvecklare, else the figures."""
        if not aktor.roller or aktor.har(*ARENDEROLLER, "dataskyddssamordnare"):
            return "ko"
        if aktor.har("systemspecialist"):
            return "skotsel"
        return "uppfoljning" if aktor.har("kvalitetsutvecklare") else "anordnare"

    def ny_vy(self) -> SkotselVy:
        from kundvalsdesk.ui.skotsel_vy import SkotselVy as Vy

        aktor = self._f.arbetare.aktor
        far = aktor is not None and self._far_lasa_in(aktor)
        return Vy(
            self._f.s,
            ("Användare …", self.anvandare),
            ("Säkerhetskopia …", self.kopia),
            (("Avsändare …", self.avsandare), ("Texter …", self.dokumenttexter)),
            (("Läs in …", self.las_in),) if far else (),
        )

    def anvandare(self) -> None:
        from kundvalsdesk.ui.anvandare_dialog import Anvandardialog

        dialog = Anvandardialog(self._f, self._f.s)
        dialog.finished.connect(self._f.uppdatera)
        self._visa(dialog)

    def las_in(self) -> None:
        from kundvalsdesk.ui.overforing_dialog import Importdialog

        dialog = Importdialog(self._f, self._f.s)
        dialog.inlast.connect(self._f.uppdatera)
        self._visa(dialog)

    def skriv_ut(self) -> None:
        from kundvalsdesk.ui.overforing_dialog import Exportdialog

        self._visa(Exportdialog(self._f, self._f.s))

    def avsandare(self) -> None:
        from kundvalsdesk.ui.avsandare_dialog import Avsandardialog

        f = self._f
        f.arbetare.kor(tjanster.formular_organisation, lambda steg: self._visa(Avsandardialog(f, f.s, steg)))

    def dokumenttexter(self) -> None:
        from kundvalsdesk.ui.dokumenttexter import Textdialog

        self._visa(Textdialog(self._f, self._f.s))

    def kopia(self) -> None:
        from kundvalsdesk.ui.kopia_dialog import Kopiadialog

        dialog = Kopiadialog(self._f, self._f.s)
        dialog.finished.connect(self._f.uppdatera)
        self._visa(dialog)

    @staticmethod
    def _visa(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
