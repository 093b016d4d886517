"""ISO 14289-1 §7: everything drawn is in the tree of structure or is an artefact, and the tree is a sound one."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from .lasare import Fil, barnen
from .punkter import punkt

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form".split()
)


def _element(f: Fil) -> Iterator[Any]:
    """Every element in the order of reading, each place it is reached by once."""
    rot = f.rot.get("/StructTreeRoot")

    def ga(e: Any, djup: int) -> Iterator[Any]:
        for barn, _ in barnen(e):
            if isinstance(barn, pikepdf.Dictionary) and djup < 50:
                yield barn
                yield from ga(barn, djup + 1)

    if rot is not None:
        yield from ga(rot, 0)


def _typ(e: Any) -> str:
    return str(e.get("/S", ""))[1:]


def _typer(e: Any) -> list[str]:
    return [_typ(b) if isinstance(b, pikepdf.Dictionary) else "" for b, _ in barnen(e)]


def _forfader(e: Any) -> str:
    p = e.get("/P")
    return _typ(p) if isinstance(p, pikepdf.Dictionary) else ""


@punkt("UA 7.1")
def uppmarkt(f: Fil) -> Iterator[str]:
    """The document says that it is tagged, has a tree, and is sure of it."""
    marke = f.rot.get("/MarkInfo", pikepdf.Dictionary())
    if marke.get("/Marked", False) is not True:
        yield "the document does not say that it is tagged"
    if marke.get("/Suspects", False):
        yield "the tags are suspect"


@punkt("UA 7.1")
def strukturtrad(f: Fil) -> Iterator[str]:
    """There is a tree, with one element at its root."""
    rot = f.rot.get("/StructTreeRoot")
    if rot is None or rot.get("/Type") != "/StructTreeRoot":
        yield "there is no tree of structure"
    elif len(barnen(rot)) != 1 or _typer(rot) != ["Document"]:
        yield "the root of the tree is not one Document"


@punkt("UA 7.2, ISO 32000-1 14.9.2")
def sprak(f: Fil) -> Iterator[str]:
    """The language is given, for the document and wherever else it is."""
    if "/Lang" not in f.rot:
        yield "the document has no language"
    for o in f.ordbocker:
        if "/Lang" in o and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", str(o.Lang)):
            yield f"{o.Lang!s} is no language"


@punkt("UA 7.1, ISO 32000-1 14.8.2.2")
def innehall_markt(f: Fil) -> Iterator[str]:
    """What is drawn is content of one element, or an artefact."""
    for las in f.sidor:
        utan = [op for op, m in las.malningar if not any(x.artefakt or x.mcid is not None for x in m)]
        if utan:
            yield f"page {las.nr + 1}: {len(utan)} operators draw outside any mark ({utan[0]})"


@punkt("UA 7.1, ISO 32000-1 14.6")
def marken_i_ordning(f: Fil) -> Iterator[str]:
    """Marks open and close in pairs; an artefact is never in content, nor content in an artefact or in content."""
    for las in f.sidor:
        for fel in las.nastningsfel:
            yield f"page {las.nr + 1}, {fel}"


@punkt("ISO 32000-1 14.7.4.2")
def mcid_en_gang(f: Fil) -> Iterator[str]:
    """A mark has a number of its own on its page, and none in a form that may be drawn more than once (UA 7.20)."""
    for las in f.sidor:
        antal = Counter(m.mcid for m in las.marken if m.mcid is not None)
        for mcid in (n for n, gg in antal.items() if gg > 1):
            yield f"page {las.nr + 1}: mark {mcid} stands {antal[mcid]} times"
        if las.i_formular:
            yield f"page {las.nr + 1}: a form has marks"


def _nummertrad(nod: Any) -> Iterator[tuple[int, Any]]:
    tal = list(nod.get("/Nums", pikepdf.Array()))
    yield from ((int(n), v) for n, v in zip(tal[::2], tal[1::2], strict=True))
    for barn in nod.get("/Kids", pikepdf.Array()):
        yield from _nummertrad(barn)


def _foraldrar(f: Fil) -> dict[int, Any]:
    rot = f.rot.get("/StructTreeRoot", pikepdf.Dictionary())
    return dict(_nummertrad(rot.get("/ParentTree", pikepdf.Dictionary())))


@punkt("ISO 32000-1 14.7.4.4")
def foraldratrad(f: Fil) -> Iterator[str]:
    """Every mark leads to an element that has it as a kid, and the tree knows of no other marks."""
    foraldrar = _foraldrar(f)
    nycklar = [las.sida.obj.get("/StructParents") for las in f.sidor]
    if None in nycklar or len(set(nycklar)) != len(nycklar):
        yield "a page has no key of its own to the elements"
    for las, nyckel in zip(f.sidor, nycklar, strict=True):
        lista = list(foraldrar.get(int(nyckel), [])) if nyckel is not None else []
        for mcid in {m.mcid for m in las.marken if m.mcid is not None}:
            e = lista[mcid] if mcid < len(lista) else None
            if not isinstance(e, pikepdf.Dictionary):
                yield f"page {las.nr + 1}: mark {mcid} leads to no element"
            elif not any(b == mcid and s.objgen == las.sida.obj.objgen for b, s in barnen(e) if isinstance(b, int)):
                yield f"page {las.nr + 1}: mark {mcid} leads to an element that does not have it"


@punkt("ISO 32000-1 14.7.4.2")
def marken_finns(f: Fil) -> Iterator[str]:
    """An element's marks stand on the pages that it says, and no other element has them."""
    finns = {(las.sida.obj.objgen, m.mcid) for las in f.sidor for m in las.marken if m.mcid is not None}
    tagna: set[Any] = set()
    for e in _element(f):
        for barn, sida in barnen(e):
            if isinstance(barn, int):
                har = (sida.objgen if sida is not None else None, barn)
                if har not in finns:
                    yield f"a {_typ(e)} has mark {barn}, which stands nowhere"
                if har in tagna:
                    yield f"a {_typ(e)} has mark {barn}, which another one has"
                tagna.add(har)


