"""ISO 19005-2 §6.3–6.5 and §6.7–6.12: what a document for an archive must not hold, or only in one way."""

# ruff: noqa: SIM905
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .lasare import Fil
from .punkter import punkt

ATGARDER = frozenset(
    "/Launch /Sound /Movie /ResetForm /ImportData /Hide /SetOCGState /Rendition /Trans /GoTo3DView /JavaScript".split()
)
NAMNGIVNA = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
ANTECKNINGAR = frozenset({"/Link", "/Widget"})
"""The kinds that a document of ours could come to hold; the standard allows a few more."""
OSYNLIG, DOLD, UTSKRIFT, INGENVY, VAXLAR = 1, 2, 4, 32, 256


def _anteckningar(f: Fil) -> Iterator[Any]:
    for sida in f.pdf.pages:
        yield from sida.obj.get("/Annots", pikepdf.Array())


@punkt("A 6.3.1–6.3.3")
def anteckningar(f: Fil) -> Iterator[str]:
    """An annotation is of a known kind, is printed, is never hidden, and looks one way."""
    for a in _anteckningar(f):
        if str(a.get("/Subtype")) not in ANTECKNINGAR:
            yield f"an annotation of the kind {a.get('/Subtype')}"
        flaggor = int(a.get("/F", 0))
        if not flaggor & UTSKRIFT or flaggor & (OSYNLIG | DOLD | INGENVY | VAXLAR):
            yield "an annotation is not printed, or can be hidden"
        utseende = a.get("/AP")
        if utseende is not None and set(utseende) != {"/N"}:
            yield "an annotation looks different when it is touched"


@punkt("UA 7.18.1")
def anteckningar_i_strukturen(f: Fil) -> Iterator[str]:
    """An annotation belongs to an element and says in words what it is."""
    for a in _anteckningar(f):
        if "/StructParent" not in a:
            yield "an annotation belongs to no element"
        if not str(a.get("/Contents", "")).strip():
            yield "an annotation says nothing in words"


@punkt("A 6.5.1")
def atgarder(f: Fil) -> Iterator[str]:
    """Nothing is run, fetched, played or hidden."""
    for o in f.ordbocker:
        if str(o.get("/S")) in ATGARDER or ("/JS" in o):
            yield f"there is an action {o.get('/S')}"
        if o.get("/S") == "/Named" and str(o.get("/N")) not in NAMNGIVNA:
            yield f"there is an action called {o.get('/N')}"


@punkt("A 6.5.2")
def utlosare(f: Fil) -> Iterator[str]:
    """Nothing happens by itself when the document or a page is opened."""
    for o in f.ordbocker:
        if "/AA" in o:
            yield f"{o.get('/Type', 'a dictionary')} has AA"


@punkt("A 6.4.1")
def formularfalt(f: Fil) -> Iterator[str]:
    """A form looks as it was stored: the reader does not draw it anew, and there is no XFA."""
    falt = f.rot.get("/AcroForm", pikepdf.Dictionary())
    if falt.get("/NeedAppearances", False):
        yield "the fields are to be drawn anew"
    if "/XFA" in falt or f.rot.get("/NeedsRendering", False):
        yield "there is an XFA form"


@punkt("A 6.8")
def inbaddade_filer(f: Fil) -> Iterator[str]:
    """No other file lies in this one: the checker cannot say whether that one would do for an archive."""
    if "/EmbeddedFiles" in f.rot.get("/Names", pikepdf.Dictionary()) or any("/EF" in o for o in f.ordbocker):
        yield "a file is embedded"


@punkt("A 6.9")
def lager(f: Fil) -> Iterator[str]:
    """Layers have names, are all listed, and do not switch by themselves."""
    egenskaper = f.rot.get("/OCProperties")
    if egenskaper is None:
        return
    alla = {o.objgen for o in egenskaper.get("/OCGs", pikepdf.Array())}
    namn = []
    for k in [egenskaper.get("/D", pikepdf.Dictionary()), *egenskaper.get("/Configs", pikepdf.Array())]:
        namn.append(str(k.get("/Name", "")))
        if "/AS" in k:
            yield "a set-up of layers switches by itself"
        if "/Order" in k and {o.objgen for o in _platt(k.Order)} != alla:
            yield "a set-up of layers does not list all of them"
    if not all(namn) or len(set(namn)) != len(namn):
        yield "the set-ups of layers have no names of their own"


def _platt(lista: Any) -> Iterator[Any]:
    for o in lista:
        if isinstance(o, pikepdf.Array):
            yield from _platt(o)
        elif isinstance(o, pikepdf.Dictionary):
            yield o


@punkt("A 6.10")
def andra_framstallningar(f: Fil) -> Iterator[str]:
    """The pages are shown as they lie: no slide shows."""
    if "/AlternatePresentations" in f.rot.get("/Names", pikepdf.Dictionary()):
        yield "there is another presentation"
    for nr, sida in enumerate(f.pdf.pages, 1):
        if "/PresSteps" in sida.obj:
            yield f"page {nr} is shown in steps"


@punkt("A 6.11")
def krav_pa_lasaren(f: Fil) -> Iterator[str]:
    """The document asks nothing of the program that shows it."""
    if "/Requirements" in f.rot:
        yield "the catalog has requirements"


@punkt("ISO 32000-1 7.7.2")
def katalogens_version(f: Fil) -> Iterator[str]:
    """A version in the catalog is one that the standard builds on."""
    version = f.rot.get("/Version")
    if version is not None and str(version) not in {f"/1.{n}" for n in range(8)}:
        yield f"the catalog says version {version}"
