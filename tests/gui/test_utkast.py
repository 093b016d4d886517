"""Nothing typed is lost: drafts of forms while one types, offered back, and after kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.latsas import Latsas
from gui.latsas_granskning import LatsasGranskning
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from kundvalsdesk.app import Demodatabas, VanligDatabas
from kundvalsdesk.fel import Databasfel, Konflikt
from kundvalsdesk.models.motor import oppna_motor, tolka_adress
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.formularutkast import Utkast, Utkastfil, Utkastplats
from kundvalsdesk.ui import fraga as fragemodul
from kundvalsdesk.ui.arbetare import Oppnad
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.granskning_skrivin import Skrivindialog
from kundvalsdesk.ui.ny_insats import NyInsatsDialog
from kundvalsdesk.ui.stegformular import Stegformular

INSATS = "2024-0131"


class Minnande(Latsas):
    """A window on made-up services whose drafts are kept."""

    plats: Utkastplats | None = None

    def oppnare(self) -> Oppnad:
        o = super().oppnare()
        if (plats := self.plats) is not None:
            o.utkastplats = lambda: plats
        return o


@pytest.fixture
def latsas(monkeypatch: pytest.MonkeyPatch, utkastplats: Utkastplats) -> Minnande:
    tjanster = Minnande()
    tjanster.plats = utkastplats
    tjanster.ersatt(monkeypatch)
    return tjanster


def kvar(plats: Utkastplats, databas: str | None = None, anvandare: str | None = None) -> list[Utkast]:
    """What stands in the file now, seen from outside."""
    fil = Utkastfil.oppna(plats)
    assert fil is not None
    rader = fil._las("1 = 1", ())
    fil.stang()
    return rader


def formular(f: Fonster) -> Stegformular:
    assert f.arende is not None and f.arende.formular is not None
    return f.arende.formular


def oppna_steg(qtbot: Any, f: Fonster, kod: str = "granska_plan", insats: str = INSATS) -> Stegformular:
    f.oppna_arende(insats)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.vy is not None
    f.arende.oppna_steg(next(n for n in f.arende.vy.nasta if n.kod == kod))
    vanta(qtbot, f)
    return formular(f)


def vanta(qtbot: Any, f: Fonster) -> None:
    """Until the thread of drafts has done what was asked for, and its answers have come."""
    klara: list[Any] = []
    plats = f.s.utkast.plats
    assert plats is not None
    f.s.utkast._lagg(plats, lambda fil: [], klara.append)
    qtbot.waitUntil(lambda: bool(klara), timeout=10_000)
    lugn(qtbot, f)


def knapp(i: QWidget, ord_: str) -> QPushButton:
    return next(k for k in i.findChildren(QPushButton) if k.text() == ord_ and k.isVisible())


def ord_i(i: QWidget) -> str:
    return " ".join(x.text() for x in i.findChildren(QLabel) if x.isVisible())


def test_typed_text_is_kept_within_two_seconds_while_one_types_on(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats
) -> None:
    f = oppna_fonster(latsas)
    form = oppna_steg(qtbot, f)
    ruta = form.falt["anteckning"]._redigerare.fokus
    fran = time.monotonic()
    while time.monotonic() - fran < 2.2:  # never a pause as long as the delay of the draft
        QTest.keyClicks(ruta, "a")
        qtbot.wait(50)
    rader = kvar(utkastplats)
    assert len(rader) == 1 and len(rader[0].varden["anteckning"]) >= len(form.falt["anteckning"].varde()) / 3
    assert (rader[0].nyckel.insats, rader[0].nyckel.kod, rader[0].rubrik) == (
        INSATS, "granska_plan", "Granska genomförandeplanen",
    )  # fmt: skip


def test_a_form_that_was_never_changed_leaves_nothing(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats
) -> None:
    f = oppna_fonster(latsas)
    form = oppna_steg(qtbot, f)
    form.falt["anteckning"].satt("x")
    qtbot.wait(1000)
    vanta(qtbot, f)
    assert len(kvar(utkastplats)) == 1
    form.falt["anteckning"].satt("")
    qtbot.wait(1000)
    vanta(qtbot, f)
    assert kvar(utkastplats) == []


def avbruten(qtbot: Any, f: Fonster, text: str = "Pratat med Moa.") -> None:
    """Typed, and then the form is gone without an answer, as after a crash."""
    form = oppna_steg(qtbot, f)
    form.falt["beslut"].satt("aterremiss")
    form.falt["skal"].satt(text)
    qtbot.wait(1000)
    vanta(qtbot, f)
    assert f.arende is not None
    f.arende._stang_formular()


def test_what_was_begun_is_offered_back_by_keyboard(qtbot: Any, oppna_fonster: Oppna, latsas: Minnande) -> None:
    f = oppna_fonster(latsas)
    avbruten(qtbot, f)
    form = oppna_steg(qtbot, f)
    assert "Du började skriva här i dag klockan" in ord_i(form)
    assert form.falt["skal"].varde() == "" and not form.andrat  # nothing is put there unasked
    ta = knapp(form, "Ta tillbaka texten")
    assert "i dag klockan" in ta.accessibleName()
    for _ in range(12):
        if QApplication.focusWidget() is ta:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert ta.hasFocus()
    qtbot.keyClick(ta, Qt.Key.Key_Space)
    assert form.falt["skal"].varde() == "Pratat med Moa." and not form.falt["skal"].isHidden()
    qtbot.wait(20)
    knapp(form, "Ångra").click()
    qtbot.wait(20)
    assert form.falt["skal"].varde() == "" and knapp(form, "Släng")


def test_a_done_step_leaves_no_draft(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats
) -> None:
    f = oppna_fonster(latsas)
    avbruten(qtbot, f)
    form = oppna_steg(qtbot, f)
    knapp(form, "Ta tillbaka texten").click()
    form.forsok()
    vanta(qtbot, f)
    assert latsas.sparat[-1][4]["skal"] == "Pratat med Moa."
    assert kvar(utkastplats) == []


def test_thrown_away_is_gone(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = oppna_fonster(latsas)
    avbruten(qtbot, f)
    form = oppna_steg(qtbot, f)
    knapp(form, "Släng").click()
    vanta(qtbot, f)
    assert kvar(utkastplats) == [] and "Du började" not in ord_i(form)
    form.falt["anteckning"].satt("igen")
    qtbot.wait(1000)
    vanta(qtbot, f)
    assert len(kvar(utkastplats)) == 1
    monkeypatch.setattr(fragemodul.Fragedialog, "exec", lambda self: 1)
    form.stang()
    vanta(qtbot, f)
    assert kvar(utkastplats) == []


def test_only_offered_waits_for_the_next_time(qtbot: Any, oppna_fonster: Oppna, latsas: Minnande) -> None:
    f = oppna_fonster(latsas)
    avbruten(qtbot, f)
    oppna_steg(qtbot, f).stang()
    vanta(qtbot, f)
    assert "Du började" in ord_i(oppna_steg(qtbot, f))


@pytest.mark.parametrize(
    "fel",
    [
        Databasfel("forbindelse", "Förbindelsen till databasen är bruten."),
        Konflikt("Någon annan har sparat planen.", [], "Bo Ek", None),
    ],
)
def test_a_refused_save_keeps_both_the_form_and_the_draft(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats, fel: Any
) -> None:
    f = oppna_fonster(latsas)
    form = oppna_steg(qtbot, f)
    form.falt["beslut"].satt("aterremiss")
    form.falt["skal"].satt("Delmål saknas.")
    latsas.vid_spara = fel
    form.forsok()  # at once: the draft does not wait for its second
    vanta(qtbot, f)
    assert formular(f) is form and form.falt["skal"].varde() == "Delmål saknas."
    assert [u.varden["skal"] for u in kvar(utkastplats)] == ["Delmål saknas."]


def test_somebody_else_at_the_same_computer_sees_nothing_of_it(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande
) -> None:
    f = oppna_fonster(latsas)
    avbruten(qtbot, f)
    f.byt_anvandare("boek")
    lugn(qtbot, f)
    assert "Du började" not in ord_i(oppna_steg(qtbot, f))


def test_said_once_at_the_next_start_and_leads_back(qtbot: Any, oppna_fonster: Oppna, latsas: Minnande) -> None:
    forsta = oppna_fonster(latsas)
    avbruten(qtbot, forsta)
    forsta.arbetare.stang()
    f = oppna_fonster(latsas)
    qtbot.waitUntil(lambda: f.rapporter.osparat is not None and f.rapporter.osparat.isVisible(), timeout=5000)
    ruta = f.rapporter.osparat
    assert ruta is not None
    sagt = ord_i(ruta)
    assert "Det finns text som inte sparades: Granska genomförandeplanen, i dag klockan" in sagt
    assert "Dragana" not in sagt and "Moa" not in sagt
    knapp(ruta, "Öppna").click()
    lugn(qtbot, f)
    vanta(qtbot, f)
    assert ruta.isHidden() and formular(f).steg.kod == "granska_plan"
    knapp(formular(f), "Ta tillbaka texten").click()
    assert formular(f).falt["skal"].varde() == "Pratat med Moa."


def test_a_step_that_somebody_else_has_taken_shows_the_text(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats
) -> None:
    forsta = oppna_fonster(latsas)
    avbruten(qtbot, forsta, "Delmålen för språk saknas helt.")
    forsta.arbetare.stang()
    latsas.utfor(None, "granska_plan", INSATS, "1", 3, {})
    f = oppna_fonster(latsas)
    qtbot.waitUntil(lambda: f.rapporter.osparat is not None and f.rapporter.osparat.isVisible(), timeout=5000)
    ruta = f.rapporter.osparat
    assert ruta is not None
    knapp(ruta, "Öppna").click()
    lugn(qtbot, f)
    assert "Delmålen för språk saknas helt." in ord_i(ruta)
    knapp(ruta, "Släng texten").click()
    vanta(qtbot, f)
    assert ruta.isHidden() and kvar(utkastplats) == []


def test_a_new_kund_is_kept_too(qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats) -> None:
    f = oppna_fonster(latsas)
    dialog = f.ny_insats()
    assert isinstance(dialog, NyInsatsDialog)
    dialog._ny_kund()
    vanta(qtbot, f)
    assert dialog.formular is not None
    QTest.keyClicks(dialog.formular.falt["efternamn"]._redigerare.fokus, "Oman")
    qtbot.wait(1000)
    vanta(qtbot, f)
    assert [(u.flik, u.varden) for u in kvar(utkastplats)] == [("ny_insats", {"efternamn": "Oman"})]
    dialog.formular.forsok()
    vanta(qtbot, f)
    assert kvar(utkastplats) == []


def test_without_a_place_for_drafts_forms_work_as_before(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats
) -> None:
    latsas.plats = utkastplats._replace(mapp=Path(__file__) / "går inte")
    f = oppna_fonster(latsas)
    form = oppna_steg(qtbot, f)
    form.falt["beslut"].satt("godkand")
    form.forsok()
    lugn(qtbot, f)
    assert len(latsas.sparat) == 1
    latsas.plats = None
    g = oppna_fonster(Minnande())
    assert g.s.utkast.plats is None


def test_the_drafts_of_the_demo_are_gone_with_it(qtbot: Any, oppna_fonster: Oppna) -> None:
    dag = date(2024, 9, 11)
    f = oppna_fonster(Demodatabas(None, lambda: dag), dag)
    plats = f.s.utkast.plats
    assert plats is not None
    u = Utkast(_nyckel(plats), "r", "Rubrik", "", {"a": "b"}, datetime.now())
    f.s.utkast.spara(plats, u)
    vanta(qtbot, f)
    assert (plats.mapp / "utkast.db").exists()
    f.arbetare.stang()
    assert not plats.mapp.exists()


def _nyckel(plats: Utkastplats) -> Any:
    from kundvalsdesk.services.formularutkast import Utkastnyckel

    return Utkastnyckel(plats.databas, "x", "i", "k", "", "f")


# --- kill -9 -------------------------------------------------------------------------------------------------------


@pytest.fixture
def arendefil(sqlitemall: Path, tmp_path: Path, regelverk: Regelverkssamling) -> Path:
    """A real file with a case that waits to be manned."""
    import shutil

    from db.varld import Varld

    fil = tmp_path / "arenden.db"
    shutil.copyfile(sqlitemall, fil)
    insats = {"insats": INSATS, "kund": "K0001", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-09-02",
              "aktualiserad": "2024-09-03"}  # fmt: skip
    databas = oppna_motor(tolka_adress(str(fil)), os.environ["KUNDVALSDESK_NYCKEL"])
    Varld(databas, regelverk, {"insatser": [insats]})
    databas.stang()
    return fil


@pytest.mark.skipif(os.name == "nt", reason="no kill -9")
@pytest.mark.parametrize("sekunder", [1.3, 2.4, 3.1])
def test_kill_9_while_typing_loses_at_most_two_seconds(
    qtbot: Any, oppna_fonster: Oppna, arendefil: Path, utkastplats: Utkastplats, tmp_path: Path, sekunder: float
) -> None:
    skript = Path(__file__).with_name("skrivare.py")
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    with subprocess.Popen(
        [sys.executable, str(skript), str(arendefil), str(utkastplats.mapp), INSATS, "bemanna", "jobbexpert"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=miljo, encoding="utf-8",
    ) as p:  # fmt: skip
        assert p.stdout is not None and p.stderr is not None
        forsta = p.stdout.readline()
        if not forsta:
            pytest.fail(p.stderr.read())
        time.sleep(sekunder)
        dog = time.time()
        p.send_signal(signal.SIGKILL)
        skrivet = [rad.rstrip("\n").split("|", 1) for rad in (forsta, *p.stdout)]
    allt = "".join(tecken for _, tecken in skrivet)
    maste = "".join(tecken for nar, tecken in skrivet if float(nar) < dog - 2).strip()
    f = oppna_fonster(VanligDatabas(str(arendefil), "anlu", lambda: date(2024, 9, 11)), date(2024, 9, 11))
    qtbot.waitUntil(lambda: f.rapporter.osparat is not None and f.rapporter.osparat.isVisible(), timeout=5000)
    ruta = f.rapporter.osparat
    assert ruta is not None
    knapp(ruta, "Öppna").click()
    lugn(qtbot, f)
    vanta(qtbot, f)
    knapp(formular(f), "Ta tillbaka texten").click()
    tillbaka = formular(f).falt["jobbexpert"].varde()
    assert tillbaka and allt.startswith(tillbaka) and tillbaka.startswith(maste)
    assert datetime.now() - kvar(utkastplats)[-1].nar < timedelta(minutes=1)


# --- a report typed in by hand -------------------------------------------------------------------------------------

RAPPORTEN = Stegval("rapport_klarmarkera", "", "", "2024-08", 7)


def test_a_report_that_is_typed_in_is_kept_and_found_again(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sections, its tables and the cell that is being typed in; the next start leads back into the same form."""
    granskning = LatsasGranskning()
    granskning.ersatt(monkeypatch, utfor=False)
    latsas.vy = replace(latsas.vy, nasta=(RAPPORTEN, replace(RAPPORTEN, kod="plan_inkommen", mal="")))
    forsta = oppna_fonster(latsas)
    dialog = skriv_in(qtbot, forsta)
    QTest.keyClicks(dialog.texter["progression"], "Tre dagar i veckan")
    tabell = dialog.tabeller["kontakter"]
    tabell.setFocus()
    tabell.setCurrentCell(0, 2)
    QTest.keyClicks(tabell, "r")  # opens the cell
    QTest.keyClicks(QApplication.focusWidget(), "ingde")
    qtbot.wait(1000)
    vanta(qtbot, forsta)
    (u,) = kvar(utkastplats)
    assert (u.nyckel.insats, u.nyckel.kod, u.nyckel.mal) == ("2024-0001", "skriv_in", "rapport:2024-08")
    assert u.varden["text:progression"] == "Tre dagar i veckan" and u.varden["tabell:kontakter"] == "\t\tringde"
    assert "Yusuf" not in u.rubrik and "augusti" in u.rubrik
    forsta.arbetare.stang()  # without an answer to the form, as after a crash
    f = oppna_fonster(latsas)
    qtbot.waitUntil(lambda: f.rapporter.osparat is not None and f.rapporter.osparat.isVisible(), timeout=5000)
    assert f.rapporter.osparat is not None
    knapp(f.rapporter.osparat, "Öppna").click()
    lugn(qtbot, f)
    vanta(qtbot, f)
    igen = f.findChild(Skrivindialog)
    assert igen is not None and igen.texter["progression"].toPlainText() == ""
    knapp(igen, "Ta tillbaka texten").click()
    assert igen.texter["progression"].toPlainText() == "Tre dagar i veckan"
    assert igen.formular is not None and igen.formular.falt["tabell:kontakter"].varde() == "\t\tringde"
    igen.forsok()
    lugn(qtbot, f)
    vanta(qtbot, f)
    assert granskning.inskrivna[0][3].text("progression") == "Tre dagar i veckan" and kvar(utkastplats) == []


def skriv_in(qtbot: Any, f: Fonster) -> Skrivindialog:
    dialog = Skrivindialog(f, f.s, "2024-0001", "rapport:2024-08")
    dialog.open()
    lugn(qtbot, f)
    vanta(qtbot, f)
    return dialog


def test_a_report_thrown_away_leaves_nothing(
    qtbot: Any, oppna_fonster: Oppna, latsas: Minnande, utkastplats: Utkastplats, monkeypatch: pytest.MonkeyPatch
) -> None:
    LatsasGranskning().ersatt(monkeypatch, utfor=False)
    latsas.vy = replace(latsas.vy, nasta=(RAPPORTEN,))
    f = oppna_fonster(latsas)
    dialog = skriv_in(qtbot, f)
    dialog.texter["progression"].setPlainText("Halva")
    qtbot.wait(1000)
    vanta(qtbot, f)
    assert len(kvar(utkastplats)) == 1
    monkeypatch.setattr("kundvalsdesk.ui.granskning_skrivin.fraga", lambda *_: True)
    dialog.reject()
    vanta(qtbot, f)
    assert kvar(utkastplats) == []
