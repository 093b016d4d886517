"""The decision about a förlängning: one more month or not, why, and what is to be reached (K 11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ...texter.datum import datum_langt, datum_ord
from ...texter.meningar import insats_ord
from .blad import Blad, dag, hel, insats_med_namn, stycke
from .formuleringar import Texter
from .text import Fet
from .underlag import Insatsunderlag

_ORDNING = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forlangningsunderlag(Insatsunderlag):
    """`ordning`: which förlängning it would be; `hogst` how many there may be (0: no limit known).

    `slut_efter` is the end date if it is granted; a refusal prints `slut_fore` alone.
    """

    TYP: ClassVar[str] = "forlangningsbeslut"
    SAK: ClassVar[tuple[str, ...]] = (
        "insats", "insatskod", "kund", "anordnare", "start", "slut_fore", "slut_efter", "ordning", "begard",
        "motivering", "mal", "beslut", "beslutad", "skal",
    )  # fmt: skip
    OM: ClassVar[tuple[str, ...]] = ("begard",)

    slut_fore: date | None
    slut_efter: date | None
    ordning: int
    hogst: int
    begard: date
    begard_av: Annotated[str, "Namnet på den som har begärt förlängningen"]
    motivering: Annotated[str, "Motiveringen"]
    mal: Annotated[str, "Målet"]
    beslut: str
    beslutad: date
    skal: Annotated[str, "Skälet"]


def blad(u: Forlangningsunderlag) -> Blad:
    from . import mall

    beviljad = u.beslut == "beviljad"
    utgang = "beviljad" if beviljad else "avslag"
    t = Texter(u.TYP, u.texter)
    slut = u.slut_efter if beviljad else u.slut_fore
    insats = Fet(insats_ord(u.insatskod))
    flode = [
        *mall.framhavd(
            t.delar(f"mening_{utgang}", insats=insats, slutdag=Fet(hel(datum_ord(slut))))
            if slut
            else t.delar(f"mening_{utgang}_utan_dag", insats=insats)
        ),
        *mall.rubrik("Insatsen"),
        *mall.etiketter(
            [
                ("Kund", u.kund),
                ("Insats", insats_med_namn(u.insatskod, u.insatsnamn)),
                ("Anordnare", u.anordnare or "–"),
                ("Startdatum", dag(u.start)),
                ("Slutdatum före beslutet", dag(u.slut_fore)),
                *([("Nytt slutdatum", (Fet(dag(u.slut_efter)),))] if beviljad else []),
                ("Förlängning", _ordningsord(u)),
            ]
        ),
        *mall.rubrik("Begäran"),
        *mall.etiketter([("Begärd", datum_langt(u.begard)), ("Av", u.begard_av or "–")]),
        *stycke("Motivering", u.motivering),
        *stycke("Det här ska nås under månaden", u.mal),
        *stycke("Skäl till beslutet", u.skal),
        *mall.rubrik("Det här gäller"),
        *mall.lopande(t(f"galler_{utgang}")),
    ]
    return Blad(t(f"undertitel_{utgang}"), flode)


def _ordningsord(u: Forlangningsunderlag) -> str:
    ord_ = _ORDNING.get(u.ordning, f"nummer {u.ordning}")
    return f"Den {ord_} av högst {u.hogst}" if u.hogst else f"Den {ord_}"
