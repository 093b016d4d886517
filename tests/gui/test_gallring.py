"""Gallring in the window: looked through, a kund taken out, approved by another, stopped and carried on, on paper."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from gui.conftest import DAG, Oppna, lugn
from gui.test_skotsel import ord_i
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from kundvalsdesk import models as m
from kundvalsdesk.app import Demodatabas
from kundvalsdesk.services import gallring_utfor
from kundvalsdesk.services.arbetsenhet import Arbetsenhet
from kundvalsdesk.services.typer import Aktor
from kundvalsdesk.ui import gallring_dialog
from kundvalsdesk.ui.arbetslage_vy import ArbetslageVy
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.gallring_dialog import Gallringsarbete, Gallringsdialog

GUST = Aktor("gust", "Gun Stål", frozenset({"arbetsledare"}))
HARA = Aktor("hara", "Hanna Rask", frozenset({"arbetsledare"}))
DASS = Aktor("dass", "Disa Ask", frozenset({"dataskyddssamordnare"}))


def gamla(e: Arbetsenhet) -> None:
    """Four kunder whose insats ended in 2015; the newest kund is another."""
    s = e.session
    mall = s.scalars(select(m.Insats).where(m.Insats.sista_dag.is_not(None))).first()
    kolumner = {c.name: getattr(mall, c.name) for c in m.Insats.__table__.c if c.name not in ("id", "version")}
    for n, nyckel in enumerate(("G1", "G2", "G3", "G4", "NY")):
        kund = m.Kund(nyckel=nyckel, malgrupp="bistand")
        s.add(kund)
        s.flush()
        i = m.Insats(**{**kolumner, "nyckel": f"2015-{n:04}", "kund_id": kund.id, "historik": True})
        for namn, varde in kolumner.items():
            if isinstance(varde, date) and nyckel != "NY":
                setattr(i, namn, date(2015, 6, 1 + n))
        s.add(i)
    s.flush()


def bli(qtbot: Any, f: Fonster, aktor: Aktor) -> None:
    f.arbetare._aktor = aktor
    f.byt_databas(aktor, "arbetslage")
    lugn(qtbot, f)


def oppna(qtbot: Any, f: Fonster) -> Gallringsdialog:
    f.rapporter.gallring()
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Gallringsdialog)
    return dialog


def rader(d: Gallringsdialog) -> list[tuple[str, str]]:
    return [(v.kund, v.lage) for v in d._rader]


def test_a_list_is_looked_through_approved_carried_out_and_kept(
    qtbot: Any, oppna_fonster: Oppna, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    bli(qtbot, f, GUST)
    d = oppna(qtbot, f)
    assert not d.uppratta.isEnabled() and "Inget har nått" in ord_i(d) and "programmets förslag" in ord_i(d)
    d.reject()
    f.arbetare.kor(gamla, skriv=True)
    lugn(qtbot, f)
    lage = f.vyer["arbetslage"]
    assert isinstance(lage, ArbetslageVy) and lage.gallra.shortcut().toString() == "Alt+G"
    lage.gallra.click()
    lugn(qtbot, f)
    d = QApplication.activeModalWidget()  # type: ignore[assignment]
    assert isinstance(d, Gallringsdialog)
    assert rader(d) == [(k, "Får gallras") for k in ("G1", "G2", "G3", "G4")]
    d.uppratta.click()
    lugn(qtbot, f)
    assert not d.godkann.isEnabled() and "annan arbetsledare" in ord_i(d) and not d.utfor.isVisible()
    qtbot.keyClick(d.listor, Qt.Key.Key_Return)
    qtbot.keyClick(d.rader, Qt.Key.Key_Down)
    qtbot.keyClick(d.rader, Qt.Key.Key_Delete)
    lugn(qtbot, f)
    steg = QApplication.activeModalWidget()
    assert isinstance(steg, Formulardialog)
    steg.formular.falt["till"].satt("2030-01-01")
    steg.formular.falt["skal"].satt("Överklagat.")
    steg.formular.forsok()
    lugn(qtbot, f)
    assert ("G2", "Undantagen") in rader(d) and "Överklagat." in ord_i(d)
    d.reject()

    bli(qtbot, f, HARA)
    d = oppna(qtbot, f)
    d.listor.setCurrentCell(1, 0)
    lugn(qtbot, f)
    d.godkann.click()
    lugn(qtbot, f)
    slapp, riktig, borjade = threading.Event(), gallring_utfor._en, []

    def langsam(e: Arbetsenhet, post: int) -> str | None:
        borjade.append(post)
        if len(borjade) == 2:
            slapp.wait(20)
        return riktig(e, post)

    monkeypatch.setattr(gallring_utfor, "_en", langsam)
    monkeypatch.setattr(gallring_dialog, "fraga", lambda *_: True)
    d.utfor.click()
    arbete = QApplication.activeModalWidget()
    assert isinstance(arbete, Gallringsarbete)
    qtbot.waitUntil(lambda: len(borjade) == 2, timeout=20_000)
    qtbot.keyClick(arbete, Qt.Key.Key_Escape)
    assert arbete.isVisible() and "Stoppar" in ord_i(arbete)
    slapp.set()
    lugn(qtbot, f)
    assert "Två rader är gallrade." in ord_i(arbete) and "En rad väntar" in ord_i(arbete)
    next(k for k in arbete.findChildren(QPushButton) if k.text() == "Fortsätt gallra").click()
    lugn(qtbot, f)
    assert "En rad är gallrad." in ord_i(arbete)
    qtbot.keyClick(arbete, Qt.Key.Key_Escape)
    lugn(qtbot, f)
    assert sorted(rader(d)) == [("G2", "Undantagen"), *[("–", "Gallrad")] * 3]
    assert d.lista is not None and d.lista.lage == "klar" and not d.undanta.isVisible()
    d.skriv.click()
    lugn(qtbot, f)
    assert d.papper is not None and d.papper._dokument.pageCount() == 1
    d.papper.reject()
    d.reject()

    bli(qtbot, f, DASS)
    d = oppna(qtbot, f)
    assert d.listor.rowCount() == 1 and {k for k, _ in rader(d)} == {"–"}
    assert d.skriv.isVisible() and not (d.uppratta.isVisible() or d.utfor.isVisible() or d.godkann.isVisible())
    d.reject()
    lugn(qtbot, f)
