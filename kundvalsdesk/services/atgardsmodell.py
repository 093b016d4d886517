"""Reads the ladder of åtgärder, `resources/uppfoljning/atgarder.toml`; the rules themselves stay pure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..resurser import resurs
from ..rules.atgarder import Atgardsmodell, las_atgardsmodell
from .uppfoljningsmodell import las_modellfil


def las_fil(fil: Path) -> Atgardsmodell:
    """As `las_modellfil`."""
    return las_modellfil(fil, las_atgardsmodell)


@cache
def atgardsmodell() -> Atgardsmodell:
    """The one that came with the program."""
    return las_fil(resurs("uppfoljning", "atgarder.toml"))
