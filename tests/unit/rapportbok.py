"""Forms for tests: made by the program, filled in by another writer, and packages put together by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from kundvalsdesk.rules.rapporttyper import Delmal, Franvarorad, Kontaktrad
from kundvalsdesk.services.granskningstyper import Mallunderlag
from kundvalsdesk.services.rapportfiler.skriv import skriv_mall
from kundvalsdesk.services.rapportformular import formular_for
from kundvalsdesk.texter.rapportnamn import rubrik_for, rubrik_klar

Cellvarde = str | int | float | bool | date


def underlag(slag: str = "rapport", kundval: str = "AMI", avser: str = "2024-08", **mer: Any) -> Mallunderlag:
    grund: dict[str, Any] = {
        "formular": formular_for(slag, kundval),
        "insats": "2024-0001",
        "kund": "D.Đ.",
        "avser": avser,
        "anordnare": "Björken",
        "insatsnamn": "AMI 2 · Arbetsträning",
        "period": "1–31 augusti 2024",
        "rubrik": rubrik_for(slag, avser),
        "rubrik_klar": rubrik_klar(slag, avser),
    }
    if slag == "rapport":
        grund |= {
            "mal": "Egen försörjning i butik.",
            "delmal": (Delmal(1, "Närvaro minst 80 %"), Delmal(2, "Kassan på egen hand")),
            "kontakter": (Kontaktrad(date(2024, 8, 1), "mote"),),
            "franvaro": (Franvarorad("vab", date(2024, 8, 19), date(2024, 8, 20)),),
        }
    return Mallunderlag(**grund | mer)


def mall(slag: str = "rapport", kundval: str = "AMI", avser: str = "2024-08", **mer: Any) -> bytes:
    return skriv_mall(underlag(slag, kundval, avser, **mer))


def rader(ark: Any) -> list[tuple[str, int]]:
    """(code, row) of the sheet, in order."""
    return [(str(c.value or ""), c.row) for (c,) in ark.iter_rows(max_col=1)]


def fyll(
    data: bytes, svar: Mapping[str, Cellvarde] | None = None, klar: bool = True,
    celler: Iterable[tuple[str, int, int, Any]] = (), andra: Callable[[Any], object] | None = None,
) -> bytes:  # fmt: skip
    """A form filled in: `svar` by section code; `celler`: (code of the row, which of them, column, value)."""
    import openpyxl

    bok = openpyxl.load_workbook(io.BytesIO(data))
    ark = bok.active
    plats: dict[str, list[int]] = {}
    for kod, rad in rader(ark):
        plats.setdefault(kod, []).append(rad)
    for kod, varde in (svar or {}).items():
        ark.cell(plats[f"avsnitt:{kod}"][0], 2).value = varde
    if klar:
        cell = ark.cell(plats["rubrik"][0], 2)
        cell.value = f"{cell.value}, KLAR"
    for kod, n, kolumn, varde in celler:
        ark.cell(plats[kod][n], kolumn).value = varde
    if andra is not None:
        andra(ark)
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def delar(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as paket:
        return {n: paket.read(n) for n in paket.namelist()}


def packa(innehall: Mapping[str, bytes], packning: int = zipfile.ZIP_DEFLATED) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", packning) as paket:
        for namn, bitar in innehall.items():
            paket.writestr(namn, bitar)
    return ut.getvalue()


def andrad(data: bytes, nya: Mapping[str, bytes | None]) -> bytes:
    """The package with some parts put in, changed or (None) taken away."""
    return packa({n: b for n, b in (delar(data) | dict(nya)).items() if b is not None})


ARK = "xl/worksheets/sheet1.xml"


def ersatt(data: bytes, fran: str, till: str, del_: str = ARK) -> bytes:
    """The package with a piece of text in a part changed; it must be there."""
    gammal = delar(data)[del_]
    assert fran.encode() in gammal, fran
    return andrad(data, {del_: gammal.replace(fran.encode(), till.encode())})


# --- A writer of its own --------------------------------------------------------------------------------------------

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREL = "http://schemas.openxmlformats.org/package/2006/relationships"


def egen_bok(
    ark: Iterable[Iterable[str]], prefix: str = "", ref: bool = True, bok: str = "", delade: str = ""
) -> bytes:
    """A workbook of ready cells (XML without the tag <c>: ' t="n"><v>1</v>'), in a part with an unusual name.

    `prefix`: of every element; `ref`: whether cells say where they are; `delade`: the shared strings, <si>…</si>.
    """
    p = f"{prefix}:" if prefix else ""
    ns = f'xmlns:{prefix}="{_NS}"' if prefix else f'xmlns="{_NS}"'
    ut = []
    for r, rad in enumerate(ark, 1):
        celler = []
        for k, cell in enumerate(rad):
            var = f' r="{chr(65 + k)}{r}"' if ref else ""
            if cell or not ref:
                celler.append(f"<{p}c{var}{cell}</{p}c>")
        rad_var = f' r="{r}"' if ref else ""
        ut.append(f"<{p}row{rad_var}>{''.join(celler)}</{p}row>")
    blad = f"<{p}worksheet {ns}><{p}sheetData>{''.join(ut)}</{p}sheetData></{p}worksheet>"
    wb = (
        f'<{p}workbook {ns} xmlns:r="{_REL}">{bok}<{p}sheets><{p}sheet name="B" sheetId="1" r:id="a"/></{p}sheets>'
        f"</{p}workbook>"
    )
    return packa(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": (
                f'<Relationships xmlns="{_PREL}"><Relationship Id="x" Type="{_REL}/officeDocument" '
                'Target="/bok/wb.xml"/></Relationships>'
            ).encode(),
            "bok/_rels/wb.xml.rels": (
                f'<Relationships xmlns="{_PREL}"><Relationship Id="a" Type="{_REL}/worksheet" '
                f'Target="blad.xml"/><Relationship Id="s" Type="{_REL}/sharedStrings" Target="text.xml"/>'
                "</Relationships>"
            ).encode(),
            "bok/text.xml": f'<sst xmlns="{_NS}">{delade}</sst>'.encode(),
            "bok/wb.xml": wb.encode(),
            "bok/blad.xml": blad.encode(),
        }
    )


def inne(text: str, prefix: str = "") -> str:
    """A cell with its text inside."""
    p = f"{prefix}:" if prefix else ""
    return f' t="inlineStr"><{p}is><{p}t>{escape(text)}</{p}t></{p}is>'


def tal(varde: object, prefix: str = "") -> str:
    p = f"{prefix}:" if prefix else ""
    return f"><{p}v>{varde}</{p}v>"
