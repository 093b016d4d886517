"""How a DOCX looks: its styles, the numbering of its headings, and what the word processor shall do with it."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from .stilar import BREDD, ETIKETTBREDD

FONT = "Calibri"
"""On most machines of those who edit on; others have one of the same measures in its place."""
TEXT, DAMPAD, LINJE, ACCENT = "1B2430", "586474", "DDE2E8", "0B5FA5"
UPPGIFT, LITEN, TABELL, HUVUD, CELL, BILD = "Uppgift", "Liten", "Rapporttabell", "Tabellhuvud", "Tabellcell", "Bild"
_NUMRERING = 90
_P = WD_STYLE_TYPE.PARAGRAPH


def satt(d: Any, farg: str) -> None:
    """All of it, in a document that is new. `farg`: the accent colour as "#RRGGBB", or ""."""
    accent = farg.removeprefix("#") or ACCENT
    _grunden(d)
    _numrering(d)
    _stilar(d, accent)
    _tabell(d, accent)
    _installningar(d)


def _grunden(d: Any) -> None:
    """Swedish, one typeface, and none of the table styles that nobody asked for."""
    for s in list(d.styles):
        if s.type == WD_STYLE_TYPE.TABLE and s.name not in ("Normal Table", "Table Grid"):
            s.delete()
    rpr = d.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    rpr.find(qn("w:lang")).set(qn("w:val"), "sv-SE")
    _ett_snitt(rpr.find(qn("w:rFonts")))
    for s in d.styles:
        if s.element.rPr is not None and (fonts := s.element.rPr.find(qn("w:rFonts"))) is not None:
            _ett_snitt(fonts)


def _ett_snitt(fonts: Any) -> None:
    for k in list(fonts.attrib):
        del fonts.attrib[k]
    for k in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{k}"), FONT)


def _numrering(d: Any) -> None:
    """1, 1.1, 1.1.1 of the headings: what is written in between moves the others."""
    nivaer = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{n + 1}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{".".join(f"%{k + 1}" for k in range(n + 1))}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for n in range(3)
    )
    alla = d.part.numbering_part.element
    alla.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMRERING}"><w:multiLevelType w:val="multilevel"/>'
        f"{nivaer}</w:abstractNum>"
    ))  # fmt: skip
    alla.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{_NUMRERING}"><w:abstractNumId w:val="{_NUMRERING}"/></w:num>'
    ))  # fmt: skip
    for n in range(3):
        d.styles[f"Heading {n + 1}"].element.get_or_add_pPr()._insert_numPr(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{n}"/><w:numId w:val="{_NUMRERING}"/></w:numPr>'
        ))  # fmt: skip
    d.styles["TOC Heading"].element.get_or_add_pPr()._insert_numPr(onumrerad())


def onumrerad() -> Any:
    """What takes the number from a heading."""
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>')


def _stilar(d: Any, accent: str) -> None:
    _stil(d, "Normal", 11, efter=6, rad=1.12)
    _stil(d, "Title", 26, fet=True, fore=36, efter=2)
    _stil(d, "Subtitle", 12, farg=DAMPAD, fore=4, efter=24)
    for namn in ("Title", "Subtitle"):
        sparrat = d.styles[namn].element.rPr.find(qn("w:spacing"))
        sparrat.getparent().remove(sparrat)
    _stil(d, "Heading 1", 16, fet=True, fore=22, efter=6)
    _stil(d, "Heading 2", 13, fet=True, fore=16, efter=4)
    _stil(d, "Heading 3", 11.5, fet=True, fore=12, efter=3)
    _stil(d, "TOC Heading", 16, fet=True, fore=12, efter=6)
    _stil(d, "Caption", 10, fet=True, fore=12, efter=4).paragraph_format.keep_with_next = True
    _stil(d, "Header", 9, farg=DAMPAD)
    _stil(d, "Footer", 9, farg=DAMPAD)
    _stil(d, "List Bullet", 11, efter=3, rad=1.12)
    _ny(d, LITEN, 9, farg=DAMPAD, fore=2, efter=10)
    _ny(d, HUVUD, 8, fet=True).paragraph_format.keep_with_next = True
    _ny(d, CELL, 8.5)
    _ny(d, BILD, 11, efter=10)
    uppgift = _ny(d, UPPGIFT, 11, efter=5).paragraph_format
    uppgift.left_indent, uppgift.first_line_indent = Pt(ETIKETTBREDD), Pt(-ETIKETTBREDD)
    uppgift.tab_stops.add_tab_stop(Pt(ETIKETTBREDD))
    for namn, indrag in (("toc 1", 0), ("toc 2", 16), ("toc 3", 32), ("table of figures", 0)):  # as Word calls them
        f = _ny(d, namn, 10.5, efter=2, fore=5 if namn == "toc 1" else 0, fet=namn == "toc 1").paragraph_format
        f.left_indent = Pt(indrag)
        f.tab_stops.add_tab_stop(Pt(BREDD), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    kant = d.styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
    for namn, varde in (("color", accent), ("sz", "12"), ("space", "6")):
        kant.set(qn(f"w:{namn}"), varde)
    kant.attrib.pop(qn("w:themeColor"), None)


def _ny(d: Any, namn: str, storlek: float, **mer: Any) -> Any:
    if namn not in [s.name for s in d.styles]:
        d.styles.add_style(namn, _P, builtin=namn.islower()).base_style = d.styles["Normal"]
    return _stil(d, namn, storlek, **mer)


def _stil(
    d: Any, namn: str, storlek: float, *, farg: str = TEXT, fet: bool = False, fore: float = 0, efter: float = 0,
    rad: float = 1.0,
) -> Any:  # fmt: skip
    s = d.styles[namn]
    s.font.size, s.font.bold, s.font.italic, s.font.color.rgb = Pt(storlek), fet, False, RGBColor.from_string(farg)
    p = s.paragraph_format
    p.space_before, p.space_after, p.line_spacing = Pt(fore), Pt(efter), rad
    return s


def _tabell(d: Any, accent: str) -> None:
    """A line under each row, and a stronger one under the head."""
    d.styles.element.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABELL}"><w:name w:val="{TABELL}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{LINJE}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINJE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINJE}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="45" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="45" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{accent}"/></w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    ))  # fmt: skip


def _installningar(d: Any) -> None:
    """Contents and numbers are filled in when the file is opened, words are divided, and it is of today's kind."""
    e = d.settings.element
    for namn in ("updateFields", "autoHyphenation", "compat", "themeFontLang"):
        for x in e.findall(qn(f"w:{namn}")):
            e.remove(x)
    # The order of the elements is given; each goes before the first of those that come after it.
    for xml, fore in (
        ("<w:autoHyphenation {}/>",
         ("consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "characterSpacingControl")),
        ('<w:updateFields {} w:val="true"/>', ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "rsids")),
        ('<w:compat {}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
         ' w:val="15"/></w:compat>', ("docVars", "rsids", "mathPr")),
        ('<w:themeFontLang {} w:val="sv-SE"/>', ("clrSchemeMapping",)),
    ):  # fmt: skip
        ny = parse_xml(xml.format(nsdecls("w")))
        nasta = next((x for x in e if x.tag.rpartition("}")[2] in fore), None)
        if nasta is None:
            e.append(ny)
        else:
            nasta.addprevious(ny)
