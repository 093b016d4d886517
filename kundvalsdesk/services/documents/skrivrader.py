"""Empty lines to write on by hand. They say nothing, so they are no part of the structure of the document."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from .delar import streck


class Skrivrader(Flowable):  # type: ignore[misc]
    """`antal` lines, `hojd` points apart; goes on on the next page."""

    def __init__(self, antal: int, hojd: float) -> None:
        super().__init__()
        self.antal, self.hojd = antal, hojd

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.width, self.height = bredd, self.antal * self.hojd + 6
        return self.width, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        ryms = int((hojd - 6) // self.hojd)
        if not 0 < ryms < self.antal:
            return []
        return [Skrivrader(ryms, self.hojd), Skrivrader(self.antal - ryms, self.hojd)]

    def draw(self) -> None:
        for nr in range(1, self.antal + 1):
            y = self.height - nr * self.hojd
            streck(self.canv, 0, y, self.width)
