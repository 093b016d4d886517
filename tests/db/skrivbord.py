"""A desk that works through a random day: opens a case, takes one of the steps that it offers, saves, and goes on.

What it is about to do and what came of it is told to a file of its own, line by line, so that whoever started it knows
what it was in the middle of when it was killed.
"""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

DAG = date(2026, 9, 9)
OPPNAT, BORJAR, KLAR, NEKAD, OVANTAT = "oppnat", "borjar", "klar", "nekad", "ovantat"
_KONTAKT = ("kontakt", "natverk")
_UPPTAGEN = "last"
"""Somebody else was at it for longer than one waits; the sentence says to try again. (A deadlock has another code.)"""
_PAUS_S = 2
"""About how long somebody thinks at most: twenty desks without pauses are a queue, not a unit."""


@dataclass(frozen=True)
class Uppdrag:
    """What a desk is told: where, who, where to tell what it does, and the file whose appearing ends the day."""

    adress: str
    anvandare: str
    insatser: tuple[str, ...]
    fro: int
    fil: Path
    slut: Path
    nyckel: str | None


class _Dagbok:
    def __init__(self, fil: Path) -> None:
        self._fd = os.open(fil, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def skriv(self, vad: str, handling_id: str, mer: str = "") -> None:
        os.write(self._fd, f"{vad}\t{handling_id}\t{mer}\n".encode())  # at once: nothing waits in the process


def arbeta(u: Uppdrag) -> None:
    """One desk. Ends by itself when its time is out."""
    from kundvalsdesk.services.regelverk import las_regelverk

    slump, dagbok, regelverk = random.Random(u.fro), _Dagbok(u.fil), las_regelverk()
    databas, aktor = _oppnat(u)
    try:
        dagbok.skriv(OPPNAT, u.anvandare)
        while not u.slut.exists():
            _ett_steg(databas, aktor, regelverk, u, slump, dagbok)
            time.sleep(slump.uniform(0, _PAUS_S))
    finally:
        databas.stang()


def _oppnat(u: Uppdrag) -> tuple[Any, Any]:
    """The database and who acts; tried again while the server is away."""
    from kundvalsdesk.fel import Databasfel
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services.arbetsenhet import aktor_for, lasning

    while True:
        try:
            databas = oppna_motor(tolka_adress(u.adress), u.nyckel)
            with lasning(databas) as anslutning:
                return databas, aktor_for(anslutning, u.anvandare)
        except Databasfel as fel:
            if fel.kod not in _KONTAKT or u.slut.exists():
                raise
            time.sleep(0.2)


def _ett_steg(databas: Any, aktor: Any, regelverk: Any, u: Uppdrag, slump: random.Random, dagbok: _Dagbok) -> None:
    from kundvalsdesk.fel import Databasfel, KundvalsdeskFel, Nekad
    from kundvalsdesk.services import arende, handlingar
    from kundvalsdesk.services.arbetsenhet import enhet

    handling_id, insats = str(uuid4()), slump.choice(u.insatser)
    try:
        with enhet(databas, aktor, regelverk, DAG) as e:
            steg = [n for n in arende.hamta(e, insats).nasta if n.tillaten]
    except Databasfel as fel:
        if fel.kod not in (*_KONTAKT, _UPPTAGEN):
            dagbok.skriv(OVANTAT, handling_id, f"läsning: {fel.kod}")
        return
    except Nekad:  # a kund that does not exist for this one
        return
    if not steg:
        return
    valt = slump.choice(steg)
    varden = _ifyllt(valt.falt, slump)
    time.sleep(slump.uniform(0, _PAUS_S))
    dagbok.skriv(BORJAR, handling_id, valt.kod)
    while True:
        try:
            with enhet(databas, aktor, regelverk, DAG, skriv=True, handling_id=handling_id) as e:
                handlingar.utfor(e, valt.kod, insats, valt.mal, valt.sedd_version, varden)
            dagbok.skriv(KLAR, handling_id, valt.kod)
        except Databasfel as fel:
            if fel.kod in (*_KONTAKT, _UPPTAGEN):
                time.sleep(0.2)  # the same action again, until it is known whether it was done
                continue
            dagbok.skriv(OVANTAT, handling_id, f"{valt.kod}: {fel.kod}")
        except KundvalsdeskFel as fel:
            dagbok.skriv(NEKAD, handling_id, f"{valt.kod}: {type(fel).__name__}")
        except Exception as fel:  # noqa: BLE001 - told to the test, which fails on it
            dagbok.skriv(OVANTAT, handling_id, f"{valt.kod}: {type(fel).__name__} {fel}"[:600].replace("\n", " "))
        return


def _ifyllt(falt: tuple[Any, ...], slump: random.Random) -> dict[str, str]:
    """The form as somebody might fill it in: what it suggests, or any of its choices."""
    ut: dict[str, str] = {}
    for f in falt:
        if f.typ == "upplysning" or (f.visas_om and ut.get(f.visas_om[0]) not in f.visas_om[1]):
            continue
        match f.typ:
            case "val" | "lista":
                ut[f.namn] = slump.choice(f.val)[0] if f.val else f.varde
            case "datum":
                ut[f.namn] = f.varde or (DAG.isoformat() if f.kravs else "")
            case "ja_nej":
                ut[f.namn] = slump.choice(("ja", "nej"))
            case "procent":
                ut[f.namn] = f.varde or str(slump.choice((25, 50, 75)))
            case "manad":
                ut[f.namn] = f.varde or f"{DAG:%Y-%m}"
            case _:
                ut[f.namn] = f.varde or f"Skrivet av en slump, {slump.randrange(10**6)}"
    return ut
