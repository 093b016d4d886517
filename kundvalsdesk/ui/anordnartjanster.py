"""The window's door to the register of anordnare (as ui.tjanster: imports when called)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kundvalsdesk.rules.diagram import Diagram
from kundvalsdesk.services.anordnarkorttyper import Anordnarkort

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval


def kort(e: Arbetsenhet, mal: str) -> Anordnarkort:
    """Without the figures over time."""
    from kundvalsdesk.services import anordnarkort

    return anordnarkort.hamta(e, mal, med_tal=False)


def siffror(e: Arbetsenhet, mal: str) -> tuple[Diagram, ...]:
    from kundvalsdesk.services import anordnarkort

    return anordnarkort.siffror(e, mal)


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import anordnarformular

    return anordnarformular.formular(e, kod, mal)
