"""The command `faktura` as somebody runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from e2e.test_ersattning import db  # noqa: F401 - the fixture

from kundvalsdesk.cli import kor, tolka


def test_an_invoice_checked_in_every_form(
    db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]  # noqa: F811
) -> None:  # fmt: skip
    fil = tmp_path / "underlag.csv"
    fil.write_bytes("Ärende;Månad;Dagar;Belopp\nI1;2024-08;29;3 746,80\nI1;2024-08;14;1 900,00\n".encode("cp1252"))
    argument = ["faktura", "kontrollera", str(fil), "--manad", "2024-08", *db]
    assert kor(tolka(argument)) == 0
    ut = capsys.readouterr()
    svar = json.loads(ut.out)
    assert [(r["rad"], r["utfall"], r["belopp"], r["ska_belopp"], r["skillnad"]) for r in svar["rader"]] == [
        (2, "lika", "3746.80", "3746.80", "0.00"), (3, "fel_belopp", "1900.00", "1808.80", "91.20"),
    ]  # fmt: skip
    assert (svar["anordnare"], svar["skillnad"], len(svar["sha256"])) == ("Björken", "91.20", 64)
    assert ut.err == "En avvikelse mot augusti 2024, Björken.\n"
    for form, borjan in (("csv", b"rad;utfall;"), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("eml", b"Subject: ")):
        till = tmp_path / f"ut.{form}"
        assert kor(tolka([*argument, "--format", form, "--ut", str(till), "--anordnare", "Björken"])) == 0
        assert till.read_bytes().startswith(borjan)
    assert capsys.readouterr().out == ""
    for text, sagt in (("hej", "kolumnernas namn"), ("", "tom"), ("Insats;Belopp\nZ;1\n", "vilken anordnare")):
        fil.write_text(text)
        assert kor(tolka(argument)) == 1
        ut = capsys.readouterr()
        assert ut.out == "" and sagt in ut.err and len(ut.err.splitlines()) == 1
    assert kor(tolka(["faktura", "kontrollera", str(tmp_path / "nej.csv"), "--manad", "2024-08", *db])) == 1
    assert kor(tolka(["databas", "kontrollera", *db[:2]])) == 0
