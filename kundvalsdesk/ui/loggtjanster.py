"""The window's door to the log, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only, as those of `tjanster` are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.logglista import Loggfraga
    from kundvalsdesk.services.loggtyper import Loggdetalj, Loggoversikt, Loggsida
    from kundvalsdesk.services.loggut import NyEnhet
    from kundvalsdesk.services.typer import Framsteg


def oversikt(e: Arbetsenhet) -> Loggoversikt:
    from kundvalsdesk.services import loggvy

    return loggvy.oversikt(e)


def fraga(e: Arbetsenhet, f: Loggfraga) -> Loggsida:
    """A new question: logged, then its first page."""
    from kundvalsdesk.services import loggvy

    return loggvy.fraga(e, f)


def sida(e: Arbetsenhet, f: Loggfraga, lasning: str, efter: tuple[int, str]) -> Loggsida:
    from kundvalsdesk.services import loggvy

    return loggvy.sida(e, f, lasning, efter)


def detalj(e: Arbetsenhet, f: Loggfraga, handling_id: str) -> Loggdetalj:
    from kundvalsdesk.services import loggvy

    return loggvy.detalj(e, f, handling_id)


def formular_stickprov(e: Arbetsenhet, rader: list[int]) -> Stegval:
    from kundvalsdesk.services import loggvy

    return loggvy.formular_stickprov(e, rader)


def pdf(e: Arbetsenhet, f: Loggfraga) -> tuple[str, bytes]:
    """Name and bytes of the answer on paper."""
    from kundvalsdesk.services import loggut

    return loggut.pdf(e, f)


def skriv_csv(ny: NyEnhet, fil: Path, f: Loggfraga, rapportera: Callable[[Framsteg], None]) -> int:
    from kundvalsdesk.services import loggut

    return loggut.skriv_csv(ny, fil, f, rapportera)
