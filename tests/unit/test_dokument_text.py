"""Text from people on its way into a document: checked and escaped in one place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.documents.teckensnitt import registrera
from kundvalsdesk.services.documents.text import Fet, markup, rensa


@pytest.mark.parametrize(
    ("fran", "till"),
    [
        ("<b>inte fet</b>", "&lt;b&gt;inte fet&lt;/b&gt;"),
        ("&amp; &lt; &#229;", "&amp;amp; &amp;lt; &amp;#229;"),
        ('<img src="x.png"/>', '&lt;img src="x.png"/&gt;'),
        ("<font color='[a for a in ()]'>", "&lt;font color='[a for a in ()]'&gt;"),
        ("rad ett\nrad två", "rad ett<br/>rad två"),
        ("a   b", "a\u00a0\u00a0 b"),
        ("", ""),
    ],
)
def test_markup_prints_everything_as_it_stands(fran: str, till: str) -> None:
    assert markup(fran) == till


def test_bold_parts_are_escaped_too() -> None:
    ut = markup(("a ", Fet("<b>&"), " c"))
    assert "&lt;b&gt;&amp;" in ut
    assert ut.count("<") == 2  # the font tag and its end, nothing else


def test_letters_are_composed_and_line_breaks_made_one_kind() -> None:
    assert rensa("Nguye\u0302\u0303n", "Namn") == "Nguyễn"
    assert rensa("a\r\nb\rc\u2028d\x0be", "Namn") == "a\nb\nc\nd\ne"


def test_signs_that_show_nothing_are_dropped() -> None:
    assert rensa("sam\u00adtal\u200b\ufeff", "Namn") == "samtal"


@pytest.mark.parametrize("tecken", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\ud800"])
def test_control_and_direction_signs_are_refused_with_field_and_number(tecken: str) -> None:
    with pytest.raises(Nekad) as fel:
        rensa(f"Hemlig text{tecken}", "Kommentaren")
    assert fel.value.kod == "tecken"
    assert "Kommentaren" in fel.value.mening
    assert f"U+{ord(tecken):04X}" in fel.value.mening
    assert "Hemlig" not in fel.value.mening
    fel.value.mening.encode()


@pytest.mark.parametrize("tecken", ["😀", "א", "م", "漢", "☃"])
def test_a_letter_that_the_font_lacks_is_named_with_its_field(tecken: str) -> None:
    with pytest.raises(Nekad) as fel:
        rensa(f"Namn {tecken}", "Kundens namn")
    assert tecken in fel.value.mening
    assert "Kundens namn" in fel.value.mening


@given(st.text(max_size=200))
def test_text_is_either_refused_or_printable_and_unchanged_when_cleaned_again(text: str) -> None:
    try:
        ren = rensa(text, "Fält")
    except Nekad:
        return
    assert rensa(ren, "Fält") == ren
    assert {ord(t) for t in ren} - {0x0A} <= registrera()
    assert unicodedata.is_normalized("NFC", ren)


@given(st.text(alphabet=st.sampled_from("<>&;\"'/=# abå\n"), max_size=60))
def test_no_tag_but_line_breaks_ever_comes_out(text: str) -> None:
    assert "<" not in markup(text).replace("<br/>", "")
