"""The sub-commands for backup and restore. A pass phrase is a variable or typed, never an argument.

A backup of a local database has the key of that database; one of a shared database, which has no key, the one in
KUNDVALSDESK_NYCKEL or a phrase. Whoever wants to restore on another computer gives it a phrase with --fras.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from dataclasses import asdict

from ..fel import Databasfel, Nekad
from ..models.motor import Adress, tolka_adress
from ..services import inloggningar
from ..services.kopiefil import Kopia
from ..services.nycklar import VARIABEL, hamta_nyckel, kand_nyckel, spara_nyckel
from ..services.paket.styrka import krav_fras
from ..services.regelverk import las_regelverk
from ..services.sakerhetskopia import aterstall, krav_kopiera, sakerhetskopiera
from ..val import Val, sag
from .grund import Framstegsrad, dagens, oppen, skriv_json
from .inloggning import prova

FRASVARIABEL = "KUNDVALSDESK_KOPIEFRAS"


def sakerhetskopia(val: Val) -> int:
    """databas sakerhetskopiera | aterstall."""
    return _kopiera(val) if val.del_ == "sakerhetskopiera" else _aterstall(val)


def _kopiera(val: Val) -> int:
    assert val.plats is not None  # noqa: S101 - the parser demands it
    adress = tolka_adress(val.db)
    kopian = tolka_adress(str(val.plats))
    with oppen(val) as (db, aktor):
        krav_kopiera(db, aktor)
        if val.fras or (adress.fil is None and not os.environ.get(VARIABEL)):
            nyckel = _fras(ny=True)
        else:
            nyckel = hamta_nyckel(adress if adress.fil is not None else kopian)
        kopia = sakerhetskopiera(db, aktor, las_regelverk(), dagens(val), val.plats, nyckel, Framstegsrad())
    if not val.fras and adress.fil is not None and not os.environ.get(VARIABEL):
        spara_nyckel(kopian, nyckel)  # it can be restored to any place on this computer
    sag(f"Säkerhetskopian är tagen och jämförd rad för rad: {val.plats}.")
    _skriv(kopia)
    return 0


def _aterstall(val: Val) -> int:
    assert val.plats is not None  # noqa: S101 - the parser demands it
    adress = tolka_adress(val.db)
    prova(adress)
    nyckel = None if val.fras else kand_nyckel(tolka_adress(str(val.plats)), adress, tolka_adress(None))
    try:
        kopia = aterstall(adress, val.plats, nyckel or _fras(ny=False), framsteg=Framstegsrad())
    except Databasfel as fel:
        if fel.kod == "nyckel_fel" and nyckel:
            raise Databasfel(fel.kod, f"{fel.mening} Har kopian en egen lösenfras, lägg till --fras.") from None
        raise
    sag(f"Databasen är återställd och jämförd med säkerhetskopian: {adress.visning}.")
    _skriv(kopia, **(_inloggningar(adress) if adress.fil is None else {}))
    return 0


def _inloggningar(adress: Adress) -> dict[str, object]:
    lage = inloggningar.folj(adress)
    for mening in inloggningar.att_gora(lage):
        sag(mening)
    return {"inloggningar": asdict(lage) | {"annans": dict(lage.annans)}}


def _skriv(kopia: Kopia, **mer: object) -> None:
    skriv_json(
        {
            "version": kopia.version,
            "slag": kopia.slag,
            "tagen": kopia.tagen.isoformat(),
            "antal": {namn: t.antal for namn, t in sorted(kopia.tabeller.items())},
            "sha256": {namn: t.sha256 for namn, t in sorted(kopia.tabeller.items())},
        }
        | mer
    )


def _fras(*, ny: bool) -> str:
    """The phrase: from the variable, or typed without being shown; a new one twice, and hard to guess."""
    fras = os.environ.get(FRASVARIABEL, "")
    if not fras:
        if sys.stdin is None or not sys.stdin.isatty():
            raise Nekad(
                "fras",
                f"Säkerhetskopians nyckel saknas. Sätt variabeln {FRASVARIABEL} till dess lösenfras, eller kör "
                "kommandot i en terminal.",
            )
        from getpass import getpass

        try:
            fras = getpass("Lösenfras till säkerhetskopian: ", stream=sys.stderr)
            if ny and fras != getpass("En gång till: ", stream=sys.stderr):
                raise Nekad("fras", "De två lösenfraserna är inte lika. Ingen kopia är tagen.")
        except EOFError:
            raise Nekad("fras", "Ingen lösenfras skrevs.") from None
    fras = unicodedata.normalize("NFC", fras)  # the same however the keyboard composes its letters
    if ny:
        krav_fras(fras)
    elif not fras:
        raise Nekad("fras", "Ingen lösenfras skrevs.")
    return fras
