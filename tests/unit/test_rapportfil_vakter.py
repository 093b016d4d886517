"""Every bad file has a sentence of its own, and no bytes at all give anything but a Last or a Nekad."""

from __future__ import annotations

import io
import random
import struct
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.rapportbok import ARK, andrad, delar, egen_bok, ersatt, fyll, inne, mall, packa, tal

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.granskningstyper import Last
from kundvalsdesk.services.rapportfiler import paket
from kundvalsdesk.services.rapportfiler.las import las_fil

GOD = fyll(mall(), {"progression": "Kunden klarar kassan."})
TYPER = "[Content_Types].xml"
HUVUD = "kundvalsdesk:rapport/AMI/1"


def nekas(data: bytes, kod: str) -> str:
    with pytest.raises(Nekad) as fel:
        las_fil(data)
    assert fel.value.kod == kod, fel.value.mening
    return fel.value.mening


def bok(*rader: list[str]) -> bytes:
    """A workbook of the rows that every form has, and some more."""
    huvud = ([HUVUD], ["insats:I1"], ["avser:2024-08"], ["rubrik", "Månadsrapport, augusti, KLAR"])
    return egen_bok([*([inne(c) for c in r] for r in huvud), *rader])


def _samma_blad() -> bytes:
    """A workbook that names its one sheet sixty times."""
    data = egen_bok([[inne("Inköpslista")]])
    return ersatt(data, "</sheets>", '<sheet r:id="a"/>' * 60 + "</sheets>", "bok/wb.xml")


def _makrobok() -> bytes:
    typer = delar(GOD)[TYPER].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    return andrad(GOD, {TYPER: typer})


def _krypterad_zip() -> bytes:
    """The bit that says encrypted, set in both headers of the first part."""
    data = bytearray(GOD)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _bomb(storlek: int) -> bytes:
    return andrad(GOD, {"xl/media/bild.png": b"\0" * storlek})


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
HUVUDRAD = "<?xml version='1.0'?>"

