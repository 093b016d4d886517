"""The återremiss: what has to be completed in a report or plan, and by when (K 7.3, K 8.2, K 12).

The kund is not named at all: the number of the case says whom it is about, to those who may know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ...texter.datum import datum_langt, datum_ord
from ...texter.meningar import insats_ord
from ...texter.rapportnamn import rapporten
from .blad import Blad, hel
from .formuleringar import Texter
from .text import Fet
from .underlag import Dokumentunderlag


@dataclass(frozen=True, slots=True, kw_only=True)
class Aterremissunderlag(Dokumentunderlag):
    """`vad`: "Månadsrapport, augusti 2024"; `senast` None: the routine gives no day for it.

    `rubrik_klar` is the heading that marks the completed form as klarmarkerad.
    """

    TYP: ClassVar[str] = "aterremiss"
    SAK: ClassVar[tuple[str, ...]] = (
        "insats", "slag", "avser", "aterremitterad", "skal", "anordnare", "senast",
    )  # fmt: skip
    OM: ClassVar[tuple[str, ...]] = ("slag", "avser", "aterremitterad")

    insatskod: str
    anordnare: Annotated[str, "Anordnarens namn"]
    slag: str
    avser: str
    vad: Annotated[str, "Rapportens namn"]
    rubrik_klar: Annotated[str, "Rubriken"]
    inkommen: date
    aterremitterad: date
    senast: date | None
    skal: Annotated[str, "Skälet till återremissen"]


def blad(u: Aterremissunderlag) -> Blad:
    from . import mall

    t = Texter(u.TYP, u.texter)
    vilken = {"rapporten": rapporten(u.slag, u.avser), "arende": Fet(u.insats)}
    ruta = (
        t.delar("mening_utan_dag", **vilken)
        if u.senast is None
        else t.delar("mening", **vilken, dag=Fet(hel(datum_ord(u.senast))))
    )
    flode = [
        *mall.framhavd(ruta),
        *mall.rubrik("Rapporten"),
        *mall.etiketter(
            [
                ("Avser", u.vad),
                ("Insats", insats_ord(u.insatskod)),
                ("Anordnare", u.anordnare or "–"),
                ("Kom in", datum_langt(u.inkommen)),
                ("Återremitterad", datum_langt(u.aterremitterad)),
            ]
        ),
        *mall.rubrik("Det här behöver kompletteras"),
        *mall.lopande(u.skal),
        *mall.rubrik("Så gör ni"),
        *mall.lopande(t("sa_gor_ni", rubrik=u.rubrik_klar)),
    ]
    return Blad(t("undertitel", rapport=u.vad), flode)
