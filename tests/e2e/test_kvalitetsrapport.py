"""The command `kvalitetsrapport`: set up, shown, printed, decided, and the same file ever after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from arkivkontroll import kontrollera
from docx import Document

from kundvalsdesk.cli import kor, tolka


def test_from_template_to_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = ["--db", str(tmp_path / "a.db"), "--idag", "2026-03-16"]
    assert kor(tolka(["databas", "skapa", *db])) == 0
    vilken = ["--ar", "2026", "--kundval", "AMI"]
    capsys.readouterr()

    def gor(*arg: str) -> str:
        assert kor(tolka([*arg, *db])) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    gor("uppfoljning", "skapa", "--ar", "2026", "--kundval", "Arbete och etablering")
    assert kor(tolka(["kvalitetsrapport", "visa", *vilken, *db])) == 1
    assert "har ingen kvalitetsrapport" in capsys.readouterr().err
    r = json.loads(gor("kvalitetsrapport", "skapa", *vilken))
    assert (r["fran"], r["till"], r["lage"], r["hinder"]) == ("2025-01-01", "2025-12-31", "utkast", [])
    assert r["avsnitt"][0]["text"].startswith("2025 fanns 0 insatser i kundvalet.")
    assert "{År}" in r["avsnitt"][0]["skrivet"]
    filer = [tmp_path / n for n in ("utkast.pdf", "beslutad.pdf", "igen.pdf")]
    gor("kvalitetsrapport", "pdf", *vilken, "--ut", str(filer[0]))
    word = [tmp_path / n for n in ("utkast.docx", "kopia.docx")]
    gor("kvalitetsrapport", "docx", *vilken, "--ut", str(word[0]))
    klar = json.loads(gor("kvalitetsrapport", "besluta", *vilken, "--paragraf", "§ 45"))
    assert (klar["lage"], klar["beslutad"], klar["paragraf"]) == ("beslutad", "2026-03-16", "§ 45")
    gor("kvalitetsrapport", "docx", *vilken, "--ut", str(word[1]))
    sidhuvud = [Document(str(f)).sections[0].header.paragraphs[0].text for f in word]
    assert sidhuvud[0].endswith("Utkast") and sidhuvud[1].endswith(
        "Beslutad 16 mars 2026, § 45 – kopia för redigering"
    )
    for f in filer[1:]:
        gor("kvalitetsrapport", "pdf", *vilken, "--ut", str(f))
    assert filer[1].read_bytes() == filer[2].read_bytes() != filer[0].read_bytes()
    for f in filer[:2]:
        assert kontrollera(f.read_bytes()) == []
    assert json.loads(gor("kvalitetsrapport", "lista"))[0]["paragraf"] == "§ 45"


@pytest.mark.parametrize(
    ("del_", "ut", "mening"),
    [("docx", "a.pdf", "--ut FIL.docx"), ("pdf", "a.docx", "--ut FIL.pdf"), ("visa", "a.pdf", "skriver ingen fil")],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(
    del_: str, ut: str, mening: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        tolka(["kvalitetsrapport", del_, "--ar", "2026", "--kundval", "AMI", "--ut", ut])
    assert mening in capsys.readouterr().err
