"""The visits of an uppföljning in the window: what they wait for, what is written in one, signed by keyboard."""

from __future__ import annotations

from typing import Any

from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from gui.test_uppfoljning import ALT, CTRL, DAG, _bli, _ord, _vy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.besok import Besoksdialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog


def _oppna(qtbot: Any, f: Fonster) -> Besoksdialog:
    vy = _vy(f)
    svar = vy.svar
    assert svar is not None
    vy.yta.satt(next(p for p in svar.planer.values() if p.rad.koder and p.rad.ar == DAG.year), svar.far_skriva)
    tryck(qtbot, f, Qt.Key.Key_V, ALT)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Besoksdialog)
    return d


def test_a_visit_is_written_and_signed_by_keyboard(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _oppna(qtbot, f)
    lugn(qtbot, f)
    assert "5 besök: 2 hållna, 2 planerade och 1 inställt." in _ord(d) and klippta(d) == []
    rader = [d.modell.rad(n) for n in range(5)]
    nr = next(n for n, r in enumerate(rader) if r is not None and r.ord["lage"] == "hållet")
    d.lista.selectRow(nr)
    vald = d._vald()
    assert vald is not None
    for _ in range(sum(not x.bedomning for x in vald.fragor)):
        qtbot.keyClick(d, Qt.Key.Key_S, ALT)
        lugn(qtbot, f)
        form = QApplication.activeModalWidget()
        assert isinstance(form, Formulardialog)
        form.formular.falt["iakttagelse"].satt("Sett")
        form.formular.falt["bedomning"].satt("Bra")
        qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
        lugn(qtbot, f)
    qtbot.keyClick(d, Qt.Key.Key_G, ALT)
    lugn(qtbot, f)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)
    vald = d._vald()
    assert vald is not None and vald.last and "Version 1 signerades" in _ord(d)
    assert d.skriv.isHidden() and not d.steg["besok_oppna"].isHidden()
    d.reject()

    _bli(qtbot, f, "arbetsledare")
    f.visa_rum("uppfoljning")
    lugn(qtbot, f)
    d = _oppna(qtbot, f)
    lugn(qtbot, f)
    assert d.ny.isHidden() and all(k.isHidden() for k in d.steg.values())
    d.reject()
