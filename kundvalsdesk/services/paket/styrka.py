"""How hard a pass phrase is to guess: zxcvbn's estimate, in Swedish words. Nothing typed is kept.

zxcvbn knows English words, so it takes Swedish ones for random letters and values them too high. The demand is set
with that in mind: four words, or sixteen random characters.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...fel import Nekad

MINST = 16
"""Guesses that a phrase must stand, as a power of ten. At the thousands of tries a second that SQLCipher's key
derivation leaves a large machine, that is beyond anybody's patience."""
LANGST_PROVAD = 72
"""zxcvbn takes time that grows with the square of the length; a longer phrase is judged by its beginning."""
GRADER = ("Alldeles för svag", "För svag", "Nästan tillräcklig", "Stark", "Mycket stark")

_VANLIGA = (
    "kundvalsdesk", "kundval", "karriärvägledare", "granskning", "offline", "paket", "lösenfras", "lösenord",
    "kommun", "kommunen", "sommar", "vinter", "januari", "februari", "mars", "april", "maj", "juni", "juli",
    "augusti", "september", "oktober", "november", "december", "måndag", "tisdag", "onsdag", "torsdag", "fredag",
)  # fmt: skip
_FOLJD = 3
"""Letters in a row that ordinary words have too (the rst of först)."""
_las = threading.Lock()


@dataclass(frozen=True, slots=True)
class Styrka:
    """`grad` 0–4 (GRADER), `andel` of the demand in percent, at most 100, and one sentence of advice ("" = none)."""

    grad: int
    andel: int
    racker: bool
    ord: str
    rad: str


def styrka(fras: str, ord_: Sequence[str] = ()) -> Styrka:
    """Judges a phrase. `ord_`: names and words of the user and the unit, which a guesser would try first."""
    if not fras:
        return Styrka(0, 0, False, "", "Skriv minst fyra ord som inte hör ihop.")
    from zxcvbn import zxcvbn  # its word lists take a while to read

    with _las:  # the library keeps the user's words in a table of its own
        svar = zxcvbn(fras[:LANGST_PROVAD], user_inputs=[*_VANLIGA, *ord_])
    tiopotens = math.log10(max(1, int(svar["guesses"])))
    racker = tiopotens >= MINST
    grad = (4 if tiopotens >= MINST + 6 else 3) if racker else 2 if tiopotens >= 12 else 1 if tiopotens >= 8 else 0
    return Styrka(grad, min(100, int(100 * tiopotens / MINST)), racker, GRADER[grad], "" if racker else _rad(svar))


def _rad(svar: dict[str, Any]) -> str:
    sekvens: list[dict[str, str]] = svar["sequence"]
    monster = {m["pattern"] for m in sekvens}
    if monster & {"date", "regex"}:
        return "Datum och årtal är lätta att gissa. Lägg till ord som inte hör ihop med dig eller arbetet."
    if "repeat" in monster:
        return "Samma tecken eller ord flera gånger hjälper inte. Lägg till ord som inte hör ihop med resten."
    if any(m["pattern"] in ("spatial", "sequence") and len(m["token"]) > _FOLJD for m in sekvens):
        return "Tecken i följd är lätta att gissa. Välj fyra ord som inte hör ihop."
    return "Lägg till fler ord: fyra som inte hör ihop räcker."


def krav_fras(fras: str, ord_: Sequence[str] = ()) -> None:
    """Raises Nekad("svag_fras") for one that is too easy to guess."""
    s = styrka(fras, ord_)
    if not s.racker:
        raise Nekad("svag_fras", f"Lösenfrasen är för lätt att gissa. {s.rad}", "fras")
