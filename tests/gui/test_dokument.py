"""Documents in the window, by keyboard, on the real services: issued, sent, printed; those of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services.documents import bestallning
from kundvalsdesk.ui import dokument_dialog, massutfardande
from kundvalsdesk.ui.arende_dokument import Dokumentflik
from kundvalsdesk.ui.dokument_brev import Brevdialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.massutfardande import Massdialog

DAG = date(2024, 9, 11)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def fonster(qtbot: Any, oppna_fonster: Oppna) -> Fonster:
    return oppna_fonster(Demodatabas(None, lambda: DAG), DAG)


@pytest.fixture
def papper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a printer of paper would print."""
    fil = tmp_path / "papper.pdf"

    def valj(*_: Any) -> QPrinter:
        skrivare = QPrinter(QPrinter.PrinterMode.HighResolution)
        skrivare.setResolution(30)
        skrivare.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        skrivare.setOutputFileName(str(fil))
        return skrivare

    for modul in (dokument_dialog, massutfardande):
        monkeypatch.setattr(modul, "valj_skrivare", valj)
    return fil


def till_dokument(qtbot: Any, f: Fonster) -> Dokumentflik:
    ko: Any = f.vyer["ko"]
    rader = [ko.modell.hamta(nr) for nr in range(ko.modell.rowCount())]
    rad = next(r for r in rader if r is not None and r.kod in ("granska_rapport", "godkann_rapport") and not r.skyddad)
    f.oppna_arende(rad.insats)
    lugn(qtbot, f)
    assert f.arende is not None
    qtbot.keyClick(f.arende, Qt.Key.Key_6, ALT)
    lugn(qtbot, f)
    vy = f.arende.flikar.vy("dokument")
    assert isinstance(vy, Dokumentflik)
    return vy


