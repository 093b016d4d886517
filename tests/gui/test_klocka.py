"""In the window: a clock that is wrong is told at the opening, calmly, and can be put away; an old backup too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from db.test_klocka import Efter
from db.varld import AGARE
from gui.conftest import DAG, Oppna, lugn
from gui.test_skotsel import ord_i
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kundvalsdesk import app
from kundvalsdesk.models.motor import tolka_adress
from kundvalsdesk.services import klocka
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.databas import skapa
from kundvalsdesk.services.handling import skriv_handling
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import databasvag
from kundvalsdesk.ui.fonster import Fonster


def test_a_wrong_clock_is_told_and_put_away(
    qtbot: Any, oppna_fonster: Oppna, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databasvag, "KLOCKA_MS", 0)
    fil = tmp_path / "egen.db"
    databas = skapa(tolka_adress(str(fil)))
    with enhet(databas, AGARE, las_regelverk(), DAG, skriv=True) as e:
        skriv_handling(e, Andring(e.handling_id, "sakerhetskopiera"))
    databas.stang()
    monkeypatch.setattr(klocka, "datetime", Efter)
    f = oppna_fonster(app.VanligDatabas(str(fil), "nagon", lambda: DAG), DAG, demo=False)
    qtbot.waitUntil(lambda: f.databasvag.klocka is not None, timeout=10_000)
    banner = f.databasvag.klocka
    assert banner is not None and banner.isVisible()
    assert any("datorns klocka visar" in x.text() for x in banner.findChildren(QLabel))
    banner.stang.setFocus()
    qtbot.keyClick(banner.stang, Qt.Key.Key_Space)
    assert f.databasvag.klocka is None and not banner.isVisible()
    f.uppdatera()
    lugn(qtbot, f)
    assert f.databasvag.klocka is None


def test_a_right_clock_says_nothing_and_skotsel_asks_for_a_backup(
    qtbot: Any, tomt: Fonster, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.wait(databasvag.KLOCKA_MS)
    lugn(qtbot, tomt)
    assert tomt.databasvag.klocka is None
    tomt.visa_rum("skotsel")
    lugn(qtbot, tomt)
    assert "ingen uppgift om att någon säkerhetskopia" in ord_i(tomt.vyer["skotsel"])
