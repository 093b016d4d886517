"""Reads an XLSX workbook as sheets of text cells. Formulas, macros, bombs and broken files are refused."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ...fel import Nekad
from ..xmlvakt import BIT, har_doctype
from .blad import BLAD_EFTER_NAMN
from .rader import Lasfel, Rad

STORSTA_INNEHALL = 1 << 30
"""Bytes that a workbook may unpack to."""
STORSTA_PACKNING = 150
"""How many times its packed size a big part may unpack to; sheets of real cases stay below 40."""
_OMISSTANKT_FRAN = 32 << 20
SISTA_RAD = 1 << 20
"""Rows of a sheet in any spreadsheet program."""
_KODAT = re.compile("_x([0-9A-Fa-f]{4})_")


class Arbetsbok:
    """One XLSX workbook, opened for reading row by row."""

    def __init__(self, fil: Path) -> None:
        if fil.suffix.lower() != ".xlsx":
            raise Nekad("import", f"{fil} är varken en mapp med CSV-filer eller en XLSX-fil.")
        _granska(fil)
        import openpyxl

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and extensions that are not read
                self._bok: Any = openpyxl.load_workbook(fil, read_only=True, data_only=False, keep_links=False)
        except Exception:  # noqa: BLE001 - a broken file breaks in many ways, and all mean the same
            raise Nekad("import", f"{fil} går inte att läsa: filen är skadad eller ingen XLSX-fil.") from None

    def namn(self) -> list[str]:
        return list(self._bok.sheetnames)

    def antal_rader(self) -> int:
        return sum(self._bok[namn].max_row or 0 for namn in self.namn() if hasattr(self._bok[namn], "max_row"))

    def rader(self, blad: str) -> Iterator[Rad]:
        ark = self._bok[blad]
        if not hasattr(ark, "iter_rows"):
            raise Lasfel(1, "Bladet är ett diagram, inte en tabell.")
        if hasattr(ark, "reset_dimensions"):
            ark.reset_dimensions()  # other programs write wrong ones
        beskrivning = BLAD_EFTER_NAMN.get(blad)
        typer: list[str] = []
        nummer = 0
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for nummer, celler in enumerate(ark.iter_rows(), 1):
                    if nummer > SISTA_RAD:  # a row number out of reach would be counted up to, empty row by row
                        raise Lasfel(SISTA_RAD, "Bladet har fler rader än ett kalkylblad kan ha.")
                    rad = [_cell(c, nummer, typer[n] if n < len(typer) else "") for n, c in enumerate(celler)]
                    if nummer == 1 and beskrivning is not None:
                        kanda = beskrivning.index
                        typer = [kanda[t.strip()].typ if t.strip() in kanda else "" for t in rad]
                    if nummer == 1 or any(rad):
                        yield nummer, rad
        except Lasfel:
            raise
        except Exception:  # noqa: BLE001 - as above
            raise Lasfel(nummer + 1, "Bladet är skadat och går inte att läsa längre än hit.") from None

    def stang(self) -> None:
        self._bok.close()


def _cell(cell: Any, rad: int, typ: str) -> str:
    """A cell as the text that the same column of a CSV file would hold."""
    varde = cell.value
    if varde is None:
        return ""
    if cell.data_type == "f":
        raise Lasfel(rad, "Bladet innehåller en formel. Klistra in värdena i stället (Klistra in special, Värden).")
    if cell.data_type == "e":
        raise Lasfel(rad, "En cell innehåller ett felvärde ur kalkylprogrammet. Rätta eller töm den.")
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, datetime):
        return _tidpunkt(varde, typ)
    if isinstance(varde, date):
        return varde.isoformat()
    if isinstance(varde, time):
        return varde.isoformat("minutes")
    if isinstance(varde, float) and varde.is_integer():
        return str(int(varde))
    text = str(varde)
    if "_x" in text:  # how spreadsheets write characters that XML cannot hold
        return _KODAT.sub(lambda m: chr(int(m[1], 16)), text)
    return text


def _tidpunkt(varde: datetime, typ: str) -> str:
    if typ == "manad" and varde.day == 1:  # 2024-05 typed into a spreadsheet becomes the first of May
        return f"{varde.year:04d}-{varde.month:02d}"
    if typ != "tid" and (varde.hour, varde.minute, varde.second) == (0, 0, 0):
        return varde.date().isoformat()
    return varde.isoformat("T", "minutes")


def _granska(fil: Path) -> None:
    """Looks into the package before anything in it is unpacked."""
    try:
        with zipfile.ZipFile(fil) as paket:
            delar = paket.infolist()
            if any(d.flag_bits & 1 for d in delar):
                raise Nekad("import", f"{fil} är skyddad med lösenord. Spara en kopia utan lösenord.")
            if any(d.filename.lower().endswith(("vbaproject.bin", ".xlm")) for d in delar):
                raise Nekad("import", f"{fil} innehåller makron. Spara den som en vanlig XLSX-fil utan makron.")
            if _ar_bomb(delar):
                raise Nekad("import", f"{fil} packar upp till orimligt mycket data och läses inte.")
            for d in delar:
                with paket.open(d) as strom:
                    if har_doctype(strom.read(BIT)):
                        raise Nekad("import", f"{fil} innehåller XML som inte hör hemma i en XLSX-fil.")
    except Nekad:
        raise
    except Exception:  # noqa: BLE001 - every way of packing has errors of its own, and all mean the same
        raise Nekad("import", f"{fil} går inte att läsa: filen är skadad eller ingen XLSX-fil.") from None


def _ar_bomb(delar: list[zipfile.ZipInfo]) -> bool:
    if sum(d.file_size for d in delar) > STORSTA_INNEHALL or len(delar) > 2000:
        return True
    return any(
        d.file_size > _OMISSTANKT_FRAN and d.file_size > STORSTA_PACKNING * max(d.compress_size, 1) for d in delar
    )
