"""The queue as it is filtered now, on paper for a meeting: shown first, printed or saved from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kundvalsdesk.services.typer import KoFilter
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.bitar import knapp
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog


class Koutskrift(QObject):
    def __init__(self, s: Sammanhang, vy: QWidget, filtret: Callable[[], KoFilter]) -> None:
        super().__init__(vy)
        self._s, self._vy, self._filtret = s, vy, filtret
        self.knapp = knapp(
            "Skriv ut …", self.visa, roll="chip", tips="Listan på papper, med ärendenummer och initialer (Ctrl+P)",
            namn="Skriv ut listan",
        )  # fmt: skip
        self.knapp.setShortcut("Ctrl+P")
        self.dialog: DokumentDialog | None = None

    def visa(self) -> None:
        f = self._filtret()

        def jobb(e: Arbetsenhet) -> tuple[str, bytes]:
            return dokumenttjanster.kolista(e, f)

        self._s.arbetare.kor(jobb, self._oppna, token="kolista")  # noqa: S106

    def _oppna(self, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        self.dialog = DokumentDialog(self._vy, self._s, "Kölista", fil[1], fil[0])
        self.dialog.finished.connect(self._stangd)
        self.dialog.open()

    def _stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
