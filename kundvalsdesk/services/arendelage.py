"""A case as the steps need it: its row, its facts, what is allowed, and the checks of the dates people type."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import load_only

from ..fel import Nekad
from ..models import Incident, Insats
from ..rules import fakta as F  # noqa: N812 - the facts, beside the mapped classes of the same names
from ..rules import steg
from ..rules.fakta import Insatsfakta
from ..rules.kalender import FORSTA_AR, SISTA_FAKTA_AR
from ..texter.datum import datum_langt
from ..texter.meningar import STEGNEJ
from .arbetsenhet import Arbetsenhet
from .frister import Rader, fakta_for
from .typer import ARENDEROLLER


def krav_arenderatt(e: Arbetsenhet) -> None:
    """Raises Nekad("roll") unless the actor works with cases."""
    if not e.aktor.har(*ARENDEROLLER):
        raise Nekad("roll", "Din roll ger inte tillgång till ärenden.")


FOR_BEDOMNING = load_only(
    Insats.id, Insats.nyckel, Insats.kod, Insats.kundval, Insats.anordnare_id, Insats.kundansvarig_id, Insats.version
)  # fmt: skip
"""What the dataskyddssamordnare knows of a case with an incident: nothing of its kund, not even which it is."""


def ingen_insats(nyckel: str) -> Nekad:
    return Nekad("okand_insats", f"Det finns ingen insats med numret {nyckel}. Kontrollera numret.")


def hamta_insats(e: Arbetsenhet, nyckel: str) -> Insats:
    """The row of a case by its key. Raises Nekad("okand_insats")."""
    q = select(Insats).where(Insats.nyckel == nyckel)
    insats = e.session.scalar(q if e.aktor.har(*ARENDEROLLER) else q.options(FOR_BEDOMNING))
    if insats is None:
        raise ingen_insats(nyckel)
    return insats


def oppna_arende(e: Arbetsenhet, nyckel: str) -> Insats:
    """The row of a case for a step. The role is checked before anything is said of the case."""
    krav_arenderatt(e)
    return hamta_insats(e, nyckel)


def fakta(e: Arbetsenhet, insats: Insats, rader: Rader | None = None) -> Insatsfakta:
    """What has happened in a case; to whoever works with no cases, its incidents alone."""
    if e.aktor.har(*ARENDEROLLER):
        return fakta_for(e.session, [insats.id], rader)[insats.id][0]
    n = Incident
    q = select(n.nyckel, n.upptackt, n.kv_underrattad, n.vidare, n.bedomd).where(n.insats_id == insats.id)
    incidenter = e.session.execute(q.order_by(n.id))
    return Insatsfakta(insats.kod, incidenter=tuple(F.Incident(*r) for r in incidenter))


def lage_for(e: Arbetsenhet, insats: Insats, rader: Rader | None = None) -> steg.Lage:
    """`rader`: filled with the rows that it was taken from."""
    f = fakta(e, insats, rader)
    return steg.lage(f, e.regelverk, e.idag, insats.anordnare_id is not None)


def prova(e: Arbetsenhet, insats: Insats, kod: str, mal: str = "") -> steg.Lage:
    """The case, if it allows the step now. Raises Nekad with the reason."""
    x = lage_for(e, insats)
    if skal := steg.hinder(x, kod, mal):
        raise Nekad(skal, STEGNEJ.get(skal, "Steget kan inte tas nu."))
    return x


def inte_i_framtiden(e: Arbetsenhet, datum: date, falt: str) -> None:
    """Raises Nekad for a thing said to have happened after today."""
    if datum > e.idag:
        raise Nekad("framtid", f"Datumet {datum_langt(datum)} ligger i framtiden.", falt)


def inte_fore(datum: date, tidigast: date | None, vad: str, falt: str) -> None:
    """Raises Nekad for a date before the step that comes before it."""
    if tidigast is not None and datum < tidigast:
        raise Nekad("ordning", f"Datumet kan inte ligga före {vad} ({datum_langt(tidigast)}).", falt)


def rimligt(datum: date, falt: str) -> None:
    """Raises Nekad for a year that the calendar does not know."""
    if not FORSTA_AR <= datum.year <= SISTA_FAKTA_AR:
        raise Nekad("datum", f"Året ska ligga mellan {FORSTA_AR} och {SISTA_FAKTA_AR}.", falt)


def krav_text(text: str, vad: str, falt: str) -> str:
    """The text without blanks around it; raises Nekad if nothing is left."""
    text = text.strip()
    if not text:
        raise Nekad("saknas", f"{vad} behöver fyllas i.", falt)
    return text
