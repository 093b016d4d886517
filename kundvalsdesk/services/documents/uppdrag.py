"""The uppdragsbeskrivning: the assignment that the anordnare works by, with the days that follow from it (K 4, K 6.3).

Written for the anordnare alone. Of the kartläggning it holds what the kund can do and needs; their home, money,
family and health stay in the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ...texter.datum import datum_ord
from ...texter.meningar import insats_ord
from .blad import EXEMPLAR, Blad, dag, hel, insats_med_namn, stycke
from .formuleringar import Texter
from .insatsbeslut import omfattning_ord
from .text import Fet
from .underlag import Insatsunderlag


@dataclass(frozen=True, slots=True)
class Uppdragsfrist:
    """What the anordnare is to have done, by when, and where it says so."""

    vad: str
    senast: date
    kalla: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppdragsunderlag(Insatsunderlag):
    """`omfattning` is 1 to 100. Not part of what is decided: `slut` and `frister`, which a förlängning moves.

    `malet` and `steg` are the framtidsplan's, "" where the beskrivning says them already.
    """

    TYP: ClassVar[str] = "uppdragsbeskrivning"
    SAK: ClassVar[tuple[str, ...]] = (
        "for_vem", "insats", "insatskod", "kund", "anordnare", "start", "uppdrag", "omfattning", "deltid_skal",
        "beskrivning", "malet", "steg", "kompetenser", "behov",
    )  # fmt: skip
    OM: ClassVar[tuple[str, ...]] = ("for_vem",)

    for_vem: str
    uppdrag: date
    bemannad: date | None
    slut: date | None
    omfattning: int
    deltid_skal: Annotated[str, "Skälet till deltid"]
    insatsens_mal: str
    beskrivning: Annotated[str, "Uppdragsbeskrivningen"]
    malet: Annotated[str, "Målet i framtidsplanen"]
    steg: Annotated[str, "Stegen i framtidsplanen"]
    kompetenser: Annotated[str, "Kompetenser och erfarenheter"]
    behov: Annotated[str, "Behovet av stöd"]
    jobbexpert: Annotated[str, "Jobbexpertens namn"]
    kontakta: Annotated[str, "Karriärvägledarens namn"]
    epost: Annotated[str, "Karriärvägledarens e-postadress"]
    incident_timmar: int
    frister: tuple[Uppdragsfrist, ...]


def blad(u: Uppdragsunderlag) -> Blad:
    from . import mall

    t = Texter(u.TYP, u.texter)
    hur = "heltid" if u.omfattning >= 100 else f"{u.omfattning} procent"
    ingar = t("ingar", omfattning=hur, timmar=str(u.incident_timmar))
    bemannat = (
        ("Jobbexpert", ", ".join(x for x in (u.jobbexpert, f"bemannad {dag(u.bemannad)}" if u.bemannad else "") if x))
        if u.jobbexpert
        else ("Bemannad", dag(u.bemannad))
    )
    flode = [
        *mall.framhavd(
            ["Uppdraget gäller insatsen ", Fet(insats_ord(u.insatskod)), ". Start ", Fet(hel(_start(u))), "."]
        ),
        *mall.rubrik("Uppdraget"),
        *mall.etiketter(
            [
                ("Kund", u.kund),
                ("Insats", insats_med_namn(u.insatskod, u.insatsnamn)),
                ("Anordnare", u.anordnare or "–"),
                bemannat,
                ("Uppdrag inlagt", dag(u.uppdrag)),
                ("Startdatum", dag(u.start)),
                ("Slutdatum", dag(u.slut)),
                ("Omfattning", (Fet(omfattning_ord(u.omfattning)),)),
                *([("Skäl till deltid", u.deltid_skal)] if u.deltid_skal else []),
                ("Mål för insatsen", u.insatsens_mal or "–"),
                ("Karriärvägledare", ", ".join(d for d in (u.kontakta, u.epost) if d) or u.kontakt),
            ]
        ),
        *stycke("Beskrivning av uppdraget", u.beskrivning),
        *stycke("Kundens mål enligt framtidsplanen", u.malet),
        *stycke("Stegen dit", u.steg),
        *stycke("Kompetenser och erfarenheter", u.kompetenser),
        *stycke("Behov av stöd", u.behov),
        *mall.rubrik("Det här ska vara klart"),
        *mall.tabell(
            [("Vad", 0.48), ("Senast", 0.34), ("Källa", 0.18)],
            [(f.vad, hel(datum_ord(f.senast)), f.kalla) for f in u.frister],
        ),
        *mall.rubrik("Det här ingår alltid"),
        *mall.lopande(t("ingar_fore")),
        *mall.punkter([r for r in ingar.split("\n") if r.strip()]),
    ]
    return Blad(EXEMPLAR[u.for_vem], flode)


def _start(u: Uppdragsunderlag) -> str:
    return datum_ord(u.start) if u.start else "–"
