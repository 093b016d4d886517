"""Genomförandeplan, månadsrapport and slutrapport: in, back, in again, approved (K 7.3, K 8, K 12).

The three go the same way; `_Ratt` says where each keeps its dates. First returns stand in the row itself, second and
later ones in `aterremiss`, as in the transfer format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Aterremiss, Genomforandeplan, Insats, Manadsrapport, Slutrapport
from ..rules.kalender import manadens_forsta
from ..rules.rapporttyper import SLUT
from ..rules.steg import sista_plan
from ..texter.meningar import BEDOMNINGORD
from .arbetsenhet import Arbetsenhet
from .arendelage import fakta, inte_fore, inte_i_framtiden, krav_text, oppna_arende, prova
from .handling import handling, kontrollera_version
from .rapportrader import rad_for
from .rapporttext import Inkommet, spara_text
from .typer import Andring
from .utkast import glom_utkast


@dataclass(frozen=True, slots=True)
class _Ratt:
    """How one of the three kinds is stored. `inkom`/`igen`: columns of its first and second coming in."""

    tabell: Any
    del_: str
    inkom: str
    igen: str
    vad: str
    steg: str


_PLAN = _Ratt(Genomforandeplan, "plan", "inkommen", "inkommen_igen", "planen", "plan")
_RAPPORT = _Ratt(Manadsrapport, "rapport", "klarmarkerad", "klarmarkerad_igen", "rapporten", "rapport")
_SLUT = _Ratt(Slutrapport, "slutrapport", "inkommen", "inkommen_igen", "slutrapporten", "slutrapport")


def _oppna(e: Arbetsenhet, insats: str, kod: str, mal: str, sedd_version: int, mina: dict[str, object]) -> Any:
    i = oppna_arende(e, insats)
    rad = rad_for(e, i, kod, mal)
    # Where there is no row yet, the insats itself is what the user saw.
    kontrollera_version(e, i if rad is None else rad, sedd_version, mina)
    prova(e, i, kod, mal)
    return i, rad


def _senaste_in(e: Arbetsenhet, i: Insats, ratt: _Ratt, rad: Any, avser: str) -> date | None:
    """Day on which it last came in, so that no later step is dated before it."""
    senare = e.session.scalars(
        select(Aterremiss.inkommen_igen).where(Aterremiss.insats_id == i.id, Aterremiss.avser == avser)
    ).all()
    return max((d for d in (getattr(rad, ratt.inkom), getattr(rad, ratt.igen), *senare) if d), default=None)


def _krav_utskrivbart(skal: str) -> None:
    """Raises Nekad for a sign that no document can hold: a return without its message would be of no use."""
    from .documents.text import rensa

    try:
        rensa(skal, "Skälet till återremissen")
    except Nekad as nej:
        raise Nekad(nej.kod, nej.mening, "skal") from None


def _ater(
    e: Arbetsenhet, ratt: _Ratt, insats: str, mal: str, avser: str, sedd_version: int, datum: date, skal: str
) -> Andring:
    """Returned for completion, with reasons. The row is touched each time, so that its version tells others."""
    i, rad = _oppna(
        e, insats, f"{ratt.steg}_aterremiss", mal, sedd_version, {"aterremitterad": datum, "aterremiss_skal": skal}
    )
    skal = krav_text(skal, "Skälet till återremissen", "skal")
    _krav_utskrivbart(skal)
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, _senaste_in(e, i, ratt, rad, avser), f"den dag {ratt.vad} kom in", "datum")
    with handling(e, f"{ratt.steg}_aterremiss", ratt.del_) as h:
        h.insats(i)
        if rad.aterremitterad is None:
            rad.aterremitterad, rad.aterremiss_skal = datum, skal
        elif e.session.scalar(
            select(Aterremiss.id).where(
                Aterremiss.insats_id == i.id, Aterremiss.avser == avser, Aterremiss.aterremitterad == datum
            )
        ):
            raise Nekad("finns", f"{ratt.vad.capitalize()} är redan återremitterad den dagen.", "datum")
        else:
            e.session.add(Aterremiss(insats_id=i.id, avser=avser, aterremitterad=datum, skal=skal))
        glom_utkast(e, i.id, ratt.steg, avser)
        # The first reason stays with the first return; the row is a new version all the same, for others to see.
        h.ny_version(rad)
    return h.andring


def _igen(
    e: Arbetsenhet, ratt: _Ratt, insats: str, mal: str, avser: str, sedd_version: int, datum: date,
    text: Inkommet | None,
) -> Andring:  # fmt: skip
    """In again after a return."""
    i, rad = _oppna(e, insats, f"{ratt.steg}_igen", mal, sedd_version, {ratt.igen: datum})
    inte_i_framtiden(e, datum, "datum")
    ute = e.session.scalar(
        select(Aterremiss)
        .where(Aterremiss.insats_id == i.id, Aterremiss.avser == avser, Aterremiss.inkommen_igen.is_(None))
        .order_by(Aterremiss.aterremitterad.desc())
    )
    inte_fore(datum, ute.aterremitterad if ute else rad.aterremitterad, "återremissen", "datum")
    with handling(e, f"{ratt.steg}_igen", ratt.del_) as h:
        h.insats(i)
        if ute is not None:
            ute.inkommen_igen = datum
            h.ny_version(rad)
        else:
            setattr(rad, ratt.igen, datum)
        if text is not None:
            spara_text(e, i, ratt.del_, avser, datum, text)
    return h.andring


def _ny_text(
    e: Arbetsenhet, ratt: _Ratt, insats: str, mal: str, avser: str, sedd_version: int, datum: date, text: Inkommet
) -> Andring:
    """Another content of what is in and waits to be reviewed: the newest stands, the day it first came in stays.

    What can be returned can be replaced. The row is a new version, so that a review under way meets a Konflikt.
    """
    i, rad = _oppna(e, insats, f"{ratt.steg}_aterremiss", mal, sedd_version, {})
    with handling(e, f"{ratt.steg}_ny_text", ratt.del_) as h:
        h.insats(i)
        spara_text(e, i, ratt.del_, avser, datum, text)
        h.ny_version(rad)
    return h.andring


def _godkann(
    e: Arbetsenhet, ratt: _Ratt, insats: str, mal: str, avser: str, sedd_version: int, datum: date, **mer: object
) -> Andring:
    i, rad = _oppna(e, insats, f"{ratt.steg}_godkann", mal, sedd_version, {"godkand": datum, **mer})
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, _senaste_in(e, i, ratt, rad, avser), f"den dag {ratt.vad} kom in", "datum")
    with handling(e, f"{ratt.steg}_godkann", ratt.del_) as h:
        h.insats(i)
        rad.godkand = datum
        glom_utkast(e, i.id, ratt.steg, avser)
        for falt, varde in mer.items():
            setattr(rad, falt, varde)
    return h.andring


# --- Genomförandeplan -------------------------------------------------------------------------------------------


def plan_inkommen(
    e: Arbetsenhet, insats: str, sedd_version: int, datum: date, *, text: Inkommet | None = None
) -> Andring:
    """The next version of the plan has come in (K 7.3, K 8.3). Every version is kept."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {})
    prova(e, i, "plan_inkommen")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.uppdrag, "uppdraget", "datum")
    sista = sista_plan(fakta(e, i))
    if sista is not None:
        inte_fore(datum, sista.godkand, "godkännandet av förra versionen", "datum")
    nummer = (
        e.session.scalars(
            select(Genomforandeplan.nummer)
            .where(Genomforandeplan.insats_id == i.id)
            .order_by(Genomforandeplan.nummer.desc())
        ).first()
        or 0
    ) + 1
    with handling(e, "plan_inkommen", "plan") as h:
        e.session.add(Genomforandeplan(insats_id=i.id, nummer=nummer, inkommen=datum))
        if text is not None:
            spara_text(e, i, "plan", str(nummer), datum, text)
        h.insats(i)
    return h.andring


