"""The window's door to the granskning of anordnare, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker, but `jamfor` and `avvikelser`, which read nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kundvalsdesk.rules.bedomning import Avvikelse
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval
    from kundvalsdesk.services.bedomningstyper import Granskningar, Jamford, Talen


class Granskningsvy(NamedTuple):
    alla: Granskningar
    far_skriva: bool


def hamta(e: Arbetsenhet, plan_id: int) -> Granskningsvy:
    from kundvalsdesk.services import bedomningar
    from kundvalsdesk.services.uppfoljningstyper import SKRIVER

    return Granskningsvy(bedomningar.hamta(e, plan_id), e.aktor.har(SKRIVER))


def talen(e: Arbetsenhet, plan_id: int, vilka: dict[int, str]) -> Talen:
    from kundvalsdesk.services import bedomningsunderlag

    return bedomningsunderlag.talen(e, plan_id, vilka)


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    from kundvalsdesk.services import bedomningsformular

    return bedomningsformular.formular(e, kod, mal)


def jamfor(g: Granskningar, t: Talen, anordnare_id: int, kod: str, niva: str) -> Jamford:
    from kundvalsdesk.services import bedomningsunderlag

    return bedomningsunderlag.jamfor(g, t, anordnare_id, kod, niva)


def avvikelser(g: Granskningar, t: Talen) -> dict[tuple[int, str], Avvikelse]:
    from kundvalsdesk.services import bedomningsunderlag

    return bedomningsunderlag.avvikelser(g, t)


def papper(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> tuple[str, bytes]:
    from kundvalsdesk.services.documents.bedomning import fil

    return fil(e, plan_id, anordnare_id)
