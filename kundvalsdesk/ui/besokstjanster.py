"""The window's door to visits at anordnare, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.besoktyper import Besoksbakgrund, Besoksrad, Besoksvy
    from kundvalsdesk.services.paket.typer import Besoksunderlag, NyEnhet, Paketinfo, Rapportera

KALLELSE, CHECKLISTA, PROTOKOLL = "kallelse", "checklista", "protokoll"


class Besoksida(NamedTuple):
    """The visits of an uppföljning, each whole, with what there is beside. `steg`: what is done here; None: all."""

    rubrik: str
    besok: tuple[Besoksvy, ...]
    bakgrund: dict[int, Besoksbakgrund]
    far_skriva: bool
    steg: frozenset[str] | None = None


def hamta(e: Arbetsenhet, plan_id: int) -> Besoksida:
    from kundvalsdesk.services import besok, besoksbakgrund, uppfoljning
    from kundvalsdesk.services.paket import beslut, besoksbeslut
    from kundvalsdesk.services.uppfoljningstyper import SKRIVER

    p = uppfoljning.planen(e, plan_id)
    alla = tuple(besok.hamta(e, x.id) for x in besok.lista(e, plan_id))
    bakgrund = besoksbakgrund.hamta(e, [x.rad.id for x in alla])
    steg = frozenset(besoksbeslut.STEG) if beslut.i_paket(e) else None
    return Besoksida(f"{p.kundval} {p.ar}", alla, bakgrund, e.aktor.har(SKRIVER), steg)


def i_paketet(e: Arbetsenhet) -> tuple[Besoksrad, ...]:
    """All visits of the package that is open."""
    from kundvalsdesk.services import besok

    return besok.lista(e)


def paket_underlag(e: Arbetsenhet, plan_id: int) -> Besoksunderlag:
    """Which visits may be taken along offline."""
    from kundvalsdesk.services.paket import besoksuttag

    return besoksuttag.underlag(e, plan_id)


def paket_ut(ny: NyEnhet, fil: Path, fras: str, besok: Sequence[int], rapportera: Rapportera) -> Paketinfo:
    from kundvalsdesk.services.paket import besoksuttag

    with ny(True, None) as e:
        return besoksuttag.ta_ut(e, fil, fras, besok, rapportera)


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
