"""The program as a process, and a little material to feed it with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kundvalsdesk

NYCKEL = "5a" * 32
ROT = Path(__file__).resolve().parents[2]

MATERIAL = {
    "handlaggare": """\
anvandare;namn;roll;epost
anlu;Anna Lundin;karriarvagledare;
gust;Gunnar Strand;arbetsledare;
""",
    "anordnare": """\
anordnare;orgnr;epost;telefon;adress;kommundelar;sprak;kompetens;presentation;kommunal
Björkens Jobbcenter;;;;;;;;;nej
""",
    "auktorisationer": """\
anordnare;avser;fran;till
Björkens Jobbcenter;AMI;2021-03-01;
""",
    "kunder": """\
kund;personnummer;fodelsedatum;fornamn;efternamn;skydd;malgrupp;ekonomiskt_bistand;karriarvagledare
K1;;1990-02-03;Åsa;Öberg;;bistand;ja;anlu
K2;;1985-07-01;Vilhelmina;Hemligsson;sekretessmarkering;bistand;ja;anlu
K3;;1979-11-30;Örjan;Ek;;bistand;ja;anlu
""",
    "insatser": """\
insats;kund;kod;anordnare;beslut;aktualiserad;bemannad;uppdrag;start;slut;omfattning;sista_dag;avslutsbeslut;\
avslutstyp;avslutsorsak
I1;K1;AMI2;Björkens Jobbcenter;2024-06-26;2024-06-27;2024-06-28;2024-07-01;2024-07-03;2025-07-02;100;;;;
I2;K2;AMI1;Björkens Jobbcenter;2024-09-11;2024-09-11;;;;;;;;;
I3;K3;AMI2;Björkens Jobbcenter;2024-05-27;2024-05-28;2024-05-29;2024-05-31;2024-06-03;2025-06-02;100;2024-09-20;\
2024-09-10;avbruten;flytt
""",
    "genomforandeplaner": """\
insats;version;inkommen;aterremitterad;inkommen_igen;godkand;revidering_begard
I1;1;2024-07-10;;;2024-07-12;
I3;1;2024-06-10;;;2024-06-12;
""",
    "manadsrapporter": """\
insats;manad;klarmarkerad;aterremitterad;klarmarkerad_igen;godkand;underlag
I1;2024-07;2024-08-05;;;2024-08-07;2024-08-05
I1;2024-08;2024-09-09;;;;2024-09-09
I3;2024-06;2024-07-02;;;2024-07-03;2024-07-02
I3;2024-07;2024-08-02;;;2024-08-05;2024-08-02
I3;2024-08;2024-09-03;;;2024-09-05;2024-09-03
""",
}


@dataclass(frozen=True)
class Svar:
    """What a run of the program gave."""

    kod: int
    ut: str
    fel: str

    @property
    def data(self) -> Any:
        return json.loads(self.ut)


Kor = Callable[..., Svar]


def miljo(**andra: str | None) -> dict[str, str]:
    """The environment of a run: nothing of whoever runs the tests decides what it does."""
    ut = {k: v for k, v in os.environ.items() if not k.startswith("KUNDVALSDESK_")}
    ut.update(KUNDVALSDESK_NYCKEL=NYCKEL, PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring", PYTHONUTF8="1")
    for namn in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        ut.pop(namn, None)
    for k, v in andra.items():
        if v is None:
            ut.pop(k, None)
        else:
            ut[k] = v
    return ut


def process(kommando: list[str], env: Mapping[str, str], mapp: Path) -> Svar:
    p = subprocess.run(
        kommando, env=dict(env), cwd=mapp, capture_output=True, text=True, encoding="utf-8", timeout=240
    )
    assert "Traceback" not in p.stderr, p.stderr
    return Svar(p.returncode, p.stdout, p.stderr)


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "arenden.db")


def korare(mapp: Path, db: str) -> Kor:
    paket = str(Path(kundvalsdesk.__file__).resolve().parents[1])

    def gor(*arg: object, **andra: str | None) -> Svar:
        env = miljo(**{"KUNDVALSDESK_DB": db, "PYTHONPATH": paket, **andra})
        return process([sys.executable, "-m", "kundvalsdesk", *map(str, arg)], env, mapp)

    return gor


@pytest.fixture
def kor(tmp_path: Path, db: str) -> Kor:
    """Runs the program with some arguments on the test's own database; `miljo` changes variables (None: unset)."""
    return korare(tmp_path, db)


def skriv_material(katalog: Path, blad: Mapping[str, str] = MATERIAL) -> Path:
    katalog.mkdir()
    for namn, text in blad.items():
        (katalog / f"{namn}.csv").write_text(text, encoding="utf-8")
    return katalog


def las_in_blad(katalog: Path, blad: Mapping[str, str], idag: str) -> list[str]:
    """A database with these cases, taken in within this process: the arguments that name it."""
    from kundvalsdesk.cli import kor, tolka

    db = ["--db", str(katalog / "a.db"), "--idag", idag]
    assert kor(tolka(["importera", str(skriv_material(katalog / "in", blad)), *db])) == 0
    return db


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """A folder in the transfer format: a report to review, a case just queued (protected), one to be ended."""
    return skriv_material(tmp_path / "material")


@pytest.fixture(scope="session")
def inlast_fil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that the program makes of the material."""
    mapp = tmp_path_factory.mktemp("inlast")
    fil = mapp / "arenden.db"
    svar = korare(mapp, str(fil))("importera", skriv_material(mapp / "material"))
    assert svar.kod == 0, svar.fel
    return fil


@pytest.fixture
def inlast(kor: Kor, db: str, material: Path, inlast_fil: Path) -> Kor:
    """As `kor`, with the material taken in."""
    shutil.copy(inlast_fil, db)
    return kor
