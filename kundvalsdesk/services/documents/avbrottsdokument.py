"""Draws the avbrottsdokument: the karriärvägledare's word to the anordnare that an insats ends, and when (K 13)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from ...fel import Nekad
from ...texter.datum import datum_langt, datum_ord
from .text import Delar, Fet, rensa
from .underlag import Avbrottsunderlag, Villkor

TITEL = "Avbrottsdokument"

_UNDERTITEL = {
    "fullfoljd": "Besked om att en insats är fullföljd",
    "fortid": "Beslut om att en insats avslutas i förtid",
    "avbruten": "Beslut om att en insats avbryts",
}
# What happens to the insats, before and after its last day.
_SATS = {
    "fullfoljd": ("avslutas enligt plan", "avslutades enligt plan"),
    "fortid": ("avslutas i förtid", "avslutades i förtid"),
    "avbruten": ("avbryts", "avbröts"),
}

# The texts that come from people or registers, and what their field is called when one cannot be printed.
_FALT = {
    "organisation": "Organisationens namn",
    "enhet": "Enhetens namn",
    "kontakt": "Kontaktraden",
    "insats": "Ärendets nummer",
    "kund": "Kundens namn",
    "anordnare": "Anordnarens namn",
    "insatsnamn": "Insatsens namn",
    "orsak": "Orsaken",
    "kommentar": "Kommentaren",
    "handlaggare": "Handläggarens namn",
}


def kod_ord(kod: str) -> str:
    """ "AMI2" as people write it: "AMI 2"."""
    return re.sub(r"(?<=[A-Z])(?=\d)", " ", kod)


def dag(d: date | None) -> str:
    """ "13 september 2024"; an en dash where there is none."""
    return datum_langt(d) if d else "–"


def rensat(u: Avbrottsunderlag) -> Avbrottsunderlag:
    """The snapshot with its texts as they will be printed. Raises Nekad("tecken") for a sign that cannot be."""
    texter: dict[str, Any] = {falt: rensa(getattr(u, falt), rubrik) for falt, rubrik in _FALT.items()}
    villkor = tuple(
        Villkor(*(rensa(t, "Det här gäller för anordnaren") for t in (v.rubrik, v.fore, v.fet, v.efter)))
        for v in u.villkor
    )
    return replace(u, villkor=villkor, **texter)


def rita(u: Avbrottsunderlag, *, forhandsgranskning: bool = False) -> bytes:
    """The document as PDF; the same snapshot gives the same bytes. Raises Nekad("tecken"), see `rensat`."""
    from . import mall

    if u.avslutstyp not in _SATS:
        raise Nekad("avslutstyp", "Välj hur insatsen avslutas innan avbrottsdokumentet skrivs.", "avslutstyp")
    u = rensat(u)
    rader = [
        ("Dokument", u.nummer or "numreras vid utfärdandet"),
        ("Datum", u.datum.isoformat()),
        ("Ärende", u.insats),
    ]
    if u.ersatter:
        rader.append(("Ersätter", u.ersatter))
    huvud = mall.Dokumenthuvud(
        typ=TITEL,
        nummer=u.nummer,
        datum=u.datum,
        rader=tuple(rader),
        undertitel=_UNDERTITEL[u.avslutstyp],
        forhandsgranskning=forhandsgranskning,
    )
    flode = [
        *mall.framhavd(_beslut(u)),
        *mall.rubrik("Insatsen"),
        *mall.etiketter(
            [
                ("Kund", u.kund),
                (
                    "Insats",
                    f"{kod_ord(u.insatskod)}, {_liten(u.insatsnamn)}" if u.insatsnamn else kod_ord(u.insatskod),
                ),
                ("Anordnare", u.anordnare or "–"),
                ("Startdatum", dag(u.start)),
                ("Beslutat slutdatum", dag(u.slut)),
                ("Sista dag", (Fet(dag(u.sista_dag)),)),
                ("Typ av avslut", u.avslutstyp_ord),
                ("Orsak", u.orsak),
            ]
        ),
        *mall.rubrik("Det här gäller för anordnaren"),
        *mall.etiketter([(v.rubrik, [d for d in (v.fore, Fet(_hel(v.fet)), v.efter) if d]) for v in u.villkor]),
    ]
    if u.kommentar.strip():
        flode += [*mall.rubrik("Kommentar"), *mall.lopande(u.kommentar)]
    avsandare = mall.Avsandare(u.organisation, u.enhet, u.kontakt)
    return mall.bygg(
        huvud,
        avsandare,
        mall.underskrivet(flode, [(u.handlaggare, u.roll), ("Datum och underskrift", "")]),
    )


def _beslut(u: Avbrottsunderlag) -> Delar:
    """The sentence in the box, in the tense of the day that it was written."""
    fore, efter = _SATS[u.avslutstyp]
    over = u.sista_dag < u.datum
    insats = kod_ord(u.insatskod)
    if u.insatsnamn:
        insats += f", {_kort(u.insatsnamn)}"
    return (
        "Insatsen ",
        Fet(insats),
        f" {efter if over else fore}. Sista dag {'var' if over else 'är'} ",
        Fet(_hel(datum_ord(u.sista_dag))),
        ".",
    )


def _hel(datum: str) -> str:
    """A date that keeps to one line."""
    return datum.replace(" ", "\u00a0")


def _liten(text: str) -> str:
    return text[:1].lower() + text[1:]


def _kort(namn: str) -> str:
    """The first link of the name of an insats, which is what people call it: "arbetsträning"."""
    return _liten(re.split(r",| \(| och | för ", namn, maxsplit=1)[0])
