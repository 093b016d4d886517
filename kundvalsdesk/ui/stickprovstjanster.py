"""The window's door to stickprov, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.stickprovtyper import Kontroll, Provarende, Provrad


class Provsida(NamedTuple):
    """The stickprov of an uppföljning; `arenden`: of each, for who draws, else of none."""

    rubrik: str
    prov: tuple[Provrad, ...]
    arenden: dict[int, tuple[Provarende, ...]]
    drar: bool


def hamta(e: Arbetsenhet, plan_id: int) -> Provsida:
    from kundvalsdesk.services import stickprov, uppfoljning

    r = uppfoljning.hamta(e, plan_id).rad
    alla, drar = stickprov.lista(e, plan_id), e.aktor.har(stickprov.DRAR)
    arenden = {s.id: stickprov.arenden(e, s.id) for s in alla} if drar else {}
    return Provsida(f"{r.kundval} {r.ar}", alla, arenden, drar)


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import stickprovsformular

    return stickprovsformular.formular(e, kod, mal)


def kontrollera(e: Arbetsenhet, prov_id: int) -> Kontroll:
    from kundvalsdesk.services import stickprov

    return stickprov.kontrollera(e, prov_id)
