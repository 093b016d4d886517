"""The window on the real services: the demo's people in an encrypted file, by keyboard to an issued document."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas, VanligDatabas
from kundvalsdesk.services.typer import KoRad
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.ko_vy import KoVy

DAG = date(2024, 9, 11)


@pytest.fixture
def fonster(oppna_fonster: Oppna) -> Fonster:
    return oppna_fonster(Demodatabas(None, lambda: DAG), DAG)


def ko(f: Fonster) -> KoVy:
    vy = f.vyer["ko"]
    assert isinstance(vy, KoVy)
    return vy


def finn(f: Fonster, kod: str) -> tuple[int, KoRad]:
    modell = ko(f).modell
    rader = [(nr, modell.hamta(nr)) for nr in range(modell.rowCount())]
    return next((nr, r) for nr, r in rader if r is not None and r.kod == kod and not r.skyddad)


def test_an_insats_is_ended_with_an_issued_document_by_keyboard(qtbot: Any, fonster: Fonster) -> None:
    vy = ko(fonster)
    vy.filterrad.alla.click()
    lugn(qtbot, fonster)
    nr, rad = finn(fonster, "avbrottsdokument")
    fore = vy.modell.totalt
    vy.lista.setFocus()
    vy.lista.valj_rad(nr)
    qtbot.keyClick(vy.lista, Qt.Key.Key_Return)
    lugn(qtbot, fonster)
    assert fonster.arende is not None
    qtbot.waitUntil(lambda: fonster.arende is not None and fonster.arende.dialog is not None)
    dialog = fonster.arende.dialog
    assert dialog is not None and dialog.sidor == 1
    assert dialog.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, fonster)
    qtbot.waitUntil(lambda: not dialog.primar_visas)
    assert dialog._rubrik.text().startswith(f"AVB {rad.insats}-")
    assert dialog._filnamn == f"avbrottsdokument_AVB_{rad.insats}-1.pdf"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    lugn(qtbot, fonster)
    assert fonster.arende.vy is not None and len(fonster.arende.vy.dokument) == 1
    assert all(f.klar for f in fonster.arende.vy.frister if f.kod == "avbrottsdokument")
    qtbot.keyClick(QApplication.focusWidget() or fonster, Qt.Key.Key_Escape)
    lugn(qtbot, fonster)
    assert vy.modell.totalt == fore - 1


def test_a_plan_is_approved_and_the_row_is_gone(qtbot: Any, fonster: Fonster) -> None:
    vy = ko(fonster)
    vy.filterrad.alla.click()
    lugn(qtbot, fonster)
    _, rad = finn(fonster, "granska_plan")
    fonster.oppna_arende(rad.insats, rad.kod, rad.avser)  # the queue itself opens a plan in Granskning
    lugn(qtbot, fonster)
    assert fonster.arende is not None and fonster.arende.formular is not None
    assert fonster.arende.formular.steg.kod == "plan_godkann"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, fonster)
    assert fonster.arende.formular is None
    qtbot.keyClick(QApplication.focusWidget() or fonster, Qt.Key.Key_Escape)
    lugn(qtbot, fonster)
    kvar = [r for n in range(vy.modell.rowCount()) if (r := vy.modell.hamta(n))]
    assert (rad.insats, "granska_plan", rad.avser) not in {(r.insats, r.kod, r.avser) for r in kvar}


@pytest.mark.parametrize("sortering", ["frist", "kund", "anordnare", "insats", "att_gora", "kundansvarig"])
def test_counts_equal_rows(qtbot: Any, fonster: Fonster, sortering: str) -> None:
    vy = ko(fonster)
    vy.filterrad.alla.click()
    if sortering != "frist":
        vy.filterrad.sortera(sortering)
    lugn(qtbot, fonster)
    o = vy.modell.oversikt
    assert o is not None and o.totalt > 0
    svar: list[list[KoRad]] = []
    f = vy.filterrad.filter
    fonster.arbetare.kor(lambda e: tjanster.ko_sida(e, f, 0, 100_000, o), svar.append)
    lugn(qtbot, fonster)
    rader = svar[0]
    assert len(rader) == o.totalt == len({r.frist_id for r in rader})
    for grupp, antal in o.grupper.items():
        assert sum(r.grupp == grupp for r in rader) == antal
    assert vy.filterrad.alla.text().split()[-1] == str(o.totalt)


def test_no_database_yet_offers_to_create_one(qtbot: Any, tema: Any, minne: Any, tmp_path: Path) -> None:
    from kundvalsdesk.ui.arbetare import Arbetare

    arbetare = Arbetare()
    f = Fonster(tema, arbetare, minne, VanligDatabas(str(tmp_path / "ny.db"), None, lambda: DAG), DAG)
    qtbot.addWidget(f)
    f.show()
    qtbot.wait(50)
    lugn(qtbot, f)
    assert f.arbetare.aktor is None and f.start.isVisible()
    with qtbot.waitSignal(f.klar, timeout=30_000):
        f.start.skapa.emit()
    assert (tmp_path / "ny.db").is_file()
    assert "ägare av filen" in f.status.vanster.text()
    arbetare.stang()


def test_the_demo_leaves_nothing_behind(qtbot: Any, oppna_fonster: Oppna, tmp_path: Path, monkeypatch: Any) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    assert list(tmp_path.glob("kundvalsdesk-demo-*/demo.db"))
    f.arbetare.stang()
    assert not list(tmp_path.glob("kundvalsdesk-demo-*"))


@pytest.mark.parametrize("sida", [7, 60])
def test_the_first_page_is_shown_before_the_rest_is_counted(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, oppna_fonster: Oppna, sida: int
) -> None:
    from kundvalsdesk.ui import ko_modell, ko_vy

    for modul in (ko_vy, ko_modell):
        monkeypatch.setattr(modul, "SIDA", sida)
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    vy = ko(f)
    vy.filterrad.alla.click()
    lugn(qtbot, f)
    o = vy.modell.oversikt
    assert o is not None and not o.preliminar and o.totalt > 100
    assert vy.modell.rowCount() == o.totalt + len(vy.modell.grupprader)
    svar: list[list[KoRad]] = []
    filter_ = vy.filterrad.filter
    f.arbetare.kor(lambda e: tjanster.ko_sida(e, filter_, 0, 100_000, o), svar.append)
    lugn(qtbot, f)
    for nr in range(vy.modell.rowCount()):
        if vy.modell.konummer(nr) is not None:
            qtbot.waitUntil(lambda nr=nr: vy.modell.hamta(nr) is not None)
    sedda = [vy.modell.hamta(nr) for nr in range(vy.modell.rowCount()) if vy.modell.konummer(nr) is not None]
    kvar = [r.frist_id for r in sedda if r is not None]
    assert kvar == [r.frist_id for r in svar[0]][: len(kvar)] and len(kvar) > sida
    assert [vy.modell._grupp_pa(p).antal for p in vy.modell.grupprader] == [n for n in o.grupper.values() if n]
