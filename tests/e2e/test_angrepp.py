"""The command line in hostile surroundings: closed streams, impossible places, two at once."""

from __future__ import annotations

import shlex
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import kundvalsdesk

from .conftest import Kor, Svar, miljo, process
from .test_kommandorad import nekad


def i_skal(inlast_db: str, kommando: str) -> Svar:
    """The program run by a shell, which sets up its streams."""
    env = miljo(KUNDVALSDESK_DB=inlast_db, PYTHONPATH=str(Path(kundvalsdesk.__file__).resolve().parents[1]))
    program = f"{shlex.quote(sys.executable)} -m kundvalsdesk"
    return process(["sh", "-c", kommando.replace("PROGRAM", program)], env, Path(inlast_db).parent)


skal = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")


@skal
@pytest.mark.parametrize("ut", [">&-", pytest.param(">/dev/full", marks=pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs /dev/full"))])  # fmt: skip
def test_standard_output_that_cannot_be_written(inlast: Kor, db: str, ut: str) -> None:
    nekad(i_skal(db, f"PROGRAM frister --idag 2024-09-11 {ut}"), "standard ut", "utfört")


@skal
def test_without_standard_error_nothing_of_it_comes_among_the_data(inlast: Kor, db: str) -> None:
    svar = i_skal(db, "PROGRAM forklara saknas uppdrag 2>&-")
    assert (svar.kod, svar.ut, svar.fel) == (1, "", "")


@skal
def test_a_reader_that_has_had_enough(inlast: Kor, db: str) -> None:
    svar = i_skal(db, "PROGRAM frister --alla --idag 2024-09-11 | head -n 1")
    assert (svar.ut, svar.fel) == ("[\n", "")


def test_a_key_cannot_break_the_line_of_a_message(inlast: Kor) -> None:
    fel = nekad(inlast("forklara", "I1\n\x1b[31mI2", "uppdrag"), "ingen insats")
    assert "\x1b" not in fel


@pytest.mark.parametrize("dag", ["2024-W37-3", "0001-01-01", "9999-12-31", "2024-02-30", "", " "])
def test_a_day_that_is_none(inlast: Kor, dag: str) -> None:
    svar = inlast("frister", "--idag", dag)
    assert (svar.kod, svar.ut) == (2, "")
    assert "ÅÅÅÅ-MM-DD" in svar.fel


@pytest.mark.parametrize("ut", ["/", ".", "", "saknas/x.pdf", "a" * 250 + ".pdf"])
def test_a_place_where_no_document_can_be(inlast: Kor, db: str, ut: str) -> None:
    fore = inlast("databas", "status").data["antal"]["dokument"]
    svar = inlast("dokument", "avbrottsdokument", "I3", "--idag", "2024-09-11", "--ut", ut)
    if svar.kod:
        nekad(svar, "Inget är utfärdat")
        assert inlast("databas", "status").data["antal"]["dokument"] == fore
    assert not [f for f in Path(db).parent.iterdir() if f.name.startswith(".")]


def test_two_imports_that_both_would_make_the_database(kor: Kor, material: Path, db: str) -> None:
    with ThreadPoolExecutor(2) as tva:
        svar = list(tva.map(lambda _: kor("importera", material), range(2)))
    assert sorted(s.kod for s in svar) == [0, 1]
    assert kor("databas", "status").data["antal"]["insats"] == 3
    assert [f.name for f in Path(db).parent.iterdir() if ".db" in f.name] == ["arenden.db"]
