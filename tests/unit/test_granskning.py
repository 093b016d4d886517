"""Checks of reports: each with an example that shows it and one that stays silent; none raises, all are registered."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date

import pytest

from kundvalsdesk.rules import granskning
from kundvalsdesk.rules.fakta import Franvaro, Kontakt
from kundvalsdesk.rules.granskning import KODER, KONTROLLER, anmarkningar, avsnitt, delmal_lagen, mal, progression_av
from kundvalsdesk.rules.granskning import franvaro as franvarokontroller
from kundvalsdesk.rules.granskning import kontakter as kontaktkontroller
from kundvalsdesk.rules.rapporttyper import Delmal, Innehall, Kontaktrad

from .granskningsvarld import (
    DELMAL,
    KONTAKTER,
    PLAN,
    RAPPORT,
    SLUTRAPPORT,
    D,
    dagar,
    franvaro,
    koder,
    med,
    rapport,
    underlag,
)


@pytest.mark.parametrize("slag", ["plan", "rapport", "slutrapport"])
def test_a_report_as_it_should_be_has_nothing_to_remark_on(slag: str) -> None:
    assert anmarkningar(underlag(slag)) == []


def test_every_check_is_registered_and_has_its_source() -> None:
    funktioner = {
        f
        for modul in (avsnitt, mal, franvarokontroller, kontaktkontroller)
        for n, f in inspect.getmembers(modul, inspect.isfunction)
        if f.__module__ == modul.__name__
        and not n.startswith("_")
        and next(iter(inspect.signature(f).parameters.values())).annotation == "Underlag"
        and "Iterator" in str(inspect.signature(f).return_annotation)
    }
    assert funktioner == set(KONTROLLER)
    assert all(KODER.values())


# --- Sections -----------------------------------------------------------------------------------------------------


def test_an_empty_section_is_remarked_on() -> None:
    for tomt in ("", "  \n", "–", "..."):
        (a,) = anmarkningar(rapport(utmaningar=tomt))
        assert (a.kod, a.avsnitt, a.kalla) == ("tomt", "utmaningar", "8.1")
    hjalp = underlag().formular.avsnitt_for("utmaningar")
    assert hjalp is not None
    assert koder(rapport(utmaningar=hjalp.hjalp)) == ["tomt"]


def test_an_empty_section_that_is_not_required_is_not() -> None:
    assert koder(rapport(nasta_manad="")) == []


@pytest.mark.parametrize(
    "text", ["Ej aktuellt", "ej aktuellt.", "”Ej aktuellt”", "Inte aktuellt denna månad", "Ej aktuellt –"]
)
def test_ej_aktuellt_without_a_motivation(text: str) -> None:
    (a,) = anmarkningar(rapport(utmaningar=text))
    assert (a.kod, a.avsnitt) == ("ej_aktuellt_utan_motivering", "utmaningar")


@pytest.mark.parametrize(
    "text", ["Ej aktuellt, kunden klarar sig utan stöd.", "Ej aktuellt\nKunden är sjukskriven.", "Inga"]
)
def test_ej_aktuellt_with_a_motivation_is_silent(text: str) -> None:
    assert koder(rapport(utmaningar=text)) == []


def test_ej_aktuellt_where_the_form_does_not_have_it() -> None:
    assert koder(rapport(planering="Ej aktuellt, kunden är sjuk.")) == ["ej_aktuellt_inte_har"]
    assert koder(rapport(planering="Heltid, alla dagar.")) == []


@pytest.mark.parametrize(
    ("text", "lage", "kod"),
    [
        ("", "saknas", ["progression_saknas"]),
        ("–", "saknas", ["progression_saknas"]),
        ("Ej aktuellt, kunden var ny.", "ej_aktuellt", ["progression_ej_aktuellt"]),
        ("Kunden läser nu sfi kurs C.", "finns", []),
    ],
)
def test_progression(text: str, lage: str, kod: list[str]) -> None:
    u = rapport(progression=text)
    assert progression_av(u.formular, u.innehall) == lage
    assert koder(u) == kod


def test_progression_of_a_form_without_the_section() -> None:
    assert progression_av(underlag("plan").formular, PLAN) is None


@pytest.mark.parametrize(
    ("avsnittet", "kod"),
    [("annan_insats", "annan_insats"), ("justeringar", "justering"), ("uppfoljningsmote", "uppfoljningsmote"),
     ("moten_hindrar", "andra_moten")],
)  # fmt: skip
def test_what_the_anordnare_asks_the_desk_for(avsnittet: str, kod: str) -> None:
    assert koder(rapport(**{avsnittet: "Kunden behöver något mer: vi ser det tydligt."})) == [kod]
    assert koder(rapport(**{avsnittet: "Nej, men kunden har frågat om Arbetsförmedlingen."})) == [kod]
    for nej in ("Nej.", "Inget behov just nu", "Vi ser inget behov", "Ej aktuellt, allt fungerar."):
        assert koder(rapport(**{avsnittet: nej})) == []


# --- Likeness -----------------------------------------------------------------------------------------------------

LANG = "Kunden har deltagit i alla aktiviteter under månaden och arbetat i kassan tre förmiddagar i veckan."


def test_a_section_that_is_last_months_is_remarked_on() -> None:
    forra = med(RAPPORT, progression=LANG)
    assert dagar(rapport(progression=LANG, foregaende=forra), "lik_foregaende")[0] == (100,)
    nastan = f"{LANG.replace('tre förmiddagar', 'tre eftermiddagar')} {LANG}"
    u = rapport(progression=nastan, foregaende=med(RAPPORT, progression=f"{LANG} {LANG}"))
    (procent,) = next(a.data for a in anmarkningar(u) if (a.kod, a.avsnitt) == ("lik_foregaende", "progression"))
    assert procent in range(80, 100)


def test_a_text_of_its_own_or_a_short_one_is_silent() -> None:
    ny = "I augusti började kunden i butiken, sköter nu kassan själv och har bokat tid för prov på kurs C."
    forra = Innehall("", tuple((k, "") for k, _ in RAPPORT.texter))
    assert koder(rapport(progression=ny, foregaende=med(forra, progression=LANG))) == []
    assert koder(rapport(utmaningar="Går bra.", foregaende=med(forra, utmaningar="Går bra."))) == []


def test_what_does_not_apply_may_be_said_in_the_same_words() -> None:
    ej = "Ej aktuellt. Kunden har inga kontakter med andra myndigheter under den här insatsen, det är avstämt."
    forra = Innehall("", (("andra_aktorer", ej),))
    assert koder(rapport(andra_aktorer=ej, foregaende=forra)) == []


def test_a_report_that_is_last_months_as_a_whole() -> None:
    alla = anmarkningar(rapport(foregaende=replace(RAPPORT, kontakter=(), delmal=())))
    assert [(a.avsnitt, a.data) for a in alla if a.kod == "lik_hela"] == [("", (100,))]
    assert alla[0].kod == "lik_hela"


# --- Contacts (regelverk §4) --------------------------------------------------------------------------------------


def _utan(*borta: str) -> tuple[Kontaktrad, ...]:
    return tuple(k for k in KONTAKTER if k.datum not in [D(d) for d in borta])


def test_a_week_without_contact() -> None:
    (a,) = anmarkningar(rapport(kontakter=_utan("2024-08-15")))
    assert (a.kod, a.avsnitt, a.data) == ("vecka_utan_kontakt", "kontakter", (33, D("2024-08-12"), D("2024-08-18")))


@pytest.mark.parametrize(
    "mer",
    [
        {"hallna": (Kontakt(D("2024-08-13"), "veckokontakt"),)},  # registered in the case
        {"registrerad": (Franvaro("sjuk", D("2024-08-12"), D("2024-08-16")),)},  # wholly absent
        {"start": D("2024-08-15")},  # two arbetsdagar of the insats in that week
    ],
)
def test_a_week_that_needs_none(mer: dict[str, object]) -> None:
    assert "vecka_utan_kontakt" not in koder(rapport(kontakter=_utan("2024-08-15"), **mer))


def test_three_days_of_a_week_call_for_a_contact_and_one_day_of_presence_too() -> None:
    assert "vecka_utan_kontakt" in koder(rapport(kontakter=_utan("2024-08-15"), start=D("2024-08-14")))
    borta = (Franvaro("sjuk", D("2024-08-12"), D("2024-08-15")),)
    assert "vecka_utan_kontakt" in koder(rapport(kontakter=_utan("2024-08-15"), registrerad=borta))


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    # Week 31 (29 July – 4 August) is August's, and its contact may stand in July's report. Week 40 is October's.
    forra = replace(RAPPORT, texter=(), kontakter=(Kontaktrad(D("2024-07-30")),))
    assert koder(rapport(kontakter=_utan("2024-08-01"), foregaende=forra)) == []
    assert dagar(rapport(kontakter=_utan("2024-08-01")), "vecka_utan_kontakt") == [
        (31, D("2024-07-29"), D("2024-08-04"))
    ]
    veckor = dagar(rapport(avser="2024-09", kontakter=()), "vecka_utan_kontakt")
    assert [v[0] for v in veckor] == [36, 37, 38, 39]


def test_contacts_that_no_week_can_be_found_for() -> None:
    u = rapport(kontakter=(*KONTAKTER, Kontaktrad(None), Kontaktrad(D("2024-06-03"))))
    assert [(a.kod, a.rad) for a in anmarkningar(u)] == [("kontakt_utan_datum", 5), ("kontakt_utanfor", 6)]
    assert koder(rapport(kontakter=(*KONTAKTER, Kontaktrad(D("2024-09-01"))))) == []


# --- Goals --------------------------------------------------------------------------------------------------------


def _med_delmal(*rader: Delmal, **texter: object) -> dict[int, str]:
    return delmal_lagen(rapport(delmal=rader, **texter))


def test_what_is_said_of_each_sub_goal() -> None:
    lagen = _med_delmal(
        replace(DELMAL[0], lage="uppnatt"), replace(DELMAL[1], kommentar="Går framåt."), DELMAL[2]
    )  # fmt: skip
    assert lagen == {1: "uppnatt", 2: "nams", 3: "nams_inte"}


def test_a_sub_goal_is_recognised_in_any_text_by_its_words() -> None:
    text = "Kunden har tagit emot en muntlig instruktion på svenskan, och gått datakurs."
    assert _med_delmal(progression=text) == {1: "nams_inte", 2: "nams", 3: "nams_inte"}
    assert _med_delmal(progression="Närvaron är 91 %. Datorvanan ökar.") == {1: "nams", 2: "nams_inte", 3: "nams"}
    assert delmal_lagen(rapport(plan=None)) == {}


def test_one_that_was_done_with_last_month_is_still_so() -> None:
    forra = replace(RAPPORT, texter=(), delmal=(replace(DELMAL[0], lage="uppnatt"), replace(DELMAL[1], lage="pa_vag")))
    assert _med_delmal(foregaende=forra) == {1: "uppnatt", 2: "nams_inte", 3: "nams_inte"}


def test_a_sub_goal_that_is_not_mentioned() -> None:
    u = rapport(delmal=(*RAPPORT.delmal[:2], DELMAL[2]))
    assert [(a.kod, a.rad, a.data) for a in anmarkningar(u)] == [("delmal_namns_inte", 2, (3, "Datorvana, grund"))]
    assert koder(rapport(delmal=(*RAPPORT.delmal[:2], DELMAL[2]), utmaningar="Datorvanan går trögt.")) == []


def test_the_goal_of_the_plan_that_is_not_mentioned() -> None:
    u = rapport(delmal=(), plan=med(PLAN, mal="Anställning som truckförare på ett lager", delmal=()))
    assert koder(u) == ["mal_namns_inte"]
    assert koder(u._replace(innehall=med(u.innehall, utmaningar="Anställning som truckförare är nära."))) == []


# --- Plans --------------------------------------------------------------------------------------------------------


def _plan(**falt: object) -> list[tuple[str, int]]:
    return [(a.kod, a.rad) for a in anmarkningar(underlag("plan", innehall=med(PLAN, **falt)))]


@pytest.mark.parametrize(
    ("falt", "vantat"),
    [
        ({"mal": ""}, [("mal_saknas", -1)]),
        ({"mal": "Ej aktuellt, det bestäms senare."}, [("mal_saknas", -1)]),
        ({"delmal": ()}, [("delmal_saknas", -1)]),
        ({"delmal": (Delmal(1, ""), Delmal(2, ""))}, [("delmal_saknas", -1)]),
        ({"delmal": (DELMAL[0], Delmal(2, "", "Kurs", D("2024-09-01")))}, [("delmal_utan_text", 1)]),
        ({"delmal": (replace(DELMAL[0], aktivitet=" "),)}, [("delmal_utan_aktivitet", 0)]),
        ({"delmal": (DELMAL[0], replace(DELMAL[1], klart_senast=None))}, [("delmal_utan_datum", 1)]),
        ({"delmal": (replace(DELMAL[0], klart_senast=D("2025-05-06")),)}, [("delmal_utanfor", 0)]),
        ({"delmal": (replace(DELMAL[0], klart_senast=D("2024-05-05")),)}, [("delmal_utanfor", 0)]),
        ({"delmal": (replace(DELMAL[0], klart_senast=D("2025-05-05")), Delmal(9, ""))}, []),
    ],
)
def test_what_a_plan_must_have(falt: dict[str, object], vantat: list[tuple[str, int]]) -> None:
    assert _plan(**falt) == vantat


def test_a_new_version_that_changes_nothing() -> None:
    u = underlag("plan", "2", foregaende=med(PLAN, andringar="Det här var första versionen, inget att jämföra med."))
    assert koder(u) == ["plan_oforandrad"]
    andrad = med(PLAN, delmal=(*DELMAL[:2], replace(DELMAL[2], klart_senast=date(2025, 1, 31))))
    assert koder(underlag("plan", "2", innehall=andrad, foregaende=PLAN)) == []


# --- Slutrapport --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("orsak", "text", "vantat"),
    [
        ("insatstid_slut", "", ["nasta_steg_saknas"]),
        ("flytt", "Ej aktuellt, kunden har flyttat.", ["nasta_steg_saknas"]),
        (None, "", ["nasta_steg_saknas"]),
        ("arbete", "", []),
        ("arbete", "Ej aktuellt", []),
        ("insatstid_slut", "AMI 2 med fortsatt språkträning.", []),
    ],
)
def test_the_next_step_where_the_kund_is_not_self_supporting(orsak: str | None, text: str, vantat: list[str]) -> None:
    u = underlag("slutrapport", innehall=med(SLUTRAPPORT, nasta_steg=text), avslutsorsak=orsak)
    assert koder(u) == vantat


def test_a_sub_goal_without_a_result() -> None:
    u = underlag("slutrapport", innehall=med(SLUTRAPPORT, delmal=(*SLUTRAPPORT.delmal[:2], DELMAL[2])))
    assert [(a.kod, a.rad, a.data) for a in anmarkningar(u)] == [("delmal_utan_resultat", 2, (3, "Datorvana, grund"))]
    assert koder(underlag("slutrapport", plan=None, innehall=med(SLUTRAPPORT, delmal=()))) == []


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_order_is_that_of_the_form() -> None:
    u = rapport(
        progression="", utmaningar="Ej aktuellt", annan_insats="Arbetsterapeut behövs.", kontakter=(),
        franvaro=(franvaro("2024-08-20", typ="annan"),), foregaende=None,
    )  # fmt: skip
    assert list(dict.fromkeys(a.avsnitt for a in anmarkningar(u))) == [
        "progression", "utmaningar", "annan_insats", "kontakter", "franvaro",
    ]  # fmt: skip


def test_the_package_says_the_words_that_others_ask_it_for() -> None:
    assert granskning.ar_ej_aktuellt(" Ej  aktuellt: inget")
    assert not granskning.ar_ej_aktuellt("Ej klart")
    assert granskning.motivering_av("Ej aktuellt: kunden är ny.") == "kunden är ny."
    assert granskning.motivering_av("Kunden är ny.") == ""
