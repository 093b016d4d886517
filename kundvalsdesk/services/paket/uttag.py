"""Taking out: who may, what waits, and the file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select

from ...fel import Nekad
from ...models import Handlaggare, Installning, Paket
from .. import notiser
from ..arbetsenhet import Arbetsenhet, transaktion
from ..arendelage import krav_arenderatt
from ..handling import handling, redan_gjord
from ..installningar import organisation
from ..typer import ARENDEROLLER, Aktor, Framsteg
from .fil import blivande_paket, skriv_info
from .innehall import antal_vantande, fyll, insatser_i, vantande
from .styrka import krav_fras
from .typer import Paketinfo, Paketunderlag, Rapportera

DATABAS_ID = "databas.id"


def databas_id(e: Arbetsenhet) -> str | None:
    """The id that this database was given when the first package left it; None before that."""
    rad = e.session.get(Installning, DATABAS_ID)
    return rad.varde if rad is not None else None


def giv_databas_id(e: Arbetsenhet) -> str:
    """As `databas_id`; given now, if it has none."""
    har = databas_id(e)
    if har is None:
        har = str(uuid4())
        e.session.add(Installning(nyckel=DATABAS_ID, varde=har))
    return har


def underlag(e: Arbetsenhet) -> Paketunderlag:
    """What the dialog needs to know: whose reports the actor may take out, and how many wait."""
    krav_arenderatt(e)
    antal = antal_vantande(e)
    q = select(Handlaggare).where(Handlaggare.id.in_(antal)).order_by(Handlaggare.namn, Handlaggare.id)
    valbara = [(h.anvandare, h.namn, antal[h.id]) for h in e.session.scalars(q) if _far(e, h.anvandare)]
    valbara.sort(key=lambda v: v[0] != e.aktor.anvandare)
    return Paketunderlag(tuple(valbara), ord_for(e, e.aktor.namn, e.aktor.anvandare), senast_ute(e))


def senast_ute(e: Arbetsenhet) -> datetime | None:
    """When the actor took out the last one that has not come home."""
    q = select(func.max(Paket.skapat)).where(Paket.skapat_av == e.aktor.anvandare, Paket.lage == "ute")
    return e.session.scalar(q)


def nytt(
    e: Arbetsenhet, h: Handlaggare, roller: frozenset[str], fil: Path, antal: int, besok: tuple[int, ...] = ()
) -> Paketinfo:
    """A package in the name of `h`; `roller`: what the actor is in it."""
    return Paketinfo(
        paket_id=str(uuid4()),
        databas=giv_databas_id(e),
        handlaggare=h.anvandare,
        namn=h.namn,
        uttaget=e.nu,
        skrivet=datetime.now(),
        aktor=Aktor(e.aktor.anvandare, e.aktor.namn, roller, h.id),
        antal=antal,
        fil=fil,
        besok=besok,
    )


def raden(info: Paketinfo) -> Paket:
    """What is noted at home of one that is out."""
    return Paket(
        id=info.paket_id, handlaggare_id=info.aktor.handlaggare_id, skapat=info.uttaget,
        skapat_av=info.aktor.anvandare, antal=info.antal, lage="ute",
    )  # fmt: skip


def ord_for(e: Arbetsenhet, *namn: str) -> tuple[str, ...]:
    """Words that somebody who knows the user and the unit would try first."""
    texter = (*namn, *organisation(e).values())
    ord_ = {o.strip(".,;:@()") for t in texter for o in (t, *t.replace("@", " ").replace("-", " ").split())}
    return tuple(sorted(o for o in ord_ if len(o) > 1))


def _far(e: Arbetsenhet, anvandare: str) -> bool:
    return e.aktor.agare or e.aktor.anvandare == anvandare or e.aktor.har("arbetsledare")


def ta_ut(
    e: Arbetsenhet, fil: Path, fras: str, handlaggare: str, rapportera: Rapportera = lambda _: None
) -> Paketinfo:  # fmt: skip
    """Takes the reports of one karriärvägledare that wait out to `fil`, encrypted with `fras`.

    Theirs to do, or an arbetsledare's; logged, with each case that leaves the house. The file is made last, beside
    its place: whatever fails leaves neither file nor log. Raises Nekad and Databasfel.
    """
    krav_arenderatt(e)
    if not _far(e, handlaggare):
        raise Nekad("annans", "Du kan bara ta ut dina egna rapporter. En arbetsledare kan ta ut andras.")
    if redan_gjord(e) is not None:
        raise Nekad("redan", "Paketet är redan uttaget.")
    h = e.session.scalar(select(Handlaggare).where(Handlaggare.anvandare == handlaggare))
    if h is None or h.roll not in ARENDEROLLER:
        raise Nekad("okand_handlaggare", f"Det finns ingen karriärvägledare med användarnamnet {handlaggare}.")
    krav_fras(fras, ord_for(e, e.aktor.namn, e.aktor.anvandare, h.namn, h.anvandare))
    rapportera(Framsteg(0, 0, "Söker det som väntar på granskning"))
    saker = vantande(e, h.id)
    if not saker:
        raise Nekad("inget_vantar", "Ingenting väntar på granskning, så det finns inget att ta med.")
    info = nytt(e, h, e.aktor.roller & set(ARENDEROLLER), fil, len(saker))
    with handling(e, "paket_ut", "paket") as logg:
        e.session.add(raden(info))
        for i in insatser_i(e, saker):
            logg.endast_logg(i)
        i_morgon = e.idag + timedelta(days=1)
        notiser.skriv(e, (e.aktor.anvandare,), "paket_ute", None, i_morgon, paket=info.paket_id)
    rapportera(Framsteg(0, 0, "Skriver och krypterar paketet"))
    with blivande_paket(fil, fras) as databas, transaktion(databas, skriv=True) as mal:
        fyll(e, mal, h, saker)
        skriv_info(mal, info)
    return info
