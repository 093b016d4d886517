"""A case with everything in it that its documents tell of, and how its documents are asked for in tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any, TypeVar

from arkivkontroll import kontrollera
from db.varld import Varld
from pypdf import PdfReader
from sqlalchemy import select

from kundvalsdesk.models import Dokument
from kundvalsdesk.services.documents import bestallning, utfardande
from kundvalsdesk.services.documents.underlag import Dokumentunderlag
from kundvalsdesk.services.documents.utfardande import Utfardat

U = TypeVar("U", bound=Dokumentunderlag)


def till_uppdrag(v: Varld, kund: str = "K0001", omfattning: str = "100", deltid_skal: str = "", **mer: str) -> str:
    """A case with beslut, anordnare, bemanning and uppdrag; starts 2024-05-13."""
    insats = v.gor(
        "2024-05-02", "besluta", mal=kund, kod="AMI2", datum="2024-05-02", motivering=mer.pop("motivering", "")
    ).insatser[0]  # fmt: skip
    v.gor("2024-05-02", "valj_anordnare", insats, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", insats, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", insats, datum="2024-05-06", jobbexpert="Moa Ceder")
    v.gor(
        "2024-05-07", "uppdrag", insats, datum="2024-05-07", start="2024-05-13", omfattning=omfattning,
        deltid_skal=deltid_skal, **mer,
    )  # fmt: skip
    return insats


def utfarda(v: Varld, idag: str, insats: str, typ: str, som: str = "anlu", **val: str) -> Utfardat:
    with v.enhet(idag, som, skriv=True) as e:
        return bestallning.utfarda(e, insats, typ, val)


def innehall(v: Varld, ut: Utfardat, slag: type[U]) -> tuple[U, str, str]:
    """Snapshot, text of the pages, and all that is stored of the snapshot; the file has no fault for the archive."""
    with v.enhet("2034-01-01") as e:
        _, pdf = utfardande.las_dokument(e, ut.dokument_id)
        lagrat = e.session.scalars(select(Dokument.underlag).where(Dokument.id == ut.dokument_id)).one()
        u = utfardande.las_underlag(e, ut.dokument_id, slag)
    assert kontrollera(pdf) == []
    return u, text(pdf), lagrat


def text(pdf: bytes) -> str:
    sidor: list[Any] = [s.extract_text().replace("\u00ad", "") for s in PdfReader(BytesIO(pdf)).pages]
    return " ".join(" ".join(sidor).split())
