"""The window's door to the kvalitetsrapport, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.kvalitetsrapporttyper import Rapport, Versionsrad
    from kundvalsdesk.services.typer import Framsteg


def av_planen(e: Arbetsenhet, plan_id: int) -> int | None:
    from kundvalsdesk.services import kvalitetsrapport

    return kvalitetsrapport.av_planen(e, plan_id)


def hamta(e: Arbetsenhet, rapport_id: int, framsteg: Callable[[Framsteg], None]) -> Rapport:
    from kundvalsdesk.services import kvalitetsrapport

    return kvalitetsrapport.hamta(e, rapport_id, framsteg, fore=True)


def versioner(e: Arbetsenhet, avsnitt_id: int) -> tuple[Versionsrad, ...]:
    from kundvalsdesk.services import kvalitetsrapport

    return kvalitetsrapport.versioner(e, avsnitt_id)


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import kvalitetsrapportformular

    return kvalitetsrapportformular.formular(e, kod, mal)


def papper(e: Arbetsenhet, rapport_id: int, framsteg: Callable[[Framsteg], None]) -> tuple[str, bytes]:
    from kundvalsdesk.services.documents import kvalitetsrapport

    return kvalitetsrapport.fil(e, rapport_id, framsteg)


def word(e: Arbetsenhet, rapport_id: int, framsteg: Callable[[Framsteg], None]) -> tuple[str, bytes]:
    from kundvalsdesk.services.documents import kvalitetsrapport_word

    return kvalitetsrapport_word.fil(e, rapport_id, framsteg)
