"""How long a månadsrapport waits for approval, and how many are approved in time, by the month they came in.

Everything of a month is about the same reports: those klarmarkerade in it. A report that was returned waits from when
it came in again, as its frist does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from .fakta import Insatsfakta, Rapport
from .frister import till_godkannande
from .kalender import arbetsdagar_mellan, manad, manadens_forsta, manader
from .ledtider import I_TID, SEN, mitten
from .regelverk import Regelverkssamling
from .statistik import andel
from .statistikprov import Motsagelse
from .statistiktabeller import Rad, Tabell

KOLUMNER = (
    "klarmarkerade", "aterremitterade", "andel_aterremitterade", "godkanda", "median_rapport", "i_tid_rapport",
    "sena_rapport", "andel_i_tid_rapport",
)  # fmt: skip
_DAG = timedelta(days=1)


class Inkommen(NamedTuple):
    """A report that has come in. `igen`: the last time it did, None where it was never returned; `ute`: it is with the
    anordnare now."""

    kod: str
    manad: str
    klarmarkerad: date
    igen: date | None = None
    aterremitterad: bool = False
    ute: bool = False
    godkand: date | None = None
    bevakas_fran: date | None = None


class Rapportvag(NamedTuple):
    """`dagar`: arbetsdagar to the approval, None before it; `lage`: in time, late, or neither yet."""

    klarmarkerad: date
    dagar: int | None
    lage: str
    aterremitterad: bool


class Rapportmatt:
    """The ways of many reports, by one rule set and as of one day; due dates that are alike are kept."""

    def __init__(self, regelverk: Regelverkssamling, idag: date) -> None:
        self._regelverk = regelverk
        self._idag = idag
        self._kanda: dict[tuple[str, str, date], date] = {}

    def vag(self, r: Inkommen) -> Rapportvag:
        inne = r.igen or r.klarmarkerad
        forfaller = self._forfaller(r.kod, r.manad, inne)
        lage = ""
        if r.bevakas_fran is None or forfaller >= r.bevakas_fran:
            if r.godkand is not None:
                lage = I_TID if r.godkand <= forfaller else SEN
            elif not r.ute and self._idag > forfaller:
                lage = SEN
        dagar = arbetsdagar_mellan(inne + _DAG, r.godkand) if r.godkand is not None else None
        return Rapportvag(r.klarmarkerad, dagar, lage, r.aterremitterad)

    def _forfaller(self, kod: str, m: str, inne: date) -> date:
        nyckel = (kod, m, inne)
        if nyckel not in self._kanda:
            alla = till_godkannande(Insatsfakta(kod), Rapport(m, inne), self._regelverk)
            self._kanda[nyckel] = next(x.forfaller for x in alla if x.kod == "godkann_rapport")
        return self._kanda[nyckel]


def raknas_i(v: Rapportvag) -> set[str]:
    """The columns of numbers that a report is counted in."""
    alla = {
        "klarmarkerade": True, "aterremitterade": v.aterremitterad, "godkanda": v.dagar is not None,
        "i_tid_rapport": v.lage == I_TID, "sena_rapport": v.lage == SEN,
    }  # fmt: skip
    return {k for k, sant in alla.items() if sant}


def rapporttabell(nummer: str, vagar: Iterable[Rapportvag]) -> Tabell:
    """Month by month, from the first with anything to the last; the sum is of all reports, also its median."""
    antal: dict[str, Counter[str]] = defaultdict(Counter)
    dagar: dict[str, Counter[int]] = defaultdict(Counter)
    for v in vagar:
        m = manad(v.klarmarkerad)
        antal[m].update(raknas_i(v))
        if v.dagar is not None:
            dagar[m][v.dagar] += 1
    rader: list[Rad] = []
    if antal:
        forst, sist = (manadens_forsta(m) for m in (min(antal), max(antal)))
        rader = [{"manad": m, **_rad(antal[m], dagar[m])} for m in manader(forst, sist)]
    alla, alla_dagar = Counter[str](), Counter[int]()
    for m in antal:
        alla.update(antal[m])
        alla_dagar.update(dagar[m])
    t = Tabell(nummer, "manad", ("manad", *KOLUMNER), tuple(rader), _rad(alla, alla_dagar))
    prova_rapporttabell(t)
    return t


def _rad(c: Counter[str], dagar: Counter[int]) -> Rad:
    i_tid, sena = c["i_tid_rapport"], c["sena_rapport"]
    return {
        "klarmarkerade": c["klarmarkerade"], "aterremitterade": c["aterremitterade"],
        "andel_aterremitterade": andel(c["aterremitterade"], c["klarmarkerade"]), "godkanda": c["godkanda"],
        "median_rapport": mitten(dagar), "i_tid_rapport": i_tid, "sena_rapport": sena,
        "andel_i_tid_rapport": andel(i_tid, i_tid + sena),
    }  # fmt: skip


def prova_rapporttabell(t: Tabell) -> None:
    """The figures of a row are of the same reports, and the rows are together the sum. Raises Motsagelse."""
    for r in (*t.rader, t.totalt):
        n, ater, klara, i_tid, sena = (
            _tal(r, k) for k in ("klarmarkerade", "aterremitterade", "godkanda", "i_tid_rapport", "sena_rapport")
        )
        if max(ater, klara, i_tid + sena) > n or i_tid > klara or (r["median_rapport"] is None) != (klara == 0):
            raise Motsagelse(f"{t.nummer}, antal")
        if (r["andel_i_tid_rapport"], r["andel_aterremitterade"]) != (andel(i_tid, i_tid + sena), andel(ater, n)):
            raise Motsagelse(f"{t.nummer}, andelar")
    for k in KOLUMNER:
        if not k.startswith(("andel", "median")) and _tal(t.totalt, k) != sum(_tal(r, k) for r in t.rader):
            raise Motsagelse(f"{t.nummer}, summan av {k}")


def _tal(r: Rad, kolumn: str) -> int:
    v = r[kolumn]
    if not isinstance(v, int):
        raise Motsagelse(f"{kolumn} är inget antal")
    return v
