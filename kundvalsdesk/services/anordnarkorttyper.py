"""Plain data of the card of one anordnare. No SQLAlchemy here; names of kunder are already masked (regelverk §9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.diagram import Diagram


@dataclass(frozen=True, slots=True)
class Kontorsrad:
    mal: str
    version: int
    namn: str
    kommundel: str
    adress: str
    telefon: str
    epost: str


@dataclass(frozen=True, slots=True)
class Personrad:
    """`behorighet`: one of rules.anordnarregister; `kvar`: works there today; `arenden`: running insatser that name
    them, None for whoever sees no cases."""

    mal: str
    version: int
    namn: str
    roll: str
    kompetens: str
    epost: str
    telefon: str
    forsta_dag: date | None
    sista_dag: date | None
    behorighet: str
    behorighet_ord: str
    kvar: bool
    arenden: int | None = None


@dataclass(frozen=True, slots=True)
class Auktorisationsrad:
    """`lage`: galler | kommer | upphord."""

    mal: str
    version: int
    avser: str
    avser_ord: str
    fran: date
    till: date | None
    lage: str
    villkor: str
    avslut: str
    avslut_skal: str


@dataclass(frozen=True, slots=True)
class Andringsrad:
    """`frist`: the day the routine gives, if it does; `sen`: that day has passed, and nobody has dealt with it."""

    mal: str
    version: int
    slag: str
    slag_ord: str
    beskrivning: str
    galler_fran: date | None
    anmald: date
    anmald_av: str
    frist: date | None
    sen: bool
    hanterad: date | None
    hanterad_av: str
    atgard: str


@dataclass(frozen=True, slots=True)
class Insatsrad:
    """An insats that runs, or is granted, and that no auktorisation covers to its end. `till`: the last day that one
    does, None if none does today. `insats` and `kund` are "" for whoever sees no cases."""

    insats: str
    kund: str
    insatskod: str
    start: date | None
    slut: date | None
    till: date | None


@dataclass(frozen=True, slots=True)
class Anordnarkort:
    """`far_varda`: the actor may write in the register; `far_tal`: has figures; `far_se`: the cases behind them."""

    mal: str
    version: int
    namn: str
    fakta: tuple[tuple[str, str], ...]
    kontor: tuple[Kontorsrad, ...]
    personal: tuple[Personrad, ...]
    auktorisationer: tuple[Auktorisationsrad, ...]
    andringar: tuple[Andringsrad, ...]
    utan_auktorisation: tuple[Insatsrad, ...]
    att_gora: tuple[str, ...]
    diagram: tuple[Diagram, ...]
    far_varda: bool
    far_tal: bool
    far_se: bool
