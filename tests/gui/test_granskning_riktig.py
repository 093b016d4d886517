"""Granskning on the real services: the demo's reports, by keyboard, to the last one; a return with its message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.texter.samspel import BESLUTAD
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.granskning_brev import Brevruta
from kundvalsdesk.ui.granskning_modell import GODKAND, RETURNERAD, VANTAR, nyckel
from kundvalsdesk.ui.granskning_vy import GranskningVy
from kundvalsdesk.ui.ko_vy import KoVy

DAG = date(2024, 9, 11)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fonster(oppna_fonster: Oppna) -> Fonster:
    return oppna_fonster(Demodatabas(None, lambda: DAG), DAG)


def oppna(qtbot: Any, f: Fonster) -> GranskningVy:
    qtbot.keyClick(QApplication.focusWidget() or f, Qt.Key.Key_2, CTRL)
    lugn(qtbot, f)
    vy = f.vyer["granskning"]
    assert isinstance(vy, GranskningVy)
    qtbot.waitUntil(lambda: vy._vy is not None, timeout=20_000)
    return vy


def tangent(qtbot: Any, vy: GranskningVy, t: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or vy.lista, t, CTRL)


def test_thirty_reports_of_the_demo_are_reviewed_by_keyboard(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    vy.alla.click()
    lugn(qtbot, fonster)
    vy.lista.setFocus()
    vantar = vy.modell.antal(VANTAR)
    assert vantar >= 30
    beslutade = []
    for nr in range(30):
        qtbot.waitUntil(lambda: vy._vy is not None, timeout=20_000)
        n = vy._n
        assert n is not None and n not in beslutade
        if nr % 10 == 3:
            tangent(qtbot, vy, Qt.Key.Key_R)
            vy.kort.retur.text.insertPlainText("Beskriv progressionen.")
        elif vy._vy is not None and vy._vy.nasta_steg_kravs and not vy._vy.nasta_steg:
            vy.kort.fot.steg.setPlainText("AMI 2 med start i oktober.")
        tangent(qtbot, vy, Qt.Key.Key_Return)
        assert vy._n != n
        beslutade.append(n)
    qtbot.waitUntil(lambda: vy.beslut.vantar == 0, timeout=30_000)
    lugn(qtbot, fonster)
    assert vy._nekade == {}
    # What the database says is what the list has shown all along.
    vy.uppdatera()
    lugn(qtbot, fonster)
    lagen = {nyckel(r): r.lage for r in vy.modell.alla}
    assert [lagen[n] for n in beslutade].count(GODKAND) == 27
    assert [lagen[n] for n in beslutade].count(RETURNERAD) == 3
    assert vy.modell.antal(VANTAR) == vantar - 30
    antal = fonster.rail.knappar["granskning"]._antal
    assert antal == str(sum(r.lage == VANTAR for r in mina(qtbot, fonster, vy)))


def mina(qtbot: Any, f: Fonster, vy: GranskningVy) -> tuple[Any, ...]:
    vy.mina.click()
    lugn(qtbot, f)
    return vy.modell.alla


def test_a_return_its_message_and_its_undoing(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    n = vy._n
    assert n is not None
    tangent(qtbot, vy, Qt.Key.Key_R)
    fras = vy.kort.retur.fraser.item(0).text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    tangent(qtbot, vy, Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    ruta = vy.findChild(Brevruta)
    assert ruta is not None
    ruta.kopiera.click()
    lugn(qtbot, fonster)
    text = QApplication.clipboard().text()
    assert fras in text and n[0] in text
    ruta.pdf.click()
    lugn(qtbot, fonster)
    assert ruta.dialog is not None and ruta.dialog.sidor == 1
    ruta.dialog.reject()
    lugn(qtbot, fonster)
    fonster.activateWindow()
    qtbot.waitUntil(fonster.isActiveWindow)
    vy.lista.setFocus()
    tangent(qtbot, vy, Qt.Key.Key_Z)
    lugn(qtbot, fonster)
    assert vy._n == n and vy._vy is not None and vy._vy.lage == VANTAR
    # What was written is there to go on from.
    tangent(qtbot, vy, Qt.Key.Key_R)
    assert vy.kort.retur.skrivet == fras


def test_the_queue_opens_its_reports_here(qtbot: Any, fonster: Fonster) -> None:
    ko = fonster.vyer["ko"]
    assert isinstance(ko, KoVy)
    rader = [(nr, r) for nr in range(ko.modell.rowCount()) if (r := ko.modell.hamta(nr)) is not None]
    nr, rad = next((nr, r) for nr, r in rader if r.kod in ("granska_rapport", "godkann_rapport") and not r.vilande)
    ko.lista.setFocus()
    ko.lista.valj_rad(nr)
    qtbot.keyClick(ko.lista, Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    vy = fonster.vyer["granskning"]
    assert isinstance(vy, GranskningVy) and vy.isVisible()
    qtbot.waitUntil(lambda: vy._vy is not None, timeout=20_000)
    assert vy._n == (rad.insats, "rapport", rad.avser)


def test_a_report_is_shown_as_a_document_issued_and_found_again(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    assert vy.kort.dokumentknapp.isVisible()
    tangent(qtbot, vy, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: vy.utskrift.dialog is not None, timeout=20_000)
    dialog = vy.utskrift.dialog
    assert dialog is not None and dialog.primar_visas and dialog.sidor >= 1
    dialog.primar.click()
    qtbot.waitUntil(lambda: not dialog.primar_visas, timeout=20_000)
    utfardad = dialog._rubrik.text()
    dialog.reject()
    assert vy.utskrift.dialog is None
    vy.kort.dokumentknapp.click()
    qtbot.waitUntil(lambda: vy.utskrift.dialog is not None, timeout=20_000)
    igen = vy.utskrift.dialog
    assert igen is not None and not igen.primar_visas and igen._rubrik.text() == utfardad
    assert utfardad[:3] in ("MÅN", "GEN", "SLR")
    igen.reject()


def test_a_report_that_a_colleague_decides_stays_open_and_says_so(
    qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch
) -> None:
    vy = oppna(qtbot, fonster)
    n = vy._n
    assert n is not None
    riktig = tjanster.granskning_lista

    def lista(e: Any, urval: str) -> Any:
        x = riktig(e, urval)
        return replace(x, rader=tuple(replace(r, lage=GODKAND) if nyckel(r) == n else r for r in x.rader))

    vy.hamta_tyst()
    lugn(qtbot, fonster)
    assert vy._besked.count() == 0  # nothing of it has changed
    monkeypatch.setattr(tjanster, "granskning_lista", lista)
    vy.hamta_tyst()
    lugn(qtbot, fonster)
    assert vy._n == n and vy._vy is not None
    assert [e.text() for e in vy.findChildren(QLabel) if e.text() == BESLUTAD]
