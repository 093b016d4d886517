"""`kundvalsdesk manadsdokument`: a month's documents in a folder, the same ones the next time, and every refusal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kundvalsdesk import cli

from .conftest import NYCKEL, Kor


def test_a_month_is_issued_to_a_folder_and_is_the_same_the_next_time(
    inlast: Kor, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", NYCKEL)
    monkeypatch.setenv("KUNDVALSDESK_DB", db)
    mapp = tmp_path / "ut"

    def kor(*arg: str) -> tuple[int, str, str]:
        kod = cli.kor(cli.tolka(["manadsdokument", "manadsrapport", "--idag", "2024-09-11", *arg]))
        return kod, *capsys.readouterr()

    kod, ut, fel = kor("--manad", "2024-06", "--ut", str(mapp))
    assert (kod, ut) == (1, "") and "finns inte" in fel
    mapp.mkdir()
    kod, ut, _ = kor("--manad", "2024-06", "--ut", str(mapp))
    forst = json.loads(ut)
    antal = forst["antal"]["utfardat"]
    assert kod == 0 and antal == len(list(mapp.glob("manadsrapport_MAN_*.pdf"))) > 0
    sedan = {f.name: f.read_bytes() for f in mapp.iterdir()}
    assert json.loads(kor("--manad", "2024-06")[1])["dokument"] == []
    igen = json.loads(kor("--manad", "2024-06", "--alla", "--ut", str(mapp))[1])
    assert igen["antal"] == {"utfardat": 0, "fanns": antal, "inte": 0}
    assert {f.name: f.read_bytes() for f in mapp.iterdir()} == sedan
    assert [x["dokument"] for x in igen["dokument"]] == [x["dokument"] for x in forst["dokument"]]
    with pytest.raises(SystemExit) as slut:
        kor("--manad", "juni")
    assert slut.value.code == 2
