"""How the sub-command for the kvalitetsrapport is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..val import Val

DELAR = ("lista", "skapa", "visa", "pdf", "besluta")


def lagg_till(q: argparse.ArgumentParser, ar: Callable[[str], int], dag: Callable[[str], date]) -> None:
    q.add_argument("del_", choices=DELAR, metavar="|".join(DELAR))
    q.add_argument("--ar", type=ar, metavar="ÅÅÅÅ", default=0, help="uppföljningens år")
    q.add_argument("--kundval", default="", help="kundvalets namn, eller ett av våra som ingår i det (FAI, AMI, ISA)")
    q.add_argument("--namnd", default="", help="nämnden, när flera har ett kundval med samma namn")
    q.add_argument("--ut", type=Path, metavar="FIL.pdf", help="pdf: filen som skrivs")
    q.add_argument("--dag", type=dag, metavar="ÅÅÅÅ-MM-DD", help="besluta: nämndens dag; annars i dag")
    q.add_argument("--paragraf", default="", help="besluta: nämndens paragraf")
    q.add_argument(
        "--last-talen", action="store_true", help="besluta: de skrivna talen som inte står i någon tabell är lästa"
    )


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said must be something that the part does."""
    if val.del_ != "lista" and not (val.ar and val.kundval):
        p.error("Det saknas något: --ar och --kundval.")
    if (val.del_ == "pdf") != (val.ut is not None) or (val.ut is not None and val.ut.suffix.lower() != ".pdf"):
        p.error("kvalitetsrapport pdf skriver en fil: --ut FIL.pdf.")
    if val.del_ == "besluta" and not val.paragraf.strip():
        p.error("Det saknas något: --paragraf.")
