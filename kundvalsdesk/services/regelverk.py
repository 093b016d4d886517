"""Reads the rule sets of `resources/regelverk/*.toml`; the rules themselves stay pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from ..fel import Nekad
from ..resurser import resurs
from ..rules.regelverk import Regelverksfel, Regelverkssamling, tolka_regelverk


def las_katalog(katalog: Path) -> Regelverkssamling:
    """All rule sets of a folder, checked. Raises Nekad("regelverk") with file, key and reason."""
    try:
        sets = []
        for fil in sorted(katalog.glob("*.toml")):
            try:
                data = tomllib.loads(fil.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
                raise Regelverksfel(fil.name, "", f"går inte att läsa ({e})") from None
            sets.append(tolka_regelverk(fil.name, data))
        return Regelverkssamling(sets)
    except Regelverksfel as e:
        raise Nekad("regelverk", str(e)) from None


@cache
def las_regelverk() -> Regelverkssamling:
    """The rule sets that came with the program."""
    return las_katalog(resurs("regelverk"))
