"""The kvalitetsrapport in the window, on the demo: written, read by another, on paper, decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from gui.test_uppfoljning import _bli, _ord, _vy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.kvalitetsrapport_dialog import Rapportdialog
from kundvalsdesk.ui.kvalitetsrapport_infoga import Infogadialog
from kundvalsdesk.ui.kvalitetsrapport_versioner import Versionsdialog

DAG = date(2024, 9, 11)
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def _oppna(qtbot: Any, f: Fonster) -> Rapportdialog:
    f.visa_rum("uppfoljning")
    lugn(qtbot, f)
    vy = _vy(f)
    tryck(qtbot, f, Qt.Key.Key_2, ALT)
    namn = [r.ord["kundval"] for r in vy.plan_modell.rader]
    vy.planer.selectRow(namn.index("Arbete och etablering"))
    lugn(qtbot, f)
    tryck(qtbot, f, Qt.Key.Key_Q, ALT)
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Rapportdialog) and d.rapport is not None
    return d


def _valj(qtbot: Any, f: Fonster, d: Rapportdialog, rubrik: str) -> None:
    assert d.rapport is not None
    d.avsnitt.setCurrentRow([a.rubrik for a in d.rapport.avsnitt].index(rubrik))
    lugn(qtbot, f)


def test_a_figure_is_chosen_in_its_table_and_a_section_is_saved_when_one_goes_on(
    qtbot: Any, oppna_fonster: Oppna, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _oppna(qtbot, f)
    assert klippta(d) == []
    _valj(qtbot, f, d, "Slutsatser")
    assert "Talet 18,7 står inte i någon av rapportens tabeller." in [a.mening for a in d.lasning.anmarkta]

    _valj(qtbot, f, d, "Internt kvalitetsarbete")
    d.ruta.setPlainText("Av ")
    d.ruta.moveCursor(d.ruta.textCursor().MoveOperation.End)
    qtbot.keyClick(d, Qt.Key.Key_I, CTRL)
    lugn(qtbot, f)
    val = QApplication.activeModalWidget()
    assert isinstance(val, Infogadialog) and klippta(val) == []
    val.valj("4")
    ruta = val.tabell.item(val.tabell.currentRow(), 0)
    assert ruta is not None
    siffra = ruta.text()
    qtbot.keyClick(val.tabell, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert d.ruta.toPlainText() == "Av {Tabell 4; Totalt; Totalt}"
    d._visa_ifylld()
    assert d.lasning.vy.toPlainText() == f"Av {siffra}"
    assert d._osparat()

    _valj(qtbot, f, d, "Förslag")  # saved on the way
    assert not d._osparat() and "Sparat: 9 Internt kvalitetsarbete." in _ord(d)
    _valj(qtbot, f, d, "Internt kvalitetsarbete")
    assert d.ruta.toPlainText() == "Av {Tabell 4; Totalt; Totalt}"
    d._versioner()
    lugn(qtbot, f)
    v = QApplication.activeModalWidget()
    assert isinstance(v, Versionsdialog) and [x.text for x in v.alla] == ["Av {Tabell 4; Totalt; Totalt}", ""]
    v.reject()
    d.activateWindow()
    lugn(qtbot, f)

    qtbot.keyClick(d, Qt.Key.Key_B, ALT)  # not yet: a comment waits
    lugn(qtbot, f)
    assert "har en kommentar utan svar" in _ord(d) and d.rapport is not None
    assert "Utkast: en sak kvar före beslut" in d._lage.text() and len(d.rapport.hinder) == 1
    _valj(qtbot, f, d, "Slutsatser")
    qtbot.keyClick(d, Qt.Key.Key_S, ALT)
    _svara(qtbot, f, d, svar="Ur anordnarens egen redovisning.")
    qtbot.keyClick(d, Qt.Key.Key_P, CTRL)
    lugn(qtbot, f)
    papper = QApplication.activeModalWidget()
    assert isinstance(papper, DokumentDialog), _ord(d)
    papper.reject()
    d.activateWindow()
    lugn(qtbot, f)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / a[2]), ""))
    qtbot.keyClick(d, Qt.Key.Key_W, ALT)
    lugn(qtbot, f)
    lugn(qtbot, f)
    assert "Sparat som kvalitetsrapport_2024_utkast.docx." in _ord(d)
    assert (tmp_path / "kvalitetsrapport_2024_utkast.docx").read_bytes().startswith(b"PK")
    qtbot.keyClick(d, Qt.Key.Key_B, ALT)
    _svara(qtbot, f, d, paragraf="§ 45", last_talen="ja")
    assert "rapporten är låst" in d._lage.text() and d.ruta.isReadOnly() and not d.beslut.isVisible()
    d.reject()


def _svara(qtbot: Any, f: Fonster, d: Rapportdialog, **varden: str) -> None:
    lugn(qtbot, f)
    form: Any = QApplication.activeModalWidget()
    for falt, varde in varden.items():
        form.formular.falt[falt].satt(varde)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)
    assert QApplication.activeModalWidget() is d, _ord(form)
    d.activateWindow()
    lugn(qtbot, f)


def test_an_arbetsledare_reads_and_comments(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "arbetsledare")
    d = _oppna(qtbot, f)
    assert d.ruta.isReadOnly() and d.kommentera.isVisible()
    for k in (d.titel, d.beslut, d.ny, d.upp, d.ned, d.tal, d.spara_knapp, d.besvara):
        assert not k.isVisible()
    qtbot.keyClick(d, Qt.Key.Key_K, ALT)
    _svara(qtbot, f, d, text="Kort och bra.")
    assert "Kort och bra." in d.kommentarer.item(0).text()
    d.reject()
