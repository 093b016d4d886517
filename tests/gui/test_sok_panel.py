"""The search panel on made-up finds: by keyboard, with answers that come late, and back to where one was."""

from __future__ import annotations

from typing import Any

import pytest
from gui.conftest import lugn
from gui.test_fonster import CTRL, ko, tryck
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.rules.sokord import Utdrag
from kundvalsdesk.services.soktyper import Sokresultat, Traff, Traffgrupp
from kundvalsdesk.services.typer import Aktor
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.sok_modell import VisaAlla, _bitar
from kundvalsdesk.ui.sok_panel import Sokpanel

ARENDE = Traff("arende", "2024-0131", "Đorđević, Dragana", "2024-0131 · AMI2")
ANTECKNING = Traff(
    "anteckning", "2024-0131", "Đorđević, Dragana · Samtal", "2024-0131", lambda: Utdrag("… om praktik hos", ((5, 7),))
)
_CITAT = Utdrag("praktiken", ((0, 9),))
RAPPORT = Traff("rapport", "2024-0131", "Månadsrapport", "2024-0131", lambda: _CITAT, ("rapport", "2024-08"))


class Svar:
    def __init__(self) -> None:
        self.fragat: list[str] = []

    def __call__(self, e: Any, text: str) -> Sokresultat:
        self.fragat.append(text)
        if text == "inget":
            return Sokresultat(text)
        if len(text) < 2:
            return Sokresultat(text, for_kort=True)
        return Sokresultat(
            text,
            (
                Traffgrupp("arenden", "Ärenden", (ARENDE,), fler=True),
                Traffgrupp("anordnare", "Anordnare", (Traff("anordnare", "Språkbron", "Språkbron"),)),
                Traffgrupp("anteckningar", "Anteckningar och meddelanden", (ANTECKNING,)),
                Traffgrupp("rapporter", "Rapporter", (RAPPORT,)),
            ),
        )


@pytest.fixture
def svar(monkeypatch: pytest.MonkeyPatch) -> Svar:
    s = Svar()
    monkeypatch.setattr(tjanster, "sok_allt", s)
    return s


def _oppen(qtbot: Any, f: Fonster, ord_: str = "") -> Sokpanel:
    tryck(qtbot, f, Qt.Key.Key_K, CTRL)
    panel = f.sokning.panel
    assert panel is not None and panel.isVisible() and panel.falt.hasFocus()
    if ord_:
        qtbot.keyClicks(panel.falt, ord_)
        qtbot.wait(200)
        lugn(qtbot, f)
    return panel


def _vald(panel: Sokpanel) -> Any:
    return panel.modell.post(panel.lista.currentIndex().row())


def test_find_and_open_a_case(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "dragana")
    assert svar.fragat == ["dragana"]  # fast typing asks once
    assert _vald(panel) == ARENDE
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert fonster.arende is not None and fonster.arende.isVisible()


def test_arrows_pass_over_headings_and_stop_at_the_ends(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "praktik")
    sedda = [_vald(panel)]
    for _ in range(6):
        tryck(qtbot, fonster, Qt.Key.Key_Down)
        sedda.append(_vald(panel))
    assert [getattr(t, "slag", "alla") for t in sedda] == [
        "arende", "alla", "anordnare", "anteckning", "rapport", "rapport", "rapport"
    ]  # fmt: skip
    for _ in range(6):
        tryck(qtbot, fonster, Qt.Key.Key_Up)
    assert _vald(panel) == ARENDE
    tryck(qtbot, fonster, Qt.Key.Key_PageDown)
    assert _vald(panel) == RAPPORT


def test_esc_closes_and_gives_the_focus_back(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    ko(fonster).lista.valj_rad(2)
    panel = _oppen(qtbot, fonster, "dragana")
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert ko(fonster).lista.hasFocus() and ko(fonster).lista.vald_rad() == 2
    # The words are still there, marked, to be typed over.
    _oppen(qtbot, fonster)
    assert panel.falt.selectedText() == "dragana"
    tryck(qtbot, fonster, Qt.Key.Key_Tab)
    assert panel.falt.hasFocus()


def test_nothing_found_and_too_little_are_said(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "inget")
    assert "Inget hittades för ”inget”" in panel.besked.text() and panel.besked.isVisible()
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert panel.isVisible()
    panel.falt.setText("d")
    qtbot.wait(200)
    lugn(qtbot, fonster)
    assert panel.besked.text() == "Skriv minst två bokstäver."
    panel.falt.clear()
    assert panel.besked.text().startswith("Sök på namn")


def test_a_stale_answer_is_not_shown(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "inget")
    panel._visa(Sokresultat("annat", (Traffgrupp("arenden", "Ärenden", (ARENDE,)),)))
    assert panel.modell.rowCount() == 0


def test_enter_waits_for_the_right_answer(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "dragana")
    qtbot.keyClicks(panel.falt, " 20")
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert panel.isVisible() and svar.fragat[-1] == "dragana 20"
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert not panel.isVisible()


def test_all_cases_in_their_room(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "dragana")
    tryck(qtbot, fonster, Qt.Key.Key_Down)
    assert _vald(panel) == VisaAlla("dragana")
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert fonster.rum == "arenden" and fonster.topp.sokfalt.text() == "dragana"


def test_without_cases_it_is_the_list_that_is_searched(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    fonster.arbetare._aktor = Aktor("x", "X", frozenset({"dataskyddssamordnare"}))
    tryck(qtbot, fonster, Qt.Key.Key_K, CTRL)
    assert fonster.sokning.panel is None and fonster.topp.sokfalt.hasFocus()


def test_another_user_does_not_see_what_was_found(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "dragana")
    assert panel.isVisible()
    fonster.byt_anvandare("bek")
    lugn(qtbot, fonster)
    assert fonster.sokning.panel is None


def test_it_fits_a_small_window(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "praktik")
    fonster.resize(900, 560)
    lugn(qtbot, fonster)
    assert panel.size() == fonster.size()
    assert fonster.rect().contains(panel.kort.geometry())
    qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.rect().bottomLeft())
    assert not panel.isVisible() and QApplication.focusWidget() is not None


def test_a_screen_reader_hears_each_find_in_words(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    panel = _oppen(qtbot, fonster, "praktik")
    ord_ = [panel.modell.index(n, 0).data() for n in range(panel.modell.rowCount())]
    assert ord_[:3] == ["Ärenden", "Đorđević, Dragana, 2024-0131 · AMI2", "Visa alla i Ärenden"]
    assert _bitar(ANTECKNING) == [("… om ", False), ("praktik", True), (" hos", False)]
