"""What a file is, by its bytes: documents and pictures are let in, programs and what hides one are not."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services import filtyp as modul
from kundvalsdesk.services.filtyp import filtyp

TYPER = b"<Types><Default ContentType='application/xml'/></Types>"


def zipfil(_packning: int = zipfile.ZIP_DEFLATED, **delar: bytes) -> bytes:
    """An archive; "__" in a name stands for "/"."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", _packning) as z:
        for namn, data in delar.items():
            z.writestr(namn.replace("__", "/").replace("TYPER", "[Content_Types].xml"), data)
    return ut.getvalue()


@pytest.mark.parametrize(
    ("data", "andelse"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (b"GIF89a....", "gif"),
        (b"II*\0....", "tif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (zipfil(**{"TYPER": TYPER, "word__document.xml": b"<w/>"}), "docx"),
        (zipfil(**{"TYPER": TYPER, "xl__workbook.xml": b"<w/>"}), "xlsx"),
        (zipfil(**{"TYPER": TYPER, "ppt__presentation.xml": b"<w/>"}), "pptx"),
        (zipfil(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b""}), "odt"),
    ],
)
def test_documents_and_pictures_are_known_by_their_bytes(data: bytes, andelse: str) -> None:
    assert filtyp(data).andelse == andelse


@pytest.mark.parametrize(
    "data",
    [
        zipfil(**{"TYPER": TYPER, "word__document.xml": b"", "word__vbaProject.bin": b"x"}),
        zipfil(**{"TYPER": TYPER, "word__document.xml": b"", "word__VBAPROJECT.BIN": b"x"}),
        zipfil(**{"TYPER": b"<Types ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>",
                  "word__document.xml": b""}),
        zipfil(**{"TYPER": b"<Override ContentType='application/vnd.ms-office.vbaProject'/>",
                  "word__document.xml": b"", "word__annat.bin": b"x"}),
        zipfil(**{"TYPER": "<Override ContentType='application/vnd.ms-office.vbaProject'/>".encode("utf-16"),
                  "word__document.xml": b"", "word__annat.bin": b"x"}),
        zipfil(**{"TYPER": b"<Override ContentType='application/vnd.ms-office.vba&#80;roject'/>",
                  "word__document.xml": b"", "word__annat.bin": b"x"}),
        zipfil(**{"TYPER": TYPER, "xl__workbook.xml": b"", "xl__macrosheets__sheet1.xml": b""}),
        zipfil(**{"TYPER": TYPER, "xl__workbook.xml": b"", "xl__activeX__activeX1.bin": b""}),
        zipfil(mimetype=b"application/vnd.oasis.opendocument.text", Basic__script__x=b"x"),
    ],
)  # fmt: skip
def test_a_document_with_macros_is_refused(data: bytes) -> None:
    with pytest.raises(Nekad) as fel:
        filtyp(data)
    assert fel.value.kod == "makron" and "utan makron" in fel.value.mening


@pytest.mark.parametrize(
    ("data", "kod"),
    [
        (b"", "filtyp"),
        (b"MZ\x90\0", "filtyp"),
        (b"#!/bin/sh\n", "filtyp"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "filtyp"),
        (b" %PDF-1.7", "filtyp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "gammalt_office"),
        (zipfil(**{"las.txt": b"hej"}), "filtyp"),
        (zipfil(**{"TYPER": TYPER, "annat.xml": b""}), "filtyp"),
        (zipfil(mimetype=b"application/vnd.oasis.opendocument.database"), "filtyp"),
        (b"PK\x03\x04 inte hel", "trasig"),
        (zipfil(**{"TYPER": TYPER, "word__document.xml": b"<w/>"})[:-30], "trasig"),
        (zipfil(**{"TYPER": b"a" * (modul.HOGST_LASTA + 1), "word__document.xml": b""}), "filtyp"),
    ],
)
def test_anything_else_is_refused_with_a_reason(data: bytes, kod: str) -> None:
    with pytest.raises(Nekad) as fel:
        filtyp(data)
    assert fel.value.kod == kod


def test_a_part_packed_in_another_way_and_broken() -> None:
    data = bytearray(zipfil(zipfile.ZIP_LZMA, TYPER=TYPER * 20, word__document=b"<w/>"))
    data[30 + len("[Content_Types].xml") + 9] ^= 0xFF  # in the packed stream
    with pytest.raises(Nekad) as fel:
        filtyp(bytes(data))
    assert fel.value.kod == "trasig"


def test_an_archive_of_very_many_parts_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "HOGST_DELAR", 2)
    with pytest.raises(Nekad):
        filtyp(zipfil(**{"TYPER": TYPER, "word__document.xml": b"", "a": b""}))


@given(st.binary(max_size=400), st.booleans())
def test_whatever_the_bytes_it_is_an_answer_or_a_sentence(data: bytes, arkiv: bool) -> None:
    hel = zipfil(**{"TYPER": TYPER, "word__document.xml": data})
    mitt = len(hel) // 2
    try:
        filtyp(hel[:mitt] + data + hel[mitt:] if arkiv else data)
    except Nekad as fel:
        assert fel.mening
