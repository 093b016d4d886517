"""The granskning of anordnare as plain data. No SQLAlchemy here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..rules.bedomning import Avvikelse, Skala, Underlag
from ..rules.kontrollpunkter import Punkt
from .granskningstyper import Bristrad
from .redovisningstyper import Svar

PAGAR, KLAR = "pagar", "klar"


@dataclass(frozen=True, slots=True)
class Sparad:
    """A bedömning as it was saved. `niva` "": notes only."""

    niva: str
    kommentar: str
    evidens: str
    bedomd: date
    bedomd_av: str


@dataclass(frozen=True, slots=True)
class Bedomt:
    """The bedömning that counts, and `forr`: all that it has been before, the latest first."""

    id: int
    sparad: Sparad
    forr: tuple[Sparad, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Granskningspunkt:
    """A kontrollpunkt of one anordnare. `delnamn`: of its part; `svar`: what it has answered; `forra`: last year's
    bedömning; `aldre`: the version of the list that was judged, where the words have changed since, else 0; `tal`:
    which figures belong beside it."""

    punkt_id: int
    nummer: str
    punkt: Punkt
    delnamn: str
    svar: Svar | None
    bedomt: Bedomt | None
    forra: Sparad | None
    aldre: int
    tal: tuple[str, ...]

    @property
    def niva(self) -> str:
        return self.bedomt.sparad.niva if self.bedomt is not None else ""


@dataclass(frozen=True, slots=True)
class Granskad:
    """An anordnare. `har_svarat`: a redovisning of it is taken in; `version`: of its granskning, 0 before it began."""

    anordnare_id: int
    anordnare: str
    har_svarat: bool
    lage: str
    slutsats: str
    klar: date | None
    klar_av: str
    skal: str
    version: int
    punkter: tuple[Granskningspunkt, ...]

    @property
    def antal(self) -> int:
        return len(self.punkter)

    @property
    def bedomda(self) -> int:
        return sum(1 for p in self.punkter if p.niva)

    def punkten(self, kod: str) -> Granskningspunkt | None:
        return next((p for p in self.punkter if p.punkt.kod == kod), None)


@dataclass(frozen=True, slots=True)
class Granskningar:
    """All anordnare of an uppföljning, by name. `lista`: the version of the kontrollpunkter that was sent last."""

    plan_id: int
    ar: int
    namnd: str
    kundval: str
    lista: int
    skala: Skala
    rader: tuple[Granskad, ...]

    def anordnaren(self, anordnare_id: int) -> Granskad | None:
        return next((r for r in self.rader if r.anordnare_id == anordnare_id), None)


@dataclass(frozen=True, slots=True)
class Tal:
    """Something that the case flow knows of an anordnare. `ord`: as a sentence; `andel`: in percent, as it is
    compared, None where there is nothing to tell or too few to tell it of."""

    kod: str
    namn: str
    ord: str
    andel: int | None


@dataclass(frozen=True, slots=True)
class Anordnarens:
    """What is known of one. `arenden`: the cases behind its brister, for whoever works with cases."""

    tal: Mapping[str, Tal]
    arenden: tuple[Bristrad, ...] = ()


@dataclass(frozen=True, slots=True)
class Talen:
    """Of all anordnare of an uppföljning, by number. `fran`, `till`: the days that the figures are of. Empty for a
    kundval that the program has no cases of."""

    fran: date
    till: date
    per_anordnare: Mapping[int, Anordnarens]

    def om(self, anordnare_id: int, koder: tuple[str, ...]) -> tuple[Tal, ...]:
        har = self.per_anordnare.get(anordnare_id)
        return tuple(har.tal[k] for k in koder if k in har.tal) if har is not None else ()

    def underlag(self, anordnare_id: int, p: Granskningspunkt) -> Underlag:
        """What a bedömning of it rests on, as far as it can be compared."""
        andelar = {t.kod: t.andel for t in self.om(anordnare_id, p.tal) if t.andel is not None}
        return Underlag(p.svar.uppfyllt if p.svar is not None else "", andelar)


@dataclass(frozen=True, slots=True)
class Annan:
    """How another anordnare was judged on the same kontrollpunkt. `skiljer`: on similar evidence, otherwise."""

    anordnare: str
    uppfyllt: str
    tal: tuple[Tal, ...]
    niva: str
    kommentar: str
    liknar: bool
    skiljer: bool


@dataclass(frozen=True, slots=True)
class Jamford:
    """A kontrollpunkt of an anordnare beside the same one of the others. `avvikelse`: rules.bedomning."""

    andra: tuple[Annan, ...]
    avvikelse: Avvikelse | None


@dataclass(frozen=True, slots=True)
class Bristen:
    """A kontrollpunkt judged a brist, for the report and the letters."""

    bedomning_id: int
    nummer: str
    punkt: str
    delen: str
    niva: str
    namn: str
    kommentar: str


@dataclass(frozen=True, slots=True)
class Sammanfattning:
    """The granskning of an anordnare in short. `antal`: by part (A–D), how many points of each step, the steps in the
    order of the scale, those with none left out; `punkter`: of each part, how many points; `klar`: the day it was."""

    anordnare_id: int
    anordnare: str
    lage: str
    klar: date | None
    slutsats: str
    bedomda: int
    av: int
    antal: Mapping[str, Mapping[str, int]]
    punkter: Mapping[str, int]
    brister: tuple[Bristen, ...]
