"""The window's door to gallring, beside `tjanster`: each function imports its service when it is called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.gallring_utfor import NyEnhet, Utfall
    from kundvalsdesk.services.gallringstyper import Oversikt, Postrad
    from kundvalsdesk.services.typer import Framsteg


def oversikt(e: Arbetsenhet) -> tuple[Oversikt, tuple[str, ...]]:
    """What there is, and each rule in words: what it is about, and its time."""
    from kundvalsdesk.services import gallring
    from kundvalsdesk.services.gallringsregler import regel_ord

    o = gallring.oversikt(e)
    return o, tuple(f"{r.namn}: {regel_ord(r)}. Källa: {r.kalla}." for r in o.regler)


def poster(e: Arbetsenhet, nummer: int) -> tuple[Postrad, ...]:
    from kundvalsdesk.services import gallring

    return gallring.poster(e, nummer)


def formular_undanta(p: Postrad) -> Stegval:
    from kundvalsdesk.services import gallring

    return gallring.formular_undanta(p)


def utfor(
    ny: NyEnhet, nummer: int, framsteg: Callable[[Framsteg], None], stopp: Callable[[], bool]
) -> Utfall:  # fmt: skip
    from kundvalsdesk.services import gallring_utfor

    return gallring_utfor.utfor(ny, nummer, framsteg, stopp)


def protokoll(e: Arbetsenhet, nummer: int) -> tuple[str, bytes]:
    """Name and bytes of the record as PDF."""
    from kundvalsdesk.services.documents import gallringsprotokoll

    return gallringsprotokoll.fil(e, nummer)
