"""Words: forms of a word have one stem, a plain no is known, likeness is counted in runs of words."""

from __future__ import annotations

import pytest

from kundvalsdesk.rules.granskning.ord import Ordforrad, ar_nej, barande, likhet, orden, stam


@pytest.mark.parametrize(
    "former",
    [
        "instruktion instruktioner instruktionen instruktionerna",
        "muntlig muntliga muntligt",
        "svenska svenskan",
        "arbetsplats arbetsplatsen arbetsplatser arbetsplatserna",
        "praktik praktiken",
        "handledare handledaren",
        "datorvana datorvanan",
        "studera studerar studerade",
        "kontakt kontakter kontakten kontakterna",
        "uppgift uppgifter uppgiften uppgifterna",
    ],
)
def test_forms_of_a_word_have_one_stem(former: str) -> None:
    assert len({stam(o) for o in former.split()}) == 1


@pytest.mark.parametrize(
    ("ett", "annat"), [("praktik", "plan"), ("svenska", "svets"), ("kassa", "kasta"), ("arbete", "arbetsplats")]
)
def test_different_words_do_not(ett: str, annat: str) -> None:
    assert stam(ett) != stam(annat)


def test_words_that_a_goal_is_recognised_by() -> None:
    assert barande("Närvaro minst 80 %") == (stam("närvaro"),)
    assert barande("På grund av att kunden ska kunna") == ()
    assert barande("Kassa, kassan och kassor") == ("kass",)


@pytest.mark.parametrize(
    ("text", "mal", "namns"),
    [
        ("Närvaron var god.", "Närvaro minst 80 %", True),
        ("Hög närvaro.", "Närvaron ökar", True),
        ("Kunden kom varje dag.", "Närvaro minst 80 %", False),
        ("Hon förstår muntliga instruktioner.", "Muntliga instruktioner på svenska", True),
        ("Svenska varje dag.", "Muntliga instruktioner på svenska", False),
        ("Praktikplatsen är klar.", "Praktik", True),
        ("På grund av sjukdom.", "Datorvana, grund", False),
        ("Inget.", "80 %", True),
    ],
)
def test_whether_a_text_mentions_a_goal(text: str, mal: str, namns: bool) -> None:
    assert Ordforrad([text]).namner(mal) is namns


@pytest.mark.parametrize(
    "text", ["", "–", "Nej", "Nej.", "Inget behov.", "Inga hinder finns", "Vi ser inget behov", "Ej aktuellt"]
)
def test_a_plain_no(text: str) -> None:
    assert ar_nej(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ja",
        "Kunden behöver stöd.",
        "Nej, men snart.",
        "Kunden klarar sig inte utan arbetsterapeut.",
        "Nej eller ja: kunden behöver en ny bedömning av sin arbetsförmåga hos läkare och hos arbetsterapeut snarast.",
    ],
)
def test_no_plain_no(text: str) -> None:
    assert not ar_nej(text)


@pytest.mark.parametrize(
    ("a", "b", "vantat"),
    [
        ("ett två tre fyra", "ett två tre fyra", 100),
        ("Ett, två: tre fyra!", "ett två tre fyra", 100),
        ("ett två tre fyra", "fyra tre två ett", 0),
        ("ett två tre fyra fem", "ett två tre fyra sex", 66),
        ("", "ett", 0),
    ],
)
def test_likeness_in_runs_of_three_words(a: str, b: str, vantat: int) -> None:
    assert likhet(orden(a), orden(b), 3) == vantat
