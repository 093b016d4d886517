"""What a year costs (regelverk §6): what is due for each month of it, and how many insatser are still running by then.

What is due is reckoned by the rules of the runs and nothing else: the cost of a month is what all runs together pay
for it once everything has come in. Pure: today is said by whoever asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from .ersattning import Betald, Korning, manad_av
from .ersattningsregler import FORVERKAR
from .fakta import Insatsfakta
from .manadsbelopp import avrundat
from .ramar import TIDIGT_SLUT
from .regelverk import Regelverkssamling

NOLL = Decimal("0.00")
MINST = 20
"""With fewer finished insatser of a kind than this, its early ends are not reckoned with."""


class Kostnad(NamedTuple):
    """Of one month. `betalt`: in final runs. `vantat`: what is left of what is due, to the decided end dates;
    `vantat_tidigt`: with as many early ends as there have been before."""

    betalt: Decimal = NOLL
    vantat: Decimal = NOLL
    vantat_tidigt: Decimal = NOLL

    def plus(self, x: Kostnad) -> Kostnad:
        return Kostnad(
            self.betalt + x.betalt, self.vantat + x.vantat, self.vantat_tidigt + x.vantat_tidigt
        )  # fmt: skip

    @property
    def prognos(self) -> Decimal:
        return self.betalt + self.vantat

    @property
    def prognos_tidigt(self) -> Decimal:
        return self.betalt + self.vantat_tidigt


def summa(poster: Iterable[Kostnad]) -> Kostnad:
    ut = Kostnad()
    for p in poster:
        ut = ut.plus(p)
    return ut


class Historik:
    """How finished insatser ended, kind by kind and month by month since their start.

    Only those whose decided end date has passed count: of insatser begun of late, those that have ended have ended
    early, and would make early ends look more common than they are.
    """

    def __init__(self) -> None:
        self._slut: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._tidiga: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._andelar: dict[tuple[str, int, int], Fraction] = {}

    def lagg(self, kod: str, start: date, sista: date, *, tidigt: bool) -> None:
        k = hela_manader(start, sista)
        self._slut[kod][k] += 1
        if tidigt:
            self._tidiga[kod][k] += 1

    def antal(self, kod: str) -> int:
        return sum(self._slut[kod].values()) if kod in self._slut else 0

    def racker(self, kod: str) -> bool:
        return self.antal(kod) >= MINST

    def tidiga(self, kod: str) -> int:
        return sum(self._tidiga[kod].values()) if kod in self._tidiga else 0

    def andel(self, kod: str, fran: int, till: int) -> Fraction:
        """Of insatser in month `fran` since their start, the share that has not ended early by month `till`."""
        if till <= fran or not self.racker(kod):
            return Fraction(1)
        nyckel = (kod, fran, till)
        if nyckel not in self._andelar:
            kvar = sum(n for k, n in self._slut[kod].items() if k >= till - 1)
            tidiga = self._tidiga[kod].get(till - 1, 0)
            forra = self.andel(kod, fran, till - 1)
            self._andelar[nyckel] = forra * (1 - Fraction(tidiga, kvar)) if kvar else forra
        return self._andelar[nyckel]


class Ar(Korning):
    """What is due for the months of a year, insats by insats.

    for manad, kostnad in Ar(regelverk, 2026, idag, historik).rakna_ar(fakta, "AMI", betalda): ...
    """

    def __init__(
        self, regelverk: Regelverkssamling, ar: int, idag: date, historik: Historik | None = None
    ) -> None:  # fmt: skip
        super().__init__(regelverk, f"{ar:04d}-12")
        self._idag = idag
        self._historik = historik or Historik()
        self._forsta = self._nu - 11

    def rakna_ar(self, f: Insatsfakta, kundval: str, betalda: Sequence[Betald] = ()) -> list[tuple[str, Kostnad]]:
        """The months of the year that have something, in order."""
        betalt: dict[int, Decimal] = {}
        for b in betalda:
            m = _nr_av(b.avser_manad)
            betalt[m] = betalt.get(m, NOLL) + b.belopp
        ska = self._ska(f, kundval, betalda)
        ut = []
        for m in sorted({*betalt, *ska}):
            if not self._forsta <= m <= self._nu:
                continue
            redan = betalt.get(m, NOLL)
            vantat = ska.get(m, NOLL) - redan
            ut.append((manad_av(m), Kostnad(redan, vantat, self._med_tidiga_slut(f, m, vantat))))
        return ut

    def avslutad(self, f: Insatsfakta) -> tuple[date, date, bool] | None:
        """(start, last day, ended early) of an insats whose time is over, for the history; else None."""
        ram = self._tid(f)
        if ram is None or f.start is None or f.sista_dag is None:
            return None
        _, sista, slut = ram
        if slut is None or max(sista, slut) >= self._idag or sista < f.start:
            return None
        return f.start, sista, f.avslutstyp in TIDIGT_SLUT and sista < slut

    # --- What is due ----------------------------------------------------------------------------------------------

    def _ska(self, f: Insatsfakta, kundval: str, betalda: Sequence[Betald]) -> dict[int, Decimal]:
        ram = self._tid(f)
        if ram is None:
            return {}
        fran, sista, slut = ram
        sist = _nr(sista)
        betalda_manader = {_nr_av(b.avser_manad) for b in betalda if not b.avbrott}
        ut: dict[int, Decimal] = {}
        for m in range(max(_nr(fran), self._forsta), min(sist, self._nu) + 1):
            if m == sist and m not in betalda_manader and self._forverkad(f, sista):
                continue
            ut[m] = sum((d.belopp for d in self._rader(kundval, fran, sista, m)), NOLL)
        if self._forsta <= sist <= self._nu and not self._sen(f, sista):
            dagar = self._avbrottsdagar(f, kundval, sista, slut)
            if dagar:
                ut[sist] = sum((d.belopp for d in dagar), ut.get(sist, NOLL))
        return ut

    def _inne(self, f: Insatsfakta) -> date:
        """When the slutrapport came or, of one that has not come, today at the earliest."""
        inne = f.slutrapport.inkommen if f.slutrapport else None
        return inne or self._idag

    def _forverkad(self, f: Insatsfakta, sista: date) -> bool:
        """By the strict reading (T9): a slutrapport after the last day."""
        strikt = self._regel(sista).sen_slutrapport == FORVERKAR
        return strikt and f.avslutstyp not in TIDIGT_SLUT and self._inne(f) > sista

    def _sen(self, f: Insatsfakta, sista: date) -> bool:
        """Too late for the days after an avbrott."""
        return self._inne(f) > sista + timedelta(days=self._regel(sista).slutrapport_dagar)

    # --- Early ends -----------------------------------------------------------------------------------------------

    def _med_tidiga_slut(self, f: Insatsfakta, m: int, belopp: Decimal) -> Decimal:
        """Of an insats that runs: what is expected for a month to come, by how many are still running on its first
        day. One that ends within a month counts for the whole of it."""
        if f.sista_dag is not None or f.start is None or m <= _nr(self._idag):
            return belopp
        forsta = date(m // 12, m % 12 + 1, 1)
        if forsta <= f.start:
            return belopp
        nu = hela_manader(f.start, max(f.start, self._idag))
        andel = self._historik.andel(f.kod, nu, hela_manader(f.start, forsta))
        return avrundat(belopp * andel.numerator / andel.denominator)


def hela_manader(fran: date, till: date) -> int:
    """Whole months from a day to another: the same day of the month begins the next one."""
    return _nr(till) - _nr(fran) - (till.day < fran.day)


def _nr(d: date) -> int:
    return d.year * 12 + d.month - 1


def _nr_av(m: str) -> int:
    return int(m[:4]) * 12 + int(m[5:]) - 1
