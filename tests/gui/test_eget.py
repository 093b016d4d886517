"""Marks and reminders by keyboard: at the case, and above the queue."""

from __future__ import annotations

from typing import Any

from gui.conftest import lugn
from gui.latsas import IDAG, Latsas
from gui.test_fonster import arende, ko, tryck
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def _oppna_arende(qtbot: Any, f: Fonster) -> str:
    tryck(qtbot, f, Qt.Key.Key_Down)
    tryck(qtbot, f, Qt.Key.Key_Return)
    tryck(qtbot, f, Qt.Key.Key_Escape)
    return arende(f).insats


def _knapp(vem: QWidget, borjan: str) -> QPushButton:
    return next(k for k in vem.findChildren(QPushButton) if k.accessibleName().startswith(borjan))


def test_a_case_is_marked_and_unmarked(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    insats = _oppna_arende(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_M, ALT)
    assert latsas.markta == {insats}
    assert arende(fonster).egen.mark.text() == "★ Märkt"
    tryck(qtbot, fonster, Qt.Key.Key_M, ALT)
    assert latsas.markta == set()
    assert arende(fonster).egen.mark.accessibleName() == "Märk ärendet"


def test_a_reminder_is_written_shown_above_the_queue_and_done(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    insats = _oppna_arende(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_P, ALT)
    dialog = fonster.findChild(Formulardialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    # The day is filled in already: the focus is where something is missing.
    qtbot.keyClicks(QApplication.focusWidget(), "Ring om praktiken")
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert latsas.sparat[-1][0] == "paminn"
    assert latsas.sparat[-1][4] == {"datum": IDAG.isoformat(), "paminnelse": "Ring om praktiken"}
    assert _knapp(arende(fonster).egen, "Klar: Ring om praktiken").isVisible()
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    qtbot.wait(150)
    band = ko(fonster).paminnelser
    assert band is not None
    qtbot.waitUntil(band.isVisible)
    _knapp(band, "Öppna").click()
    qtbot.waitUntil(lambda: arende(fonster).isVisible() and arende(fonster).insats == insats)
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    qtbot.waitUntil(band.isVisible)
    _knapp(band, "Klar").click()
    qtbot.waitUntil(lambda: not band.isVisible())
    assert latsas.paminnelser == []


def test_nothing_above_the_queue_when_there_is_nothing(qtbot: Any, fonster: Fonster) -> None:
    qtbot.wait(150)
    band = ko(fonster).paminnelser
    assert band is not None and not band.isVisible()


def test_a_filter_is_kept_chosen_and_removed(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    qtbot.wait(150)
    sparade = ko(fonster).sparade
    assert sparade is not None and sparade.knapp.isVisible()
    ko(fonster).filterrad.forsenat.click()
    ko(fonster).filterrad.alla.click()
    sparade.meny.actions()[0].trigger()
    lugn(qtbot, fonster)
    dialog = fonster.findChild(Formulardialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    qtbot.keyClicks(QApplication.focusWidget(), "Sena & alla")
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(sparade.alla) == 1)
    ko(fonster).rensa()
    ko(fonster).filterrad.mina.click()
    lugn(qtbot, fonster)
    assert ko(fonster).filterrad.filter.ljus is None
    assert sparade.meny.actions()[0].text() == "Sena && alla\t4"
    sparade.meny.actions()[0].trigger()
    lugn(qtbot, fonster)
    f = ko(fonster).filterrad.filter
    assert (f.urval, f.ljus, f.del_) == ("alla", "rod", "gora")
    bort = next(a for a in sparade.meny.actions() if a.text() == "Ta bort").menu()
    bort.actions()[0].trigger()
    qtbot.waitUntil(lambda: sparade.alla == ())
