"""That a case has been opened is written to the log when it stands on the screen: nobody waits for that."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kundvalsdesk.fel import Databasfel, KundvalsdeskFel, Nekad
from kundvalsdesk.ui import tjanster

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.arbetare import Arbetare

VILA_S = 5 * 60
"""Within this long the log is not asked again about a case: every refresh of the page comes here."""
EFTER_MS = 150


class Oppningslogg:
    def __init__(self, arbetare: Arbetare) -> None:
        self._arbetare = arbetare
        self._nar: dict[str, float] = {}

    def oppnat(self, insats: str) -> None:
        """A case, or one of its reports, is shown."""
        if monotonic() - self._nar.get(insats, -VILA_S) < VILA_S:
            return
        self._nar[insats] = monotonic()
        QTimer.singleShot(EFTER_MS, self._arbetare, lambda: self._skriv(insats))

    def _skriv(self, insats: str) -> None:
        def jobb(e: Arbetsenhet) -> None:
            tjanster.arende_oppnat(e, insats)

        def fel(x: KundvalsdeskFel) -> None:
            self._nar.pop(insats, None)  # it is tried again when the case is shown again
            if not isinstance(x, Nekad):  # gone, or no longer for me to see: there is nothing to write about
                mening = f"Att du öppnade ärende {insats} kunde inte antecknas i loggen. {x.mening}"
                self._arbetare.calm.emit(Databasfel(getattr(x, "kod", ""), mening))

        self._arbetare.kor(jobb, None, fel, skriv=True)
