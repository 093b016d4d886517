"""The arbetsledare's room on the real services, by keyboard: read, grant, refuse, send back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.forlangningar_vy import LISTA, TOMT, ForlangningarVy

DAG = date(2024, 9, 11)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fonster(qtbot: Any, oppna_fonster: Oppna) -> Fonster:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    f.byt_anvandare("kaha")
    lugn(qtbot, f)
    return f


def rummet(qtbot: Any, f: Fonster) -> ForlangningarVy:
    qtbot.keyClick(f, Qt.Key.Key_6, CTRL)
    lugn(qtbot, f)
    vy = f.vyer["forlangningar"]
    assert isinstance(vy, ForlangningarVy)
    return vy


def valj(qtbot: Any, vy: ForlangningarVy, beslut: int) -> None:
    """Enter leads to the choice; the arrows move in it."""
    qtbot.keyClick(vy.lista, Qt.Key.Key_Return)
    qtbot.wait(20)
    assert vy.formular is not None and vy.formular.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    for _ in range(beslut):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)


def test_three_requests_are_granted_refused_and_sent_back_by_keyboard(qtbot: Any, fonster: Fonster) -> None:
    vy = rummet(qtbot, fonster)
    antal = vy.modell.rowCount()
    assert antal == 3
    assert fonster.rail.knappar["forlangningar"].accessibleName() == f"Förlängningar, {antal}"
    assert vy.lista.hasFocus() and vy.vy is not None
    forsta = vy.vy.rad.insats
    valj(qtbot, vy, 0)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    assert vy.modell.rowCount() == antal - 1
    assert vy.lista.hasFocus() and vy.vy is not None and vy.vy.rad.insats != forsta

    valj(qtbot, vy, 1)
    assert vy.formular is not None and vy.formular.varden()["beslut"] == "avslag"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    assert vy.modell.rowCount() == antal - 1  # no reason yet: it stands there still, the field is asked for
    qtbot.keyClicks(QApplication.focusWidget(), "Målet nås inte.")
    assert vy.formular.varden()["skal"] == "Målet nås inte."
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    assert vy.modell.rowCount() == antal - 2

    valj(qtbot, vy, 2)
    assert vy.formular is not None
    vy.formular.falt["skal"].fokusera()
    qtbot.keyClicks(QApplication.focusWidget(), "Vilken arbetsgivare?")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    assert vy.modell.rowCount() == 1
    rad = vy.modell.rad(0)
    assert rad is not None and rad.ute
    assert vy.vy is not None and "Vilken arbetsgivare?" in vy.vy.atersand


def test_the_decision_is_previewed_saved_from_there_and_read_as_it_was_issued(qtbot: Any, fonster: Fonster) -> None:
    vy = rummet(qtbot, fonster)
    assert vy.vy is not None
    insats = vy.vy.rad.insats
    valj(qtbot, vy, 0)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, CTRL)
    lugn(qtbot, fonster)
    dialog = vy.dialog
    assert dialog is not None and dialog.primar_visas and dialog.sidor == 1
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    qtbot.waitUntil(lambda: not dialog.primar_visas)
    assert dialog._rubrik.text() == f"FÖR {insats}-1"
    assert dialog._filnamn == f"forlangningsbeslut_FOR_{insats}-1.pdf"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    lugn(qtbot, fonster)
    assert vy.modell.rowCount() == 2
    assert fonster.focusWidget() is vy.lista


def test_what_is_written_is_kept_while_another_request_is_read(qtbot: Any, fonster: Fonster) -> None:
    vy = rummet(qtbot, fonster)
    valj(qtbot, vy, 1)
    assert vy.formular is not None
    vy.formular.falt["skal"].fokusera()
    qtbot.keyClicks(QApplication.focusWidget(), "Tveksamt.")
    vy.lista.setFocus()
    for tangent in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(vy.lista, tangent)
        lugn(qtbot, fonster)
    assert vy.formular.varden()["skal"] == "Tveksamt."
    assert vy.formular.varden()["beslut"] == "avslag"


def test_only_those_who_decide_have_the_room(qtbot: Any, fonster: Fonster) -> None:
    vy = rummet(qtbot, fonster)
    assert vy._stack.currentIndex() == LISTA
    fonster.byt_anvandare("lobe")
    lugn(qtbot, fonster)
    assert fonster.rail.knappar["forlangningar"].isHidden()
    fonster.byt_anvandare("asno")
    lugn(qtbot, fonster)
    assert not fonster.rail.knappar["forlangningar"].isHidden()
    nytt = rummet(qtbot, fonster)
    nytt.modell.satt(())
    nytt._valj(None, 0)
    assert nytt._stack.currentIndex() == TOMT


def test_a_row_of_the_queue_opens_the_request(qtbot: Any, fonster: Fonster) -> None:
    ko = fonster.vyer["ko"]
    rad = next(r for n in range(9) if (r := ko.modell.hamta(n)) and r.kod == "forlangning")  # type: ignore[union-attr]
    ko.oppna_arende.emit(rad.insats, rad.kod, rad.avser)
    lugn(qtbot, fonster)
    vy = fonster.vyer["forlangningar"]
    assert isinstance(vy, ForlangningarVy) and vy.vy is not None
    assert (vy.vy.rad.insats, vy.vy.rad.mal) == (rad.insats, rad.avser)
