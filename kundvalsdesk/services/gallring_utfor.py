"""An approved list is carried out: one kund at a time, each in a transaction of its own, all of it or nothing.

Stopped at any point, what has been done is done and the rest waits; carried on, it goes on where it was. Before each
kund it is asked again whether it still may go: what has happened since keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import select, text

from ..fel import KundvalsdeskFel, Nekad
from ..models import Gallring, Gallringspost, Insats, Kund
from ..models.gallringssatser import PERSONAKT, satser
from ..models.ratter.gallringskrav import SEDAN_DESS
from ..models.sokglomska import glom
from ..texter.gallring import avbrott_ord
from .arbetsenhet import Arbetsenhet
from .gallring import GALLRAD, GODKAND, KLAR, KVAR, ROLL, VANTAR, hamta, kandidater
from .gallringstyper import Gallringsavbrott
from .handling import krav_roll, redan_gjord, skriv_handling
from .loggkedja import Loggrad
from .typer import Andring, Framsteg

NyEnhet = Callable[[], AbstractContextManager[Arbetsenhet]]
"""A unit that writes, with an action id of its own each time."""
HANDLING = "gallra"
GALLRAD_I_LOGGEN = "gallrad"
"""The field of the row that the log keeps of each insats and kund that was deleted."""


@dataclass(frozen=True, slots=True)
class Utfall:
    """What was done this time. `kvar`: rows that still wait; 0 when the list is done."""

    gallrade: int
    behallna: int
    kvar: int


def utfor(
    ny_enhet: NyEnhet, gallring_id: int, framsteg: Callable[[Framsteg], None],
    stopp: Callable[[], bool] = lambda: False,
) -> Utfall:  # fmt: skip
    """Carries out an approved list. Raises Nekad for one that is not."""
    with ny_enhet() as e:
        krav_roll(e.aktor, ROLL)
        g = hamta(e, gallring_id)
        if g.lage == KLAR:
            return Utfall(0, 0, 0)
        if g.lage != GODKAND:
            raise Nekad("ej_godkand", "Listan är inte godkänd.")
        vantar = e.session.scalars(
            select(Gallringspost.id)
            .where(Gallringspost.gallring_id == g.id, Gallringspost.lage == VANTAR)
            .order_by(Gallringspost.id)
        ).all()
    gjorda = {GALLRAD: 0, KVAR: 0}
    kvar = len(vantar)
    try:
        for n, post_id in enumerate(vantar):
            framsteg(Framsteg(n, len(vantar), "Gallrar"))
            if stopp():
                return Utfall(gjorda[GALLRAD], gjorda[KVAR], kvar)
            with ny_enhet() as e:
                lage = _en(e, post_id)
            if lage is not None:
                gjorda[lage] += 1
            kvar -= 1
        with ny_enhet() as e:
            if e.lokal:
                glom(e.session.connection(), lambda n, av: framsteg(Framsteg(n, av, "Glömmer sökord")))
            g = e.session.get_one(Gallring, gallring_id)
            g.lage, g.klar = KLAR, e.nu
            skriv_handling(e, Andring(e.handling_id, "gallring_klar"), [Loggrad("gallring", "utford", nytt=str(g.id))])
    except KundvalsdeskFel as fel:
        # Those before are gone: what is said of the one that failed is not said of them.
        mening = avbrott_ord(fel.mening, gjorda[GALLRAD], gjorda[KVAR], kvar)
        raise Gallringsavbrott(getattr(fel, "kod", ""), mening) from None
    framsteg(Framsteg(len(vantar), len(vantar), "Gallrar"))
    return Utfall(gjorda[GALLRAD], gjorda[KVAR], 0)


def _en(e: Arbetsenhet, post_id: int) -> str | None:
    """One row: what became of it, None if somebody else has just done it."""
    p = e.session.get(Gallringspost, post_id, with_for_update=None if e.lokal else True)
    if p is None or p.lage != VANTAR or p.kund_id is None or redan_gjord(e) is not None:
        return None
    kund_id, kod = p.kund_id, p.kod
    kund = e.session.get(Kund, kund_id, with_for_update=None if e.lokal else True)
    nu = next((k for k in kandidater(e, kund_id) if k.kod == kod), None) if kund is not None else None
    if nu is None or nu.hinder or nu.sedan != p.sedan:
        p.lage, p.skal, p.utford, p.utford_av = KVAR, (nu.hinder if nu else "") or SEDAN_DESS, e.nu, e.aktor.anvandare
        skriv_handling(e, Andring(e.handling_id, "gallring_kvar"), [Loggrad("gallringspost", "utfall", nytt=KVAR)])
        return KVAR
    om = f"gallring {p.gallring_id}, {kod}"
    rader = [Loggrad("kund", GALLRAD_I_LOGGEN, None, om, kund_id, kund_id)]
    if kod == PERSONAKT:
        insatser = e.session.scalars(select(Insats.id).where(Insats.kund_id == kund_id)).all()
        rader += [Loggrad("insats", GALLRAD_I_LOGGEN, None, om, i, kund_id, i) for i in insatser]
    e.session.expunge_all()  # what is in memory of the rows that go is not written back
    if e.lokal:
        _lokalt(e, post_id, kund_id, kod)
    else:
        e.session.execute(text("SELECT ratt.gallra(:post)"), {"post": post_id})
    skriv_handling(e, Andring(e.handling_id, HANDLING), rader)
    return GALLRAD


def _lokalt(e: Arbetsenhet, post_id: int, kund_id: int, kod: str) -> None:
    anslutning = e.session.connection()
    anslutning.exec_driver_sql("PRAGMA secure_delete = ON")  # what is freed in the file is overwritten
    p = e.session.get_one(Gallringspost, post_id)
    antal: dict[str, int] = {}
    for tabell, sats in satser(kod):
        svar = anslutning.execute(
            text(sats.replace("{kund}", ":kund").replace("{grans}", ":grans")),
            {k: v for k, v in (("kund", kund_id), ("grans", p.grans)) if f"{{{k}}}" in sats},
        )
        if tabell and svar.rowcount:
            antal[tabell] = antal.get(tabell, 0) + svar.rowcount
    e.session.refresh(p)
    p.lage, p.kund_id, p.omfattning, p.utford, p.utford_av = GALLRAD, None, json.dumps(antal), e.nu, e.aktor.anvandare
    e.session.flush()
