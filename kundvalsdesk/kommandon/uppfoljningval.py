"""How the sub-command for uppföljning is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..val import Val

GRANSKNING = ("granskning", "bedom", "granskning-klar", "granskning-oppna")
DELAR = (
    "lista", "skapa", "kopiera", "klar", "plan", "oversikt", "punkter", "punkter-skapa", "punkter-skicka", "punkt",
    "formular", "ta-emot", "redovisningar", *GRANSKNING,
)  # fmt: skip


def lagg_till(q: argparse.ArgumentParser, ar: Callable[[str], int], dag: Callable[[str], date]) -> None:
    q.add_argument("del_", choices=DELAR, metavar="|".join(DELAR))
    q.add_argument("plats", nargs="?", type=Path, metavar="FIL", help="ta-emot: en redovisning, eller en mapp")
    q.add_argument("--anordnare", default="", metavar="NAMN", help="bara den anordnaren")
    q.add_argument("--ar", type=ar, metavar="ÅÅÅÅ", help="året; för kopiera: året att kopiera från")
    q.add_argument("--kundval", help="kundvalets namn, eller ett av våra som ingår i det (FAI, AMI, ISA)")
    q.add_argument("--namnd", default="", help="nämnden; behövs för ett kundval som programmet inte känner")
    q.add_argument("--koder", default="", help="skapa: vilka av FAI, AMI och ISA som ingår")
    q.add_argument("--mall", default="", help="skapa: arbetsmarknad, vuxenutbildning eller allman")
    q.add_argument("--till-ar", type=ar, metavar="ÅÅÅÅ", default=0, help="kopiera: till vilket år; annars nästa")
    q.add_argument("--steg", default="", metavar="NUMMER", help="klar: stegets nummer, som lista visar det")
    q.add_argument("--dag", type=dag, metavar="ÅÅÅÅ-MM-DD", help="klar: vilken dag; annars i dag")
    q.add_argument("--notering", default="", metavar="TEXT", help="klar: vad som ska noteras")
    q.add_argument("--angra", action="store_true", help="klar: steget öppnas igen")
    q.add_argument(
        "--for", dest="for_vem", choices=("namnd", "ks"), help="plan: för nämnden (annars) eller kommunstyrelsen"
    )
    q.add_argument("--version", dest="nummer", default="", metavar="N", help="punkter: en äldre version av listan")
    q.add_argument("--forra-aret", action="store_true", help="punkter-skapa: kopierar förra årets kontrollpunkter")
    q.add_argument("--svar-senast", type=dag, metavar="ÅÅÅÅ-MM-DD", help="punkter-skicka: när anordnarna ska svara")
    q.add_argument("--punkt", default="", metavar="A3|ny", help="punkt: vilken som ändras, eller en ny")
    q.add_argument("--satt", action="append", metavar="FÄLT=VÄRDE",
                   help="punkt: del, punkt, fraga, bevis eller galler; skrivs en gång per fält")  # fmt: skip
    q.add_argument("--ta-bort", action="store_true", help="punkt: kontrollpunkten ställs inte längre")
    q.add_argument("--niva", default="", metavar="KOD", help="bedom: steget, som granskning visar skalan")
    q.add_argument("--kommentar", default="", metavar="TEXT", help="bedom: kommentaren; granskning-klar: slutsatsen")
    q.add_argument("--underlag", default="", metavar="TEXT", help="bedom: vad bedömningen bygger på")
    q.add_argument("--skal", default="", metavar="TEXT", help="granskning-oppna: varför den öppnas igen")
    q.add_argument("--ut", type=Path, metavar="FIL.pdf",
                   help="plan, oversikt och granskning: skriver PDF; formular: mappen")  # fmt: skip


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said must be something that the part does."""
    if val.del_ in ("skapa", "kopiera", "oversikt") and not val.ar:
        p.error("Det saknas något: --ar.")
    if val.del_ in ("skapa", "kopiera") and not val.kundval:
        p.error("Det saknas något: --kundval.")
    if val.del_ == "plan" and not (val.ar and (val.kundval or val.namnd)):
        p.error("Det saknas något: --ar och --kundval eller --namnd.")
    if val.del_.startswith("punkt"):
        if not (val.ar and val.kundval):
            p.error("Det saknas något: --ar och --kundval.")
        if val.nummer and not (val.nummer.isascii() and val.nummer.isdigit() and len(val.nummer) < 6):
            p.error("--version är ett nummer, till exempel 1.")
        if val.del_ == "punkt" and not (val.punkt and (val.satt or val.ta_bort)):
            p.error("Det saknas något: --punkt, och --satt eller --ta-bort.")
    if val.del_ == "klar" and not (val.steg.isascii() and val.steg.isdigit() and len(val.steg) < 10):
        p.error("Det saknas något: --steg, stegets nummer, som uppfoljning lista visar det.")
    if (val.plats is None) == (val.del_ == "ta-emot"):
        p.error("ta-emot tar en FIL eller en mapp, och bara den.")
    if val.del_ in ("formular", "redovisningar") and not (val.ar and val.kundval):
        p.error("Det saknas något: --ar och --kundval.")
    if val.del_ in GRANSKNING:
        _prova_granskning(p, val)
        return
    if val.del_ == "formular":
        if val.ut is None:
            p.error("Det saknas något: --ut, mappen som formulären ska skrivas i.")
        return
    if val.ut is not None and (val.del_ not in ("plan", "oversikt") or val.ut.suffix.lower() != ".pdf"):
        p.error("--ut skriver en plan eller översikten som .pdf.")


def _prova_granskning(p: argparse.ArgumentParser, val: Val) -> None:
    if not (val.ar and val.kundval):
        p.error("Det saknas något: --ar och --kundval.")
    if val.del_ != "granskning" and not val.anordnare:
        p.error("Det saknas något: --anordnare.")
    if val.del_ == "bedom" and not (val.punkt and (val.niva or val.kommentar or val.underlag)):
        p.error("Det saknas något: --punkt, och --niva, --kommentar eller --underlag.")
    if val.ut is not None and (val.del_ != "granskning" or not val.anordnare or val.ut.suffix.lower() != ".pdf"):
        p.error("--ut skriver granskningen av en --anordnare som .pdf.")
