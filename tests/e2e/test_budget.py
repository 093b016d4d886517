"""The command `budget` as somebody runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from e2e.test_ersattning import db  # noqa: F401 - a fixture

from kundvalsdesk.cli import kor, tolka


def test_a_year_as_data_and_files(
    db: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]  # noqa: F811
) -> None:  # fmt: skip
    """From the 12th of February: 18 × 129,20 = 2 325,60. Five months of 3 876. August: 29 days, 3 746,80, and 14 days
    after the avbrott, 1 808,80."""
    assert kor(tolka(["budget", "2024", *db])) == 0
    ut = capsys.readouterr()
    svar = json.loads(ut.out)
    ami = next(p for p in svar["kundval"] if p["kundval"] == "AMI")
    assert [m["prognos"] for m in ami["manader"]] == [
        "0.00", "2325.60", *["3876.00"] * 5, "5555.60", "0.00", "0.00", "0.00", "0.00",
    ]  # fmt: skip
    assert (svar["totalt"]["totalt"]["vantat"], svar["totalt"]["budget"], svar["faststallda"]) == (
        "27261.20",
        None,
        [],
    )
    assert ut.err.startswith("Observera: Kostnaden hör till den månad som ersättningen avser.")
    assert kor(tolka(["ersattning", "2024-08", "--faststall", *db])) == 0
    capsys.readouterr()
    for form, borjan in (("csv", b"kundval;manad;utbetalt;"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        fil = tmp_path / f"budget.{form}"
        assert kor(tolka(["budget", "2024", "--format", form, "--ut", str(fil), *db])) == 0
        assert fil.read_bytes().startswith(borjan)
    assert "AMI;2024-08;5555.60;0.00;5555.60;0.00;5555.60" in (tmp_path / "budget.csv").read_text()


def test_refusals(db: list[str], capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    assert kor(tolka(["budget", "1066", *db])) == 1
    assert capsys.readouterr().err == "Skriv ett år från 2000 till 2090.\n"
    with pytest.raises(SystemExit):
        tolka(["budget", "tjugofyra", *db])
    assert "är inget år" in capsys.readouterr().err
