"""Taking visits out: whose they are to write, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from ...fel import Nekad
from ...models import Besok, Handlaggare
from ...rules.besok import INSTALLT
from ..arbetsenhet import Arbetsenhet, transaktion
from ..besok import besoket, lista
from ..handling import handling, redan_gjord
from ..typer import Framsteg
from ..uppfoljning import krav_skriver
from ..uppfoljningstyper import SKRIVER
from .besoksinnehall import fyll
from .fil import blivande_paket, skriv_info
from .styrka import krav_fras
from .typer import Besoksunderlag, Paketinfo, Rapportera
from .uttag import nytt, ord_for, raden, senast_ute

HOGST = 20
"""Visits in one package: a few weeks on the road."""


def underlag(e: Arbetsenhet, plan_id: int) -> Besoksunderlag:
    """What the dialog needs: the visits of an uppföljning that something can be written in."""
    krav_skriver(e)
    valbara = tuple(r for r in lista(e, plan_id) if r.lage != INSTALLT and r.signerad is None)
    return Besoksunderlag(valbara, ord_for(e, e.aktor.namn, e.aktor.anvandare), senast_ute(e))


def ta_ut(
    e: Arbetsenhet, fil: Path, fras: str, ids: Sequence[int], rapportera: Rapportera = lambda _: None
) -> Paketinfo:  # fmt: skip
    """Takes these visits out to `fil`, encrypted with `fras`. Logged, visit by visit. The file is made last, as with
    reports. Raises Nekad and Databasfel."""
    krav_skriver(e)
    if redan_gjord(e) is not None:
        raise Nekad("redan", "Paketet är redan uttaget.")
    valda = [besoket(e, nr) for nr in dict.fromkeys(ids)]
    if not valda:
        raise Nekad("inga_besok", "Välj minst ett besök att ta med.")
    if len(valda) > HOGST:
        raise Nekad("manga_besok", f"Ett paket har högst {HOGST} besök. Ta ut dem i flera paket.")
    for b in valda:
        if b.lage == INSTALLT or b.signerad is not None:
            raise Nekad("lage", f"I besök {b.id} finns inget att skriva: det är {_hur(b)}.")
    h = _handlaggare(e)
    krav_fras(fras, ord_for(e, e.aktor.namn, e.aktor.anvandare, h.namn, h.anvandare))
    info = nytt(e, h, frozenset((SKRIVER,)), fil, len(valda), tuple(b.id for b in valda))
    with handling(e, "paket_ut", "paket") as logg:
        e.session.add(raden(info))
        for b in valda:
            logg.endast_logg(b)
    rapportera(Framsteg(0, 0, "Skriver och krypterar paketet"))
    with blivande_paket(fil, fras) as databas, transaktion(databas, skriv=True) as mal:
        fyll(e, mal, h.id, info.besok)
        skriv_info(mal, info)
    return info


def _hur(b: Besok) -> str:
    return "inställt" if b.lage == INSTALLT else "signerat"


def _handlaggare(e: Arbetsenhet) -> Handlaggare:
    """In whose name: one's own; who owns a file without being in it writes as one who may."""
    h = e.session.scalar(select(Handlaggare).where(Handlaggare.anvandare == e.aktor.anvandare))
    if h is None and e.aktor.agare:
        q = select(Handlaggare).where(Handlaggare.roll == SKRIVER, Handlaggare.sparrad.is_(None))
        h = e.session.scalar(q.order_by(Handlaggare.id).limit(1))
    if h is None:
        raise Nekad(
            "handlaggare", "Lägg först in en kvalitetsutvecklare bland användarna. Paketet tas ut i dennes namn."
        )
    return h
