"""From the start of the process to the painted queue, against a process that imports the same heavy things.

Both run as processes of their own and say on standard output when they have painted: the program as it is
(bench/start_program.py), with its database of the demo's people already made; and an empty window after importing
PySide6.QtWidgets and SQLAlchemy (bench/start_tomt.py).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from .data import NYCKEL
from .tabell import Matt, ms


def mat(plats: Path, litet: bool) -> list[Matt]:
    from datetime import date

    fil = plats / "demo.db"
    _gor_demo(fil, date(2024, 9, 11))
    antal = 1 if litet else 9
    program, tomt = [], []
    for n in range(antal + 1):  # in turn, so that whatever else the machine does strikes both
        a, b = _kor("bench.start_program", str(fil)), _kor("bench.start_tomt")
        if n or litet:  # the first fills the disk cache
            program.append(a)
            tomt.append(b)
    p, t = statistics.median(program), statistics.median(tomt)
    return [Matt("start: process start to painted queue", ms(p), ms(t), p / t, 2)]


def _gor_demo(fil: Path, idag: object) -> None:
    from datetime import date

    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa
    from kundvalsdesk.services.demo import rader
    from kundvalsdesk.services.overforing import las_in
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor

    assert isinstance(idag, date)
    databas = skapa(tolka_adress(str(fil)), NYCKEL)
    aktor = Aktor("bench", "bench", frozenset(ROLLER), agare=True)
    las_in(databas, aktor, las_regelverk(), idag, rader(idag))
    databas.stang()


def _kor(*arg: str) -> float:
    """Seconds from the start of a process until it says that it has painted.

    With bytecode kept, as everything that pip has installed has it: a machine set to keep none would have our own
    modules compiled at every start, and those of the libraries not.
    """
    miljo = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    borjan = time.time()
    svar = subprocess.run(
        [sys.executable, "-m", *arg],
        check=True, capture_output=True, text=True, env={**miljo, "KUNDVALSDESK_NYCKEL": NYCKEL},
    )  # fmt: skip
    return float(svar.stdout) - borjan
