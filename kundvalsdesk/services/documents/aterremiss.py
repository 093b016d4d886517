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

    vad = rapporten(u.slag, u.avser)
    ruta: list[str] = [f"{vad} i ärende ", Fet(u.insats), " skickas tillbaka för komplettering."]
    if u.senast is not None:
        ruta += [" Den ska vara klarmarkerad igen senast ", Fet(hel(datum_ord(u.senast))), "."]
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
        *mall.lopande(
            f"Komplettera i samma formulär, välj rubriken ”{u.rubrik_klar}” och skicka det igen. "
            "Skriv aldrig kundens namn eller personnummer i ett meddelande som inte är skyddat."
        ),
    ]
    return Blad(f"{u.vad}, behöver kompletteras", flode)