def aterremittera_plan(
    e: Arbetsenhet, insats: str, nummer: str, sedd_version: int, datum: date, skal: str
) -> Andring:  # fmt: skip
    return _ater(e, _PLAN, insats, nummer, nummer, sedd_version, datum, skal)


def plan_igen(
    e: Arbetsenhet, insats: str, nummer: str, sedd_version: int, datum: date, *, text: Inkommet | None = None
) -> Andring:
    return _igen(e, _PLAN, insats, nummer, nummer, sedd_version, datum, text)


def plan_ny_text(
    e: Arbetsenhet, insats: str, nummer: str, sedd_version: int, datum: date, *, text: Inkommet
) -> Andring:
    return _ny_text(e, _PLAN, insats, nummer, nummer, sedd_version, datum, text)


def godkann_plan(e: Arbetsenhet, insats: str, nummer: str, sedd_version: int, datum: date) -> Andring:
    return _godkann(e, _PLAN, insats, nummer, nummer, sedd_version, datum)


def begar_revidering(
    e: Arbetsenhet, insats: str, nummer: str, sedd_version: int, datum: date, skal: str
) -> Andring:  # fmt: skip
    """The karriärvägledare asks for a revised plan (K 8.3)."""
    i, rad = _oppna(
        e, insats, "plan_revidering", nummer, sedd_version, {"revidering_begard": datum, "revidering_skal": skal}
    )
    skal = krav_text(skal, "Vad som behöver ändras", "skal")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, rad.godkand, "godkännandet av planen", "datum")
    with handling(e, "plan_revidering", "plan") as h:
        h.insats(i)
        rad.revidering_begard, rad.revidering_skal = datum, skal
    return h.andring


# --- Månadsrapport ----------------------------------------------------------------------------------------------


def _ny_rapport(e: Arbetsenhet, i: Insats, manad: str) -> Manadsrapport:
    rad = Manadsrapport(insats_id=i.id, manad=manad)
    e.session.add(rad)
    return rad


