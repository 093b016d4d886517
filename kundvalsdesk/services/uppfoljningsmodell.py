"""Reads the model of uppföljning, `resources/uppfoljning/modell.toml`; the rules themselves stay pure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ..fel import Nekad
from ..resurser import resurs
from ..rules.uppfoljning import Modell, Modellfel, las_modell

T = TypeVar("T")


def las_modellfil(fil: Path, las: Callable[[str, dict[str, Any]], T]) -> T:
    """A file of the model, read by `las` from its name and what stands in it. Raises Nekad("modell") with file, key
    and reason."""
    try:
        try:
            data = tomllib.loads(fil.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
            raise Modellfel(fil.name, "", f"går inte att läsa ({e})") from None
        return las(fil.name, data)
    except Modellfel as e:
        raise Nekad("modell", str(e)) from None


def las_fil(fil: Path) -> Modell:
    """As `las_modellfil`."""
    return las_modellfil(fil, las_modell)


@cache
def modell() -> Modell:
    """The one that came with the program."""
    return las_fil(resurs("uppfoljning", "modell.toml"))
