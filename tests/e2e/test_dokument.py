"""`kundvalsdesk dokument` for every kind of document: issued once, for whom it is asked, every refusal a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kundvalsdesk import cli
from kundvalsdesk.services.documents.register import DOKUMENTSLAG

from .conftest import NYCKEL, Kor, Svar

Kora = Callable[..., Svar]
IDAG = "2024-09-11"


@pytest.fixture
def kora(
    inlast: Kor, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Kora:
    """A run of the command in this process, which is quicker than one of its own."""
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", NYCKEL)
    monkeypatch.setenv("KUNDVALSDESK_DB", db)

    def kor(typ: str, insats: str, *mer: str, ut: str = "ut.pdf") -> Svar:
        arg = ["dokument", typ, insats, "--ut", str(tmp_path / ut), "--idag", IDAG, *mer]
        try:
            kod = cli.kor(cli.tolka(arg))
        except SystemExit as slut:
            kod = int(slut.code or 0)
        return Svar(kod, *capsys.readouterr())

    return kor


def test_every_kind_is_issued_or_refused_with_a_sentence(kora: Kora, tmp_path: Path) -> None:
    ska = {
        "avbrottsdokument": ("I3", "AVB I3-1"), "manadsrapport": ("I1", "MÅN I1-1"),
        "genomforandeplan": ("I1", "GEN I1-1"), "slutrapport": ("I1", "Slutrapporten har inte kommit in i ärende I1."),
        "aterremiss": ("I1", "Ingen rapport eller plan är återremitterad i ärende I1."),
        "forlangningsbeslut": ("I1", "Inget beslut om förlängning är utfärdat för I1."),
    }  # fmt: skip
    for typ in DOKUMENTSLAG:
        insats, vad = ska.get(typ, ("I1", ""))
        svar = kora(typ, insats, ut=f"{typ}.pdf")
        fil = tmp_path / f"{typ}.pdf"
        if svar.kod == 0:
            assert json.loads(svar.ut) == {"dokument": json.loads(svar.ut)["dokument"], "fil": str(fil)}
            assert fil.read_bytes().startswith(b"%PDF-1.7")
            assert vad in svar.ut
        else:
            assert (svar.kod, svar.ut, fil.exists()) == (1, "", False), typ
            assert len(svar.fel.splitlines()) == 1
            assert vad in svar.fel


def test_the_same_again_is_the_same_and_another_reader_another(kora: Kora, tmp_path: Path) -> None:
    arg = ("manadsrapport", "I1", "--manad", "2024-07")
    ett = kora(*arg)
    forst = (tmp_path / "ut.pdf").read_bytes()
    assert json.loads(kora(*arg).ut) == json.loads(ett.ut)
    assert (tmp_path / "ut.pdf").read_bytes() == forst
    assert json.loads(kora(*arg, "--for", "kund").ut)["dokument"] == "MÅN I1-2"
    assert json.loads(kora("genomforandeplan", "I1", "--planversion", "1").ut)["dokument"] == "GEN I1-1"


@pytest.mark.parametrize(("arg", "kod", "mening"), [
    (("manadsrapport", "I1", "--manad", "2024-06"), 1, "Månadsrapporten för juni 2024 har inte kommit in i ärende"),
    (("manadsrapport", "I2"), 1, "Ingen månadsrapport har kommit in i ärende I2."),
    (("slutrapport", "I1", "--manad", "2024-07"), 1, "--manad hör inte till slutrapport."),
    (("manadsrapport", "I1", "--planversion", "1"), 1, "--planversion hör inte till månadsrapport."),
    (("avbrottsdokument", "I3", "--for", "kund"), 1, "--for hör inte till avbrottsdokument."),
    (("genomforandeplan", "I1", "--fran", "2024-01-01"), 1, "--fran hör inte till genomförandeplan."),
    (("genomforandeplan", "I1", "--planversion", "7"), 1, "Version 7 av genomförandeplanen har inte kommit in"),
    (("slutrapport", "I9"), 1, "Det finns ingen insats med numret I9."),
    (("brev", "I1"), 2, "brev finns inte. Välj något av: aterremiss, avbrottsdokument, "),
    (("genomforandeplan", "I1", "--planversion", "två"), 2, "två är inget versionsnummer."),
    (("manadsrapport", "I1", "--for", "grannen"), 2, "'grannen' finns inte. Välj något av: "),
])  # fmt: skip
def test_what_is_refused(kora: Kora, tmp_path: Path, arg: tuple[str, ...], kod: int, mening: str) -> None:
    svar = kora(*arg)
    assert (svar.kod, svar.ut) == (kod, "")
    assert svar.fel.startswith(mening), svar.fel
    assert not (tmp_path / "ut.pdf").exists()


def test_a_place_that_cannot_be_written_issues_nothing(kora: Kora, inlast: Kor) -> None:
    svar = kora("manadsrapport", "I1", ut="saknas/ut.pdf")
    assert (svar.kod, svar.ut) == (1, "")
    assert svar.fel.strip().endswith("Inget är utfärdat.")
    assert inlast("databas", "status").data["antal"]["dokument"] == 0
