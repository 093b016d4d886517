"""The register of incidents in the window: for the dataskyddssamordnare, by keyboard, and into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.latsas import Latsas
from PySide6.QtCore import Qt

from kundvalsdesk.services.incidenttyper import Incidentrad
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.incidentregister import Incidentdialog

RADER = tuple(
    Incidentrad(nyckel, "2024-0131", lage, "2024-09-10 08.00", ord_, "", (("Bedöms", ord_),), (("Incident", nyckel),
                ("Vad har hänt", f"Brev {nyckel}.")), "sent" in ord_, ())
    for nyckel, lage, ord_ in (("I2024-02", "Att bedöma", "1 timme för sent"), ("I2024-01", "Bedömd", "klar i tid"))
)  # fmt: skip


def test_the_register_by_keyboard(
    qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ut: list[Path] = []
    monkeypatch.setattr(tjanster, "incidentregister", lambda e: RADER)
    monkeypatch.setattr(tjanster, "incidentregister_ut", lambda e, fil: ut.append(fil) or Andring("id", "x"))
    latsas = Latsas()
    latsas.ersatt(monkeypatch)
    f = oppna_fonster(latsas)
    assert not f.topp._incidenter.isVisible()  # a karriärvägledare has no use for it
    f.topp.incidenter.emit()
    lugn(qtbot, f)
    d = f.findChild(Incidentdialog)
    assert d is not None and d.tabell.hasFocus() and d.tabell.rowCount() == 2
    rod = d.tabell.item(0, 3)
    assert rod is not None and rod.foreground().color() == f.s.tema.farg("rod")
    qtbot.keyClick(d.tabell, Qt.Key.Key_Down)
    assert "Brev I2024-01." in [
        d._om.itemAt(n).widget().text() for n in range(d._om.count()) if d._om.itemAt(n).widget()
    ]
    d.spara(tmp_path / "a.xlsx")
    lugn(qtbot, f)
    assert ut == [tmp_path / "a.xlsx"]
    qtbot.keyClick(d.tabell, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.insats == "2024-0131"
