"""Fills a form in as an anordnare would, by libraries that had no part in making it.

Everything that stands on the sheet is read by calamine and written anew by XlsxWriter: no style, no protection, no
defined name and no cell of ours is left, only what a person sees and the codes of the first column.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook


def fyll_i(mall: bytes, svar: dict[str, Any]) -> bytes:
    """`svar`: code of a row, less its value, → what is written: a text (at the row's last cell), or the cells of a
    table row from the left. Codes that repeat (kontakt, franvaro) take a list of rows, for the empty ones."""
    bok = CalamineWorkbook.from_filelike(BytesIO(mall))
    rader = bok.get_sheet_by_index(0).to_python(skip_empty_area=False)
    ut = BytesIO()
    ny = xlsxwriter.Workbook(ut, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    blad = ny.add_worksheet("Ifylld")
    kvar = {k: list(v) for k, v in svar.items() if isinstance(v, list)}
    for r, rad in enumerate(rader):
        kod = str(rad[0])
        celler: list[Any] = list(rad[1:])
        if kod in svar and isinstance(svar[kod], str):
            celler = [svar[kod]]
        elif kod in svar and isinstance(svar[kod], dict):
            celler = [svar[kod].get(k, c) for k, c in enumerate(celler)]
        elif kvar.get(kod) and not any(celler):
            celler = [kvar[kod][0].get(k, "") for k in range(len(celler))]
            kvar[kod].pop(0)
        for k, cell in enumerate([kod, *celler]):
            if isinstance(cell, date):
                blad.write_datetime(r, k, cell)
            elif cell not in ("", None):
                blad.write(r, k, cell)
    assert not any(kvar.values()), f"no room left for {kvar}"
    ny.close()
    return ut.getvalue()


def koder(mall: bytes) -> list[str]:
    """The codes of the rows, in order."""
    bok = CalamineWorkbook.from_filelike(BytesIO(mall))
    return [str(rad[0]) for rad in bok.get_sheet_by_index(0).to_python(skip_empty_area=False)]
