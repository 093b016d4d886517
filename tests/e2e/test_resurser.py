"""Resources are found from a checkout, an editable install and an installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from .conftest import ROT, Svar, miljo, process

FRAGA = (
    "from kundvalsdesk.resurser import resurs, rot; "
    "print(rot()); "
    "print(len(list(resurs('regelverk').glob('*.toml'))), resurs('fonts', 'NotoSans-Regular.ttf').stat().st_size, "
    "len(list(resurs('formular').glob('*.toml'))))"
)


def _tom_miljo() -> dict[str, str]:
    return miljo(PYTHONPATH=None, PYTHONSAFEPATH="1")


def _venv(mapp: Path) -> Path:
    """A new environment that borrows what is installed here, so that nothing is fetched; gives its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(mapp)], check=True)
    python = mapp / ("Scripts" if os.name == "nt" else "bin") / "python"
    plats = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    lanade = dict.fromkeys(sysconfig.get_path(p) for p in ("purelib", "platlib"))
    # What stands in the new environment itself comes first.
    (Path(plats) / "lanat.pth").write_text("\n".join(lanade) + "\n", encoding="utf-8")
    return python


def _installera(python: Path, *vad: str) -> None:
    kommando = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    p = subprocess.run([*kommando, "--ignore-installed", "--no-build-isolation", *vad], capture_output=True, text=True)
    assert p.returncode == 0, p.stderr


@pytest.fixture(scope="session")
def hjul(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once."""
    mapp = tmp_path_factory.mktemp("hjul")
    p = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(mapp), str(ROT)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert p.returncode == 0, p.stdout + p.stderr
    (fil,) = mapp.glob("*.whl")
    return fil


@pytest.fixture(scope="session")
def hjulets_python(hjul: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    python = _venv(tmp_path_factory.mktemp("hjulmiljo") / "v")
    _installera(python, str(hjul))
    return python


def _fraga(python: Path | str, mapp: Path, **andra: str) -> Path:
    svar = process([str(python), "-c", FRAGA], {**_tom_miljo(), **andra}, mapp)
    assert svar.kod == 0, svar.fel
    rot, antal = svar.ut.splitlines()
    regelverk, storlek, formular = antal.split()
    assert int(regelverk) >= 2
    assert int(storlek) > 100_000
    assert int(formular) >= 3
    return Path(rot)


def test_checkout(tmp_path: Path) -> None:
    assert _fraga(sys.executable, tmp_path, PYTHONPATH=str(ROT)) == ROT / "resources"


def test_editable_install(tmp_path: Path) -> None:
    python = _venv(tmp_path / "v")
    _installera(python, "--editable", str(ROT))
    assert _fraga(python, tmp_path) == ROT / "resources"


def test_installed_wheel(hjulets_python: Path, tmp_path: Path) -> None:
    rot = _fraga(hjulets_python, tmp_path)
    assert rot.is_relative_to(hjulets_python.parents[1].resolve())
    assert (rot.parent / "__main__.py").is_file()


def test_the_wheel_carries_every_resource_and_migration(hjul: Path) -> None:
    with zipfile.ZipFile(hjul) as z:
        finns = set(z.namelist())
    for fil in (ROT / "resources").rglob("*"):
        if fil.is_file() and "__pycache__" not in fil.parts:
            assert f"kundvalsdesk/resources/{fil.relative_to(ROT / 'resources').as_posix()}" in finns
    for fil in (ROT / "kundvalsdesk" / "models" / "migrations").rglob("*.py"):
        assert fil.relative_to(ROT).as_posix() in finns
    assert not [n for n in finns if n.startswith(("tests/", "bench/", "resources/"))]


def _kommando(python: Path, mapp: Path, *arg: str) -> Svar:
    script = python.with_name("kundvalsdesk.exe" if os.name == "nt" else "kundvalsdesk")
    svar = process([str(script), *arg], {**_tom_miljo(), "KUNDVALSDESK_DB": str(mapp / "a.db")}, mapp)
    assert svar.kod == 0, svar.fel
    return svar


def test_the_installed_program_works_with_its_resources(hjulets_python: Path, tmp_path: Path, material: Path) -> None:
    """Migrations, rule sets and fonts, through the installed script."""
    _kommando(hjulets_python, tmp_path, "importera", str(material))
    assert len(_kommando(hjulets_python, tmp_path, "frister", "--idag", "2024-09-11").data) == 6
    _kommando(hjulets_python, tmp_path, "dokument", "avbrottsdokument", "I3", "--ut", "a.pdf", "--idag", "2024-09-11")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    _kommando(hjulets_python, tmp_path, "rapportmall", "slutrapport", "I1", "--ut", "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
