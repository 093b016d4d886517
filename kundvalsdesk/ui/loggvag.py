"""Whose room the log is, and which rooms a dataskyddssamordnare has nothing to do in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kundvalsdesk.services.typer import ARENDEROLLER, Aktor

if TYPE_CHECKING:
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.logg_vy import LoggVy

RUM = "logg"


class Loggvag(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        self._far = False

    def satt_roll(self, aktor: Aktor, *, hemma: bool) -> None:
        dss = aktor.har("dataskyddssamordnare")
        self._far = dss and hemma
        self._f.rail.oppna_for(RUM, self._far)
        for rum in ("granskning", "bevakas", "arenden"):
            # To a dataskyddssamordnare a case exists for its incident alone, and those stand in the queue.
            self._f.rail.oppna_for(rum, not dss or aktor.har(*ARENDEROLLER))

    def slapper_in(self, rum: str) -> bool:
        return rum != RUM or self._far

    def ny_vy(self) -> LoggVy:
        from kundvalsdesk.ui.logg_vy import LoggVy

        vy = LoggVy(self._f.s)
        vy.incidenter.connect(lambda: self._f.visa_rum("ko"))
        return vy
