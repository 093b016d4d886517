"""From the start of the process to the painted queue, against a process that imports the same heavy things.

Both run as processes of their own and say on standard output when they have painted: the program as it is
(`python -m bench.start program FILE`), with its database of the demo's people already made; and an empty window
after importing PySide6.QtWidgets and SQLAlchemy (`python -m bench.start tomt`).
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
        a, b = _kor("program", str(fil)), _kor("tomt")
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
    borjan = time.time()
    svar = subprocess.run(
        [sys.executable, "-m", "bench.start", *arg],
        check=True, capture_output=True, text=True, env={**os.environ, "KUNDVALSDESK_NYCKEL": NYCKEL},
    )  # fmt: skip
    return float(svar.stdout) - borjan


def _malat() -> None:
    sys.stdout.write(f"{time.time()}\n")
    sys.stdout.flush()
    os._exit(0)


def _program(fil: str) -> None:
    """The program by its own front door; only the window is looked at on its way to the screen."""
    from kundvalsdesk import __main__, app

    bygg = app._gor_fonster

    def gor(*arg: object, **namngivet: object) -> object:
        from PySide6.QtCore import QEvent, QObject

        fonster = bygg(*arg, **namngivet)  # type: ignore[arg-type]

        class Vakt(QObject):
            def eventFilter(self, vad: QObject, handelse: QEvent) -> bool:
                if handelse.type() == QEvent.Type.Paint and modell.hamta(1) is not None:
                    self.startTimer(0)
                return False

            def timerEvent(self, _: QEvent) -> None:
                _malat()

        vakt = Vakt(fonster)

        def fylld() -> None:
            nonlocal modell
            modell = fonster.vyer["ko"].modell
            yta = fonster.vyer["ko"].lista.viewport()
            yta.installEventFilter(vakt)
            yta.update()

        modell = None
        fonster.klar.connect(fylld)
        return fonster

    app._gor_fonster = gor
    raise SystemExit(__main__.main(["--db", fil, "--idag", "2024-09-11", "--som", "bench"]))


def _tomt() -> None:
    import sqlalchemy  # noqa: F401
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Fonster(QWidget):
        def paintEvent(self, handelse: QPaintEvent) -> None:
            super().paintEvent(handelse)
            QTimer.singleShot(0, _malat)

    app = QApplication([])
    fonster = Fonster()
    fonster.resize(1280, 800)
    fonster.show()
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "program":
        _program(sys.argv[2])
    else:
        _tomt()
