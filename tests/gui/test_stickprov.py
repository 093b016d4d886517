"""Stickprov in the window: ordered by who follows up, drawn and looked at by an arbetsledare."""

from __future__ import annotations

from typing import Any

from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta
from gui.test_uppfoljning import CTRL, DAG, _av_planen, _bli, _ord
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.stickprov import Stickprovsdialog


def _oppna(qtbot: Any, f: Fonster) -> Stickprovsdialog:
    d = _av_planen(qtbot, f, Qt.Key.Key_I)
    assert isinstance(d, Stickprovsdialog)
    return d


def _spara(qtbot: Any, f: Fonster, d: Stickprovsdialog, knapp: QPushButton, **varden: str) -> None:
    assert knapp.isVisible() and not knapp.shortcut().isEmpty()
    knapp.click()
    lugn(qtbot, f)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog) and klippta(form) == [], _ord(d)
    for falt, varde in varden.items():
        form.formular.falt[falt].satt(varde)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)
    assert QApplication.activeModalWidget() is d, _ord(form)


def test_ordered_drawn_looked_at_and_told_in_figures(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _oppna(qtbot, f)
    assert "Inget stickprov är beställt" in _ord(d)
    _spara(qtbot, f, d, d.ny, syfte="Följs planerna?", storlek="2")
    assert d.dra.isHidden() and klippta(d) == []
    d.reject()

    _bli(qtbot, f, "arbetsledare")
    f.visa_rum("uppfoljning")
    lugn(qtbot, f)
    d = _oppna(qtbot, f)
    _spara(qtbot, f, d, d.dra)
    s = d._vald()
    assert s is not None and s.lage == "draget"
    svar = {f"svar_{x.kod}": "ja" for x in s.fragor}
    for _ in range(2):
        _spara(qtbot, f, d, d.granska, **svar)
    d.kontroll.click()
    lugn(qtbot, f)
    assert "Dragningen stämmer" in _ord(d)
    _spara(qtbot, f, d, d.klar)
    d.reject()

    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _oppna(qtbot, f)
    assert "Ja 2 · Nej 0" in _ord(d) and "Ärenden, i dragningens ordning" not in _ord(d)
    d.reject()
