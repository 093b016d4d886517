"""Reads the kontrollpunkter that an uppföljning begins with, `resources/uppfoljning/kontrollpunkter.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from ..fel import Nekad
from ..resurser import resurs
from ..rules.kontrollpunkter import Kontrollpunkter, las_kontrollpunkter
from ..rules.uppfoljning import Modellfel
from .uppfoljningsmodell import modell


def las_fil(fil: Path) -> Kontrollpunkter:
    """Raises Nekad("modell") with file, key and reason."""
    try:
        try:
            data = tomllib.loads(fil.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
            raise Modellfel(fil.name, "", f"går inte att läsa ({e})") from None
        return las_kontrollpunkter(fil.name, data, [m.kod for m in modell().mallar])
    except Modellfel as e:
        raise Nekad("modell", str(e)) from None


@cache
def kontrollpunkter() -> Kontrollpunkter:
    """Those that came with the program."""
    return las_fil(resurs("uppfoljning", "kontrollpunkter.toml"))
