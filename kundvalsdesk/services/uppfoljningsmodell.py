"""Reads the model of uppföljning, `resources/uppfoljning/modell.toml`; the rules themselves stay pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from ..fel import Nekad
from ..resurser import resurs
from ..rules.uppfoljning import Modell, Modellfel, las_modell


def las_fil(fil: Path) -> Modell:
    """Raises Nekad("modell") with file, key and reason."""
    try:
        try:
            data = tomllib.loads(fil.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
            raise Modellfel(fil.name, "", f"går inte att läsa ({e})") from None
        return las_modell(fil.name, data)
    except Modellfel as e:
        raise Nekad("modell", str(e)) from None


@cache
def modell() -> Modell:
    """The one that came with the program."""
    return las_fil(resurs("uppfoljning", "modell.toml"))
