"""The kontrollpunkter of an uppföljning on the demo: begun, changed, moved and sent by keyboard, read by others."""

from __future__ import annotations

from typing import Any

from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from gui.test_uppfoljning import ALT, DAG, _bli, _ord, _vy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.kontrollpunkter import Kontrollpunktdialog


def _dialog(qtbot: Any, f: Fonster, kundval: str) -> Kontrollpunktdialog:
    vy = _vy(f)
    tryck(qtbot, f, Qt.Key.Key_2, ALT)
    vy.planer.selectRow([r.ord["kundval"] for r in vy.plan_modell.rader].index(kundval))
    lugn(qtbot, f)
    tryck(qtbot, f, Qt.Key.Key_P, ALT)
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Kontrollpunktdialog)
    return d


def _tryck(qtbot: Any, f: Fonster, d: Kontrollpunktdialog, tangent: Qt.Key) -> None:
    d.activateWindow()  # the form before it may still be on its way out
    qtbot.waitUntil(d.isActiveWindow)
    tryck(qtbot, f, tangent, ALT)


def _gor(qtbot: Any, f: Fonster, d: Kontrollpunktdialog, tangent: Qt.Key, **varden: str) -> None:
    _tryck(qtbot, f, d, tangent)
    form = QApplication.activeModalWidget()
    assert form is not d
    for falt, varde in varden.items():
        form.formular.falt[falt].satt(varde)  # type: ignore[union-attr]
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    assert QApplication.activeModalWidget() is d, _ord(QApplication.activeModalWidget())


def _nr(d: Kontrollpunktdialog, punkt: str) -> str:
    return next(r.ord["nr"] for r in d.modell.rader if r.ord["punkt"] == punkt)


def test_points_are_begun_changed_moved_and_sent(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _dialog(qtbot, f, "Kulturskola")
    assert d.skapa.isVisible() and not d.ny.isVisible() and "inga kontrollpunkter än" in _ord(d)
    _gor(qtbot, f, d, Qt.Key.Key_L)
    antal = d.modell.rowCount()
    assert antal > 20 and d.skicka.isVisible() and klippta(d) == []
    _gor(qtbot, f, d, Qt.Key.Key_N, delen="B", punkt="Instrument", fraga="Vilka lånas ut?")
    assert _nr(d, "Instrument") == "B6" and d.modell.rowCount() == antal + 1
    assert d._vald() is not None and d._vald().punkt.punkt == "Instrument"  # type: ignore[union-attr]
    _tryck(qtbot, f, d, Qt.Key.Key_Up)
    assert _nr(d, "Instrument") == "B5" and d._vald() is not None and d._vald().nummer == "B5"  # type: ignore[union-attr]
    _gor(qtbot, f, d, Qt.Key.Key_U)
    assert "utsänd 11 september 2024 av Ingrid Öhman" in _ord(d) and not d.skicka.isVisible()
    _gor(qtbot, f, d, Qt.Key.Key_D)  # a new version, and the old one is read
    assert "Ställs inte längre: Instrument." in _ord(d) and d.versioner.count() == 2
    d.versioner.setCurrentIndex(1)
    lugn(qtbot, f)
    assert d.modell.rowCount() == antal + 1 and not d.ny.isVisible() and "En äldre version" in _ord(d)
    d.resize(720, 560)
    lugn(qtbot, f)
    assert klippta(d) == []


def test_an_arbetsledare_reads_what_has_been_sent(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "arbetsledare")
    tryck(qtbot, f, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    d = _dialog(qtbot, f, "Arbete och etablering")
    d.lista.selectRow(next(n for n, r in enumerate(d.modell.rader) if r.ord["hur"]))
    lugn(qtbot, f)
    assert "Förra versionen, frågan" in _ord(d)
    for k in (d.skapa, d.skicka, d.slang, d.ny, d.andra, d.bort, d.upp, d.ned):
        assert not k.isVisible()
    qtbot.keyClick(d.lista, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert QApplication.activeModalWidget() is d
