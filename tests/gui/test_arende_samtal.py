"""Meetings, journal and attachments in the window, on the real services: the demo's people in an encrypted file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import select

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.models import Anteckning, Bilaga, Insats, Meddelande, Mote
from kundvalsdesk.ui.arende_bilagor import Bilageflik, Bildvisare
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.postflik import Postflik
from kundvalsdesk.ui.stegformular import Stegformular

DAG = date(2024, 9, 11)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def fonster(qtbot: Any, oppna_fonster: Oppna) -> Fonster:
    """A case under way, of a colleague's, in which nothing has been said or agreed yet; open."""
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    tomma: list[str] = []

    def jobb(e: Any) -> list[str]:
        borta = [select(t.insats_id) for t in (Mote, Meddelande, Anteckning, Bilaga)]
        q = select(Insats.nyckel).where(
            Insats.start.is_not(None),
            Insats.avslutstyp.is_(None),
            Insats.skydd.is_(None),
            Insats.historik.is_(False),
            *(Insats.id.not_in(b) for b in borta),
        )
        return list(e.session.scalars(q.order_by(Insats.id).limit(1)))

    lugn(qtbot, f)  # the texts of the demo are written after the first view
    f.arbetare.kor(jobb, tomma.extend)
    lugn(qtbot, f)
    f.oppna_arende(tomma[0])
    lugn(qtbot, f)
    return f


def till_flik(qtbot: Any, f: Fonster, kod: str) -> Any:
    assert f.arende is not None
    nr = [k.kod for k in f.arende.flikar.flikar].index(kod)
    qtbot.keyClick(f.arende, Qt.Key(int(Qt.Key.Key_1) + nr), ALT)
    lugn(qtbot, f)
    vy = f.arende.flikar.vy(kod)
    assert vy is not None and vy.isVisible()
    return vy


def formular(vy: Postflik) -> Stegformular:
    assert vy.dialog is not None
    return vy.dialog.formular


def spara(qtbot: Any, f: Fonster, vy: Postflik) -> None:
    lugn(qtbot, f)
    fokus = QApplication.focusWidget()
    assert fokus is not None and formular(vy).isAncestorOf(fokus)
    qtbot.keyClick(fokus, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)


def tryck(qtbot: Any, vy: Postflik, ord_: str) -> None:
    k = next(k for k in (*vy.nya, *vy.knappar) if k.text().startswith(ord_))
    k.setFocus()
    qtbot.keyClick(k, Qt.Key.Key_Return)


def flikord(f: Fonster) -> list[str]:
    assert f.arende is not None
    return [f.arende.flikar.rad.tabText(n) for n in range(f.arende.flikar.rad.count())]


def test_a_meeting_from_plan_to_held_by_keyboard(
    qtbot: Any, fonster: Fonster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vy = till_flik(qtbot, fonster, "moten")
    assert vy.nya[0].hasFocus() and "Inga möten" not in flikord(fonster)
    qtbot.keyClick(vy.nya[0], Qt.Key.Key_Return)
    falt = formular(vy).falt
    falt["typ"].satt("sip")
    falt["dag"].satt("2024-09-11")
    falt["plats"].satt("Rådhuset")
    spara(qtbot, fonster, vy)
    assert vy.dialog is None and vy.modell.rader[0].marke == "planerat"
    assert fonster.focusWidget() is vy.lista  # the window of a test is not made active again after a dialog
    assert "Möten och meddelanden 1" in flikord(fonster)
    mal = tmp_path / "kallelse.ics"
    sedda: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (sedda.append(a[2]), (str(mal), ""))[1])
    qtbot.keyClick(vy.lista, Qt.Key.Key_Return)
    assert fonster.focusWidget() is vy.knappar[0]
    tryck(qtbot, vy, "Spara kallelse")
    lugn(qtbot, fonster)
    assert b"METHOD:REQUEST" in mal.read_bytes() and sedda[0].startswith("kallelse_")
    tryck(qtbot, vy, "SIP-möte har hållits")
    spara(qtbot, fonster, vy)
    assert vy.modell.rader[0].marke == "hållet" and vy.knappar == []
    assert fonster.arende is not None and fonster.arende.vy is not None
    assert "SIP-möte" in [h.rubrik for h in fonster.arende.vy.handelser]


