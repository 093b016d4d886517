"""A list of the card of an anordnare with what can be done to its rows: offices, staff, authorisations, changes.

What does not fit in a row stands whole below the list, of the row that is selected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QTableWidgetItem, QWidget

from kundvalsdesk.rules.anordnarregister import SAKNAS
from kundvalsdesk.services.anordnarkorttyper import (
    Andringsrad,
    Auktorisationsrad,
    Insatsrad,
    Kontorsrad,
    Personrad,
)
from kundvalsdesk.texter.anordnarregister import INGEN_FRIST
from kundvalsdesk.texter.datum import datum_langt
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text
from kundvalsdesk.ui.listgrund import RETUR, ordtabell
from kundvalsdesk.ui.tema import Tema


class Gora(NamedTuple):
    """Something that can be done. `kod`: the step; `ny`: it makes a new row; `fraga`: asked before it is done, without
    a form; `kan`: of which rows; `tangent`: its key."""

    kod: str
    ord: str
    ny: bool = False
    fraga: str = ""
    kan: Callable[[Any], bool] = lambda _: True
    tangent: str = ""


@dataclass(frozen=True, slots=True)
class Lista:
    """How one kind of rows is shown. `rad`: the cells of a row; `mer`: what is told of it below; `tom`: what an empty
    list says. `rod`: the column of a row that something is wrong with, "" for none; `dampad`: rows of the past. The
    first of `gor` that is not `ny` is what Enter does."""

    rubrik: str
    kolumner: tuple[str, ...]
    rad: Callable[[Any], Sequence[str]]
    mer: Callable[[Any], str]
    tom: str
    gor: tuple[Gora, ...] = ()
    dampad: Callable[[Any], bool] = lambda _: False
    rod: Callable[[Any], str] = lambda _: ""


def _dag(d: Any) -> str:
    return d.isoformat() if d is not None else ""


def _en_rad(s: str) -> str:
    return ", ".join(x.strip() for x in s.splitlines() if x.strip())


def _stycken(*par: tuple[str, str]) -> str:
    return "\n".join(f"{namn}: {varde}" if namn else varde for namn, varde in par if varde)


KONTOR = Lista(
    "Kontor", ("Kontor", "Kommundel", "Telefon", "E-post", "Adress"),
    lambda k: (k.namn, k.kommundel, k.telefon, k.epost, _en_rad(k.adress)),
    lambda k: "",
    "Inga kontor är inlagda.",
    (
        Gora("kontor_lagg_till", "Nytt kontor …", ny=True, tangent="Alt+N"),
        Gora("kontor_andra", "Ändra …", tangent="Alt+R"),
        Gora("kontor_ta_bort", "Ta bort", fraga="Kontoret tas bort ur registret. I loggen står vad som fanns."),
    ),
)  # fmt: skip


def _person_mer(p: Personrad) -> str:
    arenden = f"{p.arenden} pågående {'insats' if p.arenden == 1 else 'insatser'}" if p.arenden else ""
    return _stycken(("Kompetens", p.kompetens), ("E-post", p.epost), ("Telefon", p.telefon), ("Har", arenden))


PERSONAL = Lista(
    "Personal", ("Namn", "Roll", "Behörighet", "Första dag", "Sista dag", "Insatser"),
    lambda p: (
        p.namn, p.roll, p.behorighet_ord, _dag(p.forsta_dag), _dag(p.sista_dag),
        "" if p.arenden is None else str(p.arenden),
    ),
    _person_mer,
    "Ingen personal är inlagd. När någon börjar ska behörighet begäras samma dag (K 3.2.1).",
    (
        Gora("jobbexpert_lagg_till", "Ny person …", ny=True, tangent="Alt+N"),
        Gora("jobbexpert_andra", "Ändra …", tangent="Alt+R"),
        Gora("jobbexpert_ta_bort", "Ta bort",
             fraga="Personen tas bort ur registret. Den som bara har slutat får i stället en sista dag."),
    ),
    dampad=lambda p: not p.kvar,
    rod=lambda p: "Behörighet" if p.kvar and p.behorighet == SAKNAS else "",
)  # fmt: skip
_LAGE = {"galler": "gäller", "kommer": "börjar senare", "upphord": "upphörd"}


def _auktorisation_mer(a: Auktorisationsrad) -> str:
    return _stycken(("Villkor", a.villkor), ("Hur den upphör", a.avslut), ("Skäl", a.avslut_skal))


AUKTORISATIONER = Lista(
    "Auktorisationer", ("Gäller", "Första dag", "Sista dag", "Läge", "Villkor"),
    lambda a: (
        a.avser_ord, _dag(a.fran), _dag(a.till) or "tills vidare",
        a.avslut.lower() if a.lage == "upphord" and a.avslut else _LAGE[a.lage], _en_rad(a.villkor),
    ),
    _auktorisation_mer,
    "Anordnaren är inte auktoriserad för något.",
    (
        Gora("auktorisera", "Auktorisera …", ny=True, tangent="Alt+N"),
        Gora("auktorisation_andra", "Ändra …", tangent="Alt+R"),
        Gora("avauktorisera", "Avsluta …", kan=lambda a: a.lage != "upphord", tangent="Alt+A"),
        Gora("auktorisation_ta_bort", "Ta bort",
             fraga="Det här är till för en auktorisation som har lagts in av misstag. En som har upphört avslutas."),
    ),
    dampad=lambda a: a.lage == "upphord",
)  # fmt: skip


def _insats_lage(x: Insatsrad) -> str:
    return f"gäller till {x.till.isoformat()}" if x.till is not None else "ingen gäller i dag"


UTAN = Lista(
    "Insatser som ingen auktorisation täcker", ("Ärende", "Kund", "Insats", "Började", "Slutar", "Auktorisation"),
    lambda x: (x.insats or "–", x.kund or "visas inte", x.insatskod, _dag(x.start), _dag(x.slut), _insats_lage(x)),
    lambda x: "",
    "Alla insatser som pågår täcks av en auktorisation till sitt slutdatum.",
    rod=lambda x: "Auktorisation" if x.till is None else "",
)  # fmt: skip


def _andring_frist(a: Andringsrad) -> str:
    if a.frist is None:
        return INGEN_FRIST if a.hanterad is None else ""
    return f"{a.frist.isoformat()}{', försenad' if a.sen else ''}"


def _andring_mer(a: Andringsrad) -> str:
    vem = f"{a.anmald_av}, {datum_langt(a.anmald)}" if a.anmald_av else datum_langt(a.anmald)
    klar = f"{datum_langt(a.hanterad)}{f', {a.hanterad_av}' if a.hanterad_av else ''}" if a.hanterad else ""
    return _stycken(("", a.beskrivning), ("Anmäldes", vem), ("Hanterades", klar), ("Vad som gjordes", a.atgard))


ANDRINGAR = Lista(
    "Anmälda ändringar", ("Vad", "Anmäld", "Gäller från", "Ska vara gjort", "Hanterad", "Beskrivning"),
    lambda a: (
        a.slag_ord, _dag(a.anmald), _dag(a.galler_fran), _andring_frist(a),
        _dag(a.hanterad) or "väntar", _en_rad(a.beskrivning),
    ),
    _andring_mer,
    "Inga ändringar är anmälda. Anordnaren är skyldig att berätta om det som påverkar villkoren (K 3.2).",
    (
        Gora("anordnarandring_anmal", "Ny anmälan …", ny=True, tangent="Alt+N"),
        Gora("anordnarandring_hantera", "Hantera …", kan=lambda a: a.hanterad is None, tangent="Alt+H"),
        Gora("anordnarandring_andra", "Rätta …", tangent="Alt+R"),
    ),
    dampad=lambda a: a.hanterad is not None,
    rod=lambda a: "Ska vara gjort" if a.sen and a.hanterad is None else "",
)  # fmt: skip


class Postsida(QWidget):
    gor = Signal(object, object)
    """What is to be done (Gora), and the row (None for a new one)."""
    oppna = Signal(object)
    """A row of a list that nothing is done to."""

    def __init__(self, tema: Tema, lista: Lista) -> None:
        super().__init__()
        self._tema = tema
        self.lista = lista
        self.rader: tuple[Any, ...] = ()
        self.tabell = ordtabell(tema, lista.rubrik, lista.kolumner)
        self.tabell.setMinimumHeight(tema.px(150))
        self.tabell.currentCellChanged.connect(lambda *_: self._valdes())
        self.tabell.cellDoubleClicked.connect(lambda *_: self.enter())
        self.knappar: list[tuple[Gora, QPushButton]] = []
        self._tom = text(lista.tom, "dampad", bryt=True)
        self._mer = text("", bryt=True, markera=True)
        kort = ram("kort")
        kort.setLayout(kolumn(self.tabell, kant=1, mellan=0))
        self._kort = kort
        lad = kolumn(text(lista.rubrik, "fet"), self._tom, mellan=8)
        lad.addWidget(kort, 1)
        lad.addWidget(self._mer)
        rad_ = rad(mellan=10)
        for g in lista.gor:
            k = knapp(g.ord, partial(self._tryck, g), roll="primar" if g.ny else "", tips=g.tangent)
            k.setShortcut(g.tangent)
            self.knappar.append((g, k))
            rad_.addWidget(k)
        rad_.addStretch(1)
        if lista.gor:
            lad.addLayout(rad_)
        self._fyllnad = QWidget()  # below what an empty list says
        lad.addWidget(self._fyllnad, 1)
        self.setLayout(lad)

    def satt(self, rader: tuple[Any, ...], far_varda: bool) -> None:
        """The one that was selected stays so, if it is there."""
        minns = getattr(self.vald, "mal", None)
        self.rader = rader
        self.tabell.setRowCount(len(rader))
        for nr, r in enumerate(rader):
            rod = self.lista.rod(r)
            for spalt, (kolumn_, ord_) in enumerate(zip(self.lista.kolumner, self.lista.rad(r), strict=True)):
                post = QTableWidgetItem(f"■ {ord_}" if kolumn_ == rod else ord_)
                post.setToolTip(ord_)
                if kolumn_ == rod:
                    post.setForeground(self._tema.farg("rod"))
                elif self.lista.dampad(r):
                    post.setForeground(self._tema.farg("dampad"))
                self.tabell.setItem(nr, spalt, post)
        self._tom.setVisible(not rader)
        self._kort.setVisible(bool(rader))
        self._fyllnad.setVisible(not rader)
        for _, k in self.knappar:
            k.setVisible(far_varda)
        if rader:
            vald = next((n for n, r in enumerate(rader) if getattr(r, "mal", None) == minns), 0)
            self.tabell.setCurrentCell(vald, 0)
        self._valdes()

    @property
    def vald(self) -> Any:
        nr = self.tabell.currentRow()
        return self.rader[nr] if 0 <= nr < len(self.rader) else None

    def _valdes(self) -> None:
        r = self.vald
        mer = self.lista.mer(r) if r is not None else ""
        self._mer.setText(mer)
        self._mer.setVisible(bool(mer))
        for g, k in self.knappar:
            k.setEnabled(g.ny or (r is not None and g.kan(r)))

    def _tryck(self, g: Gora) -> None:
        self.gor.emit(g, None if g.ny else self.vald)

    def enter(self) -> None:
        """What one most often does to a row."""
        if self.vald is None:
            return
        if not self.lista.gor:
            self.oppna.emit(self.vald)
            return
        forst = next(((g, k) for g, k in self.knappar if not g.ny and k.isEnabled() and not k.isHidden()), None)
        if forst is not None:
            self._tryck(forst[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and self.tabell.hasFocus() and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.enter()
        else:
            super().keyPressEvent(event)


RADTYPER = Kontorsrad | Personrad | Auktorisationsrad | Andringsrad | Insatsrad
