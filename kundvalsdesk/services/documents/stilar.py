"""Measures, colours and styles of every document, after the sketches. In points."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from .avstavning import avstava
from .teckensnitt import FET, HALVFET, NORMAL, registrera
from .text import FET_FARG

registrera()

SIDBREDD, SIDHOJD = A4
MARGINAL = 57.0
BREDD = SIDBREDD - 2 * MARGINAL
OVERKANT = 38.0
OVERKANT_FOLJANDE = 74.0
UNDERKANT = 74.0
FOTLINJE = 51.0
ETIKETTBREDD = 144.0
RADLUFT = 4.2
HELT_HELLRE = 160.0
"""A row lower than this goes to the next page whole; a higher one is split where the page ends."""

TEXT = HexColor(FET_FARG)
DAMPAD = HexColor("#586474")
LINJE = HexColor("#DDE2E8")
ACCENT = HexColor("#0B5FA5")
YTA = HexColor("#F5F6F8")
ROD = HexColor("#B42318")
SKUGGA = HexColor("#E9EDF1")


def _stil(
    namn: str, storlek: float, leading: float, font: str = NORMAL, farg: Any = TEXT, delas: bool = False, **mer: Any
) -> Any:
    """`delas`: words may be divided at the end of a line. Headings and names never are."""
    return ParagraphStyle(
        namn,
        fontName=font,
        fontSize=storlek,
        leading=leading,
        textColor=farg,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        bulletFontName=NORMAL,
        hyphenationLang=avstava if delas else "",
        hyphenationMinWordLength=8,
        # An address of the net is not divided for the sake of an even edge.
        uriWasteReduce=0,
        embeddedHyphenation=0,
        # ReportLab would let a line be wider than its room, trusting that its spaces are pressed together.
        spaceShrinkage=0,
        **mer,
    )


BROD = _stil("brod", 10.2, 14.8, delas=True)
ADRESS = _stil("adress", 10.2, 14.8)
ETIKETT = _stil("etikett", 10.2, 14.8, farg=DAMPAD, delas=True)
KOLUMN = _stil("kolumn", 10.2, 14.8, HALVFET)
BROD_HOGER = _stil("brod-hoger", 10.2, 14.8, alignment=2)
KOLUMN_HOGER = _stil("kolumn-hoger", 10.2, 14.8, HALVFET, alignment=2)
TITEL = _stil("titel", 20, 27, FET, spaceBefore=19)
UNDERTITEL = _stil("undertitel", 10.2, 14.8, farg=DAMPAD, spaceBefore=1, spaceAfter=17)
RUBRIK = _stil("rubrik", 11.8, 16, HALVFET, spaceBefore=15, spaceAfter=2)
ORGANISATION = _stil("organisation", 10.4, 14, FET)
ENHET = _stil("enhet", 9, 13, farg=DAMPAD)
UPPSLAG = _stil("uppslag", 10.8, 14.6)
"""Of a list on the wall."""
STOR = _stil("stor", 13, 18.6, delas=True, spaceAfter=4)
"""Of a sheet that a kund takes home."""
STOR_ETIKETT = _stil("stor-etikett", 11.6, 16.6, farg=DAMPAD, spaceBefore=6, spaceAfter=1)
STOR_RUBRIK = _stil("stor-rubrik", 17, 23, FET, spaceBefore=20, spaceAfter=3)
STORT_NAMN = _stil("stort-namn", 13, 18.6, HALVFET, delas=True)
LITEN = _stil("liten", 9, 13, farg=DAMPAD)
LITEN_HOGER = _stil("liten-hoger", 8.8, 12.9, farg=DAMPAD, alignment=2)
NAMN = _stil("namn", 9.8, 13, HALVFET)
