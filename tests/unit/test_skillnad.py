"""Word differences: nothing is lost of either text, changes can be read, and long texts cost nothing to wait for."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.services import skillnad as modul
from kundvalsdesk.services.granskningstyper import Bit
from kundvalsdesk.services.skillnad import skillnad

TEXT = st.text(alphabet=st.sampled_from("ab åÖ.,-\n\t \u00a0\u2028é1"), max_size=60) | st.text(max_size=40)


def _slag(bitar: tuple[Bit, ...], *slag: str) -> str:
    return "".join(b.text for b in bitar if b.slag in slag)


@given(TEXT, TEXT)
def test_both_texts_can_be_put_together_again(fore: str, nu: str) -> None:
    bitar = skillnad(fore, nu)
    assert _slag(bitar, "lika", "nytt") == nu
    assert _slag(bitar, "lika", "borta") == fore
    assert all(b.text for b in bitar)
    assert all(x.slag != y.slag for x, y in pairwise(bitar))


@given(st.lists(st.sampled_from(["en", "två", "tre", "fyra", "fem"])), st.data())
def test_both_texts_come_back_whatever_is_moved(ordlista: list[str], data: st.DataObject) -> None:
    andrad = data.draw(st.permutations(ordlista))
    fore, nu = " ".join(ordlista), "\n".join(andrad)
    bitar = skillnad(fore, nu)
    assert (_slag(bitar, "lika", "nytt"), _slag(bitar, "lika", "borta")) == (nu, fore)


@given(TEXT)
def test_the_same_text_is_one_equal_run(text: str) -> None:
    assert skillnad(text, text) == ((Bit("lika", text),) if text else ())


def test_a_changed_half_sentence_is_one_change() -> None:
    fore = "Kunden har deltagit tre dagar i veckan på arbetsplatsen och läser sfi kurs B. Handledaren är nöjd."
    nu = "Kunden har deltagit tre dagar i veckan på arbetsplatsen och har påbörjat sfi kurs C. Handledaren är nöjd."
    assert skillnad(fore, nu) == (
        Bit("lika", "Kunden har deltagit tre dagar i veckan på arbetsplatsen och "),
        Bit("borta", "läser sfi kurs B"),
        Bit("nytt", "har påbörjat sfi kurs C"),
        Bit("lika", ". Handledaren är nöjd."),
    )


def test_one_word_changed_touches_no_other() -> None:
    assert skillnad("Vi ses på måndag klockan nio.", "Vi ses på tisdag klockan nio.") == (
        Bit("lika", "Vi ses på "),
        Bit("borta", "måndag "),
        Bit("nytt", "tisdag "),
        Bit("lika", "klockan nio."),
    )


def test_a_moved_line_break_is_no_changed_word() -> None:
    bitar = skillnad("första raden\nandra raden", "första raden andra raden")
    assert _slag(bitar, "lika") == "första radenandra raden"
    assert (_slag(bitar, "borta"), _slag(bitar, "nytt")) == ("\n", " ")


def test_a_text_of_its_own_is_one_removal_and_one_addition() -> None:
    assert [b.slag for b in skillnad("Det var en gång en röd katt.", "Ingenting har hänt sedan sist, men i maj!")] == [
        "borta",
        "nytt",
    ]


def test_beyond_the_bound_the_middle_counts_as_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "STORST", 3)
    bitar = skillnad("lika början sedan ett två", "lika början sedan två ett")
    assert bitar == (Bit("lika", "lika början sedan "), Bit("borta", "ett två"), Bit("nytt", "två ett"))


def _text(r: random.Random, pool: list[str], n: int = 5000) -> str:
    return " ".join(r.choice(pool) for _ in range(n))


@pytest.mark.parametrize("slag", ["lika", "strodda", "samma_ord", "fa_ord", "helt_olika", "vaxlande"])
def test_five_thousand_words_far_under_a_tenth_of_a_second(slag: str) -> None:
    r = random.Random(7)
    pool = [f"ord{n}" for n in range(3000)]
    a = _text(r, pool)
    b = {
        "lika": lambda: a,
        "strodda": lambda: a.replace("ord7", "nytt7"),
        "samma_ord": lambda: _text(r, pool),
        "fa_ord": lambda: _text(r, pool[:20]),
        "helt_olika": lambda: _text(r, [f"annat{n}" for n in range(3000)]),
        "vaxlande": lambda: "ord1 ord2 " * 2500,
    }[slag]()
    skillnad(a, b)
    tider = []
    for _ in range(5):
        t = time.perf_counter()
        skillnad(a, b)
        tider.append(time.perf_counter() - t)
    assert min(tider) < 0.1
