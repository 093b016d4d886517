"""What every sub-command needs: the database, who acts, the unit of work, and where its answer goes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

from ..fel import Databasfel, KundvalsdeskFel, Nekad
from ..models.motor import Databas, tolka_adress
from ..services import databas as databasvard
from ..services.arbetsenhet import Arbetsenhet, aktor_for, enhet, lasning
from ..services.inloggning import har_givet_losenord
from ..services.regelverk import las_regelverk
from ..services.typer import Aktor, Framsteg
from ..val import Val, sag, skriv, tysta

BINARA = ("xlsx", "pdf", "eml")
"""Formats that are no text."""
_GIVET = "Någon annan har satt ditt lösenord. Välj ett eget: kundvalsdesk anvandare losenord"


def dagens(val: Val) -> date:
    return val.idag or date.today()


@contextmanager
def oppen(val: Val) -> Iterator[tuple[Databas, Aktor]]:
    db = databasvard.oppna(tolka_adress(val.db))
    try:
        with lasning(db) as anslutning:
            aktor = aktor_for(anslutning, val.som)
        if (val.kommando, val.del_) != ("anvandare", "losenord") and har_givet_losenord(db):
            sag(_GIVET)
        yield db, aktor
    finally:
        db.stang()


@contextmanager
def enhet_for(val: Val, *, skriv: bool = False) -> Iterator[Arbetsenhet]:
    with oppen(val) as (db, aktor), enhet(db, aktor, las_regelverk(), dagens(val), skriv=skriv) as e:
        yield e


def som_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def skriv_json(data: object) -> None:
    skriv(som_json(data))


def i_format(form: str, hur: Mapping[str, Callable[[], object]]) -> bytes:
    """What was asked for, made only so: a file as it is, text as UTF-8, and data as JSON."""
    ut = hur[form]()
    if isinstance(ut, bytes):
        return ut
    return (ut if isinstance(ut, str) else som_json(ut)).encode()


class Framstegsrad:
    """Progress on standard error: one line per whole ten percent, so that a log stays short."""

    def __init__(self) -> None:
        self._sagt = ""

    def __call__(self, f: Framsteg) -> None:
        text = f"{f.vad} {10 * (10 * f.klart // f.totalt)} %" if f.totalt else f.vad
        if text != self._sagt:
            self._sagt = text
            sag(text)


def skriv_fil(fil: Path, innehall: bytes, efter: str = "") -> None:
    tillfallig = fil.parent / f".{uuid4().hex}.tmp"
    try:
        tillfallig.write_bytes(innehall)
        tillfallig.replace(fil)
    except OSError:
        with suppress(OSError):
            tillfallig.unlink(missing_ok=True)
        raise Databasfel("fil", f"Filen {fil} kan inte skrivas. Välj en annan plats.{efter}") from None


def krav_plats(val: Val) -> None:
    """Raises Nekad for a format that a terminal cannot show, and no file to write it to."""
    if val.ut is None and val.format in BINARA and (sys.stdout is None or sys.stdout.isatty()):
        raise Nekad("fil", f"En {val.format}-fil kan inte visas här. Ange en fil med --ut.")


def skriv_svar(val: Val, data: bytes, efter: str = "") -> None:
    """To the file that was asked for, or to standard output."""
    if val.ut is not None:
        skriv_fil(val.ut, data, efter)
    elif val.format in BINARA:
        _skriv_bytes(data)
    else:
        skriv(data.decode())


def _skriv_bytes(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError:
        tysta()
        raise KundvalsdeskFel("Filen kunde inte skrivas till standard ut. Ange en fil med --ut.") from None
