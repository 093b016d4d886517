"""Made-up histories of an insats for property tests, and the single events that can be added to one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from kundvalsdesk.rules.fakta import (
    Forlangning,
    Franvaro,
    Incident,
    Insatsfakta,
    Kontakt,
    Plan,
    Rapport,
    Retur,
    Slutrapport,
)

KODER = ("FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2")
DAGAR = st.dates(date(2023, 6, 1), date(2026, 3, 31))
TIDER = st.datetimes(datetime(2023, 6, 1), datetime(2026, 3, 31)).map(lambda t: t.replace(second=0, microsecond=0))
KANSKE = st.none() | DAGAR
MANADER = DAGAR.map(lambda d: f"{d:%Y-%m}")


@st.composite
def returer(draw: st.DrawFn) -> tuple[Retur, ...]:
    """Returns in order of time, all but the last in again."""
    dagar = sorted(draw(st.lists(DAGAR, max_size=5, unique=True)))
    return tuple(Retur(*dagar[n : n + 2]) for n in range(0, len(dagar), 2))


@st.composite
def planer(draw: st.DrawFn) -> tuple[Plan, ...]:
    antal = draw(st.integers(0, 3))
    return tuple(
        Plan(n, draw(KANSKE), draw(returer()), draw(KANSKE), draw(KANSKE)) for n in range(1, antal + 1)
    )  # fmt: skip


@st.composite
def rapporter(draw: st.DrawFn) -> tuple[Rapport, ...]:
    manader = draw(st.lists(MANADER, max_size=4, unique=True))
    return tuple(Rapport(m, draw(KANSKE), draw(returer()), draw(KANSKE), draw(KANSKE)) for m in manader)


@st.composite
def franvaron(draw: st.DrawFn) -> Franvaro:
    fran = draw(DAGAR)
    till = draw(st.none() | st.integers(0, 40).map(lambda n: fran + timedelta(days=n)))
    typ = draw(st.sampled_from(("sjuk", "vab", "annan", "ogiltig", "ledighet")))
    return Franvaro(
        typ, fran, till, draw(st.integers(0, 3)), draw(KANSKE), draw(KANSKE), draw(KANSKE), draw(st.booleans()),
        draw(KANSKE), draw(KANSKE),
    )  # fmt: skip


@st.composite
def forlangningar(draw: st.DrawFn) -> Forlangning:
    beslutad = draw(KANSKE)
    return Forlangning(draw(DAGAR), beslutad, beslutad is not None and draw(st.booleans()))


KONTAKTER = st.builds(Kontakt, DAGAR, st.sampled_from(("uppstartsmote", "veckokontakt", "trepart")))


@st.composite
def incidenter(draw: st.DrawFn, nyckel: str) -> Incident:
    kanske = st.none() | TIDER
    return Incident(nyckel, draw(TIDER), draw(kanske), draw(kanske), draw(kanske))


@st.composite
def historier(draw: st.DrawFn) -> Insatsfakta:
    """Any facts at all, in any order of time: the rules must stand whatever comes in."""
    typ = draw(st.sampled_from((None, None, "fullfoljd", "fortid", "avbruten")))
    start = draw(KANSKE)
    langd = draw(st.integers(0, 500))
    slut = draw(st.none() | st.just(start + timedelta(days=langd))) if start else None
    sista = draw(DAGAR) if typ else None
    franvaro = {(x.typ, x.fran): x for x in draw(st.lists(franvaron(), max_size=4))}
    return Insatsfakta(
        draw(st.sampled_from(KODER)), draw(KANSKE), draw(KANSKE), draw(KANSKE), draw(KANSKE), start, slut, sista,
        draw(KANSKE) if typ else None, typ, None, draw(KANSKE) if typ else None, draw(KANSKE), False,
        draw(planer()), draw(rapporter()), draw(st.none() | st.builds(Slutrapport, KANSKE, returer(), KANSKE)),
        tuple(franvaro.values()),
        tuple(draw(st.lists(forlangningar(), max_size=2, unique_by=lambda x: x.begard))),
        tuple(draw(st.lists(KONTAKTER, max_size=3, unique=True))),
        tuple(draw(incidenter(n)) for n in ("I1", "I2")[: draw(st.integers(0, 2))]),
        tuple(draw(st.lists(DAGAR, max_size=2))),
    )  # fmt: skip


# --- Events ------------------------------------------------------------------------------------------------------

Handelse = Callable[[Insatsfakta, Any], Insatsfakta]
"""Facts and a source of made-up values in, facts with one event more out."""

_PLAN = {"granska_plan"}
_INTYG = {"lakarintyg", "lakarintyg_kv", "vabintyg", "vabintyg_kv"}
_SJUK = {"lakarintyg", "lakarintyg_kv", "lang_sjukskrivning"}
_SLUTRAPPORT = {
    "slutrapport_fullfoljd", "slutrapport_fortid", "slutrapport_avbruten", "slutrapport_sen", "granska_slutrapport",
}  # fmt: skip
_VID_SLUT = {
    "bemanning", "uppdrag", "uppstartsmote", "genomforandeplan", "granska_plan", "reviderad_plan", "uppfoljning",
    "forlangning", "lang_ledighet", "lang_sjukskrivning", *_INTYG,
}  # fmt: skip
"""Bortfallna after the last day: whatever moves the last day may concern them."""
_RAPPORT = {"granska_rapport", "godkann_rapport", "komplettera_rapport"}


def _falt(namn: str) -> Handelse:
    return lambda f, draw: replace(f, **{namn: draw(DAGAR)})


def _till(namn: str, strategi: st.SearchStrategy[Any]) -> Handelse:
    return lambda f, draw: replace(f, **{namn: (*getattr(f, namn), draw(strategi))})


def _plan(f: Insatsfakta, draw: Any) -> Insatsfakta:
    return replace(f, planer=(*f.planer, Plan(len(f.planer) + 1, draw(DAGAR))))


def _forsta_plan(andra: Callable[[Plan, Any], Plan]) -> Handelse:
    return lambda f, draw: replace(f, planer=(*(andra(p, draw) for p in f.planer[:1]), *f.planer[1:]))


def _rapport(**vad: bool) -> Handelse:
    def andra(f: Insatsfakta, draw: Any) -> Insatsfakta:
        m = draw(MANADER)
        fanns = next((r for r in f.rapporter if r.manad == m), Rapport(m))
        ny = replace(fanns, **{k: draw(DAGAR) for k in vad})
        return replace(f, rapporter=(*(r for r in f.rapporter if r.manad != m), ny))

    return andra


def _rapport_retur(f: Insatsfakta, draw: Any) -> Insatsfakta:
    ut = tuple(replace(r, returer=(*r.returer, Retur(draw(DAGAR), draw(KANSKE)))) for r in f.rapporter[:1])
    return replace(f, rapporter=(*ut, *f.rapporter[1:]))


def _slutrapport(f: Insatsfakta, draw: Any) -> Insatsfakta:
    return replace(f, slutrapport=replace(f.slutrapport or Slutrapport(), inkommen=draw(DAGAR)))


def _slutrapport_godkand(f: Insatsfakta, draw: Any) -> Insatsfakta:
    return replace(f, slutrapport=replace(f.slutrapport or Slutrapport(), godkand=draw(DAGAR)))


def _franvaro(typ: str) -> Handelse:
    def andra(f: Insatsfakta, draw: Any) -> Insatsfakta:
        ny = replace(draw(franvaron()), typ=typ)
        return replace(f, franvaro=(*(x for x in f.franvaro if (x.typ, x.fran) != (typ, ny.fran)), ny))

    return andra


def _forlangning(beslutas: bool) -> Handelse:
    def andra(f: Insatsfakta, draw: Any) -> Insatsfakta:
        begard = draw(DAGAR.filter(lambda d: all(d != x.begard for x in f.forlangningar)))
        ny = Forlangning(begard, draw(DAGAR), True) if beslutas else Forlangning(begard)
        return replace(f, forlangningar=(*f.forlangningar, ny))

    return andra


def _avslut(f: Insatsfakta, draw: Any) -> Insatsfakta:
    typ = draw(st.sampled_from(("fullfoljd", "fortid", "avbruten")))
    return replace(f, sista_dag=draw(DAGAR), avslutsbeslut=draw(DAGAR), avslutstyp=typ)


def _kontakt(typ: str) -> Handelse:
    return lambda f, draw: replace(f, kontakter=(*f.kontakter, Kontakt(draw(DAGAR), typ)))


def _incident(f: Insatsfakta, draw: Any) -> Insatsfakta:
    return replace(f, incidenter=(*f.incidenter, draw(incidenter("NY"))))


HANDELSER: dict[str, tuple[Handelse, set[str]]] = {
    "beslut": (_falt("beslut"), set()),
    "aktualiserad": (_falt("aktualiserad"), {"bemanning", "uppdrag"}),
    "bemannad": (_falt("bemannad"), {"bemanning", "uppdrag"}),
    "uppdrag": (_falt("uppdrag"), {"uppdrag", "uppstartsmote"}),
    "plan_inkommen": (_plan, {"uppstartsmote", "genomforandeplan", "reviderad_plan", *_PLAN}),
    "plan_aterremiss": (_forsta_plan(lambda p, draw: replace(p, returer=(*p.returer, Retur(draw(DAGAR))))), _PLAN),
    "plan_godkand": (_forsta_plan(lambda p, draw: replace(p, godkand=draw(DAGAR))), _PLAN),
    "plan_revidering": (
        _forsta_plan(lambda p, draw: replace(p, revidering_begard=draw(DAGAR))), {"reviderad_plan"},
    ),
    "rapport_klarmarkerad": (_rapport(klarmarkerad=True), {"manadsrapport", *_RAPPORT}),
    "rapport_aterremiss": (_rapport_retur, _RAPPORT),
    "rapport_godkand": (_rapport(godkand=True), {*_RAPPORT, *_INTYG}),
    "underlag": (_rapport(underlag=True), set()),
    "slutrapport_inkommen": (_slutrapport, _SLUTRAPPORT),
    "slutrapport_godkand": (_slutrapport_godkand, {"granska_slutrapport"}),
    "sjuk": (_franvaro("sjuk"), _SJUK),
    "vab": (_franvaro("vab"), {"vabintyg", "vabintyg_kv"}),
    "ogiltig": (_franvaro("ogiltig"), {"ogiltig_franvaro"}),
    "ledighet": (_franvaro("ledighet"), {"lang_ledighet"}),
    "annan": (_franvaro("annan"), set()),
    "forlangning_begard": (_forlangning(False), {"forlangning"}),
    "forlangning_beviljad": (
        _forlangning(True), {"slutdatum", "manadsrapport", *_RAPPORT, *_SLUTRAPPORT, *_VID_SLUT},
    ),
    "avslut": (
        _avslut, {"slutdatum", "avbrottsdokument", "manadsrapport", *_RAPPORT, *_SLUTRAPPORT, *_VID_SLUT},
    ),
    "avbrottsdokument": (_falt("avbrottsdokument"), {"avbrottsdokument"}),
    "uppstartsmote": (_kontakt("uppstartsmote"), {"uppstartsmote"}),
    "veckokontakt": (_kontakt("veckokontakt"), set()),
    "trepart": (_kontakt("trepart"), {"uppfoljning"}),
    "incident": (_incident, {"incident", "incident_vidare", "incident_bedomning"}),
    "annan_insats": (_till("andra_beslut", DAGAR), {"slutdatum"}),
}  # fmt: skip
"""Every kind of event: how to add one, and the codes of the frister that it may concern."""