def klarmarkera_rapport(
    e: Arbetsenhet, insats: str, manad: str, sedd_version: int, datum: date, *, text: Inkommet | None = None
) -> Andring:
    """The anordnare has submitted the report of a month (K 8.1)."""
    i, rad = _oppna(e, insats, "rapport_klarmarkera", manad, sedd_version, {"klarmarkerad": datum})
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, max(manadens_forsta(manad), i.start), "den första dag som rapporten gäller", "datum")
    with handling(e, "rapport_klarmarkera", "rapport") as h:
        rad = rad or _ny_rapport(e, i, manad)
        rad.klarmarkerad = datum
        if text is not None:
            spara_text(e, i, "rapport", manad, datum, text)
        h.insats(i)
    return h.andring


def aterremittera_rapport(
    e: Arbetsenhet, insats: str, manad: str, sedd_version: int, datum: date, skal: str
) -> Andring:  # fmt: skip
    return _ater(e, _RAPPORT, insats, manad, manad, sedd_version, datum, skal)


def rapport_igen(
    e: Arbetsenhet, insats: str, manad: str, sedd_version: int, datum: date, *, text: Inkommet | None = None
) -> Andring:
    return _igen(e, _RAPPORT, insats, manad, manad, sedd_version, datum, text)


def rapport_ny_text(
    e: Arbetsenhet, insats: str, manad: str, sedd_version: int, datum: date, *, text: Inkommet
) -> Andring:
    return _ny_text(e, _RAPPORT, insats, manad, manad, sedd_version, datum, text)


def godkann_rapport(
    e: Arbetsenhet, insats: str, manad: str, sedd_version: int, datum: date, bedomning: str
) -> Andring:  # fmt: skip
    """Approved, with the month's judgement: continue, adjust the plan, or end (K 13)."""
    if bedomning not in BEDOMNINGORD:
        raise Nekad("bedomning", "Välj hur insatsen ska gå vidare.", "bedomning")
    return _godkann(e, _RAPPORT, insats, manad, manad, sedd_version, datum, bedomning=bedomning)


def underlag_inkommet(e: Arbetsenhet, insats: str, manad: str, sedd_version: int, datum: date) -> Andring:
    """The faktureringsunderlag of a month has come in (K 14)."""
    i, rad = _oppna(e, insats, "underlag", manad, sedd_version, {"underlag": datum})
    inte_i_framtiden(e, datum, "datum")
    with handling(e, "underlag", "rapport") as h:
        rad = rad or _ny_rapport(e, i, manad)
        rad.underlag = datum
        h.insats(i)
    return h.andring


# --- Slutrapport ------------------------------------------------------------------------------------------------


def slutrapport_inkommen(
    e: Arbetsenhet, insats: str, sedd_version: int, datum: date, *, text: Inkommet | None = None
) -> Andring:
    """The final report has come in (K 12)."""
    i, rad = _oppna(e, insats, "slutrapport_inkommen", "", sedd_version, {"inkommen": datum})
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.start, "startdatum", "datum")
    with handling(e, "slutrapport_inkommen", "slutrapport") as h:
        if rad is None:
            e.session.add(Slutrapport(insats_id=i.id, inkommen=datum))
        else:
            rad.inkommen = datum
        if text is not None:
            spara_text(e, i, "slutrapport", SLUT, datum, text)
        h.insats(i)
    return h.andring


def aterremittera_slutrapport(
    e: Arbetsenhet, insats: str, sedd_version: int, datum: date, skal: str
) -> Andring:  # fmt: skip
    return _ater(e, _SLUT, insats, "", SLUT, sedd_version, datum, skal)


def slutrapport_igen(
    e: Arbetsenhet, insats: str, sedd_version: int, datum: date, *, text: Inkommet | None = None
) -> Andring:
    return _igen(e, _SLUT, insats, "", SLUT, sedd_version, datum, text)


def slutrapport_ny_text(e: Arbetsenhet, insats: str, sedd_version: int, datum: date, *, text: Inkommet) -> Andring:
    return _ny_text(e, _SLUT, insats, "", SLUT, sedd_version, datum, text)


def nasta_steg_kravs(e: Arbetsenhet, i: Insats) -> bool:
    """Whether the report must say a next step: the kund is not self-supporting, or the goal is not reached (K 12)."""
    regel = e.regelverk.insats(i.kod, i.start)
    orsak = e.regelverk.avslutsorsaker().get(i.avslutsorsak or "")
    return orsak is None or regel is None or orsak.kategori != "egen_forsorjning"


def godkann_slutrapport(
    e: Arbetsenhet, insats: str, sedd_version: int, datum: date, nasta_steg: str = ""
) -> Andring:  # fmt: skip
    """Approved; a next step must stand in it where the kund is not self-supporting (K 12)."""
    i = oppna_arende(e, insats)
    text = nasta_steg.strip()
    rad = rad_for(e, i, "slutrapport", "")
    if nasta_steg_kravs(e, i):
        text = krav_text(text or (rad.nasta_steg or "" if rad else ""), "Bedömt nästa steg", "nasta_steg")
    return _godkann(e, _SLUT, insats, "", SLUT, sedd_version, datum, nasta_steg=text or None)
