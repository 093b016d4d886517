"""Whether the clock of this computer can be believed: what is due today is reckoned by it.

A shared database has a clock of its own to compare with. A local file has only what stands in it: nothing there can
have been done later than now.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, DateTime, column, func, select, table, text

from ..models.motor import Databas
from .arbetsenhet import lasning

_SENAST = select(func.max(column("tid", DateTime))).select_from(table("handling"))
TAL = timedelta(minutes=5)
"""A clock may be so much wrong without a word: nothing here is measured finer."""


def anmarkning(databas: Databas, nu: datetime | None = None) -> str:
    """One sentence if the clock is wrong, "" if not. `nu`: what it shows, in the local zone; else it is read."""
    nu = nu or datetime.now(UTC).astimezone()
    with lasning(databas) as anslutning:
        return _mot_filen(anslutning, nu) if databas.lokal else _mot_servern(anslutning, nu)


def _mot_servern(anslutning: Connection, nu: datetime) -> str:
    server: datetime = anslutning.execute(text("SELECT clock_timestamp()")).scalar_one()
    skillnad = nu - server
    if abs(skillnad) <= TAL:
        return ""
    at = "före" if skillnad > timedelta(0) else "efter"
    return (
        f"Datorns klocka går {_langd(abs(skillnad))} {at} databasserverns. Ställ den rätt: "
        "vad som ska göras i dag räknas efter datorns klocka."
    )


def _mot_filen(anslutning: Connection, nu: datetime) -> str:
    sist: datetime | None = anslutning.execute(_SENAST).scalar_one()
    if sist is None or sist <= nu.replace(tzinfo=None) + TAL:
        return ""
    return (
        f"Det senaste i databasen är gjort {sist:%Y-%m-%d} klockan {sist:%H.%M}, men datorns klocka visar "
        f"{nu:%Y-%m-%d} klockan {nu:%H.%M}. Ställ den rätt: vad som ska göras i dag räknas efter den."
    )


def _langd(tid: timedelta) -> str:
    minuter = round(tid.total_seconds() / 60)
    if minuter < 90:
        return f"{minuter} minuter"
    timmar = round(minuter / 60)
    return f"{timmar} timmar" if timmar < 48 else f"{round(timmar / 24)} dygn"
