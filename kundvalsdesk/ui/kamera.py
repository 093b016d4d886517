"""What takes a picture of the window, when nothing in it is on its way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QRect, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kundvalsdesk.ui.fonster import Fonster

TALAMOD_MS = 120_000


class Kamera:
    def __init__(self, app: QApplication, fonster: Fonster, katalog: Path) -> None:
        self._app, self._f, self._katalog = app, fonster, katalog
        self._fel: list[BaseException] = []
        fonster.arbetare.bugg.connect(self._fel.append)
        fonster.arbetare.calm.connect(self._fel.append)

    def _ta(self, namn: str, dialog: QDialog | None = None, *, skala: float = 1.0) -> None:
        bild = self._framkalla(self._f, skala)
        if dialog is not None:
            self._lagg_over(bild, dialog)
        if not bild.save(str(self._katalog / namn)):
            self._fel.append(OSError(namn))

    def _framkalla(self, widget: QWidget, skala: float) -> QImage:
        bild = QImage(widget.size() * skala, QImage.Format.Format_RGB32)
        bild.setDevicePixelRatio(skala)
        bild.fill(0)
        widget.render(bild)
        return bild

    def _lagg_over(self, bild: QImage, dialog: QDialog) -> None:
        """The dialog in the middle of the dimmed window, as a window system would show it."""
        lager = self._framkalla(dialog, 1.0)
        p = QPainter(bild)
        p.fillRect(bild.rect(), QColor(10, 16, 24, 90))
        plats = QRect(QPoint(0, 0), lager.size())
        plats.moveCenter(bild.rect().center())
        p.fillRect(plats.adjusted(-1, -1, 1, 1), self._f._tema.farg("falt"))
        p.drawImage(plats, lager)
        p.end()

    def _vanta(self, klart: Callable[[], bool]) -> None:
        for _ in range(TALAMOD_MS // 20):
            if klart():
                return
            self._en_stund(20)

    def _lugn(self, efter: int = 160) -> None:
        """Until nothing is on its way: timers of the views first, then the worker, then a last repaint."""
        self._en_stund(efter)
        self._vanta(lambda: self._f.arbetare.ledig)
        self._en_stund(efter)
        self._vanta(lambda: self._f.arbetare.ledig)

    def _en_stund(self, ms: int) -> None:
        slinga = QEventLoop()
        QTimer.singleShot(ms, slinga.quit)
        slinga.exec()
