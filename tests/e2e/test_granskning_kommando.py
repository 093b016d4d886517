"""The command `uppfoljning` for the granskning of anordnare, as somebody runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kundvalsdesk.cli import kor, tolka

from .test_uppfoljning_kommando import db  # noqa: F401

PLAN = ["--ar", "2026", "--kundval", "AMI"]


def _gor(db: list[str], *arg: str) -> int:  # noqa: F811
    return kor(tolka(["uppfoljning", *arg, *PLAN, *db]))


def test_an_anordnare_is_judged_done_printed_and_opened(
    db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]  # noqa: F811
) -> None:  # fmt: skip
    def gor(*arg: str) -> str:
        assert _gor(db, *arg) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    kor(tolka(["anordnare", "lagg-till", "Björken", *db]))
    kor(tolka(["anordnare", "auktorisera", "Björken", "AMI", "--satt", "fran=2025-01-01", *db]))
    kor(tolka(["uppfoljning", "skapa", "--ar", "2026", "--kundval", "Arbete och etablering", *db]))
    capsys.readouterr()
    gor("punkter-skapa")
    gor("punkter-skicka", "--dag", "2026-02-02")
    alla = json.loads(gor("granskning"))
    assert [s["niva"] for s in alla["skala"]][-1] == "allvarlig_brist"
    (rad,) = alla["anordnare"]
    assert (rad["anordnare"], rad["bedomda"], rad["lage"]) == ("Björken", 0, "pagar")
    en = ("--anordnare", "Björken")
    for arg, mening in (
        (("bedom", *en, "--punkt", "Z9", "--niva", "utvecklas"), "ingen kontrollpunkt Z9"),
        (("bedom", *en, "--punkt", "A2", "--niva", "mindre_brist"), "vad bristen består i"),
        (("granskning", "--anordnare", "Ingen"), "granskas inte"),
        (("granskning-klar", *en), "Börja med den första"),
    ):
        assert _gor(db, *arg) == 1
        svar = capsys.readouterr()
        assert mening in svar.err and svar.err.count("\n") == 1 and svar.out == ""
    svar = json.loads(gor("bedom", *en, "--punkt", "a2", "--niva", "mindre_brist", "--kommentar", "Svag likviditet."))
    assert (svar["bedomda"], svar["brister"]) == (1, 1)
    gor("bedom", *en, "--punkt", "ekonomi", "--underlag", "Bokslutet 2025")
    punkter = json.loads(gor("granskning", *en))["punkter"]
    ekonomi = next(p for p in punkter if p["kod"] == "ekonomi")
    assert ekonomi["bedomning"]["underlag"] == "Bokslutet 2025" and ekonomi["tidigare"][0]["underlag"] == ""
    for p in punkter:
        if p["bedomning"] is None:
            gor("bedom", *en, "--punkt", p["nummer"], "--niva", "tillfredsstallande")
    assert json.loads(gor("granskning-klar", *en, "--kommentar", "I huvudsak bra."))["lage"] == "klar"
    pdf = tmp_path / "g.pdf"
    assert gor("granskning", *en, "--ut", str(pdf)) == "" and pdf.read_bytes().startswith(b"%PDF")
    assert json.loads(gor("granskning-oppna", *en, "--skal", "Nytt underlag."))["lage"] == "pagar"
    for fel in (("bedom", *en), ("granskning-klar",), ("granskning", "--ut", "x.pdf")):
        with pytest.raises(SystemExit) as ut:
            tolka(["uppfoljning", *fel, *PLAN, *db])
        assert ut.value.code == 2
        capsys.readouterr()
