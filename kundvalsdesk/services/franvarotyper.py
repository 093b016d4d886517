"""Plain data of the absence of a case: what the window is handed. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .arendetyper import Stegval


@dataclass(frozen=True, slots=True)
class Kalenderdag:
    """A day of a month. `slag`: a kind of absence, utanfor, helg or ""; `ord` says all of the day in words.

    `kontakt`: the kund was met or talked to. `skiljer`: the månadsrapport says something else than the case.
    """

    datum: date
    slag: str = ""
    ord: str = ""
    kontakt: bool = False
    skiljer: bool = False


@dataclass(frozen=True, slots=True)
class Manad:
    """A month of the insats. `manad` is "ÅÅÅÅ-MM"; `summa` its days in words, `narvaro` as "76 %" or ""."""

    manad: str
    rubrik: str
    dagar: tuple[Kalenderdag, ...]
    summa: str
    narvaro: str


@dataclass(frozen=True, slots=True)
class Intygsrad:
    """A certificate, an assessment or a message that a period calls for: its light, and when in words."""

    namn: str
    ljus: str
    ord: str
    datum: date


@dataclass(frozen=True, slots=True)
class Periodvy:
    """A period of absence, newest first in the list. `steg`: what can be done about it, the due one first."""

    typ: str
    fran: date
    till: date | None
    rubrik: str
    langd: str
    rader: tuple[str, ...]
    intyg: tuple[Intygsrad, ...]
    steg: tuple[Stegval, ...]


@dataclass(frozen=True, slots=True)
class Franvarovy:
    """All absence of a case. `start`: number of the month in `manader` that is shown last at first."""

    insats: str
    manader: tuple[Manad, ...]
    visa: int
    perioder: tuple[Periodvy, ...]
    summa: tuple[tuple[str, str], ...]
    upplysningar: tuple[str, ...]
    registrera: Stegval | None
    hinder: str = ""
