"""The queue as a table model: any number of rows, fetched in pages when they are shown.

The overview gives the number of rows and of each group, so that the list has its full length at once; rows not
fetched yet are painted as placeholders. Group headings are rows of their own when the queue is sorted by frist.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kundvalsdesk.services.typer import GRUPPER, KoOversikt, KoRad
from kundvalsdesk.texter.datum import datum_kort, frist_ord
from kundvalsdesk.texter.kolista import GRUPPORD
from kundvalsdesk.ui.former import LJUSORD

SIDA = 64
"""Rows of a page: a screenful and a half. The reader waits for the whole page, also for the rows below the window."""
MINNE = 180  # pages kept: 11 520 rows
RAD_ROLL = int(Qt.ItemDataRole.UserRole)

KOLUMNER = (
    ("frist", "Frist"),
    ("datum", "Datum"),
    ("att_gora", "Att göra"),
    ("kund", "Kund"),
    ("insats", "Insats"),
    ("anordnare", "Anordnare"),
    ("kundansvarig", "Kundansvarig"),
)
SORTERING = ("frist", "frist", "att_gora", "kund", "insats", "anordnare", "kundansvarig")
# Made once: each cell that is painted asks for them, and an `|` of Qt's enumerations is Python work.
FLAGGOR = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
INGA_FLAGGOR = Qt.ItemFlag.NoItemFlags
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Grupprad:
    """A heading; `antal` None while the rows are still being counted."""

    grupp: str
    antal: int | None

    @property
    def ord(self) -> str:
        return GRUPPORD[self.grupp] if self.antal is None else f"{GRUPPORD[self.grupp]} · {self.antal}"


class KoModell(QAbstractTableModel):
    begar_sida = Signal(int)
    """A page number that the view should fetch (the newest wish first)."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.idag = date.min
        self._oversikt: KoOversikt | None = None
        self._grupper: list[tuple[int, int, Grupprad]] = []  # (table row of heading, first queue number, heading)
        self._sidor: OrderedDict[int, list[KoRad]] = OrderedDict()
        self._begarda: set[int] = set()
        self._onskade: list[int] = []
        self._rader = 0
        self._med_ansvarig = False
        self._grupperad = False

    # --- filled by the view -----------------------------------------------------------------------------------

    def satt(
        self, oversikt: KoOversikt, forsta: list[KoRad], idag: date, *, grupperad: bool, med_ansvarig: bool
    ) -> None:
        self.beginResetModel()
        self.idag = idag
        self._oversikt = oversikt
        self._med_ansvarig = med_ansvarig
        self._sidor.clear()
        self._begarda.clear()
        self._onskade.clear()
        if forsta:
            self._sidor[0] = forsta
        self._grupperad = grupperad
        self._grupper = self._grupprader_av(oversikt)
        self._rader = oversikt.totalt + len(self._grupper)
        self.endResetModel()

    def _grupprader_av(self, o: KoOversikt) -> list[tuple[int, int, Grupprad]]:
        ut: list[tuple[int, int, Grupprad]] = []
        nummer = 0
        for grupp in GRUPPER if self._grupperad else ():
            if antal := o.grupper.get(grupp, 0):
                ut.append((nummer + len(ut), nummer, Grupprad(grupp, None if o.preliminar else antal)))
                nummer += antal
        return ut

    def fyll_ut(self, o: KoOversikt) -> bool:
        """The rows have been counted: those after the first page are added below it, which stays where it is.

        False if the count does not go on from the first page (somebody changed something meanwhile).
        """
        nya = self._grupprader_av(o)
        forut = [(plats, g.grupp) for plats, _, g in self._grupper]
        if self._oversikt is None or o.totalt < self._oversikt.totalt:
            return False
        if forut != [(plats, g.grupp) for plats, _, g in nya[: len(forut)]]:
            return False
        rader = o.totalt + len(nya)
        if rader > self._rader:
            self.beginInsertRows(QModelIndex(), self._rader, rader - 1)
        self._oversikt, self._grupper, fore, self._rader = o, nya, self._rader, rader
        if rader > fore:
            self.endInsertRows()
        for plats, _, _ in nya[: len(forut)]:
            self.dataChanged.emit(self.index(plats, 0), self.index(plats, self.columnCount() - 1))
        return True

    def fyll_sida(self, sida: int, rader: list[KoRad]) -> None:
        self._begarda.discard(sida)
        self._be()
        self._sidor[sida] = rader
        self._sidor.move_to_end(sida)
        while len(self._sidor) > MINNE:
            self._sidor.popitem(last=False)
        if rader:
            forsta = self.tabellrad(sida * SIDA)
            sista = min(self.tabellrad(sida * SIDA + len(rader) - 1), self._rader - 1)
            self.dataChanged.emit(self.index(forsta, 0), self.index(sista, self.columnCount() - 1))

    def samma(self, oversikt: KoOversikt, sidor: dict[int, list[KoRad]]) -> bool:
        """Whether this is what is shown. Pages that are not among them are fetched again when they are scrolled to."""
        if oversikt != self._oversikt or any(self._sidor.get(nr) != rader for nr, rader in sidor.items()):
            return False
        for nr in [nr for nr in self._sidor if nr not in sidor]:
            del self._sidor[nr]
        return True

    def glom_begaran(self, sida: int) -> None:
        """The page could not be fetched: it may be asked for again."""
        self._begarda.discard(sida)
        self._be()

    # --- rows and numbers ------------------------------------------------------------------------------------

    @property
    def oversikt(self) -> KoOversikt | None:
        return self._oversikt

    @property
    def totalt(self) -> int:
        return self._oversikt.totalt if self._oversikt else 0

    @property
    def grupprader(self) -> list[int]:
        return [tabellrad for tabellrad, _, _ in self._grupper]

    def _grupp_pa(self, tabellrad: int) -> Grupprad | None:
        return next((g for plats, _, g in self._grupper if plats == tabellrad), None)

    def konummer(self, tabellrad: int) -> int | None:
        """Number in the queue of a table row; None for a heading."""
        ovanfor = 0
        for plats, _, _ in self._grupper:
            if plats == tabellrad:
                return None
            if plats > tabellrad:
                break
            ovanfor += 1
        return tabellrad - ovanfor

    def tabellrad(self, konummer: int) -> int:
        return konummer + sum(1 for _, forsta, _ in self._grupper if forsta <= konummer)

    def hamta(self, tabellrad: int) -> KoRad | None:
        """The row if it has been fetched; otherwise it is asked for."""
        nummer = self.konummer(tabellrad)
        if nummer is None or not 0 <= nummer < self.totalt:
            return None
        sida, plats = divmod(nummer, SIDA)
        rader = self._sidor.get(sida)
        if rader is None:
            if sida not in self._begarda:
                if sida in self._onskade:
                    self._onskade.remove(sida)
                self._onskade.append(sida)
                self._be()
            return None
        return rader[plats] if plats < len(rader) else None

    def saknas(self, forsta: int, sista: int) -> bool:
        """Whether none of these table rows has been fetched; the pages that hold them are asked for."""
        har = [self.hamta(r) is not None for r in dict.fromkeys((sista, forsta)) if self.konummer(r) is not None]
        return bool(har) and not any(har)

    def finn(self, frist_id: int) -> int | None:
        """Table row of a frist among those fetched."""
        for sida, rader in self._sidor.items():
            for plats, rad in enumerate(rader):
                if rad.frist_id == frist_id:
                    return self.tabellrad(sida * SIDA + plats)
        return None

    def _be(self) -> None:
        """Asks for one page at a time, the newest wish first.

        Dragging the scroll bar passes hundreds of pages: only the last few asked for are still on the screen.
        """
        if self._begarda or not self._onskade:
            return
        sida = self._onskade.pop()
        del self._onskade[:-2]
        self._begarda.add(sida)
        self.begar_sida.emit(sida)

    # --- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._rader

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid():
            return 0
        return len(KOLUMNER) if self._med_ansvarig else len(KOLUMNER) - 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(KOLUMNER):
            if role == Qt.ItemDataRole.DisplayRole:
                return KOLUMNER[section][1]
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"Sortera efter {KOLUMNER[section][1].lower()}"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._grupp_pa(index.row()) is not None:
            return INGA_FLAGGOR
        return FLAGGOR

    def innehall(self, tabellrad: int) -> Grupprad | KoRad | None:
        """What a table row shows: a heading, a row, or None while it is being fetched."""
        return self._grupp_pa(tabellrad) or self.hamta(tabellrad)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        grupp = self._grupp_pa(index.row())
        if grupp is not None:
            if role == RAD_ROLL:
                return grupp
            visas = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return grupp.ord if visas and index.column() == 0 else None
        rad = self.hamta(index.row())
        if role == RAD_ROLL:
            return rad
        if rad is None:
            return "Hämtas …" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            return self.ord(rad, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ord_ = self.ord(rad, index.column())
            return f"{ord_}, {LJUSORD.get(rad.ljus, '')}" if index.column() == 0 else ord_
        return None

    def ord(self, rad: KoRad, kolumn: int) -> str:
        match KOLUMNER[kolumn][0]:
            case "frist":
                return frist_ord(rad.ljus, rad.kvar, rad.forfaller, self.idag)
            case "datum":
                return datum_kort(rad.forfaller)
            case "att_gora":
                return rad.att_gora
            case "kund":
                return rad.kund
            case "insats":
                return rad.insatskod
            case "anordnare":
                return rad.anordnare
            case _:
                return rad.vikarie or rad.kundansvarig
