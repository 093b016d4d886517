"""Reads a folder of CSV files as sheets of text cells, row by row; nothing is held in memory but the row.

The same small interface (`Kalla`) stands before a workbook (kalkylark.py) and before rows made by the
program.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from ...fel import Nekad
from .blad import BLAD_EFTER_NAMN
from .kalkylark import Arbetsbok
from .rader import Lasfel, Rad


class Kalla(Protocol):
    """Sheets of text cells. `rader` gives (row number, cells), the header first as row 1, and may be called
    again."""

    def namn(self) -> list[str]: ...

    def antal_rader(self) -> int:
        """Rows in all, about; 0 if nobody knows."""
        ...

    def rader(self, blad: str) -> Iterator[Rad]: ...

    def stang(self) -> None: ...


def oppna_kalla(vad: Path | Mapping[str, Iterable[Mapping[str, str]]]) -> Kalla:
    """The source that `vad` names: a folder, an XLSX workbook, or rows in memory. Raises Nekad("import")."""
    if not isinstance(vad, Path):
        return Minneskalla(vad)
    try:
        if vad.is_dir():
            return CsvKatalog(vad)
        if not vad.exists():
            raise Nekad("import", f"{vad} finns inte. Ange en mapp med CSV-filer eller en XLSX-fil.")
    except OSError:
        raise Nekad("import", f"{vad} kan inte läsas.") from None
    if vad.suffix.lower() == ".csv":
        raise Nekad("import", f"{vad} är en ensam CSV-fil. Ange mappen som den ligger i.")
    return Arbetsbok(vad)


class Minneskalla:
    """Rows that the program made itself (demo data)."""

    def __init__(self, innehall: Mapping[str, Iterable[Mapping[str, str]]]) -> None:
        self._innehall = {namn: list(rader) for namn, rader in innehall.items()}

    def namn(self) -> list[str]:
        return list(self._innehall)

    def antal_rader(self) -> int:
        return sum(len(r) for r in self._innehall.values())

    def rader(self, blad: str) -> Iterator[Rad]:
        rader = self._innehall[blad]
        kanda = [k.namn for k in BLAD_EFTER_NAMN[blad].kolumner] if blad in BLAD_EFTER_NAMN else []
        rubrik = list(dict.fromkeys([*kanda, *(k for r in rader for k in r)]))
        yield 1, rubrik
        for nummer, r in enumerate(rader, 2):
            yield nummer, [r.get(k, "") or "" for k in rubrik]

    def stang(self) -> None:
        return None


class CsvKatalog:
    """A folder of CSV files, one per sheet."""

    def __init__(self, mapp: Path) -> None:
        try:
            filer = sorted(f for f in mapp.iterdir() if f.suffix.lower() == ".csv" and not f.name.startswith("."))
        except OSError:
            raise Nekad("import", f"Mappen {mapp} kan inte läsas.") from None
        if not filer:
            raise Nekad("import", f"Mappen {mapp} innehåller inga CSV-filer.")
        self._filer = {f.stem: f for f in filer}
        if len(self._filer) < len(filer):  # kunder.csv and kunder.CSV
            raise Nekad("import", f"Mappen {mapp} innehåller två filer för samma blad. Ta bort den ena.")

    def namn(self) -> list[str]:
        return list(self._filer)

    def antal_rader(self) -> int:
        antal = 0
        for fil in self._filer.values():
            try:
                if not fil.is_file():
                    continue
                with fil.open("rb") as strom:
                    while bit := strom.read(1 << 20):
                        antal += bit.count(b"\n")
            except OSError:  # said properly when the sheet is read
                continue
        return antal

    def rader(self, blad: str) -> Iterator[Rad]:
        fil = self._filer[blad]
        nummer = 0
        try:
            if not fil.is_file():  # a folder, or a pipe that would keep us waiting
                raise OSError
            with fil.open(encoding="utf-8-sig", newline="") as strom:
                forsta = strom.readline()
                strom.seek(0)
                lasare = csv.reader(strom, delimiter=";" if ";" in forsta else ",", strict=True)
                for nummer, celler in enumerate(lasare, 1):
                    if celler or nummer == 1:
                        yield nummer, celler
        except UnicodeDecodeError:
            mening = "Filen är inte sparad som UTF-8. Spara om den som ”CSV UTF-8”."
            raise Lasfel(_rad_utanfor_utf8(fil), mening) from None
        except csv.Error:
            raise Lasfel(
                nummer + 1,
                "Raden går inte att läsa som CSV: ett citattecken är fel placerat eller en cell för lång.",
            ) from None
        except OSError:
            raise Lasfel(nummer + 1, "Filen kan inte läsas.") from None

    def stang(self) -> None:
        return None


def _rad_utanfor_utf8(fil: Path) -> int:
    """Number of the first line that is not UTF-8: the reader itself decodes far ahead of the row it is at."""
    with fil.open("rb") as strom:
        for nummer, rad in enumerate(strom, 1):
            try:
                rad.decode()
            except UnicodeDecodeError:
                return nummer
    return 1
