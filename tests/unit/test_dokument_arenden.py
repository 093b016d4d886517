"""Beslut, uppdragsbeskrivning and journal as pages: what goes in comes out, however long or odd, with no fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from arkivkontroll import kontrollera
from pypdf import PdfReader

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.documents.insatsbeslut import Insatsbeslutsunderlag
from kundvalsdesk.services.documents.journal import Journalrad, Journalunderlag
from kundvalsdesk.services.documents.ritning import rita
from kundvalsdesk.services.documents.text import rensa, utskrivbart
from kundvalsdesk.services.documents.uppdrag import Uppdragsfrist, Uppdragsunderlag

BAS: dict[str, Any] = {
    "organisation": "Exempelkommun", "enhet": "Enheten", "kontakt": "arbete@exempelkommun.se", "nummer": "X 1",
    "datum": date(2024, 9, 10), "insats": "2024-0131", "handlaggare": "Anna Lundin", "roll": "karriärvägledare",
    "insatskod": "AMI2", "insatsnamn": "Arbetsträning", "kund": "Dragana Đorđević", "anordnare": "Björken",
    "start": date(2024, 8, 26),
}  # fmt: skip
BESLUT = Insatsbeslutsunderlag(
    **BAS, for_vem="kund", beslutad=date(2024, 8, 12), slut=date(2025, 8, 25), hogst_manader=12, val="eget",
    omfattning=100, deltid_skal="", kriterium="Arbetsförmåga", mal="Egen försörjning", motivering="Vill bli kock.",
    bedomning="", kontakta="Anna Lundin", epost="anna@exempelkommun.se",
)  # fmt: skip
UPPDRAG = Uppdragsunderlag(
    **BAS, for_vem="anordnare", uppdrag=date(2024, 8, 20), bemannad=date(2024, 8, 19), slut=date(2025, 8, 25),
    omfattning=75, deltid_skal="Läser sfi.", insatsens_mal="Egen försörjning", beskrivning="Börja i kök.",
    malet="Kock.", steg="Praktik.", kompetenser="Tio år.", behov="Svenska.", jobbexpert="Moa Ceder",
    kontakta="Anna Lundin", epost="", incident_timmar=72,
    frister=(Uppdragsfrist("Första mötet", date(2024, 9, 3), "K 7.1"),),
)  # fmt: skip
JOURNAL = Journalunderlag(
    **BAS, for_vem="intern", fran=None, till=None, utelamnat=("Utkast.",),
    rader=(Journalrad(date(2024, 5, 2), "09.05", "Beslut om insatsen", "Vill bli kock.", "Anna Lundin"),),
)  # fmt: skip
UDDA = "<b>a</b> <br/> &amp; </para> <font color='red'> \\n %s {x} ]]> åäö Đorđević"


def tatt(text: str) -> str:
    return "".join(text.replace("\u00ad", "").split())


def las(pdf: bytes) -> tuple[int, str]:
    sidor = PdfReader(BytesIO(pdf)).pages
    return len(sidor), "".join(tatt(s.extract_text()) for s in sidor)


@pytest.mark.parametrize(
    ("u", "inne"),
    [
        (BESLUT, ["Du får insatsen AMI 2", "Vill bli kock.", "Heltid", "Därför får du insatsen"]),
        (replace(BESLUT, motivering=UDDA, kund="W" * 300, omfattning=0, start=None, slut=None), [UDDA, "W" * 300]),
        (replace(BESLUT, for_vem="intern", avvikelser=(UDDA,), beslutat_av="Bo Ek"), [UDDA, "Bo Ek", "beviljas"]),
        (UPPDRAG, ["Deltid, 75 procent", "måndag 26 augusti 2024", "tisdag 3 september 2024", "Moa Ceder"]),
        (replace(UPPDRAG, beskrivning=UDDA, malet="M" * 300, frister=UPPDRAG.frister * 40), [UDDA, "M" * 300]),
        (JOURNAL, ["en händelse", "2024-05-0209.05", "Utkast."]),
        (replace(JOURNAL, rader=(), for_vem="kund"), ["ingen händelse", "Utdrag till kunden"]),
    ],
    ids=["beslut", "beslut odd", "beslut internal", "uppdrag", "uppdrag long", "journal", "journal empty"],
)  # fmt: skip
def test_what_goes_in_stands_on_the_pages(u: Any, inne: list[str]) -> None:
    pdf = rita(u)
    assert kontrollera(pdf) == []
    _, text = las(pdf)
    for bit in inne:
        assert tatt(bit) in text
    assert type(u).fran_json(u.till_json()) == u


def test_four_hundred_absences_and_a_note_of_many_pages_lose_nothing() -> None:
    rader = [
        Journalrad(date(2024, 5, 13) + timedelta(days=n), "", "Sjukfrånvaro", f"orsak{n}.", "Bo") for n in range(400)
    ]
    rader.append(Journalrad(date(2026, 1, 1), "", UDDA, "långtord " * 1500 + "slutord"))
    sidor, text = las(rita(replace(JOURNAL, rader=tuple(rader))))
    assert sidor > 25
    assert all(f"orsak{n}." in text for n in range(400))
    assert text.count("långtord") == 1500
    assert "slutord" in text
    assert tatt(UDDA) in text


def test_what_cannot_be_printed_is_refused_where_it_can_be_mended_and_told_by_its_code_where_it_is_locked() -> None:
    with pytest.raises(Nekad, match="Uppdragsbeskrivningen"):
        rita(replace(UPPDRAG, beskrivning="Bra 😀"))
    ut = utskrivbart("Bra 😀\r\nrad\x00 \u202eövt\u00ad")
    assert ut == "Bra [U+1F600]\r\nrad[U+0000] [U+202E]övt\u00ad"
    assert rensa(ut, "Texten") == "Bra [U+1F600]\nrad[U+0000] [U+202E]övt"
