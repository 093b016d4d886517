"""Kvalitetsredovisningar as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..rules.kontrollpunkter import Punkt

UPPGIFTER = {
    "orgnr": "Organisationsnummer",
    "kontaktperson": "Kontaktperson",
    "epost": "E-post",
    "telefon": "Telefon",
    "kontor": "Kontor",
    "personal": "Antal som arbetar med deltagarna",
}
"""What an anordnare says of itself, in the order of the form."""
UPPFYLLT = {"ja": "Ja", "delvis": "Delvis", "nej": "Nej"}


@dataclass(frozen=True, slots=True)
class Svar:
    kod: str
    uppfyllt: str
    svar: str
    bevis: str

    @property
    def tomt(self) -> bool:
        return not (self.uppfyllt or self.svar or self.bevis)


@dataclass(frozen=True, slots=True)
class Fraga:
    """A kontrollpunkt as an anordnare meets it. `delnamn`: of its part; `forra`: what they answered last year; `nu`:
    what they have answered this year already, to be completed."""

    nummer: str
    punkt: Punkt
    delnamn: str
    forra: str = ""
    nu: Svar | None = None


@dataclass(frozen=True, slots=True)
class Redovisningsunderlag:
    """What a form is filled in with. `nyckel`: how the anordnare is found again when it comes back; `klar`: its
    heading says that it is done."""

    ar: int
    namnd: str
    kundval: str
    version: int
    svar_senast: date | None
    anordnare: str
    nyckel: str
    uppgifter: tuple[tuple[str, str], ...]
    fragor: tuple[Fraga, ...]
    klar: bool = False


@dataclass(frozen=True, slots=True)
class LastRedovisning:
    """What a file says. `svar`: of every point that the form asks, answered or not."""

    ar: int
    namnd: str
    kundval: str
    version: int
    nyckel: str
    klar: bool
    uppgifter: tuple[tuple[str, str], ...]
    svar: tuple[Svar, ...]
    sha256: str
    original: bytes


@dataclass(frozen=True, slots=True)
class Inkommen:
    """A redovisning that has been received. `mening`: why it is parked; `kan_tas_in`: it may be taken in by hand."""

    id: int
    nummer: int | None
    lage: str
    mening: str
    mottagen: datetime
    listans: int
    version: int
    kan_tas_in: bool = False


@dataclass(frozen=True, slots=True)
class Anordnarens:
    """An anordnare that is to answer, and how far it has come. `fragor`: how many points; `besvarade`: of those, in
    the one that counts; `inkomna`: all that has been received, the one that counts first. `sen`: the day has gone and
    none has been taken in."""

    anordnare_id: int
    anordnare: str
    fragor: int
    besvarade: int
    inkomna: tuple[Inkommen, ...]
    sen: bool

    @property
    def galler(self) -> Inkommen | None:
        return next((r for r in self.inkomna if r.lage == "intagen"), None)


@dataclass(frozen=True, slots=True)
class Redovisningslista:
    plan_id: int
    ar: int
    kundval: str
    version: int
    svar_senast: date | None
    rader: tuple[Anordnarens, ...]


@dataclass(frozen=True, slots=True)
class Svarsrad:
    nummer: str
    punkt: Punkt
    svar: Svar


@dataclass(frozen=True, slots=True)
class Redovisning:
    """One that came in, whole."""

    rad: Inkommen
    anordnare: str
    uppgifter: tuple[tuple[str, str], ...]
    svar: tuple[Svarsrad, ...]
