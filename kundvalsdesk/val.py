"""What was asked for on the command line, and where its answers go."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass
class Val:
    """What was asked for. `kommando` None: the window. No slots: argparse keeps notes of its own on it."""

    db: str | None = None
    idag: date | None = None
    som: str | None = None
    demo: bool = False
    skarmbilder: Path | None = None
    kommando: str | None = None
    del_: str = ""
    plats: Path | None = None
    provkor: bool = False
    alla: bool = False
    format: str = "json"
    insats: str = ""
    kod: str = ""
    avser: str | None = None
    ut: Path | None = None


def sag(text: str) -> None:
    """One line on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks here


def skriv(text: str) -> None:
    """Data on standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()
