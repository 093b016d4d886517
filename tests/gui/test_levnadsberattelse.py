"""Life stories in the window, by keyboard: the straight road, long sickness, a report returned (K 5–8, 10, 12, 13.4).

The same are told with every frist in tests/e2e/levnadsberattelser; here they are walked by one who has no mouse. A
window is opened for each day that matters, on the same encrypted file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from db.varld import Varld
from e2e.levnadsberattelser.berattelse import VAGEN_IN, Berattelse
from gui.conftest import Oppna, lugn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kundvalsdesk.app import VanligDatabas
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.ko_vy import KoVy

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SKIFT = Qt.KeyboardModifier.ShiftModifier


class Dag:
    """One day at the desk."""

    def __init__(self, qtbot: Any, oppna: Oppna, fil: str, dag: str) -> None:
        self.qtbot = qtbot
        d = date.fromisoformat(dag)
        self.f: Fonster = oppna(VanligDatabas(fil, "anlu", lambda: d), d, demo=False)

    @property
    def ko(self) -> KoVy:
        """The list one is in: what is to be done, or what is waited for."""
        vy = self.f.vyer[self.f.rum]
        assert isinstance(vy, KoVy)
        return vy

    def tryck(self, tangent: Qt.Key, med: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key goes to whatever has the focus, as on a real desk."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.f, tangent, med)
        lugn(self.qtbot, self.f)

    def skriv(self, text: str) -> None:
        """Plain letters: Qt's own tester of keys knows no others."""
        fokus = QApplication.focusWidget()
        assert fokus is not None
        self.qtbot.keyClicks(fokus, text)

    def oppna_raden(self, kod: str, ljus: str, *, bevakas: bool) -> None:
        """Chooses the row of the queue and presses Enter: the form of its step stands open."""
        self.tryck(K.Key_3 if bevakas else K.Key_1, CTRL)
        rader = [(nr, self.ko.modell.hamta(nr)) for nr in range(self.ko.modell.rowCount())]
        ((nr, rad),) = [(nr, r) for nr, r in rader if r is not None and r.kod == kod]
        assert rad is not None and rad.ljus == ljus
        self.ko.lista.setFocus()
        self.ko.lista.valj_rad(nr)
        self.tryck(K.Key_Return)

    def oppet_steg(self) -> str:
        assert self.f.arende is not None and self.f.arende.formular is not None
        fokus = QApplication.focusWidget()
        assert isinstance(fokus, QWidget) and self.f.arende.formular.isAncestorOf(fokus)
        return self.f.arende.formular.steg.kod

    def sparat(self) -> None:
        """Saved, and back in the queue."""
        self.tryck(K.Key_Return, CTRL)
        assert self.f.arende is not None and self.f.arende.formular is None
        self.tryck(K.Key_Escape)
        assert self.f._yta.currentWidget() is self.ko

    def gor(self, kod: str, ljus: str, steg: str, *, bevakas: bool) -> None:
        self.oppna_raden(kod, ljus, bevakas=bevakas)
        assert self.oppet_steg() == steg
        self.sparat()

    def granska(self, kod: str, avser: str, steg: str) -> None:
        """What is reviewed opens in Granskning from the queue; here the decision is taken in the case."""
        self.f.oppna_arende("2024-0001", kod, avser)
        lugn(self.qtbot, self.f)
        assert self.oppet_steg() == steg
        self.sparat()

    def slut(self) -> None:
        self.f.arbetare.stang()
        self.f.hide()


@pytest.fixture
def ny_dag(qtbot: Any, oppna_fonster: Oppna, fil: str) -> Callable[[str], Dag]:
    return lambda dag: Dag(qtbot, oppna_fonster, fil, dag)


@pytest.fixture
def b(ny_databas: Callable[[str], Databas], regelverk: Any, tmp_path: Path) -> Berattelse:
    return Berattelse(Varld(ny_databas("sqlite"), regelverk), lambda: ny_databas("sqlite"), tmp_path)


@pytest.fixture
def varld(b: Berattelse) -> Varld:
    return b.v


@pytest.fixture
def fil(varld: Varld) -> str:
    return str(varld.databas.adress.fil)