def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(qtbot: Any, fonster: Fonster) -> None:
    vy = till_flik(qtbot, fonster, "moten")
    tryck(qtbot, vy, "Nytt meddelande")
    formular(vy).falt["amne"].satt("Fråga")
    formular(vy).falt["text"].satt("Hur går det?")
    formular(vy).falt["klockan"].satt("25")
    spara(qtbot, fonster, vy)
    assert formular(vy).falt["klockan"].feltext == "Skriv klockslaget som 13.00."
    formular(vy).falt["klockan"].satt("0.01")
    spara(qtbot, fonster, vy)
    assert vy.dialog is None and vy.modell.rader[0].rubrik == "Fråga"
    assert [k.text() for k in vy.knappar] == ["Rätta meddelandet …", "Spara som e-post …"]


def test_a_note_is_drafted_and_signed(qtbot: Any, fonster: Fonster) -> None:
    vy = till_flik(qtbot, fonster, "journal")
    tryck(qtbot, vy, "Ny anteckning")
    formular(vy).falt["text"].satt("Kunden vill prova lager.")
    spara(qtbot, fonster, vy)
    assert vy.modell.rader[0].marke == "utkast"
    tryck(qtbot, vy, "Signera")
    spara(qtbot, fonster, vy)
    assert vy.modell.rader[0].marke == "" and [k.text() for k in vy.knappar] == ["Rätta anteckningen …"]
    assert fonster.arende is not None and fonster.arende.vy is not None
    assert "Anteckning" in [h.rubrik for h in fonster.arende.vy.handelser]


def test_a_picture_and_a_document_are_looked_at_in_the_window(qtbot: Any, fonster: Fonster, tmp_path: Path) -> None:
    vy = till_flik(qtbot, fonster, "bilagor")
    assert isinstance(vy, Bilageflik)
    bild, dokument, program = tmp_path / "foto.png", tmp_path / "intyg.pdf", tmp_path / "cv.pdf"
    m = QImage(400, 300, QImage.Format.Format_RGB32)
    m.fill(QColor("teal"))
    m.save(str(bild))
    from gui.latsas import pdf

    dokument.write_bytes(pdf())
    program.write_bytes(b"MZ program")
    fore = set(tmp_path.iterdir())
    vy.lagg_till([bild, dokument, program])
    lugn(qtbot, fonster)
    assert [p.rubrik for p in vy.modell.rader] == ["intyg.pdf", "foto.png"]
    besked = vy._besked.itemAt(0).widget()
    assert besked is not None and "bara PDF, bilder och Office-dokument" in besked.accessibleName()
    for plats, klass in ((0, DokumentDialog), (1, Bildvisare)):
        vy.lista.valj(plats)
        tryck(qtbot, vy, "Visa")
        lugn(qtbot, fonster)
        assert isinstance(vy.visare, klass)
        qtbot.keyClick(vy.visare, Qt.Key.Key_Escape)
        assert vy.visare is None
    vy.spara_till(b"x", tmp_path / "finns inte" / "x.pdf")
    lugn(qtbot, fonster)
    assert set(tmp_path.iterdir()) == fore
    tryck(qtbot, vy, "Ta bort bilagan")
    formular(vy).falt["skal"].satt("Fel ärende.")
    spara(qtbot, fonster, vy)
    assert [p.rubrik for p in vy.modell.rader] == ["intyg.pdf"]


def test_escape_closes_the_form_first_and_then_the_case(qtbot: Any, fonster: Fonster) -> None:
    vy = till_flik(qtbot, fonster, "journal")
    tryck(qtbot, vy, "Ny anteckning")
    qtbot.keyClick(formular(vy), Qt.Key.Key_Escape)
    assert vy.dialog is None and fonster.arende is not None and fonster.arende.isVisible()
    qtbot.keyClick(QApplication.focusWidget() or fonster, Qt.Key.Key_Escape)
    lugn(qtbot, fonster)
    assert not fonster.arende.isVisible()


@pytest.mark.parametrize("kod", ["moten", "journal", "bilagor"])
def test_an_empty_tab_says_what_to_do(qtbot: Any, fonster: Fonster, kod: str) -> None:
    vy = till_flik(qtbot, fonster, kod)
    assert vy.modell.rader == () and vy._stack.currentIndex() == 0 and vy.nya[0].isVisible() and vy.TOMT[1]
