"""The base template: parts that are higher than a page flow on, and nothing of them is lost."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.documents import mall

HUVUD = mall.Dokumenthuvud("Prov", "P 1", date(2024, 9, 10), (("Dokument", "P 1"),))
AVSANDARE = mall.Avsandare("Exempelkommun", "Enheten", "kontakt")
LANG = " ".join(f"ord{n}" for n in range(6000))


def sidor(flode: list[Any], huvud: mall.Dokumenthuvud = HUVUD) -> list[str]:
    return [s.extract_text() for s in PdfReader(BytesIO(mall.bygg(huvud, AVSANDARE, flode))).pages]


def alla_ord(texter: list[str]) -> list[str]:
    return [o for t in texter for o in t.split() if o.startswith("ord")]


@pytest.mark.parametrize(
    "flode",
    [
        lambda: mall.etiketter([("Kort", "värde"), ("Lång", LANG), ("Sist", "värde")]),
        lambda: mall.framhavd(LANG),
        lambda: mall.lopande(LANG),
        lambda: [*mall.rubrik("R"), *mall.lopande(LANG.replace("ord3000", "\n\nord3000"))],
    ],
    ids=["row", "box", "text", "paragraphs"],
)
def test_a_part_higher_than_a_page_flows_on_in_order(flode: Any) -> None:
    texter = sidor(flode())
    assert len(texter) > 5
    assert alla_ord(texter) == LANG.split()


def test_a_low_row_is_never_split() -> None:
    """Five lines each: whatever the row before it, a row stands whole on one page."""
    rad = " ".join(["ord"] * 80)
    for text in sidor(mall.etiketter([(f"Rad {n}", rad) for n in range(60)])):
        assert len(alla_ord([text])) % 80 == 0


def test_a_heading_stays_with_its_text() -> None:
    for rader in range(60):
        for text in sidor([*mall.lopande("rad\n" * rader), *mall.rubrik("Rubriken"), *mall.lopande("Texten.")]):
            assert ("Rubriken" in text) == ("Texten." in text)


def test_every_page_has_its_number_and_further_pages_a_small_head() -> None:
    texter = sidor(mall.lopande(LANG))
    for n, text in enumerate(texter, 1):
        assert f"Sida {n} av {len(texter)}" in text
        assert "SEKRETESS" in text
        assert ("Exempelkommun · Prov P 1 · 2024-09-10" in text) == (n > 1)


def test_mark_of_secrecy_is_only_there_where_it_is_asked_for() -> None:
    oppet = mall.Dokumenthuvud("Prov", "P 1", date(2024, 9, 10), (), sekretess=False)
    assert not any("SEKRETESS" in t for t in sidor(mall.lopande(LANG), oppet))


def test_a_heading_goes_with_the_last_text_and_its_signatures() -> None:
    for rader in range(30, 42):
        sist = [*mall.rubrik("Sist"), *mall.lopande("slutord")]
        texter = sidor(mall.underskrivet([*mall.lopande("\n".join(["rad"] * rader)), *sist], [("Anna", "")]))
        assert [("Sist" in t, "slutord" in t, "Anna" in t) for t in texter][-1] == (True, True, True)


def test_signatures_stand_on_the_last_page_only() -> None:
    texter = sidor(mall.underskrivet(mall.lopande(LANG), [("Anna Lundin", "karriärvägledare"), ("Datum", "")]))
    assert ["Anna Lundin" in t for t in texter] == [False] * (len(texter) - 1) + [True]
    assert "Anna Lundin" in sidor(mall.underskrivet([], [("Anna Lundin", "")]))[0]


def test_what_no_page_has_room_for_is_refused_with_a_sentence() -> None:
    with pytest.raises(Nekad, match="för långt för en sida"):
        sidor(mall.underskrivet([], [("rad\n" * 400, "")]))


def test_long_foot_is_cut_before_the_page_number() -> None:
    assert mall.kortat("kort", mall.NORMAL, 8, 100) == "kort"
    kortad = mall.kortat("k" * 300, mall.NORMAL, 8, 100)
    assert kortad.endswith("…")
    assert len(kortad) < 40
