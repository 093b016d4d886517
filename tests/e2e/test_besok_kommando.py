"""The command `besok` as somebody runs it: from a planned visit to its papers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kundvalsdesk.cli import kor, tolka


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    db = ["--db", str(tmp_path / "a.db"), "--idag", "2026-03-16"]
    assert kor(tolka(["databas", "skapa", *db])) == 0
    assert kor(tolka(["uppfoljning", "skapa", "--ar", "2026", "--kundval", "Arbete och etablering", *db])) == 0
    assert kor(tolka(["anordnare", "lagg-till", "Björken", *db])) == 0
    capsys.readouterr()
    return db


PLANERA = ["planera", "--ar", "2026", "--kundval", "AMI", "--anordnare", "björken", "--dag", "2026-04-14"]


def test_from_a_planned_visit_to_its_papers(db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def gor(*arg: str) -> str:
        assert kor(tolka(["besok", *arg, *db])) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    x = json.loads(
        gor(*PLANERA, "--klockan", "13-15", "--fran-oss", "Kim Vik", "--fran-dem", "Rut", "--var", "Torget 1")
    )
    assert (x["start"], x["lage"], x["plats"], x["fran_oss"], len(x["fragor"])) == (
        "2026-04-14T13:00", "planerat", "Torget 1", ["Kim Vik"], 6)  # fmt: skip
    nr = str(x["nummer"])
    assert json.loads(gor("flytta", "--besok", nr, "--dag", "2026-03-16", "--klockan", "0-1", "--skal", "Tidigare"))[
        "flyttat"] == 1  # fmt: skip
    for del_, andelse in (("kallelse", "ics"), ("checklista", "pdf"), ("protokoll", "pdf")):
        fil = tmp_path / f"{del_}.{andelse}"
        assert gor(del_, "--besok", nr, "--ut", str(fil)) == "" and fil.stat().st_size > 300
    hallet = json.loads(gor("hallet", "--besok", nr, "--dag", "2026-03-16", "--klockan", "0-1"))
    assert (hallet["lage"], hallet["vantar_pa"], hallet["fran_dem"]) == ("hallet", "protokollet", ["Rut"])
    assert [b["nummer"] for b in json.loads(gor("lista", "--kundval", "AMI"))] == [int(nr)]
    assert json.loads(gor("lista", "--ar", "2025")) == []


def test_what_is_wrong_is_said_in_one_sentence(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for arg, mening in (
        ([*PLANERA[:-1], "2026-01-02"], "redan varit"),
        ([*PLANERA, "--klockan", "x-y"], "klockslaget"),
        (["planera", "--ar", "2026", "--kundval", "AMI", "--anordnare", "Ek", "--dag", "2026-04-14"], "heter Ek"),
        (["signera", "--besok", "9"], "Besöket finns inte"),
    ):
        assert kor(tolka(["besok", *arg, *db])) == 1
        fel = capsys.readouterr().err
        assert mening in fel and fel.count("\n") == 1, fel
    for arg in (["planera"], ["flytta", "--besok", "1"], ["signera"], ["checklista", "--besok", "1", "--ut", "x.doc"],
                ["hallet", "--besok", "1", "--dag", "2026-03-16", "--klockan", "9"]):  # fmt: skip
        with pytest.raises(SystemExit) as ut:
            tolka(["besok", *arg])
        assert ut.value.code == 2
