"""The yearly statistics, as they are defined (kvalitetsuppfoljning §3): which insatser belong to a period, and what
each of them counts as.

A fact may stand for many insatser that these definitions cannot tell apart. What they tell apart by are a few days
(`Period.granser`): so a database can put together what is alike before anything is read, and not one definition has to
be written a second time in its language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .kalender import plus_manader

KATEGORIER = ("egen_forsorjning", "annan_insats", "avbrott", "fullfoljd_utan_mal")
OKAND = "okand"
UTFALL = (*KATEGORIER, OKAND)
"""What an insats that ended in the period counts as: each as one of them."""
IBLAND = ("fullfoljd_utan_mal", OKAND)
"""Those that a table has columns for only when some row of it has any."""
DELAR = {
    "egen_forsorjning": ("arbete", "studier"),
    "annan_insats": ("i_kommunen", "annan_myndighet"),
    "avbrott": ("sjukdom", "flytt"),
}
"""What a category falls apart into: the second is the orsak of that name, the first all the others."""
AR_BAKAT = 2
"""How many years stand beside the one in which the period ends."""
_DAG = timedelta(days=1)


def halvt_upp(taljare: int, namnare: int) -> int:
    """A whole number, a half upwards: the one place where a figure is rounded. Neither may be negative."""
    return (2 * taljare + namnare) // (2 * namnare)


def andel(del_: int, hel: int) -> int | None:
    """Whole percent; of nothing, none."""
    return halvt_upp(100 * del_, hel) if hel else None


def medel(summa: int, antal: int) -> Decimal | None:
    """With one decimal; of nothing, none."""
    return Decimal(halvt_upp(10 * summa, antal)).scaleb(-1) if antal else None


@dataclass(frozen=True)
class Period:
    """From one day to another, both included. `ar`: the calendar years that stand side by side in table 3a."""

    fran: date
    till: date

    @property
    def ar(self) -> range:
        return range(min(self.fran.year, self.till.year - AR_BAKAT), self.till.year + 1)

    @property
    def aret_fore(self) -> Period:
        """The same days a year before; the last day of a month stays the last one."""
        till = plus_manader(self.till, -12)
        if (self.till + _DAG).day == 1:
            till = plus_manader(self.till + _DAG, -12) - _DAG
        return Period(plus_manader(self.fran, -12), till)

    @property
    def spann(self) -> tuple[date, date]:
        """What lies wholly outside these days plays no part anywhere."""
        return min(self.fran, date(self.ar[0], 1, 1)), max(self.till, date(self.ar[-1], 12, 31))

    @property
    def granser(self) -> list[date]:
        """Two days with none of these after the one and up to the other are the same to every definition here."""
        nyar = {date(n, 1, 1) for n in (*self.ar, self.ar[-1] + 1)}
        return sorted({self.fran, self.till + _DAG} | nyar)


def granser(perioder: Iterable[Period]) -> list[date]:
    """Of several periods that are counted from the same facts."""
    return sorted({g for p in perioder for g in p.granser})


class Fakta(NamedTuple):
    """Insatser of a kind: `antal` of them, with `dagar` days together (both end days counted; read only for those
    that ended in a period). `sista` None: still running, by what has been recorded."""

    kod: str
    anordnare: str
    orsak: str | None
    start: date
    sista: date | None
    antal: int = 1
    dagar: int = 0


@dataclass
class Rakning:
    """What there is of everything: per insats and anordnare, and per insats and calendar year."""

    period: Period
    per: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    per_ar: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))


def slutade(sista: date | None, period: Period) -> bool:
    """Avslutad: the last day is in the period."""
    return sista is not None and period.fran <= sista <= period.till


def _nagon_dag(f: Fakta, fran: date, till: date) -> bool:
    """At least one day of the insats lies between two days."""
    return f.start <= till and (f.sista is None or f.sista >= max(fran, f.start))


def rakna(fakta: Iterable[Fakta], period: Period, kategorier: Mapping[str, str]) -> Rakning:
    """`kategorier`: the category of each orsak (regelverk §5)."""
    r = Rakning(period)
    aren = [(n, date(n, 1, 1), date(n, 12, 31)) for n in period.ar]
    for f in fakta:
        for n, forst, sist in aren:
            if _nagon_dag(f, forst, sist):
                r.per_ar[f.kod][n] += f.antal
        kolumner = raknas_som(f, period, kategorier)
        if not kolumner:
            continue
        c = r.per[f.kod, f.anordnare]
        for k in kolumner:
            c[k] += f.antal
        if "egen_forsorjning" in kolumner:
            c["dagar"] += f.dagar
    return r


def raknas_som(f: Fakta, period: Period, kategorier: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that insatser of this kind are counted in; none outside the period."""
    if not _nagon_dag(f, period.fran, period.till):
        return ()
    if not slutade(f.sista, period):
        return ("totalt", "pagaende")
    utfall = kategorier.get(f.orsak or "", OKAND)
    delen = (_del(utfall, f.orsak or ""),) if utfall in DELAR else ()
    return ("totalt", "avslutade", utfall, *delen)


def _del(kategori: str, orsak: str) -> str:
    ovriga, egen = DELAR[kategori]
    return egen if orsak == egen else ovriga
