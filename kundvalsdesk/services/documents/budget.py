"""A year's cost against its budget on paper: each kundval as a diagram, and the table of the same figures.

Nothing about a person stands in it.
"""

from __future__ import annotations

from typing import Any

from ...rules.budget import Kostnad
from ...texter.datum import manad_ar
from ...texter.kronor import kronor
from ..arbetsenhet import Arbetsenhet
from ..budgetdiagram import budgetdiagram
from ..budgetord import anmarkningar, kundval_ord, lage_ord, tidigt_ord
from ..budgettyper import Budgetsvar, Kundvalsar
from .ersattning import avsandaren
from .text import Delar, Fet

HEL_SIDA = 480.0
"""A kundval takes this much, and does not begin where less is left: one a page."""
ALLT_I_TABELLEN = "Talen står i tabellen efter diagrammet."


def filnamn(svar: Budgetsvar) -> str:
    return f"budget_{svar.ar}.pdf"


def fil(e: Arbetsenhet, svar: Budgetsvar) -> bytes:
    from reportlab.platypus import CondPageBreak

    from . import mall

    n = len(svar.faststallda)
    huvud = mall.Dokumenthuvud(
        typ=f"Budget {svar.ar}", nummer="", datum=e.idag,
        rader=(("Dag", e.idag.isoformat()), ("Fastställt", f"{n} av 12 månader")),
        undertitel="Kostnad per kundval och månad, mot budgeten.", sekretess=False,
    )  # fmt: skip
    flode: list[Any] = [
        *mall.rubrik("Läget"),
        *mall.lopande(lage_ord(svar.alla)),
        *mall.tabell(
            (("Kundval", 0.2), ("Budget", 0.2), ("Prognos", 0.2), ("Med tidiga slut", 0.2), ("Kvar", 0.2)),
            [_aret(p) for p in (*svar.kundval, svar.alla)],
            hoger=range(1, 5),
        ),
    ]
    flode += mall.rubrik("Så är talen räknade")
    for mening in anmarkningar(svar):
        flode += mall.lopande(mening)
    for p in svar.poster:
        flode += [CondPageBreak(HEL_SIDA), *_kundval(p)]
    return mall.bygg(huvud, avsandaren(e), flode)


def _aret(p: Kundvalsar) -> list[Delar]:
    namn, pengar = kundval_ord(p.kundval), (p.budget, p.totalt.prognos, p.totalt.prognos_tidigt, p.kvar)
    ord_ = ["–" if b is None else kronor(b) for b in pengar]
    return [namn, *ord_] if p.kundval else [Fet(namn), *map(Fet, ord_)]


def _kundval(p: Kundvalsar) -> list[Any]:
    from . import mall
    from .diagram import diagram

    bild = diagram(budgetdiagram(p), ALLT_I_TABELLEN, kundval_ord(p.kundval))
    flode = bild or mall.rubrik(kundval_ord(p.kundval))
    flode += mall.lopande(lage_ord(p))
    if p.totalt.prognos_tidigt != p.totalt.prognos:
        flode += mall.lopande(tidigt_ord(p))
    manader = [[manad_ar(m).split()[0].capitalize(), *_tal(k)] for m, k in p.manader]
    flode += mall.tabell(
        (("Månad", 0.2), ("Utbetalt", 0.2), ("Väntas", 0.2), ("Prognos", 0.2), ("Med tidiga slut", 0.2)),
        [*manader, [Fet("Hela året"), *map(Fet, _tal(p.totalt))]],
        hoger=range(1, 5),
    )
    return flode


def _tal(k: Kostnad) -> tuple[str, ...]:
    return tuple(map(kronor, (k.betalt, k.vantat, k.prognos, k.prognos_tidigt)))
