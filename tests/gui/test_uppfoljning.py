"""The room Uppföljning on the demo: the home of a kvalitetsutvecklare, read by an arbetsledare, nobody else's."""

from __future__ import annotations

from datetime import date
from typing import Any

from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.uppfoljning_vy import NEKAD, PLANER, SIDA, UppfoljningVy

DAG = date(2024, 9, 11)
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def _vy(f: Fonster) -> UppfoljningVy:
    vy = f.vyer["uppfoljning"]
    assert isinstance(vy, UppfoljningVy)
    return vy


def _forsta_steget(vy: UppfoljningVy) -> int:
    """The first step of a plan; visits and åtgärder may be due before it."""
    return next(n for n, r in enumerate(vy.gora_modell.rader) if r.nyckel.startswith("steg:"))


def _bli(qtbot: Any, f: Fonster, roll: str) -> None:
    f.byt_anvandare(next(str(a.data()) for a in f.topp._demomeny.actions() if roll in a.text()))
    lugn(qtbot, f)


def _ord(vy: Any) -> str:
    return "\n".join(e.text() for e in vy.findChildren(QLabel) if e.isVisible())


def _fyll_i(qtbot: Any, f: Fonster, **varden: str) -> Formulardialog:
    """The form that is asked with is filled in and saved."""
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Formulardialog)
    assert klippta(d) == []
    for falt, varde in varden.items():
        d.formular.falt[falt].satt(varde)
    qtbot.keyClick(d, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)
    return d


def _spara(qtbot: Any, f: Fonster, **varden: str) -> None:
    d = _fyll_i(qtbot, f, **varden)
    assert QApplication.activeModalWidget() is None, _ord(d)


def _av_planen(qtbot: Any, f: Fonster, tangent: Qt.Key) -> Any:
    """The dialog that a key opens of this year's plan of our own kundval."""
    f.visa_rum("uppfoljning")
    lugn(qtbot, f)
    vy = _vy(f)
    svar = vy.svar
    assert svar is not None
    vy.yta.satt(next(p for p in svar.planer.values() if p.rad.koder and p.rad.ar == DAG.year), svar.far_skriva)
    tryck(qtbot, f, tangent, ALT)
    return QApplication.activeModalWidget()


def test_a_kvalitetsutvecklare_comes_home_to_what_is_due_and_does_it_by_keyboard(
    qtbot: Any, oppna_fonster: Oppna
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    assert f.rail.knappar["uppfoljning"].isHidden()
    f.visa_rum("uppfoljning")
    lugn(qtbot, f)
    assert _vy(f)._stack.currentIndex() == NEKAD and "din roll" in _ord(_vy(f))

    _bli(qtbot, f, "kvalitetsutvecklare")
    assert f.rum == "uppfoljning" and not f.rail.knappar["uppfoljning"].isHidden()
    vy = _vy(f)
    assert vy._stack.currentIndex() == SIDA
    assert {r.nyckel.partition(":")[0] for r in vy.gora_modell.rader} == {"steg", "besok", "atgard"}
    forst = vy.gora_modell.rad(_forsta_steget(vy))
    assert forst is not None and forst.ljus["lage"] == "rod" and "sen" in forst.ord["lage"]
    vy.gora.selectRow(_forsta_steget(vy))
    lugn(qtbot, f)
    assert "Steg 8 av 8, analys och utveckling. Klart senast" in _ord(vy)
    antal = vy.gora_modell.rowCount()
    for bredd, hojd in ((1440, 860), (900, 560)):
        f.resize(bredd, hojd)
        lugn(qtbot, f)
        assert klippta(vy) == []
    f.resize(1440, 860)

    assert f.rail.knappar["uppfoljning"].accessibleName() == f"Uppföljning, {antal}"
    tryck(qtbot, f, Qt.Key.Key_K, ALT)  # done, and the next one stands first
    _spara(qtbot, f, notering="Följdes upp.")
    assert vy.gora_modell.rowCount() == antal - 1
    nasta = vy.gora_modell.rad(_forsta_steget(vy))
    assert nasta is not None and nasta.nyckel != forst.nyckel
    tryck(qtbot, f, Qt.Key.Key_A, ALT)  # the plan is decided: a reason is asked for, and stands in the plan
    _spara(qtbot, f, ansvarig="Enhetschef", skal="Två i teamet är borta.")
    assert "Två i teamet är borta." in _ord(vy) and "ansvarig från Kvalitetsutvecklare till Enhetschef" in _ord(vy)
    # A search narrows both lists, and Esc gives them back.
    vy.sok("kulturskola")
    assert {r.ord["kundval"] for r in vy.gora_modell.rader} == {"Kulturskola"} and vy.plan_modell.rowCount() == 1
    vy.rensa()
    assert vy.gora_modell.rowCount() == antal - 1


def test_all_plans_what_they_lack_a_new_one_and_paper(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    vy = _vy(f)
    tryck(qtbot, f, Qt.Key.Key_2, ALT)
    rader = {r.ord["kundval"]: r.ord["saknas"] for r in vy.plan_modell.rader}
    assert [r.ord["klara"] for r in vy.plan_modell.rader if r.ljus.get("klara") == "rod"] == ["8 av 12, 1 sent"]
    assert rader["Förskola och pedagogisk omsorg"] == "ingen plan"
    assert rader["Hemtjänst, ledsagning och avlösning"] == "6 saker" and rader["Arbete och etablering"] == "inget"
    vy.planer.selectRow(list(rader).index("Hemtjänst, ledsagning och avlösning"))
    lugn(qtbot, f)
    assert "Steg 3, planering och upplägg för verksamhetsbesök, finns inte i planen." in _ord(vy)
    assert vy.yta.nasta.isVisible() and vy.yta.nasta.text() == "Nämnden har beslutat …"
    assert klippta(vy) == []

    tryck(qtbot, f, Qt.Key.Key_Right, ALT)  # next year there is none yet
    lugn(qtbot, f)
    assert vy.ar == 2025 and vy._lista_nu() == PLANER and vy.plan_modell.rowCount() == 5
    tryck(qtbot, f, Qt.Key.Key_Left, ALT)
    lugn(qtbot, f)
    tryck(qtbot, f, Qt.Key.Key_N, ALT)
    _spara(qtbot, f, ar="2025")  # a new plan is shown, whatever year one stood in
    assert vy.ar == 2025 and vy.plan_modell.rad(0).ord["kundval"] == "Arbete och etablering"  # type: ignore[union-attr]
    assert vy.yta.plan is not None and (vy.yta.plan.rad.ar, vy.yta.plan.rad.lage) == (2025, "utkast")
    vy._skriv_oversikt()
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, DokumentDialog)
    d.reject()
    vy._skriv_ut("ks", alla=True)
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, DokumentDialog)
    d.reject()
    vy._stega(9)
    lugn(qtbot, f)
    assert vy._listor.currentIndex() == 2 and "Ingen nämnd har en plan för 2034" in _ord(vy)
    assert not vy.yta.isVisible()  # nor is one of another year shown beside


def test_an_arbetsledare_reads(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "arbetsledare")
    tryck(qtbot, f, Qt.Key.Key_U, CTRL)
    lugn(qtbot, f)
    vy = _vy(f)
    assert vy._stack.currentIndex() == SIDA and vy.yta.plan is not None and vy.papper.isVisible()
    for k in (vy.ny, vy.yta.klar, vy.yta.andra, vy.yta.nytt, vy.yta.bort, vy.yta.nasta, vy.yta.mer):
        assert not k.isVisible()
    vy.yta.steg.setFocus()
    tryck(qtbot, f, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert QApplication.activeModalWidget() is None
