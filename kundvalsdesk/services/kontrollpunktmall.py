"""Reads the kontrollpunkter that an uppföljning begins with, `resources/uppfoljning/kontrollpunkter.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..resurser import resurs
from ..rules.kontrollpunkter import Kontrollpunkter, las_kontrollpunkter
from .uppfoljningsmodell import las_modellfil, modell


def las_fil(fil: Path) -> Kontrollpunkter:
    """As `las_modellfil`."""
    return las_modellfil(fil, lambda namn, data: las_kontrollpunkter(namn, data, [m.kod for m in modell().mallar]))


@cache
def kontrollpunkter() -> Kontrollpunkter:
    """Those that came with the program."""
    return las_fil(resurs("uppfoljning", "kontrollpunkter.toml"))
