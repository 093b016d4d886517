"""What makes a PDF one that an archive takes: PDF/A-2b (ISO 19005-2), and PDF/UA-1 (ISO 14289-1) for all readers.

ReportLab embeds the typefaces and marks the language; this adds the metadata as XMP, in the words of the
information dictionary, the colours' meaning (output intent) and an identity of the file's own.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFInfo,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from ...resurser import resurs

VERSION = (1, 7)
DEL, NIVA = 2, "B"
UA_DEL = 1
PRODUCENT = "ReportLab, kundvalsdesk"
SKAPARE = "kundvalsdesk"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>sv-SE</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{titel}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{upphov}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{amne}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{skapare}</xmp:CreatorTool>
<xmp:CreateDate>{tid}</xmp:CreateDate>
<xmp:ModifyDate>{tid}</xmp:ModifyDate>
<xmp:MetadataDate>{tid}</xmp:MetadataDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producent}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{del_}</pdfaid:part>
<pdfaid:conformance>{niva}</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>{ua}</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class _Info(PDFInfo):  # type: ignore[misc]
    """The information dictionary, with nothing in it that the XMP does not say alike (ISO 19005-2 §6.6.2.3)."""

    def __init__(self, titel: str, upphov: str, amne: str, dag: date) -> None:
        super().__init__()
        self.title, self.author, self.subject = titel, upphov, amne
        self.creator, self.producer = SKAPARE, PRODUCENT
        self.dag = dag

    def format(self, document: Any) -> Any:
        # The day of the document, not the minute it was drawn: the same snapshot gives the same bytes.
        tid = PDFString(f"D:{self.dag:%Y%m%d}000000Z")
        return PDFDictionary(
            {
                "Title": PDFString(self.title),
                "Author": PDFString(self.author),
                "Subject": PDFString(self.subject),
                "Creator": PDFString(self.creator),
                "Producer": PDFString(self.producer),
                "CreationDate": tid,
                "ModDate": tid,
            }
        ).format(document)


class _Data(PDFObject):  # type: ignore[misc]
    """The bytes of a stream, and a line break after them that is no part of them."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __len__(self) -> int:
        return len(self.data)

    def format(self, document: Any) -> bytes:
        return self.data + b"\n"


class _Klartext(NoEncryption):  # type: ignore[misc]
    """The last to see a stream before it is written: ISO 19005-2 §6.1.7.1 wants a line break before "endstream"."""

    def encode(self, t: Any) -> _Data:
        return _Data(t if isinstance(t, bytes) else t.encode("latin-1"))


@cache
def _fargprofil() -> bytes:
    return resurs("icc", "sRGB.icc").read_bytes()


def skriv(doc: Any, *, titel: str, upphov: str, amne: str, dag: date) -> None:
    """Adds to ReportLab's document what the standards want. The texts must hold nothing about a person."""
    doc.encrypt = _Klartext()
    doc.info = _Info(titel, upphov, amne, dag)
    tid = f"{dag.isoformat()}T00:00:00Z"
    xmp = PDFStream(
        dictionary=PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
        content=_XMP.format(
            titel=escape(titel),
            upphov=escape(upphov),
            amne=escape(amne),
            skapare=SKAPARE,
            producent=PRODUCENT,
            tid=tid,
            del_=DEL,
            niva=NIVA,
            ua=UA_DEL,
        ).encode(),
        # In clear, so that an archive finds it without reading the rest of the file.
        filters=None,
    )
    profil = PDFStream(dictionary=PDFDictionary({"N": 3}), content=_fargprofil(), filters=[PDFZCompress])
    katalog = doc.Catalog
    katalog.__NoDefault__ = [*katalog.__NoDefault__, "OutputIntents"]
    katalog.Metadata = xmp
    katalog.OutputIntents = PDFArray(
        [
            PDFDictionary(
                {
                    "Type": PDFName("OutputIntent"),
                    "S": PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
                    "Info": PDFString("sRGB IEC61966-2.1"),
                    "RegistryName": PDFString("http://www.color.org"),
                    "DestOutputProfile": doc.Reference(profil, "fargprofil"),
                }
            )
        ]
    )
    sida = 1
    while (objekt := doc.idToObject.get(f"Page{sida}")) is not None:
        # Two documents with the same title are two files: their pages are part of the identity.
        doc.updateSignature(objekt.stream or "")
        # ReportLab would also write them as ASCII, a fourth larger, which takes a tenth of the time of a document.
        objekt.Contents = PDFStream(content=objekt.stream or "", filters=[PDFZCompress])
        sida += 1
