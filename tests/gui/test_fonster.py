"""The window on made-up services: keyboard from queue to saved, filters and counts, conflicts, names, no clipping."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.latsas import AKTOR, IDAG, Latsas
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

from kundvalsdesk.fel import Databasfel
from kundvalsdesk.services.arendetyper import Falt, Stegval
from kundvalsdesk.services.typer import Aktor, KoDetalj
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arende_vy import ArendeVy
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.hjalp import Hjalpdialog
from kundvalsdesk.ui.ko_lista import LASBART
from kundvalsdesk.ui.ko_modell import KOLUMNER
from kundvalsdesk.ui.ko_panel import RULLIST
from kundvalsdesk.ui.ko_vy import KoVy
from kundvalsdesk.ui.kraschdialog import Kraschdialog
from kundvalsdesk.ui.ny_insats import NyInsatsDialog
from kundvalsdesk.ui.rail import TANGENTER
from kundvalsdesk.ui.stegformular import Stegformular


def ko(f: Fonster) -> KoVy:
    vy = f.vyer["ko"]
    assert isinstance(vy, KoVy)
    return vy


def arende(f: Fonster) -> ArendeVy:
    assert f.arende is not None
    return f.arende


def formular(f: Fonster) -> Stegformular:
    form = arende(f).formular
    assert form is not None
    return form


def oppna_formular(qtbot: Any, f: Fonster) -> Stegformular:
    f.oppna_arende("2024-0131", "granska_plan", "1")
    lugn(qtbot, f)
    return formular(f)


def tryck(qtbot: Any, f: Fonster, tangent: Qt.Key, mod: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as a user presses it: to whatever has the focus."""
    if not f.isActiveWindow() and QApplication.activeModalWidget() is None:
        f.activateWindow()  # the window of the test before may still be on its way out
        qtbot.waitUntil(f.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or f, tangent, mod)
    lugn(qtbot, f)


CTRL = Qt.KeyboardModifier.ControlModifier


# --- the keyboard alone ------------------------------------------------------------------------------------------


