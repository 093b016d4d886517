"""Flags in words: every code has a sentence and something to ask for; dates are said as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from kundvalsdesk.rules.brister import BRISTKODER, Bristfynd, Handelse
from kundvalsdesk.rules.granskning import KODER
from kundvalsdesk.rules.rapporttyper import Anmarkning
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.texter import anmarkningar as ord_om
from kundvalsdesk.texter.brister import brist_att_gora, brist_ord, forklara_brist

D = date.fromisoformat


def test_every_code_has_a_sentence_and_a_phrase() -> None:
    assert set(ord_om.KODER) == set(KODER) == set(ord_om._MENING) == set(ord_om._FRAS)


@pytest.mark.parametrize(
    ("kod", "data", "mening", "fras"),
    [
        ("ej_aktuellt_utan_motivering", (), "”Ej aktuellt” saknar motivering",
         "Motivera kort varför ”Ej aktuellt” gäller."),
        ("vecka_utan_kontakt", (33, D("2024-08-12"), D("2024-08-18")), "Vecka 33 (12–18 augusti) har ingen kontakt",
         "Ange kontakten med kunden vecka 33 (12–18 augusti), eller varför ingen hölls."),
        ("franvaro_ej_registrerad", ((D("2024-08-20"),),), "20 augusti är inte registrerad i ärendet",
         "Meddela frånvaron 20 augusti även i ärendet."),
        ("franvaro_ej_i_rapport", ((D("2024-08-19"), D("2024-08-20")),),
         "19–20 augusti är registrerade i ärendet men står inte här",
         "Redogör för frånvaron 19–20 augusti med datum och orsak."),
        ("franvaro_annan_typ", ((D("2024-08-20"),), "vab"), "20 augusti är registrerad som vård av barn i ärendet",
         "Kontrollera vilken sorts frånvaro 20 augusti var."),
        ("tomt", ("Planering", True), "Avsnittet är tomt",
         "Fyll i avsnittet ”Planering”, eller skriv ”Ej aktuellt” och varför."),
        ("tomt", ("Planering", False), "Avsnittet är tomt", "Fyll i avsnittet ”Planering”."),
        ("lakarintyg_saknas", (D("2024-08-05"), True),
         "Läkarintyg från första dagen saknas för frånvaron från 5 augusti",
         "Skicka läkarintyg för frånvaron från 5 augusti."),
        ("lik_foregaende", (92,), "Texten är nästan densamma som förra månaden (92 %)",
         "Beskriv vad som har hänt den här månaden: texten är förra månadens."),
        ("lik_hela", (100,), "Hela rapporten är densamma som förra månaden",
         "Beskriv vad som har hänt den här månaden: rapporten är i stort sett förra månadens."),
    ],
)  # fmt: skip
def test_as_it_is_said(kod: str, data: tuple[object, ...], mening: str, fras: str) -> None:
    a = Anmarkning(kod, "", data)
    assert ord_om.mening(a) == mening
    assert ord_om.fras(a) == fras


@pytest.mark.parametrize(
    ("dagar", "ord_"),
    [
        (["2024-08-20"], "20 augusti"),
        (["2024-08-16", "2024-08-19"], "16–19 augusti"),  # over a weekend
        (["2024-08-12", "2024-08-13", "2024-08-20"], "12–13 och 20 augusti"),
        (["2024-07-31", "2024-08-01", "2024-08-20"], "31 juli–1 augusti och 20 augusti"),
        (["2024-08-12", "2024-08-14", "2024-08-16"], "12, 14 och 16 augusti"),
        (["2024-08-30", "2024-09-03"], "30 augusti och 3 september"),
    ],
)
def test_days_in_words(dagar: list[str], ord_: str) -> None:
    assert ord_om.perioder_ord([D(d) for d in dagar]) == ord_


def test_a_long_sub_goal_is_cut_short() -> None:
    text = ord_om.mening(Anmarkning("delmal_namns_inte", "delmal", (2, "Kunden ska " * 20)))
    assert text.endswith("…")
    assert len(text) < 100


@pytest.mark.parametrize("kod", BRISTKODER)
def test_every_brist_in_words(kod: str) -> None:
    h = Handelse("rapport:2024-03", D("2024-04-08"))
    text = " ".join(forklara_brist(Bristfynd(kod, h.avser, D("2024-05-08"), (h, h)), las_regelverk()))
    assert "Bristen gäller från onsdag 8 maj 2024." in text
    assert "månadsrapport mars 2024" in text.lower()
    assert brist_att_gora(f"{kod}:{h.avser}").endswith(", mars")
    assert "_" not in brist_ord(kod, h.avser)


def test_what_a_brist_is_about() -> None:
    assert brist_ord("mer_an_manad_sen", "plan:1") == "genomförandeplan mer än en månad sen"
    assert brist_ord("mer_an_manad_sen", "plan:3") == "genomförandeplan version 3 mer än en månad sen"
    assert brist_att_gora("mer_an_manad_sen:plan:1") == "Ta ställning till brist: sen plan"
    assert brist_att_gora("mer_an_manad_sen:slutrapport:slut") == "Ta ställning till brist: sen slutrapport"
    assert brist_ord("samma_aterremitterad", "slutrapport:slut") == "slutrapport återremitterad flera gånger"
