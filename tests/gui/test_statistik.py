"""The room of the statistics on the demo: a table, the cases behind a figure, out of it, and for whom it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from arkivkontroll import kontrollera
from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services.statistikdiagram import diagram
from kundvalsdesk.ui.arende_vy import ArendeVy
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.statistik_bakom import Bakomdialog
from kundvalsdesk.ui.statistik_vy import NEKAD, TABELL, StatistikVy

DAG = date(2024, 9, 11)


def _vy(f: Fonster) -> StatistikVy:
    vy = f.vyer["statistik"]
    assert isinstance(vy, StatistikVy)
    return vy


def _bli(qtbot: Any, f: Fonster, roll: str) -> None:
    f.byt_anvandare(next(str(a.data()) for a in f.topp._demomeny.actions() if roll in a.text()))
    lugn(qtbot, f)


def _ord(vy: StatistikVy) -> str:
    return "\n".join(e.text() for e in vy.findChildren(QLabel) if e.isVisible())


def test_from_a_figure_to_its_cases_and_out_of_the_room(qtbot: Any, oppna_fonster: Oppna, tmp_path: Path) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    # A karriärvägledare has no such room, and by its key it gives no figures.
    assert f.rail.knappar["statistik"].isHidden()
    f.visa_rum("statistik")
    lugn(qtbot, f)
    assert _vy(f)._stack.currentIndex() == NEKAD
    assert "din roll" in _ord(_vy(f)) and not _vy(f)._filter.isVisible()

    _bli(qtbot, f, "arbetsledare")
    tryck(qtbot, f, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    vy = _vy(f)
    assert (vy.fran.varde(), vy.till.varde()) == ("2023-01-01", "2023-12-31")  # the year that is over
    assert vy._stack.currentIndex() == TABELL and vy.tabell.hasFocus()
    vy.fran.satt("2024-01-01")
    vy.till.satt("2024-12-31")
    vy.till.rad.setFocus()
    tryck(qtbot, f, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert "Perioden är inte slut." in _ord(vy)
    for bredd, hojd in ((1440, 860), (900, 560)):
        f.resize(bredd, hojd)
        lugn(qtbot, f)
        assert klippta(vy) == []
    vy.tabell.setFocus()
    vy.tabell.setCurrentCell(0, 3)
    post = vy.tabell.item(0, 3)
    assert vy.tabell.tabell is not None and vy.tabell.tabell.kolumner[3] == "pagaende" and post is not None
    tryck(qtbot, f, Qt.Key.Key_Return)
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Bakomdialog)
    assert len(dialog.rader) == int(post.text()) > 0
    assert klippta(dialog) == []
    insats = dialog.rader[0].insats
    qtbot.keyClick(dialog.tabell, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert isinstance(f.arende, ArendeVy) and f.arende.insats == insats
    tryck(qtbot, f, Qt.Key.Key_Escape)
    lugn(qtbot, f)
    # The same table and the same cell, after all has been counted again.
    assert (vy.tabell.currentRow(), vy.tabell.currentColumn()) == (0, 3)

    # The diagram says the same; a bar is the way to its cases too.
    (d,) = diagram(vy.svar, vy.tabell.tabell) if vy.svar is not None else ()
    assert vy.diagram[0].diagram == d and vy.diagram[0].isVisible() and not vy.diagram[1].isVisible()
    vy.diagram[0].setFocus()
    vy.diagram[0].ga_till(0, 0)
    tryck(qtbot, f, Qt.Key.Key_Return)
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Bakomdialog) and len(dialog.rader) == d.serier[0].varden[0] > 0
    dialog.reject()

    # Beside the year before: three rows for each, the one of then the way to the cases of then.
    vy.tabell.setFocus()
    tryck(qtbot, f, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    assert vy.svar is not None and vy.svar.fore is not None and vy.svar.urval.jamfor
    fore = int(str(vy.svar.fore.tabeller["4"].totalt["totalt"]))
    sist = vy.tabell.rowCount() - 1
    ord_ = [[vy.tabell.item(nr, n).text().strip() for n in (0, 1)] for nr in range(sist - 2, sist + 1)]  # type: ignore[union-attr]
    nu = int(ord_[0][1])
    assert ord_ == [["Totalt  2024", str(nu)], ["2023", str(fore)], ["ändring", f"+{nu - fore}"]] and nu > fore > 0
    vy.tabell.setCurrentCell(sist - 1, 1)
    vy.tabell._oppna()
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Bakomdialog) and len(dialog.rader) == fore
    dialog.reject()
    vy.tabell.setCurrentCell(sist, 1)
    assert vy.tabell.vald() is None
    vy.tabell.kopiera()
    assert QApplication.clipboard().text().splitlines()[-1].startswith(f"Totalt, ändring\t{nu - fore}\t")
    vy.vilken.setCurrentIndex(vy.vilken.findData("3a"))
    assert vy.tabell.horizontalHeaderItem(vy.tabell.columnCount() - 1).text() == "Ändring från året före"
    vy.vilken.setCurrentIndex(vy.vilken.findData("4"))
    assert [s.namn for s in vy.diagram[0].diagram.serier] == ["2024", "2023"]
    tryck(qtbot, f, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)

    # The lead times: two diagrams.
    vy.vilken.setCurrentIndex(vy.vilken.findData("L1"))
    lugn(qtbot, f)
    assert vy.diagram[1].isVisible() and klippta(vy) == []
    vy.vilken.setCurrentIndex(vy.vilken.findData("4"))

    # Narrowed down, and with Esc all again.
    alla = vy.svar
    vy.val["kundval"].setCurrentIndex(vy.val["kundval"].findData("FAI"))
    vy.rakna()
    lugn(qtbot, f)
    assert vy.svar is not None and set(vy.svar.statistik.per_insats) == {"FAI1", "FAI2"}
    tryck(qtbot, f, Qt.Key.Key_Escape)
    lugn(qtbot, f)
    assert vy.svar == alla

    # Another table, to the clipboard and to files.
    vy.vilken.setCurrentIndex(vy.vilken.findData("AMI2"))
    vy.tabell.setFocus()
    tryck(qtbot, f, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rader = [r.split("\t") for r in QApplication.clipboard().text().splitlines()]
    assert rader[0][:3] == ["Anordnare", "Totalt", "Andel av alla, %"] and rader[-1][0] == "Totalt"
    assert rader[-1][1] == str(vy.svar.statistik.per_insats["AMI2"].totalt["totalt"])
    for namn in ("ut.xlsx", "ut.csv", "ut.pdf"):
        vy.spara_till(tmp_path / namn)
        lugn(qtbot, f)
    assert openpyxl.load_workbook(tmp_path / "ut.xlsx")["Tabell 2"]["A1"].value == "Anordnare"
    assert (tmp_path / "ut.csv").read_text(encoding="utf-8-sig").startswith("tabell;rad;")

    assert kontrollera((tmp_path / "ut.pdf").read_bytes()) == []
    assert "läs igenom dem" in _ord(vy)

    # Bad days are said, and what is shown stays.
    vy.fran.satt("i förrgår")
    vy.rakna()
    lugn(qtbot, f)
    assert "ÅÅÅÅ-MM-DD" in _ord(vy) and vy.svar == alla
    vy.fran.satt("2025-01-01")
    vy.rakna()
    lugn(qtbot, f)
    assert "första dag" in _ord(vy)

    _bli(qtbot, f, "kvalitetsutvecklare")
    assert not f.rail.knappar["statistik"].isHidden()
    f.visa_rum("statistik")
    lugn(qtbot, f)
    vy = _vy(f)
    assert "visas bara för arbetsledare" in _ord(vy)
    vy.tabell.setCurrentCell(0, 1)
    vy.tabell._oppna()
    lugn(qtbot, f)
    assert QApplication.activeModalWidget() is None
