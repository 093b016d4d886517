"""Invoices read: CSV however it was saved, XLSX, Peppol; and what is refused, with its sentence."""

from __future__ import annotations

import io
import random
import tracemalloc
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from unit.fakturaxml import peppol

from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules.fakturasummor import granska, summa
from kundvalsdesk.services.fakturafiler import las as modul
from kundvalsdesk.services.fakturafiler.las import Last, las

CSV = "Ärendenr;Kundnr;Avser månad;Antal dagar;Belopp exkl. moms\n"
CSV += "A-1;K1;2024-08;31;3\u00a0876,00 kr\nB-2;K2;aug 2024;18;2325,60\nC-3;;;;-129,20\n"
"""Three rows: 3 876.00, 2 325.60 and -129.20."""


def csv(text: str, kodning: str = "utf-8") -> Last:
    return las(text.encode(kodning), "2024-08")


def bok(*blad: list[list[Any]]) -> bytes:
    b = openpyxl.Workbook()
    b.remove(b.active)  # type: ignore[arg-type]
    for rader in blad:
        ark = b.create_sheet()
        for rad in rader:
            ark.append(rad)
    ut = io.BytesIO()
    b.save(ut)
    return ut.getvalue()


def nekas(data: bytes, kod: str) -> str:
    with pytest.raises(Nekad) as fel:
        las(data, "2024-08")
    assert fel.value.kod == kod, fel.value.mening
    assert fel.value.mening.endswith(".") and "Traceback" not in fel.value.mening
    return fel.value.mening


# --- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("avgransare", [";", "\t", "|"])
def test_csv_in_any_encoding_and_dialect(kodning: str, avgransare: str) -> None:
    text = "Sammanställning\r\n\r\n" + CSV.replace("\n", "\r\n").replace(";", avgransare)
    rader = csv(text, kodning).rader
    assert [(r.arende, r.kund, r.manad, r.dagar, str(r.belopp), r.fel) for r in rader] == [
        (("A-1",), ("K1",), "2024-08", 31, "3876.00", ""),
        (("B-2",), ("K2",), "2024-08", 18, "2325.60", ""),
        (("C-3",), (), "", None, "-129.20", ""),
    ]
    assert [r.nr for r in rader] == [4, 5, 6]


def test_comma_between_columns_and_within_amounts() -> None:
    (r,) = csv('insats,period,belopp\n"A-1","2024-08-01 - 2024-08-31","3 876,00"\n').rader
    assert (r.manad, r.fran, r.till, str(r.belopp)) == ("2024-08", date(2024, 8, 1), date(2024, 8, 31), "3876.00")


def test_rows_that_cannot_be_read_say_why_and_the_others_are_read() -> None:
    text = "insats;från;till;dagar;belopp\nA;;;;1.234\nB;;;;1,239\nC;;;;12,345\nD;;;1,5;10\nE;2024-02-30;;;10\n"
    text += "F;2024-08-09;2024-08-01;;10\n"
    text += "G;;;;\nH;;;;tio\nI;2024-08-02;2024-08-03;2;10,5\n"
    rader = csv(text).rader
    assert [r.fel for r in rader] == [
        "tvetydigt", "tvetydigt", "tvetydigt", "inga_dagar", "ingen_period", "ingen_period", "belopp_saknas",
        "inget_belopp", "",
    ]  # fmt: skip
    assert rader[-1].belopp == Decimal("10.50") and rader[-1].manad == "2024-08"


def test_sums_in_the_file_are_no_rows_but_are_held_against_them() -> None:
    last = csv(CSV + "Delsumma;;;;1\nSumma;;;;6072,40\n")
    assert len(last.rader) == 3 and last.dokument.radsumma == Decimal("6072.40")
    assert granska(last.dokument, summa([r.belopp for r in last.rader]), "2024-08") == []
    fel = csv(CSV + "TOTALT;;;;6000\n")
    (fynd,) = granska(fel.dokument, Decimal("6072.40"), "2024-08")
    assert (fynd.kod, fynd.angivet) == ("radsumma", Decimal(6000))


def test_without_the_moms_that_a_column_has() -> None:
    (r,) = csv("insats;belopp inkl moms;moms\nA-1;125,00;25,00\n").rader
    assert r.belopp == Decimal("100.00")
    (r,) = csv("insats;belopp inkl moms;moms;netto\nA-1;125,00;25,00;99,00\n").rader
    assert r.belopp == Decimal("99.00")


