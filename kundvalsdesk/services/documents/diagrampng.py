"""A diagram as a picture, for files that hold no drawing: drawn from the same layout as on paper.

Lines and patterns are drawn larger and brought down, so that their edges are smooth; letters by the typeface itself.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import HexColor

from ...resurser import resurs
from ...rules.diagram import UTSEENDEN, Stapel, Utlagt, monster
from .diagram import LUFT, RAD, STEG, STORLEK, Diagrambild
from .stilar import ACCENT, BREDD, DAMPAD, LINJE, TEXT
from .text import utskrivbart

SKALA = 3.0
"""Dots to a point: 216 to the inch."""
_STORRE = 2
_FARGER = 64
"""More than the diagram has, with all shades of its letters."""
_ANKARE = {-1: "lm", 0: "mm", 1: "rm"}


@cache
def _bokstaver() -> ImageFont.FreeTypeFont:
    # Without the layout of a library that some machines have and others not: the same picture everywhere.
    fil = BytesIO(resurs("fonts", "NotoSans-Regular.ttf").read_bytes())
    return ImageFont.truetype(fil, STORLEK * SKALA, layout_engine=ImageFont.Layout.BASIC)


def png(bild: Diagrambild, farg: str) -> bytes:
    """As wide as a page is; `farg`: the accent colour, or "" for ours."""
    font = _bokstaver()
    # Letters of whole dots are a little wider than those that are drawn on paper.
    bild.penna = bild.penna._replace(bredd=lambda t: font.getlength(utskrivbart(t)) / SKALA)
    bild.wrap(BREDD, 1e6)
    u = bild.utlagt()
    stor = SKALA * _STORRE
    yta = Image.new("RGB", (round(bild.width * stor), round(bild.height * stor)), "white")
    _rita(ImageDraw.Draw(yta), u, stor, _rgb(HexColor(farg) if farg else ACCENT))
    yta = yta.reduce(_STORRE)
    _skriv(ImageDraw.Draw(yta), u)
    ut = BytesIO()
    yta.quantize(_FARGER, dither=Image.Dither.NONE).save(ut, "PNG", optimize=True)
    return ut.getvalue()


def _rgb(farg: Any) -> tuple[int, int, int]:
    r, g, b = farg.bitmap_rgb()
    return r, g, b


def _rita(d: ImageDraw.ImageDraw, u: Utlagt, k: float, accent: tuple[int, int, int]) -> None:
    def linje(x: float, y: float, till_x: float, till_y: float, farg: Any, bredd: float) -> None:
        d.line((x * k, (y + LUFT) * k, till_x * k, (till_y + LUFT) * k), fill=farg, width=max(1, round(bredd * k)))

    for x in u.linjer:
        if not x.streck:
            linje(x.x, x.y, x.till_x, x.till_y, _rgb(LINJE), 0.5)
    for s in u.staplar:
        _stapel(d, s, k, accent, linje)
    for x in u.linjer:
        if x.streck:
            linje(x.x, x.y, x.till_x, x.till_y, _rgb(TEXT), 1.6)


def _stapel(d: ImageDraw.ImageDraw, s: Stapel, k: float, accent: tuple[int, int, int], linje: Any) -> None:
    hur = UTSEENDEN[s.utseende % len(UTSEENDEN)]
    farg = accent if hur.farg == "accent" else _rgb(DAMPAD)
    ruta = (s.x * k, (s.y + LUFT) * k, (s.x + s.bredd) * k, (s.y + s.hojd + LUFT) * k)
    d.rectangle(ruta, fill=farg if hur.monster == "hel" else "white", outline=farg, width=max(1, round(0.7 * k)))
    for x, y, till_x, till_y in monster(s, STEG):
        if (x, y) == (till_x, till_y):
            mitt_x, mitt_y, r = x * k, (y + LUFT) * k, 0.55 * k
            d.ellipse((mitt_x - r, mitt_y - r, mitt_x + r, mitt_y + r), fill=farg)
        else:
            linje(x, y, till_x, till_y, farg, 0.7)


def _skriv(d: ImageDraw.ImageDraw, u: Utlagt) -> None:
    font = _bokstaver()
    for o in u.ord:
        text = utskrivbart(o.text)
        x, y = o.x * SKALA, (o.y + LUFT) * SKALA
        if o.platta:
            bred, hog = font.getlength(text), RAD * 0.88 * SKALA
            vanster = x - bred * (o.sida + 1) / 2
            d.rectangle((vanster - 2 * SKALA, y - hog / 2, vanster + bred + 2 * SKALA, y + hog / 2), fill="white")
        d.text((x, y), text, font=font, fill=_rgb(DAMPAD if o.dampad else TEXT), anchor=_ANKARE[o.sida])
