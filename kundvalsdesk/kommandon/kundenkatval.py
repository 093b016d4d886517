"""How the sub-command for kundenkäter is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..val import Val

DELAR = ("skapa", "lista", "utskick", "mall", "las-in", "resultat")


def lagg_till(q: argparse.ArgumentParser, ar: Callable[[str], int], dag: Callable[[str], date]) -> None:
    q.add_argument("del_", choices=DELAR, metavar="|".join(DELAR))
    q.add_argument(
        "plats", type=Path, nargs="?", metavar="FIL",
        help="las-in: svaren, CSV eller XLSX; skapa: frågorna, en på varje rad, annars programmets förslag",
    )  # fmt: skip
    q.add_argument("--ar", type=ar, metavar="ÅÅÅÅ", help="vilken enkät: året")
    q.add_argument("--kundval", help="vilken enkät: kundvalet")
    q.add_argument("--namn", help="skapa: vad den heter")
    q.add_argument("--fran", type=dag, metavar="ÅÅÅÅ-MM-DD", help="skapa: insatser från och med; annars hela året")
    q.add_argument("--till", type=dag, metavar="ÅÅÅÅ-MM-DD", help="skapa: insatser till och med")
    q.add_argument("--format", choices=("json", "csv", "xlsx"), default="json", help="resultat: hur det skrivs")
    q.add_argument(
        "--ut", type=Path, metavar="FIL",
        help="resultat: skriver till filen; utskick och mall: listan med namn, formuläret, som .xlsx eller .csv",
    )  # fmt: skip


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said must be something that the part does."""
    if val.del_ != "lista" and not (val.ar and val.kundval):
        p.error("Det saknas något: --ar och --kundval.")
    if val.del_ == "las-in" and val.plats is None:
        p.error("Det saknas något: vilken fil. Skriv kundvalsdesk kundenkat las-in FIL.")
    if val.plats is not None and val.del_ not in ("las-in", "skapa"):
        p.error(f"kundenkat {val.del_} tar ingen FIL.")
    if val.del_ == "mall" and val.ut is None:
        p.error("Det saknas något: --ut.")
    if val.del_ in ("utskick", "mall") and val.ut is not None and val.ut.suffix.lower() not in (".xlsx", ".csv"):
        p.error("Filen skrivs som .xlsx eller .csv.")
