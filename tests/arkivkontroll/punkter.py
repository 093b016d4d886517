"""The points of the checker: each is a function with the clause it stands for, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .lasare import Fil

Kontroll = Callable[[Fil], Iterator[str]]


@dataclass(frozen=True)
class Punkt:
    """`namn` of the point, the `klausul` it is taken from, and what looks: it yields one sentence per fault."""

    namn: str
    klausul: str
    kontroll: Kontroll


PUNKTER: dict[str, Punkt] = {}


def punkt(klausul: str) -> Callable[[Kontroll], Kontroll]:
    """Makes a function a point of the checker. `klausul`: "A" is ISO 19005-2, "UA" ISO 14289-1."""

    def skriv_in(kontroll: Kontroll) -> Kontroll:
        namn = kontroll.__name__
        if namn in PUNKTER:
            raise ValueError(namn)
        PUNKTER[namn] = Punkt(namn, klausul, kontroll)
        return kontroll

    return skriv_in
