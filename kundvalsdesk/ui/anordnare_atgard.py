"""From the brister of an anordnare to what follows on them: the åtgärder, and a new one with what the figures say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kundvalsdesk.services.anordnaretyper import Anordnarlista, Anordnarrad
from kundvalsdesk.texter.brister import siffror_ord
from kundvalsdesk.ui import atgardstjanster
from kundvalsdesk.ui.bitar import knapp, satt_knappord
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from collections.abc import Callable

    from kundvalsdesk.fel import KundvalsdeskFel
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.atgardstyper import Planval


class Atgardsval:
    """The button over the brister. Where an anordnare has several uppföljningar one is chosen in its menu."""

    def __init__(self, vem: QWidget, s: Sammanhang, fel: Callable[[KundvalsdeskFel], None]) -> None:
        self._vem, self._s, self._fel = vem, s, fel
        self._vald: Anordnarrad | None = None
        self._ny = False
        self.knapp: QPushButton = knapp("Åtgärder …", self._hamta, tips="Vad som följer på bristerna (Alt+T)")
        self.knapp.setShortcut("Alt+T")
        self.knapp.hide()
        self.meny = QMenu(vem)

    def visa(self, svar: Anordnarlista | None, r: Anordnarrad) -> None:
        """For the one that is selected, as far as it has brister."""
        self._vald, self._ny = r, svar is not None and svar.far_atgarda
        satt_knappord(self.knapp, "Ny åtgärd …" if self._ny else "Åtgärder …")
        self.knapp.setShortcut("Alt+T")
        self.knapp.setVisible(svar is not None and svar.far_se_atgarder and bool(r.med_brist))

    def _hamta(self) -> None:
        if (r := self._vald) is None:
            return

        def jobb(e: Arbetsenhet) -> Planval:
            return atgardstjanster.planval(e, r.mal)

        self._s.arbetare.kor(jobb, partial(self._valj, r), self._fel)

    def _valj(self, r: Anordnarrad, val: Planval) -> None:
        if len(val.planer) == 1:
            self._oppna(r, val.anordnare_id, val.planer[0][0])
            return
        self.meny.clear()
        for plan_id, namn in val.planer:
            self.meny.addAction(namn, partial(self._oppna, r, val.anordnare_id, plan_id))
        self.meny.popup(self.knapp.mapToGlobal(self.knapp.rect().bottomLeft()))

    def _oppna(self, r: Anordnarrad, anordnare_id: int, plan_id: int) -> None:
        from kundvalsdesk.ui.atgarder import oppna_for

        ny: dict[str, str | int] = {"ursprung": "lopande", "brist": siffror_ord(
            r.med_brist, r.insatser, r.sena, r.returer, r.returer_manader)}  # fmt: skip
        oppna_for(self._vem, self._s, plan_id, anordnare_id, ny=ny if self._ny else None)
