"""Amounts, days and periods as they are written in invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules import fakturatal as tal


@pytest.mark.parametrize(
    ("text", "belopp"),
    [
        ("3876", "3876.00"), ("3 876,00", "3876.00"), ("3\u00a0876,5 kr", "3876.50"), ("3\u202f876 SEK", "3876.00"),
        ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1.234.567", "1234567.00"), ("1808.80", "1808.80"),
        ("-1 808,80", "-1808.80"), ("\u22121808,80", "-1808.80"), ("1808,80-", "-1808.80"), ("(100,00)", "-100.00"),
        ("100:-", "100.00"), ("100,-", "100.00"), ("kr 12", "12.00"), ("0,500", "0.50"), ("100,5000", "100.50"),
        ("-0", "0.00"), ("12 345 678,9", "12345678.90"), ("1'234.50", "1234.50"),
    ],
)  # fmt: skip
def test_an_amount_however_it_is_written(text: str, belopp: str) -> None:
    assert str(tal.belopp(text)) == belopp


@pytest.mark.parametrize(
    ("text", "kod"),
    [
        ("", "belopp_saknas"), ("  ", "belopp_saknas"), ("tre", "inget_belopp"), ("12 34", "inget_belopp"),
        ("1,2,3", "inget_belopp"), ("1e5", "inget_belopp"), ("=1+1", "inget_belopp"), ("--5", "inget_belopp"),
        ("100,123", "tvetydigt"), ("1.234", "tvetydigt"), ("-1,234", "tvetydigt"), ("1234,567", "decimaler"),
        ("0,123", "decimaler"), ("9" * 30, "for_stort"), ("9" * 80, "inget_belopp"), ("١٢", "inget_belopp"),
        ("1.234,5,6", "inget_belopp"),
    ],
)  # fmt: skip
def test_what_is_no_amount_or_could_be_two_is_refused(text: str, kod: str) -> None:
    with pytest.raises(tal.Olaslig) as fel:
        tal.belopp(text)
    assert fel.value.kod == kod


@given(st.decimals(min_value=-999_999, max_value=999_999, places=2))
@settings(max_examples=60)
def test_every_amount_is_read_as_it_was_written(v: Decimal) -> None:
    svensk = f"{v:,.2f}".replace(",", "\u00a0").replace(".", ",")
    assert tal.belopp(f"{svensk} kr") == tal.belopp(f"{v:.2f}") == tal.maskintal(str(v)) == v
    assert tal.maskintal(repr(float(v)), brus=True) == v


@given(st.text(max_size=30))
@settings(max_examples=150)
def test_any_text_is_read_or_refused(text: str) -> None:
    for las in (tal.belopp, tal.maskintal, tal.dagar, lambda t: tal.period(t, "2024-08")):
        try:
            las(text)  # type: ignore[operator]
        except tal.Olaslig as fel:
            assert fel.kod


def test_what_programs_write() -> None:
    assert str(tal.maskintal("2325.5999999999999", brus=True)) == "2325.60"
    for t, kod in (("2325.5999999999999", "decimaler"), ("nan", "inget_belopp"), ("1e99", "for_stort"),
                   ("1,5", "inget_belopp"), ("", "belopp_saknas")):  # fmt: skip
        with pytest.raises(tal.Olaslig) as fel:
            tal.maskintal(t)
        assert fel.value.kod == kod


def test_days_are_whole() -> None:
    assert [tal.dagar(t) for t in ("18", "18,0", "18 dagar", "", "-3", "31 st")] == [18, 18, 18, None, -3, 31]
    for t in ("18,5", "två", "1 8", "10000000"):
        with pytest.raises(tal.Olaslig):
            tal.dagar(t)


@pytest.mark.parametrize(
    ("text", "manad"),
    [
        ("2024-08", "2024-08"), ("202408", "2024-08"), ("08/2024", "2024-08"), ("augusti 2024", "2024-08"),
        ("aug-24", "2024-08"), ("Augusti", "2024-08"), ("december", "2023-12"), ("2024-08-12 – 2024-08-31", "2024-08"),
        ("20240812-20240831", "2024-08"), ("Sept 2024", "2024-09"), ("löpande", ""), ("majoren 2024", ""),
        ("marsch", ""),
    ],
)  # fmt: skip
def test_the_month_that_a_text_says(text: str, manad: str) -> None:
    assert tal.period(text, "2024-08").manad == manad


def test_a_period_has_its_days() -> None:
    assert tal.period("12 i (2024-08-12--2024-09-03)", "2024-08")[1:] == (date(2024, 8, 12), date(2024, 9, 3))
    for t in ("2024-02-30", "2024-08-31 - 2024-08-01"):
        with pytest.raises(tal.Olaslig):
            tal.period(t, "2024-08")
