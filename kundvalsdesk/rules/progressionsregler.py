"""How progression is measured (K 7.4), from the table `progression` of a rule set: a scale per kundval, the order of
the insatser, and how soon one insats must follow on another to be its continuation.

The steps of a scale are told in words; the number of a step is its place, the first is 1. A later step is nearer to
the goal of the kundval.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .tomltabell import Tomltabell

MINST_STEG, HOGST_STEG = 2, 9
HOGST_DAGAR = 366
EJ_BEDOMT = "Ej aktuellt. Det har inte gått att bedöma."
"""What a report may answer instead of a step (K 8.1: with its motivation)."""
_SIFFRA = re.compile(r"([1-9])(?:\s*[–—:.)-]\s*|\s+|$)(.*)", re.DOTALL)


class Progressionsregel(NamedTuple):
    """`skalor`: the steps of each kundval. `ordning`: groups of insatser, those farthest from egen försörjning first;
    those of a group are side by side, one that is in no group is beside them all. `kedja_dagar`: an insats that
    begins at most so many days after the last day of another continues it."""

    kalla: str
    tolkning: tuple[str, ...]
    kedja_dagar: int
    ordning: tuple[tuple[str, ...], ...]
    skalor: Mapping[str, tuple[str, ...]]

    def rang(self, kod: str) -> int | None:
        return next((n for n, grupp in enumerate(self.ordning) if kod in grupp), None)


def las_progression(las: Tomltabell, tolkningar: Mapping[str, str]) -> Progressionsregel:
    skalor: dict[str, tuple[str, ...]] = {}
    for rad in las.lista("skala"):
        kundval, steg = rad.text("kundval"), rad.texter("steg")
        if kundval in skalor:
            raise rad.fel("kundval", f"är {kundval!r}, som redan har en skala")
        if not MINST_STEG <= len(steg) <= HOGST_STEG:
            raise rad.fel("steg", f"ska ha {MINST_STEG}–{HOGST_STEG} steg")
        if len({_jamforbar(s) for s in steg}) < len(steg) or any(not _jamforbar(s) or s[0].isdigit() for s in steg):
            raise rad.fel("steg", "ska vara olika texter som inte börjar med en siffra")
        rad.slut()
        skalor[kundval] = steg
    ordning: list[tuple[str, ...]] = []
    sedda: set[str] = set()
    for rad in las.lista("ordning"):
        grupp = rad.texter("insatser")
        if not grupp or sedda & set(grupp):
            raise rad.fel("insatser", "ska nämna minst en insats, och ingen som redan har en plats i ordningen")
        sedda |= set(grupp)
        rad.slut()
        ordning.append(grupp)
    dagar = las.tal("kedja_dagar") or 0
    if dagar > HOGST_DAGAR:
        raise las.fel("kedja_dagar", f"ska vara högst {HOGST_DAGAR}")
    r = Progressionsregel(las.text("kalla"), las.texter("tolkning", tolkningar), dagar, tuple(ordning), skalor)
    las.slut()
    return r


def svarsord(steg: Sequence[str], *, ej_aktuellt: bool = False) -> tuple[str, ...]:
    """What can be answered on a scale, as the forms have it."""
    return (*(stegord(n, steg) for n in range(1, len(steg) + 1)), *((EJ_BEDOMT,) if ej_aktuellt else ()))


def stegord(nummer: int, steg: Sequence[str]) -> str:
    """As "3 – Deltar regelbundet med stöd"; the number alone where the scale has no such step."""
    return f"{nummer} – {steg[nummer - 1]}" if 0 < nummer <= len(steg) else str(nummer)


def skalsteg(svar: str, steg: Sequence[str]) -> int | None:
    """The number of the step that an answer names: by its number, with or without more words, or by its own words.

    None for an empty answer, one that names no step of the scale, and one that names two.
    """
    if m := _SIFFRA.fullmatch(svar.strip()):
        mer = _jamforbar(m[2])
        egna = [n for n, s in enumerate(steg, 1) if _jamforbar(s) == mer]
        if mer[:1].isdigit() or (egna and egna != [int(m[1])]):
            return None
        return int(m[1]) if int(m[1]) <= len(steg) else None
    return next((n for n, s in enumerate(steg, 1) if _jamforbar(s) == _jamforbar(svar)), None)


def _jamforbar(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
