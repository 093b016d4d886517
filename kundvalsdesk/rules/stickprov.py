"""A stickprov of cases, drawn so that anybody can draw it again, with any program, in ten years.

Method "sha256-1": each case of the population gets the SHA-256 of `seed:case number` (UTF-8, hexadecimal, small
letters). The cases are put in the order of those values, and the first n are the draw. No generator of random numbers
is in it, so it does not depend on a version of anything; and a case that has gone since moves no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from .tomltabell import Tomltabell
from .uppfoljning import Modellfel

METOD = "sha256-1"
JA, NEJ, EJ = "ja", "nej", "ej"
SVAR = (JA, NEJ, EJ)
BESTALLT, DRAGET, KLART, AVBRUTET = "bestallt", "draget", "klart", "avbrutet"
STORST = 500


class Fraga(NamedTuple):
    kod: str
    fraga: str
    avser: str


class Utfall(NamedTuple):
    """Of one question: how many cases have which answer."""

    fraga: Fraga
    ja: int
    nej: int
    ej: int


def las_fragor(fil: str, data: Mapping[str, Any]) -> tuple[Fraga, ...]:
    """Raises Modellfel."""
    las = Tomltabell(fil, "", dict(data), Modellfel)
    ut = []
    for t in las.lista("fraga"):
        ut.append(Fraga(t.text("kod"), t.text("fraga"), t.text("avser")))
        t.slut()
    if not ut or len({f.kod for f in ut}) < len(ut):
        raise las.fel("fraga", "saknas eller står två gånger")
    las.slut()
    return tuple(ut)


def varde(fro: str, arende: str) -> str:
    return sha256(f"{fro}:{arende}".encode()).hexdigest()


def dra(fro: str, population: Iterable[str], antal: int) -> tuple[str, ...]:
    """The draw, in the order it was drawn."""
    return tuple(sorted(set(population), key=lambda x: (varde(fro, x), x))[:antal])


def fingeravtryck(population: Iterable[str]) -> str:
    """SHA-256 of the case numbers, sorted by their characters, a line each."""
    return sha256("".join(f"{x}\n" for x in sorted(set(population))).encode()).hexdigest()


def rakna(fragor: Iterable[Fraga], svar: Iterable[Mapping[str, str]]) -> tuple[Utfall, ...]:
    alla = list(svar)
    ut = []
    for f in fragor:
        antal = Counter(s.get(f.kod, "") for s in alla)
        ut.append(Utfall(f, antal[JA], antal[NEJ], antal[EJ]))
    return tuple(ut)
