"""Fetching reports ahead: the one that is waited for arrives."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont

from kundvalsdesk.ui.granskning_hamtning import Hamtare
from kundvalsdesk.ui.tema import Tema


def test_what_is_waited_for_is_not_given_up_for_what_may_come(qtbot: Any, tema: Tema) -> None:
    """The one asked for while it was being fetched ahead arrives, whatever else is thought of meanwhile."""

    class Langsam:
        """A worker that keeps its answers until they are asked for, and drops stale ones as the real one does."""

        def __init__(self) -> None:
            self.svar: list[tuple[str, int, Any]] = []
            self.generation: dict[str, int] = {}

        def kor(self, jobb: Any, klar: Any, fel: Any, *, token: str) -> None:
            self.glom(token)
            self.svar.append((token, self.generation[token], fel))

        def glom(self, token: str) -> None:
            self.generation[token] = self.generation.get(token, 0) + 1

        def giltiga(self) -> int:
            return sum(self.generation[t] == g for t, g, _ in self.svar)

    langsam = Langsam()
    s = SimpleNamespace(arbetare=langsam, tema=tema)
    hamtare = Hamtare(cast(Any, s), QFont(), QObject())
    ett, tva = ("2024-01", "rapport", "2024-08"), ("2024-02", "rapport", "2024-08")
    hamtare.forhamta(ett, False)
    hamtare.begar(ett, False)
    hamtare.forhamta(tva, False)
    assert langsam.giltiga() == 1 and len(langsam.svar) == 1
    for glom in (hamtare.glom_allt, lambda: hamtare.glom(ett)):
        hamtare.inget_vantas()
        hamtare.glom_allt()
        hamtare.forhamta(ett, False)
        hamtare.begar(ett, False)
        langsam.svar.clear()
        glom()
        assert langsam.giltiga() == 1  # asked for anew
