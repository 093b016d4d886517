"""Draws the återremiss: what has to be completed in a report or plan, and by when (K 7.3, K 8.2, K 12).

The kund is not named at all: the number of the case says whom it is about, to those who may know.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from ...fel import Databasfel
from ...texter.datum import datum_langt, datum_ord, manad_ar
from .avbrottsdokument import kod_ord
from .text import Fet, rensa

TYP = "aterremiss"
TITEL = "Återremiss"
FORMAT = 1

_FALT = {
    "organisation": "Organisationens namn",
    "enhet": "Enhetens namn",
    "kontakt": "Kontaktraden",
    "insats": "Ärendets nummer",
    "anordnare": "Anordnarens namn",
    "vad": "Rapportens namn",
    "rubrik_klar": "Rubriken",
    "skal": "Skälet till återremissen",
    "handlaggare": "Handläggarens namn",
}


@dataclass(frozen=True, slots=True)
class Aterremissunderlag:
    """The frozen content. `vad`: "Månadsrapport, augusti 2024"; `senast` None: the routine gives no day for it.

    `rubrik_klar` is the heading that marks the completed form as klarmarkerad.
    """

    organisation: str
    enhet: str
    kontakt: str
    nummer: str
    ersatter: str
    datum: date
    insats: str
    insatskod: str
    anordnare: str
    slag: str
    avser: str
    vad: str
    rubrik_klar: str
    inkommen: date
    aterremitterad: date
    senast: date | None
    skal: str
    handlaggare: str
    roll: str

    def sak(self) -> tuple[object, ...]:
        """What is returned and why: two that agree in this are the same document."""
        return self.insats, self.slag, self.avser, self.aterremitterad, self.skal, self.anordnare, self.senast

    def till_json(self) -> str:
        data = {"typ": TYP, "format": FORMAT, **asdict(self)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, default=date.isoformat)

    @classmethod
    def fran_json(cls, text: str) -> Aterremissunderlag:
        """Raises Databasfel("dokument_underlag") if it cannot be read."""
        try:
            data = json.loads(text)
            if data.pop("typ") != TYP or data.pop("format") != FORMAT or data.keys() != {f.name for f in fields(cls)}:
                raise ValueError("format")
            for namn in ("datum", "inkommen", "aterremitterad", "senast"):
                data[namn] = date.fromisoformat(data[namn]) if data[namn] is not None else None
            return cls(**data)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Databasfel(
                "dokument_underlag",
                "Dokumentets underlag går inte att läsa. Databasen är skadad eller kommer från ett nyare program; "
                "återställ en säkerhetskopia eller uppgradera programmet.",
            ) from None


def vad_bestamt(u: Aterremissunderlag) -> str:
    """What is returned, as it stands in a sentence: "Månadsrapporten för augusti 2024"."""
    if u.slag == "rapport":
        return f"Månadsrapporten för {manad_ar(u.avser)}"
    return f"Genomförandeplanen (version {u.avser})" if u.slag == "plan" else "Slutrapporten"


def rita(u: Aterremissunderlag) -> bytes:
    """The document as PDF; the same snapshot gives the same bytes. Raises Nekad("tecken"), see text.rensa."""
    from . import mall

    rena: dict[str, Any] = {falt: rensa(getattr(u, falt), rubrik) for falt, rubrik in _FALT.items()}
    u = replace(u, **rena)
    rader = [("Dokument", u.nummer), ("Datum", u.datum.isoformat()), ("Ärende", u.insats)]
    if u.ersatter:
        rader.append(("Ersätter", u.ersatter))
    huvud = mall.Dokumenthuvud(
        typ=TITEL, nummer=u.nummer, datum=u.datum, rader=tuple(rader), undertitel=f"{u.vad}, behöver kompletteras"
    )
    ruta: list[str] = [f"{vad_bestamt(u)} i ärende ", Fet(u.insats), " skickas tillbaka för komplettering."]
    if u.senast is not None:
        ruta += [" Den ska vara klarmarkerad igen senast ", Fet(datum_ord(u.senast).replace(" ", "\u00a0")), "."]
    flode = [
        *mall.framhavd(ruta),
        *mall.rubrik("Rapporten"),
        *mall.etiketter(
            [
                ("Avser", u.vad),
                ("Insats", kod_ord(u.insatskod)),
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
    avsandare = mall.Avsandare(u.organisation, u.enhet, u.kontakt)
    return mall.bygg(
        huvud, avsandare, mall.underskrivet(flode, [(u.handlaggare, u.roll), ("Datum och underskrift", "")])
    )
