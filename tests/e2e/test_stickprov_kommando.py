"""The command `stickprov` as somebody runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kundvalsdesk.cli import kor, tolka


def test_from_asked_for_to_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = ["--db", str(tmp_path / "a.db"), "--idag", "2026-03-16"]
    assert kor(tolka(["databas", "skapa", *db])) == 0
    assert kor(tolka(["uppfoljning", "skapa", "--ar", "2026", "--kundval", "Arbete och etablering", *db])) == 0
    capsys.readouterr()

    def gor(*arg: str) -> str:
        assert kor(tolka(["stickprov", *arg, *db])) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    period = ("--fran", "2026-01-01", "--till", "2026-03-15")
    bestall = ("bestall", "--ar", "2026", "--kundval", "AMI", *period)
    x = json.loads(gor(*bestall, "--syfte", "Planerna"))
    assert (x["kundval"], x["storlek"], x["lage"], x["metod"]) == (["AMI"], 20, "bestallt", "sha256-1")
    nr = str(x["id"])
    assert json.loads(gor("visa", "--prov", nr))["arenden"] == []
    for arg, mening in (
        (["dra", "--prov", nr], "Inget ärende hör till populationen"),
        (["kontrollera", "--prov", nr], "är inte draget"),
        (["granska", "--prov", nr, "--arende", "X"], "Ärende X finns inte i stickprovet"),
        (["klart", "--prov", "9"], "Stickprovet finns inte"),
        (["bestall", "--ar", "2026", "--kundval", "AMI", *period, "--anordnare", "Ek"], "heter Ek"),
        (
            ["bestall", "--ar", "2026", "--kundval", "AMI", *period, "--storlek", "0", "--syfte", "x"],
            "mellan 1 och 500",
        ),
    ):
        assert kor(tolka(["stickprov", *arg, *db])) == 1
        fel = capsys.readouterr().err
        assert mening in fel and fel.count("\n") == 1, fel
    assert json.loads(gor("avbryt", "--prov", nr, "--skal", "Fel."))["lage"] == "avbrutet"
    for arg in (["dra"], ["bestall"], ["granska", "--prov", "1"], ["visa", "--prov", "1", "--svar", "ja"]):
        with pytest.raises(SystemExit) as ut:
            tolka(["stickprov", *arg])
        assert ut.value.code == 2
