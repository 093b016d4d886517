"""A diagram in the window: drawn as paper draws it, walked through by keys, and told."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from arkivkontroll import elementtexter, kontrollera
from arkivkontroll.lasare import Fil
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kundvalsdesk.rules.diagram import ANTAL, PROCENT, Diagram, Serie
from kundvalsdesk.services.documents import mall
from kundvalsdesk.services.documents.diagram import Diagrambild, diagram
from kundvalsdesk.texter.diagram import stapel_ord
from kundvalsdesk.ui.diagram import Diagramvy
from kundvalsdesk.ui.tema import Tema

KODER = ("FAI1", "AMI1", "AMI2", "ISA1")
STAPLAD = Diagram(
    "utfall", ANTAL, KODER, tuple(Serie(n, v, nr) for nr, (n, v) in enumerate((("Pågående", (40, 30, 0, 7)),
    ("Egen försörjning", (12, 9, 44, 1)), ("Avbrott", (8, 0, 3, None))))), staplad=True, liggande=True,
)  # fmt: skip
GRUPPER = Diagram("i tid", PROCENT, ("jan", "feb"), (Serie("Plan", (63, None), 0), Serie("Godkänd", (50, 100), 1)))
HUVUD = mall.Dokumenthuvud(typ="Prov", nummer="", datum=date(2024, 1, 1), rader=(), sekretess=False)


def _pa_papper(d: Diagram) -> str:
    pdf = mall.bygg(HUVUD, mall.Avsandare("Enheten", "", ""), diagram(d, rubrik=d.rubrik))
    assert kontrollera(pdf) == []
    return next(e.text for e in elementtexter(Fil(pdf)) if e.typ == "Figure")


@pytest.mark.parametrize("d", [STAPLAD, GRUPPER], ids=["lying", "standing"])
def test_screen_and_paper_say_the_same(qtbot: Any, d: Diagram) -> None:
    """The same words, and bars that stand to each other as their values do."""
    tema = Tema(QApplication.instance(), "ljus")  # type: ignore[arg-type]
    vy = Diagramvy(tema)
    qtbot.addWidget(vy)
    vy.resize(900, 320)
    vy.satt(d)
    skarm, bild = vy.utlagt(), Diagrambild(d, "")
    bild.wrap(480, 1e6)
    papper = bild.utlagt()
    assert Counter(o.text for o in skarm.ord) == Counter(o.text for o in papper.ord)
    assert [s[4:] for s in skarm.staplar] == [s[4:] for s in papper.staplar]

    # What was reckoned is what is seen: the colour of a whole bar ends where the bar does.
    punkt = next(s for s in skarm.staplar if s.kategori == 0 and s.serie == (2 if d.liggande else 0))
    i = vy.grab().toImage()

    def farg(x: float, y: float) -> str:
        return i.pixelColor(round(x) + 2, round(y)).name().upper()

    mitt_x, mitt_y = punkt.x + punkt.bredd * 0.25, punkt.y + punkt.hojd * 0.75
    egen = tema.f.dampad if d.liggande else tema.f.accent
    hoger, ned = punkt.x + punkt.bredd, punkt.y + punkt.hojd
    assert farg(mitt_x, punkt.y + 3) == egen
    for x, y in ((hoger + 2, mitt_y), (mitt_x, ned + 3)) if d.liggande else ((mitt_x, punkt.y - 3), (mitt_x, ned + 3)):
        assert farg(x, y) != egen


def test_the_words_are_on_the_page(qtbot: Any) -> None:
    bild = Diagrambild(STAPLAD, "")
    bild.wrap(481, 1e6)
    assert _pa_papper(STAPLAD) == "".join(o.text for o in bild.utlagt().ord)
    assert diagram(Diagram("", ANTAL, (), ())) == []


def test_walked_through_by_keys_and_told(qtbot: Any) -> None:
    tema = Tema(QApplication.instance(), "mork")  # type: ignore[arg-type]
    vy = Diagramvy(tema)
    qtbot.addWidget(vy)
    vy.satt(STAPLAD)
    vy.show()
    assert vy.accessibleName() == "Diagram: utfall"
    assert "AMI2, egen försörjning: 44." in vy.accessibleDescription()
    assert vy.focusPolicy() & Qt.FocusPolicy.TabFocus
    vy.setFocus()
    vy.ga_till(0, 0)
    for tangent in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(vy, tangent)
    assert vy.punkt == (2, 1) and stapel_ord(STAPLAD, *vy.punkt) == "AMI2, egen försörjning: 44"
    sagt: list[tuple[int, int]] = []
    vy.vald.connect(lambda k, s: sagt.append((k, s)))
    qtbot.keyClick(vy, Qt.Key.Key_Return)
    assert sagt == [(2, 1)]
    for _ in range(20):
        qtbot.keyClick(vy, Qt.Key.Key_Right)
    assert vy.punkt == (3, 2)
    vy.grab()
    vy.satt(Diagram("tomt", ANTAL, (), ()))
    qtbot.keyClick(vy, Qt.Key.Key_Right)
    vy.grab()
    assert vy.punkt is None
