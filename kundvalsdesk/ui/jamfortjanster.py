"""The window's door to Jämföraren, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only, as those of `tjanster` are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.jamforaretyper import Jamforelse


def hamta(e: Arbetsenhet, kod: str) -> Jamforelse:
    from kundvalsdesk.services import jamforaren

    return jamforaren.hamta(e, kod)


def blad(e: Arbetsenhet, namn: Sequence[str], kod: str) -> tuple[str, bytes]:
    """Name and bytes of the sheet to take home."""
    from kundvalsdesk.services.documents import jamforaren as utskrift

    return utskrift.fil(e, namn, kod)
