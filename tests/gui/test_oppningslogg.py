"""An opened case is written to the log once it has been shown; what cannot be written is said, and tried again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.ui import oppningslogg, tjanster
from kundvalsdesk.ui.oppningslogg import Oppningslogg


class Arbetare(QObject):
    calm = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.vantar: list[tuple[Any, Any]] = []

    def kor(self, jobb: Any, klar: Any, fel: Any, *, skriv: bool) -> None:
        assert skriv
        self.vantar.append((jobb, fel))

    def utfor(self) -> None:
        for jobb, fel in self.vantar:
            try:
                jobb(None)
            except (Databasfel, Nekad) as x:
                fel(x)
        self.vantar.clear()


def test_once_after_it_is_shown_and_again_where_it_could_not_be(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oppningslogg, "EFTER_MS", 1)
    arbetare, skrivet, sagt = Arbetare(), [], []
    arbetare.calm.connect(sagt.append)
    monkeypatch.setattr(tjanster, "arende_oppnat", lambda e, insats: skrivet.append(insats))
    logg = Oppningslogg(arbetare)  # type: ignore[arg-type]
    for insats in ("I1", "I1", "I2"):
        logg.oppnat(insats)
    assert arbetare.vantar == []  # what is on its way to the screen goes first
    qtbot.waitUntil(lambda: len(arbetare.vantar) == 2)
    arbetare.utfor()
    assert (skrivet, sagt) == (["I1", "I2"], [])

    def nej(e: Any, insats: str) -> None:
        raise (Nekad("okand_insats", "Borta.") if insats == "I3" else Databasfel("kontakt", "Kontakten bröts."))

    monkeypatch.setattr(tjanster, "arende_oppnat", nej)
    for n in (1, 2):
        logg.oppnat("I3")
        logg.oppnat("I4")
        qtbot.waitUntil(lambda: len(arbetare.vantar) == 2)
        arbetare.utfor()
        assert [str(x) for x in sagt] == [
            "Att du öppnade ärende I4 kunde inte antecknas i loggen. Kontakten bröts."
        ] * n
