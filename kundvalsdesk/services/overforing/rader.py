"""A row of a sheet as it is read, and what tells that a sheet cannot be read further."""

from __future__ import annotations

from collections.abc import Sequence

Rad = tuple[int, Sequence[str]]


class Lasfel(Exception):
    """A sheet cannot be read further: row (1 = the header) and one sentence."""

    def __init__(self, rad: int, mening: str) -> None:
        super().__init__(mening)
        self.rad = rad
        self.mening = mening
