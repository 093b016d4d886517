"""Marks and reminders: one's own, seen by nobody else. The log says that one was made, not what it says."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.sql.elements import ColumnElement

from ..fel import Konflikt, Nekad
from ..models import Insats, Kundidentitet, Marke, Paminnelse
from . import notiser
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_arenderatt, krav_text, oppna_arende
from .arendetyper import Falt, Stegval
from .egettyper import Eget, Paminnelserad
from .handling import handling
from .maskning import visningsnamn
from .typer import ARENDEROLLER, Andring

HOGST_PAMINNELSER = 50


def satt_marke(e: Arbetsenhet, insats: str, pa: bool) -> Andring:
    """Marks a case, or takes the mark away. Asked for twice it stays as it is."""
    i = oppna_arende(e, insats)
    with handling(e, "marke", "eget") as h:
        har = (Marke.anvandare == e.aktor.anvandare, Marke.insats_id == i.id)
        if not pa:
            e.session.execute(delete(Marke).where(*har))
        elif e.session.scalar(select(Marke.id).where(*har)) is None:
            e.session.add(Marke(anvandare=e.aktor.anvandare, insats_id=i.id, satt=e.nu))
    return h.andring


def formular_paminn(e: Arbetsenhet, insats: str) -> Stegval:
    """The form of a reminder at a case."""
    oppna_arende(e, insats)
    return Stegval(
        "paminn",
        "Påminn mig",
        "Spara påminnelsen",
        falt=(
            Falt("datum", "Från och med", "datum", varde=e.idag.isoformat()),
            Falt("paminnelse", "Vad", "text", hjalp="Bara du ser den: i ärendet, och i din kö från den dagen."),
        ),
    )


def paminn(e: Arbetsenhet, insats: str, datum: date, text: str) -> Andring:
    """A reminder for oneself, from a day on."""
    i = oppna_arende(e, insats)
    text = krav_text(text, "Vad", "paminnelse")
    if datum < e.idag:
        raise Nekad("passerat", "Dagen har redan passerat. Välj i dag eller en senare dag.", "datum")
    with handling(e, "paminn", "eget") as h:
        p = Paminnelse(anvandare=e.aktor.anvandare, insats_id=i.id, datum=datum, text=text)
        e.session.add(p)
        e.session.flush()
        notiser.skriv(e, (e.aktor.anvandare,), "paminnelse", i.id, datum, id=p.id)
    return h.andring


def paminnelse_klar(e: Arbetsenhet, id_: int, sedd_version: int) -> Andring:
    """Done with: it is not shown any more. Somebody else's reminder does not exist."""
    krav_arenderatt(e)
    p = e.session.get(Paminnelse, id_)
    if p is None or p.anvandare != e.aktor.anvandare:
        raise Nekad("okant_mal", "Påminnelsen finns inte. Hämta om.")
    if p.version != sedd_version or p.klar is not None:
        raise Konflikt("Påminnelsen är redan klarmarkerad.", (), e.aktor.namn, p.klar)
    with handling(e, "paminnelse_klar", "eget") as h:
        p.klar = e.nu
        notiser.lasta(e, "paminnelse", p.insats_id, id=p.id)
    return h.andring


def for_arende(e: Arbetsenhet, insats: str) -> Eget:
    """My mark and my reminders at a case."""
    i = oppna_arende(e, insats)
    markt = e.session.scalar(
        select(Marke.id).where(Marke.anvandare == e.aktor.anvandare, Marke.insats_id == i.id)
    )  # fmt: skip
    return Eget(insats, markt is not None, _paminnelser(e, Paminnelse.insats_id == i.id))


def dagens(e: Arbetsenhet) -> tuple[Paminnelserad, ...]:
    """My reminders whose day has come, the oldest first."""
    if not e.aktor.har(*ARENDEROLLER):
        return ()
    return _paminnelser(e, Paminnelse.datum <= e.idag)


def _paminnelser(e: Arbetsenhet, *villkor: ColumnElement[bool]) -> tuple[Paminnelserad, ...]:
    q = (
        select(Paminnelse, Insats.nyckel, Insats.skydd, Kundidentitet.fornamn, Kundidentitet.efternamn)
        .join(Insats, Insats.id == Paminnelse.insats_id)
        .outerjoin(Kundidentitet, Kundidentitet.kund_id == Insats.kund_id)
        .where(Paminnelse.anvandare == e.aktor.anvandare, Paminnelse.klar.is_(None), *villkor)
        .order_by(Paminnelse.datum, Paminnelse.id)
        .limit(HOGST_PAMINNELSER)
    )
    return tuple(
        Paminnelserad(
            p.id, p.version, nyckel, visningsnamn(fornamn, efternamn, skydd, f"Ärende {nyckel}"), p.datum, p.text,
            p.datum <= e.idag,
        )
        for p, nyckel, skydd, fornamn, efternamn in e.session.execute(q)
    )  # fmt: skip
