"""What holds of all runs together, whatever the facts are, whenever they come in and in whatever order runs are made
final."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.ersattning import RATTELSE, Betald, Korning, Rad, manad_av
from kundvalsdesk.rules.fakta import Insatsfakta, Rapport, Retur, Slutrapport
from kundvalsdesk.rules.kalender import manadens_forsta, manader, plus_manader
from kundvalsdesk.rules.manadsbelopp import manadsrader
from kundvalsdesk.rules.regelverk import Belopp, Regelverkssamling
from kundvalsdesk.services.regelverk import las_regelverk

_DAG = timedelta(days=1)
MANADER = [manad_av(2024 * 12 + n) for n in range(18)]
"""Runs from January 2024 on; by the last of them everything that comes in has come in."""


def _regelverk() -> Regelverkssamling:
    """With an amount that changes in the middle of a month."""
    alla = las_regelverk().alla
    ny = Belopp("AMI", date(2024, 5, 11), Decimal("4001"))
    return Regelverkssamling([*alla[:-1], replace(alla[-1], belopp=(*alla[-1].belopp, ny))])


REGELVERK = _regelverk()


@st.composite
def _fakta(rita: st.DrawFn, klart: bool = False) -> Insatsfakta:
    """An insats of 2024. `klart`: everything comes in sooner or later."""
    start = date(2024, 1, 1) + timedelta(days=rita(st.integers(0, 120)))
    slut = start + timedelta(days=rita(st.integers(0, 200)))
    sista = start + timedelta(days=rita(st.integers(0, (slut - start).days)))
    typ, orsak = rita(
        st.sampled_from([("avbruten", "flytt"), ("avbruten", "brister_anordnare"), ("fortid", "arbete"), (None, None)])
    )
    rapporter = []
    for m in manader(start, sista if typ else slut):
        if not klart and rita(st.booleans()) and rita(st.booleans()):
            continue
        efter = plus_manader(manadens_forsta(m), 1)
        klar = efter + timedelta(days=rita(st.integers(0, 70)))
        returer: tuple[Retur, ...] = ()
        if rita(st.booleans()):
            ut = klar + timedelta(days=rita(st.integers(0, 20)))
            igen = ut + timedelta(days=rita(st.integers(0, 40))) if klart or rita(st.booleans()) else None
            returer = (Retur(ut, igen),)
        rapporter.append(Rapport(m, klar, returer, None, efter + timedelta(days=rita(st.integers(0, 60)))))
    inne = (sista if typ else slut) + timedelta(days=rita(st.integers(-20, 60)))
    return Insatsfakta(
        "AMI2",
        start=start,
        slut=slut,
        sista_dag=sista if typ else None,
        avslutstyp=typ,
        avslutsorsak=orsak,
        rapporter=tuple(rapporter),
        slutrapport=Slutrapport(inne) if klart or rita(st.booleans()) else None,
    )


class _Bok:
    """The final runs of one insats."""

    def __init__(self) -> None:
        self.betalda: list[Betald] = []
        self.fardiga: set[str] = set()

    def korning(self, f: Insatsfakta, m: str) -> Sequence[Rad]:
        return Korning(REGELVERK, m, self.fardiga).rakna(f, "AMI", self.betalda).rader

    def faststall(self, f: Insatsfakta, m: str) -> None:
        for r in self.korning(f, m):
            nr = len(self.betalda) + 1
            self.betalda.append(
                Betald(nr, m, r.avser_manad, r.avbrott, r.fran, r.till, r.dagar, r.belopp, r.rattar)
            )  # fmt: skip
        self.fardiga.add(m)

    def netto(self) -> dict[tuple[str, bool], tuple[int, Decimal]]:
        ut: dict[tuple[str, bool], tuple[int, Decimal]] = {}
        for b in self.betalda:
            n, s = ut.get((b.avser_manad, b.avbrott), (0, Decimal(0)))
            ut[b.avser_manad, b.avbrott] = n + b.dagar, s + b.belopp
        return {k: v for k, v in ut.items() if v[1]}


def _dagar(rader: Sequence[Rad] | Sequence[Betald]) -> Counter[date]:
    return Counter(r.fran + n * _DAG for r in rader for n in range((r.till - r.fran).days + 1))


@settings(max_examples=60)
@given(_fakta())
def test_each_day_belongs_to_at_most_one_run_whichever_are_made(f: Insatsfakta) -> None:
    rader = [r for m in MANADER for r in Korning(REGELVERK, m).rakna(f, "AMI").rader]
    assert all(n == 1 for n in _dagar(rader).values())
    assert all((r.till - r.fran).days + 1 == r.dagar for r in rader)


@settings(max_examples=60)
@given(_fakta(klart=True), st.permutations(MANADER[:6]))
def test_the_sum_is_the_same_however_time_is_split_in_runs(f: Insatsfakta, ordning: list[str]) -> None:
    """Runs never made final, made final as they come, and in any order: the same is paid, and it is what is due."""
    utan = [r for m in MANADER for r in Korning(REGELVERK, m).rakna(f, "AMI").rader]
    bok = _Bok()
    for m in [*ordning, *MANADER[6:]]:
        bok.faststall(f, m)
    assert _dagar(utan) == _dagar(bok.betalda)
    assert sum(r.belopp for r in utan) == sum(b.belopp for b in bok.betalda)
    assert not any(b.rattar for b in bok.betalda)
    sista = f.sista_dag or f.slut
    assert f.start is not None
    assert sista is not None
    ska = sum(
        r.belopp
        for m in manader(f.start, sista)
        for r in manadsrader(f.start, sista, manadens_forsta(m), lambda d: REGELVERK.belopp("AMI", d))
    )
    assert ska == sum(r.belopp for r in utan if not r.avbrott)


@settings(max_examples=60)
@given(_fakta(klart=True), _fakta(klart=True), st.integers(1, 16))
def test_facts_that_change_are_paid_as_if_they_had_been_known(a: Insatsfakta, b: Insatsfakta, nar: int) -> None:
    """First one thing is known, later another: what has been paid in the end is what the later facts are worth."""
    bok = _Bok()
    for n, m in enumerate([*MANADER, "2025-07", "2025-08"]):
        bok.faststall(a if n < nar else b, m)
    ratt = _Bok()
    for m in [*MANADER, "2025-07", "2025-08"]:
        ratt.faststall(b, m)
    borde = ratt.netto()
    har = bok.netto()
    # An avbrott paid before stays where it stood, if the days are as many and worth as much.
    assert sum(v[1] for k, v in har.items() if not k[1]) == sum(v[1] for k, v in borde.items() if not k[1])
    assert {k: v[1] for k, v in har.items() if not k[1]} == {k: v[1] for k, v in borde.items() if not k[1]}
    assert sum(v[1] for k, v in har.items() if k[1]) == sum(v[1] for k, v in borde.items() if k[1])
    assert all(n >= 0 for n, _ in har.values())
    namn = {x.id: x for x in bok.betalda}
    for x in bok.betalda:
        if x.rattar is not None:
            assert namn[x.rattar].rattar is None
            assert namn[x.rattar].avser_manad == x.avser_manad
            assert namn[x.rattar].korning < x.korning


@settings(max_examples=40)
@given(_fakta(), _fakta(), st.integers(0, 17))
def test_a_run_reckoned_again_is_the_same_and_one_made_final_leaves_nothing_for_itself(
    a: Insatsfakta, b: Insatsfakta, nar: int
) -> None:
    bok = _Bok()
    for m in MANADER[:nar]:
        bok.faststall(a, m)
    m = MANADER[nar]
    forst = bok.korning(b, m)
    assert bok.korning(b, m) == forst
    # Of the rows in final runs and of those in other runs that are not, none is the same.
    bok.faststall(b, m)
    nasta = bok.korning(b, manad_av(2024 * 12 + nar + 1))
    gjorda = {(r.avser_manad, r.avbrott) for r in forst if r.typ != RATTELSE}
    assert not gjorda & {(r.avser_manad, r.avbrott) for r in nasta}
