"""Offline packages in the window: out, reviewed without a database, and in again; on real files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from db.paketvarld import FALSK, FRAS, VANTAR, Paketvarld
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget

from kundvalsdesk.app import Paketdatabas, VanligDatabas
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services.paket.fil import oppna_paket
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.granskning_vy import GranskningVy
from kundvalsdesk.ui.nyckeldialog import Nyckeldialog
from kundvalsdesk.ui.paket_in_dialog import PaketInDialog, resultat_ord
from kundvalsdesk.ui.paket_ut_dialog import PaketUtDialog
from kundvalsdesk.ui.paketlage import alder_ord, banderoll

DAG = date(2024, 9, 10)


@pytest.fixture
def varld(ny_databas: Callable[[str], Databas], regelverk: Any) -> Paketvarld:
    return Paketvarld(ny_databas("sqlite"), regelverk)


@pytest.fixture
def fil(tmp_path: Path) -> Path:
    return tmp_path / "resa.kvpaket"


@pytest.fixture
def hemma(varld: Paketvarld, oppna_fonster: Oppna) -> Fonster:
    return oppna_fonster(
        VanligDatabas(str(varld.databas.adress.fil), "anlu", lambda: DAG), DAG, demo=False,
        oppna_paket=lambda fil, fras: Paketdatabas(fil, lambda: DAG).oppna(fras),
    )  # fmt: skip


def granskning(f: Fonster) -> GranskningVy:
    f.visa_rum("granskning")
    vy = f.vyer["granskning"]
    assert isinstance(vy, GranskningVy)
    return vy


def dialog(f: Fonster, slag: type[Any]) -> Any:
    return next(d for d in f.findChildren(slag) if d.isVisible())


def texter(w: QWidget) -> str:
    """All that can be read in it (what has just been put there, from the next turn of the loop)."""
    return "\n".join(e.text() for e in w.findChildren(QLabel) if e.isVisibleTo(w))


def knapp(w: QWidget, ord_: str) -> QPushButton:
    return next(k for k in w.findChildren(QPushButton) if k.isVisibleTo(w) and k.text().startswith(ord_))


def test_uttag_fran_granskningen(
    qtbot: Any, hemma: Fonster, fil: Path, monkeypatch: pytest.MonkeyPatch, varld: Paketvarld
) -> None:
    vy = granskning(hemma)
    lugn(qtbot, hemma)
    vy.huvud.offline.click()
    lugn(qtbot, hemma)
    d = dialog(hemma, PaketUtDialog)
    assert "Sju rapporter och planer väntar på granskning." in texter(d)
    rutor = d.rutor
    assert rutor.hinder() != ""
    qtbot.keyClicks(rutor.fras, "sommar")
    assert "svag" in rutor.omdome.text().lower() and rutor.stapel.value() < 60
    svag = rutor.stapel.value()
    knapp(d, "Spara paketet").click()
    qtbot.waitUntil(lambda: "för lätt att gissa" in texter(d))
    rutor.fras.setText(FRAS)
    assert "för lätt att gissa" not in texter(d)
    assert rutor.stapel.value() == 100 > svag and "stark" in rutor.omdome.text().lower()
    rutor.igen.setText(FALSK)
    knapp(d, "Spara paketet").click()
    qtbot.waitUntil(lambda: "inte lika" in texter(d))
    rutor.igen.setText(FRAS)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(fil.with_suffix("")), ""))
    knapp(d, "Spara paketet").click()
    qtbot.waitUntil(lambda: "Klart" in texter(d), timeout=20_000)
    assert fil.exists()
    assert "resa.kvpaket" in texter(d) and FRAS not in texter(d)
    databas, info = oppna_paket(fil, FRAS)
    databas.stang()
    assert info.antal == VANTAR and info.handlaggare == "anlu"


def test_uttaget_nekas_med_en_mening(
    qtbot: Any, hemma: Fonster, fil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    fil.write_bytes(b"annat")
    hemma.paket.ta_ut()
    lugn(qtbot, hemma)
    d = dialog(hemma, PaketUtDialog)
    d.rutor.fras.setText(FRAS)
    d.rutor.igen.setText(FRAS)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(fil), ""))
    knapp(d, "Spara paketet").click()
    qtbot.waitUntil(lambda: "finns redan" in texter(d), timeout=20_000)
    assert fil.read_bytes() == b"annat"
    knapp(d, "Försök igen").click()
    lugn(qtbot, hemma)
    assert d.rutor is not None and d.rutor.fras.text() == ""


def _skriv_fras(qtbot: Any, f: Fonster, fras: str) -> None:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in f.findChildren(Nyckeldialog)), timeout=20_000)
    d = dialog(f, Nyckeldialog)
    d.fras.setText(fras)
    d.oppna.click()
    lugn(qtbot, f)


def test_paketet_i_samma_fonster_och_tillbaka(
    qtbot: Any, hemma: Fonster, varld: Paketvarld, fil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    varld.ta_ut(fil)
    dolda = {kod for kod, b in hemma.rail.knappar.items() if b.isHidden()}  # rooms of other roles
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(fil), ""))
    hemma.topp.oppna_paket.emit()
    _skriv_fras(qtbot, hemma, FALSK)
    assert "stämmer inte" in texter(dialog(hemma, Nyckeldialog))
    _skriv_fras(qtbot, hemma, FRAS)
    qtbot.waitUntil(lambda: hemma.paket.oppet, timeout=20_000)
    lugn(qtbot, hemma)
    assert [k for k, b in hemma.rail.knappar.items() if not b.isHidden()] == ["granskning"]
    assert hemma.rum == "granskning"
    assert "Offline: paket uttaget" in texter(hemma)
    assert "ingen förbindelse" in hemma.status.vanster.text() and "ansluten" not in hemma.status.vanster.text()
    assert hemma.topp.ny.isHidden()
    hemma.visa_rum("ko")
    hemma.ny_insats()
    hemma.oppna_arende("2024-01")
    lugn(qtbot, hemma)
    assert hemma.rum == "granskning" and hemma.arende is None
    vy = granskning(hemma)
    for k in (vy.huvud.ta_emot_knapp, vy.huvud.mer, vy.huvud.offline, vy.kort.fot.brevknapp):
        assert k.isHidden()
    assert not vy.acceptDrops()
    assert {r.kund for r in vy.modell.alla} >= {"D.Đ. · K0001", "Ärende 2024-02 · skyddad"}
    fore = vy.modell.antal("vantar")
    hemma.activateWindow()
    lugn(qtbot, hemma)
    vy.lista.setFocus()
    qtbot.waitUntil(vy.lista.hasFocus)
    qtbot.keyClick(vy.lista, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: vy.modell.antal("vantar") == fore - 1, timeout=20_000)
    lugn(qtbot, hemma)
    hemma.topp.stang_paket.emit()
    qtbot.waitUntil(lambda: not hemma.paket.oppet, timeout=20_000)
    lugn(qtbot, hemma)
    assert {kod for kod, b in hemma.rail.knappar.items() if b.isHidden()} == dolda
    assert "Offline:" not in texter(hemma) and "ansluten" in hemma.status.vanster.text()
    assert not hemma.topp.ny.isHidden()
    assert {r.kund for r in granskning(hemma).modell.alla} >= {"Đorđević, Dragana"}
    assert [p.name for p in fil.parent.iterdir() if p.name.startswith("resa")] == ["resa.kvpaket"]


def test_inlasning_med_konflikt_sida_vid_sida(
    qtbot: Any, hemma: Fonster, varld: Paketvarld, regelverk: Any, fil: Path
) -> None:
    from db.paketvarld import Offline

    varld.ta_ut(fil)
    with Offline(fil, regelverk, "2024-09-10") as o:
        o.godkann("2024-01")
        o.aterremittera("2024-03", "Mitt skäl.\nI två rader.")
    varld.gor("2024-09-10", "rapport_aterremiss", "2024-03", "2024-08", som="gust", datum="2024-09-10", skal="Deras.")
    hemma.paket.las_in()
    d = dialog(hemma, PaketInDialog)
    d.satt_fil(fil)
    lugn(qtbot, hemma)
    d.fras.setText(FALSK)
    knapp(d, "Läs in").click()
    qtbot.waitUntil(lambda: "stämmer inte" in texter(d), timeout=20_000)
    d.fras.setText(FRAS)
    knapp(d, "Läs in").click()
    qtbot.waitUntil(lambda: "Någon annan hann före (1)" in texter(d), timeout=20_000)
    allt = texter(d)
    for ord_ in ("Ett beslut infördes.", "Ditt beslut offline", "Gäller nu", "Mitt skäl.", "Deras.", "Gun Stål"):
        assert ord_ in allt
    assert fil.exists()  # until it has been acknowledged
    assert d.focusWidget() is d.kvittera
    qtbot.keyClick(d.kvittera, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Paketet är borttaget." in texter(d), timeout=20_000)
    assert not fil.exists()
    assert varld.rapport("2024-03").aterremiss_skal == "Deras."
    assert varld.rapport("2024-01").godkand is not None


def test_utan_konflikt_tas_paketet_bort_genast(
    qtbot: Any, hemma: Fonster, varld: Paketvarld, regelverk: Any, fil: Path
) -> None:
    from db.paketvarld import Offline

    varld.ta_ut(fil)
    with Offline(fil, regelverk, "2024-09-10") as o:
        o.godkann("2024-01")
    hemma.paket.las_in()
    d = dialog(hemma, PaketInDialog)
    d.las_in(fil, FRAS)
    qtbot.keyClick(d, Qt.Key.Key_Escape)  # half of it cannot be left
    assert d.isVisible()
    qtbot.waitUntil(lambda: "Paketet är borttaget." in texter(d), timeout=20_000)
    assert not fil.exists()


def test_ett_nekat_paket_ligger_kvar(
    qtbot: Any, hemma: Fonster, varld: Paketvarld, regelverk: Any, fil: Path
) -> None:  # fmt: skip
    varld.ta_ut(fil, "gust")
    hemma.paket.las_in()
    d = dialog(hemma, PaketInDialog)
    d.las_in(fil, FRAS)
    qtbot.waitUntil(lambda: "togs ut av Gun Stål" in texter(d), timeout=20_000)
    assert fil.exists()


def test_start_med_ett_paket_utan_databas(
    qtbot: Any, oppna_fonster: Oppna, varld: Paketvarld, fil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kundvalsdesk --paket FIL: no database is looked for, made or asked about."""
    varld.ta_ut(fil)
    monkeypatch.delenv("KUNDVALSDESK_NYCKEL")
    svar = [FALSK, FRAS]

    def svara() -> None:
        for d in QApplication.topLevelWidgets():
            if isinstance(d, Nyckeldialog) and d.isVisible() and svar:
                d.fras.setText(svar.pop(0))
                d.oppna.click()

    klocka = QTimer(interval=50)
    klocka.timeout.connect(svara)
    klocka.start()
    f = oppna_fonster(Paketdatabas(fil, lambda: DAG), DAG, demo=False)
    klocka.stop()
    assert not svar and f.rum == "granskning" and f.paket.oppet
    assert not f.arbetare.kan_ta_av
    assert f.status.vanster.text().startswith("Offlinepaket · ingen förbindelse · Anna Lund")
    assert f.vyer["granskning"].modell.antal("vantar") == VANTAR


