"""Granskning on made-up services: thirty reports by keyboard, returns with drafts, refusals, undo, differences."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.latsas import AKTOR, IDAG, Latsas
from gui.latsas_granskning import LatsasGranskning, rader
from gui.test_fonster import klippta, synlig_text, tryck
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShortcut, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from kundvalsdesk.fel import Faltkonflikt, Konflikt, Nekad
from kundvalsdesk.rules.rapporttyper import SLUT
from kundvalsdesk.services.granskningstyper import STEG
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.granskning_brev import Brevruta
from kundvalsdesk.ui.granskning_modell import GODKAND, RETURNERAD, VANTAR, nyckel
from kundvalsdesk.ui.granskning_vy import GranskningVy
from kundvalsdesk.ui.konfliktruta import Konfliktruta

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def granskning(latsas: Latsas, monkeypatch: pytest.MonkeyPatch) -> LatsasGranskning:
    tjanster = LatsasGranskning()
    tjanster.ersatt(monkeypatch)
    return tjanster


@pytest.fixture
def fonster(oppna_fonster: Oppna, latsas: Latsas, granskning: LatsasGranskning) -> Fonster:
    return oppna_fonster(latsas)


def oppna(qtbot: Any, f: Fonster) -> GranskningVy:
    """Ctrl+2, as a user goes there."""
    tryck(qtbot, f, Qt.Key.Key_2, CTRL)
    vy = f.vyer["granskning"]
    assert isinstance(vy, GranskningVy)
    lugn(qtbot, f)
    return vy


def namn(vy: GranskningVy) -> str:
    return vy.kort._under.text()


# --- the keyboard alone ------------------------------------------------------------------------------------------


def test_thirty_reports_are_reviewed_by_keyboard_without_waiting(
    qtbot: Any, oppna_fonster: Oppna, latsas: Latsas, granskning: LatsasGranskning
) -> None:
    granskning.rader = [replace(r, lage=VANTAR, slag="rapport", avser="2024-08") for r in rader(30)]
    vantade = [r.insats for r in granskning.rader]
    f = oppna_fonster(latsas)
    vy = oppna(qtbot, f)
    assert vy.lista.hasFocus()
    for nr in range(30):
        assert vy._n is not None and vy._n[0] == vantade[nr]
        if nr % 10 == 4:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_R, CTRL)
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        if nr % 10 == 7:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2, ALT)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
        if nr < 29:  # the next one stands there, selected and with its buttons, as soon as the key has been pressed
            assert vy._n is not None and vy._n[0] == vantade[nr + 1]
            rad = vy.modell.hamta(vy.lista.vald_plats())
            assert rad is not None and rad.insats == vantade[nr + 1]
            qtbot.waitUntil(lambda: vy._vy is not None and vy.hamtare.har(nyckel(vy.modell.nasta(vy._n)), False)
                            if vy.modell.nasta(vy._n) else vy._vy is not None)  # fmt: skip
    lugn(qtbot, f)
    assert [b[1] for b in granskning.beslut] == vantade
    koder = [b[0] for b in granskning.beslut]
    assert koder.count("rapport_aterremiss") == 3 and koder.count("rapport_godkann") == 27
    assert [b[4]["bedomning"] for b in granskning.beslut if "bedomning" in b[4]].count("justera") == 3
    assert all(b[4]["datum"] == IDAG.isoformat() for b in granskning.beslut)
    assert synlig_text(f, "Allt är granskat")
    assert vy.modell.antal(VANTAR) == 0 and vy.modell.antal(GODKAND) == 27


def test_the_next_report_is_there_before_it_is_asked_for(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning
) -> None:
    vy = oppna(qtbot, fonster)
    nasta = vy.modell.nasta(vy._n)
    assert nasta is not None and nyckel(nasta) in granskning.hamtade
    qtbot.keyClick(vy.lista, Qt.Key.Key_Down, CTRL)
    # Nothing has been waited for: the same press of the key has shown it.
    assert vy._vy is not None and (vy._vy.insats, vy._vy.slag) == (nasta.insats, nasta.slag)
    assert nasta.kund in namn(vy)


def test_a_key_held_down_approves_one_report(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    genvagar = {g.key().toString(): g for g in vy.findChildren(QShortcut)}
    assert not genvagar["Ctrl+Return"].autoRepeat() and not genvagar["Ctrl+R"].autoRepeat()
    # Before a report has come nothing can be decided on it.
    vy._lamna()
    vy.kort.hamtar()
    qtbot.keyClick(vy.lista, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    assert granskning.beslut == []


def test_page_keys_read_the_report_from_the_list(
    qtbot: Any, oppna_fonster: Oppna, latsas: Latsas, granskning: LatsasGranskning
) -> None:
    granskning.stycken = 12
    f = oppna_fonster(latsas)
    vy = oppna(qtbot, f)
    rulle = vy.kort.text.verticalScrollBar()
    assert rulle.maximum() > 0
    tryck(qtbot, f, Qt.Key.Key_PageDown)
    assert rulle.value() > 0 and vy.lista.hasFocus()
    tryck(qtbot, f, Qt.Key.Key_PageUp)
    assert rulle.value() == 0
    tryck(qtbot, f, Qt.Key.Key_Return)
    assert vy.kort.text.hasFocus()
    tryck(qtbot, f, Qt.Key.Key_End)
    assert rulle.value() == rulle.maximum()
    # Another report begins at its beginning.
    tryck(qtbot, f, Qt.Key.Key_Down, CTRL)
    assert rulle.value() == 0


def test_tabs_by_number(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_2)
    assert vy.sida.flikar.tabText(1) == "Juli" and vy.sida.flikar.currentIndex() == 1
    assert "Kunden läser sfi kurs B." in vy.sida.forra.toPlainText()
    tryck(qtbot, fonster, Qt.Key.Key_3)
    assert synlig_text(fonster, "Omfattning") and synlig_text(fonster, "Anna Lundin")
    tryck(qtbot, fonster, Qt.Key.Key_1)
    assert "Datorvana, grund: nämns inte" in vy.sida.delmal.accessibleName()
    assert "måndag 19 augusti: vård av barn" in vy.sida.kalender.accessibleDescription()


# --- what is read ----------------------------------------------------------------------------------------------------


def test_flags_stand_where_they_belong_and_nothing_is_read_as_markup(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_Down)
    rader_ = vy.kort.text.toPlainText().split("\n")
    plats = rader_.index("Utmaningar och behov av stöd")
    assert rader_[plats + 1 : plats + 3] == ["Ej aktuellt", "”Ej aktuellt” saknar motivering (avsnitt 8.1)"]
    assert rader_[0] == "Texten är nästan densamma som i juli (avsnitt 8.1)"
    assert "<b>inte fetstil</b>" in vy.kort.text.toPlainText() and "café & kök" in vy.kort.text.toPlainText()
    assert "Inte ifyllt" in rader_
    assert vy.kort.text.accessibleDescription().startswith("4 anmärkningar. ")


def test_differences_are_marked_by_more_than_colour(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_D)
    assert vy.kort.jamforknapp.isChecked()
    form: dict[str, QTextCharFormat] = {}
    block = vy.kort.text.document().begin()
    while block.isValid():
        it = block.begin()
        while not it.atEnd():
            form[it.fragment().text().strip()] = it.fragment().charFormat()
            it += 1
        block = block.next()
    nytt, borta = form["har påbörjat sfi kurs C."], form["läser sfi kurs B."]
    assert nytt.fontUnderline() and not nytt.fontStrikeOut()
    assert borta.fontStrikeOut() and not borta.fontUnderline()
    # It stays on for the next one, which has been fetched with its differences.
    tryck(qtbot, fonster, Qt.Key.Key_Down, CTRL)
    assert vy.kort.jamforknapp.isChecked() and "understruket" in vy.kort.text.toPlainText()
    tryck(qtbot, fonster, Qt.Key.Key_D)
    assert "understruket" not in vy.kort.text.toPlainText()


def test_a_report_without_text_says_what_to_do(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    utan = next(r for r in granskning.rader if r.anmarkningar is None)
    vy.visa_rapport(nyckel(utan))
    lugn(qtbot, fonster)
    assert "Bara dagen är registrerad." in vy.kort.text.toPlainText()
    assert not vy.kort.jamforknapp.isEnabled()


def test_a_slutrapport_needs_its_next_step(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    slut = next(r for r in granskning.rader if r.slag == "slutrapport" and not r.anmarkningar)
    vy.visa_rapport(nyckel(slut))
    lugn(qtbot, fonster)
    vy.lista.setFocus()
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert granskning.beslut == [] and vy.kort.fot.steg.hasFocus()
    assert synlig_text(fonster, "Skriv kundens bedömda nästa steg")
    qtbot.keyClicks(vy.kort.fot.steg, "AMI2, med start i oktober.")
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    kod, insats, mal, _, varden = granskning.beslut[0]
    assert (kod, insats, mal) == ("slutrapport_godkann", slut.insats, "")
    assert varden == {"nasta_steg": "AMI2, med start i oktober.", "datum": IDAG.isoformat()}


def test_the_next_step_is_kept_as_a_draft_and_the_decision_is_none(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning
) -> None:
    vy = oppna(qtbot, fonster)
    slut = next(r for r in granskning.rader if r.slag == "slutrapport" and not r.anmarkningar)
    vy.visa_rapport(nyckel(slut))
    lugn(qtbot, fonster)
    fot = vy.kort.fot
    fot.steg.setFocus()
    qtbot.keyClicks(fot.steg, "AMI2, ")
    vy.visa_rapport(nyckel(granskning.rader[0]))  # away before the rest after the last key is over
    lugn(qtbot, fonster)
    assert granskning.utkast == {(slut.insats, STEG, SLUT): "AMI2, "}
    vy.visa_rapport(nyckel(slut))
    lugn(qtbot, fonster)
    fot.steg.setFocus()
    qtbot.keyClicks(fot.steg, "med start i oktober.")
    vy.uppdatera()  # read anew while one writes
    lugn(qtbot, fonster)
    assert "oktober." in fot.steg.toPlainText()
    granskning.utkast.clear()
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert granskning.beslut[0][0] == "slutrapport_godkann" and granskning.utkast == {}


def test_what_cannot_be_decided_says_why(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    ute = next(r for r in granskning.rader if r.lage == RETURNERAD)
    vy.visa_rapport(nyckel(ute))
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "Rapporten väntar på komplettering från anordnaren.")
    assert not vy.kort.fot.godkannknapp.isVisible() and vy.kort.fot.brevknapp.isVisible()
    vy.lista.setFocus()
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    assert granskning.beslut == [] and not vy.kort.retur_oppen


# --- återremiss ------------------------------------------------------------------------------------------------------


def test_a_return_is_written_from_phrases_sections_and_own_words(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning
) -> None:
    vy = oppna(qtbot, fonster)
    n = vy._n
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    retur = vy.kort.retur
    assert vy.kort.retur_oppen and retur.fraser.hasFocus() and not vy.kort.fot.isVisible()
    tryck(qtbot, fonster, Qt.Key.Key_Space)
    tryck(qtbot, fonster, Qt.Key.Key_Down)
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    forsta, andra = retur.fraser.item(0).text(), retur.fraser.item(1).text()
    assert retur.skrivet == f"{forsta}\n{andra}"
    tryck(qtbot, fonster, Qt.Key.Key_Space)
    assert retur.skrivet == forsta
    retur.borja_avsnitt("Kontakter")
    qtbot.keyClicks(retur.text, "skriv vad ni talade om.")
    hela = f"{forsta}\nKontakter: skriv vad ni talade om."
    assert retur.skrivet == hela
    # Taken out of the text by hand, a phrase is no longer ticked.
    retur.text.setPlainText("Kontakter: skriv vad ni talade om.")
    assert retur.fraser.item(0).checkState() == Qt.CheckState.Unchecked
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert n is not None
    assert granskning.beslut[0][:4] == ("rapport_aterremiss", n[0], n[2], "Kontakter: skriv vad ni talade om.")
    assert vy._n != n and vy.lista.hasFocus()
    rad = vy.modell.rad(n)
    assert rad is not None and rad.lage == RETURNERAD


def test_an_empty_return_is_not_sent(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert granskning.beslut == [] and vy.kort.retur_oppen and vy.kort.retur.text.hasFocus()
    assert synlig_text(fonster, "Skriv vad som behöver kompletteras.")


def test_a_draft_is_kept_while_one_types_and_comes_back(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning
) -> None:
    vy = oppna(qtbot, fonster)
    n = vy._n
    assert n is not None
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    vy.kort.retur.text.setFocus()
    qtbot.keyClicks(vy.kort.retur.text, "Progressionen saknas")
    assert n not in granskning.utkast
    qtbot.waitUntil(lambda: granskning.utkast.get(n) == "Progressionen saknas", timeout=3000)
    qtbot.keyClicks(vy.kort.retur.text, " helt.")
    tryck(qtbot, fonster, Qt.Key.Key_Escape)  # left before the rest is over
    assert granskning.utkast[n] == "Progressionen saknas helt." and vy.kort.fot.isVisible()
    tryck(qtbot, fonster, Qt.Key.Key_Down, CTRL)
    vy.visa_rapport(n)
    vy.uppdatera()
    vy._texter.clear()  # as after a crash
    lugn(qtbot, fonster)
    assert vy.kort.fot.returknapp.accessibleName() == "Fortsätt återremissen …"
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    assert vy.kort.retur.skrivet == "Progressionen saknas helt." and vy.kort.retur.text.hasFocus()


def test_after_a_return_its_message_is_ready(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning, tmp_path: Any
) -> None:
    oppna(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    tryck(qtbot, fonster, Qt.Key.Key_Space)
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    ruta = fonster.findChild(Brevruta)
    assert ruta is not None and ruta.isVisible()
    ruta.kopiera.click()
    lugn(qtbot, fonster)
    urklipp = QGuiApplication.clipboard().text()
    assert urklipp.startswith("Till: rapport@kompassarbete.example\nÄmne: Komplettering av månadsrapport")
    ruta.spara_eml_till(b"Subject: x", tmp_path / "brev.eml")
    lugn(qtbot, fonster)
    assert (tmp_path / "brev.eml").read_bytes() == b"Subject: x" and ruta.oppna.isVisible()
    ruta.spara_eml_till(b"x", tmp_path / "finns inte" / "brev.eml")
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "gick inte att spara där")
    ruta.pdf.click()
    lugn(qtbot, fonster)
    assert ruta.dialog is not None and ruta.dialog.sidor == 1
    ruta.dialog.reject()
    ruta.stangknapp.click()
    lugn(qtbot, fonster)
    assert fonster.findChild(Brevruta) is None


# --- refusals and undo -----------------------------------------------------------------------------------------------


def test_a_refused_return_comes_back_with_all_that_was_typed(
    qtbot: Any, fonster: Fonster, granskning: LatsasGranskning
) -> None:
    vy = oppna(qtbot, fonster)
    n = vy._n
    assert n is not None
    fore = vy.modell.rad(n)
    granskning.vid_beslut = Konflikt(
        "Bo Ek ändrade samma uppgift.", [Faltkonflikt("Godkänd", "–", "2024-09-16")], "Bo Ek",
        datetime(2024, 9, 16, 8, 41),
    )  # fmt: skip
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    vy.kort.retur.text.setFocus()
    qtbot.keyClicks(vy.kort.retur.text, "Skriv mer om språket.")
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    # Whoever reads the next one is not torn from it: a message waits above.
    assert vy._n != n and vy.modell.rad(n) == fore
    knapp = next(k for k in vy.findChildren(QAbstractButton) if k.text() == "Visa rapporten")
    knapp.click()
    lugn(qtbot, fonster)
    assert vy._n == n and vy.kort.retur_oppen and vy.kort.retur.skrivet == "Skriv mer om språket."
    assert vy.findChild(Konfliktruta) is not None and synlig_text(fonster, "Bo Ek")
    assert not any(k.text() == "Visa rapporten" and k.isVisible() for k in vy.findChildren(QAbstractButton))
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert granskning.beslut[0][3] == "Skriv mer om språket."


def test_a_refused_approval_of_the_last_one_is_shown_at_once(
    qtbot: Any, oppna_fonster: Oppna, latsas: Latsas, granskning: LatsasGranskning
) -> None:
    granskning.rader = rader(1)
    f = oppna_fonster(latsas)
    vy = oppna(qtbot, f)
    granskning.vid_beslut = Nekad("historik", "Ärendet är avslutat.")
    tryck(qtbot, f, Qt.Key.Key_3, ALT)
    tryck(qtbot, f, Qt.Key.Key_Return, CTRL)
    assert vy._n == nyckel(granskning.rader[0]) and synlig_text(f, "Ärendet är avslutat.")
    assert vy.kort.fot.bedomning == "avsluta"
    assert vy.modell.antal(VANTAR) == 1


def test_a_decision_is_undone(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    n = vy._n
    assert n is not None
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert vy._n != n
    tryck(qtbot, fonster, Qt.Key.Key_Z, CTRL)
    assert [b[0] for b in granskning.beslut] == ["rapport_godkann", "granskning_angra"]
    assert granskning.beslut[1][1:3] == (n[0], f"{n[1]}:{n[2]}")
    assert vy._n == n and vy.kort.fot.godkannknapp.isVisible()
    rad = vy.modell.rad(n)
    assert rad is not None and rad.lage == VANTAR
    # One decided today, chosen in the list, says who and when and can be undone there too.
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    qtbot.wait(1100)
    lugn(qtbot, fonster)
    vy.visa_rapport(n)
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "Godkänd av Anna Lundin") and vy.kort.fot.angraknapp.isVisible()
    vy.kort.fot.angraknapp.click()
    lugn(qtbot, fonster)
    assert vy._n == n and vy.kort.fot.godkannknapp.isVisible()


# --- the list and the rest of the window -------------------------------------------------------------------------


def test_search_filter_and_empty_states(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    fonster.topp.sokfalt.setText("tekle")
    qtbot.wait(250)
    lugn(qtbot, fonster)
    assert {r.kund for n in range(vy.modell.rowCount()) if (r := vy.modell.hamta(n))} == {"Tekle, Yonas"}
    fonster.topp.sokfalt.setText("finnsinte")
    qtbot.wait(250)
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "Inget att granska med det här filtret")
    vy.setFocus()
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert fonster.topp.sokfalt.text() == "" and vy._vy is not None
    vy.slag.setCurrentIndex(vy.slag.findData("plan"))
    lugn(qtbot, fonster)
    assert {r.slag for n in range(vy.modell.rowCount()) if (r := vy.modell.hamta(n))} == {"plan"}
    assert vy._vy is not None and vy._vy.slag == "plan"


def test_an_empty_list_says_what_to_do(
    qtbot: Any, oppna_fonster: Oppna, latsas: Latsas, granskning: LatsasGranskning
) -> None:
    granskning.rader = []
    f = oppna_fonster(latsas)
    oppna(qtbot, f)
    assert synlig_text(f, "Inget att granska just nu")
    assert klippta(f) == []


def test_whoever_has_no_role_is_told_so(
    qtbot: Any, oppna_fonster: Oppna, latsas: Latsas, granskning: LatsasGranskning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.latsas.AKTOR", replace(AKTOR, roller=frozenset()))
    f = oppna_fonster(latsas)
    vy = oppna(qtbot, f)
    assert synlig_text(f, "Det finns inget för din roll här")
    assert not vy.huvud.ta_emot_knapp.isVisible() and granskning.hamtade == []


def test_a_row_of_the_queue_opens_its_report(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    mal = granskning.rader[7]
    fonster.rapporter.oppna_rad(
        mal.insats, {"rapport": "godkann_rapport", "plan": "granska_plan"}[mal.slag], mal.avser
    )
    lugn(qtbot, fonster)
    vy = fonster.vyer["granskning"]
    assert isinstance(vy, GranskningVy) and vy.isVisible() and fonster.rail.knappar["granskning"].isChecked()
    assert vy._n == nyckel(mal) and vy._vy is not None and vy._vy.insats == mal.insats
    rad = vy.modell.hamta(vy.lista.vald_plats())
    assert rad is not None and nyckel(rad) == nyckel(mal)


def test_narrow_window_list_and_side_take_turns(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    assert vy.sida.isVisible()
    fonster.resize(1100, 720)
    lugn(qtbot, fonster)
    assert not vy.sida.isVisible() and vy._listkort.isVisible() and vy.kort.width() > 400
    tryck(qtbot, fonster, Qt.Key.Key_1)
    assert vy.sida.isVisible() and not vy._listkort.isVisible() and vy.kort.text.hasFocus()
    n = vy._n
    tryck(qtbot, fonster, Qt.Key.Key_Down, CTRL)
    assert vy._n != n and vy.sida.isVisible()
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert vy._listkort.isVisible() and vy.lista.hasFocus()


def test_the_colours_follow_the_theme_while_a_return_is_written(qtbot: Any, fonster: Fonster, tema: Any) -> None:
    vy = oppna(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    vy.kort.retur.text.setPlainText("Halvskrivet")
    tema.valj("mork")
    lugn(qtbot, fonster)
    farg = vy.kort.text.document().begin().begin().fragment().charFormat().foreground().color().name()
    tema.valj("ljus")
    assert farg == tema_farg("MORK") and vy.kort.retur.skrivet == "Halvskrivet" and vy.kort.retur_oppen


def tema_farg(namn_: str) -> str:
    from kundvalsdesk.ui import tokens

    return str(getattr(tokens, namn_).text).lower()


def test_names_for_everything_that_takes_the_focus(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna(qtbot, fonster)
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    slag = QAbstractButton | QLineEdit | QPlainTextEdit | QTextEdit | QComboBox | QAbstractItemView
    namnlosa = [
        type(w).__name__
        for w in vy.findChildren(QWidget)
        if w.focusPolicy() != Qt.FocusPolicy.NoFocus and isinstance(w, slag) and not w.accessibleName()
        and not (isinstance(w, QAbstractButton) and w.text()) and "QComboBox" not in type(w.parentWidget()).__name__
    ]  # fmt: skip
    assert namnlosa == []


def test_no_text_is_clipped(qtbot: Any, fonster: Fonster, granskning: LatsasGranskning) -> None:
    vy = oppna(qtbot, fonster)
    assert klippta(fonster) == []
    for r in granskning.rader[3:5]:
        vy.visa_rapport(nyckel(r))
        lugn(qtbot, fonster)
        assert klippta(fonster) == []
    vy.lista.setFocus()
    tryck(qtbot, fonster, Qt.Key.Key_R, CTRL)
    assert klippta(fonster) == []
    fonster.resize(1100, 720)
    lugn(qtbot, fonster)
    assert klippta(fonster) == []
