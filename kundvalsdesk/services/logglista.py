"""The log as the dataskyddssamordnare reads it: who has looked at or changed what of a kund, what a user has done, and
actions drawn by lot for spot checks.

To read it is itself logged, before anything is shown. What a protected person's fields said is told by their names
alone (regelverk §9), and so is what was said of somebody who is no longer there to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from ..fel import Nekad
from ..models import Handlaggare, Handling, Insats, Kund, Logg
from ..models.ratter.logglasning import VYER
from .arbetsenhet import Arbetsenhet
from .handling import krav_roll, redan_gjord, skriv_handling
from .loggkedja import Loggrad
from .typer import ARENDEROLLER, Andring

DOLT = "(visas inte)"
VISAD = "visad"


EJ_DRAGNA = ("visa_logg", "stickprov", "gallra", "gallring_undanta", "gallring_uppratta", "gallring_kvar")
"""Actions that no spot check is of: they have a record of their own, or are the check itself."""


@dataclass(frozen=True, slots=True)
class Loggfraga:
    """What is asked of the log. `stickprov`: so many actions about cases, by those who work with cases, drawn by lot.
    `slag`: only "visningar", "andringar" or "stickprov"."""

    kund: str | None = None
    anvandare: str | None = None
    fran: date | None = None
    till: date | None = None
    stickprov: int | None = None
    slag: str = ""


@dataclass(frozen=True, slots=True)
class Loggpost:
    """One row of the log. `kund` and `insats` are numbers, "" where the row is about none."""

    nummer: int
    tid: datetime
    anvandare: str
    roll: str
    handling: str
    kund: str
    insats: str
    tabell: str
    rad: int | None
    falt: str
    gammalt: str | None
    nytt: str | None


def anteckna_lasning(e: Arbetsenhet, fraga: Loggfraga, hur: str = "") -> str:
    """Logs that the actor reads the log, and of whom; the id of that action. `hur`: where to, if not to the screen.
    Raises Nekad: the role, an unknown kund or user, days in the wrong order."""
    krav_lasare(e)
    kund_id = _prova(e, fraga)
    if redan_gjord(e) is None:
        vad = [f"användare {fraga.anvandare}"] if fraga.anvandare else []
        vad += [f"från {fraga.fran}"] if fraga.fran else []
        vad += [f"till {fraga.till}"] if fraga.till else []
        vad += [f"stickprov {fraga.stickprov}"] if fraga.stickprov else []
        vad += [f"bara {fraga.slag}"] if fraga.slag else []
        vad += [hur] if hur else []
        rad = Loggrad("logg", "visad", nytt=", ".join(vad) or None, kund_id=kund_id)
        skriv_handling(e, Andring(e.handling_id, "visa_logg"), [rad])
        e.spara_hittills()  # a shared database shows nothing before that is certain
    return e.handling_id


def krav_lasare(e: Arbetsenhet) -> None:
    """Raises Nekad for anybody but the dataskyddssamordnare."""
    krav_roll(e.aktor, "dataskyddssamordnare")


def vyer(e: Arbetsenhet) -> dict[str, Any]:
    """The options of a question to the log. A shared database is asked by views, named as the tables are, from which
    it has left out what is not to be read (models.ratter.logglasning)."""
    return {} if e.lokal else {"schema_translate_map": {None: VYER}}


def _prova(e: Arbetsenhet, fraga: Loggfraga) -> int | None:
    if fraga.fran and fraga.till and fraga.fran > fraga.till:
        raise Nekad("dagar", "Den första dagen ligger efter den sista. Byt plats på dem.")
    if fraga.anvandare is not None:
        finns = or_(
            select(Handling.id).where(Handling.anvandare == fraga.anvandare).exists(),
            select(Handlaggare.id).where(Handlaggare.anvandare == fraga.anvandare).exists(),
        )
        if not e.session.scalar(select(finns if e.lokal else func.ratt.loggens_anvandare(fraga.anvandare))):
            raise Nekad("okand_anvandare", f"Det finns ingen användare med namnet {fraga.anvandare}.")
    if fraga.kund is None:
        return None
    k = select(Kund.id).where(Kund.nyckel == fraga.kund) if e.lokal else select(func.ratt.loggens_kund(fraga.kund))
    kund_id = e.session.scalar(k)
    if kund_id is None:
        raise Nekad("okand_kund", f"Det finns ingen kund med nummer {fraga.kund}.")
    return int(kund_id)


def las(e: Arbetsenhet, fraga: Loggfraga, utom: str = "") -> Iterator[Loggpost]:
    """The rows asked for, oldest first, one at a time however many. `utom`: the action that this reading is."""
    krav_lasare(e)
    _prova(e, fraga)
    q = urval(e, fraga).where(Handling.id != utom).order_by(Logg.id)
    with e.session.execute(
        q.execution_options(yield_per=500, **vyer(e))
    ) as rader:  # closed by whoever stops in the middle too
        yield from poster(rader)


def poster(rader: Iterable[Any]) -> Iterator[Loggpost]:
    """Rows of `urval` as they may be read."""
    for r in rader:
        post = Loggpost(
            r.id, r.tid, r.anvandare, r.roll, r.namn, r.kund or "", r.insats or "", r.tabell, r.rad_id, r.falt,
            r.gammalt, r.nytt,
        )  # fmt: skip
        yield _utan_varden(post) if r.skydd or (r.om_nagon and r.kund is None) else post


def _utan_varden(p: Loggpost) -> Loggpost:
    return replace(p, gammalt=p.gammalt and DOLT, nytt=p.nytt and DOLT)


def urval(e: Arbetsenhet, fraga: Loggfraga) -> Select[*tuple[Any, ...]]:
    q = (
        select(
            Logg.id, Logg.handling_id, Handling.tid, Handling.anvandare, Handling.roll, Handling.namn,
            Kund.nyckel.label("kund"), Kund.skydd, Insats.nyckel.label("insats"),
            Logg.tabell, Logg.rad_id, Logg.falt, Logg.gammalt, Logg.nytt,
            func.coalesce(Logg.kund_id, Logg.insats_id).label("om_nagon"),
        )
        .join(Handling, Handling.id == Logg.handling_id)
        .outerjoin(Insats, Insats.id == Logg.insats_id)
        .outerjoin(Kund, Kund.id == func.coalesce(Logg.kund_id, Insats.kund_id))
    )  # fmt: skip
    if fraga.stickprov is None:
        return q.where(*_villkor(fraga))
    om_arenden = (
        select(Logg.handling_id)
        .join(Handling, Handling.id == Logg.handling_id)
        .where(
            or_(Logg.kund_id.is_not(None), Logg.insats_id.is_not(None)),
            or_(*(Handling.roll.contains(r) for r in ARENDEROLLER)),
            Handling.namn.not_in(EJ_DRAGNA),
            *_villkor(fraga),
        )
        .group_by(Logg.handling_id)
    )
    dragna = e.session.scalars(
        om_arenden.order_by(func.random()).limit(fraga.stickprov), execution_options=vyer(e)
    ).all()
    return q.where(Handling.id.in_(dragna), *_villkor(fraga))


def _villkor(fraga: Loggfraga) -> list[Any]:
    ut: list[Any] = []
    if fraga.kund is not None:
        kund = select(Kund.id).where(Kund.nyckel == fraga.kund)
        insatser = select(Insats.id).join(Kund, Kund.id == Insats.kund_id).where(Kund.nyckel == fraga.kund)
        ut.append(or_(Logg.kund_id.in_(kund), Logg.insats_id.in_(insatser)))
    if fraga.anvandare is not None:
        # Not by its index: the newest of a user is wanted, not all that they have ever done, put in order.
        ut.append(Handling.anvandare.concat("") == fraga.anvandare)
    if fraga.slag == "stickprov":
        ut.append(Handling.namn == "stickprov")
    elif fraga.slag:
        ut.append(Logg.falt == VISAD if fraga.slag == "visningar" else Logg.falt != VISAD)
    if fraga.fran is not None:
        ut.append(Handling.tid >= datetime.combine(fraga.fran, time.min))
    if fraga.till is not None:
        ut.append(Handling.tid < datetime.combine(fraga.till + timedelta(days=1), time.min))
    return ut
