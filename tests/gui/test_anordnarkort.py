"""The card of an anordnare on a database of its own: by keyboard from the list to what is written, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from db.test_anordnare import MER
from db.varld import Varld
from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kundvalsdesk.app import VanligDatabas
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.ui import anordnare_kort
from kundvalsdesk.ui.anordnare_kort import ANDRINGARNA, PERSONALEN, RATTEN, Anordnardialog, Registerformular
from kundvalsdesk.ui.anordnare_vy import AnordnareVy
from kundvalsdesk.ui.fonster import Fonster

IDAG = date(2024, 5, 2)
Oppnare = Callable[[str], tuple[Fonster, AnordnareVy]]


@pytest.fixture
def v(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Varld:
    v = Varld(ny_databas("sqlite"), regelverk, MER)
    v.gor("2024-05-02", "jobbexpert_lagg_till", mal="anordnare:1", som="gust", version=0, namn="Örjan Ek")
    return v


@pytest.fixture
def oppna(qtbot: Any, v: Varld, oppna_fonster: Oppna) -> Oppnare:
    def gor(som: str) -> tuple[Fonster, AnordnareVy]:
        f = oppna_fonster(VanligDatabas(v.databas.adress.visning, som, lambda: IDAG), IDAG)
        f.visa_rum("anordnare")
        lugn(qtbot, f)
        vy = f.vyer["anordnare"]
        assert isinstance(vy, AnordnareVy)
        return f, vy

    return gor


def kortet(qtbot: Any, f: Fonster, vy: AnordnareVy) -> Anordnardialog:
    tryck(qtbot, f, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    dialog = vy.findChild(Anordnardialog)
    assert isinstance(dialog, Anordnardialog) and dialog.kort is not None
    return dialog


def ord_i(w: QWidget) -> str:
    return "\n".join(e.text() for e in w.findChildren(QLabel) if e.isVisible())


def test_from_the_list_to_a_jobbexpert_with_access_by_keyboard(qtbot: Any, v: Varld, oppna: Oppnare) -> None:
    f, vy = oppna("gust")
    d = kortet(qtbot, f, vy)
    assert "Behörighet är inte begärd för Örjan Ek" in ord_i(d)
    assert d.diagram[0].diagram.rubrik == "Insatser som pågår" and d.diagram[0].isVisible()
    qtbot.keyClick(d, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert d.flikar.currentIndex() == PERSONALEN and d.flikar.tabText(PERSONALEN) == "Personal 1"
    d.personal.tabell.setFocus()
    qtbot.keyClick(d.personal.tabell, Qt.Key.Key_Return)
    lugn(qtbot, f)
    form = d.findChild(Registerformular)
    assert isinstance(form, Registerformular)
    form.formular.falt["behorighet_begard"].satt("2024-05-03")
    form.formular.forsok()
    lugn(qtbot, f)
    assert "framtiden" in ord_i(form)
    form.formular.falt["behorighet_begard"].satt("2024-05-02")
    form.formular.forsok()
    lugn(qtbot, f)
    assert d.kort is not None and d.kort.personal[0].behorighet == "begard"
    assert "Sparat." in ord_i(d) and klippta(d) == []
    for nr in range(d.flikar.count()):
        d.flikar.setCurrentIndex(nr)
        assert klippta(d) == [], nr


def test_a_conflict_shows_both_and_the_form_goes_on(qtbot: Any, v: Varld, oppna: Oppnare) -> None:
    f, vy = oppna("gust")
    d = kortet(qtbot, f, vy)
    d.andra_knapp.click()
    lugn(qtbot, f)
    form = d.findChild(Registerformular)
    assert isinstance(form, Registerformular)
    v.gor("2024-05-02", "anordnare_andra", mal="anordnare:1", som="hara", version=1, telefon="1")
    form.formular.falt["telefon"].satt("2")
    form.formular.forsok()
    lugn(qtbot, f)
    assert "Hanna Rask" in ord_i(form) and "Telefon" in ord_i(form)


def test_what_runs_without_an_auktorisation_opens_its_case(qtbot: Any, v: Varld, oppna: Oppnare) -> None:
    v.gor("2024-05-02", "avauktorisera", mal="auktorisation:1", som="gust", version=1, till="2024-05-01",
          avslut="aterkallad", avslut_skal="Brister.")  # fmt: skip
    f, vy = oppna("gust")
    d = kortet(qtbot, f, vy)
    d.flikar.setCurrentIndex(RATTEN)
    assert d.utan.tabell.rowCount() == 2 and "ingen gäller i dag" in d.utan.tabell.item(0, 5).text()
    d.utan.tabell.setFocus()
    qtbot.keyClick(d.utan.tabell, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.insats == "A1"


def test_an_office_is_taken_away_after_a_question(
    qtbot: Any, v: Varld, oppna: Oppnare, monkeypatch: pytest.MonkeyPatch
) -> None:
    v.gor("2024-05-02", "kontor_lagg_till", mal="anordnare:1", som="gust", version=0, namn="Älta")
    f, vy = oppna("gust")
    d = kortet(qtbot, f, vy)
    svar = [False, True]
    monkeypatch.setattr(anordnare_kort, "fraga", lambda *_: svar.pop(0))
    bort = d.kontor.knappar[2][1]
    bort.click()
    lugn(qtbot, f)
    assert d.kontor.tabell.rowCount() == 1
    bort.click()
    lugn(qtbot, f)
    assert d.kontor.tabell.rowCount() == 0 and "Inga kontor" in d.kontor.lista.tom


@pytest.mark.parametrize(("som", "varda", "tal"), [("anlu", False, True), ("syss", True, False)])
def test_each_sees_what_is_theirs(qtbot: Any, oppna: Oppnare, som: str, varda: bool, tal: bool) -> None:
    f, vy = oppna(som)
    assert vy.ny.isVisible() is varda and vy._bristkort.isVisible() is tal
    assert vy.lista.isColumnHidden(2) is not tal
    d = kortet(qtbot, f, vy)
    d.flikar.setCurrentIndex(ANDRINGARNA)
    assert all(k.isVisible() is varda for _, k in d.andringar.knappar)
    d.flikar.setCurrentIndex(0)
    assert d.diagram[0].isVisible() is tal
    d.flikar.setCurrentIndex(PERSONALEN)
    d.personal.enter()
    lugn(qtbot, f)
    assert (d.findChild(Registerformular) is not None) is varda


def test_a_new_anordnare_is_selected_when_it_is_there(qtbot: Any, oppna: Oppnare) -> None:
    f, vy = oppna("gust")
    tryck(qtbot, f, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    form = vy.findChild(Registerformular)
    assert isinstance(form, Registerformular)
    form.formular.falt["namn"].satt("Älvens Jobb")
    form.formular.forsok()
    lugn(qtbot, f)
    vald = vy.modell.rad(vy.lista.currentIndex().row())
    assert vald is not None and vald.namn == "Älvens Jobb" and vy.modell.rowCount() == 4


def test_a_card_that_is_closed_at_once_is_told_nothing(qtbot: Any, oppna: Oppnare) -> None:
    """The window's own bugs are counted where it is opened (conftest)."""
    f, vy = oppna("gust")
    vy.oppna_kort()
    dialog = vy.findChild(Anordnardialog)
    assert isinstance(dialog, Anordnardialog)
    dialog.reject()
    qtbot.wait(1)
    lugn(qtbot, f)
    vy.oppna_kort()
    dialog = next(d for d in vy.findChildren(Anordnardialog) if d.isVisible())
    dialog.flikar.setCurrentIndex(PERSONALEN)
    qtbot.waitUntil(lambda: dialog.kort is not None)
    dialog.personal.enter()
    dialog.reject()
    lugn(qtbot, f)
    assert vy.findChild(Registerformular) is None
