"""The one door from the window to the services: each function imports its service when it is called.

Called from jobs in the database worker only. SQLAlchemy comes in with the first of these imports, so none of them
may stand at the top of a module in ui/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kundvalsdesk.services.typer import Andring, KoDetalj, KoFilter, KoOversikt, KoRad, Raknare

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import ArendeRad, Arendevy, Stegval


def ko_oversikt(e: Arbetsenhet, f: KoFilter) -> KoOversikt:
    from kundvalsdesk.services import ko

    return ko.oversikt(e, f)


def ko_forsta_sida(e: Arbetsenhet, f: KoFilter, antal: int) -> tuple[list[KoRad], KoOversikt]:
    from kundvalsdesk.services import ko

    return ko.forsta_sida(e, f, antal)


def ko_sida(e: Arbetsenhet, f: KoFilter, fran: int, antal: int, o: KoOversikt | None) -> list[KoRad]:
    from kundvalsdesk.services import ko

    return ko.sida(e, f, fran, antal, o)


def ko_raknare(e: Arbetsenhet) -> Raknare:
    from kundvalsdesk.services import ko

    return ko.raknare(e)


def ko_detalj(e: Arbetsenhet, frist_id: int) -> KoDetalj | None:
    from kundvalsdesk.services import ko_detalj

    return ko_detalj.detalj(e, frist_id)


def ko_anordnare(e: Arbetsenhet) -> list[tuple[str, str]]:
    from kundvalsdesk.services import ko

    return ko.anordnare(e)


def arende_hamta(e: Arbetsenhet, insats: str, avsloja: bool = False) -> Arendevy:
    from kundvalsdesk.services import arende

    return arende.hamta(e, insats, avsloja=avsloja)


def arende_lista(e: Arbetsenhet, sok: str, urval: str, pagaende: bool) -> list[ArendeRad]:
    from kundvalsdesk.services import arende

    return arende.lista(e, sok=sok, urval=urval, pagaende=pagaende)


def utfor(e: Arbetsenhet, kod: str, insats: str, mal: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    from kundvalsdesk.services import handlingar

    return handlingar.utfor(e, kod, insats, mal, sedd_version, varden)


def formular_ny_kund(e: Arbetsenhet) -> Stegval:
    from kundvalsdesk.services import kunder

    return kunder.formular_ny_kund(e)


def formular_ny_insats(e: Arbetsenhet, kund: str) -> Stegval:
    from kundvalsdesk.services import kunder

    return kunder.formular_ny_insats(e, kund)


def formular_organisation(e: Arbetsenhet) -> Stegval:
    from kundvalsdesk.services import installningar

    return installningar.formular_organisation(e)


def sok_kunder(e: Arbetsenhet, text: str) -> list[tuple[str, str]]:
    from kundvalsdesk.services import kunder

    return kunder.sok_kunder(e, text)


def valbara(e: Arbetsenhet) -> list[tuple[str, str, str]]:
    from kundvalsdesk.services import anvandare

    return anvandare.valbara(e)


def forhandsgranska(e: Arbetsenhet, insats: str) -> bytes:
    """An avbrottsdokument as it would be issued now: PDF."""
    from kundvalsdesk.services.documents import utfardande

    return utfardande.forhandsgranska(e, insats)


def las_dokument(e: Arbetsenhet, dokument_id: int) -> tuple[str, bytes, str]:
    """Number, PDF and suggested file name of an issued document."""
    from kundvalsdesk.services.documents import utfardande

    nummer, innehall = utfardande.las_dokument(e, dokument_id)
    return nummer, innehall, utfardande.filnamn(nummer)
