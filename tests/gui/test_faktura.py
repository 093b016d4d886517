"""An invoice checked in the window: from Ersättning, with its list, its file and its letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui.conftest import DAG, Oppna, lugn
from gui.test_gallring import GUST, bli
from gui.test_skotsel import ord_i
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services import ersattning
from kundvalsdesk.services.ersattningstyper import Korningssvar
from kundvalsdesk.ui import faktura_dialog
from kundvalsdesk.ui.ersattning_vy import ErsattningVy
from kundvalsdesk.ui.faktura_dialog import Fakturaarbete, Fakturadialog


def test_a_file_is_checked_saved_as_a_list_and_written_about(
    qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    bli(qtbot, f, GUST)
    f.visa_rum("ersattning")
    lugn(qtbot, f)
    vy = f.vyer["ersattning"]
    assert isinstance(vy, ErsattningVy) and vy.faktura.isVisible()
    vy.faktura.click()
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Fakturadialog) and d.anordnare.count() > 2 and not d.brev.isVisible()
    korningar: list[Korningssvar] = []
    manad = d.manader.currentData()
    f.arbetare.kor(lambda e: ersattning.rakna(e, manad), korningar.append)
    lugn(qtbot, f)
    egna = [r for r in korningar[0].rader if r.anordnare == korningar[0].rader[0].anordnare]
    fil = tmp_path / "underlag.csv"
    rader = [f"{r.insats};{r.avser_manad};{r.belopp}" for r in egna]
    fil.write_text("\n".join(["Insats;Månad;Belopp", *rader, rader[0], "Någon Persson;;12"]), "cp1252")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(fil), ""))
    qtbot.keyClick(d, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    lugn(qtbot, f)
    assert d.svar is not None and "Dubbelt 1" in ord_i(d) and f"Stämmer {len(egna)}" in ord_i(d)
    assert [r.utfall for r in d.modell.rader] == ["dubbel", "okand"] and "Persson" not in ord_i(d)
    assert d.focusWidget() is d.lista and "ersätts en gång" in ord_i(d)
    d.bara.click()
    assert d.modell.rowCount() == len(egna) + 2
    for namn, borjan in (("lista.xlsx", b"PK"), ("lista.csv", b"\xef\xbb\xbfrad;")):
        d.spara_till(tmp_path / namn)
        lugn(qtbot, f)
        assert (tmp_path / namn).read_bytes().startswith(borjan) and "Sparat som" in ord_i(d)
    d.brev.click()
    lugn(qtbot, f)
    assert d.papper is not None and d.papper.sidor >= 1
    monkeypatch.setattr(faktura_dialog, "valj_plats", lambda *_: tmp_path / "brev.eml")
    d.papper.skicka.emit()
    lugn(qtbot, f)
    lugn(qtbot, f)
    assert b"X-Unsent: 1" in (tmp_path / "brev.eml").read_bytes() and "Sparat som brev.eml" in ord_i(d.papper)
    d.papper.reject()
    # A file that is none is refused in the dialog of the work, and what was shown stays.
    fil.write_bytes(b"%PDF-1.7")
    d.valj.click()
    lugn(qtbot, f)
    arbete = QApplication.activeModalWidget()
    assert isinstance(arbete, Fakturaarbete) and "är en PDF" in ord_i(arbete)
    arbete.reject()
    assert d.svar is not None
    d.reject()