def test_startvyn_utan_databas_erbjuder_paketet(
    qtbot: Any, tema: Any, minne: Any, varld: Paketvarld, fil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kundvalsdesk.ui.arbetare import Arbetare

    varld.ta_ut(fil)
    arbetare = Arbetare()
    f = Fonster(
        tema, arbetare, minne, VanligDatabas(str(tmp_path / "borta.db"), None, lambda: DAG), DAG,
        oppna_paket=lambda fil, fras: Paketdatabas(fil, lambda: DAG).oppna(fras),
    )  # fmt: skip
    qtbot.addWidget(f)
    f.show()
    qtbot.waitUntil(lambda: "Välkommen" in texter(f), timeout=20_000)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(tmp_path / "inget.kvpaket"), ""))
    knapp(f, "Öppna offlinepaket").click()
    _skriv_fras(qtbot, f, FRAS)
    assert "finns inte" in texter(f)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(fil), ""))
    knapp(f, "Öppna offlinepaket").click()
    _skriv_fras(qtbot, f, FRAS)
    qtbot.waitUntil(lambda: f.paket.oppet, timeout=20_000)
    lugn(qtbot, f)
    assert f.vyer["granskning"].modell.antal("vantar") == VANTAR  # type: ignore[union-attr]
    arbetare.stang()


