"""ISO 19005-2 §6.1: the file as bytes, its objects and the limits that they keep."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf

from .lasare import Fil
from .punkter import punkt

FILTER = frozenset(
    "ASCIIHexDecode ASCII85Decode RunLengthDecode FlateDecode CCITTFaxDecode DCTDecode JBIG2Decode JPXDecode".split()
)
INBILDSFILTER = frozenset("AHx A85 RL Fl CCF DCT".split()) | FILTER - {"JBIG2Decode", "JPXDecode"}
_OBJEKT = re.compile(rb"(\d+) (\d+) obj(\r\n|\n|\r)")


@punkt("A 6.1.2")
def huvud(f: Fil) -> Iterator[str]:
    """The header stands at the first byte, alone on its line."""
    if not re.match(rb"%PDF-1\.[0-7](\r\n|\n|\r)", f.data):
        yield "the file does not begin with %PDF-1.n and a line break"


@punkt("A 6.1.2")
def binar_anmarkning(f: Fil) -> Iterator[str]:
    """A comment with four bytes above 127 tells transports that this is no text."""
    rad = re.split(rb"\r\n|\n|\r", f.data[:200])[1]
    if not re.match(rb"%[\x80-\xff]{4}", rad):
        yield "the second line is no comment that starts with four high bytes"


@punkt("A 6.1.3")
def slut(f: Fil) -> Iterator[str]:
    """Nothing follows the mark of the end, but one line break."""
    if not re.search(rb"%%EOF(\r\n|\n|\r)?\Z", f.data):
        yield "there is data after %%EOF"


@punkt("A 6.1.3")
def filens_id(f: Fil) -> Iterator[str]:
    """The trailer names the file."""
    id_ = f.pdf.trailer.get("/ID")
    if not (isinstance(id_, pikepdf.Array) and len(id_) == 2 and all(len(bytes(d)) >= 16 for d in id_)):
        yield "the trailer has no ID of two strings"


@punkt("A 6.1.3, UA 7.16")
def kryptering(f: Fil) -> Iterator[str]:
    """Who has the file can read it."""
    if f.pdf.is_encrypted or "/Encrypt" in f.pdf.trailer:
        yield "the file is encrypted"


def _tabell(f: Fil) -> list[tuple[int, int]] | str:
    """(number, offset) of every object in use, or what is wrong with the table."""
    start = re.search(rb"startxref(?:\r\n|\n|\r)(\d+)(?:\r\n|\n|\r)%%EOF", f.data[-64:])
    if not start:
        return "startxref is missing"
    vid = int(start[1])
    if not re.match(rb"xref(\r\n|\n|\r)\d", f.data[vid : vid + 8]):
        return "startxref does not lead to a table (the checker knows no other kind)"
    lage = vid + re.match(rb"xref(\r\n|\n|\r)", f.data[vid:]).end()  # type: ignore[union-attr]
    ut: list[tuple[int, int]] = []
    while del_ := re.match(rb"(\d+) (\d+)\s*?(\r\n|\n|\r)", f.data[lage : lage + 40]):
        lage += del_.end()
        for n in range(int(del_[2])):
            rad = re.fullmatch(rb"(\d{10}) (\d{5}) ([nf])( \r| \n|\r\n)", f.data[lage : lage + 20])
            if not rad:
                return f"the entry of object {int(del_[1]) + n} is not 20 bytes in the right form"
            if rad[3] == b"n":
                ut.append((int(del_[1]) + n, int(rad[1])))
            lage += 20
    if not f.data[lage:].startswith(b"trailer"):
        return "the table does not end with the trailer"
    return ut


@punkt("A 6.1.4")
def korsreferens(f: Fil) -> Iterator[str]:
    """The table leads to every object."""
    tabell = _tabell(f)
    if isinstance(tabell, str):
        yield tabell
        return
    for nr, vid in tabell:
        if not re.match(rb"%d\s+\d+\s+obj" % nr, f.data[vid : vid + 30]):
            yield f"the table leads wrong for object {nr}"


def _objekt(f: Fil) -> Iterator[tuple[int, bytes, bytes]]:
    """(number, the object as bytes, what comes before it) in the order of the file."""
    tabell = _tabell(f)
    if isinstance(tabell, str):
        return
    slut = f.data.rindex(b"xref", 0, f.data.rindex(b"startxref"))
    platser = sorted(tabell, key=lambda t: t[1])
    for (nr, vid), nasta in zip(platser, [*(v for _, v in platser[1:]), slut], strict=True):
        yield nr, f.data[vid:nasta], f.data[max(0, vid - 1) : vid]


@punkt("A 6.1.9")
def objektens_form(f: Fil) -> Iterator[str]:
    """Single spaces and line breaks where the words obj and endobj stand."""
    for nr, data, fore in _objekt(f):
        if not _OBJEKT.match(data) or fore not in (b"\n", b"\r"):
            yield f"object {nr} does not begin as it should"
        if not re.search(rb"[\r\n]endobj(\r\n|\n|\r)", data[-300:]):
            yield f"object {nr} does not end as it should"


@punkt("A 6.1.7.1")
def strommarnas_langd(f: Fil) -> Iterator[str]:
    """What Length says is what lies between stream and endstream."""
    for nr, data, _ in _objekt(f):
        start = re.search(rb">>\s*stream(\r\n|\n)", data)
        if not start or b"endstream" not in data:
            continue
        langd = re.search(rb"/Length (\d+)( \d+ R)?", data[: start.start() + 2])
        if not langd:
            yield f"stream {nr} has no Length"
            continue
        antal = int(f.pdf.get_object(int(langd[1]), 0)) if langd[2] else int(langd[1])
        if not re.match(rb"(\r\n|\n|\r)endstream", data[start.end() + antal : start.end() + antal + 12]):
            yield f"the Length of stream {nr} does not agree with it"


@punkt("A 6.1.7.1")
def externa_strommar(f: Fil) -> Iterator[str]:
    """The content of a stream lies in the file."""
    for s in f.strommar:
        for nyckel in ("/F", "/FFilter", "/FDecodeParms"):
            if nyckel in s:
                yield f"a stream has {nyckel}"


def _filter(o: Any, *nycklar: str) -> list[str]:
    v = next((o.get(n) for n in nycklar if n in o), None)
    return [] if v is None else [str(n)[1:] for n in (v if isinstance(v, pikepdf.Array) else [v])]


@punkt("A 6.1.7.2, 6.1.10")
def filter_(f: Fil) -> Iterator[str]:
    """No LZW, no Crypt, none that the standard does not name."""
    for s in f.strommar:
        for namn in _filter(s, "/Filter"):
            if namn not in FILTER:
                yield f"a stream is packed with {namn}"
    for las in f.sidor:
        for bild in las.inbilder:
            for namn in _filter(bild.obj, "/F", "/Filter"):
                if namn not in INBILDSFILTER:
                    yield f"an inline image is packed with {namn}"


def _hexstrangar(data: bytes) -> Iterator[bytes]:
    n, djup = 0, 0
    while n < len(data):
        t = data[n : n + 1]
        if djup:
            if t == b"\\":
                n += 1
            djup += (t == b"(") - (t == b")")
        elif t == b"(":
            djup = 1
        elif t == b"%":
            n = min((p for p in (data.find(b"\n", n), data.find(b"\r", n)) if p >= 0), default=len(data))
        elif data[n : n + 2] in (b"<<", b">>"):
            n += 1
        elif t == b"<":
            till = data.find(b">", n)
            yield re.sub(rb"\s", b"", data[n + 1 : till])
            n = till
        n += 1


@punkt("A 6.1.6")
def hexstrangar(f: Fil) -> Iterator[str]:
    """Strings in hexadecimal have whole bytes."""
    delar = [d.partition(b"stream")[0] for _, d, _ in _objekt(f) if b"<" in d]
    delar += [f.data[f.data.rindex(b"trailer") :]]
    for s in f.sidor:
        delar.append(s.sida.Contents.read_bytes() if isinstance(s.sida.Contents, pikepdf.Stream) else b"")
    for d in delar:
        for hexa in _hexstrangar(d):
            if len(hexa) % 2 or re.search(rb"[^0-9A-Fa-f]", hexa):
                yield f"the string <{hexa[:40].decode('latin-1')}> is no row of whole bytes"


@punkt("A 6.1.8")
def namn_ar_utf8(f: Fil) -> Iterator[str]:
    """Names of fonts and of structure types can be read as text."""
    namn = [o.get(n) for o in f.ordbocker for n in ("/BaseFont", "/FontName") if n in o]
    namn += [o.S for o in f.alla_med(Type="/StructElem")]
    for n in namn:
        try:
            _avkodat(n).decode("utf-8")
        except UnicodeDecodeError:
            yield f"the name {_avkodat(n)!r} is no UTF-8"


def _avkodat(namn: Any) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), namn.unparse())


@punkt("A 6.1.13")
def namnens_langd(f: Fil) -> Iterator[str]:
    """No name is longer than 127 bytes."""
    for o in f.objekt:
        if isinstance(o, pikepdf.Name) and len(_avkodat(o)) - 1 > 127:
            yield "a name is longer than 127 bytes"


@punkt("A 6.1.13")
def tal(f: Fil) -> Iterator[str]:
    """Whole numbers fit in 32 bits, others in a float."""
    for o in f.objekt:
        helt = isinstance(o, int) and not isinstance(o, bool)
        if (helt and not -(2**31) <= o < 2**31) or (isinstance(o, Decimal) and abs(o) > Decimal("3.403e38")):
            yield f"the number {o} is too large"


@punkt("A 6.1.13")
def strangars_langd(f: Fil) -> Iterator[str]:
    """No string is longer than 32 767 bytes, in objects and in what is drawn."""
    langder = [len(bytes(o)) for o in f.objekt if isinstance(o, pikepdf.String)]
    langder += [len(b.koder) for las in f.sidor for b in las.text]
    if max(langder, default=0) > 32767:
        yield f"a string has {max(langder)} bytes"


@punkt("A 6.1.13")
def antal_objekt(f: Fil) -> Iterator[str]:
    """At most 8 388 607 objects: what the trailer says is what counts."""
    if int(f.pdf.trailer.get("/Size", 0)) > 8388608 or len(f.pdf.objects) > 8388607:
        yield "the file has too many objects"


@punkt("A 6.1.13")
def q_djup(f: Fil) -> Iterator[str]:
    """The graphics state is saved at most 28 times over."""
    for las in f.sidor:
        if las.djup > 28:
            yield f"page {las.nr + 1}: q is nested {las.djup} deep"


@punkt("A 6.1.13")
def sidmatt(f: Fil) -> Iterator[str]:
    """A page is 3 to 14 400 units wide and high."""
    for nr, sida in enumerate(f.pdf.pages, 1):
        for lada in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
            if lada in sida.obj:
                x0, y0, x1, y1 = (float(t) for t in sida.obj[lada])
                if not all(3 <= abs(m) <= 14400 for m in (x1 - x0, y1 - y0)):
                    yield f"page {nr}: {lada} has a size out of bounds"


@punkt("A 6.1.12")
def rattigheter(f: Fil) -> Iterator[str]:
    """No permissions but those of a signature."""
    for namn in f.rot.get("/Perms", pikepdf.Dictionary()):
        if namn not in ("/UR3", "/DocMDP"):
            yield f"the catalog has the permission {namn}"
