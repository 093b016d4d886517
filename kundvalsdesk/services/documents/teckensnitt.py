"""The typeface of the documents: registered with ReportLab once per process, and which letters it has."""

from __future__ import annotations

from functools import cache

from ...resurser import resurs

NORMAL = "Dokument"
HALVFET = "Dokument-Halvfet"
FET = "Dokument-Fet"

_FILER = {NORMAL: "NotoSans-Regular.ttf", HALVFET: "NotoSans-SemiBold.ttf", FET: "NotoSans-Bold.ttf"}


@cache
def registrera() -> frozenset[int]:
    """Makes the three cuts known to ReportLab; returns the code points that all of them can draw."""
    from reportlab.pdfbase import pdfmetrics

    from .snitt import Snitt

    tecken: set[int] | None = None
    for namn, fil in _FILER.items():
        # Only the letters that a document has: with all of ASCII it would be a third larger.
        font = Snitt(namn, str(resurs("fonts", fil)), asciiReadable=0)
        pdfmetrics.registerFont(font)
        # ReportLab lists only what its own reader found: what is missing there would print as an empty box.
        har = set(font.face.charToGlyph)
        tecken = har if tecken is None else tecken & har
    pdfmetrics.registerFontFamily(NORMAL, normal=NORMAL, bold=FET, italic=NORMAL, boldItalic=FET)
    return frozenset(tecken or ())
