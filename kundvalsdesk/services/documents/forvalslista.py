"""The förvalslista of a year on a page for the desk or the notice board: who has which two weeks.

A list of the day it is printed, neither numbered nor stored: what was published stands in the database.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ...rules.forvalslista import Forval
from ...texter import forvalslista as ord_
from ...texter.meningar import KUNDVALORD
from .. import forval
from ..arbetsenhet import Arbetsenhet
from .ersattning import avsandaren
from .text import Delar, Fet, utskrivbart

BREDDER = (0.12, 0.31, 0.57)


def fil(e: Arbetsenhet, kundval: str, artal: int) -> tuple[str, bytes]:
    """Name and bytes of the list as PDF. Raises Nekad as forval.lista does."""
    return f"forvalslista_{kundval}_{artal}.pdf", rita(e, kundval, artal, forval.lista(e, kundval, artal))


def rita(e: Arbetsenhet, kundval: str, artal: int, rader: list[Forval]) -> bytes:
    from reportlab.platypus import Spacer

    from . import mall

    huvud = mall.Dokumenthuvud(
        typ=f"Förvalslista {artal}", nummer="", datum=e.idag, rader=(("Utskriven", e.idag.isoformat()),),
        undertitel=ord_.OM_LISTAN, sekretess=False,
    )  # fmt: skip
    flode: list[Any] = [*mall.rubrik(f"{KUNDVALORD[kundval]} ({kundval})"), _tabell(rader, e.idag)]
    kommande = next((f.fran for f in rader if f.fran > e.idag), None)
    noter = [ord_.kan_andras(kommande)] if kommande else []
    noter += [ord_.VIKARIE_FOTNOT] if any(f.vikarie and f.plats for f in rader) else []
    if noter:
        flode += [Spacer(1, 8), *mall.lopande("\n".join(noter))]
    return mall.bygg(huvud, avsandaren(e), flode)


def _tabell(rader: list[Forval], idag: date) -> Any:
    """A year on one page: rows closer than elsewhere, in a larger type."""
    from .delar import Rad, Tabell
    from .stilar import BREDD, KOLUMN, UPPSLAG
    from .stycken import stycke
    from .taggar import Element

    tabell = Element("Table")
    bredder = tuple(b * BREDD for b in BREDDER)

    def rad(celler: tuple[Delar, ...]) -> Any:
        tr = Element("TR", tabell)
        return Rad([stycke(c, UPPSLAG, Element("TD", tr)) for c in celler], bredder, luft=1.4)

    tr = Element("TR", tabell)
    huvud = [stycke(o, KOLUMN, Element("TH", tr, omfattning="Column")) for o in ord_.UTSKRIFTENS_KOLUMNER]
    return Tabell(Rad(huvud, bredder), [rad(_celler(f, idag)) for f in rader])


def _celler(f: Forval, idag: date) -> tuple[Delar, ...]:
    namn = utskrivbart(f.anordnare) or ord_.INGEN
    if f.vikarie and f.plats:
        namn += " *"
    celler = (ord_.veckor(f.fran, f.till), ord_.dagar(f.fran, f.till), namn)
    return tuple(Fet(c) for c in celler) if f.fran <= idag <= f.till else celler
