"""What a form asks and what an anordnare has answered: plan, månadsrapport and slutrapport, as plain data.

`slag` is plan, rapport or slutrapport. `avser` is a plan's number, "ÅÅÅÅ-MM", or "slut". Sections are named by their
code, which is the same in every version of a form.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from .rapportval import FRANVAROTYPER, LAGEN, SATT

__all__ = [
    "BEHOV",
    "FRANVAROTYPER",
    "LAGEN",
    "MAL",
    "NASTA_STEG",
    "PROGRESSION",
    "SATT",
    "SLAG",
    "SLUT",
    "Anmarkning",
    "Avsnitt",
    "Delmal",
    "Formular",
    "Franvarorad",
    "Innehall",
    "Kontaktrad",
]  # fmt: skip

SLAG = ("plan", "rapport", "slutrapport")
SLUT = "slut"
"""`avser` of every slutrapport: an insats has one."""

# Sections that the checks know of; every other one is only asked to be filled in.
MAL, PROGRESSION, BEHOV, NASTA_STEG = "mal", "progression", "annan_insats", "nasta_steg"
LAGE_START, LAGE_MAL, LAGE_NU = "lage_start", "lage_mal", "lage_nu"
"""Sections answered on the scale: in a plan the start and the goal, in a report where the kund stands."""

TABELLER = {"delmal": "Delmål", "kontakter": "Kontakter med kunden", "franvaro": "Frånvaro"}
"""The tables that a form can have, with their headings."""


class Avsnitt(NamedTuple):
    """A section of a form. `kravs`: must be filled in; `ej_aktuellt`: may say "Ej aktuellt" and why (K 8.1).

    `kalla`: "K 7.4" or "K 4, K 7.5". `skala`: answered by a step of the kundval's scale (rules.progressionsregler).
    """

    kod: str
    rubrik: str
    hjalp: str
    kravs: bool
    ej_aktuellt: bool
    kalla: str
    skala: bool = False


class Formular(NamedTuple):
    """A form of one kundval. `tabeller`: of delmal, kontakter, franvaro; their rows are Delmal, Kontaktrad …"""

    slag: str
    kundval: str
    version: int
    titel: str
    avsnitt: tuple[Avsnitt, ...]
    tabeller: tuple[str, ...]

    @property
    def namn(self) -> str:
        return f"{self.slag}/{self.kundval}/{self.version}"

    def avsnitt_for(self, kod: str) -> Avsnitt | None:
        return next((a for a in self.avsnitt if a.kod == kod), None)


@dataclass(frozen=True, slots=True)
class Delmal:
    """A sub-goal. A plan gives `text`, `aktivitet` and `klart_senast`; a report says `lage` (LAGEN) and comments."""

    nr: int
    text: str
    aktivitet: str = ""
    klart_senast: date | None = None
    lage: str = ""
    kommentar: str = ""


@dataclass(frozen=True, slots=True)
class Kontaktrad:
    """A contact with the kund (K 7.2); `satt` is a key of SATT or ""."""

    datum: date | None
    satt: str = ""
    kommentar: str = ""


@dataclass(frozen=True, slots=True)
class Franvarorad:
    """An absence as the report tells it (K 10). `typ` is a key of FRANVAROTYPER or ""; `till` None = still absent."""

    typ: str
    fran: date | None
    till: date | None = None
    orsak: str = ""
    intyg: bool | None = None


@dataclass(frozen=True, slots=True)
class Innehall:
    """What has been written in a form. `texter`: (section code, text) in the order of the form; "" = left empty."""

    rubrik: str
    texter: tuple[tuple[str, str], ...] = ()
    delmal: tuple[Delmal, ...] = ()
    kontakter: tuple[Kontaktrad, ...] = ()
    franvaro: tuple[Franvarorad, ...] = ()

    def text(self, kod: str) -> str:
        return next((t for k, t in self.texter if k == kod), "")

    def till_json(self) -> str:
        tabeller = {
            namn: [{f: getattr(rad, f) for f in rad.__slots__} for rad in getattr(self, namn)]
            for namn in ("delmal", "kontakter", "franvaro")
        }
        return json.dumps(
            {"rubrik": self.rubrik, "texter": self.texter, **tabeller}, ensure_ascii=False, default=date.isoformat
        )

    @classmethod
    def fran_json(cls, text: str) -> Innehall:
        """The content that `till_json` wrote."""
        d = json.loads(text)
        return cls(
            rubrik=d["rubrik"],
            texter=tuple((k, t) for k, t in d["texter"]),
            delmal=tuple(Delmal(**_med_dagar(r, "klart_senast")) for r in d["delmal"]),
            kontakter=tuple(Kontaktrad(**_med_dagar(r, "datum")) for r in d["kontakter"]),
            franvaro=tuple(Franvarorad(**_med_dagar(r, "fran", "till")) for r in d["franvaro"]),
        )


def _med_dagar(rad: dict[str, Any], *falt: str) -> dict[str, Any]:
    return rad | {f: date.fromisoformat(rad[f]) for f in falt if rad[f] is not None}


class Anmarkning(NamedTuple):
    """Something to look at in a report: a code, where it stands ("" = the report as a whole), and what it is about.

    `data` are the values that the sentence is made of (texter.anmarkningar). `kalla` is the paragraph of the routine,
    "8.1". It decides nothing.
    """

    kod: str
    avsnitt: str
    data: tuple[object, ...] = ()
    kalla: str = ""
    rad: int = -1
    """Which row of the table, where `avsnitt` is delmal, kontakter or franvaro; -1 = none in particular."""