FILER: dict[str, tuple[bytes, str]] = {
    "over 10 MB": (GOD + b"\0" * (10 << 20), "for_stor"),
    "empty": (b"", "trasig"),
    "a text": (b"Hej! Rapporten kommer i morgon.", "trasig"),
    "a pdf": (b"%PDF-1.7\n%", "trasig"),
    "only the beginning": (GOD[: len(GOD) // 2], "trasig"),
    "an old workbook": (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "gammalt_format"),
    "locked by a password": (
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "losenord",
    ),
    "a zip with a password": (_krypterad_zip(), "losenord"),
    "any zip": (packa({"hej.txt": b"hej"}), "trasig"),
    "a document of a word processor": (packa({TYPER: b"<Types/>", "word/document.xml": b"<d/>"}), "trasig"),
    "OpenDocument": (
        packa({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "ods",
    ),
    "a part that unpacks to very much": (_bomb(30 << 20), "zipbomb"),
    "parts that unpack to very much together": (
        andrad(GOD, {f"xl/media/b{n}.png": random.Random(n).randbytes(30_000) * 400 for n in range(6)}),
        "zipbomb",
    ),
    "very many parts": (andrad(GOD, {f"a{n}.xml": b"<a/>" for n in range(500)}), "zipbomb"),
    "a path that leads out": (andrad(GOD, {"../../etc/passwd": b"x"}), "sokvag"),
    "an absolute path": (andrad(GOD, {"/etc/passwd": b"x"}), "sokvag"),
    "a path of Windows": (andrad(GOD, {"..\\x.xml": b"x"}), "sokvag"),
    "two parts of one name": (andrad(GOD, {ARK.upper(): b"<a/>"}), "sokvag"),
    "macros": (andrad(GOD, {"xl/vbaProject.bin": b"x"}), "makron"),
    "macros of old": (andrad(GOD, {"xl/macrosheets/sheet1.xml": b"<a/>"}), "makron"),
    "a workbook of the kind that has macros": (_makrobok(), "makron"),
    "links to other workbooks": (andrad(GOD, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "inbaddat"),
    "something put into it": (andrad(GOD, {"xl/embeddings/oleObject1.bin": b"x"}), "inbaddat"),
    "a connection to a database": (andrad(GOD, {"xl/connections.xml": b"<a/>"}), "inbaddat"),
    "entities in the sheet": (ersatt(GOD, "<worksheet", f"{DOCTYPE}<worksheet"), "farlig_xml"),
    "entities in a part that is not read": (
        andrad(GOD, {"xl/styles.xml": f"{HUVUDRAD}<!-- x -->{DOCTYPE}<a/>".encode()}),
        "farlig_xml",
    ),
    "entities in another encoding": (
        andrad(GOD, {ARK: f'<?xml version="1.0" encoding="utf-16"?>{DOCTYPE}<a/>'.encode("utf-16")}),
        "farlig_xml",
    ),
    "entities behind a very long comment": (
        andrad(GOD, {ARK: f"<!--{'x' * 70_000}-->{DOCTYPE}<a/>".encode()}),
        "farlig_xml",
    ),
    "an unknown encoding": (andrad(GOD, {ARK: b'<?xml version="1.0" encoding="utf-7"?><a/>'}), "trasig"),
    "a sheet nested very deep": (andrad(GOD, {ARK: b"<a>" * 100_000 + b"</a>" * 100_000}), "trasig"),
    "a sheet of very many cells": (
        andrad(GOD, {ARK: b"<worksheet><sheetData><row>" + b"<c/>" * 200_000 + b"</row></sheetData></worksheet>"}),
        "trasig",
    ),
    "one sheet named over and over": (_samma_blad(), "trasig"),
    "very many contacts": (bok(*[[inne("kontakt"), inne("3 augusti")]] * 201), "manga_rader"),
    "very many delmål": (bok([inne("delmal:1"), inne("x")], *[["", inne("x")]] * 200), "manga_rader"),
    "very many days of frånvaro": (bok(*[[inne("franvaro"), inne("3 augusti")]] * 201), "manga_rader"),
    "a sheet that is broken": (ersatt(GOD, "</worksheet>", "</work"), "trasig"),
    "a workbook without its sheets": (andrad(GOD, {"xl/workbook.xml": None}), "trasig"),
    "a workbook that is no form": (egen_bok([[inne("Inköpslista"), tal(3)]]), "okant_formular"),
    "a workbook without a cell": (egen_bok([]), "okant_formular"),
    "a form nobody knows": (egen_bok([[inne("kundvalsdesk:rapport/JPG/1")]]), "okant_formular"),
    "a form with a section nobody knows": (bok([inne("avsnitt:horoskop"), inne("x")]), "okant_formular"),
    "an older form": (egen_bok([[inne("kundvalsdesk:rapport/AMI/0")]]), "aldre_formular"),
    "a newer form": (egen_bok([[inne("kundvalsdesk:rapport/AMI/7")]]), "nyare_formular"),
    "a form without a case": (egen_bok([[inne(HUVUD)], [inne("avser:2024-08")]]), "okand_insats"),
    "a month that is none": (egen_bok([[inne(HUVUD)], [inne("insats:I1")], [inne("avser:2024-13")]]), "fel_manad"),
    "a formula where text belongs": (bok([inne("avsnitt:progression"), "><f>A1</f><v>1</v>"]), "formel"),
    "a formula that gives text": (bok([inne("avsnitt:progression"), ' t="str"><f>"a"</f><v>a</v>']), "formel"),
    "a formula in a table": (bok([inne("kontakt"), "><f>TODAY()</f><v>45000</v>"]), "formel"),
    "an error value": (bok([inne("avsnitt:progression"), ' t="e"><v>#REF!</v>']), "felvarde"),
    "text where a day belongs": (bok([inne("kontakt"), inne("i tisdags")]), "datum"),
    "a text that is too long": (bok([inne("avsnitt:progression"), inne("x" * 20_001)]), "lang"),
    "a comment that is too long": (bok([inne("kontakt"), "", "", "", inne("x" * 2_001)]), "lang"),
    "characters that are no writing": (bok([inne("avsnitt:progression"), inne("a_x0007_b")]), "styrtecken"),
    "a shared text that is not there": (bok([inne("avsnitt:progression"), ' t="s"><v>9</v>']), "trasig"),
}


@pytest.mark.parametrize("namn", FILER)
def test_a_bad_file_is_refused_with_its_own_sentence(namn: str) -> None:
    data, kod = FILER[namn]
    mening = nekas(data, kod)
    assert mening[0].isupper() and mening.endswith(".") and "\n" not in mening


def test_sentences_are_one_per_reason() -> None:
    per_kod: dict[str, set[str]] = {}
    for data, kod in FILER.values():
        per_kod.setdefault(kod, set()).add(nekas(data, kod))
    alla = [m for meningar in per_kod.values() for m in meningar]
    assert len(alla) == len(set(alla))
    assert len(per_kod) >= 19


def test_what_a_person_wrote_is_not_repeated() -> None:
    mening = nekas(bok([inne("avsnitt:progression"), inne("Hemlig" * 5_000)]), "lang")
    assert "Hemlig" not in mening
    assert "Hemlig" not in nekas(bok([inne("kontakt"), inne("Hemlig Person")]), "datum")


def test_a_link_that_a_spreadsheet_made_by_itself_does_no_harm() -> None:
    lankar = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'Type="http://x/hyperlink" Target="mailto:a@b.se" TargetMode="External"/></Relationships>'
    )
    data = andrad(GOD, {"xl/worksheets/_rels/sheet1.xml.rels": lankar.encode(), "xl/printerSettings/p1.bin": b"x"})
    assert las_fil(data).klar


def test_a_directory_that_lies_about_sizes() -> None:
    """The bytes are counted as they come: a part that says it is small is not unpacked beyond that."""
    data = bytearray(andrad(GOD, {ARK: b"<a>" + b" " * (3 << 20) + b"</a>"}))
    for marke, plats in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        i = 0
        while (i := data.find(marke, i)) >= 0:
            if struct.unpack_from("<I", data, i + plats)[0] > 3 << 20:
                struct.pack_into("<I", data, i + plats, 100)
            i += 4
    assert nekas(bytes(data), "trasig")


def test_unpacking_stops_when_enough_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paket, "STORSTA_DEL", 2_000)
    assert nekas(GOD, "zipbomb")


def test_memory_and_time_stay_small_whatever_comes() -> None:
    for namn in ("a sheet of very many cells", "parts that unpack to very much together", "a sheet nested very deep"):
        data, kod = FILER[namn]
        tracemalloc.start()
        borjan = time.perf_counter()
        nekas(data, kod)
        tid = time.perf_counter() - borjan
        _, topp = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert topp < 120 << 20
        assert tid < 20


# --- Any bytes at all ----------------------------------------------------------------------------------------------


def las(data: bytes) -> str:
    """What came of it; anything but these two is a fault of ours, and raised."""
    try:
        last = las_fil(data)
    except Nekad as nej:
        assert nej.kod and nej.mening
        return nej.kod
    assert isinstance(last, Last)
    assert last.innehall.till_json()
    return "läst"


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    las(data)
    las(b"PK\x03\x04" + data)
    las(bytes.fromhex("D0CF11E0A1B11AE1") + data)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOD) - 1), st.integers(1, 255)), min_size=1, max_size=12))
