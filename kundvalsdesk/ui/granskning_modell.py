"""The list of reports to review as a model: waiting, returned and decided today, each under its heading.

A decision moves its row at once (`flytta`); what the database says comes with the next `satt`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kundvalsdesk.services.granskningstyper import GranskRad
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui.former import LJUSORD

RAD_ROLL = int(Qt.ItemDataRole.UserRole)
VANTAR, RETURNERAD, GODKAND = "vantar", "returnerad", "godkand"
LAGEN = (VANTAR, GODKAND, RETURNERAD)
RUBRIKER = {VANTAR: "Att granska", GODKAND: "Godkända i dag", RETURNERAD: "Återremitterade"}
FLAGGOR = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
Index = QModelIndex | QPersistentModelIndex
Nyckel = tuple[str, str, str]


def nyckel(r: GranskRad) -> Nyckel:
    """What names a report: insats, slag, avser."""
    return r.insats, r.slag, r.avser


@dataclass(frozen=True, slots=True)
class Rubrik:
    lage: str
    antal: int

    @property
    def ord(self) -> str:
        return f"{RUBRIKER[self.lage]} · {self.antal}"


def kort_ord(r: GranskRad) -> str:
    """The light in the words that stand over the report too."""
    return "godkänd" if r.lage == GODKAND else r.ord


def kort_namn(r: GranskRad) -> str:
    """A protected case by its number alone: there is no room for saying that it is a case."""
    return r.kund.removeprefix("Ärende ") if r.skyddad else r.kund


def detalj_ord(r: GranskRad) -> tuple[str, str]:
    """The second line of a row: whose it is, and what is looked for when one chooses which to open."""
    if r.aterremitterad is not None and r.lage == RETURNERAD:
        vad = f"återremitterad {datum_kort(r.aterremitterad)}"
    elif r.anmarkningar is None:
        vad = "bara datum, ingen text"
    elif r.anmarkningar == 0:
        vad = "inga anmärkningar"
    else:
        vad = f"{r.anmarkningar} anmärkning{'' if r.anmarkningar == 1 else 'ar'}"
    if r.slag != "rapport" and vad == "inga anmärkningar":
        vad = ""
    slag = {"plan": f"plan {r.avser}", "slutrapport": "slutrapport"}.get(r.slag, "")
    return r.anordnare, " · ".join(d for d in (slag, vad) if d)


class GranskningModell(QAbstractListModel):
    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._alla: tuple[GranskRad, ...] = ()
        self._slag: str | None = None
        self._sok: tuple[str, ...] = ()
        self._rader: list[Rubrik | GranskRad] = []
        self._platser: dict[Nyckel, int] = {}
        self._fore: dict[Nyckel, GranskRad] = {}
        """Rows as they were before they were decided here: an undo shows them again at once, where they stood."""

    # --- filled by the view ---------------------------------------------------------------------------------------

    def satt(self, rader: tuple[GranskRad, ...]) -> None:
        if rader != self._alla:
            self._alla = rader
            self._bygg()

    def lage(self, n: Nyckel | None) -> str:
        """Under which heading a report stands; "" for one that is not in the list."""
        rad = self.rad(n) if n is not None else None
        return rad.lage if rad is not None else ""

    def filtrera(self, slag: str | None, sok: str) -> None:
        ord_ = tuple(sok.lower().split())
        if (slag, ord_) != (self._slag, self._sok):
            self._slag, self._sok = slag, ord_
            self._bygg()

    def flytta(self, n: Nyckel, lage: str, idag: date) -> None:
        """A row has been decided, or was not after all: it stands under another heading from now on."""
        rad = self.rad(n)
        if rad is not None:
            if lage == VANTAR:
                rad = self._fore.pop(n, rad)
                ovriga = [r for r in self._alla if nyckel(r) != n]
                efter = (i for i, r in enumerate(ovriga) if r.lage == VANTAR and r.forfaller > rad.forfaller)
                plats = next(efter, len(ovriga))
                self._alla = (*ovriga[:plats], rad, *ovriga[plats:])
            else:
                self._fore[n] = rad
            if lage == RETURNERAD:
                rad = replace(rad, ljus="vilande", ord="väntar", aterremitterad=idag)
            self.aterstall(replace(rad, lage=lage))

    def aterstall(self, rad: GranskRad) -> None:
        """Puts a row in the place of the one of the same report."""
        self._alla = tuple(rad if nyckel(r) == nyckel(rad) else r for r in self._alla)
        self._bygg()

    def _bygg(self) -> None:
        self.beginResetModel()
        synliga = [r for r in self._alla if self._passar(r)]
        self._rader = []
        for lage in LAGEN:
            grupp = [r for r in synliga if r.lage == lage]
            if grupp:
                self._rader += [Rubrik(lage, len(grupp)), *grupp]
        self._platser = {nyckel(r): i for i, r in enumerate(self._rader) if isinstance(r, GranskRad)}
        self.endResetModel()

    def _passar(self, r: GranskRad) -> bool:
        if self._slag is not None and r.slag != self._slag:
            return False
        if not self._sok:
            return True
        hela = f"{r.kund} {r.insats} {r.anordnare} {r.titel} {r.insatskod}".lower()
        return all(o in hela for o in self._sok)

    # --- rows -----------------------------------------------------------------------------------------------------

    @property
    def alla(self) -> tuple[GranskRad, ...]:
        """Also those that the filter hides."""
        return self._alla

    @property
    def filtrerat(self) -> bool:
        return bool(self._slag or self._sok)

    def antal(self, lage: str) -> int:
        return sum(r.lage == lage for r in self._alla)

    def rad(self, n: Nyckel) -> GranskRad | None:
        return next((r for r in self._alla if nyckel(r) == n), None)

    def hamta(self, plats: int) -> GranskRad | None:
        """The row at a place of the list; None for a heading."""
        rad = self._rader[plats] if 0 <= plats < len(self._rader) else None
        return rad if isinstance(rad, GranskRad) else None

    def innehall(self, plats: int) -> Rubrik | GranskRad:
        return self._rader[plats]

    def plats(self, n: Nyckel | None) -> int:
        """Where a report stands; -1 if it is not shown."""
        return self._platser.get(n, -1) if n is not None else -1

    def nasta(self, n: Nyckel | None) -> GranskRad | None:
        """The next one that waits, after this one in the list; the first one when there is none below."""
        har = self.plats(n)
        for plats in (*range(har + 1, len(self._rader)), *range(max(har, 0))):
            r = self.hamta(plats)
            if r is not None and r.lage == VANTAR:
                return r
        return None

    def foregaende(self, n: Nyckel | None) -> GranskRad | None:
        """The one above it, whatever it waits for."""
        har = self.plats(n)
        return next((r for i in range(har - 1, -1, -1) if (r := self.hamta(i)) is not None), None)

    # --- Qt -------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rader)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.hamta(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return FLAGGOR

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rader):
            return None
        rad = self._rader[index.row()]
        if role == RAD_ROLL:
            return rad
        if isinstance(rad, Rubrik):
            visas = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return rad.ord if visas else None
        if role == Qt.ItemDataRole.DisplayRole:
            return rad.kund
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{rad.titel}\n{rad.kund}\n{' · '.join(detalj_ord(rad))}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ljus = LJUSORD.get(rad.ljus, rad.ljus)
            return f"{rad.kund}, {rad.titel}, {rad.ord} ({ljus}), {', '.join(detalj_ord(rad))}"
        return None
