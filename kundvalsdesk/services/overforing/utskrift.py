"""Writes the transfer format: every sheet, in an order that depends on nothing but the content, all or
nothing."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, collate, select
from sqlalchemy.orm import aliased

from ...fel import Nekad
from ...models import Kundidentitet
from ...models.motor import Databas
from ...rules.regelverk import Regelverkssamling
from ..arbetsenhet import Arbetsenhet, enhet
from ..handling import krav_roll, skriv_handling
from ..typer import ARENDEROLLER, Aktor, Andring, Framsteg
from .blad import BLAD, Blad
from .filskrivare import Bokskrivare, Katalogskrivare, Utskrift
from .register import KLASS, tabell, tabell_for

_STEG = 1000
_IDENTITET = ("personnummer", "fodelsedatum", "fornamn", "efternamn")


def skriv_ut(
    databas: Databas,
    aktor: Aktor,
    regelverk: Regelverkssamling,
    idag: date,
    mal: Path,
    *,
    framsteg: Callable[[Framsteg], None] | None = None,
    stopp: Callable[[], bool] | None = None,
    handling_id: str | None = None,
) -> dict[str, int]:
    """Writes all sheets to the folder `mal`, or to the workbook `mal` if it ends in .xlsx; rows per sheet.

    Made under another name beside it and renamed when complete; a folder that is not empty, or a file that
    exists, is refused. The export is logged: who, when, how many rows. For those who work with cases, of the cases
    that they see.
    """
    krav_roll(aktor, *ARENDEROLLER)
    mal = Path.cwd() / mal  # a dot has no name to be renamed to
    som_bok = mal.suffix.lower() == ".xlsx"
    _kontrollera_mal(mal, som_bok)
    halvfardig = mal.parent / f".{uuid4().hex}.tmp"
    fardig = False
    try:
        mal.parent.mkdir(parents=True, exist_ok=True)
        utskrift: Utskrift = Bokskrivare(halvfardig) if som_bok else Katalogskrivare(halvfardig)
        with closing(utskrift), enhet(databas, aktor, regelverk, idag) as e:
            antal = _skriv_blad(e, utskrift, framsteg, stopp)
            utskrift.klar()
        with enhet(databas, aktor, regelverk, idag, skriv=True, handling_id=handling_id) as e:
            skriv_handling(e, Andring(e.handling_id, "exportera"), antal=antal)
            if mal.is_dir():
                mal.rmdir()  # an empty one; refuses if somebody has put a file there meanwhile
            halvfardig.rename(mal)
            fardig = True
        fardig = False  # committed: what stands there may stay
    except PermissionError:
        raise Nekad("export", f"Du har inte rätt att skriva i {mal.parent}. Inget har skrivits.") from None
    except OSError as fel:
        vad = "Disken är full" if fel.errno == errno.ENOSPC else f"{mal} kan inte skrivas"
        raise Nekad("export", f"{vad}. Inget har skrivits.") from None
    finally:
        _ta_bort(mal if fardig else halvfardig)
    return antal


def _ta_bort(vad: Path) -> None:
    if vad.is_dir():
        shutil.rmtree(vad, ignore_errors=True)
    else:
        with suppress(OSError):
            vad.unlink(missing_ok=True)


def _kontrollera_mal(mal: Path, som_bok: bool) -> None:
    try:
        if som_bok and mal.exists():
            raise Nekad("export", f"{mal} finns redan. Välj ett annat namn. Inget har skrivits.")
        if mal.exists() and (not mal.is_dir() or any(mal.iterdir())):
            raise Nekad("export", f"{mal} finns redan och är inte en tom mapp. Inget har skrivits.")
    except OSError:
        raise Nekad("export", f"{mal} kan inte läsas. Inget har skrivits.") from None


def _skriv_blad(
    e: Arbetsenhet,
    utskrift: Utskrift,
    framsteg: Callable[[Framsteg], None] | None,
    stopp: Callable[[], bool] | None,
) -> dict[str, int]:
    antal: dict[str, int] = {}
    skrivna = 0
    for blad in BLAD:
        utskrift.borja(blad)
        n = 0
        for rad in _rader(e, blad):
            utskrift.rad(rad)
            n += 1
            skrivna += 1
            if skrivna % _STEG == 0:
                if stopp is not None and stopp():
                    raise Nekad("avbruten", "Exporten avbröts. Inget har skrivits.")
                if framsteg is not None:
                    framsteg(Framsteg(skrivna, 0, f"Skriver {blad.namn}"))
        antal[blad.namn] = n
    return antal


def _rader(e: Arbetsenhet, blad: Blad) -> Iterator[list[str]]:
    for rad in e.session.execute(_fraga(e, blad).execution_options(yield_per=_STEG)):
        yield [som_cell(v) for v in rad]


def som_cell(v: object) -> str:
    """A value as the transfer format writes it."""
    if v is None:
        return ""
    if isinstance(v, bool):
        return "ja" if v else "nej"
    if isinstance(v, datetime):
        return v.isoformat("T", "minutes")
    if isinstance(v, date):
        return v.isoformat()
    return str(v).replace("\r\n", "\n")


def _fraga(e: Arbetsenhet, blad: Blad) -> Select[Any]:
    """All rows of a sheet, references as keys, in the order of the sheet's key, bytewise on both engines."""
    bas = tabell(blad.namn)
    kolumner: dict[str, ColumnElement[Any]] = {}
    kopplingar: list[tuple[Any, ColumnElement[bool], bool]] = []
    for k in blad.kolumner:
        if k.till is not None:
            annan = aliased(KLASS[k.till])
            kolumner[k.namn] = _NYCKEL[k.till](annan)
            kopplingar.append((annan, annan.id == bas.c[k.i_databasen], k.kravs))  # type: ignore[attr-defined]
        elif blad.namn == "kunder" and k.namn in _IDENTITET:
            kolumner[k.namn] = tabell_for(Kundidentitet).c[k.namn]
        else:
            kolumner[k.namn] = bas.c[k.i_databasen]
    fraga = select(*kolumner.values()).select_from(bas)
    if blad.namn == "kunder":
        identitet = tabell_for(Kundidentitet)
        fraga = fraga.outerjoin(identitet, identitet.c.kund_id == bas.c.id)
    for annan, villkor, kravs in kopplingar:
        fraga = fraga.join(annan, villkor) if kravs else fraga.outerjoin(annan, villkor)
    return fraga.order_by(*(_bytevis(e, kolumner[k], blad.index[k].typ) for k in blad.nyckel))


_NYCKEL: dict[str, Callable[[Any], ColumnElement[Any]]] = {
    "handlaggare": lambda t: t.anvandare,
    "anordnare": lambda t: t.namn,
    "kunder": lambda t: t.nyckel,
    "insatser": lambda t: t.nyckel,
}


def _bytevis(e: Arbetsenhet, kolumn: ColumnElement[Any], typ: str) -> ColumnElement[Any]:
    if e.lokal or typ in ("datum", "tid", "heltal", "janej"):
        return kolumn
    return collate(kolumn, "C")
