"""The log of a local file is written here and nowhere else: at its end, one writer at a time, each row bound to the
one before. That of a shared database is written by the database.

And looked at: what has been removed, altered, put in or moved is told by the number of a row and its time, nothing of
whom it is about. Whoever may write everything in the database can also chain it anew; `Loggsvar.sista`, kept
elsewhere, tells that too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, insert, select, text, type_coerce, update
from sqlalchemy.orm import Session

from ..models import Handling, Logg, Loggslut
from ..models.loggkedja import BORJAN, UTFORD, handlingssumma, lank
from .arbetsenhet import Arbetsenhet

_ENDA = 1
"""The only row of loggslut."""


@dataclass(frozen=True, slots=True)
class Loggrad:
    """What a row says, before it has its place: one changed field of one row."""

    tabell: str
    falt: str
    gammalt: str | None = None
    nytt: str | None = None
    rad_id: int | None = None
    kund_id: int | None = None
    insats_id: int | None = None


def utan_rader(anslutning: Connection) -> None:
    """For what is taken in by the thousand, by the owner of a shared database: until the transaction ends its rows are
    not logged one by one. Anybody else says this in vain. Through the services nothing in a local file is."""
    if anslutning.dialect.name == "postgresql":
        anslutning.execute(text("SELECT set_config('kvd.utan_logg', 'ja', true)"))


def skriv(e: Arbetsenhet, h: Handling, rader: list[Loggrad]) -> None:
    """Adds an action and its rows to the end of the log, in the transaction of the action itself.

    A shared database does it, when the transaction ends: it is told the name of the action and what stands in no
    column, and knows the rest (models.ratter.loggkedja).
    """
    e.session.flush()
    anslutning = e.session.connection()
    if not e.lokal:
        sagda = json.dumps([asdict(x) for x in rader], ensure_ascii=False)
        anslutning.execute(
            text("SELECT ratt.handling(:id, :namn, :andring, :rader, :anvandare, :roll, :tid)"),
            {"id": h.id, "namn": h.namn, "andring": h.andring, "rader": sagda, "anvandare": h.anvandare,
             "roll": h.roll, "tid": h.tid},
        )  # fmt: skip
        return
    h_ = {c.name: getattr(h, c.name) for c in Handling.__table__.c}
    anslutning.execute(insert(Handling.__table__).values(h_))  # type: ignore[arg-type]
    rad, antal, forra = _slutet(anslutning)
    summa = handlingssumma(h.id, h.tid, h.anvandare, h.roll, h.namn, h.andring)
    nya: list[dict[str, Any]] = []
    for x in rader or [Loggrad("handling", UTFORD)]:
        rad, antal = rad + 1, antal + 1
        forra = lank(forra, summa, rad, x.tabell, x.rad_id, x.kund_id, x.insats_id, x.falt, x.gammalt, x.nytt)
        nya.append(
            {
                "id": rad, "handling_id": h.id, "tabell": x.tabell, "rad_id": x.rad_id, "kund_id": x.kund_id,
                "insats_id": x.insats_id, "falt": x.falt, "gammalt": x.gammalt, "nytt": x.nytt, "kedja": forra,
            }
        )  # fmt: skip
    anslutning.execute(insert(Logg.__table__), nya)  # type: ignore[arg-type]
    anslutning.execute(update(Loggslut).where(Loggslut.id == _ENDA).values(rad=rad, antal=antal, kedja=forra))


def _slutet(anslutning: Connection) -> tuple[int, int, str]:
    """(number, how many, link) of the last row; made by the first who writes."""
    q = select(Loggslut.rad, Loggslut.antal, Loggslut.kedja).where(Loggslut.id == _ENDA)
    slut = anslutning.execute(q).one_or_none()
    if slut is None:
        anslutning.execute(insert(Loggslut).values(id=_ENDA, rad=0, antal=0, kedja=BORJAN))
        return 0, 0, BORJAN
    return slut.rad, slut.antal, slut.kedja


# --- Looking at it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Loggsvar:
    """`rader`: how many were looked at; `sista`: the link of the last, "" for an empty log; `fel`: sentences."""

    rader: int
    sista: str
    fel: tuple[str, ...]


def granska(s: Session) -> Loggsvar:
    """Goes through the whole log, row by row. Each row is judged by what stands in the one before, so that one
    change is told once and the rest of the log can still be believed."""
    fel: list[str] = []
    forra, nummer, antal = BORJAN, 0, 0
    sedd, summa = None, ""
    for r in _rader(s):
        antal += 1
        if r.anvandare is None:
            fel.append(f"Loggens rad {r.id}: uppgiften om vem som gjorde vad och när saknas.")
            forra, nummer = r.kedja, r.id
            continue
        if r.handling_id != sedd:
            sedd = r.handling_id
            summa = handlingssumma(r.handling_id, r.tid, r.anvandare, r.roll, r.namn, r.andring)
        egen = lank(forra, summa, r.id, r.tabell, r.rad_id, r.kund_id, r.insats_id, r.falt, r.gammalt, r.nytt)
        vad = f"Loggens rad {r.id} ({_tidord(r.tid)})"
        if egen != r.kedja and r.id == nummer + 1:
            fel.append(f"{vad} är ändrad, insatt eller flyttad.")
        elif egen != r.kedja:
            fel.append(f"{vad}: före den saknas rader, efter rad {nummer}, eller så är den ändrad eller flyttad.")
        forra, nummer = r.kedja, r.id
    fel += _vid_slutet(s, nummer, antal, forra)
    utan = select(_ratid(s)).where(~select(Logg.id).where(Logg.handling_id == Handling.id).exists())
    for tid in s.scalars(utan.order_by(Handling.tid)):
        fel.append(f"En handling ({_tidord(tid)}) har ingen rad i loggen: den är borttagen eller har aldrig skrivits.")
    return Loggsvar(antal, forra if antal else "", tuple(fel))


def _ratid(s: Session) -> Any:
    """The time as it stands: in a file it is a text, and what somebody has made of it need not be a time."""
    lokal = s.get_bind().dialect.name == "sqlite"
    return (type_coerce(Handling.tid, String) if lokal else Handling.tid).label("tid")


def _rader(s: Session) -> Iterator[Any]:
    q = (
        select(
            Logg.id, Logg.handling_id, Logg.tabell, Logg.rad_id, Logg.kund_id, Logg.insats_id, Logg.falt,
            Logg.gammalt, Logg.nytt, Logg.kedja,
            _ratid(s), Handling.anvandare, Handling.roll, Handling.namn, Handling.andring,
        )
        .outerjoin(Handling, Handling.id == Logg.handling_id)
        .order_by(Logg.id)
    )  # fmt: skip
    yield from s.execute(q.execution_options(yield_per=500))


def _tidord(tid: datetime | str | None) -> str:
    if isinstance(tid, datetime):
        return tid.strftime("%Y-%m-%d kl. %H.%M.%S")
    try:
        return _tidord(datetime.fromisoformat(tid or ""))
    except (ValueError, TypeError):
        return "okänd tid"


def _vid_slutet(s: Session, nummer: int, antal: int, forra: str) -> Iterator[str]:
    slut = s.execute(select(Loggslut.rad, Loggslut.antal, Loggslut.kedja)).all()
    if not slut:
        if antal:
            yield "Uppgiften om var loggen slutar saknas."
        return
    rad, alla, kedja = slut[0]
    if len(slut) > 1:
        yield "Uppgiften om var loggen slutar finns mer än en gång."
    if rad > nummer:
        yield f"Loggens sista rader saknas: den ska sluta med rad {rad} men slutar med rad {nummer}."
    elif rad < nummer:
        yield f"Loggen har rader efter sitt slut: den ska sluta med rad {rad} men slutar med rad {nummer}."
    elif kedja != forra and antal:
        yield f"Loggens sista rad, {rad}, är inte den som skrevs dit."
    if alla != antal:
        yield f"Loggen ska ha {alla} rader men har {antal}."
