"""Visits taken along in the window: out, written in a window without a database, in again; on real files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from db.paketvarld import FRAS
from db.test_besok import planera, vy
from db.test_uppfoljning import MER, gor, skapa
from db.varld import Varld
from gui.conftest import Oppna, lugn
from gui.test_fonster import klippta, tryck
from gui.test_paket import dialog, knapp, texter
from gui.test_uppfoljning import ALT, CTRL
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from kundvalsdesk.app import Paketdatabas, VanligDatabas
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.ui.besok import Besoksdialog
from kundvalsdesk.ui.besokspaket_dialog import BesokspaketDialog
from kundvalsdesk.ui.besokspaket_vy import BesokspaketVy
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.paket_in_dialog import PaketInDialog
from kundvalsdesk.ui.uppfoljning_vy import UppfoljningVy

DAG = date(2026, 4, 14)


@pytest.fixture
def varld(ny_databas: Callable[[str], Databas], regelverk: Any) -> Varld:
    return Varld(ny_databas("sqlite"), regelverk, MER)


@pytest.fixture
def hemma(varld: Varld, oppna_fonster: Oppna) -> Fonster:
    return oppna_fonster(
        VanligDatabas(str(varld.databas.adress.fil), "kvut", lambda: DAG), DAG, demo=False,
        oppna_paket=lambda fil, fras: Paketdatabas(fil, lambda: DAG).oppna(fras),
    )  # fmt: skip


def _fyll_i(qtbot: Any, f: Fonster, **varden: str) -> None:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Formulardialog), timeout=20_000)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog)
    for namn, v in varden.items():
        form.formular.falt[namn].satt(v)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    lugn(qtbot, f)


def test_a_visit_is_taken_along_written_offline_and_taken_in(
    qtbot: Any, varld: Varld, hemma: Fonster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fil = tmp_path / "besok.kvpaket"
    p = skapa(varld)
    nr, annat = planera(varld, p), planera(varld, p, "Zenit", "2026-04-20")
    hemma.visa_rum("uppfoljning")
    lugn(qtbot, hemma)
    tryck(qtbot, hemma, Qt.Key.Key_V, ALT)
    d = QApplication.activeModalWidget()
    assert isinstance(d, Besoksdialog)
    lugn(qtbot, hemma)
    qtbot.keyClick(d, Qt.Key.Key_L, ALT)
    lugn(qtbot, hemma)
    ut = dialog(hemma, BesokspaketDialog)
    assert [(n, k.isChecked()) for n, k in ut.besok.items()] == [(nr, True), (annat, False)]
    ut.besok[nr].setChecked(False)
    ut.rutor.fras.setText(FRAS)
    ut.rutor.igen.setText(FRAS)
    knapp(ut, "Spara paketet").click()
    qtbot.waitUntil(lambda: "minst ett besök" in texter(ut))
    ut.besok[nr].setChecked(True)
    assert klippta(ut) == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(fil), ""))
    knapp(ut, "Spara paketet").click()
    qtbot.waitUntil(lambda: "Paketet med ett besök är sparat" in texter(ut), timeout=20_000)
    ut.accept()
    d.reject()

    hemma.paket.oppna(fil, FRAS)
    qtbot.waitUntil(lambda: hemma.paket.oppet, timeout=20_000)
    lugn(qtbot, hemma)
    rummet = hemma.vyer["uppfoljning"]
    assert isinstance(rummet, BesokspaketVy) and hemma.rum == "uppfoljning"
    assert [k for k, b in hemma.rail.knappar.items() if not b.isHidden()] == ["uppfoljning"]
    assert "Det du skriver förs in när du läser in paketet" in texter(hemma) and klippta(hemma) == []
    assert [r.steg_id for r in rummet.modell.rader] == [nr]
    rummet.oppna()
    lugn(qtbot, hemma)
    d = dialog(hemma, Besoksdialog)
    assert d.ny.isHidden() and d.ta_med.isHidden() and "på arbetsplatsen" in texter(d)
    synliga = {kod for kod, k in d.steg.items() if not k.isHidden()}
    assert synliga == {"besok_hallet", "besok_andra", "besokspunkt_lagg_till", "besok_sammanfatta"}
    d.activateWindow()
    qtbot.waitUntil(d.isActiveWindow)
    qtbot.keyClick(d, Qt.Key.Key_S, ALT)
    lugn(qtbot, hemma)
    _fyll_i(qtbot, hemma, iakttagelse="Mitt offline", bedomning="Bra")
    d.activateWindow()
    qtbot.waitUntil(d.isActiveWindow)
    qtbot.keyClick(d, Qt.Key.Key_U, ALT)
    lugn(qtbot, hemma)
    _fyll_i(qtbot, hemma, vad="Rutin för närvaro")
    assert "Iakttagelse: Mitt offline" in texter(d) and "Rutin för närvaro" in texter(d)
    d.reject()
    hemma.topp.stang_paket.emit()
    qtbot.waitUntil(lambda: not hemma.paket.oppet, timeout=20_000)
    lugn(qtbot, hemma)
    assert isinstance(hemma.vyer["uppfoljning"], UppfoljningVy)

    f = vy(varld, nr).fragor[0]
    gor(varld, "besok_skriv", f.id, f.version, som="kvtva", iakttagelse="Deras hemma", bedomning="Bra")
    assert hemma.topp._paketval["hemma"].isVisible()
    hemma.paket.las_in()
    i = dialog(hemma, PaketInDialog)
    i.las_in(fil, FRAS)
    qtbot.waitUntil(lambda: "Någon annan hann före (1)" in texter(i), timeout=20_000)
    for ord_ in ("En ändring fördes in.", "fråga 1", "Ditt offline", "Mitt offline", "Gäller nu", "Deras hemma"):
        assert ord_ in texter(i)
    qtbot.keyClick(i.kvittera, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Paketet är borttaget." in texter(i), timeout=20_000)
    assert not fil.exists()
    x = vy(varld, nr)
    assert x.fragor[0].iakttagelse == "Deras hemma" and [y.vad for y in x.punkter] == ["Rutin för närvaro"]
