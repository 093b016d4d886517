"""What a file is, told by its bytes: its name says what somebody hopes it is. Nothing in it is run or unpacked."""

from __future__ import annotations

import io
import zipfile
from html import unescape
from typing import NamedTuple

from ..fel import Nekad


class Filtyp(NamedTuple):
    mediatyp: str
    andelse: str
    ord: str


PDF = Filtyp("application/pdf", "pdf", "PDF")
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

_BORJAN = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", Filtyp("image/png", "png", "bild")),
    (b"\xff\xd8\xff", Filtyp("image/jpeg", "jpg", "bild")),
    (b"GIF87a", Filtyp("image/gif", "gif", "bild")),
    (b"GIF89a", Filtyp("image/gif", "gif", "bild")),
    (b"II*\0", Filtyp("image/tiff", "tif", "bild")),
    (b"MM\0*", Filtyp("image/tiff", "tif", "bild")),
)
_HUVUDDEL = {
    "word/document.xml": Filtyp(f"{_OOXML}wordprocessingml.document", "docx", "Word"),
    "xl/workbook.xml": Filtyp(f"{_OOXML}spreadsheetml.sheet", "xlsx", "Excel"),
    "ppt/presentation.xml": Filtyp(f"{_OOXML}presentationml.presentation", "pptx", "PowerPoint"),
}
_ODF_TYPER = {
    f"{_ODF}text": Filtyp(f"{_ODF}text", "odt", "textdokument"),
    f"{_ODF}spreadsheet": Filtyp(f"{_ODF}spreadsheet", "ods", "kalkylark"),
    f"{_ODF}presentation": Filtyp(f"{_ODF}presentation", "odp", "presentation"),
}
TYPER = {t.mediatyp: t for t in (*(t for _, t in _BORJAN), *_HUVUDDEL.values(), *_ODF_TYPER.values())}
TYPER["image/webp"] = Filtyp("image/webp", "webp", "bild")

HOGST_DELAR = 5000
HOGST_LASTA = 1_000_000
"""Of a part that is read: the list of contents of an honest document is far smaller."""

_FEL_TYP = "Filen kan inte bifogas: bara PDF, bilder och Office-dokument tas emot."
_GAMMAL = (
    "Filen är ett äldre eller lösenordsskyddat Office-dokument. Spara om det utan lösenord som .docx, .xlsx eller PDF."
)
_MAKRON = "Dokumentet innehåller makron och kan inte bifogas. Spara om det utan makron eller som PDF."
_TRASIG = "Filen går inte att läsa. Den är skadad eller inte hel."


def filtyp(data: bytes) -> Filtyp:
    """Raises Nekad for what is no document or picture, and for documents that hold programs."""
    for borjan, typ in _BORJAN:
        if data.startswith(borjan):
            return typ
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return TYPER["image/webp"]
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Nekad("gammalt_office", _GAMMAL)
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise Nekad("filtyp", _FEL_TYP)


def _office(data: bytes) -> Filtyp:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            delar = z.namelist()
            if len(delar) > HOGST_DELAR:
                raise Nekad("filtyp", _FEL_TYP)
            if "[Content_Types].xml" in delar:
                return _ooxml(z, delar)
            if "mimetype" in delar:
                return _odf(z, delar)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        raise Nekad("trasig", _TRASIG) from None
    raise Nekad("filtyp", _FEL_TYP)


def _las(z: zipfile.ZipFile, namn: str) -> bytes:
    """Never more than a bound, whatever the archive says of its size. Packed as documents are: other ways of packing
    break in ways of their own."""
    import zlib

    if z.getinfo(namn).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Nekad("trasig", _TRASIG)
    try:
        with z.open(namn) as f:
            data = f.read(HOGST_LASTA + 1)
    except zlib.error:
        raise Nekad("trasig", _TRASIG) from None
    if len(data) > HOGST_LASTA:
        raise Nekad("filtyp", _FEL_TYP)
    return data


def _ooxml(z: zipfile.ZipFile, delar: list[str]) -> Filtyp:
    sma = [d.lower() for d in delar]
    # As a reader of XML sees it, whatever the encoding and however the letters are written.
    innehall = unescape(_las(z, "[Content_Types].xml").replace(b"\0", b"").decode("latin-1")).lower()
    makron = any("vbaproject" in d or "vbadata" in d or "/macrosheets/" in d or "activex" in d for d in sma)
    if makron or any(o in innehall for o in ("macroenabled", "vbaproject", "ms-excel.macrosheet", "activex")):
        raise Nekad("makron", _MAKRON)
    for huvud, typ in _HUVUDDEL.items():
        if huvud in sma:
            return typ
    raise Nekad("filtyp", _FEL_TYP)


def _odf(z: zipfile.ZipFile, delar: list[str]) -> Filtyp:
    typ = _ODF_TYPER.get(_las(z, "mimetype").decode("ascii", "replace").strip())
    if typ is None:
        raise Nekad("filtyp", _FEL_TYP)
    if any(d.startswith(("Basic/", "Scripts/")) for d in delar):
        raise Nekad("makron", _MAKRON)
    return typ
