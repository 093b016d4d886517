"""The way to hand over cases: what is selected in a list, or all that a colleague has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet


class Overlamnare(QObject):
    sparat = Signal(object)
    """Andring."""

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem)
        self._vem, self._s = vem, s

    def markerade(self, arenden: Sequence[tuple[str, int]]) -> None:
        """Cases with the versions seen."""
        self._fraga(tuple(arenden), "")

    def allt_hos(self, anvandare: str) -> None:
        self._fraga(None, anvandare)

    def _fraga(self, arenden: tuple[tuple[str, int], ...] | None, fran: str) -> None:
        def jobb(e: Arbetsenhet) -> Stegval:
            return tjanster.formular_overlamna(e, arenden, fran)

        self._s.arbetare.kor(jobb, self._visa)

    def _visa(self, steg: Stegval) -> None:
        from kundvalsdesk.ui.formulardialog import Formulardialog

        dialog = Formulardialog(self._vem.window(), self._s, steg)
        dialog.sparad.connect(self.sparat)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
