"""Writes sheets of text cells to a folder of CSV files or to a workbook, row by row.

The workbook is written here and not by a library: rows go straight into the file that the user named, never
into a temporary one elsewhere, every cell that a person wrote is text (nothing of it can become a formula or a
date), and the same content gives the same bytes.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Protocol
from xml.sax.saxutils import escape

from .blad import Blad

_TID = (2024, 1, 1, 0, 0, 0)
_INTE_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KODAT = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Spreadsheets read _x0041_ as the character with that number; its first underscore is written so itself."""
_HUVUD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ARK = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAKETREL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYP = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Utskrift(Protocol):
    """`klar` completes what was written; `close` lets go of it in any case."""

    def borja(self, blad: Blad) -> None: ...

    def rad(self, celler: Sequence[str]) -> None: ...

    def klar(self) -> None: ...

    def close(self) -> None: ...


class Katalogskrivare:
    """A folder of CSV files: UTF-8 with BOM and semicolons, as spreadsheets in Sweden expect them."""

    def __init__(self, mapp: Path) -> None:
        mapp.mkdir(mode=0o700)
        self._mapp = mapp
        self._fil: IO[str] | None = None
        self._skrivare: Any = None

    def borja(self, blad: Blad) -> None:
        self.close()
        self._fil = (self._mapp / f"{blad.namn}.csv").open("w", encoding="utf-8-sig", newline="")
        self._skrivare = csv.writer(self._fil, delimiter=";", lineterminator="\r\n")
        self._skrivare.writerow([k.namn for k in blad.kolumner])

    def rad(self, celler: Sequence[str]) -> None:
        self._skrivare.writerow(celler)

    def klar(self) -> None:
        self.close()

    def close(self) -> None:
        if self._fil is not None:
            self._fil.close()
            self._fil = None


class Bokskrivare:
    """An XLSX workbook with one sheet of text per sheet of the format, its header row bold and in sight."""

    def __init__(self, fil: Path | IO[bytes]) -> None:
        self._egen = isinstance(fil, Path)
        self._fil = fil.open("xb") if isinstance(fil, Path) else fil
        self._paket = zipfile.ZipFile(self._fil, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._ark: IO[bytes] | None = None
        self._bladen: list[str] = []
        self._nummer = 0

    def borja(self, blad: Blad) -> None:
        self._stang_arket()
        self._bladen.append(blad.namn)
        self._ark = self._paket.open(_del(f"xl/worksheets/sheet{len(self._bladen)}.xml"), "w", force_zip64=True)
        self._nummer = 0
        self._ark.write(
            f'{_HUVUD}<worksheet xmlns="{_ARK}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
            'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<cols><col min="1" max="{len(blad.kolumner)}" width="18" style="1" customWidth="1"/></cols>'
            "<sheetData>".encode()
        )
        self._skriv([k.namn for k in blad.kolumner], 2)

    def rad(self, celler: Sequence[str | int | Decimal]) -> None:
        """Text as text; a number as one, with the decimals that it has: none, one, or the two of an amount."""
        self._skriv(celler, 1)

    def _skriv(self, celler: Sequence[str | int | Decimal], stil: int) -> None:
        if self._ark is None:
            raise RuntimeError("no sheet begun")
        self._nummer += 1
        delar = [f'<row r="{self._nummer}">']
        for n, text in enumerate(celler):
            if not isinstance(text, str):
                form = (5 if text.as_tuple().exponent == -1 else 4) if isinstance(text, Decimal) else 3
                delar.append(f'<c r="{_kolumn(n)}{self._nummer}" s="{form}"><v>{text}</v></c>')
            elif text:
                ren = escape(_KODAT.sub("_x005F_", _INTE_XML.sub("", text))).replace("\r", "")
                delar.append(
                    f'<c r="{_kolumn(n)}{self._nummer}" s="{stil}" t="inlineStr">'
                    f'<is><t xml:space="preserve">{ren}</t></is></c>'
                )
        delar.append("</row>")
        self._ark.write("".join(delar).encode())

    def _stang_arket(self) -> None:
        if self._ark is not None:
            self._ark.write(b"</sheetData></worksheet>")
            self._ark.close()
            self._ark = None

    def klar(self) -> None:
        """Completes the package. What was written to somebody else's stream stands there from now on."""
        self._stang_arket()
        nummer = range(1, len(self._bladen) + 1)
        ark = "".join(
            f'<sheet name="{namn}" sheetId="{n}" r:id="rId{n}"/>' for n, namn in zip(nummer, self._bladen, strict=True)
        )
        lankar = "".join(
            f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in nummer
        )
        typer = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYP}.worksheet+xml"/>' for n in nummer
        )
        stil = f"rId{len(self._bladen) + 1}"
        self._lagg(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYP}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYP}.styles+xml"/>{typer}</Types>',
        )
        self._lagg(
            "_rels/.rels",
            f'<Relationships xmlns="{_PAKETREL}"><Relationship Id="rId1" Type="{_REL}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        self._lagg("xl/workbook.xml", f'<workbook xmlns="{_ARK}" xmlns:r="{_REL}"><sheets>{ark}</sheets></workbook>')
        self._lagg(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PAKETREL}">{lankar}<Relationship Id="{stil}" Type="{_REL}/styles" '
            'Target="styles.xml"/></Relationships>',
        )
        self._lagg("xl/styles.xml", _STILAR)
        self._paket.close()

    def _lagg(self, namn: str, xml: str) -> None:
        self._paket.writestr(_del(namn), _HUVUD + xml)

    def close(self) -> None:
        try:
            if self._ark is not None:
                self._ark.close()
                self._ark = None
            self._paket.close()
        finally:
            if self._egen:
                self._fil.close()


def _kolumn(n: int) -> str:
    """A to Z, AA to ZZ."""
    return chr(65 + n) if n < 26 else f"{chr(64 + n // 26)}{chr(65 + n % 26)}"


def _del(namn: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(namn, _TID)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


# Style 1: text; style 2: text in bold; 3: a whole number; 4: an amount; 5: one decimal.
_STILAR = (
    f'<styleSheet xmlns="{_ARK}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
