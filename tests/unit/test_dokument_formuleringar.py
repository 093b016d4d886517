"""The documents' standing texts: each stands where its preview says, and a broken one is refused with a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules.rapporttyper import SLAG
from kundvalsdesk.services import registerutdrag
from kundvalsdesk.services.documents import atgard, kolista
from kundvalsdesk.services.documents import formuleringar as f
from kundvalsdesk.services.documents.formuleringar import Formulering, Texter, Tryckt
from kundvalsdesk.services.documents.provblad import ritat
from kundvalsdesk.services.documents.register import DOKUMENTSLAG

ALLA = [t for typ in f.typer() for t in f.slag(typ).formuleringar.values()]
AVSANDARE = {"organisation": "Exempelkommun", "enhet": "Enheten", "kontakt": "kontakt"}


def tatt(text: str) -> str:
    """Without what the lines of a page do to it."""
    return re.sub(r"[\s\u00ad-]", "", text)


@pytest.mark.parametrize("text", ALLA, ids=lambda t: f"{t.typ}-{t.namn}")
def test_every_text_stands_in_the_preview_of_its_document(text: Formulering) -> None:
    ny = "Zxq " + " ".join(f"{{{p}}}" for p in text.platser) + " åäö"
    alla = [Tryckt(t.namn, t.text) for t in Texter(text.typ).tryckta()]
    alla = [Tryckt(text.namn, f.prova(text, ny)) if t.namn == text.namn else t for t in alla]
    pdf = ritat(text.typ, AVSANDARE, tuple(alla), text)
    synligt = tatt("".join(s.extract_text() for s in PdfReader(BytesIO(pdf)).pages))
    # A title may stand in capitals or small; a place is filled with what the example of the kind says.
    assert "Zxq" in synligt and "åäö" in synligt


@pytest.mark.parametrize("text", ALLA, ids=lambda t: f"{t.typ}-{t.namn}")
def test_the_texts_of_the_program_are_such_as_it_would_take(text: Formulering) -> None:
    assert f.prova(text, text.text) == text.text.strip()
    assert set(text.kravs) <= set(text.platser)


def test_kinds_are_kinds_of_documents_and_each_reviewed_kind_has_phrases() -> None:
    assert set(f.typer()) <= {*DOKUMENTSLAG, kolista.TYP, registerutdrag.TYP, atgard.TYP}
    for slag in SLAG:
        fraser = Texter("aterremiss").rader(f"fraser_{slag}")
        assert len(fraser) > 3 and all(x.endswith((".", "?")) for x in fraser)


PROV = Formulering(
    "x", "y", "Rubrik", "Sista dag är {dag}.", {"dag": "fredag", "insats": "AMI 2"}, ("dag",), hogst=60, rader=2
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "mening"),
    [
        ("", "Texten är tom"),
        (" \n ", "Texten är tom"),
        ("Sista dag är {dagg}.", "Platsen {dagg} finns inte i den här texten. De som finns är {dag}, {insats}."),
        ("Insatsen {insats} slutar.", "Texten saknar {dag}, som måste vara med."),
        ("Sista dag är {dag}}.", "En klammer är inte hel."),
        ("Sista dag är {dag} {Dag!r}.", "En klammer är inte hel."),
        ("Sista dag är {dag} {0}.", "En klammer är inte hel."),
        ("Sista dag är <b>{dag}</b>.", "Texten innehåller <b>, som skulle skrivas ut som det står."),
        ("Sista dag är **{dag}**.", "Texten innehåller **"),
        ("Sista dag &auml;r {dag}.", "Texten innehåller &auml;"),
        ("Sista dag\x07 är {dag}.", "Texten innehåller ett styrtecken (U+0007)"),
        ("Sista dag \u202eär {dag}.", "Texten innehåller ett styrtecken (U+202E)"),
        ("Sista dag 😀 är {dag}.", "Texten innehåller tecknet 😀 (U+1F600)"),
        ("Sista dag är {dag}. " + "o" * 60, "Texten har 80 tecken. Den får ha högst 60."),
        ("Sista\ndag är\n{dag}.", "Texten har 3 rader. Den får ha högst 2."),
    ],
)  # fmt: skip
def test_a_broken_text_is_refused_with_a_sentence(text: str, mening: str) -> None:
    with pytest.raises(Nekad) as fel:
        f.prova(PROV, text)
    assert fel.value.mening.startswith(mening)


def test_what_is_no_markup_may_be_written() -> None:
    for text in ("Sista dag är {dag}, 2 < 3 & 4 > 1.", "{dag}: a_b * c; R&D <3", "Rad ett\n{dag}"):
        assert f.prova(PROV, text) == text
    assert f.prova(replace(PROV, kravs=(), tom=True), "  ") == ""


def test_places_are_filled_with_what_is_given_and_never_read_again() -> None:
    t = Texter("forlangningsbeslut", [Tryckt("mening_avslag", "{slutdag} & {insats}: <nej> {slutdag}")])
    assert t.delar("mening_avslag", insats="{slutdag}", slutdag="i dag") == [
        "i dag", " & ", "{slutdag}", ": <nej> ", "i dag",
    ]  # fmt: skip
