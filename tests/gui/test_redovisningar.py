"""Kvalitetsredovisningar on the demo: forms are saved, filled in and taken in; parked ones are decided on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.test_redovisningar import fyll
from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from gui.test_uppfoljning import ALT, CTRL, DAG, _bli, _ord, _vy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.redovisningar import Redovisningsdialog


def _dialog(qtbot: Any, f: Fonster, kundval: str) -> Redovisningsdialog:
    vy = _vy(f)
    tryck(qtbot, f, Qt.Key.Key_2, ALT)
    vy.planer.selectRow([r.ord["kundval"] for r in vy.plan_modell.rader].index(kundval))
    lugn(qtbot, f)
    tryck(qtbot, f, Qt.Key.Key_R, ALT)
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Redovisningsdialog)
    return d


def _ta_emot(qtbot: Any, f: Fonster, d: Redovisningsdialog, *filer: Path) -> str:
    d.ta_emot(list(filer))
    lugn(qtbot, f)
    assert d.mottagning is not None
    ord_ = _ord(d.mottagning)
    d.mottagning.reject()
    lugn(qtbot, f)
    return ord_


def test_forms_go_out_and_answers_come_in(qtbot: Any, oppna_fonster: Oppna, tmp_path: Path, monkeypatch: Any) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _dialog(qtbot, f, "Arbete och etablering")
    antal = d.modell.rowCount()
    svarat = [r.ord["lage"] for r in d.modell.rader].count("intagen")
    assert antal > svarat + 2 and svarat == 2 and "Svar senast 1 mars 2024" in _ord(d) and klippta(d) == []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    tryck(qtbot, f, Qt.Key.Key_G, ALT)
    lugn(qtbot, f)
    filer = sorted(tmp_path.glob("*.xlsx"))
    assert len(filer) == antal and f"{antal} formulär är sparade" in _ord(d)

    svar = {"svar:ekonomi": "Stabil ekonomi.", "uppfyllt:ekonomi": "Ja"}
    tom = filer[0].read_bytes()
    filer[0].write_bytes(fyll(tom, svar))
    filer[1].write_bytes(fyll(filer[1].read_bytes(), svar, klar=False))
    ord_ = _ta_emot(qtbot, f, d, *filer[:3])
    assert "1 intagen, 1 parkerad, 1 avvisad." in ord_ and "Inga frågor är besvarade" in ord_
    lagen = [r.ord["lage"] for r in d.modell.rader]
    assert (lagen.count("intagen"), lagen.count("ligger åt sidan")) == (svarat + 1, 1)
    assert lagen.count("saknas") == antal - svarat - 2
    d.lista.selectRow(lagen.index("intagen"))
    lugn(qtbot, f)
    assert "Stabil ekonomi." in _ord(d) and "Uppfylls: ja" in _ord(d) and not d.ta_in.isVisible()
    d.lista.selectRow(lagen.index("ligger åt sidan"))
    lugn(qtbot, f)
    assert "KLAR saknas" in _ord(d) and d.ta_in.isVisible()
    d.ta_in.click()
    lugn(qtbot, f)
    assert [r.ord["lage"] for r in d.modell.rader].count("intagen") == svarat + 2
    filer[0].write_bytes(fyll(tom, svar | {"svar:skatt": "Godkänd."}))
    assert "som version 2" in _ta_emot(qtbot, f, d, filer[0])
    for bredd, hojd in ((1100, 700), (720, 560)):
        d.resize(bredd, hojd)
        lugn(qtbot, f)
        assert klippta(d) == []


def test_an_arbetsledare_reads_and_a_plan_that_has_not_been_sent_says_so(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "arbetsledare")
    tryck(qtbot, f, Qt.Key.Key_U, CTRL)
    lugn(qtbot, f)
    d = _dialog(qtbot, f, "Arbete och etablering")
    assert not d.in_.isVisible() and d.formular.isVisible()
    d.reject()
    lugn(qtbot, f)
    d = _dialog(qtbot, f, "Kulturskola")
    assert "Kontrollpunkterna är inte utsända" in _ord(d) and not d.formular.isVisible()
