"""The forms that came with the program (`resources/formular/*.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from ..fel import Nekad
from ..resurser import resurs
from ..rules.formular import FormularFel, las_formular
from ..rules.rapporttyper import Formular


def las_katalog(katalog: Path) -> dict[str, Formular]:
    """All forms of a folder by name ("rapport/AMI/1"). Raises Nekad("formular") with file, key and reason."""
    ut: dict[str, Formular] = {}
    try:
        for fil in sorted(katalog.glob("*.toml")):
            try:
                data = tomllib.loads(fil.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
                raise FormularFel(fil.name, "", f"går inte att läsa ({e})") from None
            for f in las_formular(fil.name, data):
                if f.namn in ut:
                    raise FormularFel(fil.name, "version", "finns redan i en annan fil")
                ut[f.namn] = f
    except FormularFel as e:
        raise Nekad("formular", str(e)) from None
    return ut


@cache
def alla_formular() -> dict[str, Formular]:
    return las_katalog(resurs("formular"))


@cache
def formular_for(slag: str, kundval: str) -> Formular:
    """The newest version of a form. Raises Nekad("inget_formular") for a kundval without one (an old insats)."""
    basta = max(
        (f for f in alla_formular().values() if (f.slag, f.kundval) == (slag, kundval)),
        key=lambda f: f.version,
        default=None,
    )
    if basta is None:
        raise Nekad("inget_formular", "Det finns inget formulär för insatser av det här slaget.")
    return basta


def formular_med_namn(namn: str) -> Formular | None:
    """The form that a stored content was written in, "slag/kundval/version"; None if it is no longer kept."""
    return alla_formular().get(namn)
