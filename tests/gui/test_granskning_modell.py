"""The list of reports: rows under their headings, what a decision moves, what comes next, what is said aloud."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from gui.latsas import IDAG
from gui.latsas_granskning import rader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester

from kundvalsdesk.ui.granskning_lista import GranskningLista
from kundvalsdesk.ui.granskning_modell import (
    GODKAND,
    RETURNERAD,
    VANTAR,
    GranskningModell,
    Rubrik,
    detalj_ord,
    kort_ord,
    nyckel,
)
from kundvalsdesk.ui.tema import Tema


@pytest.mark.parametrize("antal", [0, 1, 14, 300])
def test_the_model_keeps_qts_rules(qtmodeltester: Any, qtbot: Any, antal: int) -> None:
    modell = GranskningModell()
    prov = QAbstractItemModelTester(modell, QAbstractItemModelTester.FailureReportingMode.Fatal)
    modell.satt(tuple(rader(antal)))
    qtmodeltester.check(modell)
    for r in rader(antal)[:5]:
        modell.flytta(nyckel(r), GODKAND, IDAG)
    modell.filtrera("plan", "")
    modell.filtrera(None, "finns inte")
    assert modell.rowCount() == 0
    modell.filtrera(None, "")
    assert prov.model() is modell
    assert sum(modell.hamta(n) is not None for n in range(modell.rowCount())) == antal


def test_rows_stand_under_their_heading_and_move_when_decided() -> None:
    modell = GranskningModell()
    alla = rader(14)
    modell.satt(tuple(alla))
    n = nyckel(alla[3])
    modell.flytta(n, GODKAND, IDAG)
    modell.flytta(nyckel(alla[4]), RETURNERAD, IDAG)
    lage = ""
    for plats in range(modell.rowCount()):
        post = modell.innehall(plats)
        if isinstance(post, Rubrik):
            lage = post.lage
            assert post.antal == modell.antal(lage)
        else:
            assert post.lage == lage
    modell.flytta(nyckel(alla[4]), VANTAR, IDAG)
    modell.flytta(n, VANTAR, IDAG)
    assert modell.alla == tuple(alla)  # undone: the same light, in the same place
    modell.flytta(nyckel(alla[4]), RETURNERAD, IDAG)
    atervande = modell.rad(nyckel(alla[4]))
    assert atervande is not None and atervande.aterremitterad == IDAG and atervande.ljus == "vilande"
    modell.aterstall(alla[4])
    assert modell.rad(nyckel(alla[4])) == alla[4]


def test_next_is_the_next_that_waits_and_begins_from_the_top_at_the_end() -> None:
    modell = GranskningModell()
    alla = [replace(r, lage=VANTAR) for r in rader(4)]
    modell.satt(tuple(alla))
    assert modell.nasta(None) == alla[0]
    assert modell.nasta(nyckel(alla[1])) == alla[2]
    assert modell.nasta(nyckel(alla[3])) == alla[0]
    modell.flytta(nyckel(alla[2]), GODKAND, IDAG)
    assert modell.nasta(nyckel(alla[1])) == alla[3]
    for r in (alla[0], alla[3]):
        modell.flytta(nyckel(r), GODKAND, IDAG)
    assert modell.nasta(nyckel(alla[1])) is None


def test_a_row_says_what_it_is() -> None:
    rad = rader(14)[1]
    modell = GranskningModell()
    modell.satt((rad,))
    sagt = modell.data(modell.index(1, 0), int(Qt.ItemDataRole.AccessibleTextRole))
    assert sagt == "Tekle, Yonas, Månadsrapport, augusti, 1 arbetsdag sen (röd, försenad), Språkbron, 1 anmärkning"
    assert kort_ord(rad) == rad.ord and kort_ord(replace(rad, lage=GODKAND)) == "godkänd"
    assert detalj_ord(replace(rad, anmarkningar=None))[1] == "bara datum, ingen text"
    assert detalj_ord(replace(rad, lage=RETURNERAD, aterremitterad=IDAG))[1] == "återremitterad 16 sep"
    assert detalj_ord(replace(rad, slag="plan", avser="2", anmarkningar=3))[1] == "plan 2 · 3 anmärkningar"


def test_three_hundred_rows_are_painted_while_one_scrolls(qtbot: Any, tema: Tema) -> None:
    modell = GranskningModell()
    modell.satt(tuple(rader(300)))
    lista = GranskningLista(tema, modell)
    qtbot.addWidget(lista)
    lista.resize(316, 700)
    lista.show()
    lista.valj_plats(1)
    ovre = lista.grab().toImage()
    qtbot.keyClick(lista, Qt.Key.Key_End)
    assert lista.vald_plats() == modell.rowCount() - 1
    assert lista.grab().toImage() != ovre
    qtbot.keyClick(lista, Qt.Key.Key_Home)
    assert lista.vald_plats() == 1
    bild = QPixmap(lista.size())
    lista.render(bild)
    assert not bild.isNull()
