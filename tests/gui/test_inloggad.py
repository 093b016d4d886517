"""The window on a shared database as it is in use: by a login with the rights of its role."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from db.inloggade import Inloggade, Inloggadvarld
from gui.conftest import Oppna, lugn
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from sqlalchemy import text

from kundvalsdesk.app import VanligDatabas
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.kopia_dialog import Kopiadialog
from kundvalsdesk.ui.rail import RUM

DAG = date(2024, 6, 5)


@pytest.fixture(autouse=True)
def _brutna_anslutningar() -> Iterator[None]:
    """A connection that the server has ended is let go of by the pool without being closed, and says so when it is
    taken as garbage: here, last of all, and not in the middle of another test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def v(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Iterator[Inloggadvarld]:
    databas = ny_databas("postgresql")
    with Inloggade(databas) as inloggade:
        yield Inloggadvarld(databas, regelverk, inloggade)


@pytest.fixture
def insats(v: Inloggadvarld) -> str:
    i = v.gor("2024-05-02", "besluta", mal="K0001", kod="AMI2", datum="2024-05-02", motivering="Ja.").insatser[0]
    v.gor("2024-05-02", "valj_anordnare", i, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", i, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", i, datum="2024-05-06", jobbexpert="Moa Ceder")
    v.gor("2024-05-07", "uppdrag", i, datum="2024-05-07", start="2024-05-13", omfattning="100", deltid_skal="")
    v.gor("2024-05-20", "plan_inkommen", i, datum="2024-05-20")
    v.gor("2024-06-03", "rapport_klarmarkera", i, "2024-05", datum="2024-06-03")
    return i


def fel(f: Fonster) -> list[str]:
    """What stands in the bars of errors in view. That a brytdatum is to come is no error: the room says it itself."""
    rutor = [r for r in f.findChildren(QFrame) if r.property("roll") in ("fel", "varning")]
    return [r.accessibleName() for r in rutor if r.isVisible() and not r.accessibleName().startswith("Brytdatum är ")]


@pytest.mark.parametrize("som", ["anlu", "gust"])
def test_every_room_is_open_to_who_has_it_and_tells_of_no_error(
    qtbot: Any, oppna_fonster: Oppna, v: Inloggadvarld, insats: str, som: str
) -> None:
    adress = v.inloggade.som(som).adress.url
    f = oppna_fonster(VanligDatabas(adress, None, lambda: DAG), DAG, demo=False)
    assert f.arbetare.delad and not f.arbetare.aktor.agare  # type: ignore[union-attr]
    for rum, _ in RUM:
        if not f.rail.knappar[rum].isVisible():
            continue
        f.visa_rum(rum)
        lugn(qtbot, f)
        assert f.rum == rum and fel(f) == [], rum
    f.oppna_arende(insats)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.vy is not None and fel(f) == []
    flikar = f.arende.flikar
    for plats in range(flikar.rad.count()):
        flikar.rad.setCurrentIndex(plats)
        lugn(qtbot, f)
        assert fel(f) == [], flikar.rad.tabText(plats)


def test_an_empty_queue_says_what_comes_there_to_whoever_logs_in(
    oppna_fonster: Oppna, v: Inloggadvarld, insats: str
) -> None:
    adress = v.inloggade.som("dass").adress.url
    f = oppna_fonster(VanligDatabas(adress, None, lambda: DAG), DAG, demo=False)
    assert f.rum == "ko" and "Ingen incident att bedöma" in skrivet(f) and "kollegornas" not in skrivet(f)


def test_a_systemspecialist_is_told_at_once_who_takes_the_backup(
    qtbot: Any, oppna_fonster: Oppna, v: Inloggadvarld
) -> None:
    f = oppna_fonster(VanligDatabas(v.inloggade.som("syss").adress.url, None, lambda: DAG), DAG, demo=False)
    d = Kopiadialog(f, f.s)
    d.open()
    lugn(qtbot, f)
    assert "kopieras av den som äger den" in skrivet(f)
    assert not next(k for k in d.findChildren(QPushButton) if k.text() == "Säkerhetskopiera …").isEnabled()
    d.reject()


def test_who_is_barred_keeps_no_name_on_the_screen_and_is_told_why(
    qtbot: Any, oppna_fonster: Oppna, v: Inloggadvarld, insats: str
) -> None:
    adress = v.inloggade.som("anlu").adress.url
    f = oppna_fonster(VanligDatabas(adress, None, lambda: DAG), DAG, demo=False)
    f.oppna_arende(insats)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.vy is not None
    namn = "Dragana"
    assert namn in skrivet(f)
    f.arende.oppna_steg(next(s for s in f.arende.vy.nasta if s.tillaten and s.falt))
    kontakter: list[str] = []
    f.arbetare.kontakt.andrad.connect(lambda uppe, mening: kontakter.append(mening))

    def spar(nej: str, dag: str) -> None:
        with v.databas.engine.begin() as c:
            c.execute(text(f"UPDATE handlaggare SET sparrad = {dag} WHERE anvandare = 'anlu'"))
            c.execute(text(f"ALTER ROLE anlu {nej}LOGIN"))
            if nej:
                c.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anlu'"))

    spar("NO", "current_date")
    qtbot.waitUntil(lambda: f.start.isVisible(), timeout=5_000)
    qtbot.wait(600)  # longer than a break that is worth a word
    assert "Inloggningen är spärrad. Vänd dig till systemspecialisten." in skrivet(f)
    assert namn not in skrivet(f) and "bruten" not in skrivet(f)
    assert not f.vyer and f.arende is None and f.arbetare.aktor is None
    f.uppdatera()
    f.visa_rum("arenden")
    assert f.start.isVisible() and not f.vyer
    spar("", "NULL")
    f.start.igen.emit()
    qtbot.waitUntil(lambda: not f.start.isVisible(), timeout=5_000)
    lugn(qtbot, f)
    f.oppna_arende(insats)
    lugn(qtbot, f)
    assert namn in skrivet(f)


def skrivet(f: Fonster) -> str:
    """What stands in the labels of the window, and of all that has been drawn in it."""
    return " ".join(e.text() for e in f.findChildren(QLabel))
