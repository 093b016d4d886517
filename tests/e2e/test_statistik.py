"""The command `statistik` as somebody runs it: the contract's keys, files and exit statuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from arkivkontroll import elementtexter, kontrollera
from arkivkontroll.lasare import Fil
from e2e.conftest import las_in_blad

from kundvalsdesk.cli import kor, tolka

HUVUD = "insats;kund;kod;anordnare;start;sista_dag;avslutsorsak;historik\n"
BLAD = {
    "anordnare": "anordnare\n=1+1\nÅgården\n",
    "auktorisationer": "anordnare;avser;fran\n=1+1;AMI;2021-03-01\nÅgården;FAI1;2021-03-01\n",
    "kunder": "kund;fornamn;efternamn;malgrupp;skydd\nK1;Åsa;Öberg;bistand;\nK2;Ann;Hemligsson;kaa;"
    "sekretessmarkering\n",
    "insatser": HUVUD
    + "I1;K1;AMI2;=1+1;2024-02-12;2024-08-29;arbete;ja\n"
    + "I2;K1;AMI2;Ågården;2024-02-12;2024-03-01;byte_anordnare;ja\n"
    + "I3;K2;FAI1;Ågården;2024-02-12;;;nej\n"
    + "I4;K2;JPG;=1+1;2023-02-12;2024-01-01;;ja\n",
}
ARET = ["statistik", "--fran", "2024-01-01", "--till", "2024-12-31"]


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    db = las_in_blad(tmp_path, BLAD, "2025-01-20")
    capsys.readouterr()
    return db


def test_the_tables_as_json(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert kor(tolka([*ARET, *db])) == 0
    ut = capsys.readouterr()
    svar = json.loads(ut.out)
    assert ut.err == ""
    t = svar["tabeller"]
    assert list(t) == ["1", "2", "3a", "3b", "4", "5", "6", "7", "8", "per_insats"]
    assert t["4"]["rader"][0] == {
        "insats": "AMI2", "totalt": 2, "andel_av_alla": 50, "pagaende": 0, "avslutade": 2, "andel_avslutade": 100,
        "egen_forsorjning": 1, "andel_egen_forsorjning": 50, "annan_insats": 1, "andel_annan_insats": 50,
        "avbrott": 0, "andel_avbrott": 0, "okand": 0, "andel_okand": 0,
    }  # fmt: skip
    assert (t["4"]["totalt"]["totalt"], t["4"]["totalt"]["okand"]) == (4, 1)
    assert t["5"]["totalt"] == {
        "avslutade": 3, "egen_forsorjning": 1, "andel": 33, "arbete": 1, "andel_arbete": 100, "studier": 0,
        "andel_studier": 0, "medel_dagar": 200.0,
    }  # fmt: skip
    assert t["5"]["rader"][1]["medel_dagar"] is None
    assert t["6"]["totalt"]["i_kommunen"] == 1
    assert (t["7"]["totalt"]["sjukdom"], t["7"]["totalt"]["andel_flytt"]) == (0, None)
    assert [(r["anordnare"], r["totalt"]) for r in t["8"]["rader"]] == [("=1+1", 2), ("Ågården", 2)]
    assert [(k, v["totalt"]["totalt"]) for k, v in t["per_insats"].items()] == [("FAI1", 1), ("AMI2", 2), ("JPG", 1)]
    for r in (*t["4"]["rader"], *t["3a"]["rader"]):
        assert all(k.isascii() for k in r)
    assert (svar["fran"], svar["till"], svar["urval"], svar["gallrade"]) == ("2024-01-01", "2024-12-31", {}, 0)
    assert not any(namn in ut.out for namn in ("Öberg", "Hemlig", "sekretess", "I3", "K2"))

    assert kor(tolka([*ARET, "--kundval", "FAI", "--malgrupp", "kaa", "--anordnare", "Ågården", *db])) == 0
    svar = json.loads(capsys.readouterr().out)
    assert svar["urval"] == {"kundval": "FAI", "anordnare": "Ågården", "malgrupp": "kaa"}
    assert svar["tabeller"]["2"]["rader"] == [{"anordnare": "Ågården", "totalt": 1, "andel_av_alla": 100}]


def test_files_say_the_same_and_hold_no_formulas(
    db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("json", "csv", "xlsx"):
        assert kor(tolka([*ARET, "--format", form, "--ut", str(tmp_path / f"ut.{form}"), *db])) == 0
    assert capsys.readouterr().out == ""
    tabeller = json.loads((tmp_path / "ut.json").read_text(encoding="utf-8"))["tabeller"]
    rader = list(csv.DictReader(io.StringIO((tmp_path / "ut.csv").read_text(encoding="utf-8")), delimiter=";"))
    atta = [r for r in rader if r["tabell"] == "8"]
    assert [(r["rad"], r["anordnare"], r["egen_forsorjning"]) for r in atta] == [
        ("rad", "'=1+1", "1"), ("rad", "Ågården", "0"), ("totalt", "", "1"),
    ]  # fmt: skip
    assert [r["medel_dagar"] for r in rader if r["tabell"] == "5"] == ["200.0", "", "", "200.0"]
    assert [(r["insats"], r["totalt"]) for r in rader if r["tabell"] == "10"][-1] == ("AMI2", "2")
    bok = openpyxl.load_workbook(tmp_path / "ut.xlsx")
    assert bok.sheetnames[:2] == ["Om", "Tabell 1"] and "Tabell 10 AMI 2" in bok.sheetnames
    blad = bok["Tabell 8"]
    assert [c.value for c in blad[1]][:4] == ["Anordnare", "Totalt", "Andel av alla, %", "Pågående"]
    assert [(c.value, c.data_type) for c in blad[2]][:2] == [("=1+1", "s"), (2, "n")]
    assert [c.value for c in blad[4]] == ["Totalt", *tabeller["8"]["totalt"].values()]
    assert [c.value for c in bok["Tabell 5"][3]][-1] == "–"
    assert bok["Tabell 5"].cell(2, 9).number_format == "0.0"


def test_beside_the_year_before_in_every_form(
    db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And on paper: for the archive, with a diagram, every figure of the table in it, and no name of a kund."""
    for form in ("json", "csv", "xlsx", "pdf"):
        assert kor(tolka([*ARET, "--jamfor", "--format", form, "--ut", str(tmp_path / f"ut.{form}"), *db])) == 0
    svar = json.loads((tmp_path / "ut.json").read_text(encoding="utf-8"))
    assert (svar["fore"]["fran"], svar["fore"]["till"]) == ("2023-01-01", "2023-12-31")
    nu, fore = (x["tabeller"]["2"] for x in (svar, svar["fore"]))
    assert (nu["totalt"]["totalt"], fore["totalt"]["totalt"]) == (4, 1)
    rader = list(csv.DictReader(io.StringIO((tmp_path / "ut.csv").read_text(encoding="utf-8")), delimiter=";"))
    tva = [(r["rad"], r["jamfor"], r["anordnare"], r["totalt"]) for r in rader if r["tabell"] == "2"]
    assert tva[:3] == [("rad", "nu", "'=1+1", "2"), ("rad", "fore", "'=1+1", "1"), ("rad", "skillnad", "'=1+1", "1")]
    assert tva[-1] == ("totalt", "skillnad", "", "3")
    blad = openpyxl.load_workbook(tmp_path / "ut.xlsx")["Tabell 2"]
    assert [[c.value for c in r][:3] for r in blad.iter_rows(min_row=1, max_row=4)] == [
        ["Anordnare", "Period", "Totalt"], ["=1+1", "2024", 2], ["=1+1", "2023", 1], ["=1+1", "ändring", 1],
    ]  # fmt: skip
    assert blad["A2"].data_type == "s"

    pdf = (tmp_path / "ut.pdf").read_bytes()
    assert kontrollera(pdf) == []
    delar = elementtexter(Fil(pdf))
    alla = " ".join(d.text for d in delar)
    assert "2024-01-01 – 2024-12-31" in alla and "2023-01-01 – 2023-12-31" in alla
    assert not any(namn in alla for namn in ("Öberg", "Hemlig", "I3", "K2"))
    # Nothing was broken off, granted or reported, nor told on a scale: those five have no diagram.
    assert sum(d.typ == "Figure" for d in delar) == sum(d.typ == "H2" for d in delar) - 5
    celler = [d.text for d in delar if d.typ in ("TH", "TD")]
    plats = celler.index("=1+1, ändring")
    assert celler[plats + 1].startswith("0")  # authorised for as much as the year before


