"""Jämföraren in the window, on the real services: up to four side by side, by keyboard, on paper, and as a choice."""

from __future__ import annotations

from typing import Any

from gui.conftest import DAG, Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.jamforaren import Jamfordialog
from kundvalsdesk.ui.ny_insats import NyInsatsDialog

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _dialog(f: Fonster) -> Jamfordialog:
    return next(d for d in f.findChildren(Jamfordialog) if d.isVisible())


def _sagt(d: Jamfordialog) -> list[str]:
    return [e.text() for e in d.findChildren(QLabel) if e.isVisible()]


def test_four_side_by_side_and_on_paper_by_keyboard(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    f.visa_rum("anordnare")
    lugn(qtbot, f)
    vy: Any = f.vyer["anordnare"]
    qtbot.keyClick(vy, Qt.Key.Key_J, ALT)
    lugn(qtbot, f)
    d = _dialog(f)
    forst = vy.modell.rad(0).namn
    assert d.lista.hasFocus() and forst in _sagt(d) and d.svar is not None and len(d.svar.alla) > 5
    for nr in range(1, 5):
        qtbot.keyClick(d.lista, Qt.Key.Key_Down)
        qtbot.keyClick(d.lista, Qt.Key.Key_Space)
        namn = d.lista.item(nr).text()
        vald = d.lista.item(nr).checkState() == Qt.CheckState.Checked
        assert vald == (nr < 4) == any(e == namn for e in _sagt(d))
    qtbot.waitUntil(lambda: any("Fyra jämförs redan" in e for e in _sagt(d)))
    assert {"Kunder 2023", "Tid till egen försörjning", "Nöjda kunder", "Språk"} <= set(_sagt(d))
    varden = [e.accessibleName() for e in d.findChildren(QLabel) if e.accessibleName().startswith(forst)]
    assert any(v.startswith(f"{forst}, kunder 2023: ") for v in varden)
    qtbot.keyClick(d, Qt.Key.Key_P, CTRL)
    lugn(qtbot, f)
    bladet = d.findChild(DokumentDialog)
    assert bladet is not None and bladet.sidor >= 2
    qtbot.keyClick(bladet, Qt.Key.Key_Escape)
    for nr in range(4):  # none is left to compare
        d.lista.item(nr).setCheckState(Qt.CheckState.Unchecked)
    assert not d.skriv_ut.isEnabled() and "Välj vilka som ska jämföras" in _sagt(d)
    d.insats.setCurrentIndex(d.insats.findData("ISA1"))
    d.insats.activated.emit(d.insats.currentIndex())
    lugn(qtbot, f)
    assert {d.lista.item(n).text() for n in range(d.lista.count())} == {
        a.namn for a in d.svar.alla if "ISA1" in dict(a.insatser)
    }
    qtbot.keyClick(d, Qt.Key.Key_Escape)
    assert not d.isVisible()


def test_the_kund_chooses_in_it(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    qtbot.keyClick(f, Qt.Key.Key_N, CTRL)
    lugn(qtbot, f)
    ny = f.findChild(NyInsatsDialog)
    assert ny is not None
    ny.valj_kund(ny._traffar[0][0])
    lugn(qtbot, f)
    assert ny.formular is not None
    ny.formular.falt["kod"].satt("AMI2")
    qtbot.keyClick(ny.formular, Qt.Key.Key_J, ALT)
    lugn(qtbot, f)
    d = _dialog(f)
    assert d.width() > ny.width()  # four columns, whatever it is opened from
    assert d.svar is not None and d.svar.insats[0] == "AMI2" and not d.insats.isVisible()
    assert any("för AMI 2" in e for e in _sagt(d))
    d.lista.item(2).setCheckState(Qt.CheckState.Checked)
    namn = d.lista.item(2).text()
    k = next(k for k in d.findChildren(QPushButton) if k.accessibleName() == f"Kunden väljer {namn}")
    k.setFocus()
    qtbot.keyClick(k, Qt.Key.Key_Space)
    assert not d.isVisible() and ny.formular.falt["anordnare_AMI2"].varde() == namn
