"""The tables of the statistics (kvalitetsuppfoljning §3), all from one count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

from .sortering import sortnyckel
from .statistik import DELAR, IBLAND, KATEGORIER, UTFALL, Rakning, andel, medel

Cell = str | int | Decimal | None
Rad = dict[str, Cell]
FORSTA_PER_INSATS = 9
"""The number of the first of the tables that there is one of for each insats."""
ENKATENS = (12, 13)
"""Numbers that the definitions give to tables of the survey."""


@dataclass(frozen=True)
class Tabell:
    """`rader` are named by their column `namn` (insats, anordnare or what else they are of); `totalt` has the same
    columns but that one.

    `avser`: which insats, for a table of one insats. None in a cell: undefined.
    """

    nummer: str
    namn: str
    kolumner: tuple[str, ...]
    rader: tuple[Rad, ...]
    totalt: Rad
    avser: str = ""


@dataclass(frozen=True)
class Statistik:
    """Tables 1 to 8 by their numbers, and 9 and on by their insats."""

    tabeller: dict[str, Tabell] = field(default_factory=dict)
    per_insats: dict[str, Tabell] = field(default_factory=dict)

    @property
    def alla(self) -> tuple[Tabell, ...]:
        return (*self.tabeller.values(), *self.per_insats.values())


def stall_upp(r: Rakning, auktoriserade: Mapping[str, Collection[str]], koder: Sequence[str]) -> Statistik:
    """Every table. `auktoriserade`: the insatser that each anordnare is authorised for on the last day of the period;
    `koder`: all insatser, in their order."""
    per_insats, per_anordnare = _summor(r, 0), _summor(r, 1)
    ordning = [k for k in koder if k in per_insats] + sorted(per_insats.keys() - set(koder))
    tabeller = [
        _auktorisationer(auktoriserade, koder),
        _storlek(per_anordnare),
        _ar_for_ar(r),
        _per_insats_och_anordnare(r, ordning, per_anordnare),
        _utfall("4", "insats", per_insats),
        *(_kategori(n, kat, per_insats) for n, kat in zip("567", KATEGORIER, strict=False)),
        _utfall("8", "anordnare", per_anordnare),
    ]
    nummer = (str(n) for n in count(FORSTA_PER_INSATS) if n not in ENKATENS)
    egna = {
        kod: _utfall(next(nummer), "anordnare", {a: c for (k, a), c in r.per.items() if k == kod}, kod)
        for kod in ordning
    }
    return Statistik({t.nummer: t for t in tabeller}, egna)


def _summor(r: Rakning, vad: int) -> dict[str, Counter[str]]:
    ut: dict[str, Counter[str]] = defaultdict(Counter)
    for nyckel, c in r.per.items():
        ut[nyckel[vad]].update(c)
    return dict(ut)


def _summa(rader: Iterable[Counter[str]]) -> Counter[str]:
    ut: Counter[str] = Counter()
    for c in rader:
        ut.update(c)
    return ut


def _i_ordning(per: Mapping[str, Counter[Any]], storst: Any) -> list[str]:
    """The largest first, then by name."""
    return sorted(per, key=lambda namn: (-per[namn][storst], sortnyckel(namn)))


def _tabell(
    nummer: str, namn: str, kolumner: Iterable[str], rader: Iterable[tuple[str, Rad]], totalt: Rad, avser: str = ""
) -> Tabell:
    return Tabell(
        nummer, namn, (namn, *kolumner), tuple({namn: n, **rad} for n, rad in rader), totalt, avser
    )  # fmt: skip


def _auktorisationer(auktoriserade: Mapping[str, Collection[str]], koder: Sequence[str]) -> Tabell:
    """1: 1 where an anordnare is authorised for an insats, else 0; and how many."""
    har = {a: Counter({k: int(k in egna) for k in koder} | {"totalt": len(egna)}) for a, egna in auktoriserade.items()}
    med = [k for k in koder if any(c[k] for c in har.values())]
    kolumner = (*med, "totalt")

    def rad(c: Counter[str]) -> Rad:
        return {k: c[k] for k in kolumner}

    rader = ((a, rad(har[a])) for a in _i_ordning(har, "totalt") if har[a]["totalt"])
    return _tabell("1", "anordnare", kolumner, rader, rad(_summa(har.values())))


def _storlek(per: Mapping[str, Counter[str]]) -> Tabell:
    """2: how many insatser each anordnare has had, and its share."""
    alla = _summa(per.values())["totalt"]

    def rad(n: int) -> Rad:
        return {"totalt": n, "andel_av_alla": andel(n, alla)}

    rader = ((a, rad(per[a]["totalt"])) for a in _i_ordning(per, "totalt"))
    return _tabell("2", "anordnare", ("totalt", "andel_av_alla"), rader, rad(alla))


def _ar_for_ar(r: Rakning) -> Tabell:
    """3a: how many of each insats in each calendar year, the whole year; the largest of the latest year first."""
    aren = [*r.period.ar]
    per = {k: c for k, c in r.per_ar.items() if c}

    def rad(c: Counter[int]) -> Rad:
        return {str(n): c[n] for n in aren}

    totalt: Counter[int] = Counter()
    for c in per.values():
        totalt.update(c)
    rader = ((k, rad(per[k])) for k in _i_ordning(per, aren[-1]))
    return _tabell("3a", "insats", map(str, aren), rader, rad(totalt))


def _per_insats_och_anordnare(r: Rakning, koder: Sequence[str], per: Mapping[str, Counter[str]]) -> Tabell:
    """3b: how many of each insats at each anordnare, the share of that insats, and of all."""
    kolumner = [k for kod in koder for k in (kod, f"andel_{kod}")]
    celler: dict[str, Counter[str]] = defaultdict(Counter)
    for (kod, anordnare), c in r.per.items():
        celler[anordnare][kod] += c["totalt"]
    hela = _summa(celler.values())
    alla = sum(hela.values())

    def rad(c: Counter[str]) -> Rad:
        ut: Rad = {}
        for kod in koder:
            ut[kod], ut[f"andel_{kod}"] = c[kod], andel(c[kod], hela[kod])
        n = sum(c.values())
        return ut | {"totalt": n, "andel_av_alla": andel(n, alla)}

    rader = ((a, rad(celler[a])) for a in _i_ordning(per, "totalt"))
    return _tabell("3b", "anordnare", (*kolumner, "totalt", "andel_av_alla"), rader, rad(hela))


def _utfall(nummer: str, namn: str, per: Mapping[str, Counter[str]], avser: str = "") -> Tabell:
    """4, 8 and one for each insats: how many, of them still running and ended, and as what.

    The share `andel_av_alla` is of all insatser of the table.
    """
    hela = _summa(per.values())
    utfall = [u for u in UTFALL if u not in IBLAND or hela[u]]
    kolumner = ["totalt", "andel_av_alla", "pagaende", "avslutade", "andel_avslutade"]
    kolumner += [k for u in utfall for k in (u, f"andel_{u}")]

    def rad(c: Counter[str]) -> Rad:
        ut: Rad = {
            "totalt": c["totalt"],
            "andel_av_alla": andel(c["totalt"], hela["totalt"]),
            "pagaende": c["pagaende"],
            "avslutade": c["avslutade"],
            "andel_avslutade": andel(c["avslutade"], c["totalt"]),
        }
        for u in utfall:
            ut[u], ut[f"andel_{u}"] = c[u], andel(c[u], c["avslutade"])
        return ut

    rader = ((n, rad(per[n])) for n in _i_ordning(per, "totalt"))
    return _tabell(nummer, namn, kolumner, rader, rad(hela), avser)


def _kategori(nummer: str, kategori: str, per: Mapping[str, Counter[str]]) -> Tabell:
    """5, 6 and 7: one category of those that ended, and what it falls apart into. Of egen försörjning also the mean
    number of days, over the insatser and never over the rows."""
    delar = DELAR[kategori]
    med_dagar = kategori == "egen_forsorjning"
    kolumner = ["avslutade", kategori, "andel", *(k for d in delar for k in (d, f"andel_{d}"))]
    if med_dagar:
        kolumner.append("medel_dagar")

    def rad(c: Counter[str]) -> Rad:
        ut: Rad = {
            "avslutade": c["avslutade"],
            kategori: c[kategori],
            "andel": andel(c[kategori], c["avslutade"]),
        }
        for d in delar:
            ut[d], ut[f"andel_{d}"] = c[d], andel(c[d], c[kategori])
        if med_dagar:
            ut["medel_dagar"] = medel(c["dagar"], c[kategori])
        return ut

    rader = ((n, rad(per[n])) for n in _i_ordning(per, kategori))
    return _tabell(nummer, "insats", kolumner, rader, rad(_summa(per.values())))
