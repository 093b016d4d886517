"""ISO 19005-2 §6.6 and ISO 14289-1 §5: what the file says of itself, in XMP and in the information dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

from .lasare import Fil
from .punkter import punkt

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
UTOKNING = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
EGENSKAP = "http://www.aiim.org/pdfa/ns/property#"
XML = "http://www.w3.org/XML/1998/namespace"
PREFIX = {PDFA: "pdfaid", PDFUA: "pdfuaid", UTOKNING: "pdfaExtension", SCHEMA: "pdfaSchema", EGENSKAP: "pdfaProperty"}

KANDA: dict[str, dict[str, str]] = {
    DC: {
        **dict.fromkeys(("contributor", "language", "publisher", "relation", "subject", "type"), "Bag"),
        **dict.fromkeys(("creator", "date"), "Seq"),
        **dict.fromkeys(("description", "rights", "title"), "Alt"),
        **dict.fromkeys(("coverage", "format", "identifier", "source"), ""),
    },
    XMP: {
        **dict.fromkeys(
            ("CreateDate", "ModifyDate", "MetadataDate", "CreatorTool", "BaseURL", "Nickname", "Label"), ""
        ),
        "Rating": "",
        "Identifier": "Bag",
    },
    PDF: dict.fromkeys(("Keywords", "PDFVersion", "Producer", "Trapped"), ""),
    PDFA: dict.fromkeys(("part", "amd", "corr", "conformance"), ""),
    UTOKNING: {"schemas": "Bag"},
}
"""Properties that need no description, with the kind of list each is."""
INFO = {
    "/Title": (DC, "title"),
    "/Author": (DC, "creator"),
    "/Subject": (DC, "description"),
    "/Keywords": (PDF, "Keywords"),
    "/Creator": (XMP, "CreatorTool"),
    "/Producer": (PDF, "Producer"),
    "/CreationDate": (XMP, "CreateDate"),
    "/ModDate": (XMP, "ModifyDate"),
}


@dataclass
class Xmp:
    """The properties of a packet: (namespace, name) → kind of list and values."""

    egenskaper: dict[tuple[str, str], tuple[str, list[str]]] = field(default_factory=dict)
    sprak: dict[tuple[str, str], list[str | None]] = field(default_factory=dict)
    rot: Any = None
    prefix: dict[str, str] = field(default_factory=dict)
    dubbla: list[str] = field(default_factory=list)

    def text(self, ns: str, namn: str) -> str | None:
        varden = self.egenskaper.get((ns, namn), ("", []))[1]
        return varden[0] if varden else None


def _data(f: Fil) -> bytes:
    strom = f.rot.get("/Metadata")
    return strom.read_bytes() if isinstance(strom, pikepdf.Stream) else b""


def las(data: bytes) -> Xmp | None:
    """The packet, or None where it is no RDF in XML."""
    ut = Xmp()
    try:
        handelser = list(ET.iterparse(BytesIO(data), events=("start-ns", "start")))
    except ET.ParseError:
        return None
    ut.prefix = {ns: prefix for typ, par in handelser if typ == "start-ns" for prefix, ns in [par]}
    ut.rot = next(e for typ, e in handelser if typ == "start")
    rdf = ut.rot if ut.rot.tag == f"{{{RDF}}}RDF" else ut.rot.find(f"{{{RDF}}}RDF")
    if rdf is None:
        return None
    for beskrivning in rdf.findall(f"{{{RDF}}}Description"):
        for nyckel, varde in beskrivning.attrib.items():
            if not nyckel.startswith(f"{{{RDF}}}"):
                _lagg(ut, nyckel, "", [varde], [None])
        for e in beskrivning:
            lista = next((b for b in e if b.tag in {f"{{{RDF}}}{s}" for s in ("Bag", "Seq", "Alt")}), None)
            if lista is None:
                _lagg(ut, e.tag, "", [e.text or ""], [None])
            else:
                poster = lista.findall(f"{{{RDF}}}li")
                sprak = [p.get(f"{{{XML}}}lang") for p in poster]
                _lagg(ut, e.tag, lista.tag.partition("}")[2], [p.text or "" for p in poster], sprak)
    return ut


def _lagg(ut: Xmp, tagg: str, slag: str, varden: list[str], sprak: list[str | None]) -> None:
    ns, _, namn = tagg[1:].partition("}")
    if (ns, namn) in ut.egenskaper:
        ut.dubbla.append(namn)
    ut.egenskaper[ns, namn] = (slag, varden)
    ut.sprak[ns, namn] = sprak


def _xmp(f: Fil) -> Xmp:
    return las(_data(f)) or Xmp()


@punkt("A 6.6.2.1, UA 7.1")
def xmp_strom(f: Fil) -> Iterator[str]:
    """The catalog has metadata, in clear."""
    strom = f.rot.get("/Metadata")
    if not isinstance(strom, pikepdf.Stream):
        yield "the catalog has no metadata"
    elif strom.get("/Type") != "/Metadata" or strom.get("/Subtype") != "/XML":
        yield "the metadata do not say that they are XML"
    elif "/Filter" in strom:
        yield "the metadata are packed"


@punkt("A 6.6.2.1")
def xmp_paket(f: Fil) -> Iterator[str]:
    """A packet as XMP has it: UTF-8, with its marks, without the old attributes."""
    if "/Metadata" not in f.rot:
        return
    data = _data(f)
    borjan = re.match(rb"<\?xpacket begin=(?:\"(?:\xef\xbb\xbf)?\"|'(?:\xef\xbb\xbf)?') id=(.*?)\?>", data)
    if not borjan or b"bytes=" in borjan[0] or b"encoding=" in borjan[0]:
        yield "the packet does not begin rightly"
    elif b"W5M0MpCehiHzreSzNTczkc9d" not in borjan[0]:
        yield "the packet has no id"
    if not re.search(rb"<\?xpacket end=(\"[rw]\"|'[rw]')\?>\s*\Z", data):
        yield "the packet does not end rightly"


@punkt("A 6.6.2.2")
def xmp_valformad(f: Fil) -> Iterator[str]:
    """RDF in XML, in UTF-8, each property once."""
    if "/Metadata" not in f.rot:
        return
    try:
        _data(f).decode("utf-8")
    except UnicodeDecodeError:
        yield "the metadata are no UTF-8"
    xmp = las(_data(f))
    if xmp is None:
        yield "the metadata are no RDF in XML"
    else:
        for namn in xmp.dubbla:
            yield f"{namn} is given twice"


@punkt("A 6.6.4")
def pdfa_id(f: Fil) -> Iterator[str]:
    """The file says that it is PDF/A-2b."""
    xmp = _xmp(f)
    if (xmp.text(PDFA, "part"), xmp.text(PDFA, "conformance")) != ("2", "B"):
        yield "the metadata do not say PDF/A-2B"


@punkt("UA 5")
def pdfua_id(f: Fil) -> Iterator[str]:
    """The file says that it is PDF/UA-1."""
    if _xmp(f).text(PDFUA, "part") != "1":
        yield "the metadata do not say PDF/UA-1"


@punkt("A 6.6.2.3.2, UA 5")
def prefix(f: Fil) -> Iterator[str]:
    """The schemas of PDF/A and PDF/UA are written with the prefixes that the standards give."""
    for ns, ska in PREFIX.items():
        if (har := _xmp(f).prefix.get(ns, ska)) != ska:
            yield f"{ns} has the prefix {har}"


@punkt("A 6.6.2.3.1")
def egenskaper(f: Fil) -> Iterator[str]:
    """Every property is a known one, or described in the file, and is the kind of list that it should be."""
    xmp = _xmp(f)
    beskrivna = _beskrivna(xmp)
    for (ns, namn), (slag, _) in xmp.egenskaper.items():
        if ns in KANDA:
            if namn not in KANDA[ns]:
                yield f"{namn} is no property of {ns}"
            elif KANDA[ns][namn] != slag:
                yield f"{namn} is a {slag or 'simple value'}, not a {KANDA[ns][namn] or 'simple value'}"
        elif namn not in beskrivna.get(ns, {}):
            yield f"{namn} of {ns} is not described"
    for (ns, namn), sprak in xmp.sprak.items():
        if KANDA.get(ns, {}).get(namn) == "Alt" and "x-default" not in sprak:
            yield f"{namn} has no text for all languages"


def _beskrivna(xmp: Xmp) -> dict[str, dict[str, str]]:
    ut: dict[str, dict[str, str]] = {}
    if xmp.rot is None:
        return ut
    for schema in xmp.rot.iter(f"{{{RDF}}}li"):
        ns = schema.findtext(f"{{{SCHEMA}}}namespaceURI")
        if ns:
            ut[ns] = {
                p.findtext(f"{{{EGENSKAP}}}name") or "": p.findtext(f"{{{EGENSKAP}}}valueType") or ""
                for p in schema.iterfind(f"{{{SCHEMA}}}property/{{{RDF}}}Seq/{{{RDF}}}li")
            }
    return ut


@punkt("A 6.6.2.3.3")
def utokningar(f: Fil) -> Iterator[str]:
    """A schema of one's own is described in full: its name, namespace, prefix, and each property."""
    xmp = _xmp(f)
    if xmp.rot is None:
        return
    for schema in xmp.rot.iter(f"{{{RDF}}}li"):
        if schema.find(f"{{{SCHEMA}}}namespaceURI") is None and schema.find(f"{{{SCHEMA}}}schema") is None:
            continue
        for namn in ("schema", "namespaceURI", "prefix"):
            if not schema.findtext(f"{{{SCHEMA}}}{namn}"):
                yield f"a schema has no {namn}"
        poster = schema.findall(f"{{{SCHEMA}}}property/{{{RDF}}}Seq/{{{RDF}}}li")
        if not poster:
            yield "a schema has no properties"
        for p in poster:
            for namn in ("name", "valueType", "category", "description"):
                if not p.findtext(f"{{{EGENSKAP}}}{namn}"):
                    yield f"a property has no {namn}"
            if p.findtext(f"{{{EGENSKAP}}}category") not in ("internal", "external"):
                yield "a property is neither internal nor external"
            if p.findtext(f"{{{EGENSKAP}}}valueType") not in ("Integer", "Text", "Boolean", "Date", "URI", "Real"):
                yield "a property has an unknown type"


