"""The avbrottsdokument: the karriärvägledare's word to the anordnare that an insats ends, and when (K 13)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ...fel import Nekad
from ...texter.datum import datum_ord
from ...texter.meningar import insats_ord
from .blad import Blad, dag, hel, insats_med_namn, stycke
from .formuleringar import Texter
from .text import Delar, Fet
from .underlag import Insatsunderlag

AVSLUT = ("fullfoljd", "fortid", "avbruten")


@dataclass(frozen=True, slots=True)
class Villkor:
    """One line of what applies for the anordnare; `fet` is the part that is printed in bold."""

    rubrik: str
    fore: str = ""
    fet: str = ""
    efter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Avbrottsunderlag(Insatsunderlag):
    """Texts are those printed; `avslutstyp` is a code.

    Not part of what is decided, besides sender and signer: `villkor`, which follow from facts that go on changing (a
    report that comes in) and would make a new document of every print.
    """

    TYP: ClassVar[str] = "avbrottsdokument"
    SAK: ClassVar[tuple[str, ...]] = (
        "insats", "insatskod", "kund", "anordnare", "start", "slut", "sista_dag", "avslutstyp", "orsak", "kommentar",
    )  # fmt: skip

    slut: date | None
    sista_dag: date
    avslutstyp: str
    avslutstyp_ord: str
    orsak: Annotated[str, "Orsaken"]
    kommentar: Annotated[str, "Kommentaren"]
    villkor: Annotated[tuple[Villkor, ...], "Det här gäller för anordnaren"]


def blad(u: Avbrottsunderlag) -> Blad:
    """Raises Nekad("avslutstyp") if it is not told how the insats ends."""
    from . import mall

    if u.avslutstyp not in AVSLUT:
        raise Nekad("avslutstyp", "Välj hur insatsen avslutas innan avbrottsdokumentet skrivs.", "avslutstyp")
    t = Texter(u.TYP, u.texter)
    flode = [
        *mall.framhavd(_beslut(u, t)),
        *mall.rubrik("Insatsen"),
        *mall.etiketter(
            [
                ("Kund", u.kund),
                ("Insats", insats_med_namn(u.insatskod, u.insatsnamn)),
                ("Anordnare", u.anordnare or "–"),
                ("Startdatum", dag(u.start)),
                ("Beslutat slutdatum", dag(u.slut)),
                ("Sista dag", (Fet(dag(u.sista_dag)),)),
                ("Typ av avslut", u.avslutstyp_ord),
                ("Orsak", u.orsak),
            ]
        ),
        *mall.rubrik("Det här gäller för anordnaren"),
        *mall.etiketter([(v.rubrik, [d for d in (v.fore, Fet(hel(v.fet)), v.efter) if d]) for v in u.villkor]),
        *stycke("Kommentar", u.kommentar),
    ]
    return Blad(t(f"undertitel_{u.avslutstyp}"), flode)


def _beslut(u: Avbrottsunderlag, t: Texter) -> Delar:
    """The sentence in the box, in the tense of the day that it was written."""
    insats = insats_ord(u.insatskod)
    if u.insatsnamn:
        insats += f", {_kort(u.insatsnamn)}"
    namn = f"beslut_{u.avslutstyp}" + ("_efter" if u.sista_dag < u.datum else "")
    return t.delar(namn, insats=Fet(insats), sista_dag=Fet(hel(datum_ord(u.sista_dag))))


def _kort(namn: str) -> str:
    """The first link of the name of an insats, which is what people call it: "arbetsträning"."""
    forst = re.split(r",| \(| och | för ", namn, maxsplit=1)[0]
    return forst[:1].lower() + forst[1:]
