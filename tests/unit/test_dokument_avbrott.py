"""The avbrottsdokument as a page: its text, its fonts, its metadata, and that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.services.documents.avbrottsdokument import Avbrottsunderlag, Villkor
from kundvalsdesk.services.documents.ritning import rita
from kundvalsdesk.services.documents.teckensnitt import registrera
from kundvalsdesk.services.documents.text import rensa

UNDERLAG = Avbrottsunderlag(
    organisation="Exempelkommun",
    enhet="Arbets- och etableringsenheten",
    kontakt="arbete@exempelkommun.se · 08-000 00 00",
    nummer="AVB 2024-0131-1",
    ersatter="",
    datum=date(2024, 9, 10),
    insats="2024-0131",
    insatskod="AMI2",
    insatsnamn="Arbetsträning, arbetsmarknadskunskap och vägledning till arbete eller studier",
    kund="Dragana Đorđević",
    anordnare="Björkens Jobbcenter",
    start=date(2024, 8, 26),
    slut=date(2025, 8, 25),
    sista_dag=date(2024, 9, 13),
    avslutstyp="avbruten",
    avslutstyp_ord="Avbruten insats",
    orsak="Flytt från kommunen",
    kommentar="Kunden flyttar till en annan kommun den 14 september.",
    villkor=(
        Villkor("Slutrapport", "ska ha kommit in senast ", "fredag 27 september 2024"),
        Villkor("Månadsrapport, september", "klarmarkeras senast måndag 7 oktober 2024"),
        Villkor("Ersättning", "till och med sista dag"),
    ),
    handlaggare="Anna Lundin",
    roll="karriärvägledare",
)


def las(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def tatt(text: str) -> str:
    """Without white space: where lines break in the document is its own affair."""
    return "".join(text.split())


def brodtext(pdf: bytes) -> str:
    """All text of all pages, without head and foot of the pages."""
    ut = []
    for nummer, sida in enumerate(las(pdf).pages, 1):
        text = tatt(sida.extract_text())
        antal = len(las(pdf).pages)
        for fast in (
            f"Sida{nummer}av{antal}",
            tatt(f"{UNDERLAG.enhet} · {UNDERLAG.kontakt}"),
            tatt("Exempelkommun · Avbrottsdokument AVB 2024-0131-1 · 2024-09-10") if nummer > 1 else "",
            "SEKRETESS",
        ):
            text = text.replace(fast, "", 1)
        ut.append(text)
    return "".join(ut)


def test_everything_that_went_in_stands_on_one_page() -> None:
    pdf = rita(UNDERLAG)
    sidor = las(pdf).pages
    assert len(sidor) == 1
    text = tatt(sidor[0].extract_text())
    for del_ in (
        "Exempelkommun",
        "SEKRETESS",
        "Dokument AVB 2024-0131-1",
        "Datum 2024-09-10",
        "Ärende 2024-0131",
        "Beslut om att en insats avbryts",
        "Insatsen AMI 2, arbetsträning avbryts. Sista dag är fredag 13 september 2024.",
        "Kund Dragana Đorđević",
        "Startdatum 26 augusti 2024",
        "Beslutat slutdatum 25 augusti 2025",
        "Orsak Flytt från kommunen",
        "Slutrapport ska ha kommit in senast fredag 27 september 2024",
        UNDERLAG.kommentar,
        "Anna Lundin karriärvägledare",
        "Sida 1 av 1",
    ):
        assert tatt(del_) in text, del_


def test_same_underlag_gives_the_same_bytes_in_another_process() -> None:
    kod = (
        "import hashlib, sys\n"
        "from kundvalsdesk.services.documents.ritning import rita\n"
        "from kundvalsdesk.services.documents.avbrottsdokument import Avbrottsunderlag\n"
        "u = Avbrottsunderlag.fran_json(sys.stdin.buffer.read().decode())\n"
        "print(hashlib.sha256(rita(u)).hexdigest())\n"
    )
    har = hashlib.sha256(rita(UNDERLAG)).hexdigest()
    assert hashlib.sha256(rita(UNDERLAG)).hexdigest() == har
    dar = subprocess.run(
        [sys.executable, "-c", kod],
        input=UNDERLAG.till_json().encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
    )
    assert dar.stdout.decode().strip() == har


def test_every_font_is_embedded_and_a_subset() -> None:
    fonter = {}
    for sida in las(rita(UNDERLAG)).pages:
        fonter.update(sida["/Resources"]["/Font"].get_object())
    assert fonter
    for font in fonter.values():
        font = font.get_object()
        assert "+NotoSans-" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"].get_object()
        assert "/ToUnicode" in font


def test_metadata_name_type_and_number_and_no_person() -> None:
    lasare = las(rita(UNDERLAG))
    assert lasare.metadata is not None
    assert lasare.metadata.title == "Avbrottsdokument AVB 2024-0131-1"
    assert lasare.trailer["/Root"]["/Lang"] == "sv-SE"
    allt = " ".join(str(v) for v in lasare.metadata.values())
    assert "Dragana" not in allt
    assert "Lundin" not in allt


@pytest.mark.parametrize(
    ("typ", "undertitel", "sats"),
    [
        ("fullfoljd", "Besked om att en insats är fullföljd", "avslutas enligt plan. Sista dag är"),
        ("fortid", "Beslut om att en insats avslutas i förtid", "avslutas i förtid. Sista dag är"),
        ("avbruten", "Beslut om att en insats avbryts", "avbryts. Sista dag är"),
    ],
)
def test_every_avslutstyp_has_its_own_words(typ: str, undertitel: str, sats: str) -> None:
    text = brodtext(rita(replace(UNDERLAG, avslutstyp=typ)))
    assert tatt(undertitel) in text
    assert tatt(sats) in text


def test_last_day_gone_by_is_told_in_the_past() -> None:
    text = brodtext(rita(replace(UNDERLAG, datum=date(2024, 9, 14))))
    assert tatt("avbröts. Sista dag var fredag 13 september 2024.") in text


def test_unknown_avslutstyp_is_refused() -> None:
    with pytest.raises(Nekad):
        rita(replace(UNDERLAG, avslutstyp=""))


def test_preview_says_so_and_has_no_number() -> None:
    forhand = rita(replace(UNDERLAG, nummer=""), forhandsgranskning=True)
    text = brodtext(forhand)
    assert text.count("FÖRHANDSGRANSKNING") == 2
    assert tatt("Dokument numreras vid utfärdandet") in text
    assert "FÖRHANDSGRANSKNING" not in brodtext(rita(UNDERLAG))


def test_number_of_the_replaced_document_is_named() -> None:
    text = brodtext(rita(replace(UNDERLAG, nummer="AVB 2024-0131-2", ersatter="AVB 2024-0131-1")))
    assert tatt("Ersätter AVB 2024-0131-1") in text


MARKUP = (
    '<b>fet</b> &amp; &lt; &#229; <img src="file:///x"/> <font color="red">röd</font> <br/> </para> ]]> <!-- {{x}} %s'
)


@pytest.mark.parametrize("falt", ["kund", "anordnare", "orsak", "kommentar", "handlaggare", "organisation", "enhet"])
def test_markup_is_printed_and_never_read(falt: str) -> None:
    assert tatt(MARKUP) in tatt(las(rita(replace(UNDERLAG, **{falt: MARKUP}))).pages[0].extract_text())


SKRIVBARA = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u2028\u2029"
).filter(lambda t: ord(t) in registrera())


@settings(max_examples=60, deadline=None)
@given(
    kommentar=st.text(SKRIVBARA | st.just("\n"), max_size=400),
    kund=st.text(SKRIVBARA, min_size=1, max_size=60).filter(str.strip),
)
def test_text_of_the_page_equals_the_text_that_went_in(kommentar: str, kund: str) -> None:
    text = brodtext(rita(replace(UNDERLAG, kommentar=kommentar, kund=kund)))
    assert tatt("Kund" + rensa(kund, "Kund") + "Insats") in text
    fore, _, efter = text.rpartition(tatt("Ersättning till och med sista dag"))
    assert fore
    kvar = efter.removesuffix(tatt("Anna Lundin karriärvägledare Datum och underskrift"))
    assert kvar == (tatt("Kommentar") + tatt(rensa(kommentar, "K")) if kommentar.strip() else "")


@pytest.mark.parametrize(
    "kommentar",
    [
        "".join(f"Mening {n} om hur det har gått. " for n in range(2400))[:60_000],
        "\n".join(f"Rad {n} med å, ä och ö." for n in range(2400))[:60_000],
        "".join(chr(0x61 + n % 26) for n in range(60_000)),
    ],
    ids=["one paragraph", "many lines", "one word"],
)
def test_sixty_thousand_characters_flow_over_pages_and_none_is_lost(kommentar: str) -> None:
    pdf = rita(replace(UNDERLAG, kommentar=kommentar))
    antal = len(las(pdf).pages)
    assert antal > 10
    assert tatt(kommentar) in brodtext(pdf)
    sist = las(pdf).pages[-1].extract_text()
    assert "Anna Lundin" in sist
    assert f"Sida {antal} av {antal}" in sist


@pytest.mark.parametrize("skilje", [" ", "\n"], ids=["one paragraph", "short paragraphs"])
def test_signature_never_stands_on_a_page_of_its_own(skilje: str) -> None:
    """Whatever the length of the comment, the last page holds some of it."""
    for meningar in range(3, 30):
        kommentar = skilje.join(["Det här är en mening om hur det har gått under insatsen."] * meningar)
        sist = las(rita(replace(UNDERLAG, kommentar=kommentar))).pages[-1].extract_text()
        assert "Anna Lundin" in sist
        assert "under insatsen" in sist


def test_name_of_three_hundred_letters_without_a_space_wraps() -> None:
    namn = "Åsa" * 100
    pdf = rita(replace(UNDERLAG, kund=namn, anordnare="W" * 200, insatsnamn="M" * 120))
    assert len(las(pdf).pages) <= 2
    assert namn in brodtext(pdf)


def test_a_sign_that_cannot_be_printed_names_its_field() -> None:
    with pytest.raises(Nekad, match="Kommentaren"):
        rita(replace(UNDERLAG, kommentar="Bra jobbat 😀"))
    with pytest.raises(Nekad, match="Kundens namn"):
        rita(replace(UNDERLAG, kund="Anna\x07"))


def test_underlag_survives_json() -> None:
    for u in (UNDERLAG, replace(UNDERLAG, start=None, slut=None, villkor=())):
        assert Avbrottsunderlag.fran_json(u.till_json()) == u


@pytest.mark.parametrize(
    "trasigt", ["", "{}", "[]", "null", UNDERLAG.till_json().replace('"format": 1', '"format": 2'),
                UNDERLAG.till_json().replace("2024-09-13", "2024-13-13")]
)  # fmt: skip
def test_broken_or_newer_underlag_is_a_calm_error(trasigt: str) -> None:
    with pytest.raises(Databasfel):
        Avbrottsunderlag.fran_json(trasigt)


def test_number_date_signer_and_reports_that_came_in_do_not_make_another_content() -> None:
    samma = replace(UNDERLAG, nummer="x", datum=date(2025, 1, 1), ersatter="y", handlaggare="z", villkor=())
    assert samma.sak() == UNDERLAG.sak()
    for andrat in (
        {"sista_dag": date(2024, 9, 14)},
        {"kommentar": "Annan"},
        {"orsak": "Orsaken lämnas inte ut"},
        {"kund": "Ärende 2024-0131"},
    ):
        assert replace(UNDERLAG, **andrat).sak() != UNDERLAG.sak()  # type: ignore[arg-type]
