"""The command `kvalitetsrapport`: set up, shown, printed, decided, and the same file ever after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from arkivkontroll import kontrollera

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
    klar = json.loads(gor("kvalitetsrapport", "besluta", *vilken, "--paragraf", "§ 45"))
    assert (klar["lage"], klar["beslutad"], klar["paragraf"]) == ("beslutad", "2026-03-16", "§ 45")
    for f in filer[1:]:
        gor("kvalitetsrapport", "pdf", *vilken, "--ut", str(f))
    assert filer[1].read_bytes() == filer[2].read_bytes() != filer[0].read_bytes()
    for f in filer[:2]:
        assert kontrollera(f.read_bytes()) == []
    assert json.loads(gor("kvalitetsrapport", "lista"))[0]["paragraf"] == "§ 45"