def test_refusals_in_one_sentence_each(db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for argument, sagt in (
        (["statistik", "--fran", "2024-12-31", "--till", "2024-01-01"], "första dag"),
        ([*ARET, "--kundval", "XX"], "AMI, FAI"),
        ([*ARET, "--anordnare", "Borta"], "ingen anordnare"),
        ([*ARET, "--karriarvagledare", "borta"], "ingen handläggare"),
        ([*ARET, "--format", "csv", "--ut", str(tmp_path / "inte" / "x.csv")], "kan inte skrivas"),
    ):
        assert kor(tolka([*argument, *db])) == 1
        svar = capsys.readouterr()
        assert svar.out == "" and sagt in svar.err and len(svar.err.splitlines()) == 1
    for fel in (["statistik", "--fran", "2024-01-01"], ["statistik", "--fran", "2024", "--till", "2024-12-31"]):
        with pytest.raises(SystemExit) as ut:
            tolka(fel)
        assert ut.value.code == 2
    capsys.readouterr()
    # What may still change is said, beside the figures.
    assert kor(tolka([*ARET[:-1], "2025-12-31", *db])) == 0
    assert "perioden är inte slut" in capsys.readouterr().err


def test_progression_in_every_form(db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    aret = ["progression", *ARET[1:]]
    assert kor(tolka([*aret, *db])) == 0
    svar = json.loads(capsys.readouterr().out)
    assert (svar["fran"], svar["till"], list(svar["tabeller"])) == (
        "2024-01-01",
        "2024-12-31",
        ["P1", "P2", "P3", "P4"],
    )
    assert svar["tabeller"]["P1"] == {"rader": [], "totalt": svar["tabeller"]["P1"]["totalt"]}
    rader = {r["insats"]: r for r in svar["tabeller"]["P3"]["rader"]}
    # Both of K1 began on the same day: neither continues the other.
    assert (rader["AMI2"]["avslutade"], rader["AMI2"]["egen_forsorjning"]) == (2, 1)
    assert rader["JPG"]["till_FAI1"] == 1 and rader["JPG"]["at_sidan"] == 1
    assert kor(tolka([*aret, *db, "--format", "csv", "--kundval", "AMI"])) == 0
    alla = list(csv.DictReader(io.StringIO(capsys.readouterr().out), delimiter=";"))
    assert {r["tabell"] for r in alla} == {"P1", "P2", "P3", "P4"}
    assert kor(tolka([*aret, *db, "--format", "xlsx", "--ut", str(tmp_path / "p.xlsx")])) == 0
    assert openpyxl.load_workbook(tmp_path / "p.xlsx").sheetnames[1:] == [f"Tabell P{n}" for n in (1, 2, 3, 4)]
    capsys.readouterr()
    assert kor(tolka(["progression", "--fran", "2024-12-31", "--till", "2024-01-01", *db])) == 1
    assert "Periodens första dag" in capsys.readouterr().err
