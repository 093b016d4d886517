"""What was asked for on the command line, and where its answers go."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .fel import KundvalsdeskFel


@dataclass
class Val:
    """What was asked for. `kommando` None: the window. No slots: argparse keeps notes of its own on it."""

    db: str | None = None
    idag: date | None = None
    som: str | None = None
    demo: bool = False
    skarmbilder: Path | None = None
    paket: Path | None = None
    kommando: str | None = None
    del_: str = ""
    plats: Path | None = None
    provkor: bool = False
    fras: bool = False
    alla: bool = False
    format: str = "json"
    insats: str = ""
    kod: str = ""
    avser: str | None = None
    manad: str | None = None
    planversion: str | None = None
    for_vem: str | None = None
    fran: date | None = None
    till: date | None = None
    ut: Path | None = None
    handlaggare: str = ""
    kundval: str = ""
    kund: str | None = None
    stickprov: int | None = None
    malgrupp: str | None = None
    jamfor: bool = False
    nummer: str = ""
    manader: str = ""
    kalla: str = ""
    skal: str = ""
    faststall: bool = False
    anordnare: str = ""
    namnen: list[str] = field(default_factory=list)
    post: str = ""
    satt: list[str] = field(default_factory=list)
    ta_bort: bool = False
    ar: int = 0
    namn: str | None = None
    roll: str | None = None
    epost: str | None = None
    losenord_fran_stdin: bool = False
    utan_losenord: bool = False
    nytt_losenord: bool = False
    hav: bool = False
    dag: date | None = None
    namnd: str = ""
    koder: str = ""
    mall: str = ""
    till_ar: int = 0
    paragraf: str = ""
    last_talen: bool = False
    steg: str = ""
    notering: str = ""
    angra: bool = False
    forra_aret: bool = False
    svar_senast: date | None = None
    punkt: str = ""
    besok: str = ""
    besoken: list[int] = field(default_factory=list)
    kontor: str = ""
    var: str = ""
    klockan: str = ""
    fran_oss: list[str] = field(default_factory=list)
    fran_dem: list[str] = field(default_factory=list)
    protokollversion: int = 0
    prov: str = ""
    storlek: int = 20
    aven_dragna: bool = False
    syfte: str = ""
    arende: str = ""
    svar: list[str] = field(default_factory=list)
    kommentar: str = ""
    niva: str = ""
    underlag: str = ""
    atgard: str = ""
    oppna: bool = False
    brist: str = ""
    ursprung: str = ""
    konstaterad: date | None = None
    ansvarig: str = ""
    hopp: str = ""
    ska_goras: str = ""
    senast: date | None = None
    foljs_upp: date | None = None
    galler_fran: date | None = None
    resultat: str = ""
    beslutsfattare: str = ""
    diarienummer: str = ""


def sag(text: str) -> None:
    """One line on standard error, whatever stands in the text: a key or a path cannot break it or steer a terminal."""
    if sys.stderr is None:  # closed by whoever started us; print would turn to standard output instead
        return
    rad = "".join(t if t.isprintable() else " " if t.isspace() else "\ufffd" for t in text)
    with suppress(OSError):  # nobody can be told
        print(rad, file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks here


def skriv(text: str) -> None:
    """Data on standard output. Raises KundvalsdeskFel if it cannot be written, BrokenPipeError if nobody reads on."""
    try:
        if sys.stdout is None:  # closed by whoever started us
            raise OSError
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        tysta()
        raise KundvalsdeskFel(
            "Svaret kunde inte skrivas till standard ut: den är stängd eller disken är full. "
            "Kommandot i övrigt är utfört."
        ) from None


def tysta() -> None:
    """Turns standard output to nowhere: Python would otherwise try what is left once more at exit, and complain."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
