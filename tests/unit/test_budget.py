"""What a year costs: examples reckoned by hand, and what holds whatever the facts are. AMI: 3 876 kr a month in 2024,
129,20 kr a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.budget import MINST, Ar, Historik, hela_manader, summa
from kundvalsdesk.rules.ersattning import Betald, Korning, manad_av
from kundvalsdesk.rules.fakta import Insatsfakta, Rapport, Slutrapport
from kundvalsdesk.rules.kalender import manadens_forsta, manader, plus_manader
from kundvalsdesk.services.regelverk import las_regelverk

REGELVERK = las_regelverk()
D = date.fromisoformat


def _ar(f: Insatsfakta, idag: str, historik: Historik | None = None, *betalda: Betald) -> dict[str, list[str]]:
    svar = Ar(REGELVERK, 2024, D(idag), historik).rakna_ar(f, "AMI", betalda)
    return {m: [str(x) for x in k] for m, k in svar}


def test_an_insats_is_expected_to_its_decided_end_date() -> None:
    """16 days of April: 16 × 129,20 = 2 067,20. May whole: 3 876. Five days of June: 646."""
    f = Insatsfakta("AMI2", start=D("2024-04-15"), slut=D("2024-06-05"))
    assert _ar(f, "2024-05-20") == {
        "2024-04": ["0.00", "2067.20", "2067.20"],
        "2024-05": ["0.00", "3876.00", "3876.00"],
        "2024-06": ["0.00", "646.00", "646.00"],
    }


def test_what_lies_outside_the_year_is_not_in_it() -> None:
    f = Insatsfakta("AMI2", start=D("2023-12-01"), slut=D("2024-01-15"))
    assert list(_ar(f, "2024-02-01")) == ["2024-01"]
    g = Insatsfakta("AMI2", start=D("2024-12-01"), slut=D("2025-02-28"))
    assert _ar(g, "2024-11-01") == {"2024-12": ["0.00", "3876.00", "3876.00"]}
    assert _ar(Insatsfakta("AMI2", start=None), "2024-11-01") == {}


def test_what_is_paid_and_what_is_too_much() -> None:
    """April was paid in full. It turned out that the last day was the 20th: 20 × 129,20 = 2 584 is due, so 1 292 is
    taken back."""
    betald = Betald(1, "2024-04", "2024-04", False, D("2024-04-01"), D("2024-04-30"), 30, Decimal("3876.00"))
    f = Insatsfakta(
        "AMI2", start=D("2024-04-01"), slut=D("2024-06-30"), sista_dag=D("2024-04-20"), avslutstyp="fortid",
        avslutsorsak="arbete",
    )  # fmt: skip
    assert _ar(f, "2024-05-20", None, betald) == {"2024-04": ["3876.00", "-1292.00", "-1292.00"]}
    f = Insatsfakta("AMI2", start=D("2024-04-01"), slut=D("2024-04-30"))
    assert _ar(f, "2024-05-20", None, betald) == {"2024-04": ["3876.00", "0.00", "0.00"]}


def test_the_days_after_an_avbrott_are_expected_while_the_slutrapport_can_still_be_in_time() -> None:
    """20 days: 2 584. 14 days more: 1 808,80."""
    f = Insatsfakta(
        "AMI2", start=D("2024-05-02"), slut=D("2024-08-01"), sista_dag=D("2024-05-21"), avslutstyp="avbruten",
        avslutsorsak="flytt",
    )  # fmt: skip
    assert _ar(f, "2024-06-04") == {"2024-05": ["0.00", "4392.80", "4392.80"]}
    assert _ar(f, "2024-06-05") == {"2024-05": ["0.00", "2584.00", "2584.00"]}


def _historik(kod: str = "AMI2") -> Historik:
    """Twenty insatser: five ended early in their third month (two whole ones behind them), three in their fourth."""
    h = Historik()
    for n in range(20):
        start, tidigt = D("2023-01-01"), n < 8
        h.lagg(kod, start, D("2023-03-10") if n < 5 else D("2023-04-10") if n < 8 else D("2023-06-30"), tidigt=tidigt)
    return h


def test_the_share_that_is_still_running() -> None:
    """5 of 20 ended in their third month: 15 of 20 are left. 3 of those 15 in their fourth: 15/20 × 12/15 = 12/20."""
    h = _historik()
    assert [h.andel("AMI2", 0, k) for k in (0, 1, 2, 3, 4, 5, 9)] == [
        1, 1, 1, Fraction(3, 4), Fraction(3, 5), Fraction(3, 5), Fraction(3, 5),
    ]  # fmt: skip
    # Of those that are past their third month already, only the later ends count.
    assert h.andel("AMI2", 3, 4) == Fraction(4, 5)
    assert (h.antal("AMI2"), h.tidiga("AMI2")) == (20, 8)


def test_early_ends_are_expected_of_what_runs_and_of_nothing_else() -> None:
    """Begun the 1st of January. On the 10th of February one whole month has passed. April begins its fourth month: of
    20, 15 are left: 3 876 × 3/4 = 2 907. May: 3 876 × 3/5 = 2 325,60."""
    f = Insatsfakta("AMI2", start=D("2024-01-01"), slut=D("2024-05-31"))
    svar = _ar(f, "2024-02-10", _historik())
    assert [v[2] for v in svar.values()] == ["3876.00", "3876.00", "3876.00", "2907.00", "2325.60"]
    assert {v[1] for v in svar.values()} == {"3876.00"}
    slutar = replace(f, sista_dag=D("2024-05-31"))
    assert {v[2] for v in _ar(slutar, "2024-02-10", _historik()).values()} == {"3876.00"}
    assert {v[2] for v in _ar(f, "2024-02-10", _historik("AMI1")).values()} == {"3876.00"}  # another kind
    assert {v[2] for v in _ar(f, "2024-06-10", _historik()).values()} == {"3876.00"}  # no month is to come


def test_too_few_tell_nothing() -> None:
    h = Historik()
    for _ in range(MINST - 1):
        h.lagg("AMI2", D("2023-01-01"), D("2023-01-20"), tidigt=True)
    assert not h.racker("AMI2") and h.andel("AMI2", 0, 5) == 1
    h.lagg("AMI2", D("2023-01-01"), D("2023-06-30"), tidigt=False)
    assert h.racker("AMI2") and h.andel("AMI2", 0, 5) == Fraction(1, 20)


def test_only_those_whose_time_is_over_are_history() -> None:
    ar = Ar(REGELVERK, 2024, D("2024-06-10"))
    f = Insatsfakta(
        "AMI2", start=D("2024-01-01"), slut=D("2024-06-09"), sista_dag=D("2024-03-03"), avslutstyp="fortid",
        avslutsorsak="arbete",
    )  # fmt: skip
    assert ar.avslutad(f) == (D("2024-01-01"), D("2024-03-03"), True)
    assert ar.avslutad(replace(f, slut=D("2024-06-10"))) is None
    assert ar.avslutad(replace(f, sista_dag=None)) is None
    assert ar.avslutad(replace(f, sista_dag=D("2024-06-09"))) == (D("2024-01-01"), D("2024-06-09"), False)


def test_whole_months() -> None:
    par = [("2024-01-31", "2024-02-29"), ("2024-01-15", "2024-02-15"), ("2024-01-15", "2024-02-14")]
    assert [hela_manader(D(a), D(b)) for a, b in par] == [0, 1, 0]


@st.composite
def _avslutad(rita: st.DrawFn) -> Insatsfakta:
    """An insats of 2024 that is over, of which everything has come in."""
    start = date(2024, 1, 1) + timedelta(days=rita(st.integers(0, 120)))
    slut = start + timedelta(days=rita(st.integers(0, 200)))
    typ, orsak = rita(st.sampled_from([("avbruten", "flytt"), ("fortid", "arbete"), ("fullfoljd", None)]))
    sista = slut if typ == "fullfoljd" else start + timedelta(days=rita(st.integers(0, (slut - start).days)))
    klart = [plus_manader(manadens_forsta(m), 1) + timedelta(days=rita(st.integers(0, 70)))
             for m in manader(start, sista)]  # fmt: skip
    rapporter = tuple(Rapport(m, k, (), None, k) for m, k in zip(manader(start, sista), klart, strict=True))
    return Insatsfakta(
        "AMI2", start=start, slut=slut, sista_dag=sista, avslutstyp=typ, avslutsorsak=orsak, rapporter=rapporter,
        slutrapport=Slutrapport(sista + timedelta(days=rita(st.integers(-20, 40)))),
    )  # fmt: skip


@settings(max_examples=60)
@given(_avslutad(), st.integers(0, 18))
def test_when_all_is_over_the_forecast_is_what_the_runs_pay(f: Insatsfakta, faststallda: int) -> None:
    """However many of the runs are final: month by month, to the öre, with and without early ends."""
    idag, betalda = date(2025, 8, 1), []
    alla = [manad_av(2024 * 12 + n) for n in range(18)]
    utfall: dict[str, Decimal] = {}
    klara: list[str] = []
    for m in alla:
        for r in Korning(REGELVERK, m, klara).rakna(f, "AMI", betalda).rader:
            utfall[r.avser_manad] = utfall.get(r.avser_manad, Decimal(0)) + r.belopp
            if len(klara) < faststallda and m == alla[len(klara)]:
                betalda.append(
                    Betald(len(betalda) + 1, m, r.avser_manad, r.avbrott, r.fran, r.till, r.dagar, r.belopp, r.rattar)
                )  # fmt: skip
        if len(klara) < faststallda:
            klara.append(m)
    svar = Ar(REGELVERK, 2024, idag, _historik()).rakna_ar(f, "AMI", betalda)
    assert {m: k.prognos for m, k in svar} == utfall
    s = summa(k for _, k in svar)
    assert s.prognos == s.prognos_tidigt == sum(utfall.values())
    assert s.betalt == sum(b.belopp for b in betalda)
