"""ISO 19005-2 §6.2.2–6.2.10: content streams, colours and their meaning, pictures, transparency."""

# ruff: noqa: SIM905
from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import pikepdf

from .lasare import KANDA, Fil
from .punkter import punkt

ATERGIVNING = frozenset({"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"})
BLANDNING = frozenset(
    "/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight /SoftLight "
    "/Difference /Exclusion /Hue /Saturation /Color /Luminosity".split()
)
RYMD = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
TAGGAR = {
    b"RGB ": {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"},
    b"GRAY": {b"desc", b"cprt", b"wtpt", b"kTRC"},
}


@punkt("A 6.2.2")
def operatorer(f: Fil) -> Iterator[str]:
    """Only operators that PDF 1.7 names, also between BX and EX."""
    for las in f.sidor:
        for op, var in las.operatorer:
            if op not in KANDA:
                yield f"page {las.nr + 1}, {var}: the operator {op} is unknown"


@punkt("A 6.2.2")
def resurser(f: Fil) -> Iterator[str]:
    """What a stream names stands in its own resources; a page has them itself and inherits none."""
    for las in f.sidor:
        if "/Resources" not in las.sida.obj:
            yield f"page {las.nr + 1} has no resources of its own"
        for fel in las.saknade:
            yield f"page {las.nr + 1}, {fel} is not in the resources"


def avsikter(f: Fil) -> list[Any]:
    """The output intents that speak for PDF/A."""
    alla = f.rot.get("/OutputIntents", pikepdf.Array())
    return [a for a in alla if a.get("/S") == "/GTS_PDFA1"]


def profiler(f: Fil) -> list[Any]:
    return [a.DestOutputProfile for a in avsikter(f) if isinstance(a.get("/DestOutputProfile"), pikepdf.Stream)]


@punkt("A 6.2.3")
def avsikt(f: Fil) -> Iterator[str]:
    """One meaning of the colours, with its profile in the file."""
    alla = list(f.rot.get("/OutputIntents", pikepdf.Array()))
    if len(avsikter(f)) != 1:
        yield f"{len(avsikter(f))} output intents for PDF/A"
    if len({a.DestOutputProfile.objgen for a in alla if "/DestOutputProfile" in a}) > 1:
        yield "the output intents have different profiles"
    for a in alla:
        if not isinstance(a.get("/OutputConditionIdentifier"), pikepdf.String):
            yield "an output intent does not say what it is"
        if "/DestOutputProfileRef" in a:
            yield "an output intent leads out of the file"


def profilfel(strom: Any) -> Iterator[str]:
    """What is wrong with an ICC profile."""
    data = strom.read_bytes()
    if len(data) < 132 or struct.unpack(">I", data[:4])[0] != len(data) or data[36:40] != b"acsp":
        yield "the profile is no ICC profile of the length that it says"
        return
    klass, rymd, pcs = data[12:16], data[16:20], data[20:24]
    if data[8] not in (2, 4):
        yield f"the profile has version {data[8]}"
    if klass not in (b"prtr", b"mntr", b"scnr", b"spac"):
        yield f"the profile has class {klass!r}"
    if RYMD.get(rymd) != int(strom.get("/N", 0)):
        yield f"N is {strom.get('/N')} for a profile of {rymd!r}"
    if pcs not in (b"XYZ ", b"Lab "):
        yield "the profile has no known space of connection"
    antal = struct.unpack(">I", data[128:132])[0]
    taggar = {}
    for n in range(antal):
        namn, vid, langd = struct.unpack(">4sII", data[132 + 12 * n : 144 + 12 * n])
        taggar[namn] = data[vid : vid + langd]
        if vid % 4 or vid < 132 + 12 * antal or vid + langd > len(data):
            yield f"the part {namn!r} of the profile does not lie in it"
    if saknas := TAGGAR.get(rymd, set()) - taggar.keys():
        yield f"the profile lacks {sorted(saknas)}"


@punkt("A 6.2.3, 6.2.4.2")
def fargprofil(f: Fil) -> Iterator[str]:
    """The profile of the output intent is whole and of the right kind."""
    if not profiler(f):
        yield "there is no profile"
    for p in profiler(f):
        yield from profilfel(p)


def _har(f: Fil) -> set[bytes]:
    """The space of colour that the output intent gives a meaning."""
    return {p.read_bytes()[16:20] for p in profiler(f)}


def _rymdfel(f: Fil, rymd: Any, har: set[bytes]) -> Iterator[str]:
    namn = str(rymd[0] if isinstance(rymd, pikepdf.Array) else rymd)
    if namn in ("/DeviceRGB", "/RGB", "rg", "RG"):
        if b"RGB " not in har:
            yield "RGB is used and the output intent does not give it a meaning"
    elif namn in ("/DeviceCMYK", "/CMYK", "k", "K"):
        if b"CMYK" not in har:
            yield "CMYK is used and the output intent does not give it a meaning"
    elif namn in ("/DeviceGray", "/G", "g", "G"):
        if not har:
            yield "grey is used and no output intent gives it a meaning"
    elif namn in ("/Indexed", "/I"):
        yield from _rymdfel(f, rymd[1], har)
    elif namn == "/ICCBased":
        yield from profilfel(rymd[1])
    elif namn != "/Pattern":
        yield f"the colour space {namn} is none that the checker knows"


@punkt("A 6.2.4.3")
def farger(f: Fil) -> Iterator[str]:
    """Every colour of a device has its meaning from the output intent."""
    har = _har(f)
    funna = {(op, var) for las in f.sidor for op, var in las.farger if not op.startswith("/Cs")}
    for op, var in sorted(funna):
        if op.startswith("/") and op not in ("/DeviceRGB", "/DeviceGray", "/DeviceCMYK", "/Pattern"):
            continue  # a name of the resources, looked at below
        for fel in _rymdfel(f, op, har):
            yield f"{var}: {fel}"
    rymder = [o.ColorSpace for o in f.alla_med(Subtype="/Image") if "/ColorSpace" in o]
    rymder += [r for o in f.ordbocker for r in _rymder(o)]
    rymder += [b.obj.get("/CS", b.obj.get("/ColorSpace")) for las in f.sidor for b in las.inbilder]
    rymder += [o.ColorSpace for o in f.ordbocker if "/ShadingType" in o]
    for r in rymder:
        if r is not None:
            yield from _rymdfel(f, r, har)


def _rymder(o: Any) -> list[Any]:
    """Colour spaces that a dictionary of resources names."""
    rymd = o.get("/ColorSpace")
    return list(dict(rymd.items()).values()) if isinstance(rymd, pikepdf.Dictionary) else []


@punkt("A 6.2.8")
def bilder(f: Fil) -> Iterator[str]:
    """A picture is itself: no other one for print, nothing smoothed, whole samples."""
    for b in f.alla_med(Subtype="/Image"):
        for nyckel in ("/Alternates", "/OPI"):
            if nyckel in b:
                yield f"a picture has {nyckel}"
        if b.get("/Interpolate", False):
            yield "a picture is to be smoothed"
        if not b.get("/ImageMask", False) and int(b.get("/BitsPerComponent", 8)) not in (1, 2, 4, 8, 16):
            yield "a picture has samples of an unknown size"
    for las in f.sidor:
        if any(b.obj.get("/I", b.obj.get("/Interpolate", False)) is True for b in las.inbilder):
            yield f"page {las.nr + 1}: an inline picture is to be smoothed"


@punkt("A 6.2.9")
def formular(f: Fil) -> Iterator[str]:
    """A form is drawn from its own stream: no PostScript, no page of another file."""
    for o in f.ordbocker:
        if o.get("/Subtype") == "/PS" or o.get("/Subtype2") == "/PS":
            yield "there is PostScript"
    for o in f.alla_med(Subtype="/Form"):
        for nyckel in ("/OPI", "/PS", "/Ref"):
            if nyckel in o:
                yield f"a form has {nyckel}"


def _tillstand(f: Fil) -> Iterator[Any]:
    for o in f.ordbocker:
        samling = o.get("/ExtGState")
        if isinstance(samling, pikepdf.Dictionary):
            yield from dict(samling.items()).values()


@punkt("A 6.2.5")
def overforing(f: Fil) -> Iterator[str]:
    """No curve and no screen of one printer."""
    for t in _tillstand(f):
        if "/TR" in t or t.get("/TR2", "/Default") != "/Default" or "/HTP" in t or "/HTO" in t:
            yield "a graphics state has a transfer function"
        raster = t.get("/HT")
        if isinstance(raster, (pikepdf.Dictionary, pikepdf.Stream)) and (
            int(raster.get("/HalftoneType", 0)) not in (1, 5) or "/HalftoneName" in raster
        ):
            yield "a graphics state has a halftone of an unknown kind"


@punkt("A 6.2.6")
def atergivning(f: Fil) -> Iterator[str]:
    """The intent of rendering is one of the four."""
    namn = [n for las in f.sidor for n in las.aterivningar]
    namn += [str(t.RI) for t in _tillstand(f) if "/RI" in t]
    namn += [str(b.Intent) for b in f.alla_med(Subtype="/Image") if "/Intent" in b]
    for n in namn:
        if n not in ATERGIVNING:
            yield f"the rendering intent {n} is unknown"


@punkt("A 6.2.10")
def blandning(f: Fil) -> Iterator[str]:
    """The modes of blending are those of PDF 1.7."""
    for t in _tillstand(f):
        lage = t.get("/BM", "/Normal")
        for n in lage if isinstance(lage, pikepdf.Array) else [lage]:
            if str(n) not in BLANDNING:
                yield f"the blend mode {n} is unknown"


@punkt("A 6.2.10")
def grupper(f: Fil) -> Iterator[str]:
    """What is transparent is blended in a space whose meaning is known."""
    har = _har(f)
    genomskinligt = any("/SMask" in o and o.get("/SMask") != "/None" for o in f.ordbocker)
    if genomskinligt and not har:
        yield "there is transparency and no output intent"
    for g in f.alla_med(S="/Transparency"):
        if "/CS" in g:
            for fel in _rymdfel(f, g.CS, har):
                yield f"a group: {fel}"
