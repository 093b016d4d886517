"""Answers to absence that has been registered: certificates, assessments, messages (K 9.2, K 10)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ..fel import Nekad
from ..models import Franvaro, Insats
from ..rules.steg import sjukperiod
from .arbetsenhet import Arbetsenhet
from .arendelage import fakta, hamta_insats, inte_fore, inte_i_framtiden, krav_arenderatt, krav_text
from .handling import handling, kontrollera_version
from .typer import Andring

_SAKNAS = "Frånvaron finns inte längre i ärendet. Hämta om ärendet."


def franvaro_rad(e: Arbetsenhet, i: Insats, typ: str, forsta: str) -> Franvaro:
    """The row on which a period of absence is answered: the one that its first day names. Raises Nekad."""
    try:
        dag = date.fromisoformat(forsta)
    except ValueError:
        raise Nekad("okand_franvaro", _SAKNAS) from None
    dagar = sjukperiod(fakta(e, i), typ, dag) or (dag,)
    rad = e.session.scalar(
        select(Franvaro)
        .where(Franvaro.insats_id == i.id, Franvaro.typ == typ, Franvaro.fran.in_(dagar))
        .order_by(Franvaro.fran)
    )
    if rad is None:
        raise Nekad("okand_franvaro", _SAKNAS)
    return rad


def _rad(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, **mina: object) -> tuple[Insats, Franvaro]:
    krav_arenderatt(e)
    i = hamta_insats(e, insats)
    typ, _, resten = mal.partition(":")
    rad = franvaro_rad(e, i, typ, resten.partition(":")[0])
    kontrollera_version(e, rad, sedd_version, mina)
    return i, rad


def intyg_inkommet(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, datum: date) -> Andring:
    """A certificate has come to the anordnare or to the karriärvägledare (K 10.1, K 10.2).

    `mal`: typ:first day:ano|kv.
    """
    falt = "intyg_kv" if mal.endswith(":kv") else "intyg_anordnare"
    i, rad = _rad(e, insats, mal, sedd_version, **{falt: datum})
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, rad.fran, "första frånvarodagen", "datum")
    with handling(e, "intyg", "franvaro") as h:
        h.insats(i)
        setattr(rad, falt, datum)
    return h.andring


def bedom_franvaro(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, datum: date, text: str) -> Andring:
    """The karriärvägledare's assessment of a long sickness or leave (K 9.2, K 13.4)."""
    i, rad = _rad(e, insats, mal, sedd_version, bedomd=datum, bedomning=text)
    text = krav_text(text, "Bedömningen", "bedomning")
    inte_i_framtiden(e, datum, "datum")
    if rad.typ != "ledighet":  # a leave is decided on when it is planned
        inte_fore(datum, rad.fran, "första frånvarodagen", "datum")
    with handling(e, "bedom_franvaro", "franvaro") as h:
        h.insats(i)
        rad.bedomd, rad.bedomning = datum, text
    return h.andring


def ogiltig_meddelad(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, datum: date) -> Andring:
    """The anordnare's message of ogiltig frånvaro has come (K 10.4)."""
    i, rad = _rad(e, insats, mal, sedd_version, meddelad=datum)
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, rad.fran, "frånvarodagen", "datum")
    with handling(e, "ogiltig_meddelad", "franvaro") as h:
        h.insats(i)
        rad.meddelad = datum
    return h.andring
