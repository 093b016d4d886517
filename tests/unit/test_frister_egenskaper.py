"""What holds of the frister of any history at all (regelverk §4)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.historier import DAGAR, HANDELSER, MANADER, historier

from kundvalsdesk.rules.fakta import Insatsfakta, Plan, Rapport, Retur
from kundvalsdesk.rules.frister import ATT_LAMNA, att_lamna, frister
from kundvalsdesk.rules.fristtyper import Frist
from kundvalsdesk.rules.ramar import Ramar
from kundvalsdesk.rules.regelverk import ANSVARIGA, FRISTKODER, SLAG
from kundvalsdesk.rules.trafikljus import LJUS, kvar_for, ljus
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.texter.forklaring import att_gora, forklara

RV = las_regelverk()
SNABBT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SNABBT
@given(historier(), DAGAR)
def test_every_frist_has_its_source_and_can_explain_itself(f: Insatsfakta, idag: date) -> None:
    for x in frister(f, RV):
        assert x.kod in FRISTKODER
        assert x.ansvarig in ANSVARIGA
        assert x.slag in SLAG
        assert x.kalla.startswith(("K ", "dataskydd"))
        assert x.namn and x.trigger and x.led
        assert all(t in RV.senaste.tolkningar for t in x.tolkning)
        for mening in (*forklara(x, RV), *forklara(x, RV, idag), att_gora(x.kod, x.avser, x.namn)):
            assert len(mening) > 10
            assert "None" not in mening and "{" not in mening and "  " not in mening
        assert all(m.endswith(".") for m in forklara(x, RV, idag))


@SNABBT
@given(historier())
def test_dates_hang_together(f: Insatsfakta) -> None:
    for x in frister(f, RV):
        if x.kod != "forlangning":  # may be asked for when the end date has passed
            assert x.utlost <= x.forfaller, x
        assert x.led[-1].till == x.forfaller, x
        assert all(led.fran and led.till for led in x.led)
        assert ("T1" in x.tolkning) == any(led.typ == "rullad" for led in x.led)
        assert not (x.vilande and x.klar)
        assert x.ersatt <= (x.stangs is not None)
        if x.utlost_tid is None:
            assert not x.kod.startswith("incident")
            assert x.forfaller_tid is None and x.klar_tid is None
        else:
            assert x.forfaller_tid is not None
            assert (x.utlost_tid.date(), x.forfaller_tid.date()) == (x.utlost, x.forfaller)
            assert (x.klar_tid.date() if x.klar_tid else None) == x.klar
        if f.bevakas_fran is not None:
            assert x.forfaller >= f.bevakas_fran


@SNABBT
@given(historier(), DAGAR)
def test_lights_hang_together(f: Insatsfakta, idag: date) -> None:
    for x in frister(f, RV):
        i_dag = ljus(x, idag)
        assert i_dag is None or i_dag in LJUS
        assert (i_dag is None) == (
            x.utlost > idag or (x.ersatt and x.klar is None and x.stangs is not None and x.stangs <= idag)
        )
        if i_dag == "klar":
            assert x.klar is not None
            assert kvar_for(x, idag) <= 0
        elif i_dag in ("gul", "gron"):
            assert idag <= x.forfaller
            assert kvar_for(x, idag) >= 0
        elif i_dag == "rod":
            assert idag > x.forfaller
            assert kvar_for(x, idag) <= 0


@SNABBT
@given(historier())
def test_what_an_anordnare_is_to_send_is_the_same_asked_for_alone(f: Insatsfakta) -> None:
    if f.historik:
        return
    alla = {(x.kod, x.avser): x._replace(huvud=True) for x in frister(f, RV) if x.kod in ATT_LAMNA}
    assert {(x.kod, x.avser): x for x in att_lamna(f, RV)} == alla


@SNABBT
@given(historier())
def test_a_frist_is_named_by_code_and_avser(f: Insatsfakta) -> None:
    namn = Counter((x.kod, x.avser) for x in frister(f, RV))
    assert {k: n for k, n in namn.items() if n > 1} == {}


@SNABBT
@given(historier(), st.randoms(use_true_random=False))
def test_the_same_whatever_the_order_of_the_rows(f: Insatsfakta, slump: Any) -> None:
    def blandat(rader: tuple[Any, ...]) -> tuple[Any, ...]:
        rader_ = list(rader)
        slump.shuffle(rader_)
        return tuple(rader_)

    falt = ("planer", "rapporter", "franvaro", "forlangningar", "kontakter", "incidenter", "andra_beslut")
    om = replace(f, **{n: blandat(getattr(f, n)) for n in falt})
    assert frister(om, RV) == frister(f, RV) == frister(f, RV)


@SNABBT
@given(historier())
def test_the_end_of_an_insats_with_many_rows(f: Insatsfakta) -> None:
    slut = [d for d, _ in Ramar(f, RV).slut]
    assert slut == sorted(slut)
    assert len({x.avser for x in frister(f, RV) if x.kod == "slutdatum"}) <= len(slut)


def _open(x: Frist) -> bool:
    return x.klar is None and not x.alltid_stangd


@SNABBT
@given(historier())
def test_one_row_for_each_thing_to_do(f: Insatsfakta) -> None:
    alla = frister(f, RV)
    rader = Counter((x.sak, x.ansvarig) for x in alla if _open(x) and x.huvud)
    assert set(rader) == {(x.sak, x.ansvarig) for x in alla if _open(x)}
    assert set(rader.values()) <= {1}
    for x in alla:
        if _open(x) and not x.huvud:
            (huvud,) = [y for y in alla if y.huvud and _open(y) and (y.sak, y.ansvarig) == (x.sak, x.ansvarig)]
            assert huvud.forfaller <= x.forfaller
            # The row is there whenever the one inside it is.
            assert huvud.utlost <= x.utlost


@pytest.mark.parametrize("handelse", HANDELSER)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_event_changes_only_what_it_concerns(handelse: str, data: st.DataObject) -> None:
    lagg_till, beror = HANDELSER[handelse]
    f = data.draw(historier())
    fore, efter = frister(f, RV), frister(lagg_till(f, data.draw), RV)
    andrade = set(fore) ^ set(efter)
    assert {x.kod for x in andrade} <= beror


def test_every_code_may_be_concerned_by_some_event() -> None:
    assert set().union(*(beror for _, beror in HANDELSER.values())) == set(FRISTKODER)


@SNABBT
@given(historier(), MANADER, DAGAR)
def test_the_report_of_a_month_concerns_no_other_month(f: Insatsfakta, manad: str, dag: date) -> None:
    def andra(g: Insatsfakta) -> list[Frist]:
        return [x for x in frister(g, RV) if x.slag == "rapport" and x.avser != manad]

    utan = replace(f, rapporter=tuple(r for r in f.rapporter if r.manad != manad))
    med = replace(utan, rapporter=(*utan.rapporter, Rapport(manad, dag, (Retur(dag),), dag)))
    assert andra(med) == andra(utan) == andra(f)


@SNABBT
@given(historier(), DAGAR)
def test_a_new_version_leaves_the_review_of_the_others(f: Insatsfakta, dag: date) -> None:
    ny = Plan(len(f.planer) + 1, dag)
    fore = [x for x in frister(f, RV) if x.kod == "granska_plan"]
    efter = [x for x in frister(replace(f, planer=(*f.planer, ny)), RV) if x.kod == "granska_plan"]
    assert [x for x in efter if x.avser != str(ny.version)] == fore


@SNABBT
@given(historier(), DAGAR)
def test_an_insats_that_only_statistics_knows_has_none(f: Insatsfakta, dag: date) -> None:
    assert frister(replace(f, historik=True), RV) == []
    f = replace(f, bevakas_fran=None)
    nya = frister(replace(f, bevakas_fran=dag), RV)
    # Watching from a day takes frister away and changes no date of those that stay.
    assert [x._replace(huvud=True) for x in nya] == [
        x._replace(huvud=True) for x in frister(f, RV) if x.forfaller >= dag
    ]


@SNABBT
@given(historier())
def test_the_last_day_closes_what_it_should_and_nothing_else(f: Insatsfakta) -> None:
    r = Ramar(f, RV)
    aldrig = {
        "manadsrapport", "granska_rapport", "godkann_rapport", "komplettera_rapport", "ogiltig_franvaro",
        "avbrottsdokument", "slutrapport_fortid", "slutrapport_avbruten", "slutrapport_sen", "granska_slutrapport",
        "incident", "incident_vidare", "incident_bedomning",
    }  # fmt: skip
    egna = {"slutdatum", "slutrapport_fullfoljd", "lakarintyg", "lakarintyg_kv", "vabintyg", "vabintyg_kv"}
    for x in frister(f, RV):
        if x.kod in aldrig:
            assert x.stangs is None
        elif x.kod not in egna:
            assert x.stangs == (r.sista + timedelta(days=1) if r.sista else None)
