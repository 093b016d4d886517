"""The room of the anordnare on made-up figures: keyboard to a case and back, filters, empty states, long words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from gui.conftest import Oppna, lugn
from gui.latsas import Latsas
from gui.test_fonster import klippta, tryck
from gui.test_uppfoljning import ALT, DAG, _bli
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kundvalsdesk.app import Demodatabas
from kundvalsdesk.rules.sortering import sokform
from kundvalsdesk.services.anordnaretyper import Anordnarlista, Anordnarrad, Bristgrupp
from kundvalsdesk.services.atgardstyper import Planval
from kundvalsdesk.services.granskningstyper import Bristrad
from kundvalsdesk.ui import atgardstjanster, tjanster
from kundvalsdesk.ui.anordnare_modell import andel_ord
from kundvalsdesk.ui.anordnare_vy import HAMTAR, LISTA, NEKAD, TOMT, TOMT_SOK, AnordnareVy
from kundvalsdesk.ui.atgarder import Atgardsdialog
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.formulardialog import Formulardialog

LANGT = "Tillsammans i Arbete och Etablering Ekonomisk Förening med ett mycket långt namn"


def brist(insats: str, kund: str, lage: str = "oppen", kommentar: str = "") -> Bristrad:
    oppen = lage == "oppen"
    return Bristrad(
        insats, kund, "skyddad" in kund, "AMI 2", "mer_an_manad_sen", "rapport:2024-06",
        "Månadsrapport juni 2024 mer än en månad sen", date(2024, 8, 8), lage,
        None if oppen else date(2024, 8, 20), "" if oppen else "Bo Ek", kommentar,
    )  # fmt: skip


def rad(namn: str, *brister: Bristrad, andel: float = 0.1, **mer: Any) -> Anordnarrad:
    oppna = sum(b.lage == "oppen" for b in brister)
    grupper = (Bristgrupp("mer_an_manad_sen", "Mer än en månad sen", brister),) if brister else ()
    falt: dict[str, Any] = {"kundval": ("AMI", "ISA"), "sena": 2, "fakta": (("E-post", "hej@exempel.example"),)}
    falt |= mer
    return Anordnarrad(
        namn=namn, pagaende=12, insatser=20, med_brist=2, andel=andel, oppna=oppna, returer=3, returer_manader=6,
        grupper=grupper, soktext=sokform(namn), **falt,
    )  # fmt: skip


RADER = (
    rad("Björken", brist("2024-0131", "Öman, Åke"), brist("2024-0057", "Ärende 2024-0057 · skyddad"),
        brist("2024-0007", "Berg, Viktor", "ingen_brist", "Systemet låg nere hos anordnaren.")),
    rad(LANGT, andel=0.0, sena=0, kundval=("FAI",)),
    rad("Ågården", brist("2024-0140", "Rahimi, Leyla", "brist"), andel=0.4),
)  # fmt: skip


class Svar:
    """What the service says; a test may change it."""

    def __init__(self) -> None:
        self.lista = Anordnarlista(RADER, far_se=True)


@pytest.fixture
def svar(monkeypatch: pytest.MonkeyPatch) -> Svar:
    s = Svar()
    monkeypatch.setattr(tjanster, "anordnare_lista", lambda _: s.lista)
    return s


@pytest.fixture
def fonster(qtbot: Any, oppna_fonster: Oppna, latsas: Latsas, svar: Svar) -> Fonster:
    return oppna_fonster(latsas)


def oppna_rummet(qtbot: Any, f: Fonster) -> AnordnareVy:
    f.visa_rum("anordnare")
    lugn(qtbot, f)
    vy = f.vyer["anordnare"]
    assert isinstance(vy, AnordnareVy)
    return vy


def ord_i(vy: AnordnareVy) -> str:
    return "\n".join(e.text() for e in vy.findChildren(QLabel) if e.isVisible())


def test_from_the_list_to_the_case_behind_and_back_by_keyboard(qtbot: Any, fonster: Fonster) -> None:
    tryck(qtbot, fonster, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    vy = fonster.vyer["anordnare"]
    assert isinstance(vy, AnordnareVy)
    assert vy.lista.hasFocus()
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert vy.brister.hasFocus()
    oppnade: list[tuple[str, str, str]] = []
    vy.oppna_arende.connect(lambda *x: oppnade.append(x))
    tryck(qtbot, fonster, Qt.Key.Key_Down)
    tryck(qtbot, fonster, Qt.Key.Key_Return)
    assert oppnade == [("2024-0057", "brist", "mer_an_manad_sen:rapport:2024-06")]
    assert fonster.arende is not None and fonster.arende.insats == "2024-0057"
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert vy.brister.hasFocus()
    vald = vy.brister.modell.brist(vy.brister.currentIndex().row())
    assert vald is not None and vald.insats == "2024-0057"
    tryck(qtbot, fonster, Qt.Key.Key_Escape)
    assert vy.lista.hasFocus()


def test_arrows_pass_over_headings_and_show_the_selected_one(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna_rummet(qtbot, fonster)
    assert vy.brister.modell.brist(0) is None
    assert vy.brister.currentIndex().row() == 1
    vy.brister.setFocus()
    tryck(qtbot, fonster, Qt.Key.Key_Up)
    assert vy.brister.currentIndex().row() == 1
    tryck(qtbot, fonster, Qt.Key.Key_End)
    assert vy.brister.currentIndex().row() == 3
    vy.lista.setFocus()
    tryck(qtbot, fonster, Qt.Key.Key_End)
    assert "Ågården" in ord_i(vy)
    assert vy.brister.modell.rowCount() == 2


def test_a_judged_brist_says_who_and_why(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna_rummet(qtbot, fonster)
    ord_ = vy.brister.modell.data(vy.brister.modell.index(3, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "Berg, Viktor" in ord_ and "ingen brist" in ord_
    assert "Bo Ek, 20 aug: Systemet låg nere" in ord_
    oppen = vy.brister.modell.data(vy.brister.modell.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "att bedöma" in oppen and "sedan 8 aug" in oppen


def test_kundval_search_and_worst_first(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna_rummet(qtbot, fonster)
    vy._kundvalschips["FAI"].click()
    assert [vy.modell.rad(n).namn for n in range(vy.modell.rowCount())] == [LANGT]  # type: ignore[union-attr]
    assert "1 av 3 anordnare" in ord_i(vy)
    vy._kundvalschips[""].click()
    vy.varst.click()
    forst = vy.modell.rad(0)
    assert forst is not None and forst.namn == "Ågården"
    qtbot.keyClicks(fonster.topp.sokfalt, "rken")
    qtbot.waitUntil(lambda: vy.modell.rowCount() == 1)
    qtbot.keyClicks(fonster.topp.sokfalt, " finns inte")
    qtbot.waitUntil(lambda: vy._stack.currentIndex() == TOMT_SOK)
    vy._visa_alla()
    assert vy._stack.currentIndex() == LISTA and vy.modell.rowCount() == 3
    assert fonster.topp.sokfalt.text() == ""


def test_the_one_selected_stays_when_the_list_is_fetched_again(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    vy = oppna_rummet(qtbot, fonster)
    vy.lista.selectRow(2)
    svar.lista = Anordnarlista((rad("Almen"), *RADER), far_se=True)
    vy.uppdatera()
    lugn(qtbot, fonster)
    vald = vy.modell.rad(vy.lista.currentIndex().row())
    assert vald is not None and vald.namn == "Ågården"


def test_without_anordnare_without_brister_and_without_the_right(qtbot: Any, fonster: Fonster, svar: Svar) -> None:
    vy = AnordnareVy(fonster.s)
    qtbot.addWidget(vy)
    assert vy._stack.currentIndex() == HAMTAR
    for lista, sida in (
        (Anordnarlista((), far_se=True), TOMT),
        (Anordnarlista(nekad=True), NEKAD),
        (Anordnarlista(RADER[1:2], far_tal=False, far_kort=False), LISTA),
        (Anordnarlista(RADER[1:2], far_se=True), LISTA),
    ):
        vy._visa(lista)
        assert vy._stack.currentIndex() == sida
        # Who may read but what is published has the förvalslista, and no card to open.
        assert (vy.forval.isHidden(), vy.register.isHidden()) == (lista.nekad, not (lista.rader and lista.far_kort))
        assert ("att bedöma" in vy._antal.text()) is (sida == LISTA and lista.far_tal)
    assert vy._bristyta.currentIndex() == 1
    assert "Ärendena bakom siffrorna" in vy._inga.text()


def test_figures_have_words_and_nothing_is_clipped(qtbot: Any, fonster: Fonster) -> None:
    vy = oppna_rummet(qtbot, fonster)
    m = vy.modell
    ord_ = [m.data(m.index(0, k), Qt.ItemDataRole.AccessibleTextRole) for k in range(m.columnCount())]
    assert ord_[:3] == ["Björken", "Kundval: AMI, ISA", "Pågår: 12"]
    assert ord_[4:6] == ["Att bedöma: 2", "Sent: 2"]
    assert [klippta(vy), ord_[3]] == [[], "Med brist: 2 av 20 · 10 %"]
    fonster.resize(900, 640)
    lugn(qtbot, fonster)
    assert klippta(vy) == []
    assert vy.lista.columnWidth(0) >= 150
    assert not vy.lista.isColumnHidden(4) and not vy.lista.isColumnHidden(5)


@pytest.mark.parametrize(
    ("andel", "ord_"), [(0.0, "2 av 20 · 0 %"), (0.004, "2 av 20 · <1 %"), (0.104, "2 av 20 · 10 %")]
)
def test_share_in_words(andel: float, ord_: str) -> None:
    assert andel_ord(rad("x", andel=andel)) == ord_


def test_a_brist_of_the_demo_opens_its_form_and_is_gone_when_judged(qtbot: Any, oppna_fonster: Oppna) -> None:
    """On the real services: from the list to the saved view and back, by keyboard."""
    dag = date(2026, 11, 21)
    f = oppna_fonster(Demodatabas(None, lambda: dag), dag)
    vy = oppna_rummet(qtbot, f)
    nr = next(n for n in range(vy.modell.rowCount()) if (r := vy.modell.rad(n)) is not None and r.oppna)
    fore = vy.modell.rad(nr)
    assert fore is not None
    vy.lista.selectRow(nr)
    vy.lista.setFocus()
    tryck(qtbot, f, Qt.Key.Key_Return)
    tryck(qtbot, f, Qt.Key.Key_Return)
    assert f.arende is not None and f.arende.formular is not None
    form = f.arende.formular
    assert form.steg.kod == "brist_bedom"
    form.falt["bedomning"].satt("brist")
    form.falt["kommentar"].satt("Samtal med anordnaren.")
    tryck(qtbot, f, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert f.arende.formular is None
    tryck(qtbot, f, Qt.Key.Key_Escape)
    efter = vy.modell.rad(vy.modell.finn(fore.namn))
    assert efter is not None and efter.oppna == fore.oppna - 1
    assert any(b.kommentar == "Samtal med anordnaren." for g in efter.grupper for b in g.rader)


def test_an_atgard_begins_at_the_brister_of_an_anordnare_with_what_the_figures_say(
    qtbot: Any, oppna_fonster: Oppna
) -> None:
    f = oppna_fonster(Demodatabas(None, lambda: DAG), DAG)
    lugn(qtbot, f)
    _bli(qtbot, f, "kvalitetsutvecklare")
    vy = oppna_rummet(qtbot, f)
    r = vy.modell.rad(vy.lista.currentIndex().row())
    assert r is not None and r.med_brist and vy.atgard.knapp.text() == "Ny åtgärd …" and klippta(vy) == []
    tryck(qtbot, f, Qt.Key.Key_T, ALT)
    lugn(qtbot, f)
    form = QApplication.activeModalWidget()
    assert isinstance(form, Formulardialog)
    varden = {namn: x.varde() for namn, x in form.formular.falt.items()}
    assert (varden["anordnare"], varden["ursprung"]) == (r.mal.partition(":")[2], "lopande")
    assert varden["brist"].startswith(f"{r.med_brist} av {r.insatser} insatser har en brist.")
    form.reject()
    d = QApplication.activeModalWidget()
    assert isinstance(d, Atgardsdialog) and d.vilka.currentText() in (r.namn, "Alla anordnare")
    d.reject()


def test_who_reads_atgarder_and_begins_none_comes_to_them_from_the_brister(
    qtbot: Any, fonster: Fonster, svar: Svar, monkeypatch: pytest.MonkeyPatch
) -> None:
    vy = oppna_rummet(qtbot, fonster)
    assert not vy.atgard.knapp.isVisible()
    svar.lista = Anordnarlista((*RADER, replace(RADER[0], namn="Öster", med_brist=0)), True, far_se_atgarder=True)
    vy.uppdatera()
    lugn(qtbot, fonster)
    assert vy.atgard.knapp.isVisible() and vy.atgard.knapp.text() == "Åtgärder …" and klippta(vy) == []
    val = Planval(3, ((7, "Arbete 2024"), (8, "Studier 2024")))
    monkeypatch.setattr(atgardstjanster, "planval", lambda *_: val)
    vy.atgard.knapp.click()
    lugn(qtbot, fonster)
    assert vy.atgard.meny.isVisible() and [a.text() for a in vy.atgard.meny.actions()] == [n for _, n in val.planer]
    vy.atgard.meny.hide()
    vy.lista.selectRow(3)
    assert not vy.atgard.knapp.isVisible()  # nothing to follow up
