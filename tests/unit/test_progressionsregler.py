"""The scale of progression: what the rule set says, and what an answer names."""

from __future__ import annotations

import io
from typing import Any

import pytest
from unit.rapportbok import fyll, mall, underlag

from kundvalsdesk.rules.granskning import anmarkningar
from kundvalsdesk.rules.progressionsregler import EJ_BEDOMT, skalsteg, stegord, svarsord
from kundvalsdesk.rules.regelverk import Regelverksfel, tolka_regelverk
from kundvalsdesk.services.rapportfiler.las import las_fil
from kundvalsdesk.services.rapportfiler.skriv import skriv_mall
from kundvalsdesk.services.rapportformular import formular_med_namn
from kundvalsdesk.services.regelverk import las_regelverk

from .granskningsvarld import RAPPORT, med
from .granskningsvarld import underlag as granskat

REGEL = las_regelverk().progression(None)
STEG = ("Ser ingen väg", "Har valt väg", "Är framme")


@pytest.mark.parametrize(
    ("svar", "vantat"),
    [
        ("2", 2), (" 2 ", 2), ("2 – Har valt väg", 2), ("har  valt väg.", 2), ("2. ungefär", 2), ("3 Är framme", 3),
        ("", None), ("0", None), ("4", None), ("23", None), ("2–3", None), ("2 – Är framme", None),
        ("Ej aktuellt. Sjuk.", None), ("Vet inte", None),
    ],
)  # fmt: skip
def test_what_an_answer_names(svar: str, vantat: int | None) -> None:
    assert skalsteg(svar, STEG) == vantat


def test_every_answer_that_a_form_offers_is_read_back() -> None:
    for steg in REGEL.skalor.values():
        assert [skalsteg(s, steg) for s in svarsord(steg, ej_aktuellt=True)] == [*range(1, len(steg) + 1), None]
    assert svarsord(STEG)[1] == stegord(2, STEG) == "2 – Har valt väg"


def test_a_choice_in_the_file_comes_back_as_its_step_and_an_older_form_is_read_too() -> None:
    import openpyxl

    skala = REGEL.skalor["AMI"]
    data = mall(skala=skala)
    ark: Any = openpyxl.load_workbook(io.BytesIO(data)).active
    (regel,) = [r for r in ark.data_validations.dataValidation if r.formula1 and r.formula1.startswith("$H$3")]
    rutor = [c.value for (c,) in ark[regel.formula1]]
    assert tuple(rutor) == (*svarsord(skala), EJ_BEDOMT)
    last = las_fil(fyll(data, {"lage_nu": rutor[2], "progression": "Går framåt."}))
    assert skalsteg(last.innehall.text("lage_nu"), skala) == 3

    forr = formular_med_namn("rapport/AMI/1")
    assert forr is not None
    gammal = las_fil(fyll(skriv_mall(underlag(formular=forr)), {"progression": "Går framåt."}))
    assert gammal.formular == "rapport/AMI/1" and "lage_nu" not in dict(gammal.innehall.texter)


@pytest.mark.parametrize(
    ("svar", "vantat"),
    [("3", []), (EJ_BEDOMT, []), ("9", ["utanfor_skalan"]), ("Bra", ["utanfor_skalan"]), ("", ["tomt"]),
     ("Ej aktuellt", ["ej_aktuellt_utan_motivering"])],
)  # fmt: skip
def test_an_answer_outside_the_scale_is_remarked_on(svar: str, vantat: list[str]) -> None:
    u = granskat(innehall=med(RAPPORT, lage_nu=svar))
    assert [a.kod for a in anmarkningar(u) if a.avsnitt == "lage_nu"] == vantat


@pytest.mark.parametrize(
    ("andra", "skal"),
    [
        ({"kedja_dagar": 0}, "kedja_dagar ska vara minst 1"),
        ({"kedja_dagar": 400}, "kedja_dagar ska vara högst 366"),
        ({"skala": [{"kundval": "X", "steg": ["Ett"]}]}, "steg ska ha 2–9 steg"),
        ({"skala": [{"kundval": "X", "steg": ["A", "a."]}]}, "steg ska vara olika texter"),
        ({"skala": [{"kundval": "X", "steg": ["1 A", "B"]}]}, "steg ska vara olika texter"),
        ({"skala": [{"kundval": "X", "steg": ["A", "B"]}] * 2}, "redan har en skala"),
        ({"ordning": [{"insatser": ["A"]}, {"insatser": ["A"]}]}, "redan har en plats"),
        ({"annat": 1}, "annat"),
    ],
)
def test_a_rule_set_that_cannot_be_used(andra: dict[str, Any], skal: str) -> None:
    data = {
        "namn": "x", "kalla": "K", "fran": las_regelverk().senaste.fran,
        "insatser": {"A": {"kundval": "X", "namn": "A", "endast_historik": True}},
        "progression": {"kalla": "K 7.4", "kedja_dagar": 60} | andra,
    }  # fmt: skip
    with pytest.raises(Regelverksfel, match=skal):
        tolka_regelverk("x.toml", data)
