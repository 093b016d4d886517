"""ISO 19005-2 §6.2.11 and ISO 14289-1 §7.21: the typefaces are in the file and agree with what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont, TTLibError

from .lasare import Fil, bredder, typsnittsfil, unicodekarta
from .punkter import punkt

SYMBOLISK, ICKESYMBOLISK = 4, 32
PROGRAM = ("/FontFile", "/FontFile2", "/FontFile3")


@punkt("A 6.2.11.2")
def typsnittsordbok(f: Fil) -> Iterator[str]:
    """A font says what it is. The checker knows simple TrueType fonts and no others."""
    for font in f.alla_med(Type="/Font"):
        if font.get("/Subtype") != "/TrueType":
            yield f"a font of the kind {font.get('/Subtype')}"
    for font, _ in f.typsnitt:
        if font.get("/Type") != "/Font" or not isinstance(font.get("/BaseFont"), pikepdf.Name):
            yield "a font has no type or no name"
        antal = int(font.get("/LastChar", -1)) - int(font.get("/FirstChar", 0)) + 1
        if "/FirstChar" not in font or "/LastChar" not in font or len(font.get("/Widths", [])) != antal:
            yield f"{font.get('/BaseFont')}: the widths do not cover first to last code"


def _program(font: Any) -> TTFont | None:
    beskrivning = font.get("/FontDescriptor", pikepdf.Dictionary())
    if "/FontFile2" not in beskrivning:
        return None
    try:
        return typsnittsfil(beskrivning.FontFile2.read_bytes())
    except TTLibError:
        return None


@punkt("A 6.2.11.4.1, UA 7.21.4.1")
def inbaddade(f: Fil) -> Iterator[str]:
    """The program of every font that draws lies in the file, and is whole."""
    for font, _ in f.typsnitt:
        beskrivning = font.get("/FontDescriptor", pikepdf.Dictionary())
        if sum(p in beskrivning for p in PROGRAM) != 1 or _program(font) is None:
            yield f"{font.get('/BaseFont')} is not embedded"


def _cmap(program: TTFont) -> dict[int, str]:
    """Code → glyph of a symbolic font: its (3,0) table, or else its (1,0) one (PDF 1.7 §9.6.6.4)."""
    tabell = program["cmap"]
    microsoft = tabell.getcmap(3, 0)
    if microsoft is not None:
        return {k & 0xFF: namn for k, namn in microsoft.cmap.items()}
    mac = tabell.getcmap(1, 0)
    return dict(mac.cmap) if mac is not None else {}


def _glyfer(font: Any, koder: frozenset[int]) -> Iterator[tuple[int, TTFont, str | None]]:
    program = _program(font)
    if program is not None and "cmap" in program:
        karta = _cmap(program)
        for kod in sorted(koder):
            yield kod, program, karta.get(kod)


@punkt("A 6.2.11.4.1, UA 7.21.4.1")
def glyfer(f: Fil) -> Iterator[str]:
    """The program has an outline for every code that is drawn, or knows it as empty."""
    for font, koder in f.typsnitt:
        for kod, program, namn in _glyfer(font, koder):
            if namn is not None and (namn not in program["glyf"].glyphs or namn not in program["hmtx"].metrics):
                yield f"{font.BaseFont}: code {kod} has no glyph"


@punkt("A 6.2.11.8, UA 7.21.8")
def notdef(f: Fil) -> Iterator[str]:
    """Nothing is drawn as the box for a missing letter."""
    for font, koder in f.typsnitt:
        for kod, program, namn in _glyfer(font, koder):
            if namn is None or program.getGlyphID(namn) == 0:
                yield f"{font.BaseFont}: code {kod} draws .notdef"


@punkt("A 6.2.11.5, UA 7.21.5")
def glyfbredder(f: Fil) -> Iterator[str]:
    """The widths of the dictionary are those of the program."""
    for font, koder in f.typsnitt:
        sagda = bredder(font)
        for kod, program, namn in _glyfer(font, koder):
            if namn is None or namn not in program["hmtx"].metrics or kod not in sagda:
                continue
            verklig = program["hmtx"][namn][0] * 1000 / program["head"].unitsPerEm
            if abs(verklig - sagda[kod]) > 1:
                yield f"{font.BaseFont}: code {kod} is {verklig:.0f} wide and said to be {sagda[kod]:.0f}"


def _namn(namn: Any) -> str:
    return bytes(namn.unparse()).decode("latin-1") if isinstance(namn, pikepdf.Name) else ""


@punkt("A 6.2.11.4.2")
def delmangder(f: Fil) -> Iterator[str]:
    """A part of a font carries a tag of six letters; no two parts have the same name."""
    sedda: dict[str, Any] = {}
    for font, _ in f.typsnitt:
        namn = _namn(font.get("/BaseFont"))
        beskrivning = font.get("/FontDescriptor", pikepdf.Dictionary())
        if _namn(beskrivning.get("/FontName")) != namn:
            yield f"{namn} is called {beskrivning.get('/FontName')} in its descriptor"
        if not re.match(r"/[A-Z]{6}\+.", namn):
            yield f"{namn} has no tag of a part"
        program = beskrivning.get("/FontFile2")
        if program is not None and sedda.setdefault(namn, program.objgen) != program.objgen:
            yield f"two fonts are called {namn}"
        if "/CharSet" in beskrivning or "/CIDSet" in beskrivning:
            yield f"{namn} lists its letters; the checker does not know whether rightly"


@punkt("A 6.2.11.6, UA 7.21.6")
def kodtabell(f: Fil) -> Iterator[str]:
    """A symbolic font has its codes in the program only; another has a known encoding and a table for it."""
    for font, _ in f.typsnitt:
        namn = font.get("/BaseFont")
        flaggor = int(font.get("/FontDescriptor", pikepdf.Dictionary()).get("/Flags", 0))
        if bool(flaggor & SYMBOLISK) == bool(flaggor & ICKESYMBOLISK):
            yield f"{namn} must be either symbolic or not"
        program = _program(font)
        if program is None:
            continue
        tabeller = program["cmap"].tables if "cmap" in program else []
        if flaggor & SYMBOLISK:
            if "/Encoding" in font:
                yield f"{namn} is symbolic and has an encoding"
            if len(tabeller) != 1 and not any((t.platformID, t.platEncID) == (3, 0) for t in tabeller):
                yield f"{namn} is symbolic and its program has {len(tabeller)} tables of codes"
        elif str(font.get("/Encoding")) not in ("/WinAnsiEncoding", "/MacRomanEncoding") or not tabeller:
            yield f"{namn} is not symbolic and has no known encoding"


@punkt("UA 7.21.7")
def unicode_for_koder(f: Fil) -> Iterator[str]:
    """Every code that is drawn says which letter it is."""
    for font, koder in f.typsnitt:
        if not isinstance(font.get("/ToUnicode"), pikepdf.Stream):
            yield f"{font.get('/BaseFont')} has no ToUnicode"
        elif saknas := sorted(koder - unicodekarta(font.ToUnicode.read_bytes()).keys()):
            yield f"{font.get('/BaseFont')}: the codes {saknas} say no letter"


@punkt("UA 7.21.7")
def unicode_ar_tecken(f: Fil) -> Iterator[str]:
    """No code says U+0000, a byte order mark or a letter of private use, not even one that is never drawn."""
    for font in f.alla_med(Type="/Font"):
        if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
            for kod, text in unicodekarta(font.ToUnicode.read_bytes()).items():
                if not text or any(t in "\0\ufeff\ufffe\ufffd" or "\ue000" <= t <= "\uf8ff" for t in text):
                    yield f"{font.get('/BaseFont')}: code {kod} says {text!r}"


@punkt("ISO 32000-1 9.10.3")
def unicode_i_block(f: Fil) -> Iterator[str]:
    """A block of a CMap has at most 100 lines, and as many as it says."""
    for font in f.alla_med(Type="/Font"):
        if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
            data = font.ToUnicode.read_bytes()
            for antal, rader in re.findall(rb"(\d+)\s+beginbf(?:char|range)\s(.*?)endbf", data, re.DOTALL):
                if int(antal) > 100 or int(antal) != len(rader.strip().splitlines()):
                    yield f"{font.get('/BaseFont')}: a block of {int(antal)} lines"
