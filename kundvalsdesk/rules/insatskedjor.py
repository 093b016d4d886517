"""Chains of insatser (K 2, K 13): which insats continued which for the same kund, and where that led.

An insats continues another if it began after that one did, at most so many days after its last day as the rule set
says, and went on after it; of several the one that began first. An insats that ended in egen försörjning is continued
by nothing: its goal was reached. So each that has ended has one outcome: the insats that came next, or what it ended
in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .progressionsregler import Progressionsregel
from .statistik import OKAND, Period, andel, medel, slutade
from .statistikprov import Motsagelse
from .statistiktabeller import Rad, Tabell

FRAMAT, AT_SIDAN, BAKAT = "framat", "at_sidan", "bakat"
ANNAN_MYNDIGHET = "annan_myndighet"
INGEN_KAND = "ingen_kand_fortsattning"
SLUT = ("egen_forsorjning", ANNAN_MYNDIGHET, INGEN_KAND, "avbrott", "fullfoljd_utan_mal", OKAND)
"""What an insats that nothing followed ended in. The third: another insats in kommunen was meant, and none is known to
have begun."""
_RIKTNINGAR = (FRAMAT, AT_SIDAN, BAKAT)
VIDARE = ("vidare", "andel_vidare")


class Kedjefakta(NamedTuple):
    """An insats. `kund`: the same for those of one kund, and nothing else; `raknas`: it is among those asked for.

    `antal`: so many alike, each of a kund of its own with no other insats, who had `langd` days together.
    """

    kund: int
    kod: str
    start: date
    sista: date | None
    orsak: str | None
    raknas: bool = True
    antal: int = 1
    langd: int = 0


class Steg(NamedTuple):
    """An insats and what came of it: `till` is an insatskod, one of SLUT, or "" while it goes on. `nasta`, `fore`:
    places in the list."""

    fakta: Kedjefakta
    till: str
    nasta: int | None
    fore: int | None


def kedjor(
    insatser: Iterable[Kedjefakta], regel: Progressionsregel, kategorier: Mapping[str, str]
) -> tuple[Steg, ...]:
    """In order of kund and start. `kategorier`: the category of each orsak (regelverk §5)."""
    alla = sorted(insatser, key=lambda f: (f.kund, f.start, f.sista or date.max, f.kod, f.orsak or "", f.raknas))
    av_kund: dict[int, list[int]] = defaultdict(list)
    for n, f in enumerate(alla):
        av_kund[f.kund].append(n)
    nasta = {n: _nasta(alla, n, av_kund[f.kund], regel, kategorier) for n, f in enumerate(alla)}
    fore: dict[int, int] = {}
    for n, m in nasta.items():
        if m is not None:
            fore.setdefault(m, n)
    return tuple(
        Steg(f, _till(alla, f, nasta[n], kategorier), nasta[n], fore.get(n)) for n, f in enumerate(alla)
    )  # fmt: skip


def _nasta(
    alla: Sequence[Kedjefakta], n: int, samma: Iterable[int], regel: Progressionsregel, kategorier: Mapping[str, str]
) -> int | None:
    f = alla[n]
    if f.sista is None or kategorier.get(f.orsak or "") == "egen_forsorjning":
        return None
    senast = f.sista + timedelta(days=regel.kedja_dagar)
    return next(
        (
            m for m in samma
            if f.start < alla[m].start <= senast and (alla[m].sista is None or (alla[m].sista or f.sista) > f.sista)
        ),
        None,
    )  # fmt: skip


def _till(alla: Sequence[Kedjefakta], f: Kedjefakta, nasta: int | None, kategorier: Mapping[str, str]) -> str:
    if f.sista is None:
        return ""
    if nasta is not None:
        return alla[nasta].kod
    if f.orsak == ANNAN_MYNDIGHET:
        return ANNAN_MYNDIGHET
    utfall = kategorier.get(f.orsak or "", OKAND)
    return INGEN_KAND if utfall == "annan_insats" else utfall


def riktning(regel: Progressionsregel, fran: str, till: str) -> str:
    """Of a step from one insats to another: the same, one beside it, and one without a place, lead to the side."""
    a, b = regel.rang(fran), regel.rang(till)
    if a is None or b is None or a == b:
        return AT_SIDAN
    return FRAMAT if b > a else BAKAT


class Kedjerakning:
    """What the insatser that ended in a period came to, added up kund by kund."""

    def __init__(self, period: Period, regel: Progressionsregel, koder: Sequence[str]) -> None:
        """`koder`: all insatser, in their order."""
        self._period, self._regel, self._koder = period, regel, koder
        self._till: dict[str, Counter[str]] = defaultdict(Counter)
        self._fran_forsta: dict[str, Counter[str]] = defaultdict(Counter)

    def lagg_till(self, steg: Sequence[Steg]) -> None:
        """Of one kund or more, all their insatser."""
        for s in steg:
            if not s.fakta.raknas or not slutade(s.fakta.sista, self._period):
                continue
            antal = s.fakta.antal
            c = self._till[s.fakta.kod]
            c["avslutade"] += antal
            c[f"till_{s.till}" if s.till in self._koder else s.till] += antal
            if s.nasta is not None:
                c[riktning(self._regel, s.fakta.kod, s.till)] += antal
            else:
                self._kedja(steg, s)
            c["vidare"] += antal * (s.nasta is not None or s.till in ("egen_forsorjning", ANNAN_MYNDIGHET))

    def _kedja(self, steg: Sequence[Steg], sist: Steg) -> None:
        """One that nothing followed: the whole of it, by the insats that it began with."""
        forst, antal = sist, 1
        while forst.fore is not None:
            forst, antal = steg[forst.fore], antal + 1
        f = sist.fakta
        c = self._fran_forsta[forst.fakta.kod]
        c["avslutade"] += f.antal
        c[sist.till] += f.antal
        c["insatser"] += antal * f.antal
        c["flera"] += antal > 1
        c["dagar"] += f.langd or ((f.sista or f.start) - forst.fakta.start).days + 1

    def tabeller(self, nummer: tuple[str, str]) -> tuple[Tabell, Tabell]:
        """From each insats to what came of it; and by their first insats where the chains led whose last one ended."""
        per, koder = self._till, self._koder
        funna = [f"till_{k}" for k in koder if any(c[f"till_{k}"] for c in per.values())]
        kolumner = ("avslutade", *funna, *_slutat(per), *_RIKTNINGAR, *VIDARE)
        ettan = _av(nummer[0], "insats", kolumner, per, koder)
        kolumner = ("avslutade", *_slutat(self._fran_forsta), "flera", "medel_insatser", "medel_dagar")
        tvaan = _av(nummer[1], "forsta_insats", kolumner, self._fran_forsta, koder)
        _prova(ettan, sum(c["avslutade"] for c in per.values()), koder)
        _prova(tvaan, sum(c[k] for c in per.values() for k in SLUT), ())
        return ettan, tvaan


def _slutat(per: Mapping[str, Counter[str]]) -> tuple[str, ...]:
    """An unknown orsak only where there is one."""
    return tuple(k for k in SLUT if k != OKAND or any(c[OKAND] for c in per.values()))


def _av(
    nummer: str, namn: str, kolumner: tuple[str, ...], per: Mapping[str, Counter[str]], koder: Sequence[str]
) -> Tabell:
    hela: Counter[str] = Counter()
    for c in per.values():
        hela.update(c)
    ordning = [k for k in koder if k in per] + sorted(per.keys() - set(koder))
    rader = tuple({namn: k, **_rad(kolumner, per[k])} for k in ordning)
    return Tabell(nummer, namn, (namn, *kolumner), rader, _rad(kolumner, hela))


def _rad(kolumner: Iterable[str], c: Counter[str]) -> Rad:
    ut: Rad = {}
    for k in kolumner:
        if k.startswith("medel_"):
            ut[k] = medel(c[k.removeprefix("medel_")], c["avslutade"])
        elif k.startswith("andel_"):
            ut[k] = andel(c[k.removeprefix("andel_")], c["avslutade"])
        else:
            ut[k] = c[k]
    return ut


def _prova(t: Tabell, antal: int, koder: Sequence[str]) -> None:
    """Each has come to one thing: the sums of the rows are those that ended. Raises Motsagelse."""
    utfall = [k for k in t.kolumner if k in SLUT or k.startswith("till_")]
    if t.totalt["avslutade"] != antal:
        raise Motsagelse(f"{t.nummer}, avslutade")
    for r in (*t.rader, t.totalt):
        if r["avslutade"] != sum(v for k in utfall if isinstance(v := r[k], int)):
            raise Motsagelse(f"{t.nummer}, {r.get(t.namn, 'summan')}")
        vidare = sum(v for k in _RIKTNINGAR if isinstance(v := r.get(k), int))
        if koder and vidare != sum(v for k in utfall if k.startswith("till_") and isinstance(v := r[k], int)):
            raise Motsagelse(f"{t.nummer}, riktning")
