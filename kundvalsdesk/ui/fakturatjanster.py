"""The window's door to the check of invoices: each function imports its service when it is called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.fakturakontroll import NyEnhet
    from kundvalsdesk.services.fakturatyper import Kontrollsvar
    from kundvalsdesk.services.typer import Framsteg


def anordnare(e: Arbetsenhet) -> tuple[str, ...]:
    from kundvalsdesk.services import fakturakontroll

    return fakturakontroll.anordnare_i(e)


def kontrollera(
    ny: NyEnhet, fil: Path, manad: str, anordnare: str, visa: Callable[[Framsteg], None]
) -> Kontrollsvar:  # fmt: skip
    from kundvalsdesk.services import fakturakontroll
    from kundvalsdesk.services.fakturafiler.las import hamta_bytes

    return fakturakontroll.kontrollera_och_anteckna(ny, hamta_bytes(fil), manad, anordnare, visa)


def spara_lista(svar: Kontrollsvar, fil: Path) -> None:
    """As a workbook, or as CSV by the ending of the file."""
    from kundvalsdesk.services import fakturakontrollfiler as filer
    from kundvalsdesk.ui.dokumenttjanster import spara_fil

    som_csv = fil.suffix.lower() == ".csv"
    spara_fil(fil, b"\xef\xbb\xbf" + filer.som_csv(svar).encode() if som_csv else filer.som_bok(svar))


def brev_pdf(e: Arbetsenhet, svar: Kontrollsvar) -> bytes:
    from kundvalsdesk.services.documents import fakturasvar

    return fakturasvar.fil(e, svar)


def brev_epost(e: Arbetsenhet, svar: Kontrollsvar) -> bytes:
    from kundvalsdesk.services.documents import fakturasvar

    return fakturasvar.brev(e, svar)
