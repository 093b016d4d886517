"""The window's door to the kundenkät, beside `tjanster`: each function imports its service when it is called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.kundenkattyper import Enkatrad, Resultatsvar
    from kundvalsdesk.services.typer import Andring


class Enkatvy(NamedTuple):
    """A kundenkät as the dialog shows it. `rad` None: there is none; `svar` None: nobody has answered yet."""

    ar: int
    vilken: str
    rad: Enkatrad | None
    svar: Resultatsvar | None
    ser_namn: bool


def hamta(e: Arbetsenhet, ar: int, kundval: str) -> Enkatvy:
    """`ar` 0: the latest that there is one of, else last year."""
    from kundvalsdesk.services import kundenkat
    from kundvalsdesk.services.kundenkattyper import NAMNROLL

    alla = kundenkat.lista(e)
    ar = ar or max((x.ar for x in alla), default=e.idag.year - 1)
    vilken = f"{ar}:{kundval}"
    rad = next((x for x in alla if (x.ar, x.kundval) == (ar, kundval)), None)
    svar = kundenkat.resultat(e, vilken) if rad is not None and rad.stangd is not None else None
    return Enkatvy(ar, vilken, rad, svar, e.aktor.har(NAMNROLL))


def formular(e: Arbetsenhet, vilken: str) -> Stegval:
    from kundvalsdesk.services import kundenkat

    return kundenkat.formular(e, vilken)


def utskick(e: Arbetsenhet, vilken: str, slut: str) -> bytes:
    """The send list with names; who takes it out is logged."""
    from kundvalsdesk.services import kundenkat, kundenkatfiler

    return kundenkatfiler.utskick(kundenkat.ta_ut(e, vilken), slut)


def mall(rad: Enkatrad, slut: str) -> bytes:
    from kundvalsdesk.services import kundenkatfiler

    return kundenkatfiler.svarsmall(rad, slut)


def las_in(e: Arbetsenhet, vilken: str, version: int, fil: Path) -> Andring:
    from kundvalsdesk.services import kundenkat
    from kundvalsdesk.services.kundenkatsvar import hamta_bytes

    return kundenkat.las_in(e, vilken, version, hamta_bytes(fil))


def resultat(svar: Resultatsvar, slut: str) -> bytes:
    from kundvalsdesk.services import kundenkatfiler

    return kundenkatfiler.som_bok(svar) if slut == ".xlsx" else kundenkatfiler.som_csv(svar).encode("utf-8-sig")
