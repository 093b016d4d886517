"""The command `forvalslista` as somebody runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kundvalsdesk.cli import kor, tolka

AUKTORISATIONER = (
    "anordnare;avser;fran;till\nBjörken;AMI;2021-03-01;\nÅgården;AMI;2021-03-01;2024-02-05\nÄrlan;AMI2;2020-01-01;\n"
)


def test_the_list_of_a_year_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapp = tmp_path / "in"
    mapp.mkdir()
    (mapp / "anordnare.csv").write_text("anordnare\nBjörken\nÅgården\nÄrlan\n", encoding="utf-8")
    (mapp / "auktorisationer.csv").write_text(AUKTORISATIONER, encoding="utf-8")
    db = ["--db", str(tmp_path / "a.db"), "--idag", "2024-03-01"]
    assert kor(tolka(["importera", str(mapp), *db])) == 0
    capsys.readouterr()
    assert kor(tolka(["forvalslista", "AMI", "--ar", "2024", *db])) == 0
    poster = json.loads(capsys.readouterr().out)
    assert poster[:5] == [
        {"fran": "2024-01-01", "till": "2024-01-14", "anordnare": "Björken"},
        {"fran": "2024-01-15", "till": "2024-01-28", "anordnare": "Ågården"},
        {"fran": "2024-01-29", "till": "2024-02-11", "anordnare": "Björken"},
        {"fran": "2024-02-12", "till": "2024-02-25", "anordnare": "Björken"},
        {"fran": "2024-02-26", "till": "2024-03-10", "anordnare": "Björken"},
    ]
    assert kor(tolka(["forvalslista", "ami", "--dag", "2024-03-01", *db])) == 0
    svaret = json.loads(capsys.readouterr().out)
    assert (svaret["anordnare"], svaret["plats"], svaret["publicerad"]) == ("Björken", 1, "2024-03-01")
    assert (svaret["regelverk"], svaret["omraknad"], svaret["avviker"]) == ("2024", "Björken", False)
    assert svaret["forbigangna"] == [] and svaret["varfor"].startswith("Den enda som är auktoriserad")
    assert kor(tolka(["forvalslista", "ami", "--dag", "2024-02-13", *db])) == 0
    svaret = json.loads(capsys.readouterr().out)
    assert svaret["forbigangna"] == ["Ågården"] and "Ågården stod på tur" in svaret["varfor"]
    fil = tmp_path / "lista.pdf"
    assert kor(tolka(["forvalslista", "AMI", "--ar", "2025", "--format", "pdf", "--ut", str(fil), *db])) == 0
    assert fil.read_bytes().startswith(b"%PDF") and capsys.readouterr().out == ""
    assert kor(tolka(["forvalslista", "AMI", "--dag", "2024-02-13", "--format", "pdf", *db])) == 1
    assert "--ar" in capsys.readouterr().err
    assert kor(tolka(["forvalslista", "XYZ", "--ar", "2024", *db])) == 1
    svar = capsys.readouterr()
    assert svar.out == "" and "XYZ" in svar.err and len(svar.err.splitlines()) == 1
    with pytest.raises(SystemExit) as fel:
        tolka(["forvalslista", "AMI", "--ar", "tjugo", *db])
    assert fel.value.code == 2
