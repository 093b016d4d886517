"""Draws any document from its snapshot: the same snapshot gives the same bytes."""

from __future__ import annotations

from .register import DOKUMENTSLAG
from .text import rensa
from .underlag import Dokumentunderlag, med_texter


def rita(u: Dokumentunderlag, *, forhandsgranskning: bool = False, logga: bytes = b"") -> bytes:
    """The document as PDF; `logga` is the picture that it names.

    Raises Nekad("tecken") for a sign that cannot be printed, with what its field is called.
    """
    from . import mall

    slag = DOKUMENTSLAG[u.TYP]
    u = med_texter(u, rensa)
    undertitel, flode, underskrifter, mottagare = slag.blad(u)
    rader = [("Dokument", u.nummer or "numreras vid utfärdandet"), ("Datum", u.datum.isoformat())]
    rader += [(etikett, text) for etikett, text in (("Ärende", u.insats), ("Ersätter", u.ersatter)) if text]
    huvud = mall.Dokumenthuvud(
        typ=slag.titel, nummer=u.nummer, datum=u.datum, rader=tuple(rader), undertitel=undertitel,
        sekretess=slag.sekretess, forhandsgranskning=forhandsgranskning, mottagare=mottagare,
    )  # fmt: skip
    if slag.underskrift:
        vanliga = ((u.handlaggare, u.roll), ("Datum och underskrift", ""))
        flode = mall.underskrivet(flode, underskrifter or vanliga)
    return mall.bygg(huvud, mall.Avsandare(u.organisation, u.enhet, u.kontakt, logga, u.farg), flode)
