"""The tab Frånvaro on the real services, by keyboard: months, a period that is registered, corrected, taken away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.models import Franvaro, Insats
from kundvalsdesk.services import franvaro
from kundvalsdesk.ui.arende_franvaro import Franvaroflik
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.franvaro_kalender import SKILJER, Franvarokalender

DAG = date(2024, 9, 11)


@pytest.fixture
def fonster(oppna_fonster: Oppna) -> Fonster:
    return oppna_fonster(Demodatabas(None, lambda: DAG), DAG)


def finn(qtbot: Any, f: Fonster, *, med: bool, startad: bool = True) -> str:
    """A case of the demo that runs, with or without absence; or one that has not begun."""
    svar: list[str] = []

    def jobb(e: Any) -> str:
        q = select(Insats.nyckel).where(
            Insats.historik.is_(False), Insats.sista_dag.is_(None), Insats.avslutstyp.is_(None),
            Insats.start < DAG if startad else Insats.start.is_(None),
            Insats.id.in_(select(Franvaro.insats_id)) if med else Insats.id.not_in(select(Franvaro.insats_id)),
        )  # fmt: skip
        for nyckel in e.session.scalars(q.order_by(Insats.nyckel)):
            vy = franvaro.hamta(e, nyckel)
            if not startad or not any(p.till is None for p in vy.perioder):
                return str(nyckel)
        raise AssertionError("the demo has no such case")

    f.arbetare.kor(jobb, svar.append)
    lugn(qtbot, f)
    return svar[0]


def oppna(qtbot: Any, f: Fonster, insats: str) -> Franvaroflik:
    f.oppna_arende(insats)
    lugn(qtbot, f)
    assert f.arende is not None
    qtbot.keyClick(f.arende, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    vy = f.arende.flikar.vy("franvaro")
    assert isinstance(vy, Franvaroflik) and vy.isVisible()
    return vy


def spara(qtbot: Any, f: Fonster) -> None:
    lugn(qtbot, f)  # the form takes the focus when it has been painted
    fokus = QApplication.focusWidget()
    assert fokus is not None
    qtbot.keyClick(fokus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)


def test_registered_corrected_and_taken_away(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster, finn(qtbot, fonster, med=False))
    assert vy.vy is not None and vy.vy.perioder == () and vy.kalender.hasFocus()
    qtbot.keyClick(vy.kalender, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, fonster)
    assert vy.dialog is not None
    falt = vy.dialog.formular.falt
    falt["typ"].satt("sjuk")
    falt["fran"].satt("2024-09-12")
    spara(qtbot, fonster)
    assert falt["fran"].feltext == "Dagen ligger i framtiden. Bara ledighet registreras i förväg."
    falt["fran"].satt("2024-09-10")
    falt["till"].satt("2024-09-11")
    spara(qtbot, fonster)
    assert vy.dialog is None
    (p,) = vy.vy.perioder
    assert p.rubrik == "Sjukfrånvaro 10–11 september 2024" and p.steg[0].kod == "franvaro_slut"
    # The day under the cursor is told in words, and what it is called is the button's name too.
    assert vy.kalender.accessibleDescription() == "Onsdag 11 september 2024: sjukfrånvaro"
    assert vy.dagord.text() == "Onsdag 11 september 2024: sjukfrånvaro"
    assert vy.periodknappar[0][0].accessibleName().endswith(": Sjukfrånvaro 10–11 september 2024")
    vy.periodknappar[0][0].setFocus()
    qtbot.keyClick(vy.periodknappar[0][0], Qt.Key.Key_Return)
    assert vy.dialog is not None
    vy.dialog.formular.falt["till"].satt("2024-09-10")
    spara(qtbot, fonster)
    assert vy.vy.perioder[0].rubrik == "Sjukfrånvaro 10 september 2024"
    bort = next(s for s in vy.vy.perioder[0].steg if s.kod == "franvaro_ta_bort")
    vy.oppna(bort)
    assert vy.dialog is not None
    vy.dialog.formular.falt["skal"].satt("Gällde en annan kund.")
    spara(qtbot, fonster)
    assert vy.vy.perioder == () and vy.periodknappar == []


def test_months_by_keyboard(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster, finn(qtbot, fonster, med=True))
    k = vy.kalender
    k.setFocus()
    assert k.dag is not None and k.dag.datum == DAG
    for tangent, dag in (
        (Qt.Key.Key_Left, date(2024, 9, 10)), (Qt.Key.Key_Up, date(2024, 9, 3)), (Qt.Key.Key_Up, date(2024, 8, 27)),
        (Qt.Key.Key_Right, date(2024, 8, 28)), (Qt.Key.Key_Down, date(2024, 9, 4)),
    ):  # fmt: skip
        qtbot.keyClick(k, tangent)
        assert k.dag is not None and k.dag.datum == dag
        assert f"{dag:%Y-%m}" in [m.manad for m in k.synliga]
    qtbot.keyClick(k, Qt.Key.Key_Home)
    assert not k.kan_bakat and not vy.bakat.isEnabled() and vy.framat.isEnabled()
    forst = k.synliga[0].manad
    qtbot.keyClick(k, Qt.Key.Key_PageDown)
    assert k.synliga[0].manad > forst and vy.bakat.isEnabled()
    assert k.dag is not None and f"{k.dag.datum:%Y-%m}" in [m.manad for m in k.synliga]
    qtbot.keyClick(k, Qt.Key.Key_End)
    assert not k.kan_framat and k.synliga[-1].manad == vy.vy.manader[-1].manad  # type: ignore[union-attr]
    qtbot.keyClick(k, Qt.Key.Key_PageUp)
    assert k.kan_framat


def test_every_sign_in_view_is_explained(qtbot: Any, fonster: Fonster) -> None:
    k = oppna(qtbot, fonster, finn(qtbot, fonster, med=True)).kalender
    assert isinstance(k, Franvarokalender)
    slag = {d.slag for m in k.synliga for d in m.dagar}
    assert ("S sjuk" in k.forklaring()) == ("sjuk" in slag)
    assert (SKILJER in k.forklaring()) == any(d.skiljer for m in k.synliga for d in m.dagar)


def test_a_case_that_has_not_begun(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster, finn(qtbot, fonster, med=False, startad=False))
    assert not vy.registrera.isVisible() and not vy.kalender.isVisible()
    assert vy.vy is not None and vy.vy.hinder == "Insatsen har inget startdatum ännu."


def test_everything_that_takes_the_focus_has_a_name(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster, finn(qtbot, fonster, med=True))
    for k in vy.findChildren(QPushButton):
        assert k.accessibleName(), k.text()
    assert vy.kalender.accessibleName() and vy.kalender.accessibleDescription()
