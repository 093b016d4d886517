"""Brister of an anordnare (regelverk §8): when each holds, from which day, and what leaves it alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.brister import BRISTKODER, Bristfynd, brister
from kundvalsdesk.rules.fakta import Insatsfakta, Plan, Rapport, Retur, Slutrapport
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.kalender import plus_manader
from kundvalsdesk.services.regelverk import las_regelverk

from .historier import DAGAR, MANADER, historier

RV = las_regelverk()
D = date.fromisoformat
DAG = timedelta(days=1)

I_TID = tuple(Rapport(f"2024-{m:02d}", date(2024, m + 1, 5), godkand=date(2024, m + 1, 10)) for m in range(1, 12))
GRUND = Insatsfakta(
    "AMI2", start=D("2024-01-08"), slut=D("2024-12-31"), planer=(Plan(1, D("2024-01-15"), godkand=D("2024-01-17")),),
    sista_dag=D("2024-11-30"), avslutstyp="fortid", avslutsbeslut=D("2024-11-20"),
    rapporter=I_TID, slutrapport=Slutrapport(D("2024-11-28"), godkand=D("2024-12-02")),
)  # fmt: skip
"""A case in which everything has come in time."""


def _med(**sena: str) -> Insatsfakta:
    """Reports of some months klarmarkerade on another day: m03="2024-06-01"."""
    dagar = {f"2024-{k[1:]}": D(v) for k, v in sena.items()}
    return replace(GRUND, rapporter=tuple(replace(r, klarmarkerad=dagar.get(r.manad, r.klarmarkerad)) for r in I_TID))


def _returnerad(*dagar: tuple[str, str]) -> Insatsfakta:
    """Reports returned: (month, day), in again the day after."""
    ut = []
    for r in I_TID:
        returer = sorted(D(d) for m, d in dagar if m == r.manad)
        ut.append(replace(r, returer=tuple(Retur(d, d + DAG) for d in returer)))
    return replace(GRUND, rapporter=tuple(ut))


def _av(kod: str, f: Insatsfakta, progression: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(b.avser, str(b.fran)) for b in brister(f, progression or {}, RV) if b.kod == kod]


def test_a_case_in_time_has_none() -> None:
    assert brister(GRUND, dict.fromkeys([r.manad for r in I_TID], "finns"), RV) == ()


# --- More than one month late -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inkom", "vantat"),
    [
        ("2024-05-07", []),
        ("2024-05-08", [("rapport:2024-03", "2024-05-08")]),
        ("2024-09-01", [("rapport:2024-03", "2024-05-08")]),
    ],
)
def test_a_report_more_than_a_month_late(inkom: str, vantat: list[tuple[str, str]]) -> None:
    # March is due on 7 April; a month later is 7 May.
    assert _av("mer_an_manad_sen", _med(m03=inkom)) == vantat


def test_an_open_one_holds_from_the_same_day() -> None:
    f = replace(GRUND, rapporter=tuple(r for r in I_TID if r.manad != "2024-03"))
    assert _av("mer_an_manad_sen", f) == [("rapport:2024-03", "2024-05-08")]


def test_a_plan_and_a_slutrapport_more_than_a_month_late() -> None:
    f = replace(GRUND, planer=(Plan(1, D("2024-03-01")),), slutrapport=Slutrapport(D("2025-01-10")))
    # The plan was due on 22 January, the slutrapport 14 days after the decision, on 4 December.
    assert _av("mer_an_manad_sen", f) == [("plan:1", "2024-02-23"), ("slutrapport:slut", "2025-01-05")]


def test_a_plan_that_lapsed_before_it_was_a_month_late_is_none() -> None:
    f = replace(GRUND, planer=(), slut=D("2024-04-07"), sista_dag=D("2024-02-10"), rapporter=I_TID[:2])
    assert [a for a, _ in _av("mer_an_manad_sen", f) if a.startswith("plan")] == []


# --- Repeated lateness ----------------------------------------------------------------------------------------------


def test_three_late_in_six_months() -> None:
    f = _med(m01="2024-02-09", m03="2024-04-09", m05="2024-06-10")
    assert _av("upprepat_sen", f) == [("rapport:2024-05", "2024-06-08")]
    (b,) = [b for b in brister(f, {}, RV) if b.kod == "upprepat_sen"]
    assert [h.avser for h in b.handelser] == ["rapport:2024-01", "rapport:2024-03", "rapport:2024-05"]


def test_the_third_within_six_months_counts_and_not_after() -> None:
    # January is late on 8 February; six months later is 8 August, when July is late.
    assert _av("upprepat_sen", _med(m01="2024-02-09", m03="2024-04-09", m07="2024-08-09")) == []
    assert _av("upprepat_sen", _med(m02="2024-03-09", m03="2024-04-09", m07="2024-08-09")) == [
        ("rapport:2024-07", "2024-08-08")
    ]


def test_one_brist_as_long_as_it_goes_on_and_a_new_one_after_a_pause() -> None:
    alla = {f"m{m:02d}": f"2024-{m + 1:02d}-09" for m in range(1, 7)}
    assert _av("upprepat_sen", _med(**alla)) == [("rapport:2024-03", "2024-04-08")]
    igen = {f"m{m}": f"2024-{int(m) + 1}-09" for m in ("09", "10", "11")}
    forst = {"m01": "2024-02-09", "m02": "2024-03-09", "m03": "2024-04-09"}
    assert _av("upprepat_sen", _med(**forst, **igen)) == [
        ("rapport:2024-03", "2024-04-08"),
        ("rapport:2024-11", "2024-12-08"),
    ]


# --- Returns --------------------------------------------------------------------------------------------------------


def test_the_same_report_returned_twice() -> None:
    f = _returnerad(("2024-03", "2024-04-08"), ("2024-03", "2024-04-12"))
    assert _av("samma_aterremitterad", f) == [("rapport:2024-03", "2024-04-12")]
    assert _av("flera_aterremitterade", f) == []
    assert _av("samma_aterremitterad", _returnerad(("2024-03", "2024-04-08"), ("2024-04", "2024-05-08"))) == []


def test_a_slutrapport_returned_twice() -> None:
    s = Slutrapport(D("2024-11-28"), (Retur(D("2024-12-02"), D("2024-12-04")), Retur(D("2024-12-05"))))
    assert _av("samma_aterremitterad", replace(GRUND, slutrapport=s)) == [("slutrapport:slut", "2024-12-05")]


def test_three_reports_returned_in_six_months() -> None:
    tre = (("2024-01", "2024-02-08"), ("2024-03", "2024-04-08"), ("2024-05", "2024-06-08"))
    assert _av("flera_aterremitterade", _returnerad(*tre)) == [("rapport:2024-05", "2024-06-08")]
    sen = (*tre[:2], ("2024-08", "2024-09-08"))
    assert _av("flera_aterremitterade", _returnerad(*sen)) == []


def test_a_plan_returned_twice_is_no_report() -> None:
    p = Plan(1, D("2024-01-15"), (Retur(D("2024-01-16"), D("2024-01-17")), Retur(D("2024-01-18"))))
    assert brister(replace(GRUND, planer=(p,)), {}, RV) == ()


# --- Progression ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progression", "vantat"),
    [
        ({"2024-03": "saknas", "2024-04": "ej_aktuellt"}, [("rapport:2024-04", "2024-05-05")]),
        ({"2024-03": "saknas"}, []),
        ({"2024-03": "saknas", "2024-04": "finns", "2024-05": "saknas"}, []),
        ({"2024-03": "saknas", "2024-05": "saknas"}, []),
        (dict.fromkeys(["2024-03", "2024-04", "2024-05"], "saknas"), [("rapport:2024-04", "2024-05-05")]),
    ],
)
def test_progression_in_two_reports_in_a_row(progression: dict[str, str], vantat: list[tuple[str, str]]) -> None:
    assert _av("progression", GRUND, progression) == vantat


# --- What leaves it alone -------------------------------------------------------------------------------------------


def test_nothing_before_the_day_it_is_watched_from() -> None:
    f = _med(m03="2024-06-01")
    assert _av("mer_an_manad_sen", replace(f, bevakas_fran=D("2024-05-09"))) == []
    assert brister(replace(f, historik=True), {}, RV) == ()


PROGRESSION = st.dictionaries(MANADER, st.sampled_from(("finns", "saknas", "ej_aktuellt")), max_size=6)


@given(historier(), PROGRESSION)
def test_named_by_code_and_avser_in_order_of_day(f: Insatsfakta, p: dict[str, str]) -> None:
    ut = brister(f, p, RV)
    assert len({(b.kod, b.avser) for b in ut}) == len(ut)
    assert [b.fran for b in ut] == sorted(b.fran for b in ut)
    for b in ut:
        assert b.kod in BRISTKODER
        assert b.handelser
        assert len(f"{b.kod}:{b.avser}") <= 40
        if b.kod != "progression":
            assert b.handelser[-1].avser == b.avser
        assert b.fran >= max(h.dag for h in b.handelser)


@given(historier(), PROGRESSION, st.randoms(use_true_random=False))
def test_the_same_whatever_the_order_of_the_rows(f: Insatsfakta, p: dict[str, str], r: random.Random) -> None:
    def blandad(x: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(r.sample(x, len(x)))

    g = replace(
        f, planer=blandad(f.planer),
        rapporter=tuple(replace(x, returer=blandad(x.returer)) for x in blandad(f.rapporter)),
        franvaro=blandad(f.franvaro), kontakter=blandad(f.kontakter),
    )  # fmt: skip
    assert brister(g, dict(r.sample(list(p.items()), len(p))), RV) == brister(f, p, RV)


@given(historier(), PROGRESSION)
def test_the_frister_may_be_given(f: Insatsfakta, p: dict[str, str]) -> None:
    assert brister(f, p, RV, frister(f, RV)) == brister(f, p, RV)


def _utom(ut: tuple[Bristfynd, ...], kod: str) -> list[Bristfynd]:
    return [b for b in ut if b.kod != kod]


@given(historier(), PROGRESSION, MANADER, st.sampled_from(("finns", "saknas", "ej_aktuellt")))
def test_what_a_report_says_concerns_progression_only(f: Insatsfakta, p: dict[str, str], m: str, v: str) -> None:
    assert _utom(brister(f, p | {m: v}, RV), "progression") == _utom(brister(f, p, RV), "progression")


@given(historier(), MANADER, DAGAR)
@settings(max_examples=200)
def test_a_return_concerns_no_lateness_and_no_other_report(f: Insatsfakta, m: str, dag: date) -> None:
    """A report returned once more leaves lateness, other reports, and what was repeated before it."""
    g = replace(
        f, rapporter=tuple(replace(r, returer=(*r.returer, Retur(dag))) if r.manad == m else r for r in f.rapporter)
    )
    fore, efter = brister(f, {}, RV), brister(g, {}, RV)
    for kod in ("mer_an_manad_sen", "upprepat_sen", "progression"):
        assert [b for b in fore if b.kod == kod] == [b for b in efter if b.kod == kod]
    for b in fore:
        if b.kod == "samma_aterremitterad" and b.avser != f"rapport:{m}":
            assert b in efter
        if b.kod == "flera_aterremitterade" and b.fran < dag:
            assert b in efter


@given(historier(), DAGAR)
@settings(max_examples=200)
def test_a_late_one_changes_no_repetition_before_it_or_long_after(f: Insatsfakta, dag: date) -> None:
    """A plan asked for and never sent: an earlier repetition stays, and so does one that begins a year later."""
    nr = max((p.version for p in f.planer), default=0) + 1
    g = replace(f, planer=(*f.planer, Plan(nr, godkand=dag, revidering_begard=dag)))
    nya = brister(g, {}, RV)
    for b in brister(f, {}, RV):
        if b.kod == "upprepat_sen" and (b.fran < dag or b.fran > plus_manader(dag, 13)):
            assert b in nya
        if b.kod == "mer_an_manad_sen":
            assert b in nya
