"""Words of the search: folding, asking, and what is shown of a find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.rules.sokord import FLEST_ORD, LANGST_ORD, Fraga, indexord, ord_i, utdrag
from kundvalsdesk.rules.sortering import sokform, sokform_pa_plats


@pytest.mark.parametrize(
    ("skrivet", "star"),
    [("asa", "Åsa"), ("ÅSA", "Åsa"), ("dordevic", "Đorđević"), ("oman", "Öman"), ("strasse", "Straße"),
     ("A\u030asa", "Åsa")],
)  # fmt: skip
def test_as_people_type(skrivet: str, star: str) -> None:
    assert ord_i(skrivet) == ord_i(star)


def test_punctuation_parts_words() -> None:
    assert ord_i("I-2024/17, Anna_Lund (AMI2)") == ["i", "2024", "17", "anna", "lund", "ami2"]


def test_a_long_word_is_known_by_its_beginning() -> None:
    langt = "a" * 500
    assert ord_i(langt) == ["a" * LANGST_ORD]
    assert Fraga.av(langt).traffar(ord_i(langt)[0])


def test_names_of_the_protected_are_left_out() -> None:
    ord_ = indexord(["Hemlig Persons chef ringde, 900101-1239 och 19900101", None], ["Hemlig", "Person"])
    assert ord_ == ["chef", "och", "ringde"]
    assert indexord(["Hemlig 900101-1239"]) == ["1239", "900101", "hemlig"]


def test_the_last_word_is_a_beginning() -> None:
    f = Fraga.av("Anna Lu")
    assert (f.hela, f.borjan) == (("anna",), "lu")
    assert f.traffar("lundgren")
    assert not f.traffar("annas")
    assert Fraga.av("anna l") == Fraga(("anna",), "")
    assert Fraga.av("a").tom
    assert Fraga.av(" ,. ").tom
    assert len(Fraga.av("ett två tre fyra fem sex sju åtta nio tio").hela) == FLEST_ORD - 1


def test_the_excerpt_marks_what_was_asked_for() -> None:
    text = "Inledning. " * 30 + "Åsa har börjat praktiken på kaféet.\n" + "Slut. " * 60
    u = utdrag(["inget här", text], Fraga.av("asa prakt"))
    assert u is not None
    assert "\n" not in u.text
    assert u.text.startswith("… ")
    assert u.text.endswith(" …")
    assert len(u.text) < 200
    assert [u.text[a : a + n] for a, n in u.markerade] == ["Åsa", "praktiken"]


def test_the_text_that_answers_most_is_shown() -> None:
    u = utdrag(["praktik", "praktik i köket hos Åsa"], Fraga.av("praktik åsa"))
    assert u is not None
    assert u.text == "praktik i köket hos Åsa"
    assert utdrag(["annat"], Fraga.av("praktik")) is None


@given(st.lists(st.text(max_size=300), max_size=3), st.text(max_size=12))
def test_any_text_gives_an_excerpt_with_marks_inside_it(texter: list[str], fraga: str) -> None:
    f = Fraga.av(fraga)
    u = utdrag(texter, f)
    if u is not None:
        assert not f.tom
        assert len(u.text) < 2000
        assert u.markerade
        for a, n in u.markerade:
            assert n > 0
            assert 0 <= a <= a + n <= len(u.text)


@given(st.text(max_size=400))
def test_whatever_stands_there_is_found_by_its_words(text: str) -> None:
    for o in ord_i(text):
        f = Fraga.av(o)
        assert f.tom or f.traffar(o)


def test_a_text_of_any_letters_is_folded_in_place_as_letter_by_letter() -> None:
    """Latin-1 goes another way than the rest: the two say the same."""
    for nummer in range(0x500):
        t = chr(nummer)
        vikt = sokform(t) if t.isalnum() else t
        assert sokform_pa_plats(f"X{t}å") == (f"x{vikt}a" if len(vikt) == 1 else None), hex(nummer)


def test_marks_stand_right_in_an_excerpt_that_is_cut_at_both_ends() -> None:
    u = utdrag(["ord " * 60 + "en Práktik, inte xpraktiken, i köket " + "slut " * 60], Fraga.av("praktik"))
    assert u is not None and u.text.startswith("… ") and u.text.endswith(" …")
    assert [u.text[b : b + n] for b, n in u.markerade] == ["Práktik"]
