"""How anordnare are judged on a kontrollpunkt: the scale as data, and when a bedömning differs from the others'.

Two anordnare stand on similar evidence at a kontrollpunkt if they have answered the same (where both have answered)
and no figure that is known of both differs by more than so many procentenheter; and if there is anything at all to
compare them by: an answer of both, or a figure of both. Two bedömningar differ if one is a brist and the other is
not, or if so many steps lie between them. A bedömning is told of when it differs from more than half of those on
similar evidence. It is told of and never forbidden: what is not in the figures may be the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .tomltabell import Tomltabell
from .uppfoljning import KOD, Modellfel

TAL = ("sena", "returer", "resultat", "avbrott", "nojdhet", "brister")
"""What the case flow knows of an anordnare, by code; a kontrollpunkt says which of it belongs beside it."""


class Steg(NamedTuple):
    """`kort`: its name where there is little room."""

    kod: str
    namn: str
    kort: str
    text: str
    brist: bool


class Skala(NamedTuple):
    """`steg`: from the best to the worst; `procentenheter`, `olika`: the limits of the rule of this module."""

    steg: tuple[Steg, ...]
    procentenheter: int
    olika: int

    def steget(self, kod: str) -> Steg | None:
        return next((s for s in self.steg if s.kod == kod), None)

    def namn(self, kod: str) -> str:
        """A step that the scale no longer has is called by its code."""
        s = self.steget(kod)
        return s.namn if s is not None else kod

    def brist(self, kod: str) -> bool:
        s = self.steget(kod)
        return s is not None and s.brist

    def plats(self, kod: str) -> int:
        """From 0, the best; -1 for what is no step."""
        return next((n for n, s in enumerate(self.steg) if s.kod == kod), -1)


def las_skala(fil: str, data: Mapping[str, Any]) -> Skala:
    """Raises Modellfel with file, key and reason."""
    las = Tomltabell(fil, "", dict(data), Modellfel)
    steg: list[Steg] = []
    for t in las.lista("steg"):
        s = Steg(t.text("kod"), t.text("namn"), t.text("kort"), t.text("text"), t.janej("brist", kravs=True))
        if not KOD.fullmatch(s.kod) or len(s.kod) > 30:
            raise t.fel("kod", "ska vara högst 30 små bokstäver a–z, siffror och understreck")
        if any(x.kod == s.kod for x in steg):
            raise t.fel("kod", f"är {s.kod!r}, som redan finns")
        if steg and steg[-1].brist and not s.brist:
            raise t.fel("brist", "ska vara true: stegen går från bäst till sämst")
        steg.append(s)
        t.slut()
    if not 2 <= len(steg) <= 9:
        raise las.fel("steg", "ska vara två till nio")
    lika = las.tabell("liknande")
    if lika is None:
        raise las.fel("liknande", "saknas")
    skala = Skala(tuple(steg), lika.tal("procentenheter", minst=0) or 0, lika.tal("steg") or 1)
    lika.slut()
    las.slut()
    return skala


class Underlag(NamedTuple):
    """What a bedömning of one anordnare at one kontrollpunkt rests on, as far as it can be compared. `svar`: ja,
    delvis or nej as it sees it itself, "" for none; `tal`: shares in percent, by code, of what is known."""

    svar: str
    tal: Mapping[str, int]


class Domd(NamedTuple):
    """Another anordnare at the same kontrollpunkt. `niva` "": not judged."""

    namn: str
    niva: str
    underlag: Underlag


class Avvikelse(NamedTuple):
    """`lika`: those on similar evidence that were judged otherwise, by name; `av`: how many were on similar evidence;
    `niva`: the step that most of the first were given; `strangare`: this one was judged harder than that."""

    lika: tuple[str, ...]
    av: int
    niva: str
    strangare: bool


def liknar(skala: Skala, a: Underlag, b: Underlag) -> bool:
    if a.svar and b.svar and a.svar != b.svar:
        return False
    gemensamma = a.tal.keys() & b.tal.keys()
    if not gemensamma and not (a.svar and b.svar):
        return False
    return all(abs(a.tal[k] - b.tal[k]) <= skala.procentenheter for k in gemensamma)


def skiljer(skala: Skala, a: str, b: str) -> bool:
    """Whether two steps are judged differently. What is no step of the scale differs from nothing."""
    x, y = skala.plats(a), skala.plats(b)
    if x < 0 or y < 0:
        return False
    return skala.brist(a) != skala.brist(b) or abs(x - y) >= skala.olika


def avviker(skala: Skala, niva: str, underlag: Underlag, andra: Sequence[Domd]) -> Avvikelse | None:
    """The rule of this module; None where there is nothing to tell."""
    if skala.plats(niva) < 0:
        return None
    lika = [d for d in andra if skala.plats(d.niva) >= 0 and liknar(skala, underlag, d.underlag)]
    olika = [d for d in lika if skiljer(skala, niva, d.niva)]
    if len(olika) * 2 <= len(lika):
        return None
    antal = Counter(d.niva for d in olika)
    vanligast = min(antal, key=lambda n: (-antal[n], skala.plats(n)))
    return Avvikelse(
        tuple(d.namn for d in olika), len(lika), vanligast, strangare=skala.plats(niva) > skala.plats(vanligast)
    )  # fmt: skip
