"""The text of a document, as a reader gets it by its structure, is the text that went in, and stands on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from arkivkontroll import Fil, elementtexter, klartext, kontrollera
from arkivkontroll.exempel import AVSANDARE, HUVUD
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kundvalsdesk.services.documents import mall
from kundvalsdesk.services.documents.stilar import BREDD, MARGINAL, SIDBREDD, SIDHOJD
from kundvalsdesk.services.documents.text import Fet

LANGT = "arbetsmarknadskunskapsutvecklingsplaneringskommitténs"
ORD = st.one_of(
    st.sampled_from(
        [
            "och", "i", "är", "–", "-", "arbets-", "arbetsmarknadskunskap", "egenförsörjning-ansvarig", "a-b-c-d",
            LANGT, "x" * 300, "Å" * 120, "2024-09-11", "08-000 00 00", "e-post@exempelkommun.se", "Nguyễn", "q̃m̄",
            "https://exempelkommun.se/arbetsmarknad/kundval/anordnare?sida=arbetsmarknadskunskap", "«citat»",
            "<b>fet</b>", "<br/>", "</font>", "&amp;", "&nbsp;", "&#65;", "<para>", "a&b", "<", "]]>", "%s", "\\n",
            "(", ")", "\\", "((", "12\u00a0000", "–\u00a0", "och/eller-kombinationsinsatser",
        ]
    ),
    st.text(alphabet="abcdefghijklmnåäö", min_size=1, max_size=30),
)  # fmt: skip
MELLAN = st.sampled_from([" ", " ", " ", " ", "  ", "    ", "\n", "\u00a0"])


@st.composite
def texter(draw: st.DrawFn, storst: int = 60, brytning: bool = True) -> str:
    ut = []
    for ord_ in draw(st.lists(ORD, min_size=1, max_size=storst)):
        mellan = draw(MELLAN)
        ut += [ord_, mellan if brytning or mellan != "\n" else " "]
    return "".join(ut).strip()


@st.composite
def delvis_feta(draw: st.DrawFn) -> tuple[str, ...]:
    """A text in parts, some of them bold; a part may end within a word."""
    text = draw(texter(30))
    snitt = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    bitar = [text[a:b] for a, b in zip([0, *snitt], [*snitt, len(text)], strict=True)]
    return tuple(Fet(b) if draw(st.booleans()) else b for b in bitar)


def som_lases(text: str) -> str:
    """A line break is a space to who reads on; no-break spaces are printed as spaces; none stands at an edge."""
    return re.sub("\n+", " ", text.replace("\u00a0", " ")).strip()


def ut_ur(flode: list[Any]) -> list[tuple[str, str]]:
    """(type, text) of what stands after the title and its line."""
    data = mall.bygg(HUVUD, AVSANDARE, flode)
    alla = elementtexter(Fil(data))
    forst = [e.typ for e in alla].index("H1") + 2
    return [(e.typ, e.text.replace("\u00ad", "").strip()) for e in alla[forst:]]


URL = "%s    https://exempelkommun.se/kundval/anordnare?sida=arbetsmarknadskunskap\u00a0arbets-"
EGNA = "egenförsörjning-ansvarig och "


@example(f"{'Å' * 120}    ord\nb  c", ("a", Fet("b c")), URL, (URL, Fet("d  ")), f"{URL} {LANGT} {EGNA * 9}")
@given(texter(), delvis_feta(), texter(20), delvis_feta(), texter(200, brytning=False))
@settings(max_examples=15)
def test_text_out_is_text_in(langt: str, fet: tuple[str, ...], cell: str, ruta: tuple[str, ...], lang: str) -> None:
    flode = [
        *mall.framhavd(ruta),
        *mall.etiketter([(cell, fet), ("Etikett", langt)]),
        *mall.tabell([("Mål", 0.3), ("Resultat", 0.7)], [(cell, fet), (langt, lang)]),
        *mall.punkter([fet, langt]),
        *mall.rubrik(langt.replace("\n", " ")),
        *mall.lopande(lang),
        *mall.lopande(langt),
    ]
    inne = [("P", "".join(ruta)), ("TH", cell), ("TD", "".join(fet)), ("TH", "Etikett"), ("TD", langt)]
    inne += [("TH", "Mål"), ("TH", "Resultat"), ("TD", cell), ("TD", "".join(fet)), ("TD", langt), ("TD", lang)]
    inne += [("LBody", "".join(fet)), ("LBody", langt), ("H2", langt), ("P", lang)]
    inne += [("P", rad) for rad in langt.split("\n")]
    ska = [(typ, som_lases(text)) for typ, text in inne]
    assert ut_ur(flode) == [(typ, text) for typ, text in ska if text]


def utanfor(fil: Fil, ram: tuple[float, float, float, float]) -> list[str]:
    """What is drawn beyond left, bottom, right or top: texts by the line that they stand on, shapes by their edges."""
    ut = []
    for las in fil.sidor:
        for bit in las.text:
            if any(m.artefakt for m in bit.marken) and abs(bit.till[1] - bit.fran[1]) > 1:
                continue  # the word across a preview
            text = klartext(bit)
            # A space at the end of a line may hang in the margin.
            sist = bit.till[0] - (len(text) - len(text.rstrip())) * 0.26 * bit.storlek
            x, y = bit.fran
            if x < ram[0] - 0.1 or sist > ram[2] + 0.1 or y < ram[1] or y + 0.8 * bit.storlek > ram[3]:
                ut.append(f"{las.nr + 1}: {text[:30]!r} at {x:.0f}–{sist:.0f}, {y:.0f}")
        for x0, y0, x1, y1 in las.ramar:
            if x0 < ram[0] - 1 or x1 > ram[2] + 1 or y0 < ram[1] or y1 > ram[3]:
                ut.append(f"{las.nr + 1}: a shape at {x0:.0f}–{x1:.0f}, {y0:.0f}–{y1:.0f}")
    return ut


SIDA = (MARGINAL, 30.0, SIDBREDD - MARGINAL, SIDHOJD - 25)
LANGT_NAMN = "Å" * 300


@pytest.mark.parametrize(
    ("huvud", "avsandare", "flode"),
    [
        (HUVUD, AVSANDARE, lambda: mall.lopande("Kunden har närvarat vid mötet. " * 1950)),
        (HUVUD, AVSANDARE, lambda: mall.lopande("i å " * 500)),
        (HUVUD, AVSANDARE, lambda: mall.etiketter([("Fält", "arbetsmarknadskunskap och " * 2300), ("Efter", "x")])),
        (
            HUVUD,
            AVSANDARE,
            lambda: mall.tabell(
                [("Dag", 0.2), ("Orsak", 0.5), ("Namn", 0.3)],
                [(f"2024-01-{n}", "Sjuk hela dagen, intyg lämnat", LANGT_NAMN if n == 7 else "") for n in range(400)],
            ),
        ),
        (
            replace(
                HUVUD,
                typ=LANGT_NAMN,
                nummer=LANGT_NAMN,
                undertitel=LANGT_NAMN,
                rader=((LANGT_NAMN, LANGT_NAMN), ("Datum", LANGT_NAMN)),
            ),
            mall.Avsandare(LANGT_NAMN, LANGT_NAMN, LANGT_NAMN, AVSANDARE.logga),
            lambda: mall.underskrivet(
                [
                    *mall.framhavd(LANGT_NAMN),
                    *mall.rubrik(LANGT_NAMN),
                    *mall.etiketter([(LANGT_NAMN, LANGT_NAMN)]),
                    *mall.punkter([LANGT_NAMN]),
                    *mall.lopande(LANGT_NAMN * 20),
                ],
                [(LANGT_NAMN, LANGT_NAMN), (LANGT_NAMN, "")],
            ),
        ),
    ],
    ids=["60 000 signs", "short words", "60 000 signs in a row", "400 rows", "names of 300 letters"],
)
def test_nothing_stands_outside_the_margins(
    huvud: mall.Dokumenthuvud, avsandare: mall.Avsandare, flode: Callable[[], list[Any]]
) -> None:
    fil = Fil(mall.bygg(huvud, avsandare, flode()))
    assert utanfor(fil, SIDA) == []
    assert kontrollera(fil) == []


def test_the_measure_of_margins_sees_what_stands_outside() -> None:
    fil = Fil(mall.bygg(HUVUD, AVSANDARE, mall.lopande("text")))
    assert len(utanfor(fil, (MARGINAL + 1, 30, SIDBREDD - MARGINAL, SIDHOJD))) > 3
    assert utanfor(fil, (MARGINAL, 30, MARGINAL + BREDD / 2, SIDHOJD))
