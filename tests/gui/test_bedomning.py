"""The granskning of anordnare on the demo, by keyboard: judged point by point, beside the others, klar and opened."""

from __future__ import annotations

from typing import Any

from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from gui.test_uppfoljning import ALT, CTRL, DAG, _bli, _fyll_i, _ord, _vy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services import bedomningar
from kundvalsdesk.ui.atgarder import Atgardsdialog
from kundvalsdesk.ui.bedomning import Granskningsdialog
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.fonster import Fonster


def _dialog(qtbot: Any, f: Fonster, kundval: str = "Arbete och etablering") -> Granskningsdialog:
    vy = _vy(f)
    tryck(qtbot, f, Qt.Key.Key_2, ALT)
    vy.planer.selectRow([r.ord["kundval"] for r in vy.plan_modell.rader].index(kundval))
    lugn(qtbot, f)
    tryck(qtbot, f, Qt.Key.Key_G, ALT)
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Granskningsdialog)
    return d


def _aktiv(qtbot: Any, d: Granskningsdialog) -> None:
    d.activateWindow()  # what was above it may still be on its way out
    qtbot.waitUntil(d.isActiveWindow)


def _vald(d: Granskningsdialog) -> tuple[str, str]:
    assert d._visad is not None
    r = d.punktmodell.rad(d.punkter.currentIndex().row())
    assert r is not None
    return d._visad[1], r.ord["niva"]


def _valj(qtbot: Any, f: Fonster, d: Granskningsdialog, kod: str) -> None:
    d.punkter.selectRow(d.punktmodell.finn(kod))
    lugn(qtbot, f)


