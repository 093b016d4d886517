"""Jämföraren as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass

from .kundenkattyper import Kundnojdhet

ROLLER = ("karriarvagledare", "arbetsledare", "kvalitetsutvecklare", "kundkoordinator")
"""Those who meet kunder, and those who answer for what anordnare are compared by."""


@dataclass(frozen=True, slots=True)
class Jamford:
    """An anordnare that can be chosen today. `insatser`: code and name of each that it is authorised for.

    `kunder`, `manader`: about how many in the year, and of how long; None: of too few to tell. `kontor`: name, part of
    the municipality and address of each place.
    """

    namn: str
    insatser: tuple[tuple[str, str], ...]
    kunder: int | None
    manader: int | None
    nojdhet: tuple[Kundnojdhet, ...] = ()
    kommundelar: str = ""
    sprak: str = ""
    kompetens: str = ""
    presentation: str = ""
    kontor: tuple[tuple[str, str, str], ...] = ()
    adress: str = ""
    telefon: str = ""
    epost: str = ""
    webbplats: str = ""


@dataclass(frozen=True, slots=True)
class Jamforelse:
    """`alla`: by Swedish name. `insats`: code and name of what they are compared for, ("", "") for anything; `forval`:
    who has the turn today, for an insats; `enkat`: whether any kundenkät has answers yet."""

    ar: int
    alla: tuple[Jamford, ...]
    insats: tuple[str, str] = ("", "")
    forval: str = ""
    enkat: bool = False
