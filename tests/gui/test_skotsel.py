"""What a systemspecialist or the owner of a file does in the window: cases in, cases out, the sender of documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gui.conftest import DAG, Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services.demo import rader
from kundvalsdesk.services.typer import Aktor
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.avslut_guide import FOLJDER, KLART, VAL
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.ko_vy import KoVy
from kundvalsdesk.ui.ny_insats import NyInsatsDialog
from kundvalsdesk.ui.overforing_dialog import Exportdialog, Importdialog


@pytest.fixture
def csv_mapp(tmp_path: Path) -> Callable[[dict[str, list[dict[str, str]]]], Path]:
    def skriv(blad: dict[str, list[dict[str, str]]]) -> Path:
        mapp = tmp_path / "filer"
        mapp.mkdir(exist_ok=True)
        for namn, innehall in blad.items():
            kolumner = list(dict.fromkeys(k for r in innehall for k in r))
            text = "\n".join([";".join(kolumner), *(";".join(r.get(k, "") for k in kolumner) for r in innehall)])
            (mapp / f"{namn}.csv").write_text(text, encoding="utf-8")
        return mapp

    return skriv


def ord_i(dialog: Any) -> str:
    return "\n".join(x.text() for x in dialog.findChildren(QLabel) if not x.isHidden())


def ko(f: Fonster) -> KoVy:
    vy = f.vyer["ko"]
    assert isinstance(vy, KoVy)
    return vy


def test_cases_come_in_through_the_window_and_go_out_again(
    qtbot: Any, tomt: Fonster, csv_mapp: Any, tmp_path: Path
) -> None:
    assert ko(tomt).modell.totalt == 0
    dialog = Importdialog(tomt, tomt.s)
    dialog.inlast.connect(tomt.uppdatera)
    dialog.open()
    with qtbot.waitSignal(dialog.inlast, timeout=60_000):
        dialog.las_in(csv_mapp(rader(DAG)))
    lugn(qtbot, tomt)
    assert "400 kunder" in ord_i(dialog)
    assert ko(tomt).modell.totalt > 50
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()

    ut = Exportdialog(tomt, tomt.s)
    ut.open()
    assert "inte krypterade" in ord_i(ut)
    ut.skriv_ut(tmp_path / "ut")
    qtbot.waitUntil(lambda: "Utskrivet" in ord_i(ut), timeout=30_000)
    assert (tmp_path / "ut" / "kunder.csv").is_file()
    ut.skriv_ut(tmp_path / "ut")
    qtbot.waitUntil(lambda: "Det gick inte" in ord_i(ut), timeout=30_000)


def test_a_faulty_file_is_told_row_by_row_and_takes_nothing_in(qtbot: Any, tomt: Fonster, csv_mapp: Any) -> None:
    blad = rader(DAG)
    blad["kunder"][4] = {**blad["kunder"][4], "malgrupp": "okänd"}
    dialog = Importdialog(tomt, tomt.s)
    dialog.open()
    dialog.las_in(csv_mapp(blad))
    qtbot.waitUntil(lambda: "Ingenting har lästs in" in ord_i(dialog), timeout=60_000)
    lista = dialog.findChild(QPlainTextEdit)
    assert lista is not None and lista.toPlainText().startswith("kunder, rad 6, malgrupp:")
    dialog.accept()
    tomt.uppdatera()
    lugn(qtbot, tomt)
    assert ko(tomt).modell.totalt == 0


def test_an_import_that_is_stopped_leaves_nothing(qtbot: Any, tomt: Fonster, csv_mapp: Any) -> None:
    dialog = Importdialog(tomt, tomt.s)
    dialog.open()
    dialog.las_in(csv_mapp(rader(DAG)))
    dialog.reject()
    qtbot.waitUntil(lambda: "Det gick inte" in ord_i(dialog), timeout=60_000)
    assert "Ingenting" in ord_i(dialog)
    dialog.accept()
    tomt.uppdatera()
    lugn(qtbot, tomt)
    assert ko(tomt).modell.totalt == 0


def test_the_sender_is_set_in_a_form_and_stands_there_next_time(qtbot: Any, tomt: Fonster) -> None:
    for _ in range(2):
        tomt.skotsel.avsandare()
        lugn(qtbot, tomt)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Formulardialog)
        falt = dialog.formular.falt["namn"]
        fore = falt.varde()
        falt.satt("Ankeborgs kommun")
        with qtbot.waitSignal(dialog.sparad, timeout=10_000):
            qtbot.keyClick(dialog.formular, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        lugn(qtbot, tomt)
    assert fore == "Ankeborgs kommun"


def test_only_those_who_care_for_the_database_see_its_commands(
    oppna_fonster: Oppna, tomt: Fonster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def erbjuds(f: Fonster) -> tuple[bool, bool, bool]:
        (skoter,) = {a.isVisible() for a in f.topp._skotsel}
        return skoter, f.topp._overforing["in"].isVisible(), f.topp._overforing["ut"].isVisible()

    assert erbjuds(tomt) == (True, True, True)
    demo = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    assert erbjuds(demo) == (False, False, False)
    # Nobody is offered what the service refuses them.
    for roll, lokalt, delat in (
        ("systemspecialist", (True, True, False), (True, False, False)),
        ("arbetsledare", (False, True, True), (False, False, True)),
    ):
        aktor = Aktor("x", "X", frozenset({roll}), 1)
        tomt.skotsel.satt_roll(aktor, hemma=True)
        assert erbjuds(tomt) == lokalt
        with monkeypatch.context() as m:
            m.setattr(type(tomt.arbetare), "delad", True)
            tomt.skotsel.satt_roll(aktor, hemma=True)
        assert erbjuds(tomt) == delat


def test_an_avslut_offers_the_reasons_of_its_type(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    f.visa_rum("arenden")
    lugn(qtbot, f)
    svar: list[Any] = []
    f.arbetare.kor(lambda e: tjanster.arende_lista(e, "", "mina", True), svar.append)
    lugn(qtbot, f)
    rad = next(r for r in svar[0] if r.lage == "pågår" and r.slut and r.slut.year > DAG.year)
    f.oppna_arende(rad.insats)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.vy is not None
    f.arende.oppna_steg(next(s for s in f.arende.vy.nasta if s.kod == "avsluta"))
    guide = f.arende.guide
    assert guide is not None and guide.sida == VAL
    form = guide.formular
    for typ, orsak, andra in (("avbruten", "flytt", "orsak_fortid"), ("fortid", "arbete", "orsak_avbruten")):
        form.falt["avslutstyp"].satt(typ)
        assert form.falt[andra].isHidden() and not form.falt["sista_dag"].isHidden()
        form.falt[f"orsak_{typ}"].satt(orsak)
        assert form.varden()[f"orsak_{typ}"] == orsak
        assert andra not in form.varden()
    form.falt["avslutstyp"].satt("fullfoljd")
    assert form.falt["sista_dag"].isHidden() and not form.falt["_slutdatum"].isHidden()
    assert "_slutdatum" not in form.varden()
    form.falt["avslutstyp"].satt("fortid")
    form.falt["orsak_fortid"].satt("studier")
    form.falt["kommentar"].fokusera()
    qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget()))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    # The consequences come first; Esc leads back to what was filled in, and nothing has been decided.
    assert guide.sida == FOLJDER
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert guide.sida == VAL and form.varden()["orsak_fortid"] == "studier"
    form.forsok()
    lugn(qtbot, f)
    assert f.arende.vy.steg[-1].lage != "klart"
    qtbot.keyClick(guide, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    assert guide.sida == KLART
    qtbot.keyClick(guide, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    qtbot.waitUntil(lambda: f.arende is not None and f.arende.dialog is not None)  # straight on to the document
    assert f.arende.dialog is not None and f.arende.dialog.primar_visas
    f.arende.dialog.reject()
    lugn(qtbot, f)
    assert any(x.kod == "avbrottsdokument" for x in f.arende.vy.frister)


def test_an_insats_ended_for_another_anordnare_goes_on_as_a_new_one(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    svar: list[Any] = []
    f.arbetare.kor(lambda e: tjanster.arende_lista(e, "", "mina", True), svar.append)
    lugn(qtbot, f)
    rad = next(r for r in svar[0] if r.lage == "pågår" and not r.skyddad and r.slut and r.slut.year > DAG.year)
    f.oppna_arende(rad.insats)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.vy is not None
    f.arende.oppna_steg(next(s for s in f.arende.vy.nasta if s.kod == "avsluta"))
    guide = f.arende.guide
    assert guide is not None
    guide.formular.falt["avslutstyp"].satt("fortid")
    guide.formular.falt["orsak_fortid"].satt("byte_anordnare")
    guide.formular.forsok()
    lugn(qtbot, f)
    qtbot.keyClick(guide, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    qtbot.keyClick(guide, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    lugn(qtbot, f)
    dialog = f.findChild(NyInsatsDialog)
    assert dialog is not None and dialog.formular is not None
    varden = dialog.formular.varden()
    assert varden["kod"] == rad.insatskod.replace(" ", "") and rad.insats in varden["motivering"]
    assert "byter anordnare" in varden["motivering"]
    # The form puts its first field before the user by itself, once it is shown; what is asked for below comes after.
    form = dialog.formular
    qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget()))
    sist = list(dialog.formular.falt.values())[-1]
    sist.fokusera()  # far down: what is asked for is scrolled into sight
    qtbot.waitUntil(lambda: not sist.visibleRegion().isEmpty())
    dialog.formular.forsok()
    lugn(qtbot, f)
    assert f.arende.insats != rad.insats and f.arende.vy.kund == rad.kund
