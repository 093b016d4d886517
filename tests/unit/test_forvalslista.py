"""The förvalslista: the turn from its first day on, who is passed over, who steps in, and what never changes."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.rules import forvalslista
from kundvalsdesk.rules.forvalslista import Auktoriserad, Forval, Forvalsregel, Galler

d = date.fromisoformat
REGEL = Forvalsregel(d("2024-01-01"), 14, True, "K 5.4.1")
REGLER = (Galler(d("2024-01-01"), "2024", REGEL),)
Rad = tuple[date, date, str]


def _rader(perioder: list[Forval]) -> list[Rad]:
    return [p[:3] for p in perioder]


def ar(alla: list[Auktoriserad], artal: int) -> list[Forval]:
    return forvalslista.ar(alla, REGLER, artal)


def perioder(alla: list[Auktoriserad], till: date) -> list[Forval]:
    return forvalslista.perioder(alla, REGLER, till)


def pa_dagen(alla: list[Auktoriserad], dag: date) -> str:
    rad = forvalslista.pa_dagen(alla, REGLER, dag)
    return rad.anordnare if rad else ""


def _namn(perioder: list[Forval]) -> list[str]:
    return [p.anordnare for p in perioder]


A, B, C = (Auktoriserad(n, d("2021-03-01")) for n in ("Asken", "Björken", "Cedern"))


def test_the_turn_begins_with_the_first_in_order_and_goes_on_across_new_year() -> None:
    lista = ar([C, A, B], 2024)
    assert lista[0][:3] == (d("2024-01-01"), d("2024-01-14"), "Asken")
    assert _namn(lista[:4]) == ["Asken", "Björken", "Cedern", "Asken"]
    assert len(lista) == 27 and lista[-1].fran == d("2024-12-30") and lista[-1].till == d("2025-01-12")
    nasta = ar([C, A, B], 2025)[0]
    assert nasta.fran == d("2025-01-13") and nasta.anordnare == "Asken"  # the 28th period
    assert lista[-1].anordnare == "Cedern"


def test_order_is_by_day_of_authorisation_and_then_by_swedish_name() -> None:
    alla = [Auktoriserad(n, d("2022-01-01")) for n in ("Örnen", "Åsen", "Zenit", "Älgen", "ägget")]
    alla.append(Auktoriserad("Sist i bokstav, först i tid: Ö", d("2021-01-01")))
    assert _namn(ar(alla, 2024)[:6]) == [
        "Sist i bokstav, först i tid: Ö", "Zenit", "Åsen", "ägget", "Älgen", "Örnen"
    ]  # fmt: skip


def test_a_newly_authorised_one_is_last_from_the_first_period_that_begins_after() -> None:
    ny = Auktoriserad("Alen", d("2024-01-20"))
    assert _namn(ar([A, B, ny], 2024)[:6]) == ["Asken", "Björken", "Alen", "Asken", "Björken", "Alen"]
    # One day too late for the third period: it waits for its turn.
    sen = Auktoriserad("Alen", d("2024-01-30"))
    assert _namn(ar([A, B, sen], 2024)[:6]) == ["Asken", "Björken", "Asken", "Björken", "Alen", "Asken"]


def test_one_that_loses_its_authorisation_is_passed_over_from_its_next_period() -> None:
    borta = Auktoriserad("Björken", d("2021-03-01"), d("2024-01-14"))
    assert _namn(ar([A, borta, C], 2024)[:4]) == ["Asken", "Cedern", "Asken", "Cedern"]


def test_in_the_middle_of_a_period_the_next_in_turn_takes_the_rest_and_has_its_own_turn_after() -> None:
    mitt = Auktoriserad("Björken", d("2021-03-01"), d("2024-01-17"))
    lista = ar([A, mitt, C], 2024)[:5]
    assert _rader(lista[1:4]) == [
        (d("2024-01-15"), d("2024-01-17"), "Björken"),
        (d("2024-01-18"), d("2024-01-28"), "Cedern"),
        (d("2024-01-29"), d("2024-02-11"), "Cedern"),
    ]
    assert [(p.plats, p.vikarie) for p in lista[1:4]] == [(2, False), (2, True), (2, False)]
    assert lista[4].anordnare == "Asken"


def test_a_stand_in_that_goes_too_and_nobody_left() -> None:
    b = Auktoriserad("Björken", d("2021-03-01"), d("2024-01-17"))
    c = Auktoriserad("Cedern", d("2021-03-01"), d("2024-01-20"))
    assert [(p.till, p.anordnare) for p in ar([A, b, c], 2024)[1:4]] == [
        (d("2024-01-17"), "Björken"), (d("2024-01-20"), "Cedern"), (d("2024-01-28"), "Asken"),
    ]  # fmt: skip
    ensam = ar([b], 2024)
    assert ensam[0].anordnare == "Björken"
    assert [(p.fran, p.anordnare) for p in ensam[1:3]] == [(d("2024-01-15"), "Björken"), (d("2024-01-18"), "")]
    assert set(_namn(ensam[3:])) == {""}
    assert ar([], 2024)[0].anordnare == ""


def test_a_renewal_keeps_the_place_and_one_that_has_been_away_comes_back_last() -> None:
    fornyad = [Auktoriserad("Asken", d("2021-03-01"), d("2024-02-29")), Auktoriserad("Asken", d("2024-03-01"))]
    assert _rader(ar([*fornyad, B, C], 2024)) == _rader(ar([A, B, C], 2024))
    tillbaka = [Auktoriserad("Asken", d("2021-03-01"), d("2024-01-31")), Auktoriserad("Asken", d("2024-03-01"))]
    namn = _namn(ar([*tillbaka, B, C], 2024))
    assert namn[:8] == ["Asken", "Björken", "Cedern", "Björken", "Cedern", "Asken", "Björken", "Cedern"]


DAGAR = st.dates(d("2022-01-01"), d("2025-12-31"))


@st.composite
def auktorisationer(draw: st.DrawFn) -> list[Auktoriserad]:
    ut = []
    for namn in draw(st.lists(st.sampled_from("ABCDEÅÄÖ"), max_size=6, unique=True)):
        fran = draw(DAGAR)
        till = draw(st.none() | st.integers(0, 900))
        ut.append(Auktoriserad(namn, fran, None if till is None else fran + timedelta(days=till)))
    return ut


@given(auktorisationer())
def test_every_day_has_exactly_one_and_that_one_is_authorised(alla: list[Auktoriserad]) -> None:
    lista = [p for artal in (2024, 2025) for p in ar(alla, artal)]
    assert lista[0].fran == REGEL.forsta
    for a, b in itertools.pairwise(lista):
        assert b.fran == a.till + timedelta(days=1)
    for p in lista:
        for dag in (p.fran, p.till):
            aktuella = {a.anordnare for a in alla if a.fran <= dag and (a.till is None or a.till >= dag)}
            assert (p.anordnare in aktuella) if p.anordnare else not (aktuella and dag == p.fran)


@given(auktorisationer(), DAGAR, st.sampled_from(("Ny", "0", "Öst")))
def test_what_has_begun_never_changes_because_of_a_later_authorisation(
    alla: list[Auktoriserad], dag: date, namn: str
) -> None:
    fore = perioder(alla, dag)
    efter = perioder([*alla, Auktoriserad(namn, dag + timedelta(days=1))], dag)
    # A stand-in in the period that runs may be the new one; everything up to the day itself stays.
    assert _rader([p for p in efter if p.till <= dag]) == _rader([p for p in fore if p.till <= dag])
    assert pa_dagen([*alla, Auktoriserad(namn, dag + timedelta(days=1))], dag) == pa_dagen(alla, dag)


@given(st.integers(1, 7))
def test_with_nobody_coming_or_going_each_has_every_nth_period(n: int) -> None:
    alla = [Auktoriserad(chr(65 + k), d("2023-01-01")) for k in range(n)]
    assert _namn(perioder(alla, d("2026-01-01")))[: 3 * n] == [chr(65 + k) for k in range(n)] * 3


# --- What the rule set says ----------------------------------------------------------------------------------------


def test_without_a_stand_in_nobody_has_the_rest_of_the_period() -> None:
    mitt = Auktoriserad("Björken", d("2021-03-01"), d("2024-01-17"))
    regler = (Galler(d("2024-01-01"), "2024", REGEL._replace(vikarie=False)),)
    lista = forvalslista.ar([A, mitt, C], regler, 2024)
    assert _rader(lista[1:4]) == [
        (d("2024-01-15"), d("2024-01-17"), "Björken"),
        (d("2024-01-18"), d("2024-01-28"), ""),
        (d("2024-01-29"), d("2024-02-11"), "Cedern"),
    ]


def test_a_later_rule_set_goes_on_with_the_turn_or_begins_it_anew() -> None:
    manadsvis = (*REGLER, Galler(d("2024-02-01"), "nytt", REGEL._replace(dagar=28)))
    lista = forvalslista.ar([A, B, C], manadsvis, 2024)
    assert [(p.fran, p.anordnare, p.regelverk) for p in lista[2:5]] == [
        (d("2024-01-29"), "Cedern", "2024"), (d("2024-02-12"), "Asken", "nytt"), (d("2024-03-11"), "Björken", "nytt"),
    ]  # fmt: skip
    omstart = (*REGLER, Galler(d("2024-02-01"), "nytt", REGEL._replace(forsta=d("2024-02-05"))))
    lista = forvalslista.ar([A, B, C], omstart, 2024)
    assert _rader(lista[2:4]) == [
        (d("2024-01-29"), d("2024-02-04"), "Cedern"), (d("2024-02-05"), d("2024-02-18"), "Asken"),
    ]  # fmt: skip


# --- What has been published -----------------------------------------------------------------------------------------


def test_what_was_published_stands_and_the_turn_goes_on_from_there() -> None:
    publicerade = perioder([A, B, C], d("2024-02-12"))[2:]  # Cedern, then Asken, whose period runs
    rattat = [Auktoriserad("Alen", d("2020-01-01")), A, B]  # entered too late; Cedern never was authorised
    lista = forvalslista.ar(rattat, REGLER, 2024, publicerade, d("2024-02-13"))
    assert _namn(lista[:7]) == ["Alen", "Asken", "Cedern", "Asken", "Björken", "Alen", "Asken"]
    assert [n for n, _ in lista[3].ordning] == ["Asken", "Björken", "Cedern"]


def test_one_that_goes_in_its_published_period_keeps_the_days_that_are_over() -> None:
    publicerade = perioder([A, B, C], d("2024-01-15"))[1:]
    for sista, till in (("2024-01-24", "2024-01-24"), ("2024-01-16", "2024-01-19")):
        mitt = Auktoriserad("Björken", d("2021-03-01"), d(sista))
        lista = forvalslista.ar([A, mitt, C], REGLER, 2024, publicerade, d("2024-01-20"))
        assert [(p.till, p.anordnare) for p in lista[1:4]] == [
            (d(till), "Björken"), (d("2024-01-28"), "Cedern"), (d("2024-02-11"), "Cedern"),
        ]  # fmt: skip
    # Told when the period is over, it changes nothing.
    lista = forvalslista.ar([A, mitt, C], REGLER, 2024, publicerade, d("2024-03-01"))
    assert _rader(lista[1:2]) == [(d("2024-01-15"), d("2024-01-28"), "Björken")]


@given(auktorisationer(), st.dates(d("2024-01-01"), d("2025-12-31")))
def test_with_the_same_authorisations_what_is_published_changes_nothing(alla: list[Auktoriserad], dag: date) -> None:
    raknat = perioder(alla, d("2025-12-31"))
    publicerade = [p for p in raknat if p.fran <= dag and p.period[0] >= d("2024-03-11")]
    if any(p.anordnare for p in publicerade):
        assert _rader(forvalslista.perioder(alla, REGLER, d("2025-12-31"), publicerade, dag)) == _rader(raknat)
