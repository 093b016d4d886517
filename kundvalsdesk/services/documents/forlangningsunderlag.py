"""The decision about a förlängning: what it says, and issuing it. No log here: services.flode_forlangning has it."""

from __future__ import annotations

from datetime import date

from ...models import Forlangning, Handlaggare, Insats
from ..arbetsenhet import Arbetsenhet
from . import utfardande
from .forlangningsbeslut import Forlangningsunderlag
from .fran_arendet import gemensamt, maskerad, om_insatsen


def bygg_underlag(
    e: Arbetsenhet,
    i: Insats,
    rad: Forlangning,
    slut: tuple[date | None, date | None],
    ordning: int,
    beslut: tuple[str, date, str],
) -> Forlangningsunderlag:
    """The snapshot. `slut`: end date before and, if granted, after; `beslut`: what, when and why.

    A protected person's name is taken out of what people have written too.
    """
    from ..flode_forlangning import regel

    text = maskerad(e, i)
    begard_av = e.session.get(Handlaggare, rad.begard_av_id) if rad.begard_av_id else None
    r = regel(e)
    vad, nar, varfor = beslut
    return Forlangningsunderlag(
        **gemensamt(e, i, i_rollen="arbetsledare"), **om_insatsen(e, i),
        slut_fore=slut[0], slut_efter=slut[1] if vad == "beviljad" else None, ordning=ordning,
        hogst=r.max_antal if r else 0, begard=rad.begard, begard_av=begard_av.namn if begard_av else "",
        motivering=text(rad.motivering), mal=text(rad.mal), beslut=vad, beslutad=nar, skal=text(varfor),
    )  # fmt: skip


def utfarda(
    e: Arbetsenhet, i: Insats, rad: Forlangning, slut_fore: date | None, slut_efter: date | None, ordning: int
) -> None:
    """Issues a decision that has been made."""
    assert rad.beslut is not None and rad.beslutad is not None  # noqa: S101 - that is what is printed
    beslut = (rad.beslut, rad.beslutad, rad.beslut_skal or "")
    utfardande.utfarda(e, i, lambda: bygg_underlag(e, i, rad, (slut_fore, slut_efter), ordning, beslut))
