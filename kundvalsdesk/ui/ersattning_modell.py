"""The run of a month as a table, anordnare by anordnare with their insatser below, and what is missing as another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kundvalsdesk.rules.sortering import sokform
from kundvalsdesk.services.ersattningsvytyper import Anordnarpost, Insatspost, Saknas
from kundvalsdesk.texter.datum import KORTA, manad_ar
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.texter.meningar import insats_ord
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import pillfont, rita_pill
from kundvalsdesk.ui.listgrund import Radtabell
from kundvalsdesk.ui.radmalning import rita_cellgrund
from kundvalsdesk.ui.tabellgrund import Index, Kolumn, Radmodell
from kundvalsdesk.ui.tema import Tema

KANT, INDRAG = 12, 22
_OPPEN, _STANGD = "▾", "▸"


def _passar(ord_: tuple[str, ...], *var: str) -> bool:
    helt = sokform(" ".join(var))
    return all(o in helt for o in ord_)


# --- The run ------------------------------------------------------------------------------------------------------


class Visad(NamedTuple):
    """A row on the screen: an anordnare, or one of their insatser."""

    nyckel: str
    anordnare: Anordnarpost
    insats: Insatspost | None = None


BETALT = (
    Kolumn("vem", "Anordnare, ärende", 204, "Vänster- och högerpil fäller ihop och ut en anordnare"),
    Kolumn("kund", "Kund", 142, "Nummer och initialer; skyddade kunder bara nummer"),
    Kolumn("kod", "Insats", 66),
    Kolumn("dagar", "Dagar", 60, tal=True),
    Kolumn("belopp", "Belopp", 118, tal=True),
    Kolumn("mot", "Mot månaden före", 180, "Vad som skiljer från förra månaden"),
)


class Betalmodell(Radmodell[Visad]):
    KOLUMNER = BETALT
    NYCKEL = "nyckel"

    def __init__(self, tema: Tema, parent: Any = None) -> None:
        super().__init__(parent)
        self._tema = tema
        self._alla: tuple[Anordnarpost, ...] = ()
        self._sok: tuple[str, ...] = ()
        self.bara_olika = False
        self.stangda: set[str] = set()

    def satt(self, anordnare: tuple[Anordnarpost, ...]) -> None:
        self._alla = anordnare
        self.visa()

    def filtrera(self, ord_: str) -> None:
        self._sok = tuple(sokform(ord_).split())
        self.visa()

    def visa_olika(self, pa: bool) -> None:
        self.bara_olika = pa
        self.visa()

    @property
    def filtrerad(self) -> bool:
        return bool(self._sok) or self.bara_olika

    def fall(self, nr: int, *, ut: bool) -> int:
        """Shows or hides the insatser of the anordnare that a row belongs to; returns where the anordnare stands."""
        r = self.rad(nr)
        if r is None:
            return nr
        namn = r.anordnare.nyckel
        if ut == (namn in self.stangda):
            self.stangda = self.stangda - {namn} if ut else self.stangda | {namn}
            self.visa()
        return self.finn(namn)

    def visa(self) -> None:
        self.beginResetModel()
        ut: list[Visad] = []
        for a in self._alla:
            insatser = [p for p in a.insatser if self._med(a, p)]
            if insatser or not self.filtrerad:
                ut.append(Visad(a.nyckel, a))
                if a.nyckel not in self.stangda or self._sok:
                    ut += [Visad(p.nyckel, a, p) for p in insatser]
        self.rader = ut
        self.endResetModel()

    def _med(self, a: Anordnarpost, p: Insatspost) -> bool:
        if self.bara_olika and not (p.belopp != p.fore or p.marken or p.mot_forberedd or p.samtidigt):
            return False
        return _passar(self._sok, a.namn, p.insats, p.kund, p.kod, insats_ord(p.kod))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        r = self.rad(index.row()) if index.isValid() else None
        if r is None:
            return None
        kolumn = BETALT[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return kolumn.stallning
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            ord_ = self._ord(r, kolumn.namn)
            return ord_ if role == Qt.ItemDataRole.DisplayRole or kolumn.namn in ("vem", "mot") else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kolumn.rubrik}: {self._ord(r, kolumn.namn).strip(f'{_OPPEN}{_STANGD} ') or 'inget'}"
        return None

    def _ord(self, r: Visad, namn: str) -> str:
        p, a = r.insats, r.anordnare
        if p is None:
            tecken = _STANGD if a.nyckel in self.stangda else _OPPEN
            dagar = sum(x.dagar for x in a.insatser)
            return {
                "vem": f"{tecken} {a.namn}", "kund": "", "kod": "", "dagar": str(dagar), "belopp": kronor(a.belopp),
                "mot": a.mot_forra,
            }[namn]  # fmt: skip
        borta = not p.rader
        return {
            "vem": p.insats, "kund": p.kund, "kod": insats_ord(p.kod), "dagar": "" if borta else str(p.dagar),
            "belopp": "–" if borta else kronor(p.belopp),
            "mot": " · ".join(
                o for o in (
                    "samtidig insats" if p.samtidigt else "", p.mot_forra,
                    "ändrad sedan den förbereddes" if p.mot_forberedd else "",
                ) if o
            ),
        }[namn]  # fmt: skip


class Betaldelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._tema = vy, tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tema, ruta, forst = self._tema, option.rect, index.column() == 0
        modell = index.model()
        r = modell.rad(index.row()) if isinstance(modell, Betalmodell) else None
        if r is None:
            return
        p = r.insats
        painter.save()
        if p is None:
            painter.fillRect(ruta, tema.farg("rail"))
        rita_cellgrund(painter, option, tema, forst=forst, fokus=self._vy.hasFocus())
        namn = BETALT[index.column()].namn
        if p is None and namn in ("vem", "belopp"):
            painter.setFont(tema.font(painter.font(), tokens.TEXT, fet=True))
        painter.setPen(tema.farg(_farg(p, namn)))
        indrag = tema.px(INDRAG) if forst and p is not None else 0
        inre = ruta.adjusted(tema.px(KANT) + indrag, 0, -tema.px(KANT), -1)
        ord_ = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole) or ""), Qt.TextElideMode.ElideRight, inre.width()
        )
        painter.drawText(inre, index.data(Qt.ItemDataRole.TextAlignmentRole), ord_)
        painter.restore()


def _farg(p: Insatspost | None, namn: str) -> str:
    if p is None:
        return "text" if namn in ("vem", "belopp") else "dampad"
    if namn == "belopp" and p.belopp < Decimal(0):
        return "rod"
    if namn == "mot":
        if p.mot_forberedd or p.samtidigt or p.marken & {"sen", "rattad"}:
            return "gul"
        return "text" if p.marken else "dampad"
    return "dampad" if not p.rader or namn in ("kund", "kod") else "text"


class Betaltabell(Radtabell):
    """Left and right fold an anordnare in and out, as in a tree."""

    fall = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.fall.emit(event.key() == Qt.Key.Key_Right)
            event.accept()
            return
        super().keyPressEvent(event)


# --- What is missing ----------------------------------------------------------------------------------------------

SAKNAS = (
    Kolumn("ord", "Läge", 178, "Röd: brytdatum har passerat. Gul: några dagar kvar. Grå: stoppar inte betalningen"),
    Kolumn("insats", "Ärende", 92),
    Kolumn("kund", "Kund", 142, "Nummer och initialer; skyddade kunder bara nummer"),
    Kolumn("manad", "Månad", 70),
    Kolumn("kort", "Saknas", 270),
    Kolumn("anordnare", "Anordnare", 140),
    Kolumn("kundansvarig", "Kundansvarig", 140),
)


class Saknasmodell(Radmodell[Saknas]):
    KOLUMNER = SAKNAS
    NYCKEL = "nyckel"

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._alla: tuple[Saknas, ...] = ()
        self._sok: tuple[str, ...] = ()

    def satt(self, rader: tuple[Saknas, ...]) -> None:
        self._alla = rader
        self._visa()

    def filtrera(self, ord_: str) -> None:
        self._sok = tuple(sokform(ord_).split())
        self._visa()

    @property
    def filtrerad(self) -> bool:
        return bool(self._sok)

    def _visa(self) -> None:
        self.beginResetModel()
        self.rader = tuple(
            s
            for s in self._alla
            if _passar(self._sok, s.insats, s.kund, s.kod, insats_ord(s.kod), s.anordnare, s.kundansvarig, s.vad)
        )
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        s = self.rad(index.row()) if index.isValid() else None
        if s is None:
            return None
        kolumn = SAKNAS[index.column()]
        ord_ = str(getattr(s, kolumn.namn))
        if kolumn.namn == "manad":
            if role != Qt.ItemDataRole.DisplayRole:
                ord_ = manad_ar(s.manad)
            else:
                ord_ = KORTA[int(s.manad[5:]) - 1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ord_
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return kolumn.stallning
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kolumn.rubrik}: {ord_ or 'inget'}"
        return None


_MINST = {"ord": 178, "insats": 92, "kund": 92, "manad": 68, "kort": 150, "anordnare": 96, "kundansvarig": 96}
"""What the columns give way to in a narrow list, so that none is out of sight; what is cut off stands as a tooltip."""


class Saknastabell(Radtabell):
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.anpassa()

    def visa_kundansvarig(self, visas: bool) -> None:
        self.setColumnHidden(len(SAKNAS) - 1, not visas)
        self.anpassa()

    def anpassa(self) -> None:
        """Widths for the room there is; what is over goes to the words."""
        visas = [(nr, k) for nr, k in enumerate(SAKNAS) if not self.isColumnHidden(nr)]
        px, rum = self._tema.px, self.viewport().width()
        vill, minst = sum(px(k.bredd) for _, k in visas), sum(px(_MINST[k.namn]) for _, k in visas)
        del_ = min(1.0, max(0.0, (rum - minst) / (vill - minst)))
        bredder = {nr: int(px(_MINST[k.namn]) + del_ * (px(k.bredd) - px(_MINST[k.namn]))) for nr, k in visas}
        for nr, k in visas:
            mer = max(0, rum - sum(bredder.values())) if k.namn == "kort" else 0
            self.setColumnWidth(nr, bredder[nr] + mer)


class Saknasdelegat(QStyledItemDelegate):
    def __init__(self, vy: QTableView, tema: Tema) -> None:
        super().__init__(vy)
        self._vy, self._tema = vy, tema

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tema, ruta = self._tema, option.rect
        modell = index.model()
        s = modell.rad(index.row()) if isinstance(modell, Saknasmodell) else None
        if s is None:
            return
        painter.save()
        rita_cellgrund(painter, option, tema, forst=index.column() == 0, fokus=self._vy.hasFocus())
        inre = ruta.adjusted(tema.px(KANT), 0, -tema.px(8), -1)
        if index.column() == 0:
            painter.setFont(pillfont(tema, painter.font()))
            rita_pill(painter, inre, tema, s.ljus, s.ord)
        else:
            tydligt = SAKNAS[index.column()].namn in ("insats", "kort") and s.stoppar
            painter.setPen(tema.farg("text" if tydligt else "dampad"))
            ord_ = painter.fontMetrics().elidedText(
                str(index.data(Qt.ItemDataRole.DisplayRole) or ""), Qt.TextElideMode.ElideRight, inre.width()
            )
            painter.drawText(inre, index.data(Qt.ItemDataRole.TextAlignmentRole), ord_)
        painter.restore()
