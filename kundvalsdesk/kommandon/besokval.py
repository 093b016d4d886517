"""How the sub-command for visits is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..val import Val

DELAR = ("lista", "planera", "flytta", "stall-in", "hallet", "kallelse", "checklista", "protokoll", "signera")
_TID = ("planera", "flytta", "hallet")
_FILER = {"kallelse": ".ics", "checklista": ".pdf", "protokoll": ".pdf"}


def lagg_till(q: argparse.ArgumentParser, ar: Callable[[str], int], dag: Callable[[str], date]) -> None:
    q.add_argument("del_", choices=DELAR, metavar="|".join(DELAR))
    q.add_argument("--besok", default="", metavar="NUMMER", help="besökets nummer, som lista visar det")
    q.add_argument("--ar", type=ar, metavar="ÅÅÅÅ", help="lista, planera: uppföljningens år")
    q.add_argument("--kundval", help="lista, planera: kundvalets namn, eller FAI, AMI, ISA")
    q.add_argument("--namnd", default="", help="planera: nämnden, om flera har ett kundval med samma namn")
    q.add_argument("--anordnare", default="", help="planera: anordnarens namn")
    q.add_argument("--kontor", default="", help="planera: anordnarens kontor, som i registret")
    q.add_argument("--var", default="", metavar="PLATS", help="planera, hallet: var; annars kontorets adress")
    q.add_argument("--dag", type=dag, metavar="ÅÅÅÅ-MM-DD", help="planera, flytta, hallet: vilken dag")
    q.add_argument("--klockan", default="09.00-11.00", metavar="TT.MM-TT.MM", help="planera, flytta, hallet: tiden")
    flera = "kan anges flera gånger"
    q.add_argument("--fran-oss", action="append", default=[], metavar="NAMN", help=f"vem från oss; {flera}")
    q.add_argument("--fran-dem", action="append", default=[], metavar="NAMN", help=f"vem från anordnaren; {flera}")
    q.add_argument("--skal", default="", metavar="TEXT", help="flytta, stall-in: varför")
    q.add_argument("--protokollversion", type=int, default=0, metavar="N", help="protokoll: vilken signerad version")
    q.add_argument("--ut", type=Path, metavar="FIL", help="kallelse (.ics), checklista och protokoll (.pdf)")


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said must be something that the part does."""
    nummer = val.besok.isascii() and val.besok.isdigit() and len(val.besok) < 10
    if val.del_ not in ("lista", "planera") and not nummer:
        p.error("Det saknas något: --besok, besökets nummer, som besok lista visar det.")
    if val.del_ == "planera" and not (val.ar and val.kundval and val.anordnare):
        p.error("Det saknas något: --ar, --kundval och --anordnare.")
    if val.del_ in _TID and val.dag is None:
        p.error("Det saknas något: --dag.")
    if val.klockan.count("-") != 1:
        p.error("Skriv tiden som --klockan 09.00-11.00.")
    andelse = _FILER.get(val.del_)
    if andelse and (val.ut is None or val.ut.suffix.lower() != andelse):
        p.error(f"Ange en fil med --ut, som slutar på {andelse}.")
    if not andelse and val.ut is not None:
        p.error("--ut hör till kallelse, checklista och protokoll.")
