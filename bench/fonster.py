"""The program's own window on a database, for measures of what its user meets: from the request to the paint."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from .data import NYCKEL


class Malning:
    """Waits for the painting of some viewports, in Qt's own event loop."""

    def __init__(self, app: Any) -> None:
        from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

        self.app = app
        self.nar = 0.0
        matt = self

        class Vakt(QObject):
            def eventFilter(self, yta: QObject, handelse: QEvent) -> bool:
                vantar = matt._vantar
                slut = QEvent.Type.UpdateRequest if yta in matt._hela else QEvent.Type.Paint
                if handelse.type() != slut or matt.malad or vantar is None or not vantar():
                    return False
                # Painted here and now, without this filter, so that the clock is read when it has been done.
                yta.removeEventFilter(self)
                QCoreApplication.sendEvent(yta, handelse)
                matt.nar, matt.malad = time.perf_counter(), True
                yta.installEventFilter(self)
                return True

        self.malad = False
        self._hela: list[Any] = []
        self._vantar: Callable[[], bool] | None = None
        self._vakt = Vakt()
        self._vackare = QTimer()
        self._vackare.start(50)

    def vakta(self, yta: Any) -> None:
        """A viewport whose painting ends a measure."""
        yta.installEventFilter(self._vakt)

    def vakta_fonster(self, fonster: Any) -> None:
        """A whole window: the measure ends when all that had to be painted in it has been."""
        if fonster not in self._hela:
            self._hela.append(fonster)
            fonster.installEventFilter(self._vakt)

    def vanta_pa(self, syns: Callable[[], bool]) -> None:
        self.malad, self._vantar = False, syns

    def tills(self, klart: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop

        slut = time.monotonic() + 60
        while not klart():
            # Asleep between events: a busy loop would take the interpreter from the worker that is waited for.
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > slut:
                raise RuntimeError("it was never painted")

    def lugn(self, ledig: Callable[[], bool]) -> None:
        self._vantar = None
        slut = time.monotonic() + 0.3
        self.tills(lambda: ledig() and time.monotonic() > slut)


class Provfonster(Malning):
    """An open window. `sagt`: every SQL statement with its values since the last measure began."""

    def __init__(self, app: Any, fonster: Any) -> None:
        super().__init__(app)
        self.fonster = fonster
        self.sagt: list[tuple[str, Any]] = []

    def stilla(self) -> None:
        """Until nothing is under way in the window."""
        self.lugn(lambda: bool(self.fonster.arbetare.ledig))

    def mat(self, gor: Callable[[], object], syns: Callable[[], bool]) -> float:
        """Seconds from the request until what `syns` asks for is painted."""
        self.stilla()
        self.sagt.clear()
        self.vanta_pa(syns)
        borjan = time.perf_counter()
        gor()
        self.tills(lambda: self.malad)
        return self.nar - borjan


@contextmanager
def oppnat(fil: Path, dag: date, som: str) -> Iterator[Provfonster]:
    """The window with its queue filled; closed and taken down afterwards."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from kundvalsdesk import app as program

    os.environ["KUNDVALSDESK_NYCKEL"] = NYCKEL
    app = QApplication.instance() or program._gor_app(["bench"])
    minne = QSettings(str(fil.with_suffix(".ini")), QSettings.Format.IniFormat)
    fonster = program._gor_fonster(app, minne, program.VanligDatabas(str(fil), som, lambda: dag), dag, demo=False)  # type: ignore[arg-type]
    sys.excepthook = sys.__excepthook__  # a fault here is to be seen, not shown in a dialog
    prov = Provfonster(app, fonster)

    def hor(_: Any, __: Any, sats: str, varden: Any, *___: Any) -> None:
        prov.sagt.append((sats, varden))

    fonster.resize(1280, 800)
    fonster.show()
    prov.tills(lambda: "ko" in fonster.vyer and fonster.vyer["ko"].modell.totalt > 0 and fonster.arbetare.ledig)
    event.listen(Engine, "before_cursor_execute", hor)
    try:
        yield prov
    finally:
        event.remove(Engine, "before_cursor_execute", hor)
        prov._vantar = None
        fonster.arbetare.stang()
        fonster.close()
        fonster.deleteLater()
        app.processEvents()
