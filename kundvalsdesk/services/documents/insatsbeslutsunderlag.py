"""The snapshot of the beslut to grant an insats, as the case says it today."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ...fel import Nekad
from ...models import Handlaggare, Handling, Insats, Kund, Logg
from ...rules.ramar import slut_nu
from ..arbetsenhet import Arbetsenhet
from ..arendetyper import Falt
from ..frister import fakta_for
from ..fritext import namn_for
from ..ny_insats import avvikelser
from .fran_arendet import gemensamt, maskerad, om_insatsen
from .insatsbeslut import Insatsbeslutsunderlag
from .lasare import INTERN, KUND, Val, lasarfalt, vald_lasare

TILL = (KUND, INTERN)


def falt(e: Arbetsenhet, i: Insats) -> tuple[Falt, ...]:
    if i.beslut is None:
        raise Nekad("inget_beslut", "Det finns inget beslut om insatsen.")
    return (lasarfalt(TILL),)


def underlag(e: Arbetsenhet, i: Insats, val: Val) -> Insatsbeslutsunderlag:
    falt(e, i)
    assert i.beslut is not None  # noqa: S101 - asked for above
    for_vem = vald_lasare(val, TILL)
    text = maskerad(e, i)
    fakta, _ = fakta_for(e.session, [i.id])[i.id]
    regel = e.regelverk.insats(i.kod, i.beslut)
    ansvarig = e.session.get(Handlaggare, i.kundansvarig_id) if i.kundansvarig_id else None
    internt: dict[str, Any] = {}
    if for_vem == INTERN:
        kund = e.session.get_one(Kund, i.kund_id)
        grupp = e.regelverk.malgrupper().get(kund.malgrupp or "")
        internt = {
            "malgrupp": grupp.namn if grupp else "",
            "avvikelser": tuple(ord_ for _, ord_ in avvikelser(e, kund, regel, i.beslut)),
            "beslutat_av": _beslutat_av(e, i),
        }
    return Insatsbeslutsunderlag(
        **gemensamt(e, i), **om_insatsen(e, i), for_vem=for_vem, beslutad=i.beslut,
        slut=slut_nu(fakta, e.regelverk, sum(f.beviljad for f in fakta.forlangningar)),
        hogst_manader=(regel.max_manader or 0) if regel else 0,
        val="" if i.anordnare_id is None else "forval" if i.forvald else "eget",
        omfattning=i.omfattning or 0, deltid_skal=text(i.deltid_skal), kriterium=regel.kriterium if regel else "",
        mal=regel.mal if regel else "", motivering=text(i.beslut_motivering), bedomning=text(i.parallell_bedomning),
        kontakta=ansvarig.namn if ansvarig else "", epost=(ansvarig.epost or "") if ansvarig else "",
        **internt,
    )  # fmt: skip


def _beslutat_av(e: Arbetsenhet, i: Insats) -> str:
    """Who made the decision, by the log; "" for one taken over from another system."""
    vem = e.session.scalar(
        select(Handling.anvandare)
        .join(Logg, Logg.handling_id == Handling.id)
        .where(Logg.insats_id == i.id, Logg.tabell == "insats", Logg.falt == "beslut", Handling.namn == "besluta")
        .order_by(Logg.id.desc())
        .limit(1)
    )
    return namn_for(e, [vem]).get(vem, "") if vem else ""
