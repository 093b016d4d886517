"""What a systemspecialist meets in the window: a room of their own, the users, and the choice of database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from conftest import TESTNYCKEL
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from sqlalchemy import make_url

from kundvalsdesk import app
from kundvalsdesk.models.motor import tolka_adress
from kundvalsdesk.services import databas, inloggning
from kundvalsdesk.services.arbetsenhet import aktor_for, lasning
from kundvalsdesk.services.kontotyper import Anslutning
from kundvalsdesk.services.overforing import las_in
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.ui import anvandare_dialog, losenord_dialog
from kundvalsdesk.ui.anslutning_dialog import Anslutningsdialog
from kundvalsdesk.ui.anvandare_dialog import KOLUMNER, Anvandardialog, Anvandarformular
from kundvalsdesk.ui.arbetare import Arbetare
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.start_vy import StartVy
from kundvalsdesk.ui.tema import Tema

DAG = date(2026, 11, 18)
FOLK = [
    {"anvandare": "syss", "namn": "Sixten Ys", "roll": "systemspecialist"},
    {"anvandare": "anlu", "namn": "Anna Lund", "roll": "karriarvagledare"},
]


@pytest.fixture(autouse=True)
def _egna_val(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for namn in ("user_config_dir", "user_data_dir"):
        monkeypatch.setattr(platformdirs, namn, lambda app, **_: str(tmp_path / app))


def _fyll(db: databas.Databas) -> None:
    with lasning(db) as a:
        agare = aktor_for(a, None)
    kunder = [{"kund": "K1", "fornamn": "A", "efternamn": "B", "karriarvagledare": "anlu"}]
    blad = {"handlaggare": FOLK, "kunder": kunder}
    assert las_in(db, agare, las_regelverk(), DAG, blad).fel == ()  # type: ignore[arg-type]


@pytest.fixture
def fonster(tema: Tema, qtbot: Any, tmp_path: Path) -> Iterator[Callable[..., Fonster]]:
    """A window on a database, the user's own file if no address is given."""
    oppna: list[Fonster] = []

    def gor(text: str | None, som: str | None) -> Fonster:
        minne = QSettings(str(tmp_path / "minne.ini"), QSettings.Format.IniFormat)
        f = Fonster(tema, Arbetare(), minne, app.VanligDatabas(text, som, lambda: DAG), DAG)
        oppna.append(f)
        qtbot.addWidget(f)
        f.resize(1200, 800)
        f.show()
        qtbot.waitUntil(
            lambda: (f.arbetare.ledig and f._hel.currentIndex() == 1) or not f.start._stapel, timeout=10_000
        )
        qtbot.waitUntil(lambda: f.arbetare.ledig)
        return f

    yield gor
    for f in oppna:
        f.arbetare.stang()


def _dialog(slag: type[QDialog]) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, slag) and w.isVisible())


def _ord(w: Any) -> str:
    return " ".join(e.text() for e in w.findChildren(QLabel) if e.isVisibleTo(w))


