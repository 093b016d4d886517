"""The comparison to take home: figures side by side, then what each says of itself, in large type and plain words.

A sheet of the day it is printed, neither numbered nor stored, and about nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...texter import jamforare as ord_
from .. import jamforaren
from ..arbetsenhet import Arbetsenhet
from ..jamforaretyper import Jamford, Jamforelse
from .ersattning import avsandaren
from .text import utskrivbart
from .underlag import med_texter

FILNAMN = "jamfor_anordnare.pdf"
ETIKETTBREDD = 150.0
HELST_HEL = 600.0
"""A part lower than this is not divided: it begins on the next page where it would not fit on this one."""


def fil(e: Arbetsenhet, namn: Sequence[str], kod: str = "", ar: int | None = None) -> tuple[str, bytes]:
    """Name and bytes of the sheet for one to four anordnare. Raises Nekad as jamforaren does."""
    return FILNAMN, rita(e, jamforaren.valda(jamforaren.hamta(e, kod, ar), namn))


def rita(e: Arbetsenhet, j: Jamforelse) -> bytes:
    from reportlab.platypus import Spacer

    from . import mall

    # Nobody at the desk can mend what an anordnare has written: what cannot be printed stands as its code.
    j = med_texter(j, lambda text, _: utskrivbart(text))
    huvud = mall.Dokumenthuvud(
        typ=ord_.TITEL, nummer="", datum=e.idag, rader=(("Utskriven", e.idag.isoformat()),), sekretess=False
    )  # fmt: skip
    flode: list[Any] = [Spacer(1, 6), *_stort(ord_.inledning(len(j.alla), bool(j.forval)))]
    if j.insats[0]:
        flode += _stort(ord_.insats_mening(j.insats[1]))
    flode += _tabell(j)
    for a in j.alla:
        flode += _anordnaren(a)
    flode += _block(ord_.SA_VALDE_VI, [("", "\n".join(ord_.sa_valde_vi(j.ar, j.enkat)))])
    return mall.bygg(huvud, avsandaren(e), flode)


def _stort(text: str) -> list[Any]:
    from .stilar import STOR
    from .stycken import stycke

    return [stycke(rad, STOR) for rad in text.split("\n") if rad.strip()]


def _tabell(j: Jamforelse) -> list[Any]:
    """One column for each anordnare; what a row tells of stands above its figures, so that they have all the width."""
    from reportlab.platypus import Spacer

    from .delar import Rad, Radmedetikett, Tabell
    from .stilar import BREDD, STOR, STOR_ETIKETT, STORT_NAMN
    from .stycken import stycke
    from .taggar import Element

    tabell = Element("Table")
    bredder = (BREDD / len(j.alla),) * len(j.alla)
    tr = Element("TR", tabell)
    horn = stycke("", STOR_ETIKETT, Element("TH", tr, omfattning="Column"))
    namn = [stycke(a.namn, STORT_NAMN, Element("TH", tr, omfattning="Column")) for a in j.alla]
    huvud = Radmedetikett(horn, namn, bredder)
    rader: list[Rad] = []
    for etikett, varden in (
        (ord_.kunder_hemma(j.ar), [ord_.kunder_ord(a.kunder) for a in j.alla]),
        (ord_.TID_HEMMA, [ord_.manader_ord(a.manader) for a in j.alla]),
        (ord_.NOJDA_HEMMA, [_nojda(a, j) for a in j.alla]),
    ):
        tr = Element("TR", tabell)
        forst = stycke(etikett, STOR_ETIKETT, Element("TH", tr, omfattning="Row"))
        rader.append(Radmedetikett(forst, [stycke(v, STOR, Element("TD", tr)) for v in varden], bredder))
    return [Spacer(1, 14), Tabell(huvud, rader)]


def _nojda(a: Jamford, j: Jamforelse) -> str:
    return ord_.nojdhet_ord([(n.ar, n.kundval, n.andel, n.antal) for n in a.nojdhet], j.ar, enkat=j.enkat)


def _anordnaren(a: Jamford) -> list[Any]:
    plats = ord_.kontor_ord(a.kontor) or "\n".join(d for d in (a.kommundelar, a.adress) if d)
    kontakt = "\n".join(d for d in (a.telefon, a.epost, a.webbplats) if d)
    varden = {
        "insatser": "\n".join(namn for _, namn in a.insatser), "kommundelar": plats, "sprak": a.sprak,
        "kompetens": a.kompetens, "presentation": a.presentation, "kontakt": kontakt,
    }  # fmt: skip
    return _block(a.namn, [(ord_.STOD[k], v) for k, v in varden.items() if v.strip()])


def _block(rubrik: str, delar: Sequence[tuple[str, str]]) -> list[Any]:
    """A heading and what stands under it, labels at the left where there are any: on one page if it fits there."""
    from reportlab.platypus import CondPageBreak

    from .delar import Rad
    from .stilar import BREDD, STOR, STOR_ETIKETT, STOR_RUBRIK
    from .stycken import stycke
    from .taggar import Element

    tabell = Element("Table")
    ut: list[Any] = [stycke(rubrik, STOR_RUBRIK, "H2", bokmarke=rubrik)]
    for etikett, text in delar:
        if not etikett:
            ut += _stort(text)
            continue
        tr = Element("TR", tabell)
        celler = [
            stycke(etikett, STOR_ETIKETT, Element("TH", tr, omfattning="Row")), stycke(text, STOR, Element("TD", tr))
        ]  # fmt: skip
        ut.append(Rad(celler, (ETIKETTBREDD, BREDD - ETIKETTBREDD)))
    hela = sum(d.wrap(BREDD, 1e6)[1] + d.getSpaceBefore() + d.getSpaceAfter() for d in ut)
    return [CondPageBreak(hela if hela < HELST_HEL else 140), *ut]