def test_a_file_with_turned_bits(fel: list[tuple[int, int]]) -> None:
    data = bytearray(GOD)
    for plats, bit in fel:
        data[plats] ^= bit
    las(bytes(data))


@settings(max_examples=60)
@given(st.integers(0, len(GOD)), st.integers(0, len(GOD)), st.binary(max_size=30))
def test_a_file_with_a_piece_cut_out(a: int, b: int, nytt: bytes) -> None:
    las(GOD[: min(a, b)] + nytt + GOD[max(a, b) :])


_DELAR = delar(GOD)
_XML = sorted(n for n in _DELAR if n.endswith((".xml", ".rels")))
_BITAR = st.one_of(
    st.sampled_from(
        [b"<", b">", b"/>", b"&", b"&#0;", b"&a;", b"]]>", b"<!--", b"<?x?>", b'"', b" r=\"A1\"", b't="s"', b't="n"',
         b't="d"', b't="b"', b"<f>1</f>", b"<v>", b"</v>", b"<c>", b"</c>", b"<is><t>x</t></is>", b"\xff", b"\0",
         b"999999999999999999", b"-1", b"1e400", b"nan", b"A0", b"ZZZ9999999", b"insats:", b"delmal:x", b"avser:"]
    ),
    st.binary(max_size=8),
)  # fmt: skip


@settings(max_examples=250)
@given(st.data())
def test_a_file_with_changed_xml(slump: st.DataObject) -> None:
    """Inside the parts, with sound packing around them, so that the change reaches the reader."""
    nya = dict(_DELAR)
    for _ in range(slump.draw(st.integers(1, 4))):
        namn = slump.draw(st.sampled_from([ARK, ARK, *_XML]))
        gammal = nya[namn]
        a = slump.draw(st.integers(0, len(gammal)))
        b = min(len(gammal), a + slump.draw(st.integers(0, 20)))
        nya[namn] = gammal[:a] + slump.draw(_BITAR) + gammal[b:]
    las(packa(nya, zipfile.ZIP_STORED))


@settings(max_examples=60)
@given(st.permutations(_XML), st.lists(st.sampled_from(_XML), max_size=2))
def test_a_file_with_its_parts_exchanged(ordning: list[str], borta: list[str]) -> None:
    nya = {till: _DELAR[fran] for fran, till in zip(_XML, ordning, strict=True) if till not in borta}
    las(packa(nya, zipfile.ZIP_STORED))


_CELL = st.one_of(
    st.just(""),
    st.builds(inne, st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)),
    st.builds(tal, st.one_of(st.integers(), st.floats(), st.text("0123456789.eE+-", max_size=8))),
    st.sampled_from([' t="b"><v>2</v>', ' t="e"><v/>', ' t="d"><v>2024-99-99</v>', ' t="str"><v>x</v>', "/"]).filter(
        lambda c: c != "/"
    ),
)
_KODER = ["insats:", "avser:2024-08", "rubrik", "avsnitt:progression", "delmal:1", "delmal:99999", "kontakt",
          "franvaro", "text", "", HUVUD, "delmal:²", "x"]  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(_KODER), st.lists(_CELL, max_size=6)), max_size=8))
def test_any_rows_in_a_sound_workbook(rader: list[tuple[str, list[str]]]) -> None:
    las(bok(*([inne(kod), *celler] for kod, celler in rader)))


def test_the_fuzz_reaches_the_reader_and_the_good_file_is_good() -> None:
    assert las(GOD) == "läst"
    assert las(packa(_DELAR, zipfile.ZIP_STORED)) == "läst"
    with zipfile.ZipFile(io.BytesIO(GOD)) as z:
        assert z.testzip() is None
