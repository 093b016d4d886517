"""The measures run; what they measure is no matter for a test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .conftest import ROT, miljo, process


@pytest.mark.parametrize(
    ("matt", "rader"),
    [("start", ["start: "]), ("ko", ["first page painted", "jump to the middle painted", "bare SQL"]),
     ("import", ["import of 60 insatser", "peak memory"]), ("frister", ["insatser/s"])],
)  # fmt: skip
def test_a_measure_runs(matt: str, rader: list[str], tmp_path: Path) -> None:
    svar = process([sys.executable, "-m", "bench", matt, "--litet"], miljo(TMPDIR=str(tmp_path)), ROT)
    assert svar.kod == 0, svar.fel
    for rad in rader:
        assert rad in svar.ut
