"""The program by its own front door, until its queue is painted (bench/start.py): `… FILE`."""

from __future__ import annotations

import os
import sys
import time


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


if __name__ == "__main__":
    _program(sys.argv[1])
