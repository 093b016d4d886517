"""The command `jamforaren` as somebody runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kundvalsdesk.cli import kor, tolka


def test_as_data_and_as_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapp = tmp_path / "in"
    mapp.mkdir()
    (mapp / "anordnare.csv").write_text("anordnare;sprak\nBjörken;svenska\nÅgården;\n", encoding="utf-8")
    (mapp / "auktorisationer.csv").write_text(
        "anordnare;avser;fran\nBjörken;AMI;2021-03-01\nÅgården;ISA;2021-03-01\n", encoding="utf-8"
    )
    db = ["--db", str(tmp_path / "a.db"), "--idag", "2024-03-01"]
    assert kor(tolka(["importera", str(mapp), *db])) == 0
    capsys.readouterr()
    assert kor(tolka(["jamforaren", *db])) == 0
    svar = json.loads(capsys.readouterr().out)
    assert (svar["ar"], svar["insats"], [a["anordnare"] for a in svar["anordnare"]]) == (
        2023, None, ["Björken", "Ågården"],
    )  # fmt: skip
    assert (
        svar["anordnare"][0] | {"insatser": ["AMI1", "AMI2"], "kunder_omkring": None, "sprak": "svenska"}
        == (svar["anordnare"][0])
    )
    fil = tmp_path / "blad.pdf"
    assert kor(tolka(["jamforaren", "Björken", "--insats", "ami2", "--format", "pdf", "--ut", str(fil), *db])) == 0
    assert fil.read_bytes().startswith(b"%PDF") and capsys.readouterr().out == ""
    for fel in (["--ar", "2024"], ["Ågården", "--insats", "AMI2"], ["--insats", "XX"], ["A", "B", "C", "D", "E"],
                ["--format", "pdf", "--ut", str(fil)]):  # fmt: skip
        assert kor(tolka(["jamforaren", *fel, *db])) == 1
        ut = capsys.readouterr()
        assert ut.out == "" and len(ut.err.splitlines()) == 1, fel
