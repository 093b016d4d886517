"""The command `ersattning` as somebody runs it: the contract's keys, strings and exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from e2e.conftest import las_in_blad

from kundvalsdesk.cli import kor, tolka

HUVUD = "insats;kund;kod;anordnare;start;sista_dag;avslutsbeslut;avslutstyp;avslutsorsak\n"
BLAD = {
    "anordnare": "anordnare\nBjörken\n",
    "auktorisationer": "anordnare;avser;fran\nBjörken;AMI;2021-03-01\n",
    "kunder": "kund;fornamn;efternamn\nK1;Åsa;Öberg\n",
    "insatser": HUVUD + "I1;K1;AMI2;Björken;2024-02-12;2024-08-29;2024-08-28;avbruten;flytt\n",
    "manadsrapporter": "insats;manad;klarmarkerad;underlag\nI1;2024-02;2024-03-05;2024-03-06\n"
    "I1;2024-08;2024-09-05;2024-09-06\n",
    "slutrapporter": "insats;inkommen\nI1;2024-09-09\n",
}


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    db = las_in_blad(tmp_path, BLAD, "2024-09-20")
    capsys.readouterr()
    return db


def test_a_run_as_json_made_final_and_shown_again(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert kor(tolka(["ersattning", "2024-08", *db])) == 0
    svar = json.loads(capsys.readouterr().out)
    assert [{k: v for k, v in r.items() if k != "forklaring"} for r in svar["rader"]] == [
        {"insats": "I1", "anordnare": "Björken", "kundval": "AMI", "avser_manad": "2024-08", "dagar": 29,
         "belopp": "3746.80", "typ": "ordinarie"},
        {"insats": "I1", "anordnare": "Björken", "kundval": "AMI", "avser_manad": "2024-08", "dagar": 14,
         "belopp": "1808.80", "typ": "avbrott_14"},
    ]  # fmt: skip
    assert svar["rader"][1]["forklaring"].startswith("30 augusti – 12 september 2024: 14 dagar")
    assert svar["ej_utbetalda"] == [
        {"insats": "I1", "avser_manad": f"2024-0{n}", "skal": "manadsrapport_saknas"} for n in range(3, 8)
    ]
    assert svar["per_anordnare"] == [{"anordnare": "Björken", "belopp": "5555.60"}]
    assert (svar["manad"], svar["summa"]) == ("2024-08", "5555.60")
    for sagt in ("är fastställd.", "var redan fastställd. Ingenting har ändrats."):
        assert kor(tolka(["ersattning", "2024-08", "--faststall", *db])) == 0
        igen = capsys.readouterr()
        assert json.loads(igen.out) == svar | {"lage": "faststalld"}
        assert sagt in igen.err and len(igen.err.splitlines()) == 1
    assert kor(tolka(["databas", "kontrollera", *db[:2]])) == 0


def test_a_year_is_checked(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for argument, sagt in (
        (["2024"], "Ingen körning för 2024 är fastställd"),
        (["2024", "--faststall"], "Ett helt år fastställs inte"),
        (["2024", "--format", "pdf"], "finns som json och csv"),
    ):
        assert kor(tolka(["ersattning", *argument, *db])) == 1
        svar = capsys.readouterr()
        assert svar.out == "" and sagt in svar.err and len(svar.err.splitlines()) == 1
    for m, fler in (("2024-03", ["Observera: Februari 2024 är inte fastställd."]), ("2024-02", []), ("2024-08", [])):
        assert kor(tolka(["ersattning", m, "--faststall", *db])) == 0
        sagt = capsys.readouterr().err.splitlines()
        assert [r.split(". ")[0] + "." for r in sagt[:-1]] == fler
    assert kor(tolka(["ersattning", "2024", *db])) == 0
    ut = capsys.readouterr()
    svar = json.loads(ut.out)
    assert [(m["manad"], m["utbetalt"], m["omraknat"]) for m in svar["manader"]] == [
        ("2024-02", "2325.60", "2325.60"), ("2024-08", "5555.60", "5555.60"),
    ]  # fmt: skip
    assert (svar["totalt"]["skillnad"], svar["avvikelser"], svar["korningar"]) == ("0.00", [], 3)
    assert "på öret" in ut.err
    assert kor(tolka(["ersattning", "2024", "--format", "csv", *db])) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "totalt;7881.20;7881.20;0.00"


def test_files_and_refusals(db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form, borjan in (("csv", b"insats;anordnare;"), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")):
        fil = tmp_path / f"ut.{form}"
        assert kor(tolka(["ersattning", "2024-02", "--format", form, "--ut", str(fil), *db])) == 0
        assert fil.read_bytes().startswith(borjan)
    assert capsys.readouterr().out == ""
    # A month that has not ended, and a file that cannot be written: nothing has been made final.
    for argument, sagt in (
        (["2024-09"], "September 2024 är inte slut"),
        (["2024-08", "--format", "csv", "--ut", str(tmp_path / "inte" / "x.csv")], "inte fastställd"),
    ):
        assert kor(tolka(["ersattning", *argument, "--faststall", *db])) == 1
        svar = capsys.readouterr()
        assert svar.out == "" and sagt in svar.err and len(svar.err.splitlines()) == 1
    assert kor(tolka(["ersattning", "2024-08", *db])) == 0
    assert json.loads(capsys.readouterr().out)["lage"] == "preliminar"
    with pytest.raises(SystemExit) as fel:
        tolka(["ersattning", "augusti", *db])
    assert fel.value.code == 2


def test_overlapping_insatser_are_paid_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapp = tmp_path / "in"
    mapp.mkdir()
    dubbel = BLAD | {
        "insatser": HUVUD + "I1;K1;AMI2;Björken;2024-07-01;;;;\nI2;K1;AMI1;Björken;2024-08-30;;;;\n",
        "manadsrapporter": "insats;manad;klarmarkerad;underlag\nI1;2024-08;2024-09-05;2024-09-06\n"
        "I2;2024-08;2024-09-05;2024-09-06\n",
        "slutrapporter": "insats;inkommen\n",
    }
    for namn, innehall in dubbel.items():
        (mapp / f"{namn}.csv").write_text(innehall, encoding="utf-8")
    db = ["--db", str(tmp_path / "a.db"), "--idag", "2024-09-20"]
    assert kor(tolka(["importera", str(mapp), *db])) == 0
    capsys.readouterr()
    assert kor(tolka(["ersattning", "2024-08", *db])) == 0
    ut, fel = capsys.readouterr()
    svar = json.loads(ut)
    assert svar["summa"] == "4134.40" and len(svar["varningar"]) == 1
    assert f"Observera: {svar['varningar'][0]}".replace("\u00a0", " ") in fel
    assert "I1 (AMI2) och I2 (AMI1) gäller samma kund samma dagar, 30–31 augusti 2024 (2 dagar)" in fel
