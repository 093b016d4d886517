"""The window's door to kontrollpunkter, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.kontrollpunkttyper import Punktlista


class Punktvy(NamedTuple):
    lista: Punktlista
    far_skriva: bool


def hamta(e: Arbetsenhet, plan_id: int, nummer: int) -> Punktvy:
    from kundvalsdesk.services import kontrollpunkter
    from kundvalsdesk.services.uppfoljningstyper import SKRIVER

    return Punktvy(kontrollpunkter.hamta(e, plan_id, nummer), e.aktor.har(SKRIVER))


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import kontrollpunktformular

    return kontrollpunktformular.formular(e, kod, mal)


def del_ord(delen: str) -> str:
    """What a part is called: "Del A. Tillsyn av anordnare"."""
    from kundvalsdesk.services.kontrollpunktmall import kontrollpunkter

    return f"Del {delen}. {kontrollpunkter().namn(delen)}"


def galler_ord(galler: str) -> str:
    from kundvalsdesk.services.kontrollpunktformular import galler_ord as ord_

    return ord_(galler)


def punktens_id(e: Arbetsenhet, plan_id: int, kod: str) -> int:
    """The number of a point in the version that counts: a change may have begun a new one."""
    from kundvalsdesk.services import kontrollpunkter

    return next(p.id for p in kontrollpunkter.hamta(e, plan_id).punkter if p.punkt.kod == kod)
