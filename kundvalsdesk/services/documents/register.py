"""Every kind of document that the program issues. A new one is a snapshot, a function that draws it, a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..typer import ARENDEROLLER
from . import (
    aterremiss,
    avbrottsdokument,
    foljebrev,
    forlangningsbeslut,
    genomforandeplan,
    insatsbeslut,
    journal,
    manadsrapport,
    slutrapport,
    uppdrag,
)
from .blad import Blad
from .lasare import ANORDNARE, KUND
from .underlag import Dokumentunderlag


@dataclass(frozen=True, slots=True)
class Dokumentslag:
    """`prefix` begins its numbers; `ord_` is what the timeline calls it, as in "… utfärdat".

    `utfardas_av`: the roles that may issue it; `underskrift`: whether it has lines to sign on. `bestalls`: the module
    that makes its snapshot for `bestallning`, or "" for one that a step of the case issues. `lases_av`: who
    outside the house may have one that does not say for whom it is written, first the one it is for.
    """

    underlag: type[Dokumentunderlag]
    blad: Callable[[Any], Blad]
    titel: str
    prefix: str
    ord_: str
    utfardas_av: tuple[str, ...] = ARENDEROLLER
    sekretess: bool = True
    underskrift: bool = True
    bestalls: str = ""
    lases_av: tuple[str, ...] = ()

    @property
    def typ(self) -> str:
        return self.underlag.TYP


_ALLA = (
    Dokumentslag(
        avbrottsdokument.Avbrottsunderlag, avbrottsdokument.blad, "Avbrottsdokument", "AVB", "Avbrottsdokument",
        lases_av=(ANORDNARE, KUND),
    ),
    Dokumentslag(
        aterremiss.Aterremissunderlag, aterremiss.blad, "Återremiss", "ÅTR", "Återremissdokument",
        lases_av=(ANORDNARE,),
    ),
    Dokumentslag(
        forlangningsbeslut.Forlangningsunderlag, forlangningsbeslut.blad, "Beslut om förlängning", "FÖR",
        "Förlängningsbeslut", utfardas_av=("arbetsledare",), lases_av=(ANORDNARE, KUND),
    ),
    Dokumentslag(
        insatsbeslut.Insatsbeslutsunderlag, insatsbeslut.blad, "Beslut om insats", "BES", "Beslut om insats",
        bestalls="insatsbeslutsunderlag",
    ),
    Dokumentslag(
        uppdrag.Uppdragsunderlag, uppdrag.blad, "Uppdragsbeskrivning", "UPP", "Uppdragsbeskrivning",
        bestalls="uppdragsunderlag", lases_av=(ANORDNARE,),
    ),
    Dokumentslag(
        journal.Journalunderlag, journal.blad, "Journal", "JOU", "Journalutdrag", underskrift=False,
        bestalls="journalunderlag",
    ),
    Dokumentslag(
        slutrapport.Slutrapportunderlag, slutrapport.blad, "Slutrapport", "SLR", "Slutrapport",
        bestalls="slutrapportunderlag",
    ),
    Dokumentslag(
        manadsrapport.Manadsunderlag, manadsrapport.blad, "Månadsrapport", "MÅN", "Månadsrapport",
        underskrift=False, bestalls="manadsunderlag",
    ),
    Dokumentslag(
        genomforandeplan.Planunderlag, genomforandeplan.blad, "Genomförandeplan", "GEN", "Genomförandeplan",
        bestalls="planunderlag",
    ),
    Dokumentslag(
        foljebrev.Foljebrevsunderlag, foljebrev.blad, "Följebrev", "FÖL", "Följebrev", underskrift=False,
        bestalls="foljebrevsunderlag",
    ),
)  # fmt: skip

DOKUMENTSLAG = {d.typ: d for d in _ALLA}