def _tid(text: str) -> datetime | None:
    pdf = re.fullmatch(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'(\d\d)'?)", text)
    if pdf:
        tid = datetime.strptime("".join(pdf.groups()[:6]), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if pdf[7]:
            skift = timedelta(hours=int(pdf[8]), minutes=int(pdf[9]))
            tid -= skift if pdf[7] == "+" else -skift
        return tid
    try:
        tid = datetime.fromisoformat(text)
    except ValueError:
        return None
    return tid if tid.tzinfo else None


@punkt("A 6.6.3")
def info_som_xmp(f: Fil) -> Iterator[str]:
    """The information dictionary says the same as the metadata, and nothing more."""
    xmp = _xmp(f)
    for nyckel, varde in f.pdf.trailer.get("/Info", pikepdf.Dictionary()).items():
        if nyckel not in INFO:
            yield f"the information dictionary has {nyckel}"
            continue
        _, varden = xmp.egenskaper.get(INFO[nyckel], ("", []))
        if nyckel.endswith("Date"):
            lika = len(varden) == 1 and _tid(str(varde)) is not None and _tid(str(varde)) == _tid(varden[0])
        else:
            lika = len(varden) == 1 and str(varde) == varden[0]
        if not lika:
            yield f"{nyckel} says otherwise than the metadata"


@punkt("UA 7.1")
def titel(f: Fil) -> Iterator[str]:
    """The metadata name the document, and a reader shows that name."""
    if not (_xmp(f).text(DC, "title") or "").strip():
        yield "the metadata have no title"


@punkt("UA 7.1")
def visar_titel(f: Fil) -> Iterator[str]:
    """The window is titled by the document's title and not by the name of a file."""
    if f.rot.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False) is not True:
        yield "DisplayDocTitle is not true"
