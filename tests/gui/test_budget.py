"""A year against its budget: by keyboard, the same figures in the diagram as in the table, typed in and saved."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import DAG, Oppna, lugn
from gui.test_ersattning import bli
from gui.test_fonster import klippta
from gui.test_gallring import GUST
from gui.test_skotsel import ord_i
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services.budgetdiagram import budgetdiagram
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.ui import budget_dialog
from kundvalsdesk.ui.budget_dialog import Budgetdialog
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.formulardialog import Formulardialog


def test_a_year_is_seen_budgeted_and_saved(
    qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    f.visa_rum("ersattning")
    lugn(qtbot, f)
    assert not f.vyer["ersattning"].budget.isVisible()  # type: ignore[union-attr]
    vy = bli(qtbot, f, GUST)
    assert klippta(vy) == []
    qtbot.keyClick(vy, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Budgetdialog) and d.svar is not None and d.ar == DAG.year
    qtbot.waitUntil(lambda: klippta(d) == [])  # once it has been laid out
    assert "Ingen budget är inskriven." in ord_i(d)
    d.grab()
    tabell: Any = d.tabell
    # The diagram says what the table says, for each choice.
    for nr, p in [*enumerate(d.svar.poster, 1)][::-1]:
        qtbot.keyClick(d, Qt.Key(Qt.Key.Key_0 + nr), Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda nr=nr: d.chip[nr - 1].isChecked())
        assert d.diagram.diagram == budgetdiagram(p)
        i_ord = d.diagram.accessibleDescription()
        for rad, (_, k) in enumerate(p.manader):
            ord_ = [tabell.item(rad, kol).text() for kol in range(1, 5)]
            assert ord_ == [kronor(x) for x in (k.betalt, k.vantat, k.prognos, k.prognos_tidigt)]
            assert all(x in i_ord for x in ord_)
        assert tabell.item(12, 3).text() == kronor(p.totalt.prognos)

    for tangent, ar in ((Qt.Key.Key_Right, DAG.year + 1), (Qt.Key.Key_Left, DAG.year)):
        qtbot.keyClick(d, tangent, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda ar=ar: d.svar is not None and d.svar.ar == ar)

    qtbot.keyClick(d, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog)
    for namn, varde in (("FAI", "1"), ("AMI", "mycket"), ("ISA", "3")):
        form.formular.falt[namn].satt(varde)
    form.formular.forsok()
    lugn(qtbot, f)
    assert "Skriv beloppet i kronor" in ord_i(form)
    form.formular.falt["AMI"].satt("99 000 000")
    form.formular.forsok()
    lugn(qtbot, f)
    assert d.svar.alla.budget == 99_000_004
    d.valj("AMI")
    assert "under budgeten på 99\u00a0000\u00a0000\u00a0kr" in ord_i(d)
    d.valj("FAI")
    assert "över budgeten på 1\u00a0kr" in ord_i(d)

    fil = tmp_path / "budget.csv"
    monkeypatch.setattr(budget_dialog, "valj_plats", lambda *_: fil)
    d.som_csv.click()
    lugn(qtbot, f)
    rader = list(csv.DictReader(fil.read_text().splitlines(), delimiter=";"))
    assert rader[-1]["budget"] == "99000004.00" and "Sparat som budget.csv." in ord_i(d)
    assert d.papper.shortcut().toString() == "Ctrl+P"
    d.papper.click()
    lugn(qtbot, f)
    papper = QApplication.activeModalWidget()
    assert isinstance(papper, DokumentDialog) and papper._dokument.pageCount() == 5
    papper.reject()
    d.efter.click()
    lugn(qtbot, f)
    efter: Any = d.svar
    assert (efter.ar, efter.alla.budget) == (DAG.year + 1, None)
    qtbot.keyClick(d, Qt.Key.Key_Escape)
    assert not d.isVisible()
