"""The window's door to kvalitetsredovisningar, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.granskningstyper import Mottaget
    from kundvalsdesk.services.redovisningstyper import Redovisning, Redovisningslista
    from kundvalsdesk.services.typer import Framsteg


class Redovisningsvy(NamedTuple):
    lista: Redovisningslista
    far_skriva: bool


def hamta(e: Arbetsenhet, plan_id: int) -> Redovisningsvy:
    from kundvalsdesk.services import redovisningar
    from kundvalsdesk.services.uppfoljningstyper import SKRIVER

    return Redovisningsvy(redovisningar.hamta(e, plan_id), e.aktor.har(SKRIVER))


def las(e: Arbetsenhet, redovisning_id: int) -> Redovisning:
    from kundvalsdesk.services import redovisningar

    return redovisningar.las(e, redovisning_id)


def formular(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> list[tuple[str, bytes]]:
    from kundvalsdesk.services import redovisningar

    return redovisningar.formular(e, plan_id, anordnare_id)


def original(e: Arbetsenhet, redovisning_id: int) -> tuple[str, bytes]:
    from kundvalsdesk.services import redovisningar

    return redovisningar.original(e, redovisning_id)


def ta_emot_filer(
    ny_enhet: Callable[[], AbstractContextManager[Arbetsenhet]], vagar: Sequence[Path],
    framsteg: Callable[[Framsteg], None], stopp: Callable[[], bool],
) -> list[Mottaget]:  # fmt: skip
    """Files, and the files of folders. They are left where they are."""
    from kundvalsdesk.services import inkorg, redovisningsmottagning

    filer = [f for v in vagar for f in (inkorg.filer_i(v) if v.is_dir() else [v])]
    return inkorg.ta_emot_filer(ny_enhet, filer, framsteg, stopp, redovisningsmottagning.ta_emot_fil)
