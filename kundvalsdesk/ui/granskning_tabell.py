"""A table of a report to type in: delmål, kontakter or frånvaro. A new row is there as soon as the last is begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules.rapporttyper import FRANVAROTYPER, LAGEN, SATT, Delmal, Franvarorad, Kontaktrad
from kundvalsdesk.ui.datumfalt import tolka_datum
from kundvalsdesk.ui.tema import Tema

INTYG = {"ja": "Finns", "nej": "Saknas"}


class Kolumn(NamedTuple):
    """`typ`: text, datum or val; `bredd` as a share; `val`: code → words."""

    namn: str
    rubrik: str
    typ: str
    bredd: int
    val: dict[str, str] = {}


_NR = Kolumn("nr", "Nr", "nr", 6)
KOLUMNER = {
    "delmal_plan": (
        _NR, Kolumn("text", "Delmål", "text", 36), Kolumn("aktivitet", "Aktivitet", "text", 36),
        Kolumn("klart_senast", "Klart senast", "datum", 22),
    ),
    "delmal": (
        _NR, Kolumn("text", "Delmål", "text", 34), Kolumn("lage", "Läge", "val", 22, LAGEN),
        Kolumn("kommentar", "Kommentar", "text", 38),
    ),
    "kontakter": (
        Kolumn("datum", "Dag", "datum", 22), Kolumn("satt", "Sätt", "val", 28, SATT),
        Kolumn("kommentar", "Kommentar", "text", 50),
    ),
    "franvaro": (
        Kolumn("typ", "Frånvaro", "val", 24, FRANVAROTYPER), Kolumn("fran", "Från", "datum", 18),
        Kolumn("till", "Till", "datum", 18), Kolumn("orsak", "Orsak", "text", 26),
        Kolumn("intyg", "Intyg", "val", 14, INTYG),
    ),
}  # fmt: skip


class _Delegat(QStyledItemDelegate):
    """Choices are chosen, everything else is typed."""

    def __init__(self, tabell: Rapporttabell) -> None:
        super().__init__(tabell)
        self._tabell = tabell

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        k = self._tabell.kolumner[index.column()]
        if k.typ != "val":
            ruta = super().createEditor(parent, option, index)
            ruta.setAccessibleName(f"{k.rubrik}, rad {index.row() + 1}")
            ruta.setStyleSheet("min-height: 0; border-radius: 0;")
            if isinstance(ruta, QLineEdit):
                self._tabell.skrivs_i(ruta, index.row(), index.column())
            return ruta
        val = QComboBox(parent)
        val.setView(QListView())
        val.setStyleSheet("min-height: 0; border-radius: 0;")
        val.setAccessibleName(f"{k.rubrik}, rad {index.row() + 1}")
        val.addItem("–", "")
        for ord_ in k.val.values():
            val.addItem(ord_)
        return val

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(str(index.data() or ""))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText() if editor.currentIndex() > 0 else "")
        else:
            super().setModelData(editor, model, index)


class Rapporttabell(QTableWidget):
    skrivs = Signal()
    """A letter has been typed in a cell that is not left yet."""

    def __init__(self, tema: Tema, slag: str, namn: str, idag: date) -> None:
        self.kolumner = KOLUMNER[slag]
        super().__init__(0, len(self.kolumner))
        self._tema, self._slag, self._idag = tema, slag, idag
        self.setAccessibleName(namn)
        self.setProperty("roll", "tabell")
        self.setHorizontalHeaderLabels([k.rubrik for k in self.kolumner])
        self.setItemDelegate(_Delegat(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setToolTip("Skriv direkt i rutan, eller F2. Delete tömmer. Datum: 2024-08-16, 16 aug eller 16/8.")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerButtonEnabled(False)
        rader = self.verticalHeader()
        rader.hide()
        rader.setDefaultSectionSize(tema.px(34))
        rader.setMinimumSectionSize(tema.px(34))
        huvud = self.horizontalHeader()
        huvud.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        huvud.setHighlightSections(False)
        huvud.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        huvud.setFixedHeight(tema.px(30))
        huvud.setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cell: tuple[QLineEdit, int, int] | None = None
        self._fyller = True
        self._ny_rad()
        self._fyller = False
        self.itemChanged.connect(self._andrat)

    # --- rows -------------------------------------------------------------------------------------------------------

    def _ny_rad(self, varden: Sequence[str] = ()) -> None:
        nr = self.rowCount()
        self.insertRow(nr)
        for spalt, k in enumerate(self.kolumner):
            post = QTableWidgetItem(varden[spalt] if varden else str(nr + 1) if k.typ == "nr" else "")
            if k.typ == "nr":
                post.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.setItem(nr, spalt, post)
        self._anpassa()

    def _anpassa(self) -> None:
        hojd = self.horizontalHeader().height() + sum(self.rowHeight(r) for r in range(self.rowCount()))
        self.setFixedHeight(hojd + 2 * self.frameWidth() + 4)

    def _text(self, rad: int, spalt: int) -> str:
        post = self.item(rad, spalt)
        return post.text().strip() if post is not None else ""

    def _tom(self, rad: int) -> bool:
        return not any(self._text(rad, s) for s, k in enumerate(self.kolumner) if k.typ != "nr")

    def _andrat(self, post: QTableWidgetItem) -> None:
        if self._fyller:
            return
        if self.kolumner[post.column()].typ == "datum" and (d := tolka_datum(post.text(), self._idag)):
            self._fyller = True
            post.setText(d.isoformat())
            self._fyller = False
        if not self._tom(self.rowCount() - 1):
            self._fyller = True
            self._ny_rad()
            self._fyller = False

    def satt(self, rader: Sequence[Delmal | Kontaktrad | Franvarorad]) -> None:
        """What is known already, and an empty row below it."""
        self._fyller = True
        self.setRowCount(0)
        for r in rader:
            self._ny_rad([_ord(k, getattr(r, k.namn)) for k in self.kolumner])
        self._ny_rad()
        self._fyller = False

    # --- as a text, for a draft -------------------------------------------------------------------------------------

    def skrivs_i(self, ruta: QLineEdit, rad: int, spalt: int) -> None:
        """The cell that is being typed in: what stands there is no part of the table before it is left."""
        self._cell = ruta, rad, spalt
        ruta.textEdited.connect(self.skrivs)
        ruta.destroyed.connect(lambda *_: self._lamnad(ruta))

    def _lamnad(self, ruta: QLineEdit) -> None:
        """The next cell may be open before the one before it is gone."""
        if self._cell is not None and self._cell[0] is ruta:
            self._cell = None

    def som_text(self) -> str:
        """A line per row, its cells apart by tabs; also what stands in a cell that is not left yet."""
        rader = [[self._text(r, s) for s in range(self.columnCount())] for r in range(self.rowCount())]
        if self._cell is not None:
            ruta, rad, spalt = self._cell
            if rad < len(rader):
                rader[rad][spalt] = ruta.text()
        fyllda = [r for r in rader if any(t for t, k in zip(r, self.kolumner, strict=True) if k.typ != "nr")]
        return "\n".join("\t".join(t.replace("\t", " ") for t in r) for r in fyllda)

    def satt_text(self, rader: str) -> None:
        """What `som_text` gave."""
        self._fyller = True
        self.setRowCount(0)
        for rad in rader.splitlines():
            celler = [*rad.split("\t"), *[""] * self.columnCount()]
            self._ny_rad(celler[: self.columnCount()])
        self._ny_rad()
        self._fyller = False

    # --- values -----------------------------------------------------------------------------------------------------

    def _datum(self, rad: int, namn: str) -> date | None:
        spalt = next(s for s, k in enumerate(self.kolumner) if k.namn == namn)
        skrivet = self._text(rad, spalt)
        if not skrivet:
            return None
        d = tolka_datum(skrivet, self._idag)
        if d is None:
            self.setCurrentCell(rad, spalt)
            mening = f"{self.kolumner[spalt].rubrik} på rad {rad + 1} är inget datum. Skriv det som ÅÅÅÅ-MM-DD."
            raise Nekad("datum", mening, self._slag.partition("_")[0])
        return d

    def _varde(self, rad: int, namn: str) -> str:
        """Words or, of a choice, its code; "" where the table has no such column."""
        for spalt, k in enumerate(self.kolumner):
            if k.namn == namn:
                skrivet = self._text(rad, spalt)
                return next((kod for kod, ord_ in k.val.items() if ord_ == skrivet), "") if k.val else skrivet
        return ""

    def _fyllda(self) -> list[int]:
        return [r for r in range(self.rowCount()) if not self._tom(r)]

    def delmal(self) -> tuple[Delmal, ...]:
        plan = self._slag == "delmal_plan"
        return tuple(
            Delmal(
                int(self._varde(r, "nr") or r + 1), self._varde(r, "text"), self._varde(r, "aktivitet"),
                self._datum(r, "klart_senast") if plan else None, self._varde(r, "lage"), self._varde(r, "kommentar"),
            )
            for r in self._fyllda()
        )  # fmt: skip

    def kontakter(self) -> tuple[Kontaktrad, ...]:
        return tuple(
            Kontaktrad(self._datum(r, "datum"), self._varde(r, "satt"), self._varde(r, "kommentar"))
            for r in self._fyllda()
        )

    def franvaro(self) -> tuple[Franvarorad, ...]:
        intyg = {"ja": True, "nej": False}
        return tuple(
            Franvarorad(
                self._varde(r, "typ"), self._datum(r, "fran"), self._datum(r, "till"), self._varde(r, "orsak"),
                intyg.get(self._varde(r, "intyg")),
            )
            for r in self._fyllda()
        )  # fmt: skip

    # --- looks and keys ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        bredd = self.viewport().width()
        for spalt, k in enumerate(self.kolumner[:-1]):
            self.setColumnWidth(spalt, bredd * k.bredd // 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab walks the cells and leaves the table at its ends; Delete empties a cell."""
        rad, spalt = self.currentRow(), self.currentColumn()
        if event.key() == Qt.Key.Key_Delete and self.currentItem() is not None:
            self.currentItem().setText("")
        elif event.key() == Qt.Key.Key_Tab and (rad, spalt) == (self.rowCount() - 1, self.columnCount() - 1):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Backtab and (rad <= 0 and spalt <= 0):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


def _ord(k: Kolumn, varde: object) -> str:
    if isinstance(varde, bool):
        return k.val["ja" if varde else "nej"]
    if isinstance(varde, date):
        return varde.isoformat()
    ord_ = "" if varde is None else str(varde)
    return k.val.get(ord_, ord_)
