"""How long what is kept: the rules of gallring, as data, and the day that they reach back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from .kalender import plus_manader
from .tomltabell import Tomltabell

PERSONAKT, RAPPORTFILER, ARBETSMATERIAL = "personakt", "rapportfiler", "arbetsmaterial"
SLAG = (ARBETSMATERIAL, RAPPORTFILER, PERSONAKT)
EFTER = {"sista_dag": "insatsens sista dag", "sista_handelse": "den senaste uppgiften om kunden"}
KORTAST, LANGST = 1, 1200
"""Months."""


class Gallringsfel(ValueError):
    """A file of rules that says something it may not: file, key and reason."""

    def __init__(self, fil: str, nyckel: str, skal: str) -> None:
        super().__init__(f"{fil}: {nyckel} {skal}.")


@dataclass(frozen=True, slots=True)
class Gallringsregel:
    """One kind of information. `forslag`: the time is the program's own, the municipality has not said."""

    kod: str
    namn: str
    vad: str
    manader: int
    efter: str
    kalla: str
    forslag: bool = True

    def grans(self, dag: date) -> date:
        """What ended on this day or before may go on `dag`."""
        return plus_manader(dag, -self.manader)


def las(fil: str, data: dict[str, Any]) -> tuple[Gallringsregel, ...]:
    """The rules of a file, each kind once. Raises Gallringsfel."""
    rot = Tomltabell(fil, "", data, Gallringsfel)
    ut = []
    for t in rot.lista("regel"):
        ut.append(
            Gallringsregel(
                t.kod("kod", SLAG), t.text("namn"), t.text("vad"), t.tal("manader", minst=KORTAST) or 0,
                t.kod("efter", EFTER), t.text("kalla"),
            )
        )  # fmt: skip
        t.slut()
    rot.slut()
    if (koder := [r.kod for r in ut]) != [k for k in SLAG if k in koder] or len(koder) != len(SLAG):
        raise Gallringsfel(fil, "regel", f"ska vara {', '.join(SLAG)}, i den ordningen, en gång var")
    return tuple(ut)
