"""The tabs of a case: nothing is built before it is shown, and another case brings its own."""

from __future__ import annotations

from typing import Any

import pytest
from gui.conftest import lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import arende_flikar
from kundvalsdesk.ui.arende_flikar import Flik, Flikvy
from kundvalsdesk.ui.bitar import kolumn
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.sammanhang import Sammanhang

ETT, TVA = "2024-0131", "2024-0118"


class Provflik(Flikvy):
    byggda: list[Provflik] = []
    stannar = False

    def __init__(self, s: Sammanhang, insats: str) -> None:
        super().__init__(s, insats)
        self.lasningar = 0
        self.ruta = QLineEdit()
        self.setLayout(kolumn(self.ruta))
        self.byggda.append(self)

    def uppdatera(self) -> None:
        self.lasningar += 1

    def fokusera(self) -> None:
        self.ruta.setFocus()

    def far_lamna(self) -> bool:
        return not self.stannar


@pytest.fixture
def oppen(qtbot: Any, oppna_fonster: Any, latsas: Any, monkeypatch: pytest.MonkeyPatch) -> Fonster:
    Provflik.byggda.clear()
    Provflik.stannar = False
    flikar = (arende_flikar.FLIKAR[0], Flik("prov", "Prov", Provflik), Flik("annan", "Annan", Provflik))
    monkeypatch.setattr(arende_flikar, "FLIKAR", flikar)
    f: Fonster = oppna_fonster(latsas)
    f.oppna_arende(ETT)
    lugn(qtbot, f)
    return f


def test_a_tab_is_built_when_it_is_first_shown(qtbot: Any, oppen: Fonster) -> None:
    assert oppen.arende is not None and Provflik.byggda == []
    qtbot.keyClick(oppen.arende, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert [p.insats for p in Provflik.byggda] == [ETT]
    prov = Provflik.byggda[0]
    assert prov.isVisible() and prov.ruta.hasFocus() and prov.lasningar == 1
    qtbot.keyClick(prov.ruta, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not prov.isVisible() and oppen.arende.frister.isVisible()
    qtbot.keyClick(oppen.arende, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert len(Provflik.byggda) == 1 and prov.lasningar == 1


def test_ctrl_tab_goes_round(qtbot: Any, oppen: Fonster) -> None:
    assert oppen.arende is not None
    sedda = []
    for _ in range(3):
        qtbot.keyClick(oppen.arende, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        sedda.append(oppen.arende.flikar.kod)
    assert sedda == ["prov", "annan", "oversikt"]
    qtbot.keyClick(
        oppen.arende, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert oppen.arende.flikar.kod == "annan"


def test_another_case_starts_at_its_first_tab(qtbot: Any, oppen: Fonster) -> None:
    assert oppen.arende is not None
    oppen.arende.flikar.visa("prov")
    oppen.oppna_arende(TVA)
    lugn(qtbot, oppen)
    assert oppen.arende.flikar.kod == "oversikt" and oppen.arende.flikar.vy("prov") is None
    oppen.arende.flikar.visa("prov")
    assert Provflik.byggda[-1].insats == TVA


def test_what_a_tab_saves_reads_the_case_again_and_leaves_the_tab_up(qtbot: Any, oppen: Fonster) -> None:
    assert oppen.arende is not None
    oppen.arende.flikar.visa("prov")
    prov = Provflik.byggda[0]
    with qtbot.waitSignal(oppen.arende.visad):
        prov.andrad.emit(Andring("1", "prov", (ETT,)))
    lugn(qtbot, oppen)
    assert oppen.arende.flikar.kod == "prov" and prov.lasningar == 2


def test_a_tab_with_something_typed_keeps_the_case_open(qtbot: Any, oppen: Fonster) -> None:
    assert oppen.arende is not None
    oppen.arende.flikar.visa("prov")
    oppen.arende.flikar.visa("oversikt")
    Provflik.stannar = True
    oppen.arende.ga_tillbaka()
    assert oppen.arende.isVisible() and oppen.arende.flikar.kod == "prov"
    Provflik.stannar = False
    oppen.arende.ga_tillbaka()
    lugn(qtbot, oppen)
    assert not oppen.arende.isVisible()


def test_a_role_without_cases_sees_the_first_tab_only(
    qtbot: Any, oppen: Fonster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kundvalsdesk.services.typer import Aktor

    assert oppen.arende is not None and not oppen.arende.flikar.rad.isHidden()
    aktor = Aktor("dsk", "Dag S", frozenset(("dataskyddssamordnare",)))
    monkeypatch.setattr(type(oppen.arbetare), "aktor", aktor, raising=False)
    if oppen.arbetare.aktor is not aktor:
        monkeypatch.setattr(oppen.arbetare, "aktor", aktor)
    oppen.arende.uppdatera()
    lugn(qtbot, oppen)
    assert oppen.arende.flikar.rad.isHidden()
    qtbot.keyClick(oppen.arende, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert oppen.arende.flikar.kod == "oversikt" and Provflik.byggda == []
