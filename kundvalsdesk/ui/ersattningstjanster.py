"""The window's door to payments, beside `tjanster`: each function imports its service when it is called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.ersattningsar import Arskontroll
    from kundvalsdesk.services.ersattningsbesked import Utfall
    from kundvalsdesk.services.ersattningstyper import Korningssvar
    from kundvalsdesk.services.ersattningsvytyper import Ersattningsvy, Saknas
    from kundvalsdesk.services.typer import Andring, Framsteg

    Namngiven = Callable[[bool, str | None], AbstractContextManager[Arbetsenhet]]
    NyEnhet = Callable[[], AbstractContextManager[Arbetsenhet]]
    Visa = Callable[[Framsteg], None]


def hamta(e: Arbetsenhet, manad: str, visa: Visa) -> Ersattningsvy:
    from kundvalsdesk.services import ersattningsvy

    return ersattningsvy.hamta(e, manad, visa)


def marke(e: Arbetsenhet, manad: str) -> str:
    from kundvalsdesk.services import ersattningsvy

    return ersattningsvy.marke(e, manad)


def forbered(ny: Namngiven, manad: str, handling_id: str, visa: Visa) -> Andring:
    """Reckoned from one picture of all facts, then stored."""
    from kundvalsdesk.services import ersattning

    with ny(False, None) as e:
        svar = ersattning.rakna(e, manad, visa)
    with ny(True, handling_id) as e:
        return ersattning.forbered(e, svar)


def faststall(ny: Namngiven, manad: str, handling_id: str, visa: Visa) -> Andring:
    """Reckoned once more: it is made final only if it is still what was prepared."""
    from kundvalsdesk.services import ersattning

    with ny(False, None) as e:
        svar = ersattning.rakna(e, manad, visa)
    with ny(True, handling_id) as e:
        return ersattning.faststall(e, svar)


def kontrollera_ar(ny: Namngiven, ar: int, visa: Visa) -> Arskontroll:
    from kundvalsdesk.services import ersattningsar

    with ny(False, None) as e:
        return ersattningsar.kontrollera(e, ar, visa)


def korningen_som(e: Arbetsenhet, svar: Korningssvar, slut: str) -> tuple[str, bytes]:
    """Name and bytes of the run as .xlsx, .csv or .pdf."""
    from kundvalsdesk.services import ersattningsbesked

    return ersattningsbesked.korningen_som(e, svar, slut)


def besked(e: Arbetsenhet, svar: Korningssvar, anordnare: str) -> tuple[str, bytes]:
    from kundvalsdesk.services import ersattningsbesked

    return ersattningsbesked.pdf(e, svar, anordnare)


def spara_brev(e: Arbetsenhet, manad: str, anordnare: str, fil: Path) -> Andring:
    from kundvalsdesk.services import ersattningsbesked

    return ersattningsbesked.spara_brev(e, manad, anordnare, fil)


def spara_paminnelse(e: Arbetsenhet, manad: str, anordnare: str, rader: Sequence[Saknas], fil: Path) -> Andring:
    from kundvalsdesk.services import ersattningspaminnelse

    return ersattningspaminnelse.spara(e, manad, anordnare, rader, fil)


def alla_besked(
    ny: NyEnhet, manad: str, mapp: Path, brev: bool, visa: Visa, stopp: Callable[[], bool]
) -> list[Utfall]:  # fmt: skip
    from kundvalsdesk.services import ersattningsbesked

    return ersattningsbesked.alla(ny, manad, mapp, brev, visa, stopp)
