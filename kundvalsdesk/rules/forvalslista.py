"""The list of förvalsanordnare: who takes the kund that makes no choice, fortnight by fortnight (K 5.4.1).

Pure, and the same whenever it is asked: a period is decided by who is authorised on its first day and by those before
it, so an authorisation that begins later never changes one that has begun. What has been published stands, whatever
the authorisations say today, and the turn goes on from there.

Parameters of the rule set (table `forvalslista`): the day on which the turn begins, how long a period is, and whether
the next in turn takes the rest of a period whose anordnare loses its authorisation (T10).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from .sortering import sortnyckel
from .tomltabell import Tomltabell

_DAG = timedelta(days=1)


class Forvalsregel(NamedTuple):
    """`forsta`: the Monday on which the turn begins with the first in order; `dagar`: the length of a period.

    `vikarie` (T10): the next in turn takes the rest of a period in the middle of which the authorisation ends;
    otherwise nobody does. A rule set with another `forsta` than the one before it begins the turn anew that day.
    """

    forsta: date
    dagar: int
    vikarie: bool
    kalla: str
    tolkning: tuple[str, ...] = ()


def las_forvalslista(las: Tomltabell, tolkningar: Mapping[str, str]) -> Forvalsregel:
    forsta = las.dag("forsta")
    assert forsta is not None  # noqa: S101 - dag() has refused a missing one
    if forsta.weekday() != 0:
        raise las.fel("forsta", "ska vara en måndag")
    dagar = las.tal("dagar", minst=7) or 0
    if dagar % 7 or dagar > 364:
        raise las.fel("dagar", "ska vara hela veckor, högst 52")
    r = Forvalsregel(
        forsta, dagar, las.janej("vikarie", kravs=True), las.text("kalla"), las.texter("tolkning", tolkningar)
    )
    las.slut()
    return r


class Galler(NamedTuple):
    """The rule of a rule set, for the periods that begin from its first day on."""

    fran: date
    namn: str
    regel: Forvalsregel


class Auktoriserad(NamedTuple):
    """An authorisation for a whole kundval; `till` is its last day, None = open."""

    anordnare: str
    fran: date
    till: date | None = None


class Forval(NamedTuple):
    """Who is förvalsanordnare from one day to another, both included; "" = nobody.

    `period`: first and last day of the whole period, which a stand-in shares. `ordning`: everybody in the order on
    the first day of this row, with the date that gives the place; `regelverk`: by which rule set.
    """

    fran: date
    till: date
    anordnare: str
    period: tuple[date, date]
    regelverk: str = ""
    ordning: tuple[tuple[str, date], ...] = ()

    @property
    def plats(self) -> int:
        """Place of the anordnare in the order, from 1; 0 for nobody."""
        return next((n for n, (namn, _) in enumerate(self.ordning, 1) if namn == self.anordnare), 0)

    @property
    def vikarie(self) -> bool:
        return self.fran != self.period[0]


_Plats = tuple[date, str]
"""Place in the order: by the date of authorisation, then by Swedish name."""


class _Tur:
    """The order of those authorised, and whose turn it was last."""

    def __init__(self, alla: Sequence[Auktoriserad]) -> None:
        """Adjoining authorisations are one: a renewal does not cost the place. One that has been away comes last."""
        tider: dict[str, list[Auktoriserad]] = {}
        for a in sorted(alla, key=lambda a: a.fran):
            egna = tider.setdefault(a.anordnare, [])
            forra = egna[-1] if egna else None
            if forra is not None and (forra.till is None or a.fran <= forra.till + _DAG):
                till = None if forra.till is None or a.till is None else max(forra.till, a.till)
                egna[-1] = Auktoriserad(a.anordnare, forra.fran, till)
            else:
                egna.append(a)
        namn = {n: sortnyckel(n) for n in tider}
        self._alla = sorted(((a.fran, namn[n]), a) for n, egna in tider.items() for a in egna)
        self._efter: _Plats | None = None

    def aktuella(self, dag: date) -> list[tuple[_Plats, Auktoriserad]]:
        return [(p, a) for p, a in self._alla if a.fran <= dag and (a.till is None or a.till >= dag)]

    def sista_dag(self, anordnare: str, dag: date) -> date | None:
        """Last day of an authorisation that holds on a day; None: open. The day before, if there is none."""
        return next((a.till for _, a in self.aktuella(dag) if a.anordnare == anordnare), dag - _DAG)

    def nasta(self, dag: date, utom: frozenset[str] = frozenset()) -> tuple[_Plats, Auktoriserad] | None:
        """The next in order after the one before, among those authorised on the day."""
        aktuella = [(p, a) for p, a in self.aktuella(dag) if a.anordnare not in utom]
        senare = (x for x in aktuella if self._efter is None or x[0] > self._efter)
        return next(senare, aktuella[0] if aktuella else None)

    def borja_om(self) -> None:
        self._efter = None

    def har_haft(self, f: Forval) -> None:
        """A published period has been this one's turn. The stand-in's own turn follows as usual: it does not count."""
        if f.plats and not f.vikarie:
            self._efter = (f.ordning[f.plats - 1][1], sortnyckel(f.anordnare))

    def period(self, fran: date, slut: date, g: Galler) -> list[Forval]:
        """One period: its anordnare, and who takes the rest if that one loses its authorisation in it (T10)."""
        hela = (fran, slut)
        vald = self.nasta(fran)
        if vald is None:
            return [Forval(fran, slut, "", hela, g.namn)]
        self._efter = vald[0]
        till = slut if vald[1].till is None else min(slut, vald[1].till)
        forst = Forval(fran, till, vald[1].anordnare, hela, g.namn, self._ordning(fran))
        return [forst, *self.resten([forst], g)]

    def resten(self, borjan: Sequence[Forval], g: Galler) -> Iterator[Forval]:
        """Who takes the days of a period that are left after those who had it."""
        hela, dag = borjan[-1].period, borjan[-1].till + _DAG
        varit = frozenset(f.anordnare for f in borjan)
        while dag <= hela[1]:
            vikarie = self.nasta(dag, varit) if g.regel.vikarie else None
            if vikarie is None:
                yield Forval(dag, hela[1], "", hela, g.namn, self._ordning(dag))
                return
            a = vikarie[1]
            till = hela[1] if a.till is None else min(hela[1], a.till)
            yield Forval(dag, till, a.anordnare, hela, g.namn, self._ordning(dag))
            varit |= {a.anordnare}
            dag = till + _DAG

    def _ordning(self, dag: date) -> tuple[tuple[str, date], ...]:
        return tuple((a.anordnare, a.fran) for _, a in self.aktuella(dag))


def _regel(regler: Sequence[Galler], dag: date) -> Galler:
    return next((g for g in reversed(regler) if g.fran <= dag), regler[0])


def _raknade(tur: _Tur, regler: Sequence[Galler], fran: date, forra: date | None) -> Iterator[list[Forval]]:
    """Period after period from a day on, for ever. `forra`: first day of the period before it."""
    omstarter = sorted({g.regel.forsta for g in regler})
    while True:
        if any((forra is None or forra < d) and d <= fran for d in omstarter):
            tur.borja_om()
        g = _regel(regler, fran)
        slut = fran + timedelta(days=g.regel.dagar - 1)
        slut = min([slut, *(d - _DAG for d in omstarter if fran < d <= slut)])
        yield tur.period(fran, slut, g)
        forra, fran = fran, slut + _DAG


def _publicerade(tur: _Tur, regler: Sequence[Galler], rader: Sequence[Forval], idag: date) -> list[list[Forval]]:
    """What has been published, with the rest of its last period as it is now to be foreseen.

    If the one that has today's days has lost its authorisation, the published days stop at its last one, or
    yesterday: those that are over have been what they were.
    """
    ut: list[list[Forval]] = []
    for f in rader:
        tur.har_haft(f)
        if ut and ut[-1][-1].period == f.period:
            ut[-1].append(f)
        else:
            ut.append([f])
    sista = ut[-1][-1]
    if sista.anordnare and sista.fran <= idag <= sista.till:
        kvar = tur.sista_dag(sista.anordnare, max(sista.fran, idag - _DAG))
        if kvar is not None and kvar < sista.till:
            ut[-1][-1] = sista._replace(till=max(kvar, sista.fran, idag - _DAG))
    ut[-1] += tur.resten(ut[-1], _regel(regler, sista.period[0]))
    return ut


def _lopp(
    alla: Sequence[Auktoriserad], regler: Sequence[Galler], publicerade: Sequence[Forval], idag: date
) -> Iterator[Forval]:
    tur = _Tur(alla)
    borjan = regler[0].regel.forsta
    forst = publicerade[0].fran if publicerade else date.max
    for p in _raknade(tur, regler, borjan, None):
        if p[0].fran >= forst:
            break
        yield from (f._replace(till=min(f.till, forst - _DAG)) for f in p if f.fran < forst)
    # Only reached where something is published: what is reckoned by itself has no end.
    ut = _publicerade(tur, regler, publicerade, idag)
    for grupp in ut:
        yield from grupp
    forra, slut = ut[-1][-1].period
    for p in _raknade(tur, regler, slut + _DAG, forra):
        yield from p


def perioder(
    auktoriserade: Sequence[Auktoriserad],
    regler: Sequence[Galler],
    till: date,
    publicerade: Sequence[Forval] = (),
    idag: date = date.max,
) -> list[Forval]:
    """Every row that has begun on or before a day, from the first one on.

    `publicerade`: without a gap, in order; they stand. `idag`: the day that divides what is over from what is not.
    """
    return list(takewhile(lambda f: f.fran <= till, _lopp(auktoriserade, regler, publicerade, idag)))


def ar(
    auktoriserade: Sequence[Auktoriserad],
    regler: Sequence[Galler],
    artal: int,
    publicerade: Sequence[Forval] = (),
    idag: date = date.max,
) -> list[Forval]:
    """The periods of a year: those whose first day lies in it, whole."""
    lopp = _lopp(auktoriserade, regler, publicerade, idag)
    return [f for f in takewhile(lambda f: f.period[0].year <= artal, lopp) if f.period[0].year == artal]


def pa_dagen(
    auktoriserade: Sequence[Auktoriserad],
    regler: Sequence[Galler],
    dag: date,
    publicerade: Sequence[Forval] = (),
    idag: date = date.max,
) -> Forval | None:
    """The row that a day lies in; None before the list began."""
    rader = perioder(auktoriserade, regler, dag, publicerade, idag)
    return rader[-1] if rader else None
