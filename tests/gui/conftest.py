"""The window without a screen: theme, made-up services, and a window with a worker of its own for each test."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTNYCKEL
from gui.latsas import IDAG, Latsas
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

from kundvalsdesk import app
from kundvalsdesk.models.motor import Databas, anslut_fil
from kundvalsdesk.services.formularutkast import Utkastplats
from kundvalsdesk.ui.arbetare import Arbetare
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.tema import Tema
from kundvalsdesk.ui.tokens import Matt


@pytest.fixture(scope="session")
def tema(qapp: QApplication) -> Tema:
    tema = Tema(qapp, "ljus")
    if faktor := os.environ.get("KUNDVALSDESK_PROV_TEXT"):  # as if the system's own text were larger
        tema.matt = Matt(float(faktor))
        tema.valj("ljus")
    return tema


@pytest.fixture(scope="session", autouse=True)
def _demo_som_minns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The demo of a day is filled by the program once; the windows after that get every page of it copied."""
    mapp = tmp_path_factory.mktemp("demo")
    riktig = app.Demodatabas._fyll

    def fyll(self: app.Demodatabas, databas: Databas, rapportera: Any) -> None:
        mall = mapp / f"{self._idag()}.db"
        fylld = mall.exists()
        if not fylld:
            riktig(self, databas, rapportera)
        demo = databas.engine.raw_connection()
        annan = anslut_fil(mall, TESTNYCKEL)
        try:
            fran, till = (annan, demo.driver_connection) if fylld else (demo.driver_connection, annan)
            fran.backup(till)
        finally:
            annan.close()
            demo.close()

    with pytest.MonkeyPatch.context() as m:
        m.setattr(app.Demodatabas, "_fyll", fyll)
        yield


@pytest.fixture
def minne(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "minne.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def latsas(monkeypatch: pytest.MonkeyPatch) -> Latsas:
    tjanster = Latsas()
    tjanster.ersatt(monkeypatch)
    return tjanster


@pytest.fixture(autouse=True)
def utkastplats(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Utkastplats:
    """Drafts of an ordinary database are kept apart from those of whoever runs the test."""
    plats = Utkastplats("prov", tmp_path / "utkast", "ab" * 32)
    monkeypatch.setattr(app, "_utkastplats", lambda _: plats)
    return plats


@pytest.fixture
def arbetare(qapp: QApplication) -> Iterator[Arbetare]:
    a = Arbetare()
    yield a
    a.stang()


Oppna = Callable[..., Fonster]
DAG = date(2024, 9, 11)
"""Today, where what is read in decides what there is."""


class Fonstervakt(QObject):
    """Notices widgets that show themselves as windows of their own: a flash on screen that takes the focus away."""

    def __init__(self) -> None:
        super().__init__()
        self.losa: list[str] = []

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        visas = handelse.type() == QEvent.Type.Show and isinstance(vem, QWidget) and vem.isWindow()
        if visas and vem.windowType() == Qt.WindowType.Window and not isinstance(vem, Fonster):
            self.losa.append(repr(vem))
        return False


@pytest.fixture
def oppna_fonster(qtbot: Any, tema: Tema, minne: QSettings) -> Iterator[Oppna]:
    """Opens a window on what stands in for app.py's choice of database, and waits for its first view."""
    vakt = Fonstervakt()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(vakt)
    oppnade: list[Fonster] = []
    buggar: list[BaseException] = []

    def oppna(
        val: Any, idag: date = IDAG, *, demo: bool = True, storlek: tuple[int, int] = (1440, 860), **mer: Any
    ) -> Fonster:  # fmt: skip
        arbetare = Arbetare()
        f = Fonster(tema, arbetare, minne, val, idag, demo=demo, **mer)
        arbetare.bugg.connect(buggar.append)
        qtbot.addWidget(f, before_close_func=_stang_formular)
        f.resize(*storlek)
        with qtbot.waitSignal(f.klar, timeout=60_000):
            f.show()
        f.activateWindow()
        lugn(qtbot, f)
        oppnade.append(f)
        return f

    yield oppna
    for f in oppnade:
        f.arbetare.stang()
    app.removeEventFilter(vakt)
    assert not buggar, buggar
    assert not vakt.losa, vakt.losa


def _stang_formular(f: Fonster) -> None:
    """A window with something typed would ask before it closes."""
    if f.arende is not None:
        f.arende._stang_formular()


def lugn(qtbot: Any, f: Fonster) -> None:
    """Until the timers of the views have fired and the worker is done."""
    for _ in range(2):
        qtbot.wait(90)
        qtbot.waitUntil(lambda: f.arbetare.ledig, timeout=20_000)


@pytest.fixture
def fonster(oppna_fonster: Oppna, latsas: Latsas) -> Fonster:
    return oppna_fonster(latsas)


@pytest.fixture
def tomt(oppna_fonster: Oppna, tmp_path: Path) -> Fonster:
    """A window on a new local database of one's own."""
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa

    fil = tmp_path / "egen.db"
    skapa(tolka_adress(str(fil))).stang()
    return oppna_fonster(app.VanligDatabas(str(fil), "nagon", lambda: DAG), DAG, demo=False)
