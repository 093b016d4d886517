"""Finds the files of `resources/` from a checkout, an editable install and an installed wheel.

The wheel carries the folder as `kundvalsdesk/resources`; a checkout and an editable install have it beside the
package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rot() -> Path:
    """The folder `resources`, wherever this copy of the program keeps it. Raises FileNotFoundError if it is gone."""
    paket = Path(__file__).resolve().parent
    for kandidat in (paket / "resources", paket.parent / "resources"):
        if (kandidat / "regelverk").is_dir():
            return kandidat
    raise FileNotFoundError("resources")


def resurs(*delar: str) -> Path:
    """Path of one resource, e.g. `resurs("fonts", "NotoSans-Regular.ttf")`."""
    return rot().joinpath(*delar)
