"""Draws the decision about a förlängning: one more month or not, why, and what is to be reached (K 11)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from ...fel import Databasfel
from ...texter.datum import datum_langt, datum_ord
from .avbrottsdokument import dag, kod_ord
from .text import Fet, rensa

TYP = "forlangningsbeslut"
TITEL = "Beslut om förlängning"
FORMAT = 1

_FALT = {
    "organisation": "Organisationens namn",
    "enhet": "Enhetens namn",
    "kontakt": "Kontaktraden",
    "insats": "Ärendets nummer",
    "insatsnamn": "Insatsens namn",
    "kund": "Kundens namn",
    "anordnare": "Anordnarens namn",
    "begard_av": "Namnet på den som har begärt förlängningen",
    "motivering": "Motiveringen",
    "mal": "Målet",
    "skal": "Skälet",
    "handlaggare": "Handläggarens namn",
}
_ORDNING = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde"}


@dataclass(frozen=True, slots=True)
class Forlangningsunderlag:
    """The frozen content. `ordning`: which förlängning it would be; `hogst` how many there may be (0: no limit known).

    `slut_efter` is the end date if it is granted; a refusal prints `slut_fore` alone. `nummer` empty: a preview.
    """

    organisation: str
    enhet: str
    kontakt: str
    nummer: str
    datum: date
    insats: str
    insatskod: str
    insatsnamn: str
    kund: str
    anordnare: str
    start: date | None
    slut_fore: date | None
    slut_efter: date | None
    ordning: int
    hogst: int
    begard: date
    begard_av: str
    motivering: str
    mal: str
    beslut: str
    beslutad: date
    skal: str
    handlaggare: str
    roll: str

    def till_json(self) -> str:
        data = {"typ": TYP, "format": FORMAT, **asdict(self)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, default=date.isoformat)

    @classmethod
    def fran_json(cls, text: str) -> Forlangningsunderlag:
        """Raises Databasfel("dokument_underlag") if it cannot be read."""
        try:
            data = json.loads(text)
            if data.pop("typ") != TYP or data.pop("format") != FORMAT or data.keys() != {f.name for f in fields(cls)}:
                raise ValueError("format")
            for namn in ("datum", "start", "slut_fore", "slut_efter", "begard", "beslutad"):
                data[namn] = date.fromisoformat(data[namn]) if data[namn] is not None else None
            return cls(**data)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Databasfel(
                "dokument_underlag",
                "Dokumentets underlag går inte att läsa. Databasen är skadad eller kommer från ett nyare program; "
                "återställ en säkerhetskopia eller uppgradera programmet.",
            ) from None


def rita(u: Forlangningsunderlag, *, forhandsgranskning: bool = False) -> bytes:
    """The document as PDF; the same snapshot gives the same bytes. Raises Nekad("tecken"), see text.rensa."""
    from . import mall

    rena: dict[str, Any] = {falt: rensa(getattr(u, falt), rubrik) for falt, rubrik in _FALT.items()}
    u = replace(u, **rena)
    beviljad = u.beslut == "beviljad"
    huvud = mall.Dokumenthuvud(
        typ=TITEL,
        nummer=u.nummer,
        datum=u.datum,
        rader=(
            ("Dokument", u.nummer or "numreras när beslutet sparas"),
            ("Datum", u.datum.isoformat()),
            ("Ärende", u.insats),
        ),
        undertitel="Förlängningen beviljas" if beviljad else "Förlängningen avslås",
        forhandsgranskning=forhandsgranskning,
    )
    namn = kod_ord(u.insatskod)
    flode = [
        *mall.framhavd(_mening(u)),
        *mall.rubrik("Insatsen"),
        *mall.etiketter(
            [
                ("Kund", u.kund),
                ("Insats", f"{namn}, {u.insatsnamn[:1].lower()}{u.insatsnamn[1:]}" if u.insatsnamn else namn),
                ("Anordnare", u.anordnare or "–"),
                ("Startdatum", dag(u.start)),
                ("Slutdatum före beslutet", dag(u.slut_fore)),
                *([("Nytt slutdatum", (Fet(dag(u.slut_efter)),))] if beviljad else []),
                ("Förlängning", _ordningsord(u)),
            ]
        ),
        *mall.rubrik("Begäran"),
        *mall.etiketter([("Begärd", datum_langt(u.begard)), ("Av", u.begard_av or "–")]),
        *_stycke("Motivering", u.motivering),
        *_stycke("Det här ska nås under månaden", u.mal),
        *(_stycke("Skäl till beslutet", u.skal)),
        *mall.rubrik("Det här gäller"),
        *mall.lopande(_galler(u)),
    ]
    avsandare = mall.Avsandare(u.organisation, u.enhet, u.kontakt)
    return mall.bygg(
        huvud, avsandare, mall.underskrivet(flode, [(u.handlaggare, u.roll), ("Datum och underskrift", "")])
    )


def _stycke(rubrik: str, text: str) -> list[Any]:
    from . import mall

    return [*mall.rubrik(rubrik), *mall.lopande(text)] if text.strip() else []


def _hel(d: date) -> str:
    """A date that keeps to one line."""
    return datum_ord(d).replace(" ", "\u00a0")


def _mening(u: Forlangningsunderlag) -> list[str]:
    insats = Fet(kod_ord(u.insatskod))
    if u.beslut != "beviljad":
        ut: list[str] = ["Förlängning av insatsen ", insats, " avslås."]
        return [*ut, " Sista dag är ", Fet(_hel(u.slut_fore)), "."] if u.slut_fore else ut
    ut = ["Insatsen ", insats, " förlängs med en månad."]
    return [*ut, " Nytt slutdatum är ", Fet(_hel(u.slut_efter)), "."] if u.slut_efter else ut


def _ordningsord(u: Forlangningsunderlag) -> str:
    ord_ = _ORDNING.get(u.ordning, f"nummer {u.ordning}")
    return f"Den {ord_} av högst {u.hogst}" if u.hogst else f"Den {ord_}"


def _galler(u: Forlangningsunderlag) -> str:
    if u.beslut != "beviljad":
        return (
            "Insatsen fortsätter till och med beslutat slutdatum. Slutrapporten ska komma in innan dess "
            "(Kundvalsrutiner 2024, avsnitt 11 och 12)."
        )
    return (
        "Förlängning görs i undantagsfall och med en månad i taget, när kunden bedöms kunna nå målet under den tiden. "
        "Slutrapporten ska komma in innan det nya slutdatumet (Kundvalsrutiner 2024, avsnitt 11 och 12)."
    )
