"""The command `uppfoljning` as somebody runs it: from last year's plan to what is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from db.test_redovisningar import fyll

from kundvalsdesk.cli import kor, tolka

NAF = "Nämnden för arbete och försörjning"


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    db = ["--db", str(tmp_path / "a.db"), "--idag", "2026-03-16"]
    assert kor(tolka(["databas", "skapa", *db])) == 0
    capsys.readouterr()
    return db


def test_from_last_years_plan_to_paper(db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def gor(*arg: str) -> str:
        assert kor(tolka(["uppfoljning", *arg, *db])) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    assert json.loads(gor("lista")) == []
    gor("skapa", "--ar", "2025", "--kundval", "Arbete och etablering")
    gor("skapa", "--ar", "2025", "--kundval", "Fritids", "--namnd", "Kulturnämnden", "--mall", "allman")
    ny = json.loads(gor("kopiera", "--ar", "2025", "--kundval", "AMI"))
    assert (ny["ar"], ny["koder"], ny["lage"], ny["klara"], ny["antal"]) == (
        2026,
        ["FAI", "AMI", "ISA"],
        "utkast",
        0,
        10,
    )
    nr = str(ny["steg"][0]["nummer"])
    klar = json.loads(gor("klar", "--steg", nr, "--dag", "2026-02-02", "--notering", "Klart i tid."))
    assert klar["steg"][0]["klar"] == "2026-02-02" and klar["klara"] == 1
    assert json.loads(gor("klar", "--steg", nr, "--angra"))["klara"] == 0
    assert json.loads(gor("oversikt", "--ar", "2026"))["utan_plan"] == [
        {"namnd": "Kulturnämnden", "kundval": "Fritids"}
    ]
    for namn, arg in (("a", ["plan", "--kundval", "AMI"]), ("b", ["plan", "--namnd", NAF, "--for", "ks"]),
                      ("c", ["oversikt"])):  # fmt: skip
        fil = tmp_path / f"{namn}.pdf"
        assert gor(*arg, "--ar", "2026", "--ut", str(fil)) == ""
        assert fil.read_bytes().startswith(b"%PDF")


def test_what_is_wrong_is_said_in_one_sentence(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for arg, mening in (
        (["plan", "--ar", "2026", "--kundval", "AMI"], "Det finns ingen uppföljning av AMI 2026"),
        (["plan", "--ar", "2026", "--namnd", "Ingen"], "Ingen har ingen uppföljning 2026"),
        (["skapa", "--ar", "2026", "--kundval", "Okänt"], "Ange nämnden med --namnd"),
        (["skapa", "--ar", "1066", "--kundval", "Kulturskola"], "Skriv ett år"),
        (["skapa", "--ar", "2026", "--kundval", "X", "--namnd", "N", "--mall", "y"], "Mallen finns inte"),
        (["skapa", "--ar", "2026", "--kundval", "X", "--namnd", "N", "--koder", "ABC"], "ABC finns inte"),
        (["klar", "--steg", "77"], "Steget finns inte längre"),
    ):
        assert kor(tolka(["uppfoljning", *arg, *db])) == 1
        fel = capsys.readouterr().err
        assert mening in fel and fel.count("\n") == 1, fel
    for arg in (
        ["plan", "--ar", "2026"],
        ["kopiera", "--ar", "2026"],
        ["klar"],
        ["oversikt", "--ar", "2026", "--ut", "x.doc"],
    ):
        with pytest.raises(SystemExit) as ut:
            tolka(["uppfoljning", *arg])
        assert ut.value.code == 2


def test_kontrollpunkter_from_last_years_to_what_is_sent(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    def gor(*arg: str, ar: str = "2026") -> dict[str, Any]:
        assert kor(tolka(["uppfoljning", *arg, "--ar", ar, "--kundval", "AMI", *db])) == 0, capsys.readouterr().err
        ut: dict[str, Any] = json.loads(capsys.readouterr().out)
        return ut

    for ar in ("2025", "2026"):
        kor(tolka(["uppfoljning", "skapa", "--ar", ar, "--kundval", "Arbete och etablering", *db]))
        capsys.readouterr()
    forra = gor("punkter-skapa", ar="2025")
    assert forra["version"] == 1 and forra["punkter"][0]["nummer"] == "A1"
    gor("punkt", "--punkt", "ny", "--satt", "punkt=It", "--satt", "fraga=Vilka system?", "--satt", "del=B", ar="2025")
    nu = gor("punkter-skapa", "--forra-aret")
    assert [p["punkt"] for p in nu["punkter"] if p["del"] == "B"][-1] == "It"
    gor("punkter-skicka", "--dag", "2026-02-02", "--svar-senast", "2026-03-02")
    ny = gor("punkt", "--punkt", "b6", "--ta-bort")
    assert (ny["version"], ny["borttagna"]) == (2, ["It"])
    assert [(v["lage"], v["svar_senast"]) for v in ny["versioner"]] == [("utkast", None), ("utsand", "2026-03-02")]
    assert len(gor("punkter", "--version", "1")["punkter"]) == len(ny["punkter"]) + 1
    for arg, mening in (
        (["punkt", "--punkt", "Z9", "--ta-bort"], "Kontrollpunkten Z9 finns inte"),
        (["punkt", "--punkt", "A1", "--satt", "namn=x"], "där fältet är del, punkt, fraga"),
        (["punkter", "--version", "9"], "ingen version 9"),
    ):
        assert kor(tolka(["uppfoljning", *arg, "--ar", "2026", "--kundval", "AMI", *db])) == 1
        assert mening in capsys.readouterr().err


def test_forms_go_out_to_a_folder_and_come_back(
    db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def gor(*arg: str, svar: int = 0) -> dict[str, Any]:
        assert kor(tolka(["uppfoljning", *arg, *db])) == svar
        text = capsys.readouterr()
        ut: dict[str, Any] = json.loads(text.out) if text.out else {"fel": text.err}
        return ut

    om = ["--ar", "2026", "--kundval", "AMI"]
    for namn, avser in (("Norrsken Öst", "AMI"), ("Ek", "FAI")):
        kor(tolka(["anordnare", "lagg-till", namn, *db]))
        kor(tolka(["anordnare", "auktorisera", namn, avser, "--satt", "fran=2024-01-01", *db]))
    capsys.readouterr()
    gor("skapa", "--ar", "2026", "--kundval", "Arbete och etablering")
    gor("punkter-skapa", *om)
    mapp = tmp_path / "ut"
    assert "inte utsända" in gor("formular", *om, "--ut", str(mapp), svar=1)["fel"]
    gor("punkter-skicka", *om)
    assert "Skapa den först" in gor("formular", *om, "--ut", str(mapp), svar=1)["fel"]
    mapp.mkdir()
    assert gor("formular", *om, "--ut", str(mapp))["formular"] == [
        "kvalitetsredovisning-2026-Ek.xlsx", "kvalitetsredovisning-2026-Norrsken_Öst.xlsx"
    ]  # fmt: skip
    assert "finns redan i mappen" in gor("formular", *om, "--ut", str(mapp), svar=1)["fel"]
    fil = mapp / "kvalitetsredovisning-2026-Ek.xlsx"
    fil.write_bytes(fyll(fil.read_bytes(), {"svar:ekonomi": "God."}))
    svar = gor("ta-emot", str(mapp))
    assert svar["antal"] == {"intagen": 1, "parkerad": 0, "avvisad": 1}
    assert svar["filer"][1]["kod"] == "tom"
    ek = gor("redovisningar", *om, "--anordnare", "Ek")["anordnare"][0]
    assert (ek["besvarade"], ek["inkomna"][0]["version"]) == (1, 1)
    assert [s["svar"] for s in ek["svar"] if s["punkt"] == "Ekonomi"] == ["God."]
