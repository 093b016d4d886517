"""Which steps a case allows, and why not (regelverk §3, §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from unit.historier import DAGAR, historier

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
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.ramar import Ramar
from kundvalsdesk.rules.regelverk import FRISTKODER
from kundvalsdesk.rules.steg import (
    HINDER,
    avslut_fel,
    hinder,
    lage,
    mojliga,
    rapportmanader,
    sista_plan,
    sjukperiod,
    steg_for,
)
from kundvalsdesk.rules.trafikljus import ljus
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.texter.meningar import STEGNEJ

RV = las_regelverk()
SNABBT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def d(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


BESLUT = Insatsfakta("AMI2", beslut=d("05-02"))
AKT = replace(BESLUT, aktualiserad=d("05-03"))
BEM = replace(AKT, bemannad=d("05-06"))
IGANG = replace(BEM, uppdrag=d("05-07"), start=d("05-13"))  # until 2025-05-12
OVERTAGEN = Insatsfakta("AMI2", start=d("03-01"))
SLUT = replace(IGANG, avslutstyp="fortid", sista_dag=d("06-14"), avslutsbeslut=d("06-03"))
HISTORIK = replace(IGANG, historik=True)


def plan(**annat: Any) -> Insatsfakta:
    return replace(IGANG, planer=(Plan(1, d("05-20"), **annat),))


def rapport(**annat: Any) -> Insatsfakta:
    return replace(IGANG, rapporter=(Rapport("2024-05", **{"klarmarkerad": d("06-03"), **annat}),))


def slutrapport(**annat: Any) -> Insatsfakta:
    return replace(SLUT, slutrapport=Slutrapport(d("06-17"), **annat))


PA_RAD = ("franvaro_slut", "franvaro_ratta", "franvaro_ta_bort")


def sjuk(**annat: Any) -> Insatsfakta:
    return replace(IGANG, franvaro=(Franvaro("sjuk", d("05-20"), **annat),))


def incident(**annat: Any) -> Insatsfakta:
    return replace(IGANG, incidenter=(Incident("I1", datetime(2024, 6, 3, 9), **annat),))


UTE = (Retur(d("06-05")),)
INNE = (Retur(d("06-05"), d("06-07")),)
GOD = d("06-10")
FORL = Forlangning(d("06-03"))

TABELL: list[tuple[str, str, Insatsfakta, str | None]] = [
    ("valj_anordnare", "", Insatsfakta("AMI2"), "inget_beslut"),
    ("valj_anordnare", "", BESLUT, None),
    ("valj_anordnare", "", AKT, "har_anordnare"),
    ("valj_anordnare", "", replace(OVERTAGEN, beslut=d("02-01")), "har_anordnare"),
    ("valj_anordnare", "", replace(BESLUT, avslutstyp="fortid"), "avslutad"),
    ("aktualisera", "", Insatsfakta("AMI2"), "inget_beslut"),
    ("aktualisera", "", BESLUT, None),
    ("aktualisera", "", AKT, "redan_aktualiserad"),
    ("aktualisera", "", replace(OVERTAGEN, beslut=d("02-01")), "redan_aktualiserad"),
    ("aktualisera", "", replace(BESLUT, avslutstyp="fortid"), "avslutad"),
    ("bemanna", "", BESLUT, "ej_aktualiserad"),
    ("bemanna", "", AKT, None),
    ("bemanna", "", BEM, "redan_bemannad"),
    ("bemanna", "", replace(AKT, avslutstyp="fortid"), "avslutad"),
    ("uppdrag", "", AKT, "ej_bemannad"),
    ("uppdrag", "", BEM, None),
    ("uppdrag", "", IGANG, "redan_uppdrag"),
    ("uppdrag", "", replace(BEM, avslutstyp="avbruten"), "avslutad"),
    ("kontakt", "", BEM, "inget_uppdrag"),
    ("kontakt", "", IGANG, None),
    ("kontakt", "", OVERTAGEN, None),
    ("plan_inkommen", "", BEM, "inget_uppdrag"),
    ("plan_inkommen", "", IGANG, None),
    ("plan_inkommen", "", OVERTAGEN, None),
    ("plan_inkommen", "", plan(), "plan_granskas"),
    ("plan_inkommen", "", plan(returer=UTE), "plan_returnerad"),
    ("plan_inkommen", "", plan(returer=INNE), "plan_granskas"),
    ("plan_inkommen", "", plan(godkand=GOD), None),
    ("plan_inkommen", "", SLUT, "avslutad"),
    ("plan_godkann", "1", IGANG, "plan_saknas"),
    ("plan_godkann", "1", replace(IGANG, planer=(Plan(1),)), "plan_saknas"),
    ("plan_godkann", "1", plan(), None),
    ("plan_godkann", "2", plan(), "plan_saknas"),
    ("plan_godkann", "1", plan(returer=UTE), "plan_returnerad"),
    ("plan_godkann", "1", plan(returer=INNE), None),
    ("plan_godkann", "1", plan(godkand=GOD), "plan_godkand"),
    ("plan_aterremiss", "1", plan(), None),
    ("plan_aterremiss", "1", plan(returer=UTE), "plan_returnerad"),
    ("plan_aterremiss", "1", plan(returer=INNE), None),
    ("plan_aterremiss", "1", plan(godkand=GOD), "plan_godkand"),
    ("plan_igen", "1", IGANG, "plan_saknas"),
    ("plan_igen", "1", plan(), "plan_ej_returnerad"),
    ("plan_igen", "1", plan(returer=UTE), None),
    ("plan_igen", "1", plan(returer=INNE), "plan_ej_returnerad"),
    ("plan_igen", "1", plan(returer=UTE, godkand=GOD), "plan_godkand"),
    ("plan_revidering", "1", IGANG, "plan_saknas"),
    ("plan_revidering", "1", plan(), "plan_ej_godkand"),
    ("plan_revidering", "1", plan(godkand=GOD), None),
    ("plan_revidering", "1", plan(godkand=GOD, revidering_begard=GOD), "revidering_begard"),
    ("plan_revidering", "1", replace(plan(godkand=GOD), avslutstyp="fortid"), "avslutad"),
    ("rapport_klarmarkera", "2024-05", BEM, "ej_startad"),
    ("rapport_klarmarkera", "2024-05", IGANG, None),
    ("rapport_klarmarkera", "2024-04", IGANG, "manad_utanfor"),
    ("rapport_klarmarkera", "2025-06", IGANG, "manad_utanfor"),
    ("rapport_klarmarkera", "2024-06", IGANG, "manad_ej_slut"),
    ("rapport_klarmarkera", "2024-06", SLUT, None),  # the insats ended on the 14th
    ("rapport_klarmarkera", "2024-06", replace(SLUT, sista_dag=d("06-17")), "manad_ej_slut"),
    ("rapport_klarmarkera", "2024-07", SLUT, "manad_utanfor"),
    ("rapport_klarmarkera", "2024-05", rapport(), "rapport_redan"),
    ("rapport_klarmarkera", "2024-05", rapport(klarmarkerad=None), None),
    ("rapport_godkann", "2024-05", IGANG, "rapport_saknas"),
    ("rapport_godkann", "2024-05", rapport(klarmarkerad=None), "rapport_saknas"),
    ("rapport_godkann", "2024-05", rapport(), None),
    ("rapport_godkann", "2024-05", rapport(returer=UTE), "rapport_returnerad"),
    ("rapport_godkann", "2024-05", rapport(returer=INNE), None),
    ("rapport_godkann", "2024-05", rapport(godkand=GOD), "rapport_godkand"),
    ("rapport_godkann", "2024-05", replace(SLUT, rapporter=rapport().rapporter), None),
    ("rapport_aterremiss", "2024-05", rapport(), None),
    ("rapport_aterremiss", "2024-05", rapport(returer=UTE), "rapport_returnerad"),
    ("rapport_aterremiss", "2024-05", rapport(godkand=GOD), "rapport_godkand"),
    ("rapport_igen", "2024-05", IGANG, "rapport_saknas"),
    ("rapport_igen", "2024-05", rapport(), "rapport_ej_returnerad"),
    ("rapport_igen", "2024-05", rapport(returer=UTE), None),
    ("rapport_igen", "2024-05", rapport(returer=INNE), "rapport_ej_returnerad"),
    ("rapport_igen", "2024-05", rapport(returer=UTE, godkand=GOD), "rapport_godkand"),
    ("underlag", "2024-05", BEM, "ej_startad"),
    ("underlag", "2024-04", IGANG, "manad_utanfor"),
    ("underlag", "2024-05", IGANG, None),
    ("underlag", "2024-05", rapport(), None),
    ("underlag", "2024-05", rapport(underlag=GOD), "underlag_redan"),
    ("avsluta", "", Insatsfakta("AMI2"), "inget_beslut"),
    ("avsluta", "", BESLUT, None),
    ("avsluta", "", OVERTAGEN, None),
    ("avsluta", "", SLUT, "redan_avslutad"),
    ("avbrottsdokument", "", IGANG, "inget_avslut"),
    ("avbrottsdokument", "", SLUT, None),
    ("avbrottsdokument", "", replace(SLUT, sista_dag=None), "inget_avslut"),
    ("slutrapport_inkommen", "", BEM, "ej_startad"),
    ("slutrapport_inkommen", "", SLUT, None),
    ("slutrapport_inkommen", "", slutrapport(), "slutrapport_redan"),
    ("slutrapport_godkann", "", SLUT, "slutrapport_saknas"),
    ("slutrapport_godkann", "", slutrapport(), None),
    ("slutrapport_godkann", "", slutrapport(returer=UTE), "slutrapport_returnerad"),
    ("slutrapport_godkann", "", slutrapport(godkand=GOD), "slutrapport_godkand"),
    ("slutrapport_aterremiss", "", slutrapport(), None),
    ("slutrapport_aterremiss", "", slutrapport(returer=UTE), "slutrapport_returnerad"),
    ("slutrapport_igen", "", SLUT, "slutrapport_saknas"),
    ("slutrapport_igen", "", slutrapport(), "slutrapport_ej_returnerad"),
    ("slutrapport_igen", "", slutrapport(returer=UTE), None),
    ("slutrapport_igen", "", slutrapport(returer=UTE, godkand=GOD), "slutrapport_godkand"),
    ("forlangning_begar", "", BEM, "ej_startad"),
    ("forlangning_begar", "", IGANG, None),
    ("forlangning_begar", "", SLUT, "avslutad"),
    ("forlangning_begar", "", replace(IGANG, forlangningar=(FORL,)), "forlangning_ute"),
    (
        "forlangning_begar", "",
        replace(IGANG, forlangningar=(Forlangning(d("06-03"), GOD, True), Forlangning(d("06-11"), GOD, True))),
        "forlangning_max",
    ),
    (
        "forlangning_begar", "",
        replace(IGANG, forlangningar=(Forlangning(d("06-03"), GOD, True), Forlangning(d("06-11"), GOD, False))),
        None,
    ),
    ("forlangning_begar", "", replace(IGANG, slut=d("06-16")), "forlangning_sen"),
    ("forlangning_begar", "", replace(IGANG, slut=d("06-17")), None),
    ("forlangning_besluta", "2024-06-03", IGANG, "forlangning_saknas"),
    ("forlangning_besluta", "2024-06-03", replace(IGANG, forlangningar=(FORL,)), None),
    ("forlangning_besluta", "2024-06-04", replace(IGANG, forlangningar=(FORL,)), "forlangning_saknas"),
    (
        "forlangning_besluta", "2024-06-03",
        replace(IGANG, forlangningar=(replace(FORL, beslutad=GOD),)),
        "forlangning_saknas",
    ),
    ("franvaro_registrera", "", BEM, "ej_startad"),
    ("franvaro_registrera", "", IGANG, None),
    ("franvaro_registrera", "", SLUT, None),  # what happened while it ran may be told afterwards
    *((kod, "sjuk:2024-05-20", IGANG, "franvaro_saknas") for kod in PA_RAD),
    *((kod, "sjuk:2024-05-20", sjuk(), None) for kod in PA_RAD),
    *((kod, "vab:2024-05-20", sjuk(), "franvaro_saknas") for kod in PA_RAD),
    ("intyg_dag_ett", "sjuk:2024-05-20", IGANG, "franvaro_saknas"),
    ("intyg_dag_ett", "sjuk:2024-05-20", sjuk(), None),
    ("intyg_dag_ett", "sjuk:2024-05-20", sjuk(intyg_anordnare=GOD), None),
    ("intyg_dag_ett", "sjuk:2024-05-20", sjuk(intyg_anordnare=GOD, intyg_kv=GOD), "intyg_finns"),
    ("intyg_dag_ett", "sjuk:2024-05-20", sjuk(intyg_fran_dag_ett=True), "intyg_redan_begart"),
    ("intyg_dag_ett_aterta", "sjuk:2024-05-20", sjuk(), "intyg_ej_begart"),
    ("intyg_dag_ett_aterta", "sjuk:2024-05-20", sjuk(intyg_fran_dag_ett=True), None),
    ("incident_komplettera", "I1", IGANG, "incident_bedomd"),
    ("incident_komplettera", "I1", incident(), None),
    ("incident_komplettera", "I1", incident(bedomd=datetime(2024, 6, 4, 9)), "incident_bedomd"),
    ("forlangning_atersand", "2024-06-12", replace(IGANG, forlangningar=(FORL,)), "forlangning_saknas"),
    ("forlangning_atersand", FORL.begard.isoformat(), replace(IGANG, forlangningar=(FORL,)), None),
    ("forlangning_atersand", FORL.begard.isoformat(), replace(SLUT, forlangningar=(FORL,)), "avslutad"),
    (
        "forlangning_atersand",
        FORL.begard.isoformat(),
        replace(IGANG, forlangningar=(replace(FORL, ute=True),)),
        "forlangning_atersand",
    ),
    ("forlangning_komplettera", "2024-06-12", replace(IGANG, forlangningar=(FORL,)), "forlangning_saknas"),
    (
        "forlangning_komplettera",
        FORL.begard.isoformat(),
        replace(IGANG, forlangningar=(FORL,)),
        "forlangning_ej_atersand",
    ),
    ("forlangning_komplettera", str(FORL.begard), replace(IGANG, forlangningar=(replace(FORL, ute=True),)), None),
    (
        "forlangning_komplettera",
        FORL.begard.isoformat(),
        replace(IGANG, slut=d("06-16"), forlangningar=(replace(FORL, ute=True),)),
        "forlangning_sen",
    ),
    ("flyg", "", IGANG, "okant_steg"),
]  # fmt: skip


@pytest.mark.parametrize(("kod", "mal", "f", "vantat"), TABELL, ids=[f"{k} {v or 'ja'}" for k, _, _, v in TABELL])
def test_allowed_or_refused_with_its_reason(kod: str, mal: str, f: Insatsfakta, vantat: str | None) -> None:
    idag = d("06-17")
    assert hinder(lage(f, RV, idag), kod, mal) == vantat
    if vantat is not None:
        assert STEGNEJ[vantat].endswith(".")


def test_the_table_has_a_yes_and_a_no_for_every_step_that_can_be_refused() -> None:
    fria = {k for k in HINDER if hinder(lage(Insatsfakta("AMI2"), RV, GOD), k) is None}
    assert fria == {
        "intyg", "bedom_franvaro", "ogiltig_meddelad", "incident_registrera", "incident_underrattad",
        "incident_vidare", "incident_bedomd",
    }  # fmt: skip
    for svar in (True, False):
        assert {k for k, _, _, v in TABELL if (v is None) == svar} >= set(HINDER) - fria


def test_no_aktualisering_before_the_kund_has_chosen() -> None:
    assert hinder(lage(BESLUT, RV, GOD, har_anordnare=False), "aktualisera") == "ingen_anordnare"
    assert hinder(lage(BESLUT, RV, GOD, har_anordnare=False), "valj_anordnare") is None


@pytest.mark.parametrize("kod", [*HINDER, "flyg"])
def test_nothing_is_done_to_what_only_statistics_knows(kod: str) -> None:
    assert hinder(lage(HISTORIK, RV, GOD), kod) == "historik"
    assert mojliga(lage(HISTORIK, RV, GOD)) == []


def test_every_frist_names_a_step_that_exists() -> None:
    assert {steg_for(k, "2024-05-15")[0] for k in FRISTKODER} <= set(HINDER)


@pytest.mark.parametrize(
    ("frist", "avser", "steg"),
    [
        ("bemanning", "", ("bemanna", "")),
        ("genomforandeplan", "1", ("plan_inkommen", "")),
        ("granska_plan", "2", ("plan_godkann", "2")),
        ("granska_rapport", "2024-05", ("rapport_godkann", "2024-05")),
        ("lakarintyg", "2024-05-15", ("intyg", "sjuk:2024-05-15:ano")),
        ("lakarintyg_kv", "2024-05-15", ("intyg", "sjuk:2024-05-15:kv")),
        ("vabintyg_kv", "2024-05-15", ("intyg", "vab:2024-05-15:kv")),
        ("lang_ledighet", "2024-05-15", ("bedom_franvaro", "ledighet:2024-05-15")),
        ("lang_sjukskrivning", "2024-05-15", ("bedom_franvaro", "sjuk:2024-05-15")),
        ("ogiltig_franvaro", "2024-05-15", ("ogiltig_meddelad", "ogiltig:2024-05-15")),
        ("forlangning", "2024-05-15", ("forlangning_besluta", "2024-05-15")),
        ("slutdatum", "2024-05-15", ("avsluta", "")),
        ("uppfoljning", "2024-05-15", ("kontakt", "")),
        ("incident_bedomning", "I1", ("incident_bedomd", "I1")),
    ],
)
def test_the_step_of_a_frist(frist: str, avser: str, steg: tuple[str, str]) -> None:
    assert steg_for(frist, avser) == steg


# --- What can be done now ----------------------------------------------------------------------------------------


def _koder(f: Insatsfakta, idag: date) -> list[tuple[str, str]]:
    return [(s.kod, s.mal) for s in mojliga(lage(f, RV, idag))]


@pytest.mark.parametrize(
    ("f", "forst"),
    [
        (BESLUT, ("valj_anordnare", "")),
        (AKT, ("bemanna", "")),
        (BEM, ("uppdrag", "")),
        (IGANG, ("plan_inkommen", "")),
        (replace(IGANG, planer=(Plan(1, d("06-10")),)), ("rapport_klarmarkera", "2024-05")),
        (SLUT, ("avbrottsdokument", "")),
    ],
)
def test_what_is_due_first_comes_first(f: Insatsfakta, forst: tuple[str, str]) -> None:
    if f.uppdrag:
        f = replace(f, kontakter=(Kontakt(d("05-13"), "uppstartsmote"),))
    assert _koder(f, d("06-17"))[0] == forst


def test_a_step_tells_which_frister_it_makes_done() -> None:
    f = replace(rapport(), planer=(Plan(1, d("05-20"), (), d("05-21")),))
    steg = {(s.kod, s.mal): s.fyller for s in mojliga(lage(f, RV, d("06-04")))}
    assert steg["rapport_godkann", "2024-05"] == (("granska_rapport", "2024-05"), ("godkann_rapport", "2024-05"))
    assert steg["rapport_aterremiss", "2024-05"] == ()
    assert steg["plan_revidering", "1"] == ()
    assert ("rapport_klarmarkera", "2024-05") not in steg


def test_no_month_to_come_is_offered() -> None:
    manader = [m for k, m in _koder(IGANG, d("07-05")) if k == "rapport_klarmarkera"]
    assert manader == ["2024-05", "2024-06"]


@SNABBT
@given(historier(), DAGAR)
def test_what_is_offered_is_allowed_and_what_is_due_is_offered(f: Insatsfakta, idag: date) -> None:
    x = lage(f, RV, idag)
    steg = mojliga(x)
    assert len({(s.kod, s.mal) for s in steg}) == len(steg)
    assert all(hinder(x, s.kod, s.mal) is None for s in steg)
    fyller = {a for s in steg for a in s.fyller}
    for y in frister(f, RV):
        if ljus(y, idag) in ("rod", "gul", "gron") and hinder(x, *steg_for(y.kod, y.avser)) is None:
            assert (y.kod, y.avser) in fyller


# --- A step that is done makes its frist done --------------------------------------------------------------------


def _med_retur(returer: tuple[Retur, ...], dag: date) -> tuple[Retur, ...]:
    return (*returer[:-1], replace(returer[-1], inkommen_igen=dag))


def _gor(f: Insatsfakta, kod: str, mal: str, dag: date) -> Insatsfakta:
    """The facts after a step."""
    tid = datetime.combine(dag, datetime.max.time())
    match kod:
        case "bemanna":
            return replace(f, bemannad=dag)
        case "uppdrag":
            return replace(f, uppdrag=dag)
        case "kontakt":
            return replace(f, kontakter=(*f.kontakter, Kontakt(dag, "trepart"), Kontakt(dag, "uppstartsmote")))
        case "plan_inkommen":
            return replace(f, planer=(*f.planer, Plan(max((p.version for p in f.planer), default=0) + 1, dag)))
        case "plan_godkann":
            return replace(f, planer=tuple(replace(p, godkand=dag) if str(p.version) == mal else p for p in f.planer))
        case "rapport_klarmarkera":
            ovriga = tuple(r for r in f.rapporter if r.manad != mal)
            return replace(f, rapporter=(*ovriga, Rapport(mal, dag)))
        case "rapport_godkann" | "rapport_igen":
            return replace(
                f,
                rapporter=tuple(
                    r
                    if r.manad != mal
                    else replace(r, godkand=dag)
                    if kod == "rapport_godkann"
                    else replace(r, returer=_med_retur(r.returer, dag))
                    for r in f.rapporter
                ),
            )
        case "avsluta":
            return replace(f, avslutstyp="fullfoljd", avslutsbeslut=dag, sista_dag=Ramar(f, RV).slut_nu)
        case "avbrottsdokument":
            return replace(f, avbrottsdokument=dag)
        case "slutrapport_inkommen":
            return replace(f, slutrapport=Slutrapport(dag))
        case "slutrapport_godkann":
            assert f.slutrapport is not None
            return replace(f, slutrapport=replace(f.slutrapport, godkand=dag))
        case "forlangning_besluta":
            return replace(
                f,
                forlangningar=tuple(
                    replace(x, beslutad=dag) if x.begard.isoformat() == mal else x for x in f.forlangningar
                ),
            )
        case "intyg" | "bedom_franvaro" | "ogiltig_meddelad":
            typ, forsta, *vem = mal.split(":")
            falt = {"bedom_franvaro": "bedomd", "ogiltig_meddelad": "meddelad"}.get(kod) or (
                "intyg_anordnare" if vem == ["ano"] else "intyg_kv"
            )
            return replace(
                f,
                franvaro=tuple(
                    replace(r, **{falt: dag}) if (r.typ, r.fran.isoformat()) == (typ, forsta) else r
                    for r in f.franvaro
                ),
            )
    falt = {"incident_underrattad": "kv_underrattad", "incident_vidare": "vidare", "incident_bedomd": "bedomd"}[kod]
    return replace(
        f, incidenter=tuple(replace(i, **{falt: tid}) if i.nyckel == mal else i for i in f.incidenter)
    )  # fmt: skip


ALLT = replace(
    IGANG,
    start=d("01-15"),
    slut=d("06-28"),
    planer=(Plan(1, d("05-20"), (), d("05-22"), d("06-12")), Plan(2)),
    rapporter=(
        Rapport("2024-05", d("06-03")),
        Rapport("2024-04", d("05-03"), (Retur(d("05-10")),)),
    ),
    franvaro=(
        Franvaro("sjuk", d("05-15")), Franvaro("vab", d("05-15")), Franvaro("ogiltig", d("06-12")),
        Franvaro("ledighet", d("07-01"), d("07-30"), registrerad=d("06-12")),
    ),
    forlangningar=(Forlangning(d("06-12")),),
    incidenter=(
        Incident("I1", datetime(2024, 6, 15, 8)),
        Incident("I2", datetime(2024, 6, 15, 8), datetime(2024, 6, 16, 8)),
    ),
)  # fmt: skip
FALL = [
    AKT, BEM, IGANG, plan(), ALLT, SLUT, slutrapport(), replace(SLUT, avslutstyp="avbruten"),
    replace(IGANG, slut=d("06-14")),
]  # fmt: skip


def _prova(f: Insatsfakta, idag: date) -> set[str]:
    """Does every step that an open frist waits for and the case allows; which frister that were made done."""
    gjorda = set()
    x = lage(f, RV, idag)
    for y in frister(f, RV):
        steg = steg_for(y.kod, y.avser)
        if ljus(y, idag) in ("rod", "gul", "gron") and hinder(x, *steg) is None:
            efter = {(z.kod, z.avser): z for z in frister(_gor(f, *steg, idag), RV)}
            assert efter[y.kod, y.avser].klar == idag, (y.kod, steg)
            assert ljus(efter[y.kod, y.avser], idag) == "klar"
            gjorda.add(y.kod)
    return gjorda


def test_every_frist_is_made_done_by_its_step() -> None:
    gjorda = set().union(*(_prova(f, d("06-17")) for f in FALL))
    assert gjorda == set(FRISTKODER)


@SNABBT
@given(historier(), DAGAR)
def test_every_frist_of_any_history_is_made_done_by_its_step(f: Insatsfakta, idag: date) -> None:
    # A facts' date after today is none that the program writes.
    if f.start is not None and f.avslutstyp is None:
        _prova(replace(f, bevakas_fran=None, kontakter=(), forlangningar=()), idag)


# --- Small questions ---------------------------------------------------------------------------------------------


def test_the_latest_version_that_has_come_in() -> None:
    f = replace(IGANG, planer=(Plan(3), Plan(2, d("06-03")), Plan(1, d("05-20"))))
    p = sista_plan(f)
    assert p is not None
    assert p.version == 2
    assert sista_plan(IGANG) is None


def test_the_months_of_an_insats() -> None:
    assert rapportmanader(lage(SLUT, RV, GOD)) == ("2024-05", "2024-06")
    assert rapportmanader(lage(BEM, RV, GOD)) == ()


def test_the_rows_of_a_period_of_sickness() -> None:
    f = replace(IGANG, franvaro=(
        Franvaro("sjuk", d("05-20"), d("05-22")), Franvaro("sjuk", d("05-15"), d("05-19")),
        Franvaro("sjuk", d("05-24")), Franvaro("vab", d("05-16"), d("05-17")),
    ))  # fmt: skip
    assert set(sjukperiod(f, "sjuk", d("05-15"))) == {d("05-15"), d("05-20")}
    assert sjukperiod(f, "sjuk", d("05-24")) == (d("05-24"),)
    assert sjukperiod(f, "sjuk", d("05-20")) == ()


# --- Avslut ------------------------------------------------------------------------------------------------------

_SLUT = d("06-28")
_DAG = timedelta(days=1)


@pytest.mark.parametrize(
    ("typ", "orsak", "dag", "vantat"),
    [
        ("fullfoljd", "arbete", _SLUT, None),
        ("fullfoljd", "insatstid_slut", _SLUT, None),
        ("fullfoljd", "flytt", _SLUT, None),
        ("fullfoljd", "arbete", _SLUT - _DAG, "fullfoljd_fel_dag"),
        ("fullfoljd", "arbete", _SLUT + _DAG, "fullfoljd_fel_dag"),
        ("avbruten", "flytt", _SLUT - _DAG, None),
        ("avbruten", "brister_anordnare", _SLUT - _DAG, None),
        ("avbruten", "flytt", _SLUT, "tidigt_fel_dag"),
        ("avbruten", "arbete", _SLUT - _DAG, "avbruten_fel_orsak"),
        ("avbruten", "annan_insats", _SLUT - _DAG, "avbruten_fel_orsak"),
        ("avbruten", "insatstid_slut", _SLUT - _DAG, "orsak_bara_fullfoljd"),
        ("fortid", "arbete", _SLUT - _DAG, None),
        ("fortid", "byte_anordnare", _SLUT - _DAG, None),
        ("fortid", "arbete", _SLUT, "tidigt_fel_dag"),
        ("fortid", "kund_avbryter", _SLUT - _DAG, "fortid_fel_orsak"),
        ("fortid", "insatstid_slut", _SLUT - _DAG, "orsak_bara_fullfoljd"),
        ("fortid", "semester", _SLUT - _DAG, "okand_orsak"),
        ("paus", "arbete", _SLUT - _DAG, "okand_typ"),
    ],
)
def test_type_reason_and_last_day_must_fit(typ: str, orsak: str, dag: date, vantat: str | None) -> None:
    assert avslut_fel(RV, typ, orsak, dag, _SLUT) == vantat


def test_every_reason_fits_exactly_its_types() -> None:
    for o in RV.avslutsorsaker().values():
        tidiga = {t for t in ("fortid", "avbruten") if avslut_fel(RV, t, o.kod, d("06-03"), _SLUT) is None}
        vantat = {"avbruten"} if o.kategori == "avbrott" else set() if o.kod == "insatstid_slut" else {"fortid"}
        assert tidiga == vantat
        assert avslut_fel(RV, "fullfoljd", o.kod, _SLUT, _SLUT) is None


def test_an_insats_without_an_end_date_can_end_any_day() -> None:
    assert avslut_fel(RV, "fortid", "arbete", d("06-03"), None) is None
    assert avslut_fel(RV, "fullfoljd", "arbete", d("06-03"), None) is None
