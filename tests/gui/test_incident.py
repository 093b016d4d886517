"""The dataskyddssamordnare opens an incident from their queue, sees no more than is needed, and assesses it."""

from __future__ import annotations

from datetime import date
from typing import Any

from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.ui.ko_vy import KoVy

DAG = date(2024, 9, 11)


def test_assessed_from_the_queue(qtbot: Any, oppna_fonster: Oppna) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    svar: list[str] = []

    def jobb(e: Any) -> str:
        from sqlalchemy import select

        from kundvalsdesk.models import Handlaggare

        return str(e.session.scalar(select(Handlaggare.anvandare).where(Handlaggare.roll == "dataskyddssamordnare")))

    f.arbetare.kor(jobb, svar.append)
    lugn(qtbot, f)
    f.byt_anvandare(svar[0])
    lugn(qtbot, f)
    ko = f.vyer["ko"]
    assert isinstance(ko, KoVy)
    nr, rad = next(
        (n, r) for n in range(ko.modell.rowCount()) if (r := ko.modell.hamta(n)) and r.kod == "incident_bedomning"
    )
    fore = ko.modell.totalt
    assert rad.kund == f"Ärende {rad.insats}"
    ko.lista.setFocus()
    ko.lista.valj_rad(nr)
    qtbot.keyClick(ko.lista, Qt.Key.Key_Return)
    lugn(qtbot, f)
    assert f.arende is not None and f.arende.vy is not None and f.arende.formular is not None
    assert f.arende.formular.steg.kod == "incident_bedomd" and f.arende.flikar.rad.isHidden()
    assert f.arende.vy.kund == f"Ärende {rad.insats}" and f.arende.vy.kundnyckel == ""
    falt = f.arende.formular.falt
    falt["bedomning"].satt("Låg risk för de berörda.")
    falt["anmals"].satt("nej")
    falt["berorda_informeras"].satt("nej")
    fokus = QApplication.focusWidget()
    assert fokus is not None
    qtbot.keyClick(fokus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lugn(qtbot, f)
    assert f.arende.formular is None
    assert [h.text.splitlines()[-1] for h in f.arende.vy.handelser] == ["De berörda informeras: Nej"]
    f.arende.ga_tillbaka()
    lugn(qtbot, f)
    assert ko.modell.totalt == fore - 1
