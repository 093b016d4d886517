"""Backup in the window: taken, tried, and made into a new database; the words say what to do with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui.conftest import lugn
from gui.test_skotsel import ord_i

from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.kopia_dialog import Kopiadialog

FRAS = "korrekt häst batteri klammer 42"


def test_taken_tried_and_restored(qtbot: Any, tomt: Fonster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", "5a" * 32)
    kopia, ny = tmp_path / "kopia.db", tmp_path / "ny.db"
    dialog = Kopiadialog(tomt, tomt.s)
    dialog.open()
    lugn(qtbot, tomt)
    assert "ingen uppgift om att någon säkerhetskopia" in ord_i(dialog)
    dialog._fras_till_ny()
    assert dialog.rutor is not None
    dialog._valj_ny()  # no phrase yet
    assert not kopia.exists() and ord_i(dialog).count("fyra ord") == 2
    dialog.ta(kopia, FRAS)
    qtbot.waitUntil(lambda: "jämförda" in ord_i(dialog), timeout=60_000)
    dialog.prova(kopia, "fel fras helt och hållet")
    qtbot.waitUntil(lambda: "passar inte" in ord_i(dialog), timeout=60_000)
    dialog.prova(kopia, FRAS)
    qtbot.waitUntil(lambda: "Kopian är hel" in ord_i(dialog), timeout=60_000)
    dialog._fras_till_ater(kopia)
    dialog.aterstall("", kopia, FRAS)
    assert "Skriv vart" in ord_i(dialog)
    dialog.aterstall(str(ny), kopia, FRAS)
    qtbot.waitUntil(lambda: "återställda" in ord_i(dialog), timeout=60_000)
    assert ny.exists()
    dialog.borja()
    lugn(qtbot, tomt)
    assert "Den senaste säkerhetskopian togs" in ord_i(dialog)
    dialog.reject()
