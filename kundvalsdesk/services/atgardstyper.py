"""Åtgärder after a brist as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.atgarder import Vantan
from .uppfoljningstyper import ROLLER, SKRIVER

BESLUTAR = "arbetsledare"
__all__ = ["BESLUTAR", "ROLLER", "SKRIVER", "Atgardsrad", "Atgardsuppgifter", "Atgardsvy", "Effekter", "Forvalseffekt",
           "Hos", "Planval", "Stegrad", "Steguppgifter"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atgardsuppgifter:
    """What is said of a brist. `punkt_id`, `bedomning_id`, `besok_id`: what it came of, 0 for none."""

    brist: str
    konstaterad: date
    ansvarig: str
    ursprung: str = "granskning"
    punkt_id: int = 0
    bedomning_id: int = 0
    besok_id: int = 0


@dataclass(frozen=True, slots=True)
class Steguppgifter:
    """What a step says. `datum` None: today. Of a withdrawn auktorisation `galler_fran` and `auktorisationer`; none of
    those: all that hold then."""

    skal: str = ""
    hopp: str = ""
    ska_goras: str = ""
    senast: date | None = None
    foljs_upp: date | None = None
    galler_fran: date | None = None
    auktorisationer: tuple[int, ...] = ()
    datum: date | None = None


@dataclass(frozen=True, slots=True)
class Atgardsrad:
    """An åtgärd in a list. `punkt`: its kontrollpunkt, as "A3 F-skatt", "" for none; `steg`: the kind of the step that
    stands, `hogst`: that of the highest one."""

    id: int
    plan_id: int
    ar: int
    kundval: str
    anordnare_id: int
    anordnare: str
    punkt: str
    ursprung: str
    brist: str
    konstaterad: date
    ansvarig: str
    lage: str
    steg: str
    hogst: str
    vantan: Vantan
    senast: date | None
    foljs_upp: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Stegrad:
    """A step, with names for logins. `rattad`: it has been corrected by a later one; `brev`: the number of its letter,
    "" before it is communicated."""

    id: int
    nummer: int
    slag: str
    lage: str
    datum: date
    skal: str
    hopp: str
    ska_goras: str
    senast: date | None
    foljs_upp: date | None
    resultat: str
    rattar: int
    rattad: bool
    galler_fran: date | None
    auktorisationer: tuple[int, ...]
    foreslagen_av: str
    mitt_forslag: bool
    beslutsfattare: str
    beslutad: date | None
    beslutad_av: str
    diarienummer: str
    beslut_skal: str
    kommunicerad: date | None
    kommunicerad_av: str
    brev: str
    version: int


@dataclass(frozen=True, slots=True)
class Planval:
    """The uppföljningar that a brist of an anordnare may be written down in, by number, with what they are called."""

    anordnare_id: int
    planer: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Atgardsvy:
    """All of one åtgärd. `nasta`: the step that follows in order, "" for none; `pagar`: the number of the step that is
    not communicated yet, 0 for none; `skal`: why it is makulerad; `ny_granskning`: when what has been remedied is
    reviewed anew."""

    rad: Atgardsrad
    steg: tuple[Stegrad, ...]
    nasta: str
    pagar: int
    makulerad: date | None
    skal: str
    ny_granskning: date | None

    @property
    def steget(self) -> Stegrad | None:
        """The one under way."""
        return next((s for s in self.steg if s.nummer == self.pagar), None)


# --- What a withdrawn auktorisation does --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Forvalseffekt:
    """The first period that the anordnare would have had in a kundval, and who has it instead, "" for nobody."""

    kundval: str
    fran: date
    till: date
    i_stallet: str


@dataclass(frozen=True, slots=True)
class Hos:
    """Cases of one karriärvägledare, by number. `namn` "": those that nobody has."""

    namn: str
    pagar: tuple[str, ...]
    vantar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effekter:
    """What happens when auktorisationer are withdrawn from a day. `auktorisationer`: what they are for; `pagar`,
    `vantar`: how many insatser run then, or have been granted and not begun; `hos`: whose they are, None for whoever
    sees no cases; `kvar`: auktorisationer for the same kundval that are not withdrawn, with their first day."""

    galler_fran: date
    anordnare: str
    auktorisationer: tuple[str, ...]
    forval: tuple[Forvalseffekt, ...]
    pagar: int
    vantar: int
    hos: tuple[Hos, ...] | None
    kvar: tuple[tuple[str, date], ...] = ()
