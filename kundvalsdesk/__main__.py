"""Start: the command line if a sub-command is given, else the window."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .val import Val

SKRAP = 50_000
"""New objects between two looks for garbage."""


def main(argv: list[str] | None = None) -> int:
    """Runs the program with the arguments given, and returns its exit status (kontrakt: command line)."""
    # A start makes a great many objects that live on; looking for garbage among them takes a fifth of its time.
    gc.set_threshold(SKRAP)
    from . import cli

    val = cli.tolka(sys.argv[1:] if argv is None else argv)
    if val.kommando is not None:
        return cli.kor(val)
    return cli.skyddad(lambda: _fonster(val))


def _fonster(val: Val) -> int:
    from . import app  # Qt comes in with it: never for a sub-command

    if val.skarmbilder is not None:
        return app.rita_skarmbilder(val.skarmbilder, val.idag)
    return app.kor_fonster(val.db, val.idag, val.som, val.demo, val.paket)


if __name__ == "__main__":
    sys.exit(main())
