"""The queue's model: headings, pages on demand, any number of rows."""

from __future__ import annotations

import time
from typing import Any

import pytest
from gui.latsas import IDAG, Latsas, korader
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kundvalsdesk.services.typer import KoFilter, KoOversikt
from kundvalsdesk.ui.arenden_modell import ArendenModell
from kundvalsdesk.ui.ko_lista import KoLista
from kundvalsdesk.ui.ko_modell import SIDA, Grupprad, KoModell
from kundvalsdesk.ui.tema import Tema


def fylld(antal: int, grupperad: bool = True) -> KoModell:
    latsas = Latsas(mina=korader(antal), andras=[])
    f = KoFilter()
    m = KoModell()
    o = latsas.oversikt(None, f)
    m.satt(o, latsas.sida(None, f, 0, SIDA, o), IDAG, grupperad=grupperad, med_ansvarig=True)
    for sida in range(1, -(-antal // SIDA)):
        m.fyll_sida(sida, latsas.sida(None, f, sida * SIDA, SIDA, o))
    return m


@pytest.mark.parametrize("antal", [0, 1, 23, 500])
def test_model_tester(qtbot: Any, antal: int) -> None:
    m = KoModell()
    provare = QAbstractItemModelTester(m, QAbstractItemModelTester.FailureReportingMode.Fatal)
    latsas = Latsas(mina=korader(antal), andras=[])
    f = KoFilter()
    for grupperad in (True, False):
        o = latsas.oversikt(None, f)
        m.satt(o, latsas.sida(None, f, 0, SIDA, o), IDAG, grupperad=grupperad, med_ansvarig=grupperad)
        if antal > SIDA:
            m.fyll_sida(1, latsas.sida(None, f, SIDA, SIDA, o))
    assert provare.model() is m


def test_arenden_model_tester(qtbot: Any) -> None:
    m = ArendenModell()
    provare = QAbstractItemModelTester(m, QAbstractItemModelTester.FailureReportingMode.Fatal)
    m.satt(Latsas().lista(None), IDAG)
    assert provare.model() is m and m.rowCount() == 61


def test_headings_and_numbers(qtbot: Any) -> None:
    m = fylld(100)
    rader = [m.data(m.index(r, 0), Qt.ItemDataRole.UserRole) for r in range(m.rowCount())]
    rubriker = [r for r in rader if isinstance(r, Grupprad)]
    assert [r.ord for r in rubriker] == [
        "Försenat · 20", "I dag · 20", "Denna vecka · 20", "Senare · 30", "Väntar på någon annan · 10",
    ]  # fmt: skip
    assert m.rowCount() == 105
    for nr in range(100):  # back and forth gives the same number
        assert m.konummer(m.tabellrad(nr)) == nr
    grupp = None
    for r in rader:  # every row stands under its own heading
        if isinstance(r, Grupprad):
            grupp = r.grupp
        else:
            assert r.grupp == grupp
    for r in m.grupprader:
        assert m.flags(m.index(r, 0)) == Qt.ItemFlag.NoItemFlags


def test_every_cell_can_be_read_aloud(qtbot: Any) -> None:
    m = fylld(40)
    for r in range(m.rowCount()):
        for k in range(m.columnCount()):
            ord_ = m.data(m.index(r, k), Qt.ItemDataRole.AccessibleTextRole)
            assert ord_ or (r in m.grupprader and k > 0)
    forsta = m.data(m.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert forsta == "2 arbetsdagar sen, röd, försenad"


def test_pages_are_asked_for_once_and_only_those_last_seen(qtbot: Any) -> None:
    m = KoModell()
    m.satt(KoOversikt(100_000, {}, {}), [], IDAG, grupperad=False, med_ansvarig=False)
    begarda: list[int] = []
    m.begar_sida.connect(begarda.append)
    for rad in range(0, 100_000, SIDA):  # the scroll bar is dragged to the end
        m.hamta(rad)
    assert begarda == [0]  # one at a time
    m.fyll_sida(0, korader(SIDA))
    m.hamta(99_999)
    sist = 99_999 // SIDA
    assert begarda == [0, sist]
    m.fyll_sida(sist, korader(SIDA))
    assert m.hamta(99_999) is not None
    m.fyll_sida(sist - 1, korader(SIDA))
    m.fyll_sida(sist - 2, korader(SIDA))
    assert begarda == [0, sist, sist - 1, sist - 2]  # those that were passed on the way are never asked for


def test_a_million_rows_stay_smooth(qtbot: Any, tema: Tema, minne: Any) -> None:
    m = KoModell()
    vy = KoLista(tema, m, minne)
    qtbot.addWidget(vy)
    vy.resize(1000, 700)
    vy.show()
    grupper = {"forsenat": 200_000, "idag": 300_000, "senare": 500_000}
    start = time.perf_counter()
    m.satt(KoOversikt(1_000_000, grupper, {}), korader(SIDA), IDAG, grupperad=True, med_ansvarig=True)
    vy.valj_rad(0)
    fyll = time.perf_counter() - start
    assert m.rowCount() == 1_000_003 and vy.vald_rad() == 1
    start = time.perf_counter()
    for n in range(10):
        vy.verticalScrollBar().setValue(vy.verticalScrollBar().maximum() * n // 10)
        vy.viewport().repaint()
    assert fyll < 2 and (time.perf_counter() - start) / 10 < 0.1
    qtbot.keyClick(vy, Qt.Key.Key_End)
    assert vy.vald_rad() == 1_000_002
    qtbot.keyClick(vy, Qt.Key.Key_Home)
    assert vy.vald_rad() == 1


def test_arrow_keys_pass_over_headings(qtbot: Any, tema: Tema, minne: Any) -> None:
    m = fylld(10)
    vy = KoLista(tema, m, minne)
    qtbot.addWidget(vy)
    vy.resize(1000, 700)
    vy.show()
    vy.valj_rad(0)
    besokta = [vy.vald_rad()]
    for _ in range(9):
        qtbot.keyClick(vy, Qt.Key.Key_Down)
        besokta.append(vy.vald_rad())
    assert besokta == [m.tabellrad(n) for n in range(10)]
    qtbot.keyClick(vy, Qt.Key.Key_Down)
    assert vy.vald_rad() == besokta[-1]
    for n in range(8, -1, -1):
        qtbot.keyClick(vy, Qt.Key.Key_Up)
        assert vy.vald_rad() == besokta[n]
    qtbot.keyClick(vy, Qt.Key.Key_PageDown)
    assert vy.vald_rad() == besokta[-1]
    qtbot.keyClick(vy, Qt.Key.Key_PageUp)
    assert vy.vald_rad() == besokta[0]
