"""The rooms for the documents' texts and their sender: worded by keyboard, seen as a page, refused when broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui.conftest import lugn
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.ui import dokumenttexter, tjanster
from kundvalsdesk.ui.avsandare_dialog import Avsandardialog
from kundvalsdesk.ui.dokumenttexter import Textdialog
from kundvalsdesk.ui.fonster import Fonster


def ovan(qtbot: Any, f: Fonster, slag: type) -> Any:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), slag), timeout=10_000)
    lugn(qtbot, f)
    return QApplication.activeModalWidget()


def sida(dialog: Any) -> str:
    return " ".join(dialog.prov.dokument.getAllText(0).text().split())


def test_a_text_is_worded_anew_refused_when_broken_and_gone_back_from(
    qtbot: Any, tomt: Fonster, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomt.skotsel.dokumenttexter()
    d: Textdialog = ovan(qtbot, tomt, Textdialog)
    nr = next(n for n, t in enumerate(d._grupper[0].texter) if t.namn == "beslut_avbruten")
    d.lista.setCurrentCell(nr, 0)
    lugn(qtbot, tomt)
    forut = d.ruta.toPlainText()
    d.ruta.setPlainText("Nu slutar {insats} och {sista}.")
    d.prov.nu()
    lugn(qtbot, tomt)
    assert d._fel.text().startswith("Platsen {sista} finns inte")
    qtbot.keyClick(d.ruta, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, tomt)
    assert d.vy is not None and d.vy.nummer == 0 and d.andrat

    d.ruta.setPlainText("Nu slutar {insats} för gott, {sista_dag}.")
    d.prov.nu()
    lugn(qtbot, tomt)
    assert d._fel.isHidden() and "Nu slutar AMI 2" in sida(d)
    qtbot.keyClick(d.ruta, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, tomt)
    assert (d.vy.nummer, d.andrat, d.lista.item(nr, 1).text()) == (1, False, "ja")

    d.historik.setCurrentCell(1, 0)
    d.tillbaka.click()
    lugn(qtbot, tomt)
    assert (d.ruta.toPlainText(), d.vy.nummer, d.historik.rowCount()) == (forut, 2, 3)
    assert d.lista.item(nr, 1).text() == ""

    d.ruta.setPlainText("Inte sparat.")
    monkeypatch.setattr(dokumenttexter, "fraga", lambda *_: False)
    d.lista.setCurrentCell(0, 0)
    d.reject()
    assert d.isVisible() and d.lista.currentRow() == nr and d.ruta.toPlainText() == "Inte sparat."
    monkeypatch.setattr(dokumenttexter, "fraga", lambda *_: True)
    d.reject()
    assert not d.isVisible()


def test_the_sender_has_a_logotype_and_a_colour_that_are_seen_before_they_are_saved(
    qtbot: Any, tomt: Fonster, tmp_path: Path
) -> None:
    tomt.skotsel.avsandare()
    d: Avsandardialog = ovan(qtbot, tomt, Avsandardialog)
    falt = d.formular.falt
    (tmp_path / "text.png").write_text("ingen bild")
    d.lagg_in(tmp_path / "text.png")
    lugn(qtbot, tomt)
    assert falt["logga"].feltext == "Filen är varken PNG eller JPEG. Spara om bilden som PNG."
    Image.new("CMYK", (300, 90), (90, 40, 0, 10)).save(tmp_path / "logga.jpg")
    d.lagg_in(tmp_path / "logga.jpg")
    lugn(qtbot, tomt)
    assert len(falt["logga"].varde()) == 64
    falt["farg"].satt("#ffcc00")
    d.prov.nu()
    lugn(qtbot, tomt)
    assert falt["farg"].feltext.startswith("Färgen är för ljus mot vitt papper: kontrasten är 1,5")
    falt["farg"].satt("#7a1f4f")
    falt["namn"].satt("Ankeborgs kommun")
    d.prov.nu()
    lugn(qtbot, tomt)
    assert falt["farg"].feltext == "" and "Ankeborgs kommun" in sida(d)
    with qtbot.waitSignal(d.sparad, timeout=10_000):
        qtbot.keyClick(d.formular, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    svar: list[Any] = []
    tomt.arbetare.kor(tjanster.formular_organisation, svar.append)
    lugn(qtbot, tomt)
    nu = {x.namn: x.varde for x in svar[0].falt}
    assert (nu["farg"], nu["namn"], len(nu["logga"])) == ("#7A1F4F", "Ankeborgs kommun", 64)