@punkt("ISO 32000-1 14.7.2")
def foraldrar_och_barn(f: Fil) -> Iterator[str]:
    """An element's parent has it as a kid; nobody is reached twice."""
    sedda = set()
    rot = f.rot.get("/StructTreeRoot")

    def ga(e: Any) -> Iterator[str]:
        for barn, _ in barnen(e):
            if not isinstance(barn, pikepdf.Dictionary):
                continue
            if barn.objgen in sedda:
                yield f"a {_typ(barn)} is reached twice"
                continue
            sedda.add(barn.objgen)
            p = barn.get("/P")
            if not isinstance(p, pikepdf.Dictionary) or p.objgen != e.objgen:
                yield f"a {_typ(barn)} does not name its parent"
            yield from ga(barn)

    if rot is not None:
        yield from ga(rot)
        for e in f.alla_med(Type="/StructElem"):
            if e.objgen not in sedda:
                yield f"a {_typ(e)} lies outside the tree"


@punkt("UA 7.1, ISO 32000-1 14.8.4")
def standardtyper(f: Fil) -> Iterator[str]:
    """The types are PDF's own, with the meaning that PDF gives them."""
    for e in _element(f):
        if _typ(e) not in STANDARD:
            yield f"there is an element of the type {_typ(e)}"
    karta = f.rot.get("/StructTreeRoot", pikepdf.Dictionary()).get("/RoleMap", pikepdf.Dictionary())
    for namn in karta:
        if namn[1:] in STANDARD:
            yield f"{namn} is given another meaning"


@punkt("UA 7.4.2")
def rubriknivaer(f: Fil) -> Iterator[str]:
    """Headings begin at the first level and skip none on the way down."""
    forra = 0
    for e in _element(f):
        if _typ(e) == "H":
            yield "there is a heading without a level"
        elif re.fullmatch(r"H[1-6]", _typ(e)):
            niva = int(_typ(e)[1])
            if niva > forra + 1:
                yield f"a heading of level {niva} follows one of level {forra}"
            forra = niva
    if forra == 0:
        yield "there are no headings"


@punkt("UA 7.2, ISO 32000-1 14.8.4.3.4")
def tabeller(f: Fil) -> Iterator[str]:
    """A table has rows, a row has cells, all rows as many."""
    for e in _element(f):
        typ, over, under = _typ(e), _forfader(e), _typer(e)
        if typ == "Table":
            if not under or not all(t in ("TR", "THead", "TBody", "TFoot", "Caption") for t in under):
                yield f"a table has {sorted(set(under))} in it"
            antal = {len(_typer(r)) for r in _rader(e)}
            if len(antal) > 1:
                yield f"the rows of a table have {sorted(antal)} cells"
        if typ == "TR" and over not in ("Table", "THead", "TBody", "TFoot"):
            yield f"a row stands in a {over}"
        if typ == "TR" and (not under or not all(t in ("TH", "TD") for t in under)):
            yield f"a row has {under} in it"
        if typ in ("TH", "TD") and over != "TR":
            yield f"a cell stands in a {over}"
        if typ in ("THead", "TBody", "TFoot") and (over != "Table" or set(under) != {"TR"}):
            yield f"a {typ} stands in a {over}"