def test_a_systemspecialist_has_a_room_of_users_and_no_case(
    fonster: Callable[..., Fonster], tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fil = str(tmp_path / "egen.db")
    db = databas.skapa(tolka_adress(fil), TESTNYCKEL)
    _fyll(db)
    db.stang()
    f = fonster(fil, "syss")
    assert f.rum == "skotsel"
    assert [kod for kod, k in f.rail.knappar.items() if not k.isHidden()] == ["anordnare", "skotsel"]
    assert f.topp.sokfalt.isHidden()
    assert not f.topp._byt_databas.isVisible()  # the command line has said which
    f.visa_rum("arenden")
    assert f.rum == "skotsel"
    assert "2 kan arbeta" in _ord(f.vyer["skotsel"])

    QTest.keyClick(f.vyer["skotsel"].anvandare, Qt.Key.Key_Return)  # type: ignore[union-attr]
    d = _dialog(Anvandardialog)
    qtbot.waitUntil(lambda: d.tabell.rowCount() == 2)
    assert d.tabell.isColumnHidden(KOLUMNER.index("Inloggning"))
    QTest.keyClick(d, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: f.arbetare.ledig)
    ny = _dialog(Anvandarformular)
    for falt, varde in (("anvandare", "boek"), ("namn", "Bo Ek"), ("roll", "arbetsledare")):
        ny.formular.falt[falt].satt(varde)
    QTest.keyClick(ny, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: d.tabell.rowCount() == 3)
    assert d.vald.anvandare == "boek"

    d.tabell.setCurrentCell(next(n for n, r in enumerate(d._rader) if r.anvandare == "anlu"), 0)
    monkeypatch.setattr(anvandare_dialog, "fraga", lambda *_: True)
    d.sparra_knapp.click()
    qtbot.waitUntil(lambda: "spärrad och är kundansvarig för en kund" in _ord(d))
    qtbot.waitUntil(lambda: d.vald is not None and d.vald.sparrad == DAG)
    assert d.sparra_knapp.text() == "Häv spärren"
    d.tabell.setCurrentCell(next(n for n, r in enumerate(d._rader) if r.jag), 0)
    assert not d.sparra_knapp.isEnabled()
    d.accept()
    qtbot.waitUntil(lambda: f.arbetare.ledig)


def test_whoever_gets_figures_has_their_rooms_and_no_other(fonster: Callable[..., Fonster], tmp_path: Path) -> None:
    fil = str(tmp_path / "egen.db")
    db = databas.skapa(tolka_adress(fil), TESTNYCKEL)
    FOLK.append({"anvandare": "kvut", "namn": "Kia Ut", "roll": "kvalitetsutvecklare"})
    try:
        _fyll(db)
    finally:
        FOLK.pop()
        db.stang()
    f = fonster(fil, "kvut")
    assert f.rum == "uppfoljning"
    assert [kod for kod, k in f.rail.knappar.items() if not k.isHidden()] == ["anordnare", "statistik", "uppfoljning"]
    f.visa_rum("ko")
    assert f.rum == "uppfoljning"


def test_from_an_own_file_to_a_shared_database_and_back(
    fonster: Callable[..., Fonster], ny_databas: Callable[[str], Any], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First start: no database here. The assistant finds faults, then the window works in the shared one."""
    nycklar: list[str | None] = []
    oppna = app.VanligDatabas.oppna

    def minns(val: app.VanligDatabas, nyckel: str | None = None, *, spara: bool = False) -> Any:
        nycklar.append(nyckel)
        return oppna(val, nyckel, spara=spara)

    monkeypatch.setattr(app.VanligDatabas, "oppna", minns)
    delad = ny_databas("postgresql")
    url = make_url(delad.adress.url)
    f = fonster(None, None)
    knapp = next(k for k in f.start.findChildren(type(f.topp.ny)) if k.text().startswith("Anslut till en delad"))
    knapp.click()
    qtbot.waitUntil(lambda: f.arbetare.ledig)
    d = _dialog(Anslutningsdialog)
    assert d.delad.isChecked()
    d.falt["server"].setText("")
    d.prova_knapp.click()
    qtbot.waitUntil(lambda: "Skriv serverns namn" in _ord(d))
    ratt = {"server": str(url.query["host"]), "databas": "finns_inte", "anvandare": "postgres"}
    for falt, varde in ratt.items():
        d.falt[falt].setText(varde)
    d.prova_knapp.click()
    qtbot.waitUntil(lambda: "Databasen finns inte på servern" in _ord(d))
    d.falt["databas"].setText(url.database or "")
    d.prova_knapp.click()
    qtbot.waitUntil(lambda: "Det fungerar" in _ord(d))
    d.falt["losenord"].setText("en liten grön åsna 7")
    d.anslut_knapp.click()
    qtbot.waitUntil(lambda: f._hel.currentIndex() == 1 and f.arbetare.ledig, timeout=10_000)
    assert nycklar[-1] == "en liten grön åsna 7"  # typed once, also where no keyring keeps it
    assert f.arbetare.plats.startswith("Delad databas")
    assert f.topp._byt_losenord.isVisible()

    f.databasvag.fraga(Anslutning(), delad=False)
    d = _dialog(Anslutningsdialog)
    assert d.egen.isChecked()
    d.anslut_knapp.click()
    qtbot.waitUntil(lambda: f._hel.currentIndex() == 0 and f.arbetare.ledig, timeout=10_000)
    assert "Skapa databasen här" in " ".join(k.text() for k in f.start.findChildren(type(f.topp.ny)))


def test_a_new_password_is_typed_twice(
    fonster: Callable[..., Fonster], tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fil = str(tmp_path / "egen.db")
    databas.skapa(tolka_adress(fil), TESTNYCKEL).stang()
    f = fonster(fil, None)
    sparat: list[dict[str, str]] = []
    monkeypatch.setattr(losenord_dialog.tjanster, "utfor", lambda e, kod, i, m, v, varden: sparat.append(varden))
    f.databasvag.byt_losenord()
    d = _dialog(losenord_dialog.Losenordsdialog)
    d.nytt.setText("en liten grön åsna 7")
    d.spara_knapp.click()
    qtbot.waitUntil(lambda: "inte lika" in _ord(d))
    d.igen.setText("en liten grön åsna 7")
    d.spara_knapp.click()
    qtbot.waitUntil(lambda: "Lösenordet är bytt" in _ord(f))
    assert sparat == [{"losenord": "en liten grön åsna 7"}]


def test_whoever_was_given_their_password_is_asked_for_one_of_their_own(
    fonster: Callable[..., Fonster], ny_databas: Callable[[str], Any], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start, and at the next one too if they would rather not now."""
    monkeypatch.setattr(inloggning, "har_givet_losenord", lambda databas: not databas.lokal)
    for slag, fragas in (("postgresql", True), ("postgresql", True), ("sqlite", False)):
        f = fonster(ny_databas(slag).adress.url if fragas else None, None)
        dialoger = [d for d in f.findChildren(losenord_dialog.Losenordsdialog) if d.isVisible()]
        assert len(dialoger) == fragas
        for d in dialoger:
            assert d.windowTitle() == "Välj ett eget lösenord"
            assert {k.text() for k in d.findChildren(QPushButton)} >= {"Inte nu", "Byt"}
            QTest.keyClick(d, Qt.Key.Key_Escape)
            assert not d.isVisible()


def test_no_button_of_the_start_is_cut(tema: Tema, qtbot: Any) -> None:
    vy = StartVy()
    vy.far_valja = True
    qtbot.addWidget(vy)
    vy.resize(1000, 700)
    vy.show()
    for kod in ("saknas", "nyckel_saknas", "inloggning", "aldre", ""):
        vy.fel(kod, "En mening.")
        qtbot.wait(20)
        knappar = [k for k in vy.findChildren(QPushButton) if k.isVisible()]
        assert len(knappar) >= 4
        assert all(k.width() >= k.sizeHint().width() for k in knappar), kod