@pytest.mark.parametrize(
    ("data", "kod", "sagt"),
    [
        (b"", "tom", "tom"),
        (b"\xef\xbb\xbf \n", "tom", "tom"),
        (b"hej\n", "inget_huvud", "kolumnernas namn"),
        (b"datum;belopp\n1;2\n", "kolumn", "ärende"),
        (b"insats;dagar\nA;2\n", "kolumn", "belopp utan moms"),
        (b"insats;belopp inkl moms\nA;2\n", "kolumn", "belopp utan moms"),
        (b"insats;belopp\n", "inga_rader", "inga rader"),
        ("Ärende;Månad\nA;1\n".encode().decode("cp1252", "replace").encode(), "kolumn", "förvanskade"),
        ("Namn på;Härnösand\nA;1\n".encode().decode("latin-1").encode(), "kodning", "förvanskade"),
        (b"insats;belopp\nA\0;2\n", "kodning", "teckenkodning"),
        (b"insats;belopp\n\x81\x8d;2\n", "kodning", "teckenkodning"),
        (b"%PDF-1.7", "pdf", "PDF"),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "gammalt_format", ".xls"),
        (b"PK\3\4trasig", "trasig", "XLSX"),
        (b"insats;belopp\n\"" + b"x" * 200_000, "csv", "CSV"),
        (b";" * 300 + b"\ninsats;belopp\n", "csv", "CSV"),
    ],
)  # fmt: skip
def test_what_is_no_invoice_is_refused_with_a_sentence(data: bytes, kod: str, sagt: str) -> None:
    assert sagt in nekas(data, kod)


# --- XLSX -----------------------------------------------------------------------------------------


def test_xlsx_with_numbers_days_and_a_sheet_of_sums() -> None:
    data = bok(
        [["Bilaga till faktura"], [], ["Insats", "Månad", "Fr.o.m.", "Dagar", "Belopp"],
         ["A-1", "2024-08", date(2024, 8, 1), 31, 3876], ["B-2", date(2024, 8, 1), None, 18.0, 2325.6],
         ["C-3", 202408, None, None, 0.1 + 0.2], ["D-4", "", None, None, "1 808,80"],
         ["E-5", None, None, None, 1.239], ["F-6", None, None, None, "=1+1"],
         ["Summa", None, None, None, "=SUM(E4:E8)"]],
        [["anordnare", "belopp"], ["Björken", 1]],
    )  # fmt: skip
    last = las(data, "2024-08")
    assert [(r.arende[0], r.manad, r.fran, r.dagar, r.belopp and str(r.belopp), r.fel) for r in last.rader] == [
        ("A-1", "2024-08", date(2024, 8, 1), 31, "3876.00", ""), ("B-2", "2024-08", None, 18, "2325.60", ""),
        ("C-3", "2024-08", None, None, "0.30", ""), ("D-4", "", None, None, "1808.80", ""),
        ("E-5", "", None, None, None, "decimaler"), ("F-6", "", None, None, None, "formel"),
    ]  # fmt: skip
    assert [f.kod for f in last.dokument.fynd] == ["olaslig_summa"]


def test_xlsx_that_says_it_twice_or_not_at_all() -> None:
    rader = [["Insats", "Belopp"], ["A-1", 1]]
    assert "ett blad" in nekas(bok(rader, rader), "flera_blad")
    assert "belopp" in nekas(bok([["Insats", "Dagar"], ["A-1", 1]]), "kolumn")


# --- Peppol ---------------------------------------------------------------------------------------


def test_an_invoice_names_its_cases_in_many_places() -> None:
    tid = "<cbc:StartDate>2024-08-01</cbc:StartDate><cbc:EndDate>2024-08-31</cbc:EndDate>"
    xml = peppol([
        {"belopp": "3876.00", "dagar": 31, "order": "A-1", "fran": "2024-08-01", "till": "2024-08-31"},
        {"belopp": "2325.60", "not": "Ärende B-2", "fran": "2024-08-14"},
        {"belopp": "-129.20", "namn": "Rättelse C-3"},
    ], period=f"<cac:InvoicePeriod>{tid}</cac:InvoicePeriod>")  # fmt: skip
    d, rader = las(xml.encode(), "2024-08")
    assert [(r.nr, r.arende[0], r.manad, r.dagar, str(r.belopp)) for r in rader] == [
        (1, "A-1", "2024-08", 31, "3876.00"), (2, "Ärende B-2", "2024-08", None, "2325.60"),
        (3, "Rättelse C-3", "2024-08", None, "-129.20"),
    ]  # fmt: skip
    assert (d.slag, d.nummer, d.datum, d.anordnare) == ("faktura", "F-17", date(2024, 6, 5), "Björken")
    assert granska(d, summa([r.belopp for r in rader]), "2024-08") == []
    for kodning in ("utf-16", "iso-8859-1"):
        assert las(xml.replace("UTF-8", kodning).encode(kodning), "2024-08").rader == rader
    holje = '<s:StandardBusinessDocument xmlns:s="urn:sbdh"><s:StandardBusinessDocumentHeader/>'
    holje += f"{xml[39:]}</s:StandardBusinessDocument>"
    assert las(holje.encode(), "2024-08").rader == rader


