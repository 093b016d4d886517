"""rapportmall and rapport on the command line: a form out, filled in, checked and taken in."""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path

import pytest
from unit.rapportbok import delar, fyll

from .conftest import Kor
from .test_kommandorad import PERSONER, nekad

IDAG = ("--idag", "2024-10-03")


def _mall(kor: Kor, mapp: Path, slag: str = "manadsrapport", insats: str = "I1", *mer: str) -> Path:
    fil = mapp / "mall.xlsx"
    svar = kor("rapportmall", slag, insats, "--ut", fil, *mer, *IDAG)
    assert svar.kod == 0, svar.fel
    return fil


def test_a_form_comes_back_filled_in(inlast: Kor, tmp_path: Path) -> None:
    fil = tmp_path / "ut.xlsx"
    svar = inlast("rapportmall", "manadsrapport", "I1", "--ut", fil, *IDAG)
    assert (svar.kod, svar.fel) == (0, "")
    assert svar.data == {
        "insats": "I1", "typ": "manadsrapport", "avser": "2024-09", "rubrik": "Månadsrapport, september, KLAR",
        "formular": "rapport/AMI/2", "fil": str(fil),
    }  # fmt: skip
    alla = html.unescape(b"".join(delar(fil.read_bytes()).values()).decode())  # letters may be written as numbers
    assert not any(p in alla for p in PERSONER)
    assert "Å.Ö." in alla

    ifylld = tmp_path / "tillbaka.xlsx"
    ifylld.write_bytes(fyll(fil.read_bytes(), {"progression": "Klarar kassan.", "utmaningar": "Ej aktuellt."}))
    kollad = inlast("rapport", "kontrollera", ifylld, *IDAG)
    assert kollad.kod == 0
    assert {
        "insats", "typ", "avser", "rubrik", "klarmarkerad", "formular", "hinder", "saknas", "anmarkningar",
    } == set(kollad.data)  # fmt: skip
    assert (kollad.data["klarmarkerad"], kollad.data["hinder"]) == (True, "")
    assert "Utmaningar och behov av stöd" in kollad.data["saknas"]
    assert "Progression mot mål och delmål" not in kollad.data["saknas"]
    fore = inlast("databas", "status").data["antal"]
    assert fore["inlamning"] == 0

    inne = inlast("rapport", "ta-emot", ifylld, *IDAG)
    assert (inne.kod, inne.fel) == (0, "")
    assert inne.data == kollad.data | {"utfall": "intagen"}
    efter = inlast("databas", "status").data["antal"]
    assert (efter["inlamning"], efter["rapportinnehall"]) == (1, 1)
    frister = {(f["insats"], f["kod"], f["avser"]) for f in inlast("frister", *IDAG).data}
    assert ("I1", "granska_rapport", "2024-09") in frister
    assert ifylld.exists()

    nekad(inlast("rapport", "ta-emot", ifylld, *IDAG), "Samma fil togs emot torsdag 3 oktober 2024")
    nekad(inlast("rapport", "kontrollera", ifylld, *IDAG), "Samma fil")
    assert inlast("databas", "status").data["antal"] == efter


def test_a_draft_is_parked_with_its_sentence(inlast: Kor, tmp_path: Path) -> None:
    fil = _mall(inlast, tmp_path)
    svar = inlast("rapport", "ta-emot", fil, *IDAG)
    assert (svar.kod, svar.data["utfall"], svar.data["klarmarkerad"]) == (0, "parkerad", False)
    assert svar.fel == "Rubriken är inte klarmarkerad (KLAR saknas), så formuläret är sparat som utkast.\n"


@pytest.mark.parametrize(
    ("arg", "ord_"),
    [
        (("manadsrapport", "I9"), "ingen insats med numret I9"),
        (("manadsrapport", "I1", "--manad", "2024-06"), "pågick inte någon dag den månaden"),
        (("slutrapport", "I2"), "inget startdatum"),
        (("slutrapport", "I1", "--manad", "2024-08"), "--manad hör bara till månadsrapporten"),
    ],
)
def test_a_form_that_is_refused(inlast: Kor, tmp_path: Path, arg: tuple[str, ...], ord_: str) -> None:
    nekad(inlast("rapportmall", *arg, "--ut", tmp_path / "x.xlsx", *IDAG), ord_)
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files there")
def test_what_is_no_file_is_not_waited_for(inlast: Kor, tmp_path: Path) -> None:
    ror = tmp_path / "ror.xlsx"
    os.mkfifo(ror)
    for del_ in ("kontrollera", "ta-emot"):
        for fil in (ror, tmp_path / ("x" * 5000)):
            nekad(inlast("rapport", del_, fil, *IDAG), "går inte att läsa")


def test_wrong_usage(kor: Kor) -> None:
    for arg in (
        ("rapportmall", "brev", "I1", "--ut", "x"),
        ("rapportmall", "manadsrapport", "I1"),
        ("rapportmall", "manadsrapport", "I1", "--ut", "x", "--manad", "augusti"),
        ("rapport", "granska", "x"),
        ("rapport", "kontrollera"),
    ):
        svar = kor(*arg)
        assert (svar.kod, svar.ut) == (2, "")
        assert svar.fel


def test_bad_files_are_refused_with_a_sentence(inlast: Kor, tmp_path: Path) -> None:
    fil = tmp_path / "skrap.xlsx"
    fil.write_bytes(b"hej")
    for kommando in ("kontrollera", "ta-emot"):
        nekad(inlast("rapport", kommando, fil), "Filen är skadad eller ingen XLSX-fil.")
        nekad(inlast("rapport", kommando, tmp_path / "saknas.xlsx"), "går inte att läsa")
    nekad(inlast("rapport", "kontrollera", tmp_path), "går inte att läsa")


def test_a_folder(inlast: Kor, tmp_path: Path) -> None:
    mapp = tmp_path / "mapp"
    mapp.mkdir()
    mall = _mall(inlast, tmp_path).read_bytes()
    (mapp / "a.xlsx").write_bytes(fyll(mall, {"progression": "Bra."}))
    (mapp / "b.xlsx").write_bytes(fyll(_mall(inlast, tmp_path, "genomforandeplan").read_bytes(), klar=False))
    (mapp / "c.xlsx").write_bytes(b"hej")
    svar = inlast("rapport", "ta-emot", mapp, *IDAG)
    assert svar.kod == 0
    assert svar.data["antal"] == {"intagen": 1, "parkerad": 1, "avvisad": 1}
    assert [(f["fil"], f["utfall"], f["kod"], f["insats"], f["typ"], f["avser"]) for f in svar.data["filer"]] == [
        ("a.xlsx", "intagen", "", "I1", "manadsrapport", "2024-09"),
        ("b.xlsx", "parkerad", "utkast", "I1", "genomforandeplan", "2"),
        ("c.xlsx", "avvisad", "trasig", "", "", ""),
    ]
    assert "c.xlsx: Filen är skadad" in svar.fel
    assert len(list(mapp.iterdir())) == 3
    assert inlast("rapport", "ta-emot", mapp, *IDAG).kod == 1  # all known, nothing received


def test_a_case_of_a_protected_kund_is_named_by_its_number(inlast: Kor, tmp_path: Path) -> None:
    # I2 has no start, so only its plan could be asked for, and not before the uppdrag.
    nekad(inlast("rapportmall", "genomforandeplan", "I2", "--ut", tmp_path / "x.xlsx"), "Uppdraget är inte inlagt")
