"""The tables of the room Uppföljning: what is to be done, all plans of a year, and the steps of one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.services.uppfoljningstyper import Oversikt, Planrad, Stegrad
from kundvalsdesk.texter.datum import datum_kort, frist_ord
from kundvalsdesk.texter.uppfoljning import LAGEORD, TERTIALKORT, bristantal_ord, klara_ord, stegets_lage
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import LJUSORD, pillbredd, pillfont, rita_pill
from kundvalsdesk.ui.listgrund import Radtabell
from kundvalsdesk.ui.radmalning import rita_cellgrund, rita_kortat
from kundvalsdesk.ui.tabellgrund import Index, Kolumn, Radmodell
from kundvalsdesk.ui.tema import Tema

if TYPE_CHECKING:
    from kundvalsdesk.services.uppfoljningskvar import Vantande

LJUSROLL = Qt.ItemDataRole.UserRole + 1
"""The light of a cell that is drawn as a pill; None where there is none."""
KANT = 12


class Rad(NamedTuple):
    """A row: what stands in its cells, by the name of the column, and their lights."""

    nyckel: str
    plan_id: int
    steg_id: int
    ord: dict[str, str]
    ljus: dict[str, str]
    dampad: bool = False


class Tabellmodell(Radmodell[Rad]):
    NYCKEL = "nyckel"
    FET = ""
    """The column in bold."""

    def __init__(self, tema: Tema, parent: Any = None) -> None:
        super().__init__(parent)
        self._tema = tema

    def satt(self, rader: tuple[Rad, ...]) -> None:
        self.beginResetModel()
        self.rader = rader
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        r = self.rad(index.row()) if index.isValid() else None
        if r is None:
            return None
        kolumn = self.KOLUMNER[index.column()]
        ord_, ljus = r.ord.get(kolumn.namn, ""), r.ljus.get(kolumn.namn)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ord_
        if role == LJUSROLL:
            return ljus
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return kolumn.stallning
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tema.farg("dampad" if r.dampad or (self.FET and kolumn.namn != self.FET) else "text")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kolumn.rubrik}: {ord_ or 'inget'}{f', {LJUSORD.get(ljus, ljus)}' if ljus else ''}"
        return None


class Attgoramodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("lage", "Frist", 176),
        Kolumn("rubrik", "Vad som ska göras", 220),
        Kolumn("kundval", "Kundval", 138),
    )
    FET = "rubrik"

    def visa(self, alla: tuple[Vantande, ...], idag: date) -> None:
        self.satt(tuple(
            Rad(f"{v.slag}:{v.id}", v.plan_id, v.id,
                {"lage": _frist(v, idag), "rubrik": v.rubrik,
                 "kundval": v.kundval if v.ar == idag.year else f"{v.ar}, {v.kundval}"},
                {"lage": v.ljus})
            for v in alla
        ))  # fmt: skip


def _frist(v: Vantande, idag: date) -> str:
    if v.forfaller is None:
        return "hos arbetsledaren" if v.ljus == "vilande" else "ingen dag satt"
    return frist_ord(v.ljus, v.kvar, v.forfaller, idag)


class Planmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("kundval", "Kundval", 210),
        Kolumn("namnd", "Nämnd", 150),
        Kolumn("lage", "Läge", 116),
        Kolumn("klara", "Klara steg", 156, "Klara steg av alla, och hur många som är sena"),
        Kolumn("saknas", "Saknas", 132, "Det som reglementet kräver och som inte finns eller inte är gjort"),
    )
    FET = "kundval"

    def visa(self, o: Oversikt) -> None:
        utan = tuple(
            Rad(f"{s.namnd}\0{s.kundval}", 0, 0, {"kundval": s.kundval, "namnd": s.namnd, "lage": "–", "klara": "–",
                                                 "saknas": "ingen plan"}, {"saknas": "rod"})
            for s in o.saknade
        )  # fmt: skip
        self.satt((*(_planrad(p) for p in o.planer), *utan))


def _planrad(p: Planrad) -> Rad:
    antal, sena = p.brister.antal, p.ljus.get("rod", 0)
    return Rad(
        str(p.id), p.id, 0,
        {"kundval": p.kundval, "namnd": p.namnd, "lage": LAGEORD[p.lage], "klara": klara_ord(p.klara, p.antal, sena),
         "saknas": bristantal_ord(antal)},
        {"saknas": "gul" if antal else "klar"} | ({"klara": "rod"} if sena else {}),
    )  # fmt: skip


class Stegmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("tertial", "Tertial", 84),
        Kolumn("steg", "Steg", 50, "Vilket av modellens åtta steg", tal=True),
        Kolumn("rubrik", "Vad som ska göras", 220),
        Kolumn("ansvarig", "Ansvarig", 140),
        Kolumn("senast", "Klart senast", 96),
        Kolumn("lage", "Läge", 172),
    )
    FET = "rubrik"

    def visa(self, alla: tuple[Stegrad, ...], idag: date) -> None:
        self.satt(tuple(
            Rad(str(s.id), s.plan_id, s.id,
                {"tertial": TERTIALKORT[s.tertial], "steg": str(s.steg), "rubrik": s.rubrik,
                 "ansvarig": s.ansvarig or "ingen", "senast": datum_kort(s.forfaller),
                 "lage": stegets_lage(s.klar, s.ljus, s.kvar, s.forfaller, idag, kort=True)},
                {"lage": _ljus(s)} if s.ljus else {}, dampad=s.klar is not None)
            for s in alla
        ))  # fmt: skip


def _ljus(s: Stegrad) -> str:
    return "klar" if s.klar is not None else s.ljus


class Celldelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._tema = vy, tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tema, ruta = self._tema, option.rect
        painter.save()
        rita_cellgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        inre: QRect = ruta.adjusted(tema.px(KANT), 0, -tema.px(KANT), -1)
        ord_, ljus = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), index.data(LJUSROLL)
        if ljus and ord_:
            rita_pill(painter, inre, tema, ljus, ord_)
        else:
            modell = index.model()
            fet = isinstance(modell, Tabellmodell) and modell.KOLUMNER[index.column()].namn == modell.FET
            painter.setFont(tema.font(painter.font(), tokens.TEXT, fet=fet))
            farg = index.data(Qt.ItemDataRole.ForegroundRole)
            painter.setPen(farg if isinstance(farg, QColor) else tema.farg("text"))
            if index.data(Qt.ItemDataRole.TextAlignmentRole) == Kolumn("", "", 0, tal=True).stallning:
                painter.drawText(inre, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, ord_)
            else:
                rita_kortat(painter, inre, ord_)
        painter.restore()


class Tabell(Radtabell):
    """Its columns are as wide as what stands in them, as far as there is room: first the pills, then the widest, which
    has what is left over too. Where there is less than they must have, `umbarliga` give way."""

    def __init__(
        self, tema: Tema, modell: Tabellmodell, namn: str, bred: str, umbarliga: tuple[str, ...] = ()
    ) -> None:
        super().__init__(tema, modell, namn)
        self._kolumner, self._bred, self._umbarliga = modell.KOLUMNER, bred, umbarliga
        self._behov: dict[str, int] = {}
        self.setItemDelegate(Celldelegat(self, tema))
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(tema.px(40))
        self.setMinimumHeight(tema.px(40 + 3 * tokens.RAD))
        modell.modelReset.connect(self._nya_rader)

    def _nya_rader(self) -> None:
        self._behov = {}
        self._fordela()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fordela()

    def _bredast(self) -> dict[str, int]:
        """What each column needs for all that stands in it, its head among it."""
        tema, modell = self._tema, self.model()
        rader = modell.rader if isinstance(modell, Tabellmodell) else ()
        fet = getattr(modell, "FET", "")
        pill, huvud = pillfont(tema, self.font()), QFontMetrics(tema.font(self.font(), tokens.LITEN, fet=True))
        matt = {f: QFontMetrics(tema.font(self.font(), tokens.TEXT, fet=f)) for f in (False, True)}
        ut = {}
        for k in self._kolumner:
            ord_ = {(r.ord.get(k.namn, ""), bool(r.ljus.get(k.namn))) for r in rader}
            ut[k.namn] = 2 * tema.px(KANT) + max((
                huvud.horizontalAdvance(k.rubrik),
                *(pillbredd(tema, pill, o) if ljus and o else matt[k.namn == fet].horizontalAdvance(o)
                  for o, ljus in ord_),
            )) + tema.px(2)  # fmt: skip
        return ut

    def _fordela(self) -> None:
        px, rum = self._tema.px, self.viewport().width()
        self._behov = behov = self._behov or self._bredast()
        visas = [k.namn for k in self._kolumner]
        bredder = {k.namn: min(px(k.bredd), behov[k.namn]) for k in self._kolumner}
        bredder[self._bred] = max(px(120), bredder[self._bred])
        for umbarlig in self._umbarliga:
            if sum(bredder[n] for n in visas) > rum:
                visas.remove(umbarlig)
        kvar = max(0, rum - sum(bredder[n] for n in visas))
        lysande = {n for r in getattr(self.model(), "rader", ()) for n in r.ljus}
        for namn in sorted(visas, key=lambda n: 0 if n in lysande else 1 if n == self._bred else 2):
            mer = min(kvar, max(0, behov[namn] - bredder[namn]))
            bredder[namn] += mer
            kvar -= mer
        # What is over widens all but the widest up to what their columns were meant to be, and then that one.
        for k in self._kolumner:
            if k.namn in visas and k.namn != self._bred:
                mer = min(kvar, max(0, px(k.bredd) - bredder[k.namn]))
                bredder[k.namn] += mer
                kvar -= mer
        bredder[self._bred] += kvar
        for nr, k in enumerate(self._kolumner):
            self.setColumnHidden(nr, k.namn not in visas)
            self.setColumnWidth(nr, bredder[k.namn])