def test_a_credit_note_takes_back() -> None:
    xml = peppol(
        [{"belopp": "3876.00", "dagar": 31, "order": "A-1"}],
        rot="CreditNote",
        procent="25",
        kategori="S",
        moms="969.00",
    )
    d, (rad,) = las(xml.encode(), "2024-08")
    assert (d.slag, rad.belopp, rad.dagar, d.netto, d.moms) == (
        "kredit", Decimal("-3876.00"), -31, Decimal("-3876.00"), Decimal("-969.00"),
    )  # fmt: skip
    assert granska(d, Decimal("-3876.00"), "2024-08") == []


def test_what_an_invoice_states_is_held_against_its_lines() -> None:
    rader = [{"belopp": "100.00", "order": "A-1"}]
    d = las(peppol(rader, summa="200.00", procent="25", kategori="S", moms="25.00").encode(), "2024-08").dokument
    assert [f.kod for f in granska(d, Decimal(100), "2024-08")] == ["radsumma", "netto", "momsrad", "momsunderlag"]
    tillagg = (
        "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>"
        '<cbc:Amount currencyID="SEK">50.00</cbc:Amount>'
        "<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent></cac:TaxCategory></cac:AllowanceCharge>"
    )
    d = las(peppol(rader, mer=tillagg).encode(), "2024-08").dokument
    assert [f.kod for f in granska(d, Decimal(100), "2024-08")] == ["netto", "momsunderlag"]
    (rad,) = las(peppol([{"belopp": "100.001", "order": "A"}], summa="1.00").encode(), "2024-08").rader
    assert rad.fel == "decimaler"
    (rad,) = las(peppol([{"belopp": "1", "dagar": "1.5", "order": "A"}]).encode(), "2024-08").rader
    assert rad.fel == "inga_dagar"


@pytest.mark.parametrize(
    ("xml", "kod"),
    [
        ('<!DOCTYPE Invoice [<!ENTITY a "aaaa">]><Invoice>&a;</Invoice>', "farlig_xml"),
        ('<?xml version="1.0"?><!DOCTYPE Invoice SYSTEM "file:///etc/passwd"><Invoice/>', "farlig_xml"),
        ("<Invoice>&xxe;</Invoice>", "trasig"),
        ("<Invoice><cbc:ID>1</cbc:ID></Invoice>", "trasig"),
        ("<html><body/></html>", "ingen_faktura"),
        ("<StandardBusinessDocument><x/></StandardBusinessDocument>", "ingen_faktura"),
        ("<StandardBusinessDocument><Invoice/><Invoice/></StandardBusinessDocument>", "flera"),
        ("<Invoice><DocumentCurrencyCode>EUR</DocumentCurrencyCode></Invoice>", "valuta"),
        ("<Invoice/>", "inga_rader"),
        ("<Invoice>" + "<a>" * 100, "trasig"),
        ('<?xml version="1.0" encoding="utf-7"?><Invoice/>', "trasig"),
    ],
)  # fmt: skip
def test_xml_that_is_dangerous_or_no_invoice(xml: str, kod: str) -> None:
    nekas(xml.encode(), kod)


# --- Any bytes, and many --------------------------------------------------------------------------


def test_fuzzed_files_are_read_or_refused() -> None:
    slump = random.Random(7)
    original = [
        CSV.encode(),
        bok([["Insats", "Belopp"], ["A-1", 1]]),
        peppol([{"belopp": "1", "order": "A"}]).encode(),
    ]
    for n in range(240):
        data = bytearray(original[n % 3])
        for _ in range(slump.randrange(1, 6)):
            plats = slump.randrange(len(data))
            data[plats : plats + slump.randrange(3)] = slump.randbytes(slump.randrange(3))
        try:
            las(bytes(data), "2024-08")
        except Nekad as fel:
            assert fel.mening.endswith(".")


def test_fifty_thousand_rows_in_little_memory_with_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "insats;kund;månad;dagar;belopp\n" + "".join(f"I-{n};K{n};2024-08;31;3 876,00\n" for n in range(50_000))
    sagt: list[int] = []
    data = text.encode()
    last = las(data, "2024-08", sagt.append)
    assert len(last.rader) == 50_000 and sagt == list(range(2000, 50_001, 2000))
    tracemalloc.start()
    las(data[: len(data) // 10], "2024-08")
    _, topp = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert topp < 8 << 20
    monkeypatch.setattr(modul, "FLEST_RADER", 1000)
    assert "Dela den" in nekas(data, "for_manga_rader")
    monkeypatch.setattr(modul, "STORSTA_FIL", 1 << 20)
    assert "MB" in nekas(data, "for_stor")


def test_what_stops_a_reading_stops_it_in_every_format() -> None:
    class Stopp(Exception):
        pass

    def stoppa(_: int) -> None:
        raise Stopp

    rader = 2001
    for data in (
        ("insats;belopp\n" + "A;1\n" * rader).encode(),
        bok([["insats", "belopp"], *([["A", 1]] * rader)]),
        peppol([{"belopp": "1"}] * rader).encode(),
    ):
        with pytest.raises(Stopp):
            las(data, "2024-08", stoppa)
