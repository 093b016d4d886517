"""The command `atgarder` as somebody runs it: from a brist to a withdrawn auktorisation, with its letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kundvalsdesk.cli import kor, tolka

DAG = ["--idag", "2026-03-16"]


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    db = ["--db", str(tmp_path / "a.db")]
    for arg in (
        ["databas", "skapa"],
        ["uppfoljning", "skapa", "--ar", "2026", "--kundval", "Arbete och etablering"],
        ["anordnare", "lagg-till", "Björken"],
        ["anordnare", "auktorisera", "Björken", "AMI", "--satt", "fran=2024-01-01"],
    ):
        assert kor(tolka([*arg, *db, *DAG])) == 0, capsys.readouterr().err
    capsys.readouterr()
    return db


NY = ["ny", "--ar", "2026", "--kundval", "AMI", "--anordnare", "björken", "--brist", "Ingen rutin."]
BORT = ["--steg", "aterkallelse", "--skal", "x", "--hopp", "y", "--galler-fran", "2026-06-01"]
DAGAR = ["--ska-goras", "Skriv en.", "--senast", "2026-04-16", "--foljs-upp", "2026-05-18"]


def test_from_a_brist_to_a_withdrawn_auktorisation(
    db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def gor(*arg: str, dag: str = "2026-03-16") -> str:
        assert kor(tolka(["atgarder", *arg, *db, "--idag", dag])) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    x = json.loads(gor(*NY, *DAGAR))
    assert (x["lage"], x["vantar_pa"], x["stegen"][0]["steg"]) == ("oppen", "kommunicera", "begaran")
    nr = ["--atgard", str(x["nummer"])]
    assert json.loads(gor("kommunicera", *nr))["vantar_pa"] == "atgarda"
    for fil, borjan in (("b.pdf", b"%PDF"), ("b.eml", b"Subject: ")):
        assert gor("brev", *nr, "--ut", str(tmp_path / fil)) == ""
        assert (tmp_path / fil).read_bytes().startswith(borjan)
    x = json.loads(gor("folj-upp", *nr, "--resultat", "kvarstar", "--skal", "Inget gjort.", dag="2026-05-18"))
    assert x["stegen"][1]["resultat"] == "kvarstar"
    assert json.loads(gor("kommunicera", *nr, dag="2026-05-18"))["nasta_steg"] == "anmarkning"
    x = json.loads(
        gor("foresla", *nr, "--steg", "aterkallelse", "--skal", "Kvarstår.", "--hopp", "Allvarligt.",
            "--galler-fran", "2026-07-01", "--avser", "ami", dag="2026-05-18")
    )  # fmt: skip
    assert (x["vantar_pa"], x["stegen"][2]["galler_fran"]) == ("besluta", "2026-07-01")
    hander = json.loads(gor("effekter", *nr, dag="2026-05-18"))["detta_hander"]
    assert "inte auktoriserad för AMI" in hander[0]
    x = json.loads(gor("besluta", *nr, "--beslutsfattare", "namnd", "--diarienummer", "§ 8", dag="2026-05-19"))
    assert x["stegen"][2]["lage"] == "beslutat"
    assert json.loads(gor("kommunicera", *nr, dag="2026-05-19"))["lage"] == "aterkallad"
    assert json.loads(gor("lista", "--oppna", dag="2026-05-19")) == []
    assert [r["hogsta_steg"] for r in json.loads(gor("lista", "--kundval", "AMI"))] == ["aterkallelse"]
    assert kor(tolka(["anordnare", "visa", "Björken", *db, *DAG])) == 0
    assert "2026-06-30" in capsys.readouterr().out


def test_what_is_wrong_is_said_in_one_sentence(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for arg, mening in (
        ([*NY, *DAGAR[:-1], "2026-04-15"], "en till sex månader"),
        ([*NY, *DAGAR, "--punkt", "A9"], "Kontrollpunkt A9"),
        ([*NY[:-3], "Ek", "--brist", "x"], "heter Ek"),
        ([*NY, *DAGAR, "--steg", "anmarkning", "--skal", "x"], "Varför steget tas direkt"),
        ([*NY, *BORT, "--avser", ","], "Skriv vad som återkallas"),
        (["visa", "--atgard", "9"], "finns inte"),
    ):
        assert kor(tolka(["atgarder", *arg, *db, *DAG])) == 1
        fel = capsys.readouterr().err
        assert mening in fel and fel.count("\n") == 1, fel
    for arg in (["ny"], ["visa"], ["foresla", "--atgard", "1"], ["brev", "--atgard", "1", "--ut", "x.doc"],
                ["lista", "--ut", "x.pdf"], ["ny", "--steg", "boter"]):  # fmt: skip
        with pytest.raises(SystemExit) as ut:
            tolka(["atgarder", *arg])
        assert ut.value.code == 2
        capsys.readouterr()
