"""Reads the scale that anordnare are judged on, `resources/uppfoljning/bedomning.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..resurser import resurs
from ..rules.bedomning import Skala, las_skala
from .uppfoljningsmodell import las_modellfil


def las_fil(fil: Path) -> Skala:
    """As `las_modellfil`."""
    return las_modellfil(fil, las_skala)


@cache
def skala() -> Skala:
    """The one that came with the program."""
    return las_fil(resurs("uppfoljning", "bedomning.toml"))
