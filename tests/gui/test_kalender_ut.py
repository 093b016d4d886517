"""Frister to the calendar, from the menu."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui.conftest import lugn
from PySide6.QtWidgets import QFileDialog

from kundvalsdesk.fel import Nekad
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.fonster import Fonster

FIL = ("frister_2024-09-16.ics", b"BEGIN:VCALENDAR", 3)


def _val(fonster: Fonster) -> Any:
    return next(a for a in fonster.topp.visning.menu().actions() if "kalendern" in a.text())


def test_saved_where_the_user_says(
    qtbot: Any, fonster: Fonster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    mal = tmp_path / "mina"
    foreslaget = []
    monkeypatch.setattr(tjanster, "fristkalender", lambda e: FIL)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a, **k: (foreslaget.append(a[2]), (str(mal), ""))[1]
    )  # fmt: skip
    _val(fonster).trigger()
    lugn(qtbot, fonster)
    assert foreslaget == [FIL[0]]
    assert mal.with_suffix(".ics").read_bytes() == FIL[1]
    assert fonster.status.uppdaterad.text() == "3 frister sparade för kalendern"


def test_nothing_to_save_asks_for_no_place(qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch) -> None:
    def inga(e: Any) -> Any:
        raise Nekad("inga", "Du har inga öppna frister att spara.")

    monkeypatch.setattr(tjanster, "fristkalender", inga)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: pytest.fail("asked"))
    sedda: list[str] = []
    fonster.arbetare.calm.connect(lambda fel: sedda.append(fel.mening))
    _val(fonster).trigger()
    lugn(qtbot, fonster)
    assert sedda == ["Du har inga öppna frister att spara."]


def test_a_place_that_cannot_be_written_is_said(qtbot: Any, fonster: Fonster, tmp_path: Path) -> None:
    fonster.kalender.spara(FIL, tmp_path / "finns" / "inte.ics")
    lugn(qtbot, fonster)
    assert "sparade" not in fonster.status.uppdaterad.text()