def test_points_are_judged_by_keyboard_and_what_is_typed_is_never_lost(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _dialog(qtbot, f)
    assert d.punkter.hasFocus() and klippta(d) == [] and _vald(d) == ("ledning", "–")
    tryck(qtbot, f, Qt.Key.Key_2)  # a step, in the list
    tryck(qtbot, f, Qt.Key.Key_Return, CTRL)
    assert _vald(d)[0] == "kapacitet"
    assert d.punktmodell.rader[d.punktmodell.finn("ledning")].ord["niva"] == "Kan utvecklas"
    qtbot.waitUntil(lambda: "Förseningar:" in _ord(d))  # what the case flow knows, where it belongs
    # A brist is said in words: the point is shown again, with what was chosen.
    tryck(qtbot, f, Qt.Key.Key_3)
    tryck(qtbot, f, Qt.Key.Key_Down)
    lugn(qtbot, f)
    qtbot.waitUntil(lambda: "Skriv i kommentaren vad bristen består i." in _ord(d))
    assert _vald(d) == ("kapacitet", "–")
    assert d.form.varden()[0] == "mindre_brist"
    d.form.kommentar.setPlainText("Ingen ersättare vid sjukdom.")
    tryck(qtbot, f, Qt.Key.Key_Return, CTRL)
    assert d.punktmodell.rader[d.punktmodell.finn("kapacitet")].ord["niva"].startswith("Mindre brist")
    # What is to be done about it begins here, with what was said of it.
    assert d.atgard.isHidden()
    _valj(qtbot, f, d, "kapacitet")
    _aktiv(qtbot, d)
    tryck(qtbot, f, Qt.Key.Key_T, ALT)
    _fyll_i(qtbot, f, ska_goras="Utse en ersättare.")
    a = QApplication.activeModalWidget()
    assert isinstance(a, Atgardsdialog)
    x = a._vald()
    assert x is not None and d._visad is not None and x.rad.anordnare_id == d._visad[0]
    assert (x.rad.brist, x.rad.punkt.split()[0]) == ("Ingen ersättare vid sjukdom.", "B2")
    a.reject()
    _aktiv(qtbot, d)
    # Last year's is a start that somebody asks for.
    _valj(qtbot, f, d, "kompetens")
    qtbot.waitUntil(lambda: "Förra årets bedömning" in _ord(d))
    assert d.form.varden() == ("", "", "")
    tryck(qtbot, f, Qt.Key.Key_F, ALT)
    assert d.form.varden()[0] == "mindre_brist" and "villkoren kräver" in d.form.varden()[1]
    d.reject()  # what has been typed is saved
    lugn(qtbot, f)
    assert QApplication.activeModalWidget() is None
    d = _dialog(qtbot, f)
    assert d.punktmodell.rader[d.punktmodell.finn("kompetens")].ord["niva"].startswith("Mindre brist")
    for bredd, hojd in ((1100, 700), (720, 560)):
        d.resize(bredd, hojd)
        lugn(qtbot, f)
        assert klippta(d) == []


def test_what_another_has_saved_meanwhile_is_shown_beside_and_not_written_over(
    qtbot: Any, oppna_fonster: Oppna
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _dialog(qtbot, f)
    assert d._visad is not None
    plan_id, vem = d.plan_id, d._visad[0]
    f.arbetare.kor(
        lambda e: bedomningar.satt(e, plan_id, vem, "ledning", 0, "utvecklas", "Deras ord.", ""), skriv=True
    )
    lugn(qtbot, f)
    tryck(qtbot, f, Qt.Key.Key_1)
    tryck(qtbot, f, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Deras ord." in _ord(d) and "Nu sparat" in _ord(d))
    assert _vald(d) == ("ledning", "Kan utvecklas") and d.form.varden()[0] == "tillfredsstallande"
    assert klippta(d) == []
    tryck(qtbot, f, Qt.Key.Key_Return, CTRL)  # now that it has been seen
    qtbot.waitUntil(lambda: d.punktmodell.rader[d.punktmodell.finn("ledning")].ord["niva"] == "Tillfredsställande")
    _valj(qtbot, f, d, "ledning")
    qtbot.waitUntil(lambda: "Före det, 11 september 2024 (Ingrid Öhman): Tillfredsställande men kan" in _ord(d))


def test_the_others_are_a_key_away_and_a_granskning_is_locked_printed_and_opened(
    qtbot: Any, oppna_fonster: Oppna
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    d = _dialog(qtbot, f)
    nr = next(n for n, r in enumerate(d.modell.rader) if r.ord["anordnare"] == "Tillsammans i Arbete")
    d.lista.selectRow(nr)
    lugn(qtbot, f)
    _valj(qtbot, f, d, "valfardsbrott")
    qtbot.waitUntil(lambda: "Strängare än Östanvind Karriär AB" in _ord(d))
    assert _vald(d)[1] == "Mindre brist ≠"
    assert "Så bedömdes de andra\n" not in _ord(d)
    tryck(qtbot, f, Qt.Key.Key_J, ALT)
    qtbot.waitUntil(lambda: "Östanvind Karriär AB: Tillfredsställande, på liknande underlag." in _ord(d))
    tryck(qtbot, f, Qt.Key.Key_1)  # as the others: nothing to tell, before it is saved
    assert "Strängare än" not in _ord(d)
    d._utkast.clear()
    d._visad = None
    d.lista.selectRow(nr + 1)
    lugn(qtbot, f)
    qtbot.waitUntil(lambda: "Klar 20 mars 2024" in _ord(d) and "Slutsats:" in _ord(d))
    assert not d.form.isVisible()
    tryck(qtbot, f, Qt.Key.Key_P, CTRL)
    lugn(qtbot, f)
    assert isinstance(QApplication.activeModalWidget(), DokumentDialog)
    QApplication.activeModalWidget().reject()
    lugn(qtbot, f)
    _aktiv(qtbot, d)
    tryck(qtbot, f, Qt.Key.Key_O, ALT)
    form = QApplication.activeModalWidget()
    form.formular.falt["skal"].satt("Ett nytt underlag har kommit in.")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)
    qtbot.waitUntil(lambda: d.form.isVisible() and "Ett nytt underlag har kommit in." in _ord(d))
    _aktiv(qtbot, d)
    tryck(qtbot, f, Qt.Key.Key_K, ALT)
    form = QApplication.activeModalWidget()
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)
    qtbot.waitUntil(lambda: not d.form.isVisible() and "Klar 11 september 2024" in _ord(d))


def test_an_arbetsledare_reads_with_the_cases_behind_and_changes_nothing(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "arbetsledare")
    tryck(qtbot, f, Qt.Key.Key_U, CTRL)
    lugn(qtbot, f)
    d = _dialog(qtbot, f)
    _valj(qtbot, f, d, "rapportering")
    assert not d.form.isVisible() and not d.klar.isVisible() and d.papper.isVisible()
    assert d.talen is not None and any(a.arenden for a in d.talen.per_anordnare.values())
    d.reject()
    lugn(qtbot, f)
    d = _dialog(qtbot, f, "Kulturskola")
    assert "Kontrollpunkterna är inte utsända" in _ord(d) and not d.papper.isVisible()
