"""Issuing the decision about a förlängning: from the case to a snapshot, and to stored bytes.

No commit and no log here: services.flode_forlangning wraps it in the action of the decision itself.
"""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import func, select

from ...models import Anordnare, Dokument, Forlangning, Handlaggare, Insats, Kundidentitet
from ..arbetsenhet import Arbetsenhet
from ..installningar import organisation
from ..maskning import utan_namn
from .forlangningsbeslut import TYP, Forlangningsunderlag, rita
from .utfardande import kund_pa_dokument, roll_pa_dokument


def bygg_underlag(
    e: Arbetsenhet,
    i: Insats,
    rad: Forlangning,
    slut: tuple[date | None, date | None],
    ordning: int,
    beslut: tuple[str, date, str],
    nummer: str = "",
) -> Forlangningsunderlag:
    """The snapshot. `slut`: end date before and, if granted, after; `beslut`: what, when and why.

    A protected person's name is taken out of what people have written too.
    """
    from ..flode_forlangning import regel

    identitet = e.session.get(Kundidentitet, i.kund_id)

    def omaskad(text: str | None) -> str:
        if not i.skydd or identitet is None:
            return text or ""
        return utan_namn(text or "", identitet.fornamn or "", identitet.efternamn or "", skyddad=True)

    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    begard_av = e.session.get(Handlaggare, rad.begard_av_id) if rad.begard_av_id else None
    insatsregel = e.regelverk.insats(i.kod, i.start)
    r = regel(e)
    org = organisation(e)
    vad, nar, varfor = beslut
    return Forlangningsunderlag(
        organisation=org["namn"], enhet=org["enhet"], kontakt=org["kontakt"], nummer=nummer, datum=e.idag,
        insats=i.nyckel, insatskod=i.kod, insatsnamn=insatsregel.namn if insatsregel else "",
        kund=kund_pa_dokument(e, i), anordnare=anordnare.namn if anordnare else "", start=i.start,
        slut_fore=slut[0], slut_efter=slut[1] if vad == "beviljad" else None, ordning=ordning,
        hogst=r.max_antal if r else 0, begard=rad.begard, begard_av=begard_av.namn if begard_av else "",
        motivering=omaskad(rad.motivering), mal=omaskad(rad.mal), beslut=vad, beslutad=nar, skal=omaskad(varfor),
        handlaggare=e.aktor.namn, roll="arbetsledare" if e.aktor.har("arbetsledare") else roll_pa_dokument(e.aktor),
    )  # fmt: skip


def utfarda(
    e: Arbetsenhet, i: Insats, rad: Forlangning, slut_fore: date | None, slut_efter: date | None, ordning: int
) -> Dokument:
    """Stores snapshot, bytes and hash of a decision that has been made."""
    assert rad.beslut is not None and rad.beslutad is not None  # noqa: S101 - that is what is printed
    antal = e.session.scalar(select(func.count()).where(Dokument.insats_id == i.id, Dokument.typ == TYP)) or 0
    nummer = f"FÖR {i.nyckel}-{antal + 1}"
    beslut = (rad.beslut, rad.beslutad, rad.beslut_skal or "")
    u = bygg_underlag(e, i, rad, (slut_fore, slut_efter), ordning, beslut, nummer)
    innehall = rita(u)
    dokument = Dokument(
        insats_id=i.id, typ=TYP, nummer=nummer, utfardat=e.idag, utfardat_av=e.aktor.namn, underlag=u.till_json(),
        innehall=innehall, sha256=hashlib.sha256(innehall).hexdigest(),
    )  # fmt: skip
    e.session.add(dokument)
    e.session.flush()
    return dokument
