"""The cells of a workbook, as far as a form needs them: what stands in each, and of which kind it is.

Read here rather than by a library: of a file from outside only what is needed is read, formulas are seen as such,
and it takes a tenth of the time. Styles are not read: whether a number is a date follows from where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ...fel import Nekad
from .paket import Paket, las_xml, trasig

FLEST_CELLER = 100_000
FLEST_TECKEN = 4_000_000
FLEST_BLAD = 50
NarRad = Callable[[int, dict[int, "Cell"]], None]
_REF = re.compile("([A-Za-z]{1,3})([0-9]{1,7})")
_KODAT = re.compile("_x([0-9A-Fa-f]{4})_")


class Cell(NamedTuple):
    """`slag`: text, tal, logisk, fel (an error value of the spreadsheet) or formel."""

    slag: str
    text: str


@dataclass(slots=True)
class Ark:
    """One sheet: the cells of each row that has any, by column (A = 1). `fran1904`: how it counts days."""

    rader: dict[int, dict[int, Cell]] = field(default_factory=dict)
    fran1904: bool = False


def kalkylblad(paket: Paket) -> Iterator[Ark]:
    """The sheets of the workbook in order. Raises Nekad if it is none."""
    delar, texter, fran1904 = _boken(paket)
    for fil in delar:
        ark = Ark(fran1904=fran1904)
        las_xml(paket.las(fil), *_Arklasare(ark, texter).handtag())
        yield ark


def radvis(paket: Paket, nytt_blad: Callable[[bool], NarRad], celler: int, tecken: int) -> None:
    """Goes through the sheets row by row, keeping none. `nytt_blad` is told how a sheet counts days, and gives what
    takes its rows; `celler` and `tecken`: the most that a sheet may have."""
    delar, texter, fran1904 = _boken(paket)
    for fil in delar:
        lasare = _Arklasare(Ark(fran1904=fran1904), texter, nytt_blad(fran1904), celler, tecken)
        las_xml(paket.las(fil), *lasare.handtag())


def _boken(paket: Paket) -> tuple[list[str], list[str], bool]:
    """The part of each sheet, the texts that cells share, and how days are counted."""
    bok = next((mal for typ, mal in paket.lankar("").values() if typ == "officeDocument"), "")
    if not paket.finns(bok):
        raise trasig()
    lankar = paket.lankar(bok)
    blad: list[str] = []
    fran1904 = False

    def element(tagg: str, a: dict[str, str]) -> None:
        nonlocal fran1904
        if tagg == "sheet":
            blad.append(a.get("id", ""))
            if len(blad) > FLEST_BLAD:  # one part may be named over and over, and would be read as often
                raise trasig()
        elif tagg == "workbookPr":
            fran1904 = a.get("date1904", "0") in ("1", "true", "on")

    las_xml(paket.las(bok), element)
    mal = (lankar.get(id_, ("", "")) for id_ in blad)
    return [fil for typ, fil in mal if typ == "worksheet" and paket.finns(fil)], _delade(paket, lankar), fran1904


def avkodad(text: str) -> str:
    """Spreadsheets write characters that XML cannot hold as _x000D_."""
    if "_x" not in text:
        return text
    return _KODAT.sub(lambda m: chr(int(m[1], 16)), text)


def _delade(paket: Paket, lankar: dict[str, tuple[str, str]]) -> list[str]:
    """The texts that cells refer to by number."""
    fil = next((mal for typ, mal in lankar.values() if typ == "sharedStrings"), "")
    if not paket.finns(fil):
        return []
    las = _Textlasare()
    texter: list[str] = []

    def slut(tagg: str) -> None:
        las.slut(tagg)
        if tagg == "si":
            texter.append(las.ta())

    las_xml(paket.las(fil), las.element, slut, las.text)
    return texter


class _Textlasare:
    """Text of <t>, plain or in runs; what stands in <rPh> is how it is read aloud, and no part of it."""

    __slots__ = ("_bitar", "_i_t", "_i_uttal")

    def __init__(self) -> None:
        self._bitar: list[str] = []
        self._i_t = self._i_uttal = False

    def element(self, tagg: str, _: dict[str, str]) -> None:
        if tagg == "t":
            self._i_t = not self._i_uttal
        elif tagg == "rPh":
            self._i_uttal = True

    def slut(self, tagg: str) -> None:
        if tagg == "t":
            self._i_t = False
        elif tagg == "rPh":
            self._i_uttal = False

    def text(self, bit: str) -> None:
        if self._i_t:
            self._bitar.append(bit)

    def ta(self) -> str:
        text = avkodad("".join(self._bitar))
        self._bitar.clear()
        return text


class _Arklasare:
    """Reads the rows of one sheet. Cells may leave out where they are: they then follow the one before."""

    def __init__(
        self, ark: Ark, texter: list[str], nar_rad: NarRad | None = None, celler: int = FLEST_CELLER,
        tecken: int = FLEST_TECKEN,
    ) -> None:  # fmt: skip
        self._ark, self._nar_rad, self._flest_celler, self._flest_tecken = ark, nar_rad, celler, tecken
        self._delade = texter
        self._rad = self._kolumn = self._antal = self._tecken = 0
        self._typ = ""
        self._formel = self._i_cell = self._i_v = self._i_data = False
        self._varde: list[str] = []
        self._inne = _Textlasare()

    def handtag(self) -> tuple[Any, Any, Any]:
        return self._element, self._slut, self._text

    def _element(self, tagg: str, a: dict[str, str]) -> None:
        if tagg == "sheetData":
            self._i_data = True
        elif not self._i_data:
            return
        elif tagg == "row":
            r = a.get("r", "")
            self._rad = int(r) if r.isascii() and r.isdigit() and len(r) < 8 else self._rad + 1
            self._kolumn = 0
        elif tagg == "c":
            self._borja_cell(a)
        elif self._i_cell:
            if tagg == "v":
                self._i_v = True
            elif tagg == "f":
                self._formel = True
            else:
                self._inne.element(tagg, a)

    def _borja_cell(self, a: dict[str, str]) -> None:
        self._antal += 1
        if self._antal > self._flest_celler:
            raise trasig()
        m = _REF.fullmatch(a.get("r", ""))
        if m is None:
            self._kolumn += 1
        else:
            self._kolumn, self._rad = kolumnnummer(m[1]), int(m[2])
        self._typ = a.get("t", "n")
        self._i_cell, self._formel = True, False
        self._varde.clear()

    def _text(self, bit: str) -> None:
        if self._i_v:
            self._varde.append(bit)
        else:
            self._inne.text(bit)

    def _slut(self, tagg: str) -> None:
        if tagg == "c" and self._i_cell:
            self._i_cell = self._i_v = False
            cell = self._cell()
            if cell is not None:
                self._tecken += len(cell.text)
                if self._tecken > self._flest_tecken:
                    raise trasig()
                self._ark.rader.setdefault(self._rad, {})[self._kolumn] = cell
        elif tagg == "v":
            self._i_v = False
        elif tagg == "row" and self._nar_rad is not None:
            for nr in sorted(self._ark.rader):
                self._nar_rad(nr, self._ark.rader.pop(nr))
        elif tagg == "sheetData":
            self._i_data = False
        elif self._i_cell:
            self._inne.slut(tagg)

    def _cell(self) -> Cell | None:
        varde, inne = "".join(self._varde), self._inne.ta()
        if self._formel:
            return Cell("formel", "")
        if self._typ == "s":
            nr = varde.strip()
            if not (nr.isascii() and nr.isdigit() and len(nr) < 8 and int(nr) < len(self._delade)):
                raise trasig()
            varde = self._delade[int(nr)]
        elif self._typ == "inlineStr":
            varde = inne or varde
        elif self._typ == "e":
            return Cell("fel", varde)
        elif self._typ == "b":
            return Cell("logisk", "ja" if varde.strip() == "1" else "nej")
        elif self._typ in ("str", "d"):
            varde = avkodad(varde)
        else:
            varde = varde.strip()
            return Cell("tal", varde) if varde else None
        return Cell("text", varde) if varde else None


def kolumnnummer(bokstaver: str) -> int:
    """As 1 of "A", 27 of "AA"."""
    n = 0
    for b in bokstaver.upper():
        n = n * 26 + ord(b) - 64
    return n


def hitta(paket: Paket, marke: str) -> tuple[Ark, int, int] | None:
    """The sheet in which a cell begins with a mark, with the row and column of that cell."""
    for ark in kalkylblad(paket):
        for rad in sorted(ark.rader):
            for kolumn, cell in ark.rader[rad].items():
                if cell.slag == "text" and cell.text.startswith(marke):
                    return ark, rad, kolumn
    return None


def okant_formular() -> Nekad:
    return Nekad(
        "okant_formular", "Filen är inget formulär från kundvalsdesk. Be anordnaren använda det som skickades."
    )