@pytest.mark.parametrize(
    ("innehall", "mening"),
    [(b"PK\x03\x04" + b"x" * 9000, "inte ett offlinepaket"), (None, "finns inte")],
)
def test_start_med_en_fil_som_inte_gar(
    innehall: bytes | None, mening: str, qtbot: Any, tema: Any, minne: Any, fil: Path
) -> None:
    from kundvalsdesk.ui.arbetare import Arbetare

    if innehall is not None:
        fil.write_bytes(innehall)
    arbetare = Arbetare()
    f = Fonster(tema, arbetare, minne, Paketdatabas(fil, lambda: DAG), DAG)
    qtbot.addWidget(f)
    f.show()
    qtbot.waitUntil(lambda: "Paketet gick inte att öppna" in texter(f), timeout=20_000)
    assert mening in texter(f)
    assert not [d for d in f.findChildren(QDialog) if d.isVisible()]
    arbetare.stang()


def test_banderollens_ord(varld: Paketvarld, fil: Path) -> None:
    uttaget = datetime(2024, 9, 18, 16, 5, 30)
    assert [alder_ord(uttaget, date(2024, 9, d)) for d in (17, 18, 19, 20)] == [
        "",
        "i dag",
        "i går",
        "för 2 dagar sedan",
    ]
    info = varld.ta_ut(fil)
    assert banderoll(info, info.uttaget.date()).startswith("Offline: paket uttaget ")
    assert ", i dag. Besluten förs in när du läser in paketet på arbetsplatsen." in banderoll(
        info, info.uttaget.date()
    )


def test_resultatet_i_ord() -> None:
    from kundvalsdesk.services.paket.typer import Paketresultat

    def ord_(inlasta: int, redan: int, utkast: int, antal: int) -> tuple[str, ...]:
        return resultat_ord(Paketresultat("", "", inlasta, redan, utkast, (), (), ("x",) * antal))

    assert ord_(1, 0, 0, 1) == ("Ett beslut infördes.",)
    assert ord_(14, 0, 2, 14) == ("14 beslut infördes.", "Två utkast till återremiss följde med hem.")
    assert ord_(0, 1, 1, 1) == (
        "Inga nya beslut infördes.", "Ett beslut var infört sedan tidigare.",
        "Ett utkast till återremiss följde med hem.",
    )  # fmt: skip
    assert ord_(0, 0, 0, 0) == ("Inga beslut hade tagits i paketet.",)
