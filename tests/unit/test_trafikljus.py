"""The light of a frist (regelverk §1): one by one, and as the date bounds that the queue asks with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kundvalsdesk.rules.fristtyper import Frist
from kundvalsdesk.rules.kalender import ar_arbetsdag
from kundvalsdesk.rules.trafikljus import LJUS, antal_kvar, granser, kvar_for, ljus, oppet_ljus

DAG = timedelta(days=1)


def _frist(forfaller: date, **annat: object) -> Frist:
    grund: dict[str, object] = {
        "kod": "granska_plan", "avser": "1", "ansvarig": "KV", "utlost": forfaller - 10 * DAG, "forfaller": forfaller,
        "klar": None, "vilande": False, "stangs": None, "ersatt": False, "gul_kvar": 2, "kalla": "K 7.3",
        "tolkning": (), "namn": "Granska", "slag": "plan", "trigger": "plan_inkommen", "led": (),
    }  # fmt: skip
    return Frist(**{**grund, **annat})  # type: ignore[arg-type]


SONDAG = date(2024, 9, 15)


@pytest.mark.parametrize(
    ("idag", "vantat", "antal"),
    [
        (date(2024, 9, 11), "gron", 3),
        (date(2024, 9, 12), "gul", 2),  # Thursday: two arbetsdagar left
        (date(2024, 9, 13), "gul", 1),
        (date(2024, 9, 14), "gul", 0),
        (date(2024, 9, 15), "gul", 0),
        (date(2024, 9, 16), "rod", -1),  # Monday
        (date(2024, 9, 17), "rod", -2),
    ],
)
def test_a_deadline_on_a_sunday(idag: date, vantat: str, antal: int) -> None:
    f = _frist(SONDAG)
    assert (ljus(f, idag), kvar_for(f, idag)) == (vantat, antal)


def test_not_listed_before_it_opens() -> None:
    f = _frist(SONDAG, utlost=date(2024, 9, 10))
    assert ljus(f, date(2024, 9, 9)) is None
    assert ljus(f, date(2024, 9, 10)) == "gron"
    assert ljus(f._replace(klar=date(2024, 9, 1)), date(2024, 9, 9)) is None


def test_done_comes_before_everything() -> None:
    f = _frist(SONDAG, klar=date(2024, 9, 17), vilande=True, stangs=date(2024, 9, 10))
    assert (ljus(f, date(2024, 9, 30)), kvar_for(f, date(2024, 9, 30))) == ("klar", -2)
    i_tid = f._replace(klar=SONDAG)
    assert (ljus(i_tid, date(2024, 9, 30)), kvar_for(i_tid, date(2024, 9, 30))) == ("klar", 0)
    # Late by a day that is none to work on: late, but no arbetsdag.
    lordag = _frist(date(2024, 9, 13), klar=date(2024, 9, 14))
    assert kvar_for(lordag, date(2024, 9, 30)) == 0


def test_lapsed_from_its_day_on_and_then_without_a_number() -> None:
    f = _frist(SONDAG, stangs=date(2024, 9, 12), vilande=True)
    assert (ljus(f, date(2024, 9, 11)), kvar_for(f, date(2024, 9, 11))) == ("vilande", 3)
    assert (ljus(f, date(2024, 9, 12)), kvar_for(f, date(2024, 9, 12))) == ("bortfallen", 0)
    assert (ljus(f, date(2024, 9, 30)), kvar_for(f, date(2024, 9, 30))) == ("bortfallen", 0)


def test_one_that_is_replaced_is_listed_no_more() -> None:
    f = _frist(SONDAG, stangs=date(2024, 9, 16), ersatt=True)
    assert ljus(f, SONDAG) == "gul"
    assert ljus(f, date(2024, 9, 16)) is None


def test_a_waiting_one_never_turns_red() -> None:
    f = _frist(SONDAG, vilande=True)
    assert {ljus(f, SONDAG + n * DAG) for n in range(-10, 30)} == {"vilande"}
    assert kvar_for(f, date(2024, 9, 17)) == -2


def test_the_number_for_yellow_belongs_to_the_frist() -> None:
    f = _frist(date(2024, 9, 20), gul_kvar=0)
    assert ljus(f, date(2024, 9, 20)) == "gron"
    assert ljus(f, date(2024, 9, 21)) == "rod"
    assert ljus(f._replace(gul_kvar=5), date(2024, 9, 16)) == "gul"
    assert ljus(f._replace(gul_kvar=4), date(2024, 9, 16)) == "gron"


def test_every_light_has_a_code() -> None:
    sedda = {
        ljus(f, idag)
        for f in (
            _frist(SONDAG),
            _frist(SONDAG, vilande=True),
            _frist(SONDAG, klar=SONDAG),
            _frist(SONDAG, stangs=SONDAG),
        )
        for idag in (SONDAG - 6 * DAG, SONDAG, SONDAG + 2 * DAG)
    }
    assert sedda == set(LJUS)


FRAN, TILL = date(2023, 1, 1), date(2027, 12, 31)
FONSTER = (-12, 21)


def test_bounds_agree_with_the_light_on_every_day_of_five_years() -> None:
    """Each day, each gul_kvar 0–5, each due date of a window: an own count, the light, and the bounds agree."""
    dagar = (TILL - FRAN).days + 1
    arbets = [ar_arbetsdag(FRAN + n * DAG) for n in range(dagar + FONSTER[1] + 1)]
    for i in range(dagar):
        idag = FRAN + i * DAG
        grans = [granser(idag, g) for g in range(6)]
        antal = 0
        for n in range(FONSTER[0], FONSTER[1] + 1):
            due = idag + n * DAG
            if n >= 0:
                antal += arbets[i + n]
            for gul_kvar, (rod_fore, gul_till) in enumerate(grans):
                egen = "rod" if n < 0 else "gul" if antal <= gul_kvar else "gron"
                som_granser = "rod" if due < rod_fore else "gul" if due <= gul_till else "gron"
                assert egen == som_granser, (idag, due, gul_kvar)
        # The window holds days of every light, whatever the holidays.
        assert idag + FONSTER[1] * DAG > grans[5].gul_till


@pytest.mark.parametrize("ar", range(2023, 2028))
def test_the_light_one_by_one_agrees_with_the_bounds(ar: int) -> None:
    idag = date(ar, 1, 1)
    while idag.year == ar:
        for gul_kvar in range(6):
            g = granser(idag, gul_kvar)
            for due in {idag - DAG, idag, g.gul_till, g.gul_till + DAG, idag + 5 * DAG, idag + 14 * DAG}:
                vantat = "rod" if due < g.idag else "gul" if due <= g.gul_till else "gron"
                assert oppet_ljus(due, gul_kvar, idag) == vantat, (idag, due, gul_kvar)
        idag += DAG


def test_number_left_changes_by_one_per_arbetsdag() -> None:
    due, idag = date(2024, 12, 30), date(2024, 12, 1)
    while idag < date(2025, 1, 31):
        steg = antal_kvar(due, idag) - antal_kvar(due, idag + DAG)
        # From the due day on the step is that of the day after: the due day itself is still in time.
        vantat = ar_arbetsdag(idag) if idag < due else ar_arbetsdag(idag) + ar_arbetsdag(idag + DAG)
        if idag > due:
            vantat = ar_arbetsdag(idag + DAG)
        assert steg == vantat, idag
        idag += DAG
