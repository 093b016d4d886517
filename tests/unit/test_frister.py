"""Every frist of regelverk §4, one by one, and the worked examples of §10."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

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
from kundvalsdesk.rules.frister import frister, perioder
from kundvalsdesk.rules.fristtyper import Frist
from kundvalsdesk.rules.kalender import ar_arbetsdag
from kundvalsdesk.rules.ramar import Ramar
from kundvalsdesk.rules.regelverk import FRISTKODER
from kundvalsdesk.rules.trafikljus import kvar_for, ljus
from kundvalsdesk.services.regelverk import las_regelverk

RV = las_regelverk()
DAG = timedelta(days=1)


def d(text: str) -> date:
    """A day of 2024 as MM-DD, or any as ÅÅÅÅ-MM-DD."""
    return date.fromisoformat(text if len(text) == 10 else f"2024-{text}")


def d_(text: str | None) -> date | None:
    return d(text) if text else None


def fakta(kod: str = "AMI2", **annat: Any) -> Insatsfakta:
    return Insatsfakta(kod, **{k: d(v) if isinstance(v, str) and v[:1].isdigit() else v for k, v in annat.items()})


def alla(f: Insatsfakta, kod: str) -> list[Frist]:
    return [x for x in frister(f, RV) if x.kod == kod]


def en(f: Insatsfakta, kod: str, avser: str | None = None) -> Frist:
    traffar = [x for x in alla(f, kod) if avser in (None, x.avser)]
    assert len(traffar) == 1, traffar
    return traffar[0]


def tider(f: Frist) -> tuple[date, date]:
    return f.utlost, f.forfaller


def visas(f: Frist, dag: str) -> tuple[str | None, int]:
    return ljus(f, d(dag)), kvar_for(f, d(dag))


# --- §10 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("akt", "bemanning", "uppdrag"), [("05-03", "05-06", "05-07"), ("05-08", "05-10", "05-13")])
def test_example_aktualisering(akt: str, bemanning: str, uppdrag: str) -> None:
    f = fakta(aktualiserad=akt)
    assert tider(en(f, "bemanning")) == (d(akt), d(bemanning))
    u = en(f, "uppdrag")
    assert tider(u) == (d(akt), d(uppdrag))
    assert u.vilande


def test_example_plan_due_at_christmas() -> None:
    f = en(fakta(start="2024-12-11"), "genomforandeplan")
    assert tider(f) == (d("12-11"), d("12-27"))
    assert f.tolkning == ("T1", "T14")


def test_example_review_over_midsommar() -> None:
    f = en(fakta(planer=(Plan(1, d("06-17")),)), "granska_plan")
    assert tider(f) == (d("06-17"), d("06-25"))
    assert f.tolkning == ()


@pytest.mark.parametrize(("klar", "granska", "godkann"), [("06-04", "06-12", "06-15"), ("06-10", "06-13", "06-17")])
def test_example_may_report(klar: str, granska: str, godkann: str) -> None:
    f = fakta(start="02-12", rapporter=(Rapport("2024-05", d(klar)),))
    assert tider(en(f, "granska_rapport", "2024-05")) == (d(klar), d(granska))
    assert tider(en(f, "godkann_rapport", "2024-05")) == (d(klar), d(godkann))


def test_example_lights_of_a_saturday() -> None:
    f = en(fakta(start="02-12", rapporter=(Rapport("2024-05", d("06-04")),)), "godkann_rapport")
    assert [visas(f, x) for x in ("06-12", "06-14", "06-15", "06-16", "06-17")] == [
        ("gron", 3), ("gul", 1), ("gul", 0), ("rod", 0), ("rod", -1),
    ]  # fmt: skip


def test_example_sickness() -> None:
    f = fakta(franvaro=(Franvaro("sjuk", d("05-15")),))
    assert tider(en(f, "lakarintyg")) == (d("05-22"), d("05-22"))
    assert tider(en(f, "lakarintyg_kv")) == (d("05-22"), d("05-29"))
    assert tider(en(f, "lang_sjukskrivning")) == (d("05-29"), d("06-05"))
    assert {x.avser for x in frister(f, RV)} == {"2024-05-15"}


@pytest.mark.parametrize(("kod", "start", "slut"), [("ISA1", "03-31", "2024-12-30"), ("AMI1", "11-29", "2025-02-28")])
def test_example_end_dates(kod: str, start: str, slut: str) -> None:
    f = fakta(kod, start=start)
    assert Ramar(f, RV).slut_nu == d(slut)
    assert en(f, "slutdatum").forfaller == d(slut)


# --- Each code: not done, done, done late, lapsed ----------------------------------------------------------------

S = {"start": "02-12"}  # AMI2: until 2025-02-11
SLUTAD = {"sista_dag": "06-03", "avslutstyp": "avbruten", "avslutsbeslut": "05-20"}

# kod, facts, opens, due, responsible, source, lapses at the last day
EXEMPEL: list[tuple[str, dict[str, Any], str, str, str, str, bool]] = [
    ("bemanning", {"aktualiserad": "05-03"}, "05-03", "05-06", "ANO", "K 6.2", True),
    ("uppdrag", {"aktualiserad": "05-03", "bemannad": "05-06"}, "05-03", "05-07", "KV", "K 6, K 6.3", True),
    ("uppstartsmote", {"uppdrag": "05-03"}, "05-03", "05-10", "ANO", "K 7.1", True),
    ("genomforandeplan", {"start": "05-01"}, "05-01", "05-15", "ANO", "K 7.3", True),
    ("granska_plan", {"planer": (Plan(1, d("05-06")),)}, "05-06", "05-14", "KV", "K 7.3", True),
    ("reviderad_plan", {"planer": (Plan(1, revidering_begard=d("05-06")),)}, "05-06", "05-14", "ANO", "K 8.3", True),
    ("manadsrapport", {"start": "05-20"}, "06-01", "06-07", "ANO", "K 8", False),
    ("granska_rapport", {**S, "rapporter": (Rapport("2024-04", d("05-03")),)}, "05-03", "05-12", "KV", "K 8", False),
    ("godkann_rapport", {**S, "rapporter": (Rapport("2024-04", d("05-03")),)}, "05-03", "05-15", "KV", "K 8", False),
    (
        "komplettera_rapport",
        {**S, "rapporter": (Rapport("2024-04", d("05-03"), (Retur(d("05-07")),)),)},
        "05-07", "05-15", "ANO", "K 8, K 8.2", False,
    ),
    ("lakarintyg", {"franvaro": (Franvaro("sjuk", d("05-04")),)}, "05-11", "05-13", "KUND", "K 10.1", True),
    ("lakarintyg_kv", {"franvaro": (Franvaro("sjuk", d("05-04")),)}, "05-13", "05-20", "ANO", "K 10.1", True),
    ("vabintyg", {"franvaro": (Franvaro("vab", d("05-04")),)}, "05-11", "05-13", "KUND", "K 10.2", True),
    ("vabintyg_kv", {"franvaro": (Franvaro("vab", d("05-04")),)}, "05-13", "05-20", "ANO", "K 10.2", True),
    ("ogiltig_franvaro", {"franvaro": (Franvaro("ogiltig", d("05-08")),)}, "05-08", "05-10", "ANO", "K 10.4", False),
    (
        "lang_ledighet",
        {"franvaro": (Franvaro("ledighet", d("07-01"), d("07-15"), registrerad=d("05-06")),)},
        "05-06", "05-14", "KV", "K 9.2", True,
    ),
    ("lang_sjukskrivning", {"franvaro": (Franvaro("sjuk", d("05-04")),)}, "05-18", "05-24", "KV", "K 13.4", True),
    ("forlangning", {**S, "forlangningar": (Forlangning(d("05-06")),)}, "05-06", "05-14", "AL", "K 11", True),
    ("slutdatum", {"kod": "FAI1", "start": "03-04"}, "05-04", "06-03", "KV", "K 12", False),
    ("avbrottsdokument", {**S, **SLUTAD}, "05-20", "05-21", "KV", "K 13", False),
    ("slutrapport_fullfoljd", {"kod": "FAI1", "start": "03-04"}, "05-04", "06-02", "ANO", "K 12.1.1", False),
    ("slutrapport_fortid", {**S, **SLUTAD, "avslutstyp": "fortid"}, "05-20", "06-03", "ANO", "K 12.1.2", False),
    ("slutrapport_avbruten", {**S, **SLUTAD}, "06-03", "06-17", "ANO", "K 12.1.3", False),
    ("slutrapport_sen", {"kod": "FAI1", "start": "03-04"}, "06-04", "06-17", "ANO", "K 12.1.3", False),
    ("granska_slutrapport", {"slutrapport": Slutrapport(d("05-06"))}, "05-06", "05-14", "KV", "K 12", False),
    ("uppfoljning", S, "04-29", "05-13", "KV", "K 7.5", True),
    ("incident", {"incidenter": (Incident("I", datetime(2024, 5, 6, 8)),)}, "05-06", "05-09", "ANO", "K 3.1", False),
    (
        "incident_vidare",
        {"incidenter": (Incident("I", datetime(2024, 5, 6, 8), datetime(2024, 5, 7, 9)),)},
        "05-07", "05-08", "KV", "K 3.1", False,
    ),
    (
        "incident_bedomning",
        {"incidenter": (Incident("I", datetime(2024, 5, 6, 8), datetime(2024, 5, 7, 9)),)},
        "05-07", "05-10", "DSS", "dataskyddsförordningen art. 33", False,
    ),
]  # fmt: skip


def _gjord(f: Insatsfakta, kod: str, nar: date) -> Insatsfakta:
    """The same facts with the thing done that the frist waits for."""
    tid = datetime.combine(nar, datetime.min.time())
    match kod:
        case "bemanning":
            return replace(f, bemannad=nar)
        case "uppdrag":
            return replace(f, uppdrag=nar)
        case "uppstartsmote":
            return replace(f, kontakter=(Kontakt(nar, "veckokontakt"), Kontakt(nar, "uppstartsmote")))
        case "genomforandeplan":
            return replace(f, planer=(Plan(1, nar),))
        case "granska_plan":
            return replace(f, planer=(replace(f.planer[0], godkand=nar),))
        case "reviderad_plan":
            return replace(f, planer=(*f.planer, Plan(2, nar)))
        case "manadsrapport":
            return replace(f, rapporter=(Rapport("2024-05", nar),))
        case "granska_rapport":
            return replace(f, rapporter=(replace(f.rapporter[0], returer=(Retur(nar),)),))
        case "godkann_rapport":
            return replace(f, rapporter=(replace(f.rapporter[0], godkand=nar),))
        case "komplettera_rapport":
            return replace(f, rapporter=(replace(f.rapporter[0], returer=(Retur(d("05-07"), nar),)),))
        case "lakarintyg" | "vabintyg":
            return replace(f, franvaro=(replace(f.franvaro[0], intyg_anordnare=nar),))
        case "lakarintyg_kv" | "vabintyg_kv":
            return replace(f, franvaro=(replace(f.franvaro[0], intyg_kv=nar),))
        case "ogiltig_franvaro":
            return replace(f, franvaro=(replace(f.franvaro[0], meddelad=nar),))
        case "lang_ledighet" | "lang_sjukskrivning":
            return replace(f, franvaro=(replace(f.franvaro[0], bedomd=nar),))
        case "forlangning":
            return replace(f, forlangningar=(Forlangning(f.forlangningar[0].begard, nar),))
        case "slutdatum":
            return replace(f, andra_beslut=(nar,))
        case "avbrottsdokument":
            return replace(f, avbrottsdokument=nar)
        case "granska_slutrapport":
            return replace(f, slutrapport=Slutrapport(d("05-06"), (), nar))
        case "uppfoljning":
            return replace(f, kontakter=(Kontakt(nar, "trepart"),))
        case "incident":
            return replace(f, incidenter=(replace(f.incidenter[0], kv_underrattad=tid),))
        case "incident_vidare":
            return replace(f, incidenter=(replace(f.incidenter[0], vidare=tid),))
        case "incident_bedomning":
            return replace(f, incidenter=(replace(f.incidenter[0], bedomd=tid),))
    assert kod.startswith("slutrapport_")
    return replace(f, slutrapport=Slutrapport(nar))


def _forst(f: Insatsfakta, kod: str) -> Frist:
    return alla(f, kod)[0]


def test_there_is_an_example_of_every_code() -> None:
    assert [e[0] for e in EXEMPEL] == list(FRISTKODER)


@pytest.mark.parametrize("exempel", EXEMPEL, ids=[e[0] for e in EXEMPEL])
def test_open_then_done_then_late_then_lapsed(exempel: tuple[str, dict[str, Any], str, str, str, str, bool]) -> None:
    kod, grund, utlost, forfaller, ansvarig, kalla, bortfaller = exempel
    f = fakta(**{"kod": "AMI2", **grund})
    x = _forst(f, kod)
    assert tider(x) == (d(utlost), d(forfaller))
    assert (x.ansvarig, x.kalla, x.klar, x.vilande, x.gul_kvar) == (ansvarig, kalla, None, False, 2)

    assert ljus(x, d(utlost) - DAG) is None
    assert ljus(x, d(utlost)) in ("gron", "gul")
    assert ljus(x, d(forfaller)) == "gul"
    assert ljus(x, d(forfaller) + DAG) == "rod"

    i_tid = max(d(utlost), d(forfaller) - 2 * DAG) if kod != "slutrapport_sen" else d(forfaller)
    x = _forst(_gjord(f, kod, i_tid), kod)
    assert (x.klar, ljus(x, d("12-31")), kvar_for(x, d("12-31"))) == (i_tid, "klar", 0)

    # On the end date itself: the last day on which a slutrapport fullföljd can still be late and not replaced.
    sen = d(forfaller) + (1 if kod == "slutrapport_fullfoljd" else 8) * DAG
    x = _forst(_gjord(f, kod, sen), kod)
    dagar = sum(ar_arbetsdag(d(forfaller) + n * DAG) for n in range(1, (sen - d(forfaller)).days + 1))
    assert dagar >= 1
    assert (x.klar, ljus(x, d("12-31")), kvar_for(x, d("12-31"))) == (sen, "klar", -dagar)

    if f.sista_dag is None:
        slut = max(d(utlost), d(forfaller) - DAG)
        slutad = replace(f, sista_dag=slut)
        x = _forst(slutad, kod)
        efter = ljus(x, slut + DAG)
        assert (efter == "bortfallen") == bortfaller, efter
        assert ljus(x, slut) != "bortfallen"


# --- Start -------------------------------------------------------------------------------------------------------


def test_no_early_step_no_frist() -> None:
    assert frister(fakta(beslut="05-02"), RV) == []
    koder = {x.kod for x in frister(fakta(start="05-06"), RV)}
    assert koder.isdisjoint({"bemanning", "uppdrag", "uppstartsmote"})


@pytest.mark.parametrize(
    ("bemannad", "forfaller", "vilande"),
    [(None, "05-07", True), ("05-03", "05-07", False), ("05-06", "05-07", False), ("05-08", "05-10", False)],
)
def test_uppdrag_waits_for_bemanning_and_then_at_least_one_day(
    bemannad: str | None, forfaller: str, vilande: bool
) -> None:
    x = en(fakta(aktualiserad="05-03", bemannad=d_(bemannad)), "uppdrag")
    assert (x.forfaller, x.vilande) == (d(forfaller), vilande)
    assert visas(x, "06-30")[0] == ("vilande" if vilande else "rod")


def test_uppdrag_done_without_bemanning_does_not_wait() -> None:
    x = en(fakta(aktualiserad="05-03", uppdrag="05-06"), "uppdrag")
    assert (x.vilande, x.klar) == (False, d("05-06"))


def test_the_first_meeting_is_a_meeting_or_the_plan() -> None:
    f = fakta(uppdrag="05-03", kontakter=(Kontakt(d("05-04"), "veckokontakt"), Kontakt(d("05-05"), "trepart")))
    assert en(f, "uppstartsmote").klar is None
    f = replace(f, planer=(Plan(1, d("05-08")), Plan(2)))
    assert en(f, "uppstartsmote").klar == d("05-08")
    f = replace(f, kontakter=(Kontakt(d("05-07"), "uppstartsmote"), Kontakt(d("05-06"), "uppstartsmote")))
    assert en(f, "uppstartsmote").klar == d("05-06")


def test_t1_is_named_only_where_a_day_moved() -> None:
    assert en(fakta(uppdrag="05-03"), "uppstartsmote").tolkning == ("T15",)
    assert en(fakta(uppdrag="05-02"), "uppstartsmote").tolkning == ("T1", "T15")
    assert tider(en(fakta(uppdrag="05-02"), "uppstartsmote"))[1] == d("05-10")


# --- Plan --------------------------------------------------------------------------------------------------------


def test_a_return_does_not_restart_the_clock_of_the_plan() -> None:
    p = Plan(1, d("05-06"), (Retur(d("05-08")),))
    x = en(fakta(planer=(p,)), "granska_plan")
    assert (x.forfaller, x.vilande) == (d("05-14"), True)
    x = en(fakta(planer=(replace(p, returer=(Retur(d("05-08"), d("05-13")),)),)), "granska_plan")
    assert (x.forfaller, x.vilande) == (d("05-14"), False)
    p2 = replace(p, returer=(Retur(d("05-08"), d("05-13")), Retur(d("05-14"))))
    assert en(fakta(planer=(p2,)), "granska_plan").vilande
    assert not en(fakta(planer=(replace(p2, godkand=d("05-15")),)), "granska_plan").vilande


def test_each_version_has_a_review_of_its_own() -> None:
    f = fakta(start="05-01", planer=(
        Plan(2, d("06-10")),
        Plan(1, d("05-06"), (), d("05-07"), d("06-03")),
    ))  # fmt: skip
    assert [(x.avser, x.utlost, x.klar) for x in alla(f, "granska_plan")] == [
        ("1", d("05-06"), d("05-07")), ("2", d("06-10"), None),
    ]  # fmt: skip
    r = en(f, "reviderad_plan")
    assert (r.avser, *tider(r), r.klar) == ("2", d("06-03"), d("06-11"), d("06-10"))
    assert en(f, "genomforandeplan").klar == d("05-06")
    assert en(f, "genomforandeplan").avser == "1"


def test_an_earlier_version_does_not_answer_a_revision() -> None:
    f = fakta(planer=(Plan(1, d("05-06")), Plan(2, d("06-10"), (), None, d("06-12"))))
    assert en(f, "reviderad_plan").klar is None
    assert en(f, "reviderad_plan").avser == "3"


# --- Månadsrapporter ---------------------------------------------------------------------------------------------


def test_a_report_for_every_month_with_a_day_in_it() -> None:
    f = fakta(start="02-29", slut="05-31", sista_dag="05-01", avslutstyp="fortid", avslutsbeslut="04-20")
    assert [(x.avser, *tider(x), x.trigger) for x in alla(f, "manadsrapport")] == [
        ("2024-02", d("03-01"), d("03-07"), "manaden_slut"),
        ("2024-03", d("04-01"), d("04-07"), "manaden_slut"),
        ("2024-04", d("05-01"), d("05-07"), "manaden_slut"),
        ("2024-05", d("05-02"), d("06-07"), "insatsen_slut"),
    ]  # fmt: skip
    assert [visas(x, "08-30")[0] for x in alla(f, "manadsrapport")] == ["rod"] * 4


def test_the_last_report_of_an_insats_that_has_no_recorded_end() -> None:
    x = alla(fakta("FAI1", start="03-11"), "manadsrapport")[-1]
    assert (x.avser, *tider(x)) == ("2024-06", d("06-11"), d("07-07"))
    # A month that ends with the insats opens on the first of the next all the same.
    x = alla(fakta("FAI1", start="04-01"), "manadsrapport")[-1]
    assert (x.avser, x.utlost, x.trigger) == ("2024-06", d("07-01"), "manaden_slut")


def test_review_ends_with_an_answer_and_approval_with_yes() -> None:
    r = Rapport("2024-04", d("05-03"), (Retur(d("05-07")),))
    f = fakta(start="02-12", rapporter=(r,))
    assert en(f, "granska_rapport").klar == d("05-07")
    g = en(f, "godkann_rapport")
    assert (tider(g), g.vilande) == ((d("05-03"), d("05-15")), True)
    assert tider(en(f, "komplettera_rapport")) == (d("05-07"), d("05-15"))

    f = fakta(start="02-12", rapporter=(replace(r, returer=(Retur(d("05-07"), d("05-13")),)),))
    g = en(f, "godkann_rapport")
    assert (tider(g), g.vilande, g.trigger) == ((d("05-13"), d("05-20")), False, "klarmarkerad_igen")
    assert en(f, "granska_rapport").klar == d("05-07")
    assert en(f, "komplettera_rapport").klar == d("05-13")
    assert en(f, "manadsrapport", "2024-04").klar == d("05-03")

    f = fakta(start="02-12", rapporter=(replace(r, returer=(), godkand=d("05-06")),))
    assert en(f, "granska_rapport").klar == en(f, "godkann_rapport").klar == d("05-06")
    assert alla(f, "komplettera_rapport") == []


def test_a_report_approved_while_it_is_out_waits_for_nothing_more() -> None:
    f = fakta(start="02-12", rapporter=(Rapport("2024-04", d("05-03"), (Retur(d("05-07")),), d("05-08")),))
    assert en(f, "komplettera_rapport").klar == en(f, "godkann_rapport").klar == d("05-08")
    assert not en(f, "godkann_rapport").vilande


def test_a_second_return_opens_a_new_completion() -> None:
    r = Rapport("2024-04", d("05-03"), (Retur(d("05-07"), d("05-10")), Retur(d("05-14"))))
    f = fakta(start="02-12", rapporter=(r,))
    k = en(f, "komplettera_rapport")
    assert (tider(k), k.klar) == ((d("05-14"), d("05-21")), None)
    g = en(f, "godkann_rapport")
    assert (tider(g), g.vilande) == ((d("05-10"), d("05-17")), True)
    assert en(f, "granska_rapport").klar == d("05-07")


def test_review_and_approval_are_one_row_of_the_queue() -> None:
    f = fakta(start="04-01", rapporter=(Rapport("2024-04", d("05-03")), Rapport("2024-05", d("06-03"))))
    huvud = {(x.kod, x.avser): x.huvud for x in frister(f, RV)}
    for m in ("2024-04", "2024-05"):
        assert huvud["granska_rapport", m]
        assert not huvud["godkann_rapport", m]
    f = replace(f, rapporter=(Rapport("2024-04", d("05-03"), (Retur(d("05-07"), d("05-08")),)),))
    assert en(f, "godkann_rapport").huvud


# --- Frånvaro ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("till", "koder"),
    [
        ("05-21", set()),
        ("05-22", {"lakarintyg", "lakarintyg_kv"}),  # day eight
        ("05-28", {"lakarintyg", "lakarintyg_kv"}),
        ("05-29", {"lakarintyg", "lakarintyg_kv", "lang_sjukskrivning"}),  # day fifteen
    ],
)
def test_sickness_that_ends(till: str, koder: set[str]) -> None:
    assert {x.kod for x in frister(fakta(franvaro=(Franvaro("sjuk", d("05-15"), d(till)),)), RV)} == koder


def test_adjoining_sickness_is_one_period() -> None:
    f = fakta(franvaro=(
        Franvaro("sjuk", d("05-19"), d("05-22"), intyg_anordnare=d("05-24")),
        Franvaro("sjuk", d("05-15"), d("05-18"), intyg_anordnare=d("05-23")),
    ))  # fmt: skip
    x = en(f, "lakarintyg")
    assert (x.avser, x.utlost, x.klar) == ("2024-05-15", d("05-22"), d("05-23"))
    # A day between parts them; another kind of absence does not join them.
    glapp = fakta(franvaro=(
        Franvaro("sjuk", d("05-15"), d("05-18")),
        Franvaro("vab", d("05-19"), d("05-19")),
        Franvaro("sjuk", d("05-20"), d("05-25")),
    ))  # fmt: skip
    assert frister(glapp, RV) == []


def test_overlapping_and_unending_rows_are_one_period() -> None:
    rader = [Franvaro("sjuk", d("05-15"), d("05-30")), Franvaro("sjuk", d("05-20"), d("05-22"))]
    assert [(p.fran, p.till) for p in perioder(rader, "sjuk")] == [(d("05-15"), d("05-30"))]
    rader.append(Franvaro("sjuk", d("05-31")))
    rader.append(Franvaro("sjuk", d("07-01"), d("07-02")))
    assert [(p.fran, p.till) for p in perioder(rader, "sjuk")] == [(d("05-15"), None)]


def test_certificate_from_day_one() -> None:
    f = fakta(franvaro=(Franvaro("sjuk", d("05-18"), d("05-19"), intyg_fran_dag_ett=True),))  # a Saturday
    x, kv = en(f, "lakarintyg"), en(f, "lakarintyg_kv")
    assert (tider(x), tider(kv)) == ((d("05-18"), d("05-18")), (d("05-18"), d("05-27")))
    assert ("T1" in x.tolkning, "T1" in kv.tolkning) == (False, True)
    # Never from day one for vård av barn.
    assert frister(fakta(franvaro=(Franvaro("vab", d("05-18"), d("05-19"), intyg_fran_dag_ett=True),)), RV) == []


def test_an_approved_report_of_the_month_closes_the_certificates() -> None:
    f = fakta(start="02-12", franvaro=(Franvaro("sjuk", d("05-23"), d("06-15")),))
    assert visas(en(f, "lakarintyg"), "06-20")[0] == "rod"
    f = replace(f, rapporter=(Rapport("2024-05", d("06-03"), (), d("06-05")),))
    assert visas(en(f, "lakarintyg"), "06-20")[0] == "bortfallen"  # due 30 May
    assert visas(en(f, "lakarintyg_kv"), "06-20")[0] == "rod"  # due 7 June
    assert visas(en(f, "lang_sjukskrivning"), "06-20")[0] == "rod"
    i_tid = replace(f, franvaro=(replace(f.franvaro[0], intyg_anordnare=d("05-30")),))
    assert visas(en(i_tid, "lakarintyg"), "06-20")[0] == "klar"


def test_unexcused_absence_is_one_frist_per_row() -> None:
    f = fakta(franvaro=(Franvaro("ogiltig", d("05-14")), Franvaro("ogiltig", d("05-15"), kontaktforsok=3)))
    assert [(x.avser, x.forfaller) for x in alla(f, "ogiltig_franvaro")] == [
        ("2024-05-14", d("05-15")), ("2024-05-15", d("05-16")),
    ]  # fmt: skip
    fredag = fakta(franvaro=(Franvaro("ogiltig", d("05-17")),))
    assert en(fredag, "ogiltig_franvaro").forfaller == d("05-20")


@pytest.mark.parametrize(("till", "finns"), [("07-14", False), ("07-15", True), (None, True)])
def test_only_a_leave_longer_than_fourteen_days_needs_a_decision(till: str | None, finns: bool) -> None:
    f = fakta(franvaro=(Franvaro("ledighet", d("07-01"), d_(till), registrerad=d("06-03")),))
    assert bool(alla(f, "lang_ledighet")) == finns
    assert {x.kod for x in frister(f, RV)} <= {"lang_ledighet"}


def test_other_absence_gives_no_frist() -> None:
    assert frister(fakta(franvaro=(Franvaro("annan", d("05-01"), d("06-30")),)), RV) == []


# --- Förlängning and slutdatum -----------------------------------------------------------------------------------


def test_a_request_is_decided_before_the_end_date() -> None:
    f = fakta("FAI1", start="02-12", forlangningar=(Forlangning(d("05-08")),))  # until Saturday 11 May
    assert en(f, "forlangning").forfaller == d("05-11")
    assert visas(en(f, "forlangning"), "05-12")[0] == "bortfallen"
    # Granted, the end date moves, but not the date it had to be decided by.
    f = replace(f, forlangningar=(Forlangning(d("05-08"), d("05-10"), True),))
    assert Ramar(f, RV).slut_nu == d("06-11")
    x = en(f, "forlangning")
    assert (x.forfaller, x.klar) == (d("05-11"), d("05-10"))


def test_end_dates_are_reckoned_from_the_start() -> None:
    forl = (Forlangning(d("2025-02-03"), d("2025-02-05"), True), Forlangning(d("2025-03-10"), d("2025-03-12"), True))
    f = fakta("AMI1", start="2024-11-30", forlangningar=forl)
    slut = [(x.avser, x.forfaller, x.klar) for x in alla(f, "slutdatum")]
    assert slut == [
        ("2025-01-29", d("2025-02-28"), d("2025-02-05")),
        ("2025-02-27", d("2025-03-29"), d("2025-03-12")),
        ("2025-03-30", d("2025-04-29"), None),
    ]
    assert [x.forfaller for x in alla(f, "forlangning")] == [d("2025-02-10"), d("2025-03-17")]


def test_the_end_before_an_extension_of_a_shorter_time_than_the_longest() -> None:
    f = fakta(start="02-12", slut="06-30", forlangningar=(Forlangning(d("05-20"), d("05-22"), True),))
    assert [(x.forfaller, x.klar) for x in alla(f, "slutdatum")] == [(d("05-31"), d("05-22")), (d("06-30"), None)]
    assert en(f, "forlangning").forfaller == d("05-27")


def test_an_extension_before_the_end_was_near_leaves_one_end_date_to_plan_for() -> None:
    f = fakta("FAI1", start="02-12", forlangningar=(Forlangning(d("04-08"), d("04-10"), True),))
    assert [x.avser for x in alla(f, "slutdatum")] == ["2024-05-12"]
    f = replace(f, forlangningar=(Forlangning(d("04-08"), d("04-11"), True),))
    assert [x.avser for x in alla(f, "slutdatum")] == ["2024-04-11", "2024-05-12"]


def test_a_refused_request_moves_nothing() -> None:
    f = fakta("FAI1", start="02-12", forlangningar=(Forlangning(d("05-02"), d("05-03"), False),))
    x = en(f, "slutdatum")
    assert (x.forfaller, x.klar) == (d("05-11"), None)


@pytest.mark.parametrize(
    ("typ", "beslut", "klar", "ljuset"),
    [
        (None, None, None, "rod"),
        ("fullfoljd", "05-02", "05-02", "klar"),
        ("fullfoljd", "05-13", "05-13", "klar"),
        ("fortid", "05-02", None, "bortfallen"),
        ("avbruten", "05-02", None, "bortfallen"),
    ],
)
def test_slutdatum_at_the_end(typ: str | None, beslut: str | None, klar: str | None, ljuset: str) -> None:
    sista = {None: None, "fullfoljd": d("05-11")}.get(typ, d("05-06"))
    f = fakta("FAI1", start="02-12", avslutstyp=typ, avslutsbeslut=d_(beslut), sista_dag=sista)
    x = en(f, "slutdatum")
    assert (x.klar, visas(x, "05-20")[0]) == (d_(klar), ljuset)


def test_an_early_end_lapses_unless_a_new_insats_came_before() -> None:
    f = fakta("FAI1", start="02-12", avslutstyp="fortid", avslutsbeslut="04-20", sista_dag="04-26")
    assert visas(en(replace(f, andra_beslut=(d("04-19"),)), "slutdatum"), "05-20")[0] == "klar"
    assert visas(en(replace(f, andra_beslut=(d("04-20"),)), "slutdatum"), "05-20")[0] == "bortfallen"
    s = en(replace(f, slutrapport=Slutrapport(d("04-22"))), "slutrapport_fullfoljd")
    assert visas(s, "05-20")[0] == "bortfallen"


def test_a_new_insats_answers_what_comes_next_only_once_it_was_asked() -> None:
    f = fakta("FAI1", start="02-12", andra_beslut=(d("04-10"),))  # opens 11 April
    assert en(f, "slutdatum").klar is None
    assert en(replace(f, andra_beslut=(d("04-10"), d("04-11"))), "slutdatum").klar == d("04-11")


# --- Avslut ------------------------------------------------------------------------------------------------------


def test_which_slutrapport_an_end_asks_for() -> None:
    def koder(**annat: Any) -> dict[str, str | None]:
        f = fakta("FAI1", start="02-12", **annat)
        return {x.kod: visas(x, "06-30")[0] for x in frister(f, RV) if x.kod.startswith("slutrapport")}

    sen = {"slutrapport_fullfoljd": None, "slutrapport_sen": "rod"}
    assert koder() == sen
    assert koder(avslutstyp="fullfoljd", sista_dag="05-11", avslutsbeslut="05-02") == sen
    bort = {"slutrapport_fullfoljd": "bortfallen"}
    tidigt = {"sista_dag": "05-06", "avslutsbeslut": "05-02"}
    assert koder(avslutstyp="fortid", **tidigt) == {**bort, "slutrapport_fortid": "rod"}
    assert koder(avslutstyp="avbruten", **tidigt) == {**bort, "slutrapport_avbruten": "rod"}


@pytest.mark.parametrize(
    ("inkommen", "koder", "kvar"),
    [
        ("05-10", {"slutrapport_fullfoljd"}, 0),
        ("05-13", {"slutrapport_fullfoljd"}, -1),  # Monday, the end date: late, but not replaced
        ("05-14", {"slutrapport_sen"}, 0),
        ("05-27", {"slutrapport_sen"}, 0),
        ("05-28", {"slutrapport_sen"}, -1),
    ],
)
def test_the_late_slutrapport_replaces_the_one_in_time(inkommen: str, koder: set[str], kvar: int) -> None:
    f = fakta("FAI1", start="02-14", slutrapport=Slutrapport(d(inkommen)))  # until 13 May
    listas = [x for x in frister(f, RV) if x.kod in ("slutrapport_fullfoljd", "slutrapport_sen")]
    listas = [x for x in listas if visas(x, "06-30")[0] is not None]
    assert {x.kod for x in listas} == koder
    assert [visas(x, "06-30") for x in listas] == [("klar", kvar)]


def test_the_one_in_time_is_replaced_the_day_after_the_end() -> None:
    f = fakta("FAI1", start="02-14")
    ett, sen = en(f, "slutrapport_fullfoljd"), en(f, "slutrapport_sen")
    assert (visas(ett, "05-13")[0], visas(sen, "05-13")[0]) == ("rod", None)
    assert (visas(ett, "05-14")[0], visas(sen, "05-14")[0]) == (None, "gron")


def test_fourteen_days_do_not_roll() -> None:
    f = fakta(start="02-12", avslutstyp="fortid", avslutsbeslut="05-04", sista_dag="05-10")
    assert en(f, "slutrapport_fortid").forfaller == d("05-18")  # a Saturday
    f = fakta(start="02-12", avslutstyp="avbruten", avslutsbeslut="05-04", sista_dag="05-05")
    assert en(f, "slutrapport_avbruten").forfaller == d("05-19")  # a Sunday
    assert en(fakta("FAI1", start="02-12"), "slutrapport_sen").forfaller == d("05-25")  # a Saturday


def test_review_of_the_slutrapport_waits_while_it_is_out() -> None:
    s = Slutrapport(d("05-06"), (Retur(d("05-07")),))
    x = en(fakta(slutrapport=s), "granska_slutrapport")
    assert (x.forfaller, x.vilande) == (d("05-14"), True)
    x = en(fakta(slutrapport=replace(s, returer=(Retur(d("05-07"), d("05-20")),))), "granska_slutrapport")
    assert (x.forfaller, x.vilande) == (d("05-14"), False)


def test_what_lies_after_the_last_day_is_lapsed_from_the_start() -> None:
    f = fakta(aktualiserad="05-02", start="05-06", sista_dag="05-10", avslutstyp="avbruten", avslutsbeslut="05-08",
              planer=(Plan(1, d("05-14")),))  # fmt: skip
    x = en(f, "granska_plan")
    assert x.alltid_stangd
    assert visas(x, "05-14")[0] == "bortfallen"
    assert visas(en(f, "genomforandeplan"), "05-20")[0] == "klar"  # done before lapsed


# --- Uppföljning -------------------------------------------------------------------------------------------------


def test_follow_up_every_three_months_from_the_last() -> None:
    f = fakta(start="01-15")
    assert tider(en(f, "uppfoljning")) == (d("04-01"), d("04-15"))
    f = replace(f, kontakter=(Kontakt(d("07-20"), "trepart"), Kontakt(d("04-20"), "trepart")))
    assert [(x.avser, x.forfaller, x.klar) for x in alla(f, "uppfoljning")] == [
        ("2024-04-01", d("04-15"), d("04-20")),
        ("2024-07-08", d("07-22"), d("07-20")),
        ("2024-10-07", d("10-21"), None),  # Sunday 20 October moves
    ]  # fmt: skip
    assert [x.tolkning for x in alla(f, "uppfoljning")] == [("T5",), ("T1", "T5"), ("T1", "T5")]


def test_a_talk_before_it_opened_moves_the_next_one() -> None:
    f = fakta(start="01-15", kontakter=(Kontakt(d("03-31"), "trepart"),))
    assert [x.forfaller for x in alla(f, "uppfoljning")] == [d("07-01")]  # 30 June is a Sunday
    f = replace(f, kontakter=(Kontakt(d("04-01"), "trepart"),))
    assert [x.forfaller for x in alla(f, "uppfoljning")] == [d("04-15"), d("07-01")]


@pytest.mark.parametrize(("slut", "finns"), [("04-14", False), ("04-15", True)])
def test_no_follow_up_after_the_end_date(slut: str, finns: bool) -> None:
    assert bool(alla(fakta(start="01-15", slut=slut), "uppfoljning")) == finns


# --- Incidenter --------------------------------------------------------------------------------------------------


def test_incidents_to_the_minute() -> None:
    i = Incident("I1", datetime(2024, 5, 3, 23, 59), datetime(2024, 5, 6, 8, 41))
    f = fakta(incidenter=(i,))
    assert [(x.kod, x.avser, x.utlost_tid, x.forfaller_tid, x.klar_tid) for x in frister(f, RV)] == [
        ("incident", "I1", i.upptackt, datetime(2024, 5, 6, 23, 59), i.kv_underrattad),
        ("incident_vidare", "I1", i.kv_underrattad, datetime(2024, 5, 7, 8, 41), None),
        ("incident_bedomning", "I1", i.kv_underrattad, datetime(2024, 5, 9, 8, 41), None),
    ]  # fmt: skip
    assert [x.kod for x in frister(fakta(incidenter=(replace(i, kv_underrattad=None),)), RV)] == ["incident"]


# --- What is taken over ------------------------------------------------------------------------------------------


def test_statistics_only() -> None:
    f = fakta(aktualiserad="05-02", start="05-06", franvaro=(Franvaro("sjuk", d("05-15")),))
    assert frister(f, RV)
    assert frister(replace(f, historik=True), RV) == []


def test_what_fell_due_before_it_was_watched_is_not_opened() -> None:
    f = fakta("FAI1", aktualiserad="02-05", uppdrag="02-07", start="02-12")
    dag = d("04-07")
    alla_, nya = frister(f, RV), frister(replace(f, bevakas_fran=dag), RV)
    assert [x[:6] for x in nya] == [x[:6] for x in alla_ if x.forfaller >= dag]
    assert dag in {x.forfaller for x in nya}
    assert len(nya) < len(alla_)