def _rader(tabell: Any) -> Iterator[Any]:
    for barn, _ in barnen(tabell):
        if _typ(barn) == "TR":
            yield barn
        elif _typ(barn) in ("THead", "TBody", "TFoot"):
            yield from (r for r, _ in barnen(barn))


def _attribut(e: Any, agare: str) -> dict[str, Any]:
    a = e.get("/A")
    alla = [] if a is None else list(a) if isinstance(a, pikepdf.Array) else [a]
    return {n: v for d in alla if isinstance(d, pikepdf.Dictionary) and d.get("/O") == agare for n, v in d.items()}


@punkt("UA 7.5")
def tabellhuvuden(f: Fil) -> Iterator[str]:
    """A table has heads, and each says whether it is one of a row or of a column."""
    for e in _element(f):
        if _typ(e) == "Table" and not any("TH" in _typer(r) for r in _rader(e)):
            yield "a table has no heads"
        if _typ(e) == "TH" and str(_attribut(e, "/Table").get("/Scope")) not in ("/Row", "/Column", "/Both"):
            yield "a head does not say what it is the head of"


@punkt("UA 7.6, ISO 32000-1 14.8.4.3.3")
def listor(f: Fil) -> Iterator[str]:
    """A list has points, a point has a body."""
    for e in _element(f):
        typ, over, under = _typ(e), _forfader(e), _typer(e)
        if typ == "L" and (not under or not all(t in ("L", "LI", "Caption") for t in under)):
            yield f"a list has {under} in it"
        if typ == "LI" and (over != "L" or "LBody" not in under or not all(t in ("Lbl", "LBody") for t in under)):
            yield f"a point stands in a {over} with {under} in it"
        if typ in ("Lbl", "LBody") and over != "LI":
            yield f"a {typ} stands in a {over}"


@punkt("UA 7.3")
def figurer_i_ord(f: Fil) -> Iterator[str]:
    """A picture says in words what it shows."""
    for e in _element(f):
        if _typ(e) in ("Figure", "Formula") and not str(e.get("/Alt", e.get("/ActualText", ""))).strip():
            yield f"a {_typ(e)} says nothing in words"


@punkt("UA 7.3, ISO 32000-1 14.8.5.4.3")
def figurers_plats(f: Fil) -> Iterator[str]:
    """A picture says where it stands, and stands there."""
    for e in _element(f):
        if _typ(e) != "Figure":
            continue
        lada = _attribut(e, "/Layout").get("/BBox")
        if lada is None or len(lada) != 4:
            yield "a figure does not say where it stands"
            continue
        x0, y0, x1, y1 = (float(t) for t in lada)
        for barn, sida in barnen(e):
            for las in f.sidor:
                if isinstance(barn, int) and sida is not None and las.sida.obj.objgen == sida.objgen:
                    ritat = [r for r in las.ramar if abs(r[0] - x0) + abs(r[1] - y0) + abs(r[2] - x1) < 2]
                    if not any(abs(r[3] - y1) < 1 for r in ritat):
                        yield "nothing is drawn where a figure says that it stands"


@punkt("UA 7.18.3")
def tabbordning(f: Fil) -> Iterator[str]:
    """The key that goes to what is next follows the structure."""
    for las in f.sidor:
        if las.sida.obj.get("/Tabs") != "/S":
            yield f"page {las.nr + 1}: the order of tabs is not that of the structure"


@punkt("UA 7.17, ISO 32000-1 12.3.3")
def bokmarken(f: Fil) -> Iterator[str]:
    """There are bookmarks; each has words and leads to a page of this document."""
    sidor = {sida.obj.objgen for sida in f.pdf.pages}
    alla: list[Any] = []

    def ga(nod: Any) -> None:
        barn = nod.get("/First")
        while barn is not None and len(alla) < 10_000:
            alla.append(barn)
            ga(barn)
            barn = barn.get("/Next")

    ga(f.rot.get("/Outlines", pikepdf.Dictionary()))
    if not alla:
        yield "there are no bookmarks"
    for b in alla:
        if not str(b.get("/Title", "")).strip():
            yield "a bookmark has no words"
        mal = b.get("/Dest")
        if not isinstance(mal, pikepdf.Array) or not len(mal) or getattr(mal[0], "objgen", None) not in sidor:
            yield f"a bookmark leads to no page of the document: {b.get('/Title')!s}"
