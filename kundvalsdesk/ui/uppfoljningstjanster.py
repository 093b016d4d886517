"""The window's door to the yearly uppföljning, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.uppfoljningskvar import Vantande
    from kundvalsdesk.services.uppfoljningstyper import Attgora, Oversikt, Plan


class Uppfoljningsvy(NamedTuple):
    """What the room shows. `oversikt`: the plans of the year; `att_gora`: steps, visits, stickprov and åtgärder that
    wait; `planer`: all of the year's, and those that something is to be done in, whole."""

    oversikt: Oversikt
    att_gora: tuple[Vantande, ...]
    kommande: Attgora | None
    planer: dict[int, Plan]
    far_skriva: bool


def hamta(e: Arbetsenhet, ar: int) -> Uppfoljningsvy:
    from kundvalsdesk.services import uppfoljning, uppfoljningskvar
    from kundvalsdesk.services.uppfoljningstyper import SKRIVER

    oversikt = uppfoljning.oversikt(e, ar)
    alla = uppfoljning.att_gora(e, kommande=True)
    oppna = uppfoljningskvar.att_gora(e)
    ids = dict.fromkeys([p.id for p in oversikt.planer] + [v.plan_id for v in oppna])
    kommande = next((a for a in alla if not a.steg.ljus), None)
    return Uppfoljningsvy(oversikt, oppna, kommande, {n: uppfoljning.hamta(e, n) for n in ids}, e.aktor.har(SKRIVER))


def begransad(o: Oversikt, passar: Callable[..., bool]) -> Oversikt:
    """What fits a search, by the names of kundval and nämnd."""
    return replace(
        o, planer=tuple(p for p in o.planer if passar(p.kundval, p.namnd)),
        saknade=tuple(s for s in o.saknade if passar(s.kundval, s.namnd)),
    )  # fmt: skip


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import uppfoljningsformular

    return uppfoljningsformular.formular(e, kod, mal)


def papper(e: Arbetsenhet, plan_ids: list[int], till: str) -> tuple[str, bytes]:
    from kundvalsdesk.services.documents import uppfoljning

    return uppfoljning.fil(e, plan_ids, till)


def oversikt_pa_papper(e: Arbetsenhet, ar: int) -> tuple[str, bytes]:
    from kundvalsdesk.services.documents import uppfoljning

    return uppfoljning.oversikt(e, ar)
