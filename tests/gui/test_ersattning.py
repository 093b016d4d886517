"""The room of payments: prepared by one, made final by another, taken out; and what a karriärvägledare sees of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from gui.conftest import DAG, Oppna, lugn
from gui.test_fonster import klippta
from gui.test_gallring import DASS, GUST, HARA
from gui.test_skotsel import ord_i
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.fel import Databasfel
from kundvalsdesk.services import ersattningsunderlag
from kundvalsdesk.services.typer import Aktor, Framsteg
from kundvalsdesk.ui import ersattning_ut, ersattning_vy, ersattningstjanster
from kundvalsdesk.ui.ersattning_ar import Arskontrolldialog
from kundvalsdesk.ui.ersattning_arbete import Beskedsdialog, Korningsarbete
from kundvalsdesk.ui.ersattning_raknar import Raknar
from kundvalsdesk.ui.ersattning_vy import NEKAD, ErsattningVy
from kundvalsdesk.ui.fonster import Fonster


def bli(qtbot: Any, f: Fonster, aktor: Aktor) -> ErsattningVy:
    f.arbetare._aktor = aktor
    f.byt_databas(aktor, "ersattning")
    lugn(qtbot, f)
    vy = f.vyer["ersattning"]
    assert isinstance(vy, ErsattningVy)
    return vy


def klar(qtbot: Any, f: Fonster) -> str:
    """What the dialog of the work says when it is done; closed by keyboard."""
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Korningsarbete | Beskedsdialog)
    ord_ = ord_i(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    lugn(qtbot, f)
    return ord_


def test_a_month_is_prepared_made_final_by_another_and_taken_out(
    qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    assert not f.rail.knappar["ersattning"].isHidden()
    f.visa_rum("ersattning")
    lugn(qtbot, f)
    vy = f.vyer["ersattning"]
    assert isinstance(vy, ErsattningVy) and vy.vy is not None and vy.vy.ser == "egna"
    # A karriärvägledare has what is missing, the way to the step, and not a krona.
    assert vy.saknade and not vy.forbered.isVisible() and not vy.ut.isVisible() and "kr" not in ord_i(vy).split()
    assert vy.saknas.rowCount() and klippta(vy) == []
    oppnat: list[tuple[str, str, str]] = []
    vy.oppna_arende.connect(lambda *vad: oppnat.append(vad))
    s = vy.saknas.rad(0)
    assert s is not None
    qtbot.keyClick(vy.brister, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert oppnat == [(s.insats, *s.steg)]

    brev = next(k for k in vy.om.findChildren(QPushButton) if k.text().startswith("E-post till"))
    assert brev.shortcut().toString() == "Alt+E"
    monkeypatch.setattr(ersattning_ut, "valj_plats", lambda *_: tmp_path / "saknas.eml")
    brev.click()
    lugn(qtbot, f)
    assert s.insats.encode() in (tmp_path / "saknas.eml").read_bytes() and "Sparat som saknas.eml" in ord_i(vy)

    vy = bli(qtbot, f, GUST)
    assert vy.vy is not None and vy.vy.manad == "2024-08" and vy.vy.svar is not None
    # The anordnare stand alone, and are folded out by keyboard.
    antal = vy.betalt.rowCount()
    assert vy.betalt.rad(0).insats is None and antal == len(vy.vy.anordnare)  # type: ignore[union-attr]
    qtbot.keyClick(vy.lista, Qt.Key.Key_Right)
    assert vy.betalt.rowCount() > antal
    qtbot.keyClick(vy.lista, Qt.Key.Key_Down)
    lugn(qtbot, f)
    r = vy.betalt.rad(1)
    assert r is not None and r.insats is not None
    assert r.insats.rader[0].forklaring in ord_i(vy.om) and "Mot juli 2024" in ord_i(vy.om)
    qtbot.keyClick(vy.lista, Qt.Key.Key_Left)
    assert vy.betalt.rowCount() == antal and vy.lista.currentIndex().row() == 0
    assert not vy.faststall.isEnabled() and klippta(vy) == []
    f.sokning.stang()
    vy.sok(r.insats.insats)
    assert [x.insats.insats for x in vy.betalt.rader if x.insats] == [r.insats.insats]
    vy.sok("finns inte")
    assert not vy.lista.isVisible() and "Inget passar" in ord_i(vy)
    vy.rensa()
    assert vy.lista.isVisible()

    vy.forbered.click()
    assert "Körningen är förberedd." in klar(qtbot, f)
    assert "Du har förberett körningen." in ord_i(vy) and not vy.faststall.isEnabled()
    vy = bli(qtbot, f, HARA)
    f.resize(1440, 900)
    vy.visa_saknas.click()
    lugn(qtbot, f)
    bredder = [vy.brister.columnWidth(n) for n in range(vy.saknas.columnCount())]
    assert min(bredder) > 0 and sum(bredder) <= vy.brister.viewport().width()  # nothing is out of sight
    vy.visa_betalt.click()
    assert vy.faststall.isEnabled() and vy.faststall.shortcut().toString() == "Alt+A"
    assert vy.visa_saknas.text() != "Saknas" and vy.visa_saknas.shortcut().toString() == "Alt+2"
    vy.visa_saknas.click()
    assert f.focusWidget() is vy.brister
    vy.visa_betalt.click()
    assert f.focusWidget() is vy.lista
    monkeypatch.setattr(ersattning_vy, "fraga", lambda *_: True)
    vy.faststall.click()
    assert "fastställd och låst" in klar(qtbot, f)
    assert "visas som den var" in ord_i(vy) and not vy.forbered.isEnabled() and not vy.faststall.isEnabled()
    assert "fastställd" in vy.manader.currentText()

    ut = vy.utlamning
    ut.spara_till(tmp_path / "k.xlsx", ".xlsx")
    ut.spara_till(tmp_path / "k.csv", ".csv")
    lugn(qtbot, f)
    assert (tmp_path / "k.xlsx").read_bytes().startswith(b"PK")
    assert len((tmp_path / "k.csv").read_text().splitlines()) == 1 + len(vy.vy.svar.rader)  # type: ignore[union-attr]
    ut.besked()
    lugn(qtbot, f)
    assert ut.dialog is not None and ut.dialog._dokument.pageCount() >= 1
    ut.dialog.reject()
    vem = vy.anordnare
    ut.spara_brev("2024-08", vem, tmp_path / "b.eml")
    lugn(qtbot, f)
    assert b"X-Unsent" in (tmp_path / "b.eml").read_bytes() and "Sparat som b.eml" in ord_i(vy)
    (tmp_path / "alla").mkdir()
    ut.alla()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Beskedsdialog)
    dialog.kor(tmp_path / "alla", brev=False)
    assert "i mappen" in klar(qtbot, f)
    assert len(list((tmp_path / "alla").iterdir())) == len(vy.vy.svar.per_anordnare)  # type: ignore[union-attr]

    ut.fyll()
    assert ut._aret.text() == "Kontrollera 2024 mot uppgifterna …"
    ut._aret.trigger()
    lugn(qtbot, f)
    aret = QApplication.activeModalWidget()
    assert isinstance(aret, Arskontrolldialog) and aret.svar is not None and aret.svar.avvikelser == ()
    assert "på öret det som uppgifterna ger i dag" in ord_i(aret) and "Augusti 2024" in ord_i(aret)
    aret.reject()
    lugn(qtbot, f)

    # Month by month by keyboard; far back there is nothing.
    qtbot.keyClick(vy, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    vy.fore.click()
    lugn(qtbot, f)
    assert vy.vy is not None and vy.vy.manad < "2024-08"
    vy.manader.setCurrentIndex(vy.manader.count() - 1)
    lugn(qtbot, f)
    assert "Inget att betala" in ord_i(vy) and not vy.fore.isEnabled()

    vy = bli(qtbot, f, DASS)
    assert f.rail.knappar["ersattning"].isHidden() and vy._stack.currentIndex() == NEKAD
    assert "Det finns inget för din roll här" in ord_i(vy) and not vy.lista.isVisible()


def test_how_far_it_is_is_shown_while_a_month_is_reckoned(
    qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ersattningsunderlag, "SATS", 100)
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    vy = bli(qtbot, f, GUST)
    f.visa_rum("ersattning")
    lugn(qtbot, f)
    sett: list[tuple[str, int, int]] = []
    visa = vy._raknar

    def se(steg: Framsteg) -> None:
        visa(steg)
        sida = vy._inne.currentWidget()
        assert isinstance(sida, Raknar) and sida.vad.text() == steg.vad and not vy.faststall.isEnabled()
        sett.append((steg.vad, sida.stapel.value(), sida.stapel.maximum()))

    monkeypatch.setattr(vy, "_raknar", se)
    qtbot.keyClick(vy, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    assert len(sett) >= 3 and sett[0][0] == "Räknar ersättningen" and 0 < sett[0][1] < sett[0][2]
    assert not isinstance(vy._inne.currentWidget(), Raknar) and vy.lista.isVisible() and vy.forbered.isEnabled()
    # What could not be read leaves the month that was there.
    manad, antal = vy._manad, vy.betalt.rowCount()
    with monkeypatch.context() as m:
        m.setattr(ersattningstjanster, "hamta", Mock(side_effect=Databasfel("kontakt", "Ingen kontakt.")))
        vy.fore.click()
        lugn(qtbot, f)
    assert (vy._manad, vy.manader.currentData(), vy.betalt.rowCount()) == (manad, manad, antal)
    assert vy.lista.isVisible() and vy.ut.isEnabled()
