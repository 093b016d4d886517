"""How long the way from beslut to an approved plan takes, and how much of it is done in time.

Everything of a month is about the same insatser: those granted in it. Days are counted as the frister count them:
arbetsdagar to the bemanning and for the approval, calendar days to the plan. What is in time is what the frister say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from .fakta import Insatsfakta
from .frister import till_plan
from .kalender import arbetsdagar_mellan, manad, manader
from .regelverk import Regelverkssamling
from .statistik import andel
from .statistikprov import Motsagelse
from .statistiktabeller import Rad, Tabell

STEG = {"bemanning": "bemannade", "plan": "planer", "godkannande": "godkanda"}
"""What is waited for, and the column of how many have got there."""
_FRIST = {"bemanning": "bemanning", "genomforandeplan": "plan", "granska_plan": "godkannande"}
I_TID, SEN = "i_tid", "sen"
KOLUMNER = (
    "beslutade",
    *(k for s, klara in STEG.items() for k in (klara, f"median_{s}", f"i_tid_{s}", f"sena_{s}", f"andel_i_tid_{s}")),
    "median_hela_vagen",
)
_DAG = timedelta(days=1)


class Vag(NamedTuple):
    """One insats: for each step how many days it took, None if it has not been reached, and whether in time.
    `hela`: calendar days from beslut to approval."""

    beslut: date
    dagar: dict[str, int]
    lage: dict[str, str]
    hela: int | None


def vag(f: Insatsfakta, regelverk: Regelverkssamling, idag: date) -> Vag | None:
    """None for an insats that nobody has granted, or that is kept for statistics only."""
    if f.beslut is None or f.historik:
        return None
    plan = min((p for p in f.planer if p.inkommen), key=lambda p: p.version, default=None)
    dagar: dict[str, int] = {}
    if f.bemannad is not None:
        dagar["bemanning"] = arbetsdagar_mellan(f.beslut + _DAG, f.bemannad)
    hela = None
    if plan is not None and plan.inkommen is not None:
        dagar["plan"] = max((plan.inkommen - f.beslut).days, 0)
        if plan.godkand is not None:
            dagar["godkannande"] = arbetsdagar_mellan(plan.inkommen + _DAG, plan.godkand)
            hela = max((plan.godkand - f.beslut).days, 0)
    lage = {}
    for x in till_plan(f, regelverk):
        steg = _FRIST.get(x.kod, "")
        if not steg or (steg == "godkannande" and (plan is None or x.avser != str(plan.version))):
            continue
        if x.klar is not None:
            lage[steg] = I_TID if x.klar <= x.forfaller else SEN
        elif not x.vilande and idag > x.forfaller and (x.stangs is None or x.stangs > idag):
            lage[steg] = SEN
    return Vag(f.beslut, dagar, lage, hela)


def raknas_i(v: Vag) -> set[str]:
    """The columns of numbers that an insats is counted in."""
    ut = {"beslutade", *(STEG[s] for s in v.dagar)}
    return ut | {f"{'i_tid' if hur == I_TID else 'sena'}_{s}" for s, hur in v.lage.items()}


def ledtidstabell(nummer: str, vagar: Iterable[Vag]) -> Tabell:
    """Month by month, from the first with anything to the last; the sum is of all insatser, also its medians."""
    per: dict[str, list[Vag]] = defaultdict(list)
    for v in vagar:
        per[manad(v.beslut)].append(v)
    rader: list[Rad] = []
    if per:
        forst, sist = (date.fromisoformat(f"{m}-01") for m in (min(per), max(per)))
        rader = [{"manad": m, **_rad(per.get(m, []))} for m in manader(forst, sist)]
    t = Tabell(nummer, "manad", ("manad", *KOLUMNER), tuple(rader), _rad([v for vv in per.values() for v in vv]))
    prova_ledtider(t)
    return t


def _rad(vagar: Sequence[Vag]) -> Rad:
    ut: Rad = {"beslutade": len(vagar)}
    for s, klara in STEG.items():
        dagar = [v.dagar[s] for v in vagar if s in v.dagar]
        i_tid, sena = (sum(v.lage.get(s) == hur for v in vagar) for hur in (I_TID, SEN))
        ut |= {
            klara: len(dagar), f"median_{s}": _median(dagar), f"i_tid_{s}": i_tid, f"sena_{s}": sena,
            f"andel_i_tid_{s}": andel(i_tid, i_tid + sena),
        }  # fmt: skip
    ut["median_hela_vagen"] = _median([v.hela for v in vagar if v.hela is not None])
    return ut


def _median(tal: Sequence[int]) -> Decimal | None:
    """The one in the middle, or half-way between the two: one decimal says it exactly."""
    return Decimal(str(float(median(tal)))) if tal else None


def prova_ledtider(t: Tabell) -> None:
    """The figures of a row are of the same insatser, and the rows are together the sum. Raises Motsagelse."""
    for r in (*t.rader, t.totalt):
        n = _tal(r, "beslutade")
        for s, klara in STEG.items():
            i_tid, sena, antal = _tal(r, f"i_tid_{s}"), _tal(r, f"sena_{s}"), _tal(r, klara)
            if antal > n or i_tid + sena > n or i_tid > antal:
                raise Motsagelse(f"{t.nummer}, {klara}")
            if (r[f"median_{s}"] is None) != (antal == 0) or r[f"andel_i_tid_{s}"] != andel(i_tid, i_tid + sena):
                raise Motsagelse(f"{t.nummer}, {s}")
        if _tal(r, "godkanda") > _tal(r, "planer") or (r["median_hela_vagen"] is None) != (r["godkanda"] == 0):
            raise Motsagelse(f"{t.nummer}, godkanda")
    for kol in KOLUMNER:
        if kol.startswith("median"):
            _mitt_i(t, kol)
        elif not kol.startswith("andel") and _tal(t.totalt, kol) != sum(_tal(r, kol) for r in t.rader):
            raise Motsagelse(f"{t.nummer}, summan av {kol}")


def _mitt_i(t: Tabell, kol: str) -> None:
    """The median of all lies between those of the months."""
    egna = [v for r in t.rader if isinstance(v := r[kol], Decimal)]
    alla = t.totalt[kol]
    if isinstance(alla, Decimal) and not min(egna) <= alla <= max(egna):
        raise Motsagelse(f"{t.nummer}, {kol}")


def _tal(r: Rad, kol: str) -> int:
    v = r[kol]
    if not isinstance(v, int):
        raise Motsagelse(f"{kol} är inget antal")
    return v
