"""Visits at an anordnare: which fokusfrågor a year begins with, and until when a visit, its protocol and what came
of it wait.

The templates come in as the plain dict of their TOML file; anything unknown or missing is refused with file, key and
reason (`Modellfel`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from .kalender import plus_arbetsdagar
from .tomltabell import Tomltabell
from .trafikljus import antal_kvar, oppet_ljus
from .uppfoljning import Modellfel

PLANERAT, HALLET, INSTALLT = "planerat", "hallet", "installt"
LAGEN = (PLANERAT, HALLET, INSTALLT)
BESOKET, PROTOKOLLET = "besoket", "protokollet"
"""What a visit waits for."""
_NUMRERAD = re.compile(r"\s*[0-9]{1,2}[.)]\s+(\S.*)")


class Besoksmall(NamedTuple):
    """`fran`: the first year that it holds; `traffar`: whom a visit is to meet first of all."""

    kod: str
    fran: int
    traffar: str
    fragor: tuple[str, ...]


class Besoksmodell(NamedTuple):
    gul_kvar: int
    protokoll_dagar: int
    mallar: tuple[Besoksmall, ...]

    def mall(self, kod: str, ar: int) -> Besoksmall | None:
        """The latest of this code that holds in the year."""
        return max((m for m in self.mallar if m.kod == kod and m.fran <= ar), key=lambda m: m.fran, default=None)


def las_besoksmodell(fil: str, data: Mapping[str, Any]) -> Besoksmodell:
    """Raises Modellfel."""
    las = Tomltabell(fil, "", dict(data), Modellfel)
    gul, dagar = las.tal("gul_kvar", minst=0) or 0, las.tal("protokoll_dagar", minst=1) or 1
    mallar = []
    for t in las.lista("mall"):
        kod, fran, traffar = t.text("kod"), t.tal("fran") or 0, t.text("traffar")
        fragor = []
        for f in t.lista("fraga"):
            fragor.append(f.text("fraga"))
            f.slut()
        if not fragor or len(set(fragor)) < len(fragor):
            raise t.fel("fraga", "saknas eller står två gånger")
        t.slut()
        mallar.append(Besoksmall(kod, fran, traffar, tuple(fragor)))
    if len({(m.kod, m.fran) for m in mallar}) < len(mallar):
        raise las.fel("mall", "har samma kod och år två gånger")
    las.slut()
    return Besoksmodell(gul, dagar, tuple(mallar))


def fragor_ur_tema(tema: str) -> tuple[str, ...]:
    """The numbered lines of a plan's tema: the fokusfrågor that this year has besides."""
    return tuple(m[1].strip() for rad in tema.splitlines() if (m := _NUMRERAD.fullmatch(rad)))


def fragor(mall: Besoksmall | None, tema: str) -> tuple[str, ...]:
    """What a visit asks to begin with, each once: the template's, then those of the year's tema."""
    return tuple(dict.fromkeys([*(mall.fragor if mall else ()), *fragor_ur_tema(tema)]))


class Vantan(NamedTuple):
    """What a visit waits for, until when, and its light. `vad` "": for nothing."""

    vad: str = ""
    forfaller: date | None = None
    ljus: str = ""
    kvar: int = 0


def vantan(lage: str, dag: date, signerad: date | None, modell: Besoksmodell, idag: date) -> Vantan:
    """Of a visit: the visit itself until its day, then to be told how it went, and its protocol to be signed."""
    if lage == INSTALLT or (lage == HALLET and signerad is not None):
        return Vantan()
    vad = BESOKET if lage == PLANERAT else PROTOKOLLET
    till = dag if lage == PLANERAT else plus_arbetsdagar(dag, modell.protokoll_dagar)
    return Vantan(vad, till, oppet_ljus(till, modell.gul_kvar, idag), antal_kvar(till, idag))
