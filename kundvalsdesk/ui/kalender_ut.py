"""Menu: one's own frister as a file for the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kundvalsdesk.ui import tjanster

if TYPE_CHECKING:
    from pathlib import Path

    from kundvalsdesk.ui.fonster import Fonster


class Kalenderut(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        fonster.topp.kalender.connect(self.fraga)

    def fraga(self) -> None:
        """Fetched first: where there is nothing to save, nobody is asked where."""
        self._f.arbetare.kor(tjanster.fristkalender, self._valj)

    def _valj(self, fil: tuple[str, bytes, int]) -> None:
        from kundvalsdesk.ui.spara_fil import valj_plats

        vag = valj_plats(self._f, "Spara frister", fil[0], "Kalenderfil (*.ics)")
        if vag is not None:
            self.spara(fil, vag)

    def spara(self, fil: tuple[str, bytes, int], vag: Path) -> None:
        from kundvalsdesk.ui.spara_fil import spara

        def klar() -> None:
            antal = f"{fil[2]} frist{'' if fil[2] == 1 else 'er'}"
            self._f.status.uppdaterad.setText(f"{antal} sparade för kalendern")

        spara(self._f.arbetare, self, vag, fil[1], klar, lambda fel: self._f.visa_fel(fel, igen=False))
