"""The cover letter: which documents are enclosed, to the anordnare or the kund, with the address in the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ...texter.datum import antal, datum_langt
from ...texter.meningar import insats_ord
from .blad import Blad
from .formuleringar import Texter
from .lasare import KUND
from .underlag import Dokumentunderlag


@dataclass(frozen=True, slots=True)
class Bilagt:
    """A document that goes with the letter."""

    nummer: str
    titel: str
    utfardat: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Foljebrevsunderlag(Dokumentunderlag):
    """A letter replaces no other: it is about all that it says, on its day. `mottagare`: the lines of the address."""

    TYP: ClassVar[str] = "foljebrev"
    SAK: ClassVar[tuple[str, ...]] = ("insats", "for_vem", "datum", "mottagare", "meddelande", "bilagor")
    OM: ClassVar[tuple[str, ...]] = SAK

    for_vem: str
    insatskod: str
    mottagare: Annotated[tuple[str, ...], "Adressen"]
    meddelande: Annotated[str, "Meddelandet"]
    bilagor: tuple[Bilagt, ...]


def blad(u: Foljebrevsunderlag) -> Blad:
    from . import mall

    insats = insats_ord(u.insatskod)
    om = f"om din insats {insats}" if u.for_vem == KUND else f"i ärende {u.insats}, {insats}"
    vad = "ett dokument" if len(u.bilagor) == 1 else antal(len(u.bilagor), "", "dokument")
    t = Texter(u.TYP, u.texter)
    if u.for_vem == KUND:
        mening = t("mening_kund", antal=vad, insats=insats)
    else:
        mening = t("mening_anordnare", antal=vad, arende=u.insats, insats=insats)
    flode = [
        *mall.lopande(u.meddelande or mening),
        *mall.rubrik("Det här skickas med"),
        *mall.tabell(
            [("Dokument", 0.46), ("Nummer", 0.3), ("Datum", 0.24)],
            [(b.titel, b.nummer, datum_langt(b.utfardat)) for b in u.bilagor],
        ),
        *mall.rubrik("Avsändare"),
        *mall.lopande(f"{u.handlaggare}, {u.roll}\n{u.enhet}, {u.organisation}\n{u.kontakt}\n\n{t('slut')}"),
    ]
    return Blad(f"Dokument {om}", flode, mottagare=u.mottagare)