def test_from_queue_to_saved_by_keyboard(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    assert ko(fonster).lista.hasFocus()
    fore = ko(fonster).modell.totalt
    tryck(qtbot, fonster, Qt.Key.Key_Down)
    rad = ko(fonster).modell.hamta(ko(fonster).lista.vald_rad())
    assert rad is not None
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    # The form of the step that is due stands open, and its first field has the focus.
    form = formular(fonster)
    assert form.steg.kod == "granska_plan"
    assert form.isAncestorOf(QApplication.focusWidget())
    assert arende(fonster).huvud.primar is not None and not arende(fonster).huvud.primar.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    tryck(qtbot, fonster, Qt.Key.Key_Return, CTRL)
    assert latsas.sparat == [
        ("granska_plan", rad.insats, "1", 3, {"beslut": "godkand", "datum": IDAG.isoformat(), "anteckning": ""})
    ]
    assert arende(fonster).formular is None
    besked = arende(fonster)._besked.itemAt(0).widget()
    assert besked.accessibleName() == "Sparat: granska genomförandeplanen"
    # Nothing more is due, so nothing is emphasised: the menu of what one may do has the focus.
    assert arende(fonster).huvud.primar is None
    assert arende(fonster).huvud.fler is QApplication.focusWidget()
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert fonster.vyer["ko"].isVisible() and ko(fonster).lista.hasFocus()
    assert ko(fonster).modell.totalt == fore - 1


def test_the_list_is_narrowed_by_keyboard(qtbot: Any, fonster: Fonster) -> None:
    tryck(qtbot, fonster, Qt.Key.Key_F, CTRL)
    assert fonster.topp.sokfalt.hasFocus()
    qtbot.keyClicks(fonster.topp.sokfalt, "dragana")
    qtbot.wait(250)
    tryck(qtbot, fonster, Qt.Key.Key_Down)
    assert ko(fonster).lista.hasFocus()
    kunder = {ko(fonster).modell.hamta(r).kund for r in range(1, 3) if ko(fonster).modell.hamta(r)}  # type: ignore[union-attr]
    assert kunder == {"Đorđević, Dragana"}
    assert ko(fonster).modell.totalt == 2
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert ko(fonster).modell.totalt == 23 and fonster.topp.sokfalt.text() == ""


def test_rooms_help_and_refresh_by_keyboard(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    tryck(qtbot, fonster, Qt.Key.Key_4, CTRL)
    assert fonster.vyer["arenden"].isVisible()
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert arende(fonster).isVisible() and arende(fonster).formular is None
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert fonster.vyer["arenden"].isVisible()
    tryck(qtbot, fonster, Qt.Key.Key_1, CTRL)
    latsas.mina = latsas.mina[:5]
    tryck(qtbot, fonster, Qt.Key.Key_F5)
    assert ko(fonster).modell.totalt == 5
    tryck(qtbot, fonster, Qt.Key.Key_F1)
    hjalp = fonster.findChild(Hjalpdialog)
    assert hjalp is not None and hjalp.isVisible()
    ord_ = {x.text() for x in hjalp.findChildren(QLabel)}
    assert {"Ctrl+1", *list(TANGENTER.values())[4:]} <= ord_
    assert "Logg (dataskyddssamordnare)" in ord_
    hjalp.accept()


@pytest.mark.parametrize(
    ("skrivet", "ifyllt"),
    [("zorro  diaz vega", ("zorro diaz", "vega", "")), ("vega, zorro", ("zorro", "vega", "")),
     ("zorro", ("zorro", "", "")), ("20010101-9995", ("", "", "20010101-9995")), ("2024-0001x", ("", "", ""))],
)  # fmt: skip
def test_enter_where_nobody_is_found_registers_who_was_searched_for(
    qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch, skrivet: str, ifyllt: tuple[str, str, str]
) -> None:
    falt = ("fornamn", "efternamn", "personnummer")
    ny = Stegval("registrera_kund", "Ny kund", "Registrera", falt=tuple(Falt(f, f, "text") for f in falt))
    monkeypatch.setattr(tjanster, "formular_ny_kund", lambda e: ny)
    tryck(qtbot, fonster, Qt.Key.Key_N, CTRL)
    dialog = fonster.findChild(NyInsatsDialog)
    assert dialog is not None
    dialog.sokfalt.setText(skrivet)
    qtbot.keyClick(dialog.sokfalt, Qt.Key.Key_Return)  # before the answer: the list is of something else
    lugn(qtbot, fonster)
    assert dialog.formular is None
    qtbot.keyClick(dialog.sokfalt, Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    assert dialog.formular is not None
    assert tuple(dialog.formular.varden()[f] for f in falt) == ifyllt
    assert not dialog.formular.andrat  # nothing typed here is lost by closing it


def test_new_insats_by_keyboard(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    tryck(qtbot, fonster, Qt.Key.Key_N, CTRL)
    dialog = fonster.findChild(NyInsatsDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.sokfalt, "rahimi")
    qtbot.wait(250)
    lugn(qtbot, fonster)
    qtbot.keyClick(dialog.sokfalt, Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    assert dialog.formular is not None and dialog.formular.steg.kod == "besluta"
    dialog.formular.falt["kod"].satt("AMI2")
    qtbot.keyClick(dialog.formular, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    assert latsas.sparat == [("besluta", "", "K9", 0, {"kod": "AMI2"})]
    assert arende(fonster).isVisible()


# --- the queue -----------------------------------------------------------------------------------------------------


def test_counts_equal_rows_whatever_the_filter(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    vy, fr = ko(fonster), ko(fonster).filterrad
    steg: list[Callable[[], object]] = [
        fr.alla.click, fr.forsenat.click, lambda: fr.kundval.setCurrentIndex(2), fr.rensa.click,
        lambda: fr.anordnare.setCurrentIndex(3), fr.mina.click, lambda: fr.ljus.setCurrentIndex(2),
    ]  # fmt: skip
    for gor in steg:
        gor()
        lugn(qtbot, fonster)
        rader = latsas.urval(fr.filter)
        assert vy.modell.totalt == len(rader)
        assert vy.modell.rowCount() - len(vy.modell.grupprader) == len(rader)
        mina = len(latsas.urval(replace(fr.filter, urval="mina", ljus=None)))
        alla = len(latsas.urval(replace(fr.filter, urval="alla", ljus=None)))
        forsenat = len(latsas.urval(replace(fr.filter, ljus="rod")))
        for chip, antal in ((fr.mina, mina), (fr.alla, alla), (fr.forsenat, forsenat)):
            assert chip.text().split()[-1] == str(antal)
        assert vy.modell.columnCount() == (7 if fr.filter.urval == "alla" else 6)


def test_sort_by_heading(qtbot: Any, fonster: Fonster) -> None:
    vy = ko(fonster)
    vy.lista.horizontalHeader().sectionClicked.emit(3)
    lugn(qtbot, fonster)
    assert vy.modell.grupprader == []
    kunder = [r.kund for n in range(23) if (r := vy.modell.hamta(n))]
    assert kunder == sorted(kunder)
    vy.lista.horizontalHeader().sectionClicked.emit(3)
    lugn(qtbot, fonster)
    omvant = [r.kund for n in range(23) if (r := vy.modell.hamta(n))]
    assert omvant == sorted(kunder, reverse=True)


def test_empty_lists_say_what_to_do(qtbot: Any, oppna_fonster: Oppna, latsas: Latsas) -> None:
    latsas.mina = []
    f = oppna_fonster(latsas)
    assert synlig_text(f, "Inget att göra just nu")
    ko(f).sok("finnsinte")
    lugn(qtbot, f)
    assert synlig_text(f, "Inga rader med det här filtret")
    assert not synlig_text(f, "Inget att göra just nu")


def test_the_panel_explains_the_selected_row(qtbot: Any, fonster: Fonster) -> None:
    qtbot.wait(150)
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "Varför i dag?") and synlig_text(fonster, "Rutiner 2024, avsnitt 7.3")
    knapp = ko(fonster).panel.knapp
    assert knapp is not None
    knapp.click()
    lugn(qtbot, fonster)
    assert arende(fonster).isVisible()


@pytest.mark.parametrize("ord_", ["i dag", "20 timmar och 46 minuter kvar"])
def test_nothing_in_the_panel_stands_outside_it(qtbot: Any, fonster: Fonster, ord_: str) -> None:
    lugn(qtbot, fonster)
    panel = ko(fonster).panel
    panel.visa(
        KoDetalj(1, "2024-0001", "Bedöm incidenten", "Ärende 2024-0001", "gul", ord_, "torsdag 19 november",
                 "Varför?", ("Inom 72 timmar: senast torsdag.",), "", (("Ärende", "2024-0001"),), "Öppna ärendet")
    )  # fmt: skip
    qtbot.wait(20)
    yta = panel.findChild(QScrollArea)
    assert yta is not None
    innehall = yta.widget()
    assert innehall is not None and innehall.minimumSizeHint().width() <= yta.width() - RULLIST


def test_what_to_do_can_be_read_in_a_narrow_window(qtbot: Any, oppna_fonster: Oppna, latsas: Latsas) -> None:
    f = oppna_fonster(latsas)
    anordnare = [namn for namn, _ in KOLUMNER].index("anordnare")
    lista = ko(f).lista
    for bredd, dold in ((1366, True), (1920, False)):
        f.resize(bredd, 800)
        lugn(qtbot, f)
        assert lista.isColumnHidden(anordnare) == dold
        assert lista.columnWidth(2) >= f._tema.px(LASBART["att_gora"])
    f.resize(1366, 800)
    f._minne.setValue("ko/bredd/anordnare", 200)  # whoever has chosen a width keeps the column
    f.resize(1360, 800)
    lugn(qtbot, f)
    assert not lista.isColumnHidden(anordnare)


def test_column_widths_are_remembered(qtbot: Any, oppna_fonster: Oppna, latsas: Latsas) -> None:
    f = oppna_fonster(latsas)
    ko(f).lista.setColumnWidth(3, 333)
    g = oppna_fonster(latsas)
    assert ko(g).lista.columnWidth(3) == 333


def test_enter_presses_the_button_that_has_the_focus(qtbot: Any, fonster: Fonster) -> None:
    knapp = ko(fonster).filterrad.alla
    knapp.setFocus()
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert knapp.isChecked() and ko(fonster).filterrad.filter.urval == "alla"


def test_rows_are_equally_high_after_the_headings_have_gone(qtbot: Any, fonster: Fonster) -> None:
    lista = ko(fonster).lista
    assert ko(fonster).modell.grupprader
    ko(fonster).filterrad.sortera("kund")
    lugn(qtbot, fonster)
    assert not ko(fonster).modell.grupprader
    assert len({lista.rowHeight(r) for r in range(ko(fonster).modell.rowCount())}) == 1


def test_narrow_window_gives_the_list_its_room(qtbot: Any, fonster: Fonster) -> None:
    fonster.resize(1440, 860)
    lugn(qtbot, fonster)
    assert ko(fonster).panel.isVisible()
    fonster.resize(900, 560)
    lugn(qtbot, fonster)
    assert not ko(fonster).panel.isVisible() and ko(fonster).lista.width() > 460


# --- errors, day, demo -----------------------------------------------------------------------------------------------


def test_a_calm_error_is_shown_and_a_bug_opens_the_crash_dialog(
    qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonster.visa_fel(Databasfel("bruten", "Förbindelsen med databasen bröts. Försök igen."))
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "Förbindelsen med databasen bröts. Försök igen.")
    fonster.visa_krasch(KeyError("Amina Öztürk"))
    dialog = fonster.findChild(Kraschdialog)
    assert dialog is not None
    assert "KeyError" in dialog.detaljer.toPlainText() and "Amina" not in dialog.detaljer.toPlainText()
    dialog.accept()


def test_another_day_is_marked(fonster: Fonster) -> None:
    assert fonster.topp.lagesmarke.text() == "Visar läget måndag 16 september 2024, vecka 38"
    assert fonster.topp.lagesmarke.isVisible()


def test_the_demo_lets_one_be_someone_else(qtbot: Any, fonster: Fonster) -> None:
    assert fonster.topp.demo.text() == "Demo: Anna Lundin, karriärvägledare ▾"
    fonster.byt_anvandare("bek")
    lugn(qtbot, fonster)
    assert "Bo Ek, arbetsledare" in fonster.status.vanster.text()
    assert ko(fonster).isVisible()


# --- everything can be named and read ---------------------------------------------------------------------------


def test_every_focusable_widget_has_an_accessible_name(qtbot: Any, fonster: Fonster) -> None:
    fonster.visa_rum("arenden")
    oppna_formular(qtbot, fonster)
    fonster.ny_insats()
    fonster.hjalp()
    lugn(qtbot, fonster)
    namnlosa = [
        f"{type(w).__name__} i {type(w.parentWidget()).__name__}"
        for w in fonster.findChildren(QWidget)
        if w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and isinstance(w, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox | QAbstractItemView)
        and not w.accessibleName()
        and not (isinstance(w, QAbstractButton) and w.text())
        and not isinstance(w.parentWidget(), QComboBox)
        and "QComboBox" not in type(w.parentWidget()).__name__
        and type(w).__name__ not in ("QHeaderView", "QTableCornerButton")
    ]
    assert namnlosa == []
    for d in fonster.findChildren(NyInsatsDialog) + fonster.findChildren(Hjalpdialog):
        d.done(0)


def test_no_text_is_clipped(qtbot: Any, fonster: Fonster) -> None:
    assert klippta(fonster) == []
    fonster.visa_rum("arenden")
    lugn(qtbot, fonster)
    assert klippta(fonster) == []
    form = oppna_formular(qtbot, fonster)
    form.falt["beslut"].satt("aterremiss")
    lugn(qtbot, fonster)
    assert klippta(fonster) == []


@pytest.mark.parametrize(("skala", "text"), [("2", "1"), ("1", "1.5")])
def test_no_text_is_clipped_at_200_percent_or_with_larger_text(skala: str, text: str) -> None:
    """In a process of its own: Qt reads the scale once, at its start."""
    miljo = {**os.environ, "QT_SCALE_FACTOR": skala, "KUNDVALSDESK_PROV_TEXT": text}
    svar = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::test_no_text_is_clipped"],
        env=miljo, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert svar.returncode == 0, svar.stdout


def klippta(f: QWidget) -> list[str]:
    """Visible labels and buttons that have less room than their words need."""
    ut = []
    for w in f.findChildren(QLabel):
        if w.isVisible() and w.text() and not w.wordWrap() and w.width() + 1 < w.sizeHint().width():
            ut.append(w.text())
        if w.isVisible() and w.text() and w.wordWrap() and w.height() + 1 < w.heightForWidth(w.width()):
            ut.append(w.text())
    for k in f.findChildren(QAbstractButton):
        if (
            k.isVisible()
            and k.text()
            and not isinstance(k, QToolButton)
            and k.width() + 1 < k.minimumSizeHint().width()
        ):
            ut.append(k.text())
    return ut


def synlig_text(f: Fonster, ord_: str) -> bool:
    return any(ord_ in e.text() for e in f.findChildren(QLabel) if e.isVisible())


def test_owner_of_the_file_is_named_as_such(qtbot: Any, fonster: Fonster) -> None:
    fonster._visa_aktor(Aktor("root", "root", frozenset({"karriarvagledare"}), agare=True))
    assert "ägare av filen" in fonster.status.vanster.text()
    fonster._visa_aktor(AKTOR)
    assert fonster.status.vanster.text().endswith("Anna Lundin, karriärvägledare")
