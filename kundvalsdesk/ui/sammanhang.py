"""What every view is handed at its making: theme, worker, remembered settings, the day. No globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from kundvalsdesk.ui.arbetare import Arbetare
from kundvalsdesk.ui.tema import Tema

if TYPE_CHECKING:
    from kundvalsdesk.ui.oppningslogg import Oppningslogg
    from kundvalsdesk.ui.utkastlada import Utkastlada


@dataclass(frozen=True)
class Sammanhang:
    tema: Tema
    arbetare: Arbetare
    minne: QSettings
    idag: Callable[[], date]
    offline: Callable[[], bool] = lambda: False
    """Whether it is an offline package that is open: then reports are decided, and nothing else."""

    @cached_property
    def utkast(self) -> Utkastlada:
        """Drafts of what is typed; made with the first form."""
        from kundvalsdesk.ui.utkastlada import Utkastlada

        return Utkastlada(self.arbetare)

    @cached_property
    def oppningar(self) -> Oppningslogg:
        """Which cases have been opened; made with the first."""
        from kundvalsdesk.ui.oppningslogg import Oppningslogg

        return Oppningslogg(self.arbetare)
