"""The förvalslista in the window, on the real services: today, a year, a day, and a day that there is none for."""

from __future__ import annotations

from datetime import date
from typing import Any

from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.forvalslista import Forvalsdialog

DAG = date(2024, 9, 11)


def test_who_has_the_turn_today_and_had_it_on_a_day_by_keyboard(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    f.visa_rum("anordnare")
    lugn(qtbot, f)
    vy: Any = f.vyer["anordnare"]
    assert vy.forval.shortcut().toString() == "Alt+F"
    vy.forval.setFocus()
    qtbot.keyClick(vy.forval, Qt.Key.Key_Return)
    lugn(qtbot, f)
    d = f.findChild(Forvalsdialog)
    assert d is not None and d.tabell.hasFocus() and d.svar is not None
    assert d.svar.rader[d.tabell.currentRow()].nu and d.svar.artal == 2024
    assert all(f"{k} {namn}" in d._idag.text() for k, namn in d.svar.idag if namn)
    d.nasta.setFocus()
    qtbot.keyClick(d.nasta, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert d.svar.artal == 2025 and not any(r.nu for r in d.svar.rader)
    d.dag.rad.setFocus()
    for skrivet, artal in (("2019-01-01", 2025), ("2024-03-05", 2024)):
        d.dag.satt(skrivet)
        qtbot.keyClick(d.dag.rad, Qt.Key.Key_Return)
        lugn(qtbot, f)
        assert d.svar.artal == artal and d.isVisible()
        assert (d._besked.count() == 1) == (artal == 2025)
    rad = d.svar.rader[d.tabell.currentRow()]
    assert rad.tid_langt == "26 februari–10 mars 2024"
    qtbot.keyClick(d, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    sidan = d.findChild(DokumentDialog)
    assert sidan is not None and sidan.isVisible() and sidan.sidor == 1
    qtbot.keyClick(sidan, Qt.Key.Key_Escape)
    qtbot.keyClick(d.dag.rad, Qt.Key.Key_Escape)
    assert not d.isVisible()
