"""The room of the dataskyddssamordnare by keyboard, on the real services: asked, read on, checked, taken out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services import loggvy
from kundvalsdesk.services.typer import Aktor
from kundvalsdesk.ui import logg_vy
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.logg_ut import Loggut
from kundvalsdesk.ui.logg_vy import FRAGA, INGET, LISTA, LoggVy

DAG = date(2024, 9, 11)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
DSS = Aktor("dass", "Dag Sund", frozenset({"dataskyddssamordnare"}))


def ord_i(w: QWidget) -> str:
    return "\n".join(e.text() for e in w.findChildren(QLabel) if e.isVisible())


@pytest.fixture
def vy(qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch) -> LoggVy:
    monkeypatch.setattr(loggvy, "SIDA", 20)
    monkeypatch.setattr(logg_vy, "SKARM", 1)
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    assert f.rail.knappar["logg"].isHidden()
    f.visa_rum("logg")  # as the shortcut does: it is not for a karriärvägledare
    assert f.rum == "ko"
    f.arbetare._aktor = DSS
    f.byt_databas(DSS, "ko")
    lugn(qtbot, f)
    synliga = [kod for kod, k in f.rail.knappar.items() if not k.isHidden()]
    assert synliga == ["ko", "anordnare", "logg"]
    f.rail.knappar["logg"].click()
    lugn(qtbot, f)
    ut = f.vyer["logg"]
    assert isinstance(ut, LoggVy)
    return ut


def test_the_log_is_asked_read_on_and_told_in_words(qtbot: Any, vy: LoggVy) -> None:
    f = vy.window()
    assert isinstance(f, Fonster)
    assert vy._stack.currentIndex() == FRAGA and "Inget stickprov är antecknat ännu." in ord_i(vy)
    qtbot.keyClick(vy.fragor.kund, Qt.Key.Key_Return)
    lugn(qtbot, f)
    forst = vy.modell.rowCount()
    assert vy._stack.currentIndex() == LISTA and forst > 1 and vy.lista.hasFocus()
    qtbot.keyClick(vy, Qt.Key.Key_F, ALT)
    vy.fler.click()
    lugn(qtbot, f)
    assert vy.modell.rowCount() > forst and len({r.id for r in vy.modell.rader}) == vy.modell.rowCount()
    assert not any("_" in r.vad for r in vy.modell.rader)
    qtbot.keyClick(vy.lista, Qt.Key.Key_End)
    lugn(qtbot, f)
    assert vy.modell.rader[-1].vad in ord_i(vy)
    vy.fragor.fran.satt("2024-13-40")
    vy.fragor.visa.click()
    lugn(qtbot, f)
    assert "Skriv datumet som ÅÅÅÅ-MM-DD." in ord_i(vy) and vy.fragor.fran.rad.hasFocus()
    vy.fragor.fran.satt("2000-01-01")
    vy.fragor.till.satt("2000-01-02")
    vy.fragor.visa.click()
    lugn(qtbot, f)
    assert vy._stack.currentIndex() == INGET and not vy.csv.isEnabled()
    qtbot.keyClick(vy.lista, Qt.Key.Key_Escape)
    vy.fragor.kund.setText("K-finns-inte")
    vy.fragor.visa.click()
    lugn(qtbot, f)
    assert "Det finns ingen kund med nummer K-finns-inte." in ord_i(vy)


def test_a_spot_check_is_drawn_and_signed_and_the_answer_taken_out(
    qtbot: Any, vy: LoggVy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = vy.window()
    assert isinstance(f, Fonster)
    vy.antal.setCurrentIndex(0)
    vy.dra.click()
    lugn(qtbot, f)
    assert vy.modell.rowCount() == 2 and vy.anteckna.isVisible() and not vy.csv.isEnabled()
    vy.anteckna.click()
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Formulardialog)
    dialog.formular.falt["utfall"].satt("foljs")
    dialog.formular.forsok()
    lugn(qtbot, f)
    assert dialog.formular.falt["fynd"].feltext == "Skriv vad som ska följas upp."
    dialog.formular.falt["fynd"].satt("Fråga varför.")
    dialog.formular.forsok()
    lugn(qtbot, f)
    assert "Stickprovet är antecknat i loggen." in ord_i(vy) and "dass, 2 handlingar. Något att följa upp." in ord_i(
        vy
    )
    monkeypatch.setattr(loggvy, "BIT", 3)
    monkeypatch.setattr(loggvy, "LANGE", 0)  # as in a log of millions: searched on by itself, piece by piece
    vy.fragor.slag.setCurrentIndex(vy.fragor.slag.findData("stickprov"))
    vy.fragor.visa.click()
    lugn(qtbot, f)
    assert [r.vad for r in vy.modell.rader] == ["Ett stickprov av loggen antecknades"]
    assert "Fråga varför." in ord_i(vy)
    fil = tmp_path / "ut.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(fil), ""))
    vy.csv.click()
    lugn(qtbot, f)
    ut = QApplication.activeModalWidget()
    assert isinstance(ut, Loggut) and "3 rader sparade i ut.csv." in ord_i(ut)
    assert "Fråga varför." in fil.read_text(encoding="utf-8-sig")
    ut.accept()
    vy.papper.click()
    lugn(qtbot, f)
    assert vy.dialog is not None and vy.dialog.sidor == 1 and not vy.dialog.primar_visas
    vy.dialog.reject()
