"""How the sub-command for åtgärder after a brist is written. Apart from what it does, which needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..val import Val

DELAR = (
    "lista", "visa", "ny", "folj-upp", "foresla", "effekter", "besluta", "avsla", "kommunicera", "makulera", "brev",
)  # fmt: skip
STEG = ("begaran", "anmarkning", "forelaggande", "aterkallelse")


def lagg_till(q: argparse.ArgumentParser, ar: Callable[[str], int], dag: Callable[[str], date]) -> None:
    q.add_argument("del_", choices=DELAR, metavar="|".join(DELAR))
    q.add_argument("--atgard", default="", metavar="NUMMER", help="åtgärdens nummer, som lista visar det")
    q.add_argument("--ar", type=ar, metavar="ÅÅÅÅ", help="lista, ny: uppföljningens år")
    q.add_argument("--kundval", help="lista, ny: kundvalets namn, eller FAI, AMI, ISA")
    q.add_argument("--namnd", default="", help="ny: nämnden, om flera har ett kundval med samma namn")
    q.add_argument("--anordnare", default="", metavar="NAMN", help="lista, ny: anordnarens namn")
    q.add_argument("--oppna", action="store_true", help="lista: bara de som väntar på något")
    q.add_argument("--brist", default="", metavar="TEXT", help="ny: vad som brister")
    q.add_argument("--ursprung", default="granskning", metavar="HUR",
                   help="ny: granskning, besok, stickprov, lopande eller annat")  # fmt: skip
    q.add_argument("--punkt", default="", metavar="A3", help="ny: kontrollpunktens nummer i listan som gäller")
    q.add_argument("--konstaterad", type=dag, metavar="ÅÅÅÅ-MM-DD", help="ny: vilken dag; annars i dag")
    q.add_argument("--ansvarig", default="", metavar="NAMN", help="ny: vem som följer upp; annars du")
    q.add_argument("--steg", default="", choices=STEG, metavar="|".join(STEG), help="ny, foresla: vilket steg")
    q.add_argument("--skal", default="", metavar="TEXT", help="varför; folj-upp: vad uppföljningen visade")
    q.add_argument("--hopp", default="", metavar="TEXT", help="ny, foresla: varför steget tas direkt")
    q.add_argument("--ska-goras", default="", metavar="TEXT", help="ny, foresla: vad anordnaren ska göra")
    q.add_argument("--senast", type=dag, metavar="ÅÅÅÅ-MM-DD", help="ny, foresla: när det ska vara åtgärdat")
    q.add_argument("--foljs-upp", type=dag, metavar="ÅÅÅÅ-MM-DD", help="ny, foresla: när det följs upp")
    q.add_argument("--galler-fran", type=dag, metavar="ÅÅÅÅ-MM-DD", help="aterkallelse: första dagen utan")
    q.add_argument("--avser", metavar="AMI,AMI2", help="aterkallelse: vad som återkallas; annars allt")
    q.add_argument("--dag", type=dag, metavar="ÅÅÅÅ-MM-DD", help="folj-upp, besluta: vilken dag; annars i dag")
    q.add_argument("--resultat", default="", choices=("avhjalpt", "kvarstar"), metavar="avhjalpt|kvarstar",
                   help="folj-upp: hur det gick")  # fmt: skip
    q.add_argument("--beslutsfattare", default="arbetsledare", choices=("arbetsledare", "namnd"),
                   metavar="arbetsledare|namnd", help="besluta: vem som har beslutat")  # fmt: skip
    q.add_argument("--diarienummer", default="", metavar="TEXT", help="besluta: paragraf eller diarienummer")
    q.add_argument("--nummer", default="", metavar="N", help="brev: vilket steg; annars det senaste")
    q.add_argument("--ut", type=Path, metavar="FIL", help="brev: .pdf, eller .eml för ett mejl med brevet")


def prova(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said must be something that the part does."""
    if val.del_ not in ("lista", "ny") and not (
        val.atgard.isascii() and val.atgard.isdigit() and len(val.atgard) < 10
    ):
        p.error("Det saknas något: --atgard, åtgärdens nummer, som atgarder lista visar det.")
    if val.del_ == "ny" and not (val.ar and val.kundval and val.anordnare):
        p.error("Det saknas något: --ar, --kundval och --anordnare.")
    if val.del_ == "foresla" and not val.steg:
        p.error("Det saknas något: --steg.")
    if val.del_ == "brev" and (val.ut is None or val.ut.suffix.lower() not in (".pdf", ".eml")):
        p.error("Ange en fil med --ut, som slutar på .pdf eller .eml.")
    if val.del_ != "brev" and val.ut is not None:
        p.error("--ut hör till brev.")
    if val.nummer and not (val.nummer.isascii() and val.nummer.isdigit() and len(val.nummer) < 5):
        p.error("Skriv --nummer som stegets nummer, till exempel 2.")
