"""Writes a sheet that is filled in and comes back: rows with hidden codes, boxes to write in, pages that break well.

Everything is locked but the boxes. There is no password: the lock is against slips, not against people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from . import koder
from .utseende import BREDDER, HJALP_PER_RAD, SIDHOJD, TYPSNITT, Stilar, hojd

_INTE_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KODAT = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
SIST = len(BREDDER) + 1
"""Last column that is seen; A holds the codes."""
LISTA = SIST + 2
"""Hidden column of what is chosen between: headings hold commas, so no list within the rule can."""
_KALKYLRAD = 32_000
_FEL = {
    "datum": ("Inget datum", "Skriv ett datum, till exempel 2024-09-03."),
    "val": ("Finns inte i listan", "Välj något i listan."),
}


class Bladskrivare:
    def __init__(self, ark: Any, s: Stilar) -> None:
        self.ark, self.s = ark, s
        self.rad = 0
        self._y = 0.0
        self._regler: dict[str, Any] = {}

    # --- Rows ------------------------------------------------------------------------------------------------------

    def _ny(self, kod: str, hojd_: float) -> None:
        if self._y + hojd_ > SIDHOJD:
            self._ny_sida()
        self.rad += 1
        self._satt(1, kod, {})
        self.ark.row_dimensions[self.rad].height = hojd_
        self._y += hojd_

    def _ny_sida(self) -> None:
        from openpyxl.worksheet.pagebreak import Break

        self.ark.row_breaks.append(Break(id=self.rad))
        self._y = 0

    def _satt(self, kolumn: int, varde: object, stil: Mapping[str, Any], till: int | None = None) -> Any:
        """A value in a cell, or across several. Text stays text, whatever it begins with."""
        cell = self.ark.cell(self.rad, kolumn)
        if isinstance(varde, str):
            if varde:
                cell.value = _KODAT.sub("_x005F_", _INTE_XML.sub("", varde))[:_KALKYLRAD]
                cell.data_type = "s"
                cell.quotePrefix = varde[0] in "=+-@"
        elif varde is not None:
            cell.value = varde
        for k in range(kolumn, (till or kolumn) + 1):
            for namn, v in stil.items():
                setattr(self.ark.cell(self.rad, k), namn, v)
        if till:
            self.ark.merge_cells(start_row=self.rad, start_column=kolumn, end_row=self.rad, end_column=till)
        return cell

    def _luft(self, hojd_: float = 9) -> None:
        self._ny(koder.FAST, hojd_)

    def _regel(self, namn: str, gor: Callable[[], Any]) -> Any:
        if namn not in self._regler:
            self._regler[namn] = regel = gor()
            regel.showErrorMessage = True
            regel.errorTitle, regel.error = _FEL["datum" if namn == "datum" else "val"]
            self.ark.add_data_validation(regel)
        return self._regler[namn]

    def _lista(self, cell: Any, ord_: Iterable[str]) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        text = ",".join(ord_)
        self._regel(text, lambda: DataValidation(type="list", formula1=f'"{text}"', allow_blank=True)).add(cell)

    def _datum(self, kolumn: int, d: date | None) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        cell = self._satt(kolumn, d, self.s.datum)
        self._regel(
            "datum",
            lambda: DataValidation(
                type="date", operator="between", formula1="36526", formula2="72686", allow_blank=True
            ),
        ).add(cell)

    def _rubrik(self, rubrik: str, hjalp: str, under: float = 100) -> None:
        """Heading and help; on a new page if they, and `under` points below them, do not fit on this one."""
        if self._y + 30 + hojd(hjalp, HJALP_PER_RAD) + under > SIDHOJD:
            self._ny_sida()
        self._luft()
        self._ny(koder.FAST, 20)
        self._satt(2, rubrik, self.s.rubrik, SIST)
        if hjalp:
            self._ny(koder.FAST, hojd(hjalp, HJALP_PER_RAD) - 2)
            self._satt(2, hjalp, self.s.hjalp, SIST)

    def _kolumner(self, *delar: tuple[str, int, int]) -> None:
        """Headings of a table: words, first and last column (counted from that of the codes)."""
        self._ny(koder.FAST, 18)
        for ord_, fran, till in delar:
            self._satt(1 + fran, ord_, self.s.kolumn, 1 + till if till > fran else None)

    # --- The page --------------------------------------------------------------------------------------------------

    def _sida(self, fot: str) -> None:
        """`fot`: what stands at the foot of each printed page."""
        from openpyxl.utils import get_column_letter

        ark = self.ark
        ark.column_dimensions["A"].width = 3
        ark.column_dimensions["A"].hidden = True
        for n, bredd in enumerate(BREDDER, 2):
            ark.column_dimensions[get_column_letter(n)].width = bredd
        ark.column_dimensions[get_column_letter(LISTA)].hidden = True
        ark.freeze_panes = "B2"
        ark.sheet_view.showGridLines = False
        ark.sheet_view.zoomScale = 110
        ark.print_area = f"B1:{get_column_letter(SIST)}{self.rad}"
        ark.print_title_rows = "1:1"
        ark.page_setup.orientation, ark.page_setup.paperSize = "portrait", 9
        ark.page_setup.fitToWidth, ark.page_setup.fitToHeight = 1, 0
        ark.sheet_properties.pageSetUpPr.fitToPage = True
        ark.print_options.horizontalCentered = True
        marginaler = ark.page_margins
        marginaler.left = marginaler.right = 0.6
        marginaler.top, marginaler.bottom = 0.6, 0.75
        ark.oddFooter.left.text = fot.replace("&", "&&")
        ark.oddFooter.right.text = "Sida &P av &N"
        for del_ in (ark.oddFooter.left, ark.oddFooter.right):
            del_.size, del_.font = 9, f"{TYPSNITT},Regular"
        ark.sheet_view.selection[0].activeCell = ark.sheet_view.selection[0].sqref = "B2"
        ark.protection.sheet = True
        ark.protection.formatRows = False  # an answer may be made taller
