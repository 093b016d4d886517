"""The figures of Jämföraren: coarse, and silent about fewer than five."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.rules import jamforare as r
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.texter import jamforare as ord_


def test_a_number_of_kunder_is_a_multiple_of_five_and_a_mean_whole_months() -> None:
    assert [r.kunder(n) for n in (5, 7, 8, 12, 13, 33, 37, 38)] == [5, 5, 10, 10, 15, 35, 35, 40]
    assert [r.manader(5, 5 * d) for d in (1, 30, 45, 46, 213, 365)] == [1, 1, 1, 2, 7, 12]
    assert (r.senaste_ar(date(2025, 1, 1)), r.aret(2024).till) == (2024, date(2024, 12, 31))


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 5000))
def test_nothing_tells_one_group_under_five_from_another(a: int, b: int, dagar: int) -> None:
    assert ord_.kunder_ord(r.kunder(a)) == ord_.kunder_ord(r.kunder(b)) == "färre än fem"
    assert ord_.manader_ord(r.manader(a, dagar)) == ord_.manader_ord(r.manader(b, 7))


@given(st.integers(5, 500), st.integers(1, 900))
def test_one_more_or_one_less_is_mostly_the_same_figure(n: int, langd: int) -> None:
    """So that two sheets of different days say nothing of one person."""
    assert len({r.kunder(n + k) for k in range(5)}) <= 2
    ut = r.manader(n, n * langd)
    assert ut is not None and ut >= 1 and abs(ut * 365 / 12 - langd) <= 31


def test_the_orsaker_are_those_of_the_category(regelverk: Regelverkssamling) -> None:
    egen = {k for k, o in regelverk.avslutsorsaker().items() if o.kategori == "egen_forsorjning"}
    assert egen == set(r.EGEN_FORSORJNING)


def test_words_of_how_nojda_they_are() -> None:
    assert ord_.nojdhet_ord((), 2024, enkat=False) == "Ingen kundenkät finns än"
    assert ord_.nojdhet_ord((), 2024, enkat=True) == "för få svar för att visas"
    assert ord_.nojdhet_ord([(2024, "AMI", 78, 23)], 2024, enkat=True) == "78 procent (23\u00a0svar)"
    assert ord_.nojdhet_ord([(2024, "AMI", 78, 23), (2023, "ISA", 5, 9)], 2024, enkat=True).splitlines()[1::2] == [
        "arbetsmarknadsinsatser", "introduktion sfi och arbete, år 2023",
    ]  # fmt: skip
