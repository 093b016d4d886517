"""A DOCX: pages, styles and parts of a document that somebody edits on in a word processor.

Its headings, captions, lists and numbers are the word processor's own, so that they keep on being right when the text
is changed. The same input gives the same bytes. Imported only when something is written: it loads python-docx.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor

from . import wordstilar
from .stilar import BREDD, MARGINAL, OVERKANT_FOLJANDE, SIDBREDD, SIDHOJD, UNDERKANT
from .text import Delar, Fet, som_tryckt

_TID = (1980, 1, 1, 0, 0, 0)
INGET = "Inga avsnitt"
_HEL = 30
"""Lines of a table that is not parted between pages."""
_PUNKTER = 12700
"""Of a point, in the unit of pictures."""


class Hanvisning(NamedTuple):
    """The number of a caption, as it stands in a sentence: "tabell 4"."""

    ord: str
    nummer: int
    mal: str


Bit = str | Hanvisning


class Wordfil:
    def __init__(self, *, titel: str, upphov: str, amne: str, dag: date, fot: str, huvud: str, farg: str = "") -> None:
        self._d: Any = Document()
        self._mal = 0
        """How many places there are that something refers to."""
        self._sidbryt = False
        wordstilar.satt(self._d, farg)
        self._egenskaper(titel, upphov, amne, dag)
        self._sidan()
        self._huvud_och_fot(huvud, fot)

    # --- the page ---------------------------------------------------------------------------------------------------

    def _egenskaper(self, titel: str, upphov: str, amne: str, dag: date) -> None:
        p = self._d.core_properties
        p.title, p.author, p.subject = (som_tryckt(x)[:255] for x in (titel, upphov, amne))
        p.last_modified_by, p.comments, p.keywords, p.revision, p.language = p.author, "", "", 1, "sv-SE"
        p.created = p.modified = datetime.combine(dag, time())
        paket = self._d.part.package
        for nyckel, rel in list(paket.rels.items()):
            if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # a picture of another document
                del paket.rels[nyckel]

    def _sidan(self) -> None:
        s = self._d.sections[0]
        s.page_width, s.page_height = Pt(SIDBREDD), Pt(SIDHOJD)
        s.left_margin = s.right_margin = Pt(MARGINAL)
        s.top_margin, s.bottom_margin = Pt(OVERKANT_FOLJANDE), Pt(UNDERKANT)
        s.header_distance = s.footer_distance = Pt(34)
        s.different_first_page_header_footer = True

    def _huvud_och_fot(self, huvud: str, fot: str) -> None:
        s = self._d.sections[0]
        s.header.is_linked_to_previous = s.first_page_header.is_linked_to_previous = False
        self._satt(s.header.paragraphs[0], [huvud])
        for f in (s.footer, s.first_page_footer):
            f.is_linked_to_previous = False
            p = f.paragraphs[0]
            p.paragraph_format.tab_stops.clear_all()
            p.paragraph_format.tab_stops.add_tab_stop(Pt(BREDD), WD_TAB_ALIGNMENT.RIGHT)
            self._satt(p, [fot])
            p.add_run().add_tab()
            p.add_run("Sida ")
            _falt(p._p, "PAGE", "1")
            p.add_run(" av ")
            _falt(p._p, "NUMPAGES", "1")

    # --- text -------------------------------------------------------------------------------------------------------

    def _satt(self, p: Any, bitar: Iterable[Bit]) -> Any:
        for b in bitar:
            if isinstance(b, Hanvisning):
                p.add_run(f"{b.ord} ")
                _falt(p._p, f"REF {b.mal} \\h", str(b.nummer))
            else:
                r = p.add_run(som_tryckt(b))
                r.bold = True if isinstance(b, Fet) else None
        return p

    def stycke(self, delar: Delar | Sequence[Bit], stil: str = "Normal") -> Any:
        p = self._d.add_paragraph(style=stil)
        if self._sidbryt:
            p.paragraph_format.page_break_before, self._sidbryt = True, False
        return self._satt(p, [delar] if isinstance(delar, str) else delar)

    def punkt(self, delar: Delar | Sequence[Bit]) -> None:
        self.stycke(delar, "List Bullet")

    def rubrik(self, text: str, niva: int, mal: str = "") -> None:
        """A heading that is numbered by the word processor. `mal`: what the contents lead to it by."""
        p = self.stycke(text, f"Heading {niva}")
        if mal:
            self._bokmarke(p._p, mal)

    def onumrerad(self, text: str) -> None:
        """A heading of the first level without a number."""
        self.stycke(text, "Heading 1")._p.get_or_add_pPr()._insert_numPr(wordstilar.onumrerad())

    def uppgift(self, etikett: str, varde: str) -> None:
        p = self.stycke(etikett, wordstilar.UPPGIFT)
        p.runs[0].font.color.rgb = RGBColor.from_string(wordstilar.DAMPAD)
        p.add_run().add_tab()
        self._satt(p, [varde])

    def ny_sida(self) -> None:
        """What comes next begins a page."""
        self._sidbryt = True

    def _bokmarke(self, p: Any, namn: str, fran: Any = None, till: Any = None) -> None:
        """Around all that stands in a paragraph, or from one part of it to another."""
        self._mal += 1
        start, slut = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), str(self._mal))
        start.set(qn("w:name"), namn)
        slut.set(qn("w:id"), str(self._mal))
        if fran is None:
            p.insert(1 if p.pPr is not None else 0, start)
            p.append(slut)
        else:
            fran.addprevious(start)
            till.addnext(slut)

    def over(self, slag: str, nummer: int, text: str, mal: str) -> None:
        """What stands over a table or a picture. Its number is counted through the document; `mal` refers to it."""
        p = self._d.add_paragraph(style="Caption")
        p.add_run(f"{slag} ")
        delar = _falt(p._p, f"SEQ {slag} \\* ARABIC", str(nummer))
        self._bokmarke(p._p, mal, delar[0], delar[-1])
        self._satt(p, [text])

    # --- contents ---------------------------------------------------------------------------------------------------

    def innehall(self, kod: str, rader: Sequence[tuple[str, str, str]]) -> None:
        """A field that the word processor fills in when the file is opened: with pages, which nobody knows before.
        `rader`: style, text and place of what it says until then."""
        alla = rader or (("toc 1", INGET, ""),)
        for nr, (stil, text, mal) in enumerate(alla):
            p = self._d.add_paragraph(style=stil)
            if nr == 0:
                for slag in ("begin", kod, "separate"):
                    p._p.append(_tecken(slag) if slag != kod else _kod(kod))
            p._p.append(_lankad(_bit(som_tryckt(text)), mal) if mal else _bit(text))
            if nr == len(alla) - 1:
                p._p.append(_tecken("end"))

    # --- tables and pictures ----------------------------------------------------------------------------------------

    def tabell(
        self, huvud: Sequence[str], rader: Iterable[tuple[Sequence[str], bool]], bredder: Sequence[float],
        hoger: Iterable[int] | None = None, beskrivning: str = "", storlek: float = 0,
    ) -> None:  # fmt: skip
        """`rader`: cells, and whether in bold. `bredder`: in points. `hoger`: columns of figures, at the right; all
        but the first unless said. `storlek`: of the letters, where they must be smaller than in other tables.

        The head is repeated on each page, no row is parted, and no table that is soon read. What is said of it comes
        next, on the same page as its end.
        """
        alla = [*rader]
        hel = sum(1 + max(c.count("\n") for c in celler) for celler, _ in alla) <= _HEL
        till_hoger = frozenset(range(1, len(huvud)) if hoger is None else hoger)
        tjugondelar = [round(b * 20) for b in bredder]
        tbl = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{wordstilar.TABELL}"/>'
            f'<w:tblW w:w="{sum(tjugondelar)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0460" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
            ' w:noVBand="1"/></w:tblPr><w:tblGrid/></w:tbl>'
        )
        if beskrivning:
            om = OxmlElement("w:tblDescription")
            om.set(qn("w:val"), som_tryckt(beskrivning))
            tbl.find(qn("w:tblPr")).append(om)
        for b in tjugondelar:
            kol = OxmlElement("w:gridCol")
            kol.set(qn("w:w"), str(b))
            tbl.find(qn("w:tblGrid")).append(kol)
        tbl.append(self._rad(huvud, tjugondelar, till_hoger, wordstilar.HUVUD, huvud=True, storlek=storlek))
        for nr, (celler, fet) in enumerate(alla):
            med_nasta = hel or nr == len(alla) - 1
            tbl.append(self._rad(
                celler, tjugondelar, till_hoger, wordstilar.CELL, fet=fet, med_nasta=med_nasta, storlek=storlek
            ))  # fmt: skip
        self._d.element.body.insert_element_before(tbl, "w:sectPr")

    @staticmethod
    def _rad(
        celler: Sequence[str], bredder: Sequence[int], hoger: frozenset[int], stil: str, *, huvud: bool = False,
        fet: bool = False, med_nasta: bool = True, storlek: float = 0,
    ) -> Any:  # fmt: skip
        tr = parse_xml(
            f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if huvud else ''}</w:trPr></w:tr>"
        )
        for nr, (text, bredd) in enumerate(zip(celler, bredder, strict=True)):
            hur = "<w:keepNext/>" if med_nasta else ""
            hur += '<w:jc w:val="right"/>' if nr in hoger else ""
            tc = parse_xml(
                f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{bredd}" w:type="dxa"/></w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="{stil}"/>{hur}</w:pPr></w:p></w:tc>'
            )
            tc.find(qn("w:p")).append(_bit(text if huvud else som_tryckt(text), fet=fet, storlek=storlek))
            tr.append(tc)
        return tr

    def bild(self, data: bytes, bredd: float, hojd: float, beskrivning: str, stil: str = wordstilar.BILD) -> None:
        """A picture of so many points. `beskrivning`: what it shows, for who cannot see it."""
        p = self._d.add_paragraph(style=stil)
        form = p.add_run().add_picture(
            BytesIO(data), Emu(round(bredd * _PUNKTER)), Emu(round(hojd * _PUNKTER))
        )._inline  # fmt: skip
        form.docPr.set("descr", som_tryckt(beskrivning))

    # --- the file ---------------------------------------------------------------------------------------------------

    def bytes(self) -> bytes:
        ut, samma = BytesIO(), BytesIO()
        self._d.save(ut)
        with zipfile.ZipFile(ut) as fran, zipfile.ZipFile(samma, "w", zipfile.ZIP_DEFLATED) as till:
            for namn in fran.namelist():
                info = zipfile.ZipInfo(namn, _TID)
                info.compress_type = zipfile.ZIP_DEFLATED
                till.writestr(info, fran.read(namn))
        return samma.getvalue()


def _bit(text: str, *, fet: bool = False, storlek: float = 0) -> Any:
    r = OxmlElement("w:r")
    if fet:
        r.get_or_add_rPr().append(OxmlElement("w:b"))
    if storlek:
        r.get_or_add_rPr().sz_val = Pt(storlek)
    r.text = text
    return r


def _lankad(bit: Any, mal: str) -> Any:
    lank = OxmlElement("w:hyperlink")
    lank.set(qn("w:anchor"), mal)
    lank.append(bit)
    return lank


def _tecken(slag: str) -> Any:
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{slag}"/></w:r>')


def _kod(kod: str) -> Any:
    r = parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"/></w:r>')
    r.find(qn("w:instrText")).text = f" {kod} "
    return r


def _falt(p: Any, kod: str, resultat: str) -> list[Any]:
    """A field, with what it says until it is asked anew."""
    delar = [_tecken("begin"), _kod(kod), _tecken("separate"), _bit(resultat), _tecken("end")]
    for d in delar:
        p.append(d)
    return delar
