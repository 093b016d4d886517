"""From the overview of an arbetsledare to a colleague's queue; cases handed over, and the bell that tells of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.arbetslage_vy import ArbetslageVy
from kundvalsdesk.ui.arenden_vy import ArendenVy
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.ko_vy import KoVy

DAG = date(2024, 9, 11)


def test_two_cases_are_handed_over_and_the_arbetsledare_sees_where_they_are(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    assert f.rail.knappar["arbetslage"].isHidden()
    f.visa_rum("arenden")
    lugn(qtbot, f)
    arenden = f.vyer["arenden"]
    assert isinstance(arenden, ArendenVy)
    qtbot.keyClick(arenden.lista, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert arenden.lamna_over.text() == "Lämna över 2 ärenden …"
    arenden.lamna_over.click()
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Formulardialog)
    anvandare, namn = dialog.formular.falt["till"].falt.val[0]
    dialog.formular.falt["till"].satt(anvandare)
    dialog.formular.falt["ater"].satt("2024-10-01")
    dialog.formular.forsok()
    lugn(qtbot, f)
    assert [w.text() for w in arenden.findChildren(QLabel) if w.text().startswith("Överlämnat: 2")]
    rader = [arenden.modell.rad(nr) for nr in range(2)]
    assert all(r is not None and r.vikarie == f"hos {namn.split(',')[0]} till 1 okt" for r in rader)
    ledare = next(str(a.data()) for a in f.topp._demomeny.actions() if "arbetsledare" in a.text())
    f.byt_anvandare(ledare)
    lugn(qtbot, f)
    f.rail.knappar["arbetslage"].click()
    lugn(qtbot, f)
    lage = f.vyer["arbetslage"]
    assert isinstance(lage, ArbetslageVy)
    assert sum("till 1 okt" in m.vikarie_at for m in lage.modell.rader) == 1
    lage.sok("finns inte")
    lugn(qtbot, f)
    assert lage.modell.rowCount() == 0 and not lage.lista.isVisible()  # words in its place, and the way back
    lage.rensa()
    lugn(qtbot, f)
    assert lage.lista.isVisible()
    forst = lage.modell.rader[0]
    qtbot.keyClick(lage.lista, Qt.Key.Key_Return)
    lugn(qtbot, f)
    ko = f.vyer["ko"]
    assert f.rum == "ko" and isinstance(ko, KoVy)
    assert ko.modell.totalt == forst.att_gora > 0
    assert forst.namn in ko.filterrad.kollega.text()


def test_the_bell_tells_and_leads_to_the_case_by_keyboard(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    f.visa_rum("arenden")
    lugn(qtbot, f)
    arenden = f.vyer["arenden"]
    assert isinstance(arenden, ArendenVy)
    forst = arenden.modell.rad(0)
    assert forst is not None
    arenden.lamna_over.click()
    lugn(qtbot, f)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Formulardialog)
    anvandare = dialog.formular.falt["till"].falt.val[0][0]
    dialog.formular.falt["till"].satt(anvandare)
    dialog.formular.falt["ater"].satt("2024-10-01")
    dialog.formular.forsok()
    lugn(qtbot, f)
    f.byt_anvandare(anvandare)
    lugn(qtbot, f)
    olasta = int(f.topp.klocka.text())
    f.topp.klocka.click()
    lugn(qtbot, f)
    panel = f.notiser.panel
    assert panel is not None and panel.isVisible()
    assert "Du vikarierar för" in panel.lista.item(0).text()
    qtbot.keyClick(panel.lista, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.insats == forst.insats
    qtbot.waitUntil(lambda: f.topp.klocka.text() == ("" if olasta == 1 else str(olasta - 1)))
