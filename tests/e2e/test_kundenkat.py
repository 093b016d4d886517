"""The command `kundenkat` as somebody runs it: from the questions to what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from e2e.conftest import las_in_blad

from kundvalsdesk.cli import kor, tolka

VILKEN = ["--ar", "2024", "--kundval", "AMI"]


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    blad = {
        "anordnare": "anordnare\nBjörken\n",
        "kunder": "kund;fornamn;efternamn\n" + "".join(f"K{n};Åsa;Öberg {n}\n" for n in range(8)),
        "insatser": "insats;kund;kod;anordnare;start;historik\n"
        + "".join(f"I{n};K{n};AMI2;Björken;2024-02-12;ja\n" for n in range(8)),
    }
    db = las_in_blad(tmp_path, blad, "2025-02-20")
    capsys.readouterr()
    return db


def test_from_questions_to_results(db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def gor(*arg: str, val: list[str] = VILKEN) -> str:
        assert kor(tolka(["kundenkat", *arg, *val, *db])) == 0
        return capsys.readouterr().out

    assert json.loads(gor("lista", val=[])) == []
    fragor = tmp_path / "fragor.txt"
    fragor.write_text("*Hur nöjd är du?\nBemötandet?\n", encoding="utf-8")
    skapad = json.loads(gor("skapa", str(fragor), "--namn", "Enkäten"))
    assert (skapad["namn"], skapad["fran"], skapad["tillfragade"]) == ("Enkäten", "2024-01-01", None)
    assert [f["helhet"] for f in skapad["fragor"]] == [True, False]
    lista = tmp_path / "utskick.csv"
    assert json.loads(gor("utskick", "--ut", str(lista)))["tillfragade"] == 8
    assert lista.read_text(encoding="utf-8-sig").splitlines()[1] == "Åsa;Öberg 0;;Björken"
    assert json.loads(gor("utskick"))["utskick"] == "2025-02-20"  # drawn once, and shown again
    mall = tmp_path / "svar.csv"
    gor("mall", "--ut", str(mall))
    mall.write_text(mall.read_text(encoding="utf-8-sig") + "Björken;AMI2;5;4\n" * 5 + "Björken;vet inte;1;\n")
    assert json.loads(gor("las-in", str(mall)))["stangd"] == "2025-02-20"
    svar = json.loads(gor("resultat"))
    assert svar["tabeller"]["12"]["rader"] == [
        {"anordnare": "Björken", "kundval": "AMI", "insatser": 8, "tillfragade": 8, "svar": 6, "svarsfrekvens": 75,
         "andel_av_svar": 100},
    ]  # fmt: skip
    assert svar["tabeller"]["13"]["rader"][0] == {
        "fraga": "Hur nöjd är du?", "kundval": "AMI", "andel_nojda": 83, "andel_missnojda": 17, "antal_svar": 6,
    }  # fmt: skip
    assert svar["per_insats"] == []
    for form, borjan in (("csv", b"tabell;rad;insats;anordnare;"), ("xlsx", b"PK")):
        fil = tmp_path / f"r.{form}"
        gor("resultat", "--format", form, "--ut", str(fil))
        assert fil.read_bytes().startswith(borjan)
    aret = ["--fran", "2024-01-01", "--till", "2024-12-31"]
    assert kor(tolka(["statistik", *aret, *db])) == 0
    tabeller = json.loads(capsys.readouterr().out)["tabeller"]
    assert {n: tabeller[n] for n in ("12", "13")} == svar["tabeller"]
    assert kor(tolka(["databas", "kontrollera", *db[:2]])) == 0


def test_refusals_are_one_sentence(db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arg, mening in (
        (["resultat", *VILKEN], "Skapa den först"),
        (["las-in", str(tmp_path / "saknas"), *VILKEN], "kan inte läsas"),
        (["skapa", "--ar", "2024", "--kundval", "XYZ"], "Kundvalet finns inte"),
    ):
        assert kor(tolka(["kundenkat", *arg, *db])) == 1
        ut = capsys.readouterr()
        assert mening in ut.err and len(ut.err.splitlines()) == 1 and not ut.out
    for arg in (["las-in", *VILKEN], ["skapa"], ["mall", *VILKEN], ["lista", "x"],
                ["utskick", *VILKEN, "--ut", "a.pdf"]):  # fmt: skip
        with pytest.raises(SystemExit) as fel:
            tolka(["kundenkat", *arg])
        assert fel.value.code == 2