def test_raka_vagen_med_tangentbord(varld: Varld, ny_dag: Callable[[str], Dag]) -> None:
    """
    Givet  en kund i AMI 1 som är aktualiserad fredagen den 3 maj 2024
    När    karriärvägledaren tar varje steg med tangentbordet, dag för dag
    Så     är insatsen fullföljd med arbete den 6 augusti, och kön tom när augustirapporten är godkänd.
    """
    varld.gor("2024-05-02", "besluta", "", "K0001", kod="AMI1", datum="2024-05-02", kriterium_uppfyllt="ja",
              motivering="Ja.")  # fmt: skip
    varld.gor("2024-05-02", "valj_anordnare", "2024-0001", anordnare="Björken")
    varld.gor("2024-05-03", "aktualisera", "2024-0001", datum="2024-05-03")

    d = ny_dag("2024-05-06")
    d.gor("bemanning", "gul", "bemanna", bevakas=True)
    d.slut()
    d = ny_dag("2024-05-07")
    d.gor("uppdrag", "gul", "uppdrag", bevakas=False)
    d.slut()
    # A week after the uppdrag is Tuesday the 14th, 14 days after the start the 21st.
    d = ny_dag("2024-05-14")
    d.gor("uppstartsmote", "gul", "kontakt", bevakas=True)
    d.slut()
    d = ny_dag("2024-05-20")
    d.gor("genomforandeplan", "gul", "plan_inkommen", bevakas=True)
    d.granska("granska_plan", "1", "plan_godkann")
    d.slut()
    for dag, manad, ljus in (
        ("2024-06-03", "2024-05", "gron"),
        ("2024-07-08", "2024-06", "rod"),
        ("2024-08-01", "2024-07", "gron"),
    ):
        d = ny_dag(dag)
        d.gor("manadsrapport", ljus, "rapport_klarmarkera", bevakas=True)
        d.granska("granska_rapport", manad, "rapport_godkann")
        d.slut()
    # Ended on 6 August; the final report is due the day before.
    d = ny_dag("2024-08-05")
    d.gor("slutrapport_fullfoljd", "gul", "slutrapport_inkommen", bevakas=True)
    d.slut()
    d = ny_dag("2024-08-06")
    d.oppna_raden("slutdatum", "gul", bevakas=False)
    assert d.f.arende is not None
    guide = d.f.arende.guide
    assert guide.isAncestorOf(QApplication.focusWidget())
    d.skriv("Arbete")  # the type is chosen already, for the end date is here: the focus stands on the reason
    d.tryck(K.Key_Return, CTRL)
    assert guide.sida == 1
    d.tryck(K.Key_Return, CTRL)
    assert guide.sida == 2
    d.tryck(K.Key_Return, CTRL)
    d.qtbot.waitUntil(lambda: d.f.arende is not None and d.f.arende.dialog is not None)
    dialog = d.f.arende.dialog
    assert dialog is not None
    d.tryck(K.Key_Return, CTRL)
    d.qtbot.waitUntil(lambda: not dialog.primar_visas)
    d.tryck(K.Key_Escape)
    d.f.activateWindow()  # a window system does so when a dialog closes; the one without a screen does not
    assert d.f.arende.vy is not None and len(d.f.arende.vy.dokument) == 1
    d.granska("granska_slutrapport", "", "slutrapport_godkann")
    d.slut()
    d = ny_dag("2024-09-02")
    d.gor("manadsrapport", "gron", "rapport_klarmarkera", bevakas=True)
    d.granska("granska_rapport", "2024-08", "rapport_godkann")
    for tangent in (K.Key_1, K.Key_3):
        d.tryck(tangent, CTRL)
        assert d.ko.modell.totalt == 0
    d.slut()
    varld.stammer()


def test_lang_sjukdom_med_tangentbord(b: Berattelse, ny_dag: Callable[[str], Dag]) -> None:
    """
    Givet  en kund i AMI 1 som är sjuk sedan måndagen den 14 oktober
    När    intygen kommer och läkaren säger att insatsen inte är möjlig
    Så     avbryts den i guiden, som visar två veckors ersättning innan något är bestämt.
    """
    b.inled()
    b.rapport("2024-09")
    b.nar("2024-10-14", "franvaro_registrera", typ="sjuk", fran="2024-10-14")
    d = ny_dag("2024-10-21")
    d.gor("lakarintyg", "gul", "intyg", bevakas=True)
    d.gor("lakarintyg_kv", "gron", "intyg", bevakas=True)
    d.slut()
    d = ny_dag("2024-11-01")
    d.oppna_raden("lang_sjukskrivning", "gul", bevakas=False)
    assert d.oppet_steg() == "bedom_franvaro"
    d.tryck(K.Key_Return, CTRL)  # without an assessment: refused, and the focus stands where it is missing
    assert d.oppet_steg() == "bedom_franvaro"
    d.skriv("Insatsen kan inte drivas vidare nu.")
    d.sparat()
    d.oppna_raden("slutdatum", "gron", bevakas=False)
    assert d.f.arende is not None
    guide = d.f.arende.guide
    d.tryck(K.Key_Backtab, SKIFT)  # from the reason back to the type, and down to the third
    d.tryck(K.Key_Down)
    d.tryck(K.Key_Down)
    assert guide.formular.varden()["avslutstyp"] == "avbruten"
    d.tryck(K.Key_Tab)
    d.skriv("Sjuk")
    d.tryck(K.Key_Tab)
    d.tryck(K.Key_A, CTRL)
    d.skriv("2024-11-08")
    d.tryck(K.Key_Return, CTRL)
    assert guide.sida == 1, guide.formular.varden()
    d.tryck(K.Key_Return, CTRL)
    assert guide.sida == 2
    d.tryck(K.Key_Escape)
    d.slut()
    b.da(
        "2024-11-01",
        """
        avbrottsdokument       gul   2024-11-04
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )


def test_rapporten_kommer_tillbaka_med_tangentbord(b: Berattelse, ny_dag: Callable[[str], Dag]) -> None:
    """
    Givet  en septemberrapport som har kommit in den 3 oktober
    När    den återremitteras den 8 och kommer igen den 16, en dag sent
    Så     väntar den först på anordnaren, och ska sedan godkännas inom fem arbetsdagar.
    """
    b.inled()
    b.nar("2024-10-03", "rapport_klarmarkera", "2024-09")
    b.nar("2024-10-08", "rapport_aterremiss", "2024-09", skal="Beskriv progressionen.")
    d = ny_dag("2024-10-16")
    d.gor("komplettera_rapport", "rod", "rapport_igen", bevakas=True)
    d.granska("godkann_rapport", "2024-09", "rapport_godkann")
    d.slut()
    b.hela(
        "2024-10-16",
        VAGEN_IN,
        """
        manadsrapport:2024-09        klar 2024-10-07 2024-10-03
        granska_rapport:2024-09      klar 2024-10-12 2024-10-08
        komplettera_rapport:2024-09  klar 2024-10-15 2024-10-16
        godkann_rapport:2024-09      klar 2024-10-23 2024-10-16
    """,
    )
