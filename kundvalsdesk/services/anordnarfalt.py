"""What may be written in the register of anordnare: each field once, for the forms, the commands and the checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..fel import Nekad
from ..rules.anordnarregister import SLAG
from ..texter.anordnarregister import AVSLUTORD, SLAGORD
from ..texter.meningar import KUNDVALORD
from .arendetyper import Falt
from .formularvarden import dagen

EPOST = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
KOMMUNAL = (("ja", "Kommunal"), ("nej", "Extern"))


@dataclass(frozen=True, slots=True)
class Uppgift:
    """A field of the register. `typ` as Falt has it; `langd`: how much fits, 0 = as much as a text may have."""

    namn: str
    rubrik: str
    typ: str = "text"
    langd: int = 200
    kravs: bool = False
    hjalp: str = ""
    val: tuple[tuple[str, str], ...] = ()

    def falt(self, varde: Any) -> Falt:
        return Falt(
            self.namn, self.rubrik, self.typ, kravs=self.kravs, varde=som_falt(varde), val=self.val, hjalp=self.hjalp
        )  # fmt: skip


def _text(namn: str, rubrik: str, hjalp: str = "", *, kravs: bool = False) -> Uppgift:
    return Uppgift(namn, rubrik, "stor_text", 0, kravs, hjalp)


def _dag(namn: str, rubrik: str, hjalp: str = "", *, kravs: bool = False) -> Uppgift:
    return Uppgift(namn, rubrik, "datum", 10, kravs, hjalp)


_EPOST = Uppgift("epost", "E-post")
_TELEFON = Uppgift("telefon", "Telefon", langd=60)

ANORDNARE = (
    Uppgift("namn", "Namn", kravs=True),
    Uppgift("kontaktperson", "Kontaktperson"),
    _EPOST,
    _TELEFON,
    Uppgift("webbplats", "Webbplats"),
    _text("adress", "Adress"),
    Uppgift("orgnr", "Organisationsnummer", langd=20, hjalp="Till exempel 556012-5790."),
    Uppgift("kommunal", "Drift", "lista", 3, val=KOMMUNAL),
    _text("kommundelar", "Kommundelar", "Där anordnaren tar emot kunder. Kommatecken mellan."),
    _text("sprak", "Språk", "Språk som kunder kan få stöd på. Kommatecken mellan."),
    _text("kompetens", "Särskild kompetens"),
    _text("presentation", "Presentation", "Så beskriver anordnaren sig själv för kunden, i Jämföraren."),
)
KONTOR = (
    Uppgift("namn", "Kontorets namn", kravs=True, hjalp="Till exempel Sickla."),
    Uppgift("kommundel", "Kommundel", langd=120),
    _text("adress", "Adress"),
    _TELEFON,
    _EPOST,
)
JOBBEXPERT = (
    Uppgift("namn", "Namn", kravs=True),
    Uppgift("roll", "Roll", langd=120, hjalp="Till exempel jobbexpert eller verksamhetschef."),
    _text("kompetens", "Kompetens"),
    _EPOST,
    _TELEFON,
    _dag("forsta_dag", "Första dag"),
    _dag("sista_dag", "Sista dag", "Tom så länge personen arbetar kvar."),
    _dag("behorighet_begard", "Behörighet begärd", "Ska begäras den dag personen börjar (K 3.2.1)."),
)
AVSER = Uppgift("avser", "Gäller", "lista", 8, kravs=True)
AUKTORISATION = (
    _dag("fran", "Första dag", kravs=True),
    _dag("till", "Sista dag", "Tom om ingen sista dag är beslutad."),
    _text("villkor", "Villkor", "Villkor som hör till beslutet, utöver de allmänna."),
)
AVSLUT = (
    _dag("till", "Sista dag", kravs=True),
    Uppgift("avslut", "Hur den upphör", "val", 16, kravs=True, val=tuple(AVSLUTORD.items())),
    _text("avslut_skal", "Skäl", kravs=True),
)
ANDRING = (
    Uppgift("slag", "Vad som ändras", "lista", 20, kravs=True, val=tuple((s, SLAGORD[s]) for s in SLAG)),
    _text("beskrivning", "Beskrivning", kravs=True),
    _dag("galler_fran", "Gäller från"),
    _dag("anmald", "Anmäld", "Den dag anordnaren berättade.", kravs=True),
    Uppgift("anmald_av", "Anmäld av", hjalp="Vem hos anordnaren."),
)
HANTERING = (
    _dag("hanterad", "Hanterad", kravs=True),
    _text("atgard", "Vad som gjordes", kravs=True),
)


def som_falt(v: Any) -> str:
    """A stored value as a form holds it."""
    if v is None:
        return ""
    if isinstance(v, bool):
        return "ja" if v else "nej"
    return v.isoformat() if isinstance(v, date) else str(v)


def rensa(uppgifter: tuple[Uppgift, ...], varden: dict[str, str], *, ny: bool) -> dict[str, Any]:
    """What was typed as it is stored. A field that is left out stays, unless the row is `ny`. Raises Nekad with the
    field: for one that there is not, that is required, too long, or cannot be read."""
    namn = {u.namn: u for u in uppgifter}
    if okanda := sorted(set(varden) - set(namn)):
        raise Nekad("okant_falt", f"Uppgiften {okanda[0]} finns inte. Välj något av: {', '.join(namn)}.", okanda[0])
    return {n: _varde(u, varden.get(n, "")) for n, u in namn.items() if ny or n in varden}


def _varde(u: Uppgift, skrivet: str) -> Any:
    from .overforing.tolkning import LANGSTA_TEXT, styrtecken

    flera_rader = u.typ == "stor_text"
    v = skrivet.strip() if flera_rader else " ".join(skrivet.split())
    if styrtecken(v, flera_rader):
        raise Nekad("styrtecken", "Texten innehåller tecken som inte kan sparas. Skriv om den.", u.namn)
    if not v:
        if u.kravs:
            raise Nekad("saknas", f"Fyll i {u.rubrik[:1].lower()}{u.rubrik[1:]}.", u.namn)
        return None
    hogst = u.langd or LANGSTA_TEXT
    if u.typ == "datum":
        return dagen(v, u.namn)
    if len(v) > hogst:
        raise Nekad("lang", f"Texten har {len(v)} tecken. Den får ha högst {hogst}.", u.namn)
    if u.val and v not in dict(u.val):
        raise Nekad("okand_kod", f"{u.rubrik}: välj något av {', '.join(k for k, _ in u.val)}.", u.namn)
    return v == "ja" if u.namn == "kommunal" else v


def prova_epost(epost: str | None) -> None:
    if epost and not EPOST.fullmatch(epost):
        raise Nekad("epost", "E-postadressen går inte att använda. Skriv den som namn@foretag.se.", "epost")


def avser_val(koder: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What an auktorisation may be for: a whole kundval, or one insats of those given."""
    hela = tuple((k, f"{k}: {ord_}, hela kundvalet") for k, ord_ in KUNDVALORD.items())
    return (*hela, *((k, f"{k}: {namn}") for k, namn in koder.items()))
