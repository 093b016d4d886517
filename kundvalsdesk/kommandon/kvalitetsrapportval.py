"""How the sub-command for the kvalitetsrapport is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..val import Val

DELAR = ("lista", "skapa", "visa", "pdf", "docx", "besluta")
FILER = {"pdf": ".pdf", "docx": ".docx"}


def lagg_till(q: argparse.ArgumentParser, ar: Callable[[str], int], dag: Callable[[str], date]) -> None:
    q.add_argument("del_", choices=DELAR, metavar="|".join(DELAR))
    q.add_argument("--ar", type=ar, metavar="ÅÅÅÅ", default=0, help="uppföljningens år")
    q.add_argument("--kundval", default="", help="kundvalets namn, eller ett av våra som ingår i det (FAI, AMI, ISA)")
    q.add_argument("--namnd", default="", help="nämnden, när flera har ett kundval med samma namn")
    q.add_argument("--ut", type=Path, metavar="FIL", help="pdf, docx: filen som skrivs, FIL.pdf eller FIL.docx")
    q.add_argument("--dag", type=dag, metavar="ÅÅÅÅ-MM-DD", help="besluta: nämndens dag; annars i dag")
    q.add_argument("--paragraf", default="", help="besluta: nämndens paragraf")
    q.add_argument(
        "--last-talen", action="store_true", help="besluta: de skrivna talen som inte står i någon tabell är lästa"
    )


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said must be something that the part does."""
    if val.del_ != "lista" and not (val.ar and val.kundval):
        p.error("Det saknas något: --ar och --kundval.")
    slut = FILER.get(val.del_, "")
    if slut and (val.ut is None or val.ut.suffix.lower() != slut):
        p.error(f"kvalitetsrapport {val.del_} skriver en fil: --ut FIL{slut}.")
    if not slut and val.ut is not None:
        p.error(f"kvalitetsrapport {val.del_} skriver ingen fil: ta bort --ut.")
    if val.del_ == "besluta" and not val.paragraf.strip():
        p.error("Det saknas något: --paragraf.")