def test_a_document_is_issued_searched_sent_and_printed(
    qtbot: Any, fonster: Fonster, papper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vy = till_dokument(qtbot, fonster)
    qtbot.keyClick(vy.nya[0], Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    nytt = vy.nytt
    assert nytt is not None and nytt.lista.hasFocus()
    typer = [m.typ for m in nytt.mojliga.slag]
    nytt.lista.valj(typer.index("avbrottsdokument"))
    assert not nytt.fram.isEnabled()  # and the list says why
    assert "Inget avslut är beslutat." in str(nytt.modell.data(nytt.lista.currentIndex()))
    nytt.lista.valj(typer.index("insatsbeslut"))
    qtbot.keyClick(nytt.lista, Qt.Key.Key_Return)
    qtbot.keyClick(nytt.focusWidget(), Qt.Key.Key_Return)  # at the choices: onwards, not Stäng
    lugn(qtbot, fonster)
    visat = nytt.forhand
    assert visat is not None and visat.primar_visas
    qtbot.keyClick(visat, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, fonster)
    assert not visat.primar_visas and visat._rubrik.text().startswith("BES ")
    assert visat._sida.text() == f"Sida 1 av {visat.sidor}"
    sedda: list[int] = []
    qtbot.keyClick(visat, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(visat.sokning.falt, "insats")
    qtbot.waitUntil(lambda: visat.sokning.antal.text().startswith("1 av "))
    qtbot.keyClick(visat.sokning.falt, Qt.Key.Key_Return)
    assert visat.sokning.antal.text().startswith("2 av ")
    while visat.sokning._nr:  # round to the first again: the place is brought into view each time
        qtbot.keyClick(visat.sokning.falt, Qt.Key.Key_Return)
        sedda.append(visat.vy.verticalScrollBar().value())
    assert sedda[-2] > sedda[-1] >= 0
    qtbot.keyClicks(visat.sokning.falt, "xyz")
    qtbot.waitUntil(lambda: visat.sokning.antal.text() == "Finns inte")
    qtbot.keyClick(visat.sokning.falt, Qt.Key.Key_Escape)
    assert visat.isVisible() and not visat.sokning.isVisible()
    visat.skriv_ut()
    assert len(PdfReader(papper).pages) == visat.sidor
    visat.skicka.emit()
    lugn(qtbot, fonster)
    brev = QApplication.activeModalWidget()
    assert isinstance(brev, Brevdialog)
    fil, oppnade, fragade = tmp_path / "ut.eml", [], []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (fragade.append(a[2]), (str(fil), ""))[1])
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda u: bool(oppnade.append(u.toLocalFile())) or True)
    qtbot.keyClick(brev.spara_knapp, Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    qtbot.keyClick(brev.oppna_knapp, Qt.Key.Key_Return)
    assert oppnade == [str(fil)] and fil.read_bytes() and fragade[0].startswith("insatsbeslut_BES_")
    brev.reject()
    visat.reject()
    lugn(qtbot, fonster)
    assert vy.nytt is None and vy.modell.rader[0].rubrik == "Beslut om insats"
    assert "E-post sparad" in dict(vy.modell.rader[0].fakta)
    assert [k.text() for k in vy.knappar] == ["Visa", "Skriv ut …", "Spara som …", "Skicka …"]


def test_what_says_the_same_is_shown_as_it_was_issued(qtbot: Any, fonster: Fonster) -> None:
    vy = till_dokument(qtbot, fonster)
    fanns = len(vy.modell.rader)
    for _ in range(2):
        vy.valj_slag()
        lugn(qtbot, fonster)
        assert vy.nytt is not None
        vy.nytt.lista.valj([m.typ for m in vy.nytt.mojliga.slag].index("insatsbeslut"))
        vy.nytt.forhandsgranska()
        lugn(qtbot, fonster)
        visat = vy.nytt.forhand
        assert visat is not None
        if visat.primar_visas:
            visat.primar.click()
            lugn(qtbot, fonster)
        else:
            assert visat._rubrik.text().startswith("BES ")
        visat.reject()
        if vy.nytt is not None:
            vy.nytt.reject()
        lugn(qtbot, fonster)
    assert len(vy.modell.rader) == fanns + 1


def test_a_case_that_has_changed_meanwhile_is_previewed_again(qtbot: Any, fonster: Fonster) -> None:
    vy = till_dokument(qtbot, fonster)
    vy.valj_slag()
    lugn(qtbot, fonster)
    nytt = vy.nytt
    assert nytt is not None
    nytt.mojliga = replace(nytt.mojliga, version=nytt.mojliga.version - 1)
    for sista in (False, True):
        nytt.lista.valj([m.typ for m in nytt.mojliga.slag].index("insatsbeslut"))
        nytt.forhandsgranska()
        lugn(qtbot, fonster)
        visat = nytt.forhand
        assert visat is not None
        visat.primar.click()
        lugn(qtbot, fonster)
        assert visat.primar_visas is not sista
        if not sista:
            assert not visat.primar.isEnabled()
            visat.reject()
    visat.reject()


def har_ord(w: QWidget, ord_: str) -> bool:
    return any(e.text() == ord_ for e in w.findChildren(QLabel))


def massdialog(qtbot: Any, f: Fonster) -> Massdialog:
    f.topp.massutfarda.emit()
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Massdialog)
    for namn, varde in (("typ", "manadsrapport"), ("manad", "2024-08"), ("vilka", "alla")):
        dialog.falt[namn].satt(varde)
    lugn(qtbot, f)
    return dialog


def test_the_documents_of_a_month_are_issued_stopped_gone_on_with_and_printed(
    qtbot: Any, fonster: Fonster, papper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = massdialog(qtbot, fonster)
    alla = len(dialog.rader)
    assert alla > 3 and dialog.antal.text() == f"{alla} dokument att utfärda."
    dialog.falt["typ"].fokusera()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)  # at a choice: to the button, and no further
    assert dialog.isVisible() and dialog.focusWidget() is dialog.kor_knapp and not dialog.svar
    riktig, gjorda = bestallning.utfarda, []

    def tredje_stoppar(*a: Any) -> Any:
        gjorda.append(a)
        if len(gjorda) == 2:
            dialog.reject()  # as Esc does, while the second is being issued
        return riktig(*a)

    monkeypatch.setattr(bestallning, "utfarda", tredje_stoppar)
    dialog.kor(None)
    lugn(qtbot, fonster)
    assert dialog.isVisible() and len(dialog.svar) == 2 and dialog._stoppad
    assert dialog.focusWidget().text() == "Fortsätt"
    monkeypatch.setattr(bestallning, "utfarda", riktig)
    dialog.rader = dialog.rader[:4]
    dialog.kor(None, dialog.rader[2:])
    lugn(qtbot, fonster)
    assert [x.utfall for x in dialog.svar] == ["utfardat"] * 4
    assert har_ord(dialog, f"Månadsrapport, augusti 2024, internt. Ärende {dialog.svar[0].insats}.")
    assert dialog.focusWidget().text() == "Skriv ut alla …"
    dialog.skriv_ut()
    lugn(qtbot, fonster)
    assert len(PdfReader(papper).pages) >= 4 and dialog.isVisible()
    dialog._kopiera()
    rader = QApplication.clipboard().text().splitlines()
    assert len(rader) == 4 and rader[0].split("\t")[1] == "utfärdat"
    dialog.accept()


def test_one_that_failed_leads_to_its_case(qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch) -> None:
    from kundvalsdesk.fel import Nekad

    dialog = massdialog(qtbot, fonster)

    def nej(*_: Any) -> Any:
        raise Nekad("x", "Rapporten saknar text.")

    monkeypatch.setattr(bestallning, "utfarda", nej)
    forsta = dialog.rader[0].insats
    dialog.rader = dialog.rader[:1]
    dialog.kor(None)
    lugn(qtbot, fonster)
    assert [(x.utfall, x.mening) for x in dialog.svar] == [("inte", "Rapporten saknar text.")]
    dialog._till_arendet(forsta)
    lugn(qtbot, fonster)
    assert fonster.arende is not None and fonster.arende.insats == forsta
