"""The window's door to the statistics, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only, as those of `tjanster` are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.statistiktyper import Bakomrad, Cell, Statistiksvar, Urval, Valbart


def hamta(e: Arbetsenhet, urval: Urval) -> tuple[Statistiksvar, Valbart]:
    from kundvalsdesk.services import statistik, statistikbakom

    return statistik.hamta(e, urval), statistikbakom.valbart(e)


def arenden(e: Arbetsenhet, urval: Urval, cell: Cell) -> tuple[Bakomrad, ...]:
    from kundvalsdesk.services import statistikbakom

    return statistikbakom.arenden(e, urval, cell)


def fil(e: Arbetsenhet, svar: Statistiksvar, slut: str) -> bytes:
    if slut == ".pdf":
        from kundvalsdesk.services.documents import statistik

        return statistik.fil(e, svar)
    from kundvalsdesk.services import statistikfiler

    return statistikfiler.som_bok(svar) if slut == ".xlsx" else statistikfiler.som_csv(svar).encode("utf-8-sig")
