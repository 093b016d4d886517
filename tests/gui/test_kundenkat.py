"""The kundenkät in the window: by keyboard, from its questions to what they say, with what is next in sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui.conftest import DAG, Oppna, lugn
from gui.test_fonster import klippta
from gui.test_gallring import GUST
from gui.test_skotsel import ord_i
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services.typer import Aktor
from kundvalsdesk.ui import kundenkat_dialog
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.kundenkat_dialog import Kundenkatdialog

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def oppna(qtbot: Any, oppna_fonster: Oppna, aktor: Aktor) -> tuple[Any, Kundenkatdialog]:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    f.arbetare._aktor = aktor
    f.byt_databas(aktor, "statistik")
    lugn(qtbot, f)
    f.visa_rum("statistik")
    lugn(qtbot, f)
    vy = f.vyer["statistik"]
    qtbot.keyClick(vy, Qt.Key.Key_K, ALT)
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Kundenkatdialog)
    return f, d


def test_from_questions_to_results(
    qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    f, d = oppna(qtbot, oppna_fonster, GUST)
    assert d.ar == DAG.year and d.vy is not None and d.vy.svar is not None  # the latest that there is one of
    qtbot.waitUntil(lambda: klippta(d) == [])
    tabell: Any = d.tabell
    assert tabell.item(tabell.rowCount() - 1, 0).text() == "Totalt"
    for nr in range(4):
        d.vilken.setCurrentIndex(nr)
        assert tabell.rowCount() > 1
    monkeypatch.setattr(kundenkat_dialog, "valj_plats", lambda *_: tmp_path / "resultat.csv")
    qtbot.keyClick(d, Qt.Key.Key_S, CTRL)
    lugn(qtbot, f)
    assert "Sparat som resultat.csv" in ord_i(d)
    assert "per_anordnare" in (tmp_path / "resultat.csv").read_text(encoding="utf-8-sig")

    qtbot.keyClick(d, Qt.Key.Key_1, ALT)  # FAI has none
    lugn(qtbot, f)
    assert "Ingen kundenkät än" in ord_i(d) and d.fragor.isVisible() and not d.dra.isVisible()
    qtbot.keyClick(d, Qt.Key.Key_F, ALT)
    lugn(qtbot, f)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog)
    form.formular.falt["fragor"].satt("Helheten?\nHelheten?")
    form.formular.forsok()
    lugn(qtbot, f)
    assert "Samma fråga står två gånger" in ord_i(form)
    form.formular.falt["fragor"].satt("Helheten?\n-Bemötandet?")
    form.formular.forsok()
    lugn(qtbot, f)
    assert d.focusWidget() is d.dra and "Två frågor" in ord_i(d)
    monkeypatch.setattr(kundenkat_dialog, "fraga", lambda *_: True)
    assert d.dra.shortcut().toString() == "Alt+D"
    d.dra.click()  # without a screen no window is active after a dialog has closed
    lugn(qtbot, f)
    lugn(qtbot, f)
    assert not d.dra.isVisible() and d.focusWidget() is d.in_ and "Utskickslistan drogs" in ord_i(d)
    lista = tmp_path / "lista.csv"
    monkeypatch.setattr(kundenkat_dialog, "valj_plats", lambda *_: lista)
    d.lista.click()
    lugn(qtbot, f)
    lugn(qtbot, f)
    rader = lista.read_text(encoding="utf-8-sig").splitlines()
    assert d.vy.rad is not None and len(rader) == 1 + (d.vy.rad.tillfragade or 0) > 30
    anordnare = rader[1].split(";")[-1]

    fil = tmp_path / "svar.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(fil), ""))
    huvud = "Anordnare;Insats;Fråga 1;Fråga 2\n"
    for innehall, sagt in (
        ("X;FAI1;5;5\n", "Rad 2: anordnaren finns inte"),
        ("X;FAI1;5;5\n" * 40, "Det här behöver rättas i den:\nRad 2"),
        (f"{anordnare};FAI1;5;\n" + f"{anordnare};vet inte;2;1\n" * 4, "Svaren är inlästa."),
    ):
        fil.write_text(huvud + innehall, encoding="utf-8")
        d.in_.click()
        lugn(qtbot, f)
        lugn(qtbot, f)
        assert sagt in ord_i(d)
    assert d.vy.svar is not None and d.vy.svar.tabeller["12"].totalt["svar"] == 5
    d.vilken.setCurrentIndex(3)
    assert [tabell.item(0, n).text() for n in range(5)] == ["Färre än fem svar", "Helheten?", "5", "20", "80"]
    qtbot.waitUntil(lambda: klippta(d) == [])
    d.reject()


def test_who_runs_it_without_names_is_offered_none(qtbot: Any, oppna_fonster: Oppna) -> None:
    _, d = oppna(qtbot, oppna_fonster, Aktor("kval", "Kerstin Ly", frozenset({"kvalitetsutvecklare"})))
    assert d.in_.isVisible() and not d.lista.isVisible()
    assert "Listan med namn tas ut av en arbetsledare." in ord_i(d)
    d.reject()
