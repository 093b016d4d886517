"""The log written to a file: however long, with progress, and with a stop that leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kundvalsdesk.services.logglista import Loggfraga
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.ui import loggtjanster
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import meddelande
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.loggut import NyEnhet


class Loggut(Arbetsdialog):
    def __init__(self, vem: QWidget, s: Sammanhang, f: Loggfraga, fil: Path) -> None:
        super().__init__(vem, s, "Spara loggen som fil")
        self._f, self._fil = f, fil
        self.borja()

    def borja(self) -> None:
        f, fil = self._f, self._fil

        def jobb(ny: NyEnhet, visa: Callable[[Framsteg], None]) -> int:
            return loggtjanster.skriv_csv(ny, fil, f, visa)

        self._arbetar("Skriver …", self._s.arbetare.kor_namngivna(jobb, self._klar, self._fel, self._framsteg))

    def _klar(self, rader: int) -> None:
        antal = "En rad" if rader == 1 else f"{rader} rader"
        self._svar(meddelande("klart", (f"{antal} sparade i {self._fil.name}.",)))
