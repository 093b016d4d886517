"""A panel over the window, made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from kundvalsdesk.ui.fonster import Fonster

Panel = TypeVar("Panel", bound=QWidget)


class Panelvag(QObject, Generic[Panel]):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        self.panel: Panel | None = None

    def stang(self) -> None:
        """Somebody else, or another database: nothing may be left on the screen."""
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
