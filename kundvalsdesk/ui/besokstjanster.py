"""The window's door to visits at anordnare, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.besoktyper import Besoksvy

KALLELSE, CHECKLISTA, PROTOKOLL = "kallelse", "checklista", "protokoll"


class Besoksida(NamedTuple):
    """The visits of an uppföljning, each whole."""

    rubrik: str
    besok: tuple[Besoksvy, ...]
    far_skriva: bool


def hamta(e: Arbetsenhet, plan_id: int) -> Besoksida:
    from kundvalsdesk.services import besok, uppfoljning
    from kundvalsdesk.services.uppfoljningstyper import SKRIVER

    r = uppfoljning.hamta(e, plan_id).rad
    alla = tuple(besok.hamta(e, x.id) for x in besok.lista(e, plan_id))
    return Besoksida(f"{r.kundval} {r.ar}", alla, e.aktor.har(SKRIVER))


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import besoksformular

    return besoksformular.formular(e, kod, mal)


def fil(e: Arbetsenhet, vad: str, besok_id: int) -> tuple[str, bytes]:
    """Name and bytes; of a protocol the signed one, if it is signed."""
    from kundvalsdesk.services import besok, besoksprotokoll
    from kundvalsdesk.services.documents import besok as papper

    if vad == KALLELSE:
        return besok.kallelsefil(e, besok_id)
    if vad == CHECKLISTA:
        return papper.checklista(e, besok_id)
    if besok.hamta(e, besok_id).last:
        return besoksprotokoll.signerat(e, besok_id)
    return papper.protokoll(e, besok_id)
