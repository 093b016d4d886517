"""Åtgärder after a brist in the window: begun, communicated and followed up by keyboard, and decided by another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta
from gui.test_uppfoljning import ALT, CTRL, DAG, _av_planen, _bli, _fyll_i, _ord, _vy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui import spara_fil
from kundvalsdesk.ui.atgarder import Atgardsdialog, oppna_for
from kundvalsdesk.ui.besok import Besoksdialog
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog


def _oppna(qtbot: Any, f: Fonster) -> Atgardsdialog:
    d = _av_planen(qtbot, f, Qt.Key.Key_T)
    assert isinstance(d, Atgardsdialog)
    return d


def _tryck(qtbot: Any, f: Fonster, d: Atgardsdialog, tangent: Qt.Key, med: Qt.KeyboardModifier) -> None:
    d.activateWindow()
    lugn(qtbot, f)
    qtbot.keyClick(d, tangent, med)


def _valj(qtbot: Any, f: Fonster, d: Atgardsdialog, ord_: str) -> None:
    nr = next(n for n, r in enumerate(d.modell.rader) if ord_ in " ".join(r.ord.values()))
    d.lista.selectRow(nr)
    lugn(qtbot, f)


def _pa_gang(d: Atgardsdialog) -> str:
    x = d._vald()
    assert x is not None and x.steget is not None
    return x.steget.lage


def test_from_a_brist_to_a_decision_by_keyboard(
    qtbot: Any, oppna_fonster: Oppna, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _oppna(qtbot, f)
    assert klippta(d) == [] and d.urval[0].text() == "Öppna 6" and d.urval[1].text() == "Alla 8"
    _tryck(qtbot, f, d, Qt.Key.Key_N, ALT)
    _fyll_i(qtbot, f, brist="Ingen rutin för nyanställda.", ska_goras="Skriv en rutin.")
    assert "Ingen rutin för nyanställda." in _ord(d) and d.nasta.text() == "Kommunicera …"
    _tryck(qtbot, f, d, Qt.Key.Key_G, ALT)
    _fyll_i(qtbot, f)
    assert "Kommunicerat: " in _ord(d) and not d.folj.isHidden() and d.andra_steg.isHidden()
    _tryck(qtbot, f, d, Qt.Key.Key_P, CTRL)
    lugn(qtbot, f)
    brev = d.dokument
    assert isinstance(brev, DokumentDialog) and brev.isVisible()
    brev.reject()
    fil = tmp_path / "brev.eml"
    monkeypatch.setattr(spara_fil, "valj_plats", lambda *_: fil)
    _tryck(qtbot, f, d, Qt.Key.Key_E, ALT)
    lugn(qtbot, f)
    assert fil.read_bytes().count(b"application/pdf") == 1 and "E-posten är sparad." in _ord(d)
    _tryck(qtbot, f, d, Qt.Key.Key_F, ALT)
    _fyll_i(qtbot, f, resultat="kvarstar", skal="Ingen rutin visades.")
    _tryck(qtbot, f, d, Qt.Key.Key_G, ALT)
    _fyll_i(qtbot, f)
    assert d.nasta.text() == "Anmärkning …"
    _tryck(qtbot, f, d, Qt.Key.Key_G, ALT)
    _fyll_i(qtbot, f, skal="Kvarstår.", ska_goras="Skriv en rutin.")
    assert _pa_gang(d) == "foreslaget" and d.nasta.isHidden()
    d.reject()

    _bli(qtbot, f, "arbetsledare")
    d = _oppna(qtbot, f)
    assert d.ny.isHidden() and d.annat.isHidden()
    _valj(qtbot, f, d, "nyanställda")
    assert d.nasta.text() == "Besluta …" and not d.avsla.isHidden()
    _tryck(qtbot, f, d, Qt.Key.Key_G, ALT)
    _fyll_i(qtbot, f)
    assert _pa_gang(d) == "beslutat" and "(infört av " in _ord(d)
    d.reject()


def test_what_a_withdrawal_does_is_shown_before_it_is_decided(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _oppna(qtbot, f)
    _valj(qtbot, f, d, "följs upp")
    x = d._vald()
    assert x is not None
    hos = x.rad.anordnare
    d.stegmeny.actions()[-1].trigger()
    _fyll_i(qtbot, f, hopp="Fara för deltagare.", skal="Upprepade brister.")
    assert "Det här händer när steget beslutas" in _ord(d) and "får en notis" in _ord(d)
    assert "gå igenom hur" not in _ord(d)  # whose cases they are is for who sees cases
    d.resize(700, 560)
    lugn(qtbot, f)
    assert klippta(d) == []
    d.reject()
    _bli(qtbot, f, "arbetsledare")
    d = _oppna(qtbot, f)
    _valj(qtbot, f, d, hos)
    assert "gå igenom hur" in _ord(d)
    _tryck(qtbot, f, d, Qt.Key.Key_G, ALT)
    lugn(qtbot, f)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog) and "Det här händer när du beslutar:" in _ord(form)
    form.reject()
    d.reject()


def test_a_brist_of_a_visit_is_begun_where_the_visit_is(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    vy = _vy(f)
    nr = next(n for n, r in enumerate(vy.gora_modell.rader) if r.ord["rubrik"].startswith("Signera"))
    vy.gora.selectRow(nr)
    lugn(qtbot, f)
    vy.gora.setFocus()
    qtbot.keyClick(vy.gora, Qt.Key.Key_Return)
    lugn(qtbot, f)
    b = QApplication.activeModalWidget()
    assert isinstance(b, Besoksdialog)
    vald = b._vald()
    assert vald is not None and vald.rad.anordnare in vy.gora_modell.rader[nr].ord["rubrik"]
    b.activateWindow()
    lugn(qtbot, f)
    qtbot.keyClick(b, Qt.Key.Key_T, ALT)
    _fyll_i(qtbot, f, brist="Ingen rutin visades.", ska_goras="Skriv en rutin.")
    d = QApplication.activeModalWidget()
    assert isinstance(d, Atgardsdialog)
    x = d._vald()
    assert x is not None and (x.rad.ursprung, x.rad.anordnare) == ("besok", vald.rad.anordnare)
    d.reject()
    b.reject()


def test_a_brist_that_is_found_elsewhere_begins_the_form(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    vy = _vy(f)
    plan = vy.yta.plan
    assert plan is not None
    d = oppna_for(vy, f.s, plan.rad.id, 3, ny={"brist": "Bedömd som mindre brist.", "ursprung": "besok"})
    lugn(qtbot, f)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog)
    varden = {namn: x.varde() for namn, x in form.formular.falt.items()}
    assert (varden["anordnare"], varden["ursprung"], varden["brist"]) == ("3", "besok", "Bedömd som mindre brist.")
    form.reject()
    d.reject()
