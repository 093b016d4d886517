"""The window's door to backups: each function imports its service when it is called. Called in the database worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.typer import Framsteg


def senast(e: Arbetsenhet) -> datetime | None:
    """When the last one was taken, as far as the actor may know."""
    from kundvalsdesk.services import sakerhetskopia

    return sakerhetskopia.senast_tagen(e)


def kontrollera(fil: Path, fras: str, framsteg: Callable[[Framsteg], None]) -> tuple[datetime, int]:
    """When a backup was taken and how many rows it has. Raises Databasfel for one that is not whole."""
    from kundvalsdesk.services import sakerhetskopia

    kopia = sakerhetskopia.kontrollera_kopia(fil, fras, framsteg)
    return kopia.tagen, kopia.antal


def aterstall(
    till: str, fil: Path, fras: str, framsteg: Callable[[Framsteg], None]
) -> tuple[str, int, tuple[str, ...]]:
    """A new database from a backup: a file, or an empty database on a server. Where it is, how many rows, and what
    somebody must do for its users to log in."""
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services import inloggningar, sakerhetskopia

    adress = tolka_adress(till)
    antal = sakerhetskopia.aterstall(adress, fil, fras, framsteg=framsteg).antal
    if adress.fil is not None:
        return adress.visning, antal, ()
    return adress.visning, antal, tuple(inloggningar.att_gora(inloggningar.folj(adress)))
