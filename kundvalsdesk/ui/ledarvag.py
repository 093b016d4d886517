"""The rooms of an arbetsledare; that of payments, which a karriärvägledare has something to do in too; and those of
the statistics and of uppföljning, which are there for those who get figures and no cases too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kundvalsdesk.services.typer import ARENDEROLLER, Aktor, Andring

if TYPE_CHECKING:
    from kundvalsdesk.ui.arbetslage_vy import ArbetslageVy
    from kundvalsdesk.ui.besokspaket_vy import BesokspaketVy
    from kundvalsdesk.ui.ersattning_vy import ErsattningVy
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.statistik_vy import StatistikVy
    from kundvalsdesk.ui.uppfoljning_vy import UppfoljningVy


class Ledarvag(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster

    def satt_roll(self, aktor: Aktor) -> None:
        """The rooms themselves refuse others too, whichever way they come."""
        for rum in ("forlangningar", "arbetslage"):
            self._f.rail.oppna_for(rum, aktor.har("arbetsledare"))
        self._f.rail.oppna_for("ersattning", aktor.har(*ARENDEROLLER))
        self._f.rail.oppna_for("statistik", aktor.har("arbetsledare", "kvalitetsutvecklare", "kundkoordinator"))
        self._f.rail.knappar["uppfoljning"].satt_antal(None)
        self._f.rail.oppna_for("uppfoljning", aktor.har("arbetsledare", "kvalitetsutvecklare"))

    def ny_arbetslage(self, andrad: Callable[[Andring], None]) -> ArbetslageVy:
        from kundvalsdesk.ui.arbetslage_vy import ArbetslageVy

        vy = ArbetslageVy(self._f.s)
        vy.andrad.connect(andrad)
        vy.visa_ko.connect(self._f.visa_kollegas_ko)
        vy.gallring.connect(self._f.rapporter.gallring)
        return vy

    def ny_vy(self, rum: str) -> ErsattningVy | StatistikVy | UppfoljningVy | BesokspaketVy:
        if rum == "ersattning":
            from kundvalsdesk.ui.ersattning_vy import ErsattningVy

            return ErsattningVy(self._f.s)
        if rum == "statistik":
            from kundvalsdesk.ui.statistik_vy import StatistikVy

            return StatistikVy(self._f.s)
        if (offline := self._f.paket.ny_besoksvy()) is not None:
            return offline
        from kundvalsdesk.ui.uppfoljning_vy import UppfoljningVy

        vy = UppfoljningVy(self._f.s)
        vy.antal.connect(self._f.rail.knappar[rum].satt_antal)
        return vy
