"""The window's door to the services of documents, beside `tjanster`: each function imports its service when called.

Called from jobs in the database worker only, as those of `tjanster` are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.aterremiss import Aterremissbrev
    from kundvalsdesk.services.dokumenttexttyper import Textgrupp, Textvy
    from kundvalsdesk.services.dokumenttyper import (
        Brevforslag,
        Forhandsvisning,
        Massrad,
        Massvar,
        Mojliga,
        Utgivet,
    )
    from kundvalsdesk.services.rapportdokument import Rapportdokument
    from kundvalsdesk.services.typer import Andring, Framsteg, KoFilter


def kolista(e: Arbetsenhet, f: KoFilter) -> tuple[str, bytes]:
    """Name and bytes of the queue as a list for a meeting."""
    from kundvalsdesk.services.documents import kolista

    return kolista.fil(e, f)


def forvalslista(e: Arbetsenhet, kundval: str, artal: int) -> tuple[str, bytes]:
    """Name and bytes of the list of a year."""
    from kundvalsdesk.services.documents import forvalslista as utskrift

    return utskrift.fil(e, kundval, artal)


def spara_fil(vag: Path, innehall: bytes) -> None:
    """A file that is there already is replaced only by a whole one."""
    from uuid import uuid4

    from kundvalsdesk.services.dokumentbrev import skriv_hel

    skriv_hel(vag, innehall, str(uuid4()))


def dokumenttexter(e: Arbetsenhet) -> tuple[Textgrupp, ...]:
    """The standing texts of every kind of document."""
    from kundvalsdesk.services import dokumenttexter as texter

    return texter.lista(e)


def dokumenttext(e: Arbetsenhet, typ: str, namn: str) -> Textvy:
    from kundvalsdesk.services import dokumenttexter as texter

    return texter.hamta(e, typ, namn)


def dokumenttext_prov(e: Arbetsenhet, typ: str, namn: str, text: str) -> bytes:
    """A made-up document with the text as it would be."""
    from kundvalsdesk.services import dokumenttexter as texter

    return texter.forhandsgranska(e, typ, namn, text)


def organisation_prov(e: Arbetsenhet, varden: dict[str, str]) -> bytes:
    """A made-up document from a sender as it would be."""
    from kundvalsdesk.services import installningar

    return installningar.forhandsgranska(e, varden)


def logotyp_lagg_in(e: Arbetsenhet, fil: Path) -> tuple[tuple[str, str], ...]:
    """Keeps a picture; all that can be chosen then, the new one first."""
    from kundvalsdesk.services import logotyp

    return logotyp.lagg_in_fil(e, fil)


def dokument_mojliga(e: Arbetsenhet, insats: str) -> Mojliga:
    from kundvalsdesk.services import dokumentflik

    return dokumentflik.mojliga(e, insats)


def dokument_forhandsgranska(e: Arbetsenhet, insats: str, typ: str, val: dict[str, str]) -> Forhandsvisning:
    from kundvalsdesk.services import dokumentflik

    return dokumentflik.forhandsgranska(e, insats, typ, val)


def dokument_utfarda(e: Arbetsenhet, insats: str, typ: str, val: dict[str, str], sedd_version: int) -> Utgivet:
    from kundvalsdesk.services import dokumentflik

    return dokumentflik.utfarda(e, insats, typ, val, sedd_version)


def dokument_brev(e: Arbetsenhet, insats: str, dokument_id: int) -> Brevforslag:
    """The mail that an issued document would be sent with."""
    from kundvalsdesk.services import dokumentbrev

    return dokumentbrev.forslag(e, insats, dokument_id)


def dokument_spara_brev(e: Arbetsenhet, insats: str, dokument_id: int, fil: Path) -> Andring:
    from kundvalsdesk.services import dokumentbrev

    return dokumentbrev.spara(e, insats, dokument_id, fil)


def registerutdrag(e: Arbetsenhet, insats: str, fil: Path) -> Andring:
    """All that is held about the kund of a case, as a file."""
    from kundvalsdesk.services import registerutdrag as r

    return r.spara(e, insats, fil)


def mass_urval(e: Arbetsenhet, typ: str, manad: str, for_vem: str, alla: bool) -> list[Massrad]:
    """The documents of a month that a batch would issue."""
    from kundvalsdesk.services.documents import massutfardande as m

    return m.urval(e, m.Massval(typ, manad, for_vem, alla))


def mass_utfarda(
    ny_enhet: Callable[[], AbstractContextManager[Arbetsenhet]],
    typ: str,
    rader: Sequence[Massrad],
    mapp: Path | None,
    framsteg: Callable[[Framsteg], None],
    stopp: Callable[[], bool],
) -> list[Massvar]:
    from kundvalsdesk.services.documents import massutfardande as m

    return m.utfarda_alla(ny_enhet, typ, rader, mapp, framsteg, stopp)


def rapportdokument(e: Arbetsenhet, insats: str, slag: str, avser: str) -> Rapportdokument:
    """A report as a document for the house: the issued one, or a preview."""
    from kundvalsdesk.services import rapportdokument as r

    return r.visa(e, insats, slag, avser)


def utfarda_rapportdokument(e: Arbetsenhet, insats: str, slag: str, avser: str, sedd_version: int) -> Rapportdokument:
    from kundvalsdesk.services import rapportdokument as r

    return r.utfarda(e, insats, slag, avser, sedd_version)


def las_dokument(e: Arbetsenhet, dokument_id: int) -> tuple[str, bytes, str]:
    """Number, PDF and suggested file name of an issued document."""
    from kundvalsdesk.services.documents import utfardande

    nummer, innehall = utfardande.las_dokument(e, dokument_id)
    return nummer, innehall, utfardande.filnamn(nummer)


def forhandsgranska(e: Arbetsenhet, insats: str) -> bytes:
    """An avbrottsdokument as it would be issued now: PDF."""
    from kundvalsdesk.services.documents import avbrottsunderlag

    return avbrottsunderlag.forhandsgranska(e, insats)


def forlangning_forhandsgranska(e: Arbetsenhet, insats: str, begard: str, beslut: str, skal: str) -> bytes:
    from kundvalsdesk.services import forlangningar

    return forlangningar.forhandsgranska(e, insats, begard, beslut, skal)


def senaste_forlangningsbeslut(e: Arbetsenhet, insats: str) -> tuple[str, bytes, str]:
    """Number, PDF and suggested file name."""
    from kundvalsdesk.services import forlangningar

    return las_dokument(e, forlangningar.senaste_beslut(e, insats))


def aterremissbrev(e: Arbetsenhet, insats: str, slag: str, avser: str) -> Aterremissbrev:
    """The latest return of a report as a message to its anordnare."""
    from kundvalsdesk.services import aterremiss

    return aterremiss.meddelande(e, insats, slag, avser)
