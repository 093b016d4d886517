"""A table of rows that are all at hand: its rows, its columns and what stands above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
VANSTER = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
HOGER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Rad = TypeVar("Rad")


class Kolumn(NamedTuple):
    """`namn` is the field of the row, as a rule; `tips` says what the column holds, "" where its head does."""

    namn: str
    rubrik: str
    bredd: int
    tips: str = ""
    tal: bool = False

    @property
    def stallning(self) -> Qt.AlignmentFlag:
        """Figures stand under each other from the right."""
        return HOGER if self.tal else VANSTER


class Radmodell(QAbstractTableModel, Generic[Rad]):
    KOLUMNER: ClassVar[tuple[Kolumn, ...]]
    NYCKEL: ClassVar[str]
    """The field that tells one row from another."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rader: Sequence[Rad] = ()

    def rad(self, nr: int) -> Rad | None:
        return self.rader[nr] if 0 <= nr < len(self.rader) else None

    def finn(self, nyckel: str) -> int:
        """Where a row is now; the first one's place if it is gone."""
        return next((nr for nr, r in enumerate(self.rader) if getattr(r, self.NYCKEL) == nyckel), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rader)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.KOLUMNER)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.KOLUMNER):
            return None
        kolumn = self.KOLUMNER[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return kolumn.rubrik
        if role == Qt.ItemDataRole.ToolTipRole:
            return kolumn.tips or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return kolumn.stallning
        return None
