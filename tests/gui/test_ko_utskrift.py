"""The queue on paper: as it is filtered, by the keyboard, shown before it is printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from gui.conftest import lugn
from PySide6.QtCore import Qt

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.documents.kolista import Kolista, Kolisterad, rita
from kundvalsdesk.services.typer import KoFilter
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.fonster import Fonster

LISTA = Kolista(
    "Exempelkommun", "Enheten", "kontakt", datetime(2024, 9, 16, 8, 41), "Att göra", True,
    (Kolisterad("idag", ("16 sep", "i dag"), "Bemanna", ("2024-0131",), "AMI 2", ()),),
)  # fmt: skip


def test_the_list_is_shown_as_it_is_filtered(qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch) -> None:
    bett: list[KoFilter] = []
    monkeypatch.setattr(
        dokumenttjanster, "kolista", lambda e, f: (bett.append(f), ("kolista_2024-09-16.pdf", rita(LISTA)))[1]
    )  # fmt: skip
    ko = fonster.vyer["ko"]
    ko.filterrad.alla.click()
    lugn(qtbot, fonster)
    qtbot.keyClick(ko.lista, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, fonster)
    assert [f.urval for f in bett] == ["alla"]
    dialog = ko.utskrift.dialog
    assert dialog.isVisible()
    assert dialog.sidor == 1
    assert not dialog.primar_visas  # nothing to issue
    assert dialog.windowTitle() == "Kundvalsdesk"
    dialog.reject()
    assert ko.utskrift.dialog is None


def test_what_cannot_be_printed_is_told(qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch) -> None:
    def tom(e: Any, f: Any) -> Any:
        raise Nekad("tom_lista", "Det finns inga rader att skriva ut. Ändra filtret.")

    monkeypatch.setattr(dokumenttjanster, "kolista", tom)
    sedda: list[str] = []
    fonster.arbetare.calm.connect(lambda fel: sedda.append(fel.mening))
    fonster.vyer["ko"].utskrift.knapp.click()
    lugn(qtbot, fonster)
    assert sedda == ["Det finns inga rader att skriva ut. Ändra filtret."]
