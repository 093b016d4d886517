"""How the sub-command for offline packages is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..val import Val


def lagg_till(q: argparse.ArgumentParser) -> None:
    q.add_argument("del_", choices=("ut", "in"), metavar="ut|in")
    q.add_argument("plats", type=Path, metavar="FIL")
    q.add_argument("--handlaggare", metavar="ANVÄNDARE", help="ut: vems rapporter som tas ut; annars dina egna")
    q.add_argument(
        "--besok", dest="besoken", type=_nummer, action="append", default=[], metavar="NUMMER",
        help="ut: ett besök i stället för rapporter, som besok lista visar det; kan anges flera gånger",
    )  # fmt: skip


def _nummer(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError("skriv besökets nummer, som besok lista visar det")
    return int(text)


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    if val.besoken and val.del_ == "in":
        p.error("--besok hör till paket ut. Ett paket läses in helt.")
    if val.besoken and val.handlaggare:
        p.error("--handlaggare hör till rapporter. Besök tas ut av den som skriver om dem.")
