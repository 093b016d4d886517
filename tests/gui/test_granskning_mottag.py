"""Reports come in through the window: files and folders, the inbox, parked ones, typing in, forms as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.latsas import IDAG, Latsas
from gui.latsas_granskning import LatsasGranskning
from gui.test_fonster import klippta, synlig_text
from gui.test_granskning import oppna
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog

from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules.rapporttyper import Franvarorad, Kontaktrad
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.granskningstyper import Parkerad
from kundvalsdesk.ui import inkorg as inkorgsmodul
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.granskning_mottag import Mottagningsdialog
from kundvalsdesk.ui.granskning_parkerade import Parkeradedialog
from kundvalsdesk.ui.granskning_skrivin import ARENDE, FORMULAR, RAPPORT, Malldialog, Skrivindialog
from kundvalsdesk.ui.granskning_tabell import Rapporttabell
from kundvalsdesk.ui.inkorg import Inkorgsruta

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def granskning(latsas: Latsas, monkeypatch: pytest.MonkeyPatch) -> LatsasGranskning:
    tjanster = LatsasGranskning()
    tjanster.ersatt(monkeypatch)
    return tjanster


@pytest.fixture
def fonster(oppna_fonster: Oppna, latsas: Latsas, granskning: LatsasGranskning) -> Fonster:
    return oppna_fonster(latsas)


@pytest.fixture
def mapp(tmp_path: Path) -> Path:
    katalog = tmp_path / "formular"
    katalog.mkdir()
    for nr in range(4):
        (katalog / f"rapport {nr}.xlsx").write_bytes(b"PK" if nr else b"ingen bok")
    return katalog


# --- files and folders -----------------------------------------------------------------------------------------------


def test_a_dropped_folder_is_taken_in_and_summed_up(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning, mapp: Path
) -> None:
    vy = oppna(qtbot, fonster)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(mapp))])
    slapp = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    vy.dropEvent(slapp)
    lugn(qtbot, fonster)
    dialog = fonster.findChild(Mottagningsdialog)
    assert dialog is not None and [m.utfall for m in dialog.svar] == ["avvisad", "intagen", "intagen", "intagen"]
    for ord_ in ("3 intagna, 1 avvisad.", "rapport 0.xlsx", "Filen är ingen Excelbok."):
        assert synlig_text(fonster, ord_)
    assert klippta(fonster) == []
    next(k for k in dialog.findChildren(QAbstractButton) if k.text() == "Kopiera listan").click()
    rader = QGuiApplication.clipboard().text().splitlines()
    assert rader[0] == "avvisad\trapport 0.xlsx: Filen är ingen Excelbok." and len(rader) == 4
    assert len(list(mapp.iterdir())) == 4  # files that somebody drags in stay where they are
    dialog.reject()


def test_work_that_is_stopped_keeps_what_has_been_taken_in(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning, mapp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = Mottagningsdialog(fonster, fonster.s)
    ta_emot = LatsasGranskning.ta_emot_fil
    laser, stoppad = Event(), Event()

    def en(self: LatsasGranskning, e: Any, innehall: bytes, fil: str) -> Any:
        laser.set()
        assert stoppad.wait(10)
        return ta_emot(self, e, innehall, fil)

    monkeypatch.setattr(LatsasGranskning, "ta_emot_fil", en)
    dialog.open()
    dialog.ta_emot([mapp])
    qtbot.waitUntil(laser.is_set)
    dialog.reject()  # Esc while the first one is read
    stoppad.set()
    lugn(qtbot, fonster)
    assert len(dialog.svar) == 1 and synlig_text(fonster, "Du stoppade. Det som hann tas in är kvar.")
    dialog.reject()
    assert not dialog.isVisible()


# --- the inbox -------------------------------------------------------------------------------------------------------


def test_files_that_come_into_the_inbox_are_told_and_taken_in(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning, minne: QSettings, mapp: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(inkorgsmodul, "OFTA_MS", 50)
    minne.setValue(inkorgsmodul.NYCKEL, str(mapp))
    vakt = fonster.rapporter._inkorgsvakt()
    vakt.bevaka()
    lugn(qtbot, fonster)
    ruta = fonster.findChild(Inkorgsruta)
    assert ruta is not None and ruta.accessibleName() == "4 nya filer i inkorgen" and ruta.isVisible()
    (mapp / "en till.xlsx").write_bytes(b"PK")
    qtbot.waitUntil(lambda: synlig_text(fonster, "5 nya filer i inkorgen"), timeout=5000)
    ny = next(r for r in fonster.findChildren(Inkorgsruta) if r.isVisible())
    ny.knapp.click()
    lugn(qtbot, fonster)
    dialog = fonster.findChild(Mottagningsdialog)
    assert dialog is not None and len(dialog.svar) == 5 and list(mapp.iterdir()) == []
    dialog.accept()
    lugn(qtbot, fonster)
    assert not any(r.isVisible() for r in fonster.findChildren(Inkorgsruta))
    minne.setValue(inkorgsmodul.NYCKEL, "")
    vakt.bevaka()
    assert vakt.inkorg is None


# --- parked ----------------------------------------------------------------------------------------------------------


def test_parked_forms_are_taken_in_or_put_away(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    tid = datetime(2024, 9, 5, 8, 1)
    granskning.parkerade_ = [
        Parkerad(1, 4, "2024-0001", "rapport", "2024-08", "Månadsrapport, augusti", "Tekle, Yonas", tid, "utkast",
                 "Formuläret är inte klarmarkerat.", True),
        Parkerad(2, 1, "2024-0002", "rapport", "2024-09", "Månadsrapport, september", "Ärende 2024-0002", tid,
                 "tidigt", "Månaden är inte slut.", False),
    ]  # fmt: skip
    vy = oppna(qtbot, fonster)
    assert vy.huvud.parkerade.text() == "2 parkerade"
    vy.huvud.parkerade.click()
    lugn(qtbot, fonster)
    dialog = fonster.findChild(Parkeradedialog)
    assert dialog is not None
    assert [k.accessibleName() for k in dialog.knappar] == [
        "Ta in Månadsrapport, augusti, Tekle, Yonas",
        "Lägg undan Månadsrapport, augusti, Tekle, Yonas",
        "Lägg undan Månadsrapport, september, Ärende 2024-0002",
    ]
    assert dialog.knappar[0].hasFocus()
    qtbot.keyClick(dialog.knappar[0], Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    assert granskning.beslut[0][:3] == ("parkerad_ta_in", "2024-0001", "1")
    dialog.knappar[0].click()
    lugn(qtbot, fonster)
    assert granskning.beslut[1][:3] == ("parkerad_avfor", "2024-0002", "2")
    assert synlig_text(fonster, "Inget är parkerat")
    dialog.reject()
    lugn(qtbot, fonster)
    assert not vy.huvud.parkerade.isVisible()


# --- typing in -------------------------------------------------------------------------------------------------------


def stegval(kod: str, mal: str, version: int) -> Stegval:
    return Stegval(kod, "", "", mal, version)


def test_a_report_is_typed_in_by_keyboard(
    qtbot: Any, fonster: Fonster, latsas: Latsas, granskning: LatsasGranskning
) -> None:
    latsas.vy = replace(latsas.vy, nasta=(stegval("rapport_klarmarkera", "2024-08", 7),))
    oppna(qtbot, fonster).huvud.skriv_in()
    lugn(qtbot, fonster)
    dialog = fonster.findChild(Skrivindialog)
    assert dialog is not None
    qtbot.keyClick(dialog.arende.lista.sokfalt, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.arende.lista.sokfalt, Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    # One report can be typed in for this case: its form stands there, with what is known of the plan.
    assert dialog._stack.currentIndex() == FORMULAR and dialog.texter["progression"].hasFocus()
    assert [d.text for d in dialog.tabeller["delmal"].delmal()] == ["Närvaro minst 80 %", "Datorvana"]
    qtbot.keyClicks(dialog.texter["progression"], "Tre dagar i veckan.")
    kontakter = dialog.tabeller["kontakter"]
    kontakter.setFocus()
    kontakter.setCurrentCell(0, 0)
    for tecken in "1/8":  # to what has the focus: the first one opens the cell
        qtbot.keyClicks(QApplication.focusWidget(), tecken)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    lugn(qtbot, fonster)
    post = kontakter.item(0, 0)
    assert post is not None and post.text() == "2024-08-01" and kontakter.rowCount() == 2
    post_satt = kontakter.item(0, 1)
    assert post_satt is not None
    post_satt.setText("Telefon")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    insats, slag, avser, innehall = granskning.inskrivna[0]
    assert (slag, avser) == ("rapport", "2024-08") and insats == "2024-0001"
    assert innehall.text("progression") == "Tre dagar i veckan."
    assert innehall.kontakter == (Kontaktrad(date(2024, 8, 1), "telefon", ""),)
    assert fonster.findChild(Skrivindialog) is None


def test_there_is_a_way_back_to_another_report_and_another_case(
    qtbot: Any, fonster: Fonster, latsas: Latsas, granskning: LatsasGranskning, monkeypatch: pytest.MonkeyPatch
) -> None:
    latsas.vy = replace(latsas.vy, nasta=(stegval("rapport_klarmarkera", "2024-08", 7),))
    dialog = Skrivindialog(fonster, fonster.s, "2024-0001")
    dialog.open()
    lugn(qtbot, fonster)
    dialog.texter["utmaningar"].setPlainText("Halva texten")
    svar = [False, True]
    monkeypatch.setattr("kundvalsdesk.ui.granskning_skrivin.fraga", lambda *_: svar.pop(0))
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog._stack.currentIndex() == FORMULAR  # what has been typed is not thrown away without asking
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog._stack.currentIndex() == RAPPORT and dialog.spara.isHidden()
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, fonster)
    assert dialog._stack.currentIndex() == ARENDE and dialog.tillbakaknapp.isHidden()
    assert dialog.arende.lista.vald_rad() == 0  # the cases stand there, though the dialog was opened for one
    dialog.reject()


def test_what_is_refused_stays_typed(
    qtbot: Any, fonster: Fonster, latsas: Latsas, granskning: LatsasGranskning, monkeypatch: pytest.MonkeyPatch
) -> None:
    latsas.vy = replace(latsas.vy, nasta=(stegval("rapport_klarmarkera", "2024-08", 7),))
    dialog = Skrivindialog(fonster, fonster.s, "2024-0001")
    dialog.open()
    lugn(qtbot, fonster)
    dialog.texter["utmaningar"].setPlainText("Halva texten")

    def nej(*_: Any) -> Any:
        raise Nekad("styrtecken", "Texten innehåller tecken som inte kan sparas.", "utmaningar")

    monkeypatch.setattr("kundvalsdesk.ui.tjanster.rapport_skriv_in", nej)
    dialog.forsok()
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "Texten innehåller tecken") and dialog.texter["utmaningar"].hasFocus()
    assert dialog.texter["utmaningar"].toPlainText() == "Halva texten" and dialog.spara.isEnabled()
    tabell = dialog.tabeller["franvaro"]
    fel = tabell.item(0, 1)
    assert fel is not None
    fel.setText("någon gång")
    dialog.forsok()
    lugn(qtbot, fonster)  # what has just been made is shown by the next turn of the loop
    assert synlig_text(fonster, "Från på rad 1 är inget datum.")
    monkeypatch.setattr("kundvalsdesk.ui.granskning_skrivin.fraga", lambda *_: False)
    dialog.reject()
    assert dialog.isVisible()  # nothing typed is lost without asking
    dialog._andrat = False
    dialog.reject()


def test_the_table_of_absences_gives_rows_as_they_are_kept(qtbot: Any, tema: Any) -> None:
    tabell = Rapporttabell(tema, "franvaro", "Frånvaro", IDAG)
    qtbot.addWidget(tabell)
    tabell.resize(600, 200)
    tabell.show()
    kanda = (Franvarorad("vab", date(2024, 8, 19), None, "Feber", True), Franvarorad("sjuk", date(2024, 8, 1)))
    tabell.satt(kanda)
    assert tabell.franvaro() == kanda and tabell.rowCount() == 3
    tabell.setCurrentCell(0, 0)
    tabell.editItem(tabell.currentItem())
    val = tabell.findChild(QComboBox)
    assert val is not None and val.currentText() == "Vård av barn" and val.count() == 6
    tabell.setCurrentCell(0, 3)
    qtbot.keyClick(tabell, Qt.Key.Key_Delete)
    assert tabell.franvaro()[0].orsak == ""


def test_a_form_is_saved_as_a_file(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mal = tmp_path / "form.xlsx"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(mal), ""))
    fonster.rapporter.skapa_formular("2024-0001")
    lugn(qtbot, fonster)
    dialog = fonster.findChild(Malldialog)
    assert dialog is not None
    qtbot.keyClick(dialog.rapporter.lista, Qt.Key.Key_Down)
    dialog.skapa.click()
    lugn(qtbot, fonster)
    assert mal.read_bytes() == b"PK" and synlig_text(fonster, "Sparat som form.xlsx.")
    dialog.reject()
