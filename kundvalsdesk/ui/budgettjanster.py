"""The window's door to the budget, beside `tjanster`: each function imports its service when it is called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.budgettyper import Budgetsvar
    from kundvalsdesk.services.typer import Framsteg

    Visa = Callable[[Framsteg], None]


def hamta(e: Arbetsenhet, ar: int, visa: Visa) -> Budgetsvar:
    from kundvalsdesk.services import budget

    return budget.hamta(e, ar, visa)


def formular(e: Arbetsenhet, ar: int) -> Stegval:
    from kundvalsdesk.services import budget

    return budget.formular(e, ar)


def som_fil(svar: Budgetsvar, slut: str) -> bytes:
    from kundvalsdesk.services import budgetfiler

    return budgetfiler.som_bok(svar) if slut == ".xlsx" else budgetfiler.som_csv(svar).encode()


def papper(e: Arbetsenhet, svar: Budgetsvar) -> tuple[str, bytes]:
    """Name and bytes of the year as PDF."""
    from kundvalsdesk.services.documents import budget

    return budget.filnamn(svar), budget.fil(e, svar)
