"""The window's door to åtgärder after a brist, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.atgardstyper import Atgardsvy, Planval


class Atgardssida(NamedTuple):
    """The åtgärder of a kundval, whatever year they began. `effekter`: of a proposed step by its number, what happens
    when it is decided; `far_skriva`, `beslutar`: what the actor may do."""

    rubrik: str
    atgarder: tuple[Atgardsvy, ...]
    effekter: dict[int, tuple[str, ...]]
    far_skriva: bool
    beslutar: bool


def hamta(e: Arbetsenhet, plan_id: int) -> Atgardssida:
    from kundvalsdesk.services import atgardslista, uppfoljning
    from kundvalsdesk.services.atgardstyper import BESLUTAR, SKRIVER

    r = uppfoljning.hamta(e, plan_id).rad
    samma = {p.id for p in uppfoljning.lista(e) if (p.namnd, p.kundval) == (r.namnd, r.kundval)}
    alla = atgardslista.vyer(e, samma)
    effekter = {x.steget.id: _effekter(e, x.steget.id) for x in alla if x.steget is not None}
    return Atgardssida(
        r.kundval, alla, {n: rader for n, rader in effekter.items() if rader}, e.aktor.har(SKRIVER),
        e.aktor.har(BESLUTAR),
    )  # fmt: skip


def _effekter(e: Arbetsenhet, steg_id: int) -> tuple[str, ...]:
    from kundvalsdesk.fel import Nekad
    from kundvalsdesk.services import atgardsbeslut
    from kundvalsdesk.services.aterkallelse import effektrader

    try:
        x = atgardsbeslut.effekter(e, steg_id)
    except Nekad as fel:  # the auktorisation has changed since
        return (fel.mening,)
    return effektrader(x) if x is not None else ()


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import atgardsformular

    return atgardsformular.formular(e, kod, mal)


def ny(e: Arbetsenhet, plan_id: int, anordnare_id: int = 0, **fran: str | int) -> Stegval:
    """The form of a new åtgärd, with what is known of the brist where it was found."""
    from kundvalsdesk.services import atgardsformular

    return atgardsformular.ny(e, plan_id, anordnare_id, **fran)


def planval(e: Arbetsenhet, mal: str) -> Planval:
    from kundvalsdesk.services import atgardslista

    return atgardslista.planval(e, mal)


def brev(e: Arbetsenhet, steg_id: int) -> tuple[str, bytes]:
    from kundvalsdesk.services import atgardsbrev

    return atgardsbrev.brev(e, steg_id)


def epost(e: Arbetsenhet, steg_id: int) -> tuple[str, bytes]:
    from kundvalsdesk.services import atgardsbrev

    return atgardsbrev.epost(e, steg_id)
