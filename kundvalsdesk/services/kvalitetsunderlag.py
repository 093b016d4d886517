"""What the figures of a kvalitetsrapport are from: the tables of its period, read at once, or as they were when it
was decided. Kept with the decision as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ..rules.kvalitetsrapport import Ord, Underlag, kallas
from ..rules.statistik import Period
from ..rules.statistiktabeller import Statistik, Tabell
from ..texter import statistik as ord_
from . import statistik, statistikdiagram
from .arbetsenhet import Arbetsenhet
from .statistiktyper import ENKATENS, PROGRESSION, Statistiksvar, Urval
from .typer import Framsteg

ORD = Ord(ord_.kolumn_ord, ord_.rad_ord, ord_.cell_ord)
GLESA = frozenset((*ENKATENS, *PROGRESSION))


def hamta(
    e: Arbetsenhet, urval: Urval, framsteg: Callable[[Framsteg], None] | None = None, *, fore: bool = True,
    mer: Sequence[Tabell] = (),
) -> tuple[Underlag, Statistiksvar]:  # fmt: skip
    """The tables as they are now, and with `fore` those of the year before, of one read; and the answer that diagrams
    are drawn of. `mer`: tables that are of something else than the period."""
    svar = statistik.hamta(e, replace(urval, jamfor=fore), framsteg)
    forut = () if svar.fore is None else (*svar.fore.alla, *svar.mer_fore)
    eget = replace(svar, urval=replace(urval, jamfor=False), fore=None, mer_fore=())
    alla = (*eget.alla, *mer)
    return _underlag(urval.period, alla, forut, _diagram(eget, alla), svar.gallrade), eget


def tomt(urval: Urval, mer: Sequence[Tabell] = ()) -> Underlag:
    """Of another nämnd's kundval: the program knows no insatser of it."""
    return _underlag(urval.period, mer, (), _diagram(utan_svar(urval), mer))


def _diagram(svar: Statistiksvar, alla: Iterable[Tabell]) -> dict[str, int]:
    return {kallas(t): len(_att_visa(svar, t)) for t in alla}


def _att_visa(svar: Statistiksvar, t: Tabell) -> list[Any]:
    return [d for d in statistikdiagram.diagram(svar, t) if not d.tomt]


def utan_svar(urval: Urval) -> Statistiksvar:
    """What the diagrams of a decided report are drawn of: they stand in no need of more than their tables."""
    return Statistiksvar(replace(urval, jamfor=False), Statistik())


def diagram(svar: Statistiksvar, t: Tabell, nr: int) -> Any:
    """The diagram of a table by its number, from 1."""
    return _att_visa(svar, t)[nr - 1]


def _underlag(
    period: Period, tabeller: Iterable[Tabell], fore: Iterable[Tabell], antal: dict[str, int], gallrade: int = 0
) -> Underlag:  # fmt: skip
    return Underlag(
        tuple(tabeller), ORD, ord_.period_ord(period.fran, period.till), ars_ord(period),
        ars_ord(period.aret_fore), tuple(fore), GLESA, antal, gallrade,
    )  # fmt: skip


def ars_ord(p: Period) -> str:
    """The year, of a period that is one; else its days."""
    helt = (p.fran.month, p.fran.day, p.till.month, p.till.day) == (1, 1, 12, 31) and p.fran.year == p.till.year
    return str(p.fran.year) if helt else ord_.period_ord(p.fran, p.till)


# --- kept with the decision -----------------------------------------------------------------------------------------


def som_text(u: Underlag, period: Period) -> str:
    return json.dumps(
        {
            "fran": period.fran.isoformat(), "till": period.till.isoformat(),
            "tabeller": [_tabellen(t) for t in u.tabeller], "fore": [_tabellen(t) for t in u.fore],
            "diagram": dict(u.diagram), "gallrade": u.gallrade,
        },
        ensure_ascii=False, default=_decimal,
    )  # fmt: skip


def _tabellen(t: Tabell) -> dict[str, Any]:
    return {"nummer": t.nummer, "namn": t.namn, "kolumner": t.kolumner, "rader": t.rader, "totalt": t.totalt,
            "avser": t.avser}  # fmt: skip


def _decimal(v: Any) -> dict[str, str]:
    if isinstance(v, Decimal):
        return {"tal": str(v)}
    raise TypeError(type(v).__name__)


def ur_text(text: str) -> Underlag:
    d = json.loads(text, object_hook=lambda o: Decimal(o["tal"]) if set(o) == {"tal"} else o)
    period = Period(date.fromisoformat(d["fran"]), date.fromisoformat(d["till"]))
    return _underlag(period, map(_ur, d["tabeller"]), map(_ur, d["fore"]), d["diagram"], d.get("gallrade", 0))


def _ur(t: dict[str, Any]) -> Tabell:
    return Tabell(t["nummer"], t["namn"], tuple(t["kolumner"]), tuple(t["rader"]), t["totalt"], t["avser"])
