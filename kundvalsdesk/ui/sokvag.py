"""Ctrl+K: the way to the search over everything, and from a find to where it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kundvalsdesk.services.typer import ARENDEROLLER
from kundvalsdesk.ui.panelvag import Panelvag

if TYPE_CHECKING:
    from kundvalsdesk.services.soktyper import Traff
    from kundvalsdesk.ui.sok_panel import Sokpanel

    _Vag = Panelvag[Sokpanel]
else:  # imported when the panel is first shown
    _Vag = Panelvag

_FLIK = {"anteckning": "journal", "meddelande": "moten"}
"""The tab of the case where each is read."""


class Sokvag(_Vag):
    def oppna(self) -> None:
        """The panel; who may not see cases, and an offline package, have the list in view to search in."""
        f = self._f
        aktor = f.arbetare.aktor
        if aktor is None:
            return
        if f.paket.oppet or not aktor.har(*ARENDEROLLER):
            f.fokusera_filter()
            return
        if self.panel is None:
            from kundvalsdesk.ui.sok_panel import Sokpanel

            self.panel = Sokpanel(f, f.s)
            self.panel.valde.connect(self._valde)
            self.panel.visa_alla.connect(self._visa_alla)
        self.panel.oppna()

    def _valde(self, t: Traff) -> None:
        f = self._f
        if not f.far_lamna():
            return
        if t.slag == "anordnare":
            self._i_rum("anordnare", t.mal)
        elif t.rapport is not None:
            f.rapporter.granska(t.mal, *t.rapport)
        else:
            f.oppna_arende(t.mal)
            self._till_flik(_FLIK.get(t.slag, ""))

    def _till_flik(self, kod: str) -> None:
        """When the case has been read."""
        arende = self._f.arende
        if arende is None or all(flik.kod != kod for flik in arende.flikar.flikar):
            return
        arende.visad.connect(lambda: arende.flikar.visa(kod), Qt.ConnectionType.SingleShotConnection)

    def _visa_alla(self, ord_: str) -> None:
        """All cases that the list of cases finds: mine or not, closed or not."""
        if not self._f.far_lamna():
            return
        self._i_rum("arenden", ord_)

    def _i_rum(self, rum: str, ord_: str) -> None:
        self._f.topp.satt_sok(ord_)
        self._f.visa_rum(rum)
