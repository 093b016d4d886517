"""The window's door to the care of users and of the database it opens (as ui.tjanster: imports when called)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kundvalsdesk.services.kontotyper import Anslutning, Anvandarrad, AttLamnaOver, Databaslage, Provsvar

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval


def anvandare(e: Arbetsenhet) -> list[Anvandarrad]:
    from kundvalsdesk.services import anvandarkonton

    return anvandarkonton.lista(e)


def anvandarformular(e: Arbetsenhet, anvandare: str) -> Stegval:
    """The form of one user; "" for a new one."""
    from kundvalsdesk.services import anvandarformular

    return anvandarformular.formular(e, anvandare)


def nytt_losenord() -> str:
    from kundvalsdesk.services import anvandarkonton

    return anvandarkonton.nytt_losenord()


def att_lamna_over(e: Arbetsenhet, anvandare: str) -> AttLamnaOver:
    from kundvalsdesk.services import anvandarkonton

    return anvandarkonton.att_lamna_over(e, anvandare)


def databaslage(e: Arbetsenhet) -> Databaslage:
    from kundvalsdesk.services import anvandarformular

    return anvandarformular.databaslage(e)


def forslag() -> Anslutning:
    from kundvalsdesk.services import anslutning

    return anslutning.forslag()


def prova(a: Anslutning) -> Provsvar:
    from kundvalsdesk.services import anslutning

    return anslutning.prova(a)[1]


def anslut(a: Anslutning) -> str:
    from kundvalsdesk.services import anslutning

    return anslutning.anslut(a)


def valj_egen() -> None:
    """The user's own file from now on."""
    from kundvalsdesk.services import anslutning

    anslutning.spara(None)
