"""Calendar files and mails: read again by others' programs they say what was meant, and nothing can be slipped in."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from kundvalsdesk.services.brevfil import Bifogad, brevfil
from kundvalsdesk.services.kalenderfil import OKAND_ADRESS, Kallelse, i_utc, kallelse

K = Kallelse(
    uid="1@kundvalsdesk", sekvens=0, rubrik="Trepartssamtal, ärende 2024-0131", start=datetime(2024, 9, 19, 13),
    slut=datetime(2024, 9, 19, 14), plats="Rådhuset; rum 2, plan 3", text="", fran_namn="Anna Lund",
    fran_adress="anlu@kommun.example", till_namn="Björken", till_adress="info@bjorken.example", installd=False,
    stampel=datetime(2024, 9, 11, 8, 30),
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=200)


@given(TEXT, TEXT, TEXT)
def test_every_line_is_short_and_reads_back_as_it_was(rubrik: str, plats: str, text: str) -> None:
    data = kallelse(replace(K, rubrik=rubrik, plats=plats, text=text))
    rader = data.split(b"\r\n")
    assert rader[-1] == b"" and max(map(len, rader)) <= 75 and b"\n" not in b"".join(rader)
    data.decode()
    h = Calendar.from_ical(data).walk("VEVENT")[0]
    assert (str(h["summary"]), str(h.get("location", "")), str(h.get("description", ""))) == (rubrik, plats, text)


def test_a_line_break_in_a_text_begins_no_line_of_the_file() -> None:
    data = kallelse(replace(K, text="rad 1\nATTENDEE:mailto:annan@example.com\r\nrad 3", till_namn='Bo "X": Y;Z'))
    h = Calendar.from_ical(data).walk("VEVENT")[0]
    assert str(h["attendee"]) == "mailto:info@bjorken.example"
    assert b"\r\nATTENDEE:mailto:annan" not in data


@pytest.mark.parametrize(
    ("lokal", "utc"),
    [
        (datetime(2024, 1, 15, 9), datetime(2024, 1, 15, 8, tzinfo=UTC)),
        (datetime(2024, 7, 15, 9), datetime(2024, 7, 15, 7, tzinfo=UTC)),
        (datetime(2024, 3, 30, 9), datetime(2024, 3, 30, 8, tzinfo=UTC)),
        (datetime(2024, 3, 31, 9), datetime(2024, 3, 31, 7, tzinfo=UTC)),
    ],
)
def test_the_clock_is_that_of_stockholm(lokal: datetime, utc: datetime) -> None:
    assert i_utc(lokal) == utc


def test_who_has_no_address_is_named_all_the_same() -> None:
    data = kallelse(replace(K, fran_adress="", till_adress=""))
    h = Calendar.from_ical(data).walk("VEVENT")[0]
    assert str(h["organizer"]) == OKAND_ADRESS == str(h["attendee"])
    assert h["organizer"].params["CN"] == "Anna Lund"


def test_a_cancellation_asks_for_no_answer() -> None:
    data = kallelse(replace(K, installd=True, sekvens=3))
    assert b"METHOD:CANCEL" in data and b"SEQUENCE:3" in data and b"STATUS:CANCELLED" in data and b"RSVP" not in data


def test_a_mail_is_the_same_file_each_time_and_its_heading_one_line() -> None:
    bifogat = Bifogad("a.pdf", "application/pdf", b"%PDF-1.7")
    data = brevfil("Hej\r\nBcc: annan@example.com", "Text å ä ö\n", "info@bjorken.example", bifogat)
    assert data == brevfil("Hej\r\nBcc: annan@example.com", "Text å ä ö\n", "info@bjorken.example", bifogat)
    brev = email.message_from_bytes(data, policy=email.policy.default)
    assert brev["Bcc"] is None and brev["Subject"] == "Hej Bcc: annan@example.com"
    assert [d.get_filename() for d in brev.iter_attachments()] == ["a.pdf"]
    assert brev["From"] is None and brev["Date"] is None and brev["X-Unsent"] == "1"


@pytest.mark.parametrize(
    ("till", "skrivs"),
    [
        ("rapport@bjorken.example", True),
        ("", False),
        ("rapport", False),
        ("a@b.example, c@d.example", False),
        ("a@b.example\r\nBcc: c@d.example", False),
        ("Björken <a@b.example>", False),
        ("björken@b.example", False),
        ("a@b@c.example", False),
        ("a@b.example;c@d.example", False),
    ],
)
def test_a_mail_is_written_to_one_plain_address_or_to_nobody(till: str, skrivs: bool) -> None:
    brev = email.message_from_bytes(brevfil("Hej", "Text\n", till), policy=email.policy.default)
    assert brev["To"] == (till if skrivs else None)
    assert brev["Bcc"] is None and brev["Cc"] is None
