"""Dates, lights and explanations in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
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
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.fristtyper import Frist
from kundvalsdesk.rules.regelverk import FRISTKODER
from kundvalsdesk.rules.trafikljus import kvar_for, ljus
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.texter import statistik
from kundvalsdesk.texter.datum import (
    antal,
    dag_manad,
    dagar_ord,
    datum_kort,
    datum_langt,
    datum_ord,
    datum_utan_ar,
    frist_ord,
    manad_ar,
    manad_ord,
    sen_ord,
    tid_ord,
    uppraknat,
    veckodag,
)
from kundvalsdesk.texter.forklaring import att_gora, forklara, kalla_ord, trigger_ord
from kundvalsdesk.texter.meningar import STEGNEJ, insats_ord, roll_ord, skydd_ord

RV = las_regelverk()


def d(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


# --- Dates -------------------------------------------------------------------------------------------------------


def test_dates_in_words() -> None:
    dag = date(2024, 9, 16)
    assert datum_ord(dag) == "måndag 16 september 2024"
    assert datum_utan_ar(dag) == "måndag 16 september"
    assert datum_langt(dag) == "16 september 2024"
    assert dag_manad(dag) == "16 september"
    assert datum_kort(dag) == "16 sep"
    assert datum_kort(dag, date(2024, 1, 1)) == "16 sep"
    assert datum_kort(dag, date(2025, 1, 1)) == "16 sep 2024"
    assert tid_ord(datetime(2024, 9, 6, 8, 5)) == "fredag 6 september 2024 klockan 08.05"


def test_the_seven_days_and_the_twelve_months() -> None:
    assert [veckodag(date(2024, 9, 16 + n)) for n in range(7)] == [
        "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
    ]  # fmt: skip
    assert [manad_ord(f"2024-{n:02d}") for n in range(1, 13)] == [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
        "december",
    ]  # fmt: skip
    for n in range(1, 13):
        assert manad_ord(f"2024-{n:02d}").startswith(datum_kort(date(2024, n, 5)).split()[1])
    assert manad_ar("2024-08") == "augusti 2024"
    assert manad_ord("2024-13") == "2024-13"
    assert manad_ord("") == ""


def test_numbers_and_lists() -> None:
    assert antal(1, "arbetsdag", "arbetsdagar") == "en arbetsdag"
    assert antal(1, "år", "år") == "ett år"
    assert antal(5, "arbetsdag", "arbetsdagar") == "fem arbetsdagar"
    assert antal(14, "dag", "dagar") == "14 dagar"
    assert uppraknat([]) == ""
    assert uppraknat(["a"]) == "a"
    assert uppraknat(["a", "b"]) == "a och b"
    assert uppraknat(["a", "b", "c"]) == "a, b och c"
    dagar = [date(2024, 9, 10), date(2024, 9, 11), date(2024, 9, 30), date(2024, 10, 1)]
    assert dagar_ord(dagar) == "10, 11, 30 september och 1 oktober"
    assert dagar_ord([date(2023, 9, 10), date(2024, 9, 10)]) == "10 september och 10 september"
    assert (sen_ord(0), sen_ord(1), sen_ord(2)) == ("försenad", "1 arbetsdag sen", "2 arbetsdagar sen")


# --- Light and time left -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("idag", "ord_"),
    [
        ("06-10", "om 4 arbetsdagar"),  # due Saturday 15 June
        ("06-13", "om 1 arbetsdag"),
        ("06-14", "i morgon"),
        ("06-15", "i dag"),
        ("06-16", "försenad"),
        ("06-17", "1 arbetsdag sen"),
        ("06-18", "2 arbetsdagar sen"),
    ],
)
def test_time_left_to_a_saturday(idag: str, ord_: str) -> None:
    (f,) = [
        x
        for x in frister(Insatsfakta("AMI2", start=d("02-12"), rapporter=(Rapport("2024-05", d("06-04")),)), RV)
        if x.kod == "godkann_rapport"
    ]
    dag = d(idag)
    assert frist_ord(ljus(f, dag) or "", kvar_for(f, dag), f.forfaller, dag) == ord_


def test_a_due_day_with_only_days_off_before_it_is_named() -> None:
    assert frist_ord("gul", 1, d("06-16"), d("06-14")) == "på söndag"


@pytest.mark.parametrize(
    ("ljuset", "kvar", "ord_"),
    [
        ("vilande", 3, "väntar på anordnaren"),
        ("bortfallen", 0, "bortfallen"),
        ("klar", 0, "klar i tid"),
        ("klar", -1, "klar, 1 arbetsdag sen"),
        ("klar", -3, "klar, 3 arbetsdagar sen"),
    ],
)
def test_states_in_words(ljuset: str, kvar: int, ord_: str) -> None:
    assert frist_ord(ljuset, kvar, d("06-14"), d("06-14")) == ord_


# --- Explanations ------------------------------------------------------------------------------------------------

GRUND = Insatsfakta(
    "AMI2",
    aktualiserad=d("05-03"),
    bemannad=d("05-08"),
    uppdrag=d("05-16"),
    start=d("05-25"),
    slut=d("10-19"),
    planer=(Plan(1, d("06-17"), (), None, d("06-20")), Plan(2, d("06-26"), (Retur(d("06-27")),))),
    rapporter=(
        Rapport("2024-05", d("06-10"), (Retur(d("06-12"), d("06-13")), Retur(d("06-14")))),
        Rapport("2024-06", d("07-04")),
    ),
    slutrapport=Slutrapport(d("10-24")),
    franvaro=(
        Franvaro("sjuk", d("06-15")),
        Franvaro("vab", d("07-12"), d("08-20")),
        Franvaro("ogiltig", d("06-05")),
        Franvaro("ledighet", d("09-02"), d("09-30"), registrerad=d("08-05")),
    ),
    forlangningar=(Forlangning(d("10-16")),),
    kontakter=(Kontakt(d("08-20"), "trepart"),),
    incidenter=(Incident("I1", datetime(2024, 6, 7, 8, 41), datetime(2024, 6, 8, 9)),),
)
TIDIGT = replace(GRUND, avslutsbeslut=d("09-12"), sista_dag=d("09-20"))
FALL = [
    GRUND,
    replace(GRUND, bemannad=None, slutrapport=None, kontakter=(), planer=()),
    replace(TIDIGT, avslutstyp="fortid"),
    replace(TIDIGT, avslutstyp="avbruten"),
    replace(GRUND, franvaro=(Franvaro("sjuk", d("06-15"), intyg_fran_dag_ett=True),)),
    replace(GRUND, rapporter=(Rapport("2024-05", d("06-04"), (), d("06-17")),), slut=None),
]
ALLA = [x for f in FALL for x in frister(f, RV)]


def test_the_examples_hold_every_code() -> None:
    assert {x.kod for x in ALLA} == set(FRISTKODER)


@pytest.mark.parametrize("kod", FRISTKODER)
def test_sentences_of_each_code(kod: str) -> None:
    engelska = re.compile(r"\b(January|May|August|October|Monday|Friday|None|True|False|Holiday|Eve|Day)\b")
    kodord = re.compile(r"\b[a-zåäö]+_[a-zåäö]+\b")
    for x in (x for x in ALLA if x.kod == kod):
        for idag in (None, d("05-03"), d("12-31")):
            stycken = forklara(x, RV, idag)
            assert stycken
            for s in stycken:
                assert s == s.strip()
                assert s.endswith(".")
                assert s[0].isupper()
                assert not engelska.search(s) and not kodord.search(s)
                assert not set("{}<>[]") & set(s)
                assert ".." not in s and "  " not in s and " ." not in s
        # The due date itself is said: in full, in a list of days, or as a day without its year.
        assert dag_manad(x.forfaller) in stycken[0]
        assert [s for s in stycken if s.startswith("Tolkning")] == [
            f"Tolkning {t}: {RV.tolkning(t)}" for t in x.tolkning
        ]


def _en(f: Insatsfakta, kod: str) -> Frist:
    return next(x for x in frister(f, RV) if x.kod == kod)


@pytest.mark.parametrize(
    ("f", "kod", "vantat"),
    [
        (
            Insatsfakta("AMI2", planer=(Plan(1, d("06-17")),)),
            "granska_plan",
            (
                "Genomförandeplanen, version 1, kom in måndag 17 juni 2024. Fem arbetsdagar: 18, 19, 20, 24 och 25 "
                "juni. Tiden omfattar även en återremiss.",
                "Räknas inte som arbetsdagar: midsommarafton 21 juni, midsommardagen 22 juni och söndag 23 juni.",
            ),
        ),
        (
            Insatsfakta("AMI2", aktualiserad=d("05-08")),
            "bemanning",
            (
                "Ärendet aktualiserades hos anordnaren onsdag 8 maj 2024. En arbetsdag därefter är fredag 10 maj.",
                "Räknas inte som arbetsdagar: kristi himmelsfärdsdag 9 maj.",
                f"Tolkning T13: {RV.tolkning('T13')}",
            ),
        ),
        (
            Insatsfakta("AMI2", start=d("12-11")),
            "genomforandeplan",
            (
                "Insatsen startade onsdag 11 december 2024. 14 dagar därefter är onsdag 25 december 2024. "
                "Det är ingen arbetsdag (juldagen), så tiden flyttas till närmaste arbetsdag, "
                "fredag 27 december 2024.",
                "Räknas inte som arbetsdagar: annandag jul 26 december.",
                f"Tolkning T1: {RV.tolkning('T1')}",
                f"Tolkning T14: {RV.tolkning('T14')}",
            ),
        ),
        (
            Insatsfakta("AMI2", start=d("02-12"), rapporter=(Rapport("2024-05", d("06-10")),)),
            "granska_rapport",
            (
                "Rapporten för maj klarmarkerades måndag 10 juni 2024. Den ska granskas senast den 12:e i månaden "
                "efter, onsdag 12 juni 2024. Tre arbetsdagar: 11, 12 och 13 juni. "
                "Den senare dagen gäller: torsdag 13 juni 2024.",
                f"Tolkning T4: {RV.tolkning('T4')}",
            ),
        ),
        (
            Insatsfakta("AMI2", franvaro=(Franvaro("sjuk", d("05-15")),)),
            "lakarintyg",
            (
                "Frånvaron började onsdag 15 maj och pågick fortfarande dag 8, onsdag 22 maj 2024. "
                "Sju dagar efter onsdag 15 maj är onsdag 22 maj 2024.",
            ),
        ),
        (
            Insatsfakta("FAI1", start=d("03-04")),
            "slutrapport_fullfoljd",
            (
                "Fristen öppnas lördag 4 maj 2024, 30 dagar före insatsens slutdatum. Slutrapporten ska komma in före "
                "slutdatum (måndag 3 juni 2024), alltså senast dagen före, söndag 2 juni 2024.",
                f"Tolkning T5: {RV.tolkning('T5')}",
            ),
        ),
        (
            Insatsfakta("AMI2", incidenter=(Incident("I1", datetime(2024, 6, 7, 8, 41)),)),
            "incident",
            (
                "Incidenten upptäcktes fredag 7 juni 2024 klockan 08.41. "
                "Inom 72 timmar: senast måndag 10 juni 2024 klockan 08.41.",
            ),
        ),
    ],
)
def test_explanations_word_by_word(f: Insatsfakta, kod: str, vantat: tuple[str, ...]) -> None:
    assert forklara(_en(f, kod), RV) == vantat


def test_the_explanation_tells_how_it_went() -> None:
    f = Insatsfakta("AMI2", aktualiserad=d("05-03"))

    def lage(idag: str | None = None, **annat: Any) -> str:
        x = _en(replace(f, **annat), "bemanning")
        return " ".join(forklara(x, RV, d(idag) if idag else None))

    assert "Klart måndag 6 maj 2024, i tid." in lage(bemannad=d("05-06"))
    assert "Klart onsdag 8 maj 2024, 2 arbetsdagar sen." in lage(bemannad=d("05-08"))
    assert "fallit bort" in lage("05-20", sista_dag=d("05-10"))
    assert "fallit bort" not in lage("05-10", sista_dag=d("05-10"))
    i = Incident("I1", datetime(2024, 6, 7, 8, 41), datetime(2024, 6, 10, 8, 41))
    assert "i tid." in forklara(_en(Insatsfakta("AMI2", incidenter=(i,)), "incident"), RV)[-1]
    i = replace(i, kv_underrattad=datetime(2024, 6, 10, 8, 42))
    assert "försenad." in forklara(_en(Insatsfakta("AMI2", incidenter=(i,)), "incident"), RV)[-1]
    x = _en(f, "uppdrag")
    assert "Fristen vilar tills anordnaren har gjort sin del." in forklara(x, RV)


@pytest.mark.parametrize(
    ("kod", "avser", "text"),
    [
        ("granska_rapport", "2024-08", "Granska månadsrapport, augusti"),
        ("godkann_rapport", "2024-08", "Godkänn månadsrapport, augusti"),
        ("manadsrapport", "2024-12", "Klarmarkera månadsrapport, december"),
        ("granska_plan", "1", "Granska genomförandeplan"),
        ("granska_plan", "2", "Granska genomförandeplan, version 2"),
        ("reviderad_plan", "3", "Skicka reviderad genomförandeplan, version 3"),
        ("slutrapport_sen", "", "Lämna slutrapport"),
    ],
)
def test_what_there_is_to_do(kod: str, avser: str, text: str) -> None:
    assert att_gora(kod, avser, RV.senaste.frister[kod].namn) == text


def test_every_frist_says_what_there_is_to_do() -> None:
    for x in ALLA:
        text = att_gora(x.kod, x.avser, x.namn)
        assert text[0].isupper() and not text.endswith(".") and "_" not in text
        assert trigger_ord(x).endswith(".")


def test_sources_in_words() -> None:
    assert kalla_ord("K 7.3") == "Kundvalsrutiner 2024, avsnitt 7.3"
    assert kalla_ord("K 8, K 8.2") == "Kundvalsrutiner 2024, avsnitt 8 och 8.2"
    assert kalla_ord("K 1, K 2, K 3", "2025") == "Kundvalsrutiner 2025, avsnitt 1, 2 och 3"
    assert kalla_ord("dataskyddsförordningen art. 33") == "Dataskyddsförordningen art. 33"


def test_codes_in_words() -> None:
    assert insats_ord("AMI2") == "AMI 2"
    assert insats_ord("JPG") == "JPG"
    assert insats_ord("") == ""
    assert insats_ord("2024") == "2024"


def test_an_insats_is_spelt_in_one_way_in_every_table() -> None:
    """Its code is for files and commands."""
    ord_i = (
        statistik.tabell_rubrik("9", "AMI2"), statistik.kolumn_ord("AMI2"), statistik.kolumn_ord("andel_AMI2"),
        statistik.kolumn_ord("till_AMI2"), statistik.rad_ord("insats", "AMI2"),
        statistik.rad_ord("forsta_insats", "AMI2"),
    )  # fmt: skip
    assert all("AMI 2" in o for o in ord_i), ord_i
    assert statistik.rad_ord("anordnare", "Jobb2") == "Jobb2"
    assert (statistik.kolumn_ord("2024"), statistik.kolumn_ord("andel_2024")) == ("2024", "Andel av 2024, %")
    assert skydd_ord("fingerade") == "fingerade personuppgifter"
    assert skydd_ord(None) == ""
    assert roll_ord("karriarvagledare") == "karriärvägledare"
    assert all(m.endswith(".") and m[0].isupper() for m in STEGNEJ.values())
