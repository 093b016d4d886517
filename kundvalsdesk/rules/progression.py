"""Progression over time (K 7.4): where the kund of an insats began, what the plan aims for and where each month ended,
as steps of the kundval's scale, and what many insatser have come to together.

A month that says nothing is missing, and nothing is put in its place. Means and medians are over insatser, one
decimal, a half away from nothing, so that as much forward and back looks the same. Only insatser with a start, a goal
and something after the start are in the figures of a group, each of them in all of its figures; and a group of fewer
than five of them is nobody's to read (rules.femregeln).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from .femregeln import MINST, dolda_grupper, gar_ihop
from .sortering import sortnyckel
from .statistik import andel, halvt_upp
from .statistikprov import Motsagelse
from .statistiktabeller import Rad, Tabell

FARRE = "Färre än fem bedömda"
_RIKTNING = ("framat", "oforandrat", "bakat")
_FORANDRING = ("medel_forandring", "median_forandring", *_RIKTNING, "andel_framat", "nadda", "andel_nadda")
PER_INSATS = ("insatser", "bedomda", "medel_start", "medel_mal", "medel_senast", *_FORANDRING)
PER_ANORDNARE = ("insatser", "bedomda", *_FORANDRING)
"""Where the insatser of several kundval are together a step is not on one scale: only what has changed is told."""


class Plansteg(NamedTuple):
    """What a version of the plan says; None where it does not."""

    version: int
    start: int | None
    mal: int | None


class Serie(NamedTuple):
    """One insats. `manader`: each month that ran, ÅÅÅÅ-MM, with its step or None; `slut`: of the slutrapport."""

    start: int | None
    mal: int | None
    manader: tuple[tuple[str, int | None], ...]
    slut: int | None = None

    @property
    def senast(self) -> int | None:
        """Where the kund stood when it was last said; of the start nothing."""
        return self.slut or next((s for _, s in reversed(self.manader) if s is not None), None)

    @property
    def forandring(self) -> int | None:
        return None if self.start is None or self.senast is None else self.senast - self.start

    @property
    def nadd(self) -> bool | None:
        """Whether the goal is reached, or passed."""
        return None if self.mal is None or self.senast is None else self.senast >= self.mal

    @property
    def bedomd(self) -> bool:
        return self.forandring is not None and self.nadd is not None

    @property
    def saknas(self) -> int:
        """Months that ran and say nothing."""
        return sum(s is None for _, s in self.manader)


def serie(
    planer: Iterable[Plansteg], rapporter: Mapping[str, int | None], manader: Sequence[str], slut: int | None = None
) -> Serie:
    """The start is that of the first plan that has one, the goal that of the latest: a start does not move, a goal may
    be revised (K 8.3). `manader`: those that ran, in order; reports of others are left out."""
    ordnade = sorted(planer)
    return Serie(
        next((p.start for p in ordnade if p.start is not None), None),
        next((p.mal for p in reversed(ordnade) if p.mal is not None), None),
        tuple((m, rapporter.get(m)) for m in manader),
        slut,
    )


class Bedomd(NamedTuple):
    """An insats of a period, with what was said until its end. `skala`: whose scale it is on, the kundval; `antal`: so
    many alike."""

    kod: str
    anordnare: str
    serie: Serie
    skala: str = ""
    antal: int = 1


def tabeller(nummer: tuple[str, str], insatser: Iterable[Bedomd], koder: Sequence[str]) -> tuple[Tabell, Tabell]:
    """Per insats and per anordnare, of the same insatser. `koder`: the order of the insatser.

    Anordnare with too few are one group, or in no figure at all: so too if all of them have come to the same, for
    then each of them has. Insatser with too few of what is left are not shown, nor as many of the others as it takes
    for the sum not to tell of them.
    """
    alla = list(insatser)
    per = _bedomda(alla, "anordnare")
    namn = dict.fromkeys(x.anordnare for x in alla)
    sma = [a for a in namn if per[a] < MINST]
    ihop = gar_ihop([per[a] for a in sma]) and not _enas(x for x in alla if x.anordnare in sma)
    grupp = {a: FARRE if a in sma else a for a in namn if ihop or a not in sma}
    visade = [x._replace(anordnare=grupp[x.anordnare]) for x in alla if x.anordnare in grupp]
    antal: Counter[str] = Counter()
    for x in visade:
        antal[x.anordnare] += x.antal
    ordning = sorted(antal, key=lambda g: (g == FARRE, -antal[g], sortnyckel(g)))
    tvaan = _tabell(nummer[1], "anordnare", PER_ANORDNARE, visade, ordning)
    ettan = _tabell(nummer[0], "insats", PER_INSATS, *_per_insats(visade, koder))
    prova(ettan, tvaan)
    return ettan, tvaan


def _bedomda(insatser: Iterable[Bedomd], vad: str) -> Counter[str]:
    ut: Counter[str] = Counter()
    for x in insatser:
        if x.serie.bedomd:
            ut[getattr(x, vad)] += x.antal
    return ut


def _per_insats(visade: Sequence[Bedomd], koder: Sequence[str]) -> tuple[list[Bedomd], list[str]]:
    """By kind, those of few together; and the rows to show of them."""
    antal = _bedomda(visade, "kod")
    sma = {x.kod for x in visade if antal[x.kod] < MINST}
    ihop = gar_ihop([antal[k] for k in sma]) and not _enas(x for x in visade if x.kod in sma)
    insatser = [x._replace(kod=FARRE) if ihop and x.kod in sma else x for x in visade]
    summor = _bedomda(insatser, "kod")
    gomda = dolda_grupper(summor, noll=False, enas=lambda k: _enas(x for x in insatser if x.kod in k))
    return insatser, [k for k in (*koder, FARRE) if summor[k] and k not in gomda]


def _enas(insatser: Iterable[Bedomd]) -> bool:
    """Whether a figure of them all says what each has come to."""
    serier = [x.serie for x in insatser if x.serie.bedomd]
    riktningar = {(s.forandring or 0) > 0 or -((s.forandring or 0) < 0) for s in serier}
    return len(riktningar) == 1 or len({s.nadd for s in serier}) == 1


def _tabell(nummer: str, namn: str, kolumner: tuple[str, ...], alla: Sequence[Bedomd], rader: Sequence[str]) -> Tabell:
    egna: dict[str, list[Bedomd]] = {r: [] for r in rader}
    for x in alla:
        egna.get(str(getattr(x, "kod" if namn == "insats" else namn)), []).append(x)
    return Tabell(
        nummer, namn, (namn, *kolumner), tuple({namn: r, **_rad(kolumner, egna[r])} for r in rader),
        _rad(kolumner, alla),
    )  # fmt: skip


def _rad(kolumner: Collection[str], insatser: Sequence[Bedomd]) -> Rad:
    serier = [x.serie for x in insatser if x.serie.bedomd for _ in range(x.antal)]
    steg = [s.forandring for s in serier if s.forandring is not None]
    framat, bakat = sum(s > 0 for s in steg), sum(s < 0 for s in steg)
    nadda = sum(s.nadd is True for s in serier)
    ut: Rad = {
        "insatser": sum(x.antal for x in insatser),
        "bedomda": len(serier),
        "medel_start": medel([s.start for s in serier]),
        "medel_mal": medel([s.mal for s in serier]),
        "medel_senast": medel([s.senast for s in serier]),
        "medel_forandring": medel(steg),
        "median_forandring": Decimal(str(float(median(steg)))) if steg else None,
        "framat": framat,
        "oforandrat": len(steg) - framat - bakat,
        "bakat": bakat,
        "andel_framat": andel(framat, len(serier)),
        "nadda": nadda,
        "andel_nadda": andel(nadda, len(serier)),
    }
    if len({x.skala for x in insatser}) > 1:  # steps of different scales have no mean
        ut |= dict.fromkeys(("medel_start", "medel_mal", "medel_senast"))
    return {k: ut[k] for k in kolumner}


def medel(steg: Iterable[int | None]) -> Decimal | None:
    """The mean of what there is, one decimal, a half away from nothing."""
    alla = [s for s in steg if s is not None]
    if not alla:
        return None
    summa = sum(alla)
    return Decimal(halvt_upp(10 * abs(summa), len(alla)) * (-1 if summa < 0 else 1)).scaleb(-1)


def prova(ettan: Tabell, tvaan: Tabell) -> None:
    """Both are of the same insatser, and each row is of five or more. Raises Motsagelse."""
    for t in (ettan, tvaan):
        for r in (*t.rader, t.totalt):
            n, bedomda = _tal(r, "insatser"), _tal(r, "bedomda")
            if bedomda > n or bedomda != sum(_tal(r, k) for k in _RIKTNING) or _tal(r, "nadda") > bedomda:
                raise Motsagelse(f"{t.nummer}, bedomda")
            if 0 < bedomda < MINST:
                raise Motsagelse(f"{t.nummer}, färre än {MINST}")
    for k in ("insatser", "bedomda", *_RIKTNING, "nadda"):
        if _tal(ettan.totalt, k) != _tal(tvaan.totalt, k) or _tal(tvaan.totalt, k) != sum(
            _tal(r, k) for r in tvaan.rader
        ):
            raise Motsagelse(f"{tvaan.nummer}, {k}")


def _tal(r: Rad, kolumn: str) -> int:
    v = r[kolumn]
    if not isinstance(v, int):
        raise Motsagelse(f"{kolumn} är inget antal")
    return v
