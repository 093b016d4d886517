"""A document saved as a file from the window: its ending, a file that is in the way, and who writes it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import lugn
from gui.latsas import pdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kundvalsdesk.ui import dokumenttjanster, spara_fil
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.fonster import Fonster


def test_saved_with_its_ending_by_the_worker_and_never_over_another_file_unasked(
    qtbot: Any, fonster: Fonster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vald, fil, fragor = tmp_path / "beslut", tmp_path / "beslut.pdf", []
    svar = [False, True]
    skrev: list[threading.Thread] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(vald), ""))
    monkeypatch.setattr(spara_fil, "fraga", lambda *a: (fragor.append(a[2]), svar.pop(0))[1])
    riktig = dokumenttjanster.spara_fil
    monkeypatch.setattr(
        dokumenttjanster, "spara_fil", lambda *a: (skrev.append(threading.current_thread()), riktig(*a))[1]
    )
    innehall = pdf()
    d = DokumentDialog(fonster, fonster.s, "Beslut", innehall, "BES_2024-0001.pdf")
    d.open()

    def spara() -> None:
        qtbot.keyClick(d.spara_knapp, Qt.Key.Key_Space)
        lugn(qtbot, fonster)

    spara()
    assert fil.read_bytes() == innehall and fragor == [] and skrev[0] is not threading.main_thread()
    fil.write_bytes(b"annat")
    spara()  # "Avbryt"
    assert fil.read_bytes() == b"annat" and fragor == ["Det finns redan en fil som heter beslut.pdf i mappen."]
    spara()  # "Ersätt"
    assert fil.read_bytes() == innehall and [f.name for f in tmp_path.glob("*beslut*")] == ["beslut.pdf"]
    d.spara_till(tmp_path / "finns inte" / "x.pdf")
    lugn(qtbot, fonster)
    assert "gick inte att spara där" in d._besked.itemAt(0).widget().accessibleName()  # type: ignore[union-attr]
    d.spara_till(fil)
    d.reject()
    d.deleteLater()  # closed before the answer comes: nobody is told, and nothing breaks
    lugn(qtbot, fonster)
