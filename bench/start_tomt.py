"""An empty window after importing what the program cannot do without (bench/start.py)."""

from __future__ import annotations

import os
import sys
import time


def _malat() -> None:
    sys.stdout.write(f"{time.time()}\n")
    sys.stdout.flush()
    os._exit(0)


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
    _tomt()
