"""How the sub-command for stickprov is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from ..val import Val

DELAR = ("lista", "bestall", "dra", "visa", "granska", "klart", "avbryt", "kontrollera")


def lagg_till(q: argparse.ArgumentParser, ar: Callable[[str], int], dag: Callable[[str], date]) -> None:
    q.add_argument("del_", choices=DELAR, metavar="|".join(DELAR))
    q.add_argument("--prov", default="", metavar="ID", help="stickprovets id, som lista visar det")
    q.add_argument("--ar", type=ar, metavar="ÅÅÅÅ", help="lista, bestall: uppföljningens år")
    q.add_argument("--kundval", help="bestall: uppföljningens kundval, eller FAI, AMI, ISA för bara det")
    q.add_argument("--namnd", default="", help="bestall: nämnden, om flera har ett kundval med samma namn")
    q.add_argument("--anordnare", default="", metavar="NAMN", help="bestall: bara insatser hos en anordnare")
    q.add_argument("--fran", type=dag, metavar="ÅÅÅÅ-MM-DD", help="bestall: periodens första dag")
    q.add_argument("--till", type=dag, metavar="ÅÅÅÅ-MM-DD", help="bestall: periodens sista dag")
    q.add_argument("--storlek", type=int, default=20, metavar="ANTAL", help="bestall: hur många ärenden; annars 20")
    q.add_argument("--aven-dragna", action="store_true", help="bestall: också ärenden som redan är dragna")
    q.add_argument("--syfte", default="", metavar="TEXT", help="bestall: vad stickprovet ska svara på")
    q.add_argument("--arende", default="", metavar="ÄRENDE", help="granska: ärendets nummer")
    q.add_argument("--svar", action="append", default=[], metavar="KOD=SVAR", help="granska: ja, nej eller ej")
    q.add_argument("--kommentar", default="", metavar="TEXT", help="granska: stannar hos den som ser ärendet")
    q.add_argument("--skal", default="", metavar="TEXT", help="avbryt: varför")


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said must be something that the part does."""
    if val.del_ not in ("lista", "bestall") and not (val.prov.isascii() and val.prov.isdigit() and len(val.prov) < 10):
        p.error("Det saknas något: --prov, stickprovets id, som stickprov lista visar det.")
    if val.del_ == "bestall" and not (val.ar and val.kundval and val.fran and val.till):
        p.error("Det saknas något: --ar, --kundval, --fran och --till.")
    if val.del_ == "granska" and not val.arende:
        p.error("Det saknas något: --arende.")
    if any("=" not in s for s in val.svar):
        p.error("Skriv svaren som --svar plan=ja.")
