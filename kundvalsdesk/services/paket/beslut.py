"""Decisions inside a package: taken by the same services as at home, and noted to be done again there.

`handlingar.utfor` asks here when the open database is a package. What is noted carries the version of the report
*at home*: in the package a decision, and its undoing, raise the version of the row, but at home nothing has happened
to it. So the first decision about a report carries the version that was seen, and each later one the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...fel import Databasfel, Nekad
from ...models import Insats, Installning, Paketbeslut
from ...rules.rapporttyper import SLUT
from ..arbetsenhet import Arbetsenhet
from ..flode_angra import BESLUT
from . import besoksbeslut
from .fil import PAKET, SKADAT, STANGT, ar_uuid, har_texter

ANGRA = "granskning_angra"


def i_paket(e: Arbetsenhet) -> bool:
    """Whether the open database is a package. A shared database never is."""
    return e.lokal and e.session.get(Installning, PAKET) is not None


def prova_paket(e: Arbetsenhet, kod: str) -> bool:
    """Whether this is a package; if it is, raises Nekad for a step that it does not take."""
    if not i_paket(e):
        return False
    if besoksbeslut.om_besok(e):
        besoksbeslut.prova(kod)
    elif kod not in BESLUT and kod != ANGRA:
        raise Nekad(
            "offline",
            "Det går inte i ett offlinepaket. Här kan du godkänna, återremittera och ångra; gör resten när du är "
            "tillbaka på arbetsplatsen.",
        )
    if e.session.get(Installning, STANGT) is not None:
        raise Nekad("paket_stangt", "Paketet håller på att läsas in på arbetsplatsen. Fler beslut tas där.")
    return True


def sak(kod: str, mal: str) -> tuple[str, str]:
    """(slag, avser) of a decision, or of what is undone."""
    slag, _, avser = mal.partition(":") if kod == ANGRA else (kod.rpartition("_")[0], "", mal)
    return slag, SLUT if slag == "slutrapport" else avser


def anteckna(
    e: Arbetsenhet, kod: str, insats: str, mal: str, sedd_version: int, varden: dict[str, str]
) -> None:  # fmt: skip
    """Notes a decision that has just been taken; an undone one is marked, and never goes home."""
    if besoksbeslut.om_besok(e):
        besoksbeslut.anteckna(e, kod, mal, sedd_version, varden)
        return
    om = sak(kod, mal)
    tidigare = [
        b
        for b in e.session.scalars(select(Paketbeslut).where(Paketbeslut.insats == insats).order_by(Paketbeslut.id))
        if sak(b.kod, b.mal) == om
    ]
    if kod == ANGRA:
        for b in tidigare[::-1]:
            if b.angrad is None:
                b.angrad = datetime.now()
                return
        raise AssertionError("only what has been decided in the package can be undone in it")
    e.session.add(
        Paketbeslut(
            handling_id=e.handling_id,
            kod=kod,
            insats=insats,
            mal=mal,
            sedd_version=tidigare[0].sedd_version if tidigare else sedd_version,
            varden=json.dumps(varden, ensure_ascii=False),
            tid=datetime.now(),
        )
    )


def prova_beslut(session: Session, beslut: Sequence[Paketbeslut]) -> None:
    """Raises Databasfel unless every decision is one that the program can have noted here: whoever has the phrase
    can write anything into the file, and what is done at home must be a decision about a report, and nothing else."""
    insatser = set(session.scalars(select(Insats.nyckel)))
    for b in beslut:
        if (
            b.kod not in BESLUT
            or b.insats not in insatser
            or not ar_uuid(b.handling_id)
            or not isinstance(b.sedd_version, int)
            or not har_texter(b.varden)
        ):
            raise Databasfel("skadat", SKADAT)
