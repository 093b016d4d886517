"""The chain of the log gets a form that a server computes too, and a local file refuses to change what is written.

What was there is looked through first, in the form it had: whether it was whole, and its last hash, stand in the log.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from kundvalsdesk.models.loggkedja import BORJAN, handlingssumma, lank
from kundvalsdesk.models.migrations.versions import v0009

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SATS = 1000

_HANDLING = sa.table(
    "handling", sa.column("tid", sa.DateTime), *(sa.column(k, sa.String) for k in
    ("id", "anvandare", "roll", "namn", "andring")),
)  # fmt: skip
_LOGG = sa.table(
    "logg",
    *(sa.column(k, sa.Integer) for k in ("id", "rad_id", "kund_id", "insats_id")),
    *(sa.column(k, sa.String) for k in ("handling_id", "tabell", "falt", "gammalt", "nytt", "kedja")),
)
_SLUT = sa.table("loggslut", *(sa.column(k) for k in ("id", "rad", "antal", "kedja")))

_ALDRIG = {"handling": ("UPDATE", "DELETE"), "logg": ("UPDATE", "DELETE"), "loggslut": ("DELETE",)}


def upgrade() -> None:
    anslutning = op.get_bind()
    _kedja_om(anslutning)
    if anslutning.dialect.name == "sqlite":  # a server has them from models.ratter
        for tabell, alla in _ALDRIG.items():
            for vad in alla:
                nej = "SELECT RAISE(ABORT, 'loggen ändras inte')"
                op.execute(f"CREATE TRIGGER kvd_vakt_{tabell}_{vad.lower()} BEFORE {vad} ON {tabell} BEGIN {nej}; END")
            # A row that replaces another is a change, though no trigger of DELETE sees it. Said as its key would.
            nej = f"SELECT RAISE(ABORT, 'UNIQUE constraint failed: {tabell}.id')"
            finns = f"EXISTS (SELECT 1 FROM {tabell} WHERE id = NEW.id)"  # noqa: S608
            op.execute(
                f"CREATE TRIGGER kvd_vakt_{tabell}_insert BEFORE INSERT ON {tabell} WHEN {finns} BEGIN {nej}; END"
            )


def _kedja_om(anslutning: sa.Connection) -> None:
    """A batch at a time, in the order of the numbers: there may be millions of rows."""
    h, r = _HANDLING.c, _LOGG.c
    q = (
        sa.select(_LOGG, h.tid, h.anvandare, h.roll, h.namn, h.andring)
        .join_from(_LOGG, _HANDLING, h.id == r.handling_id)
        .order_by(r.id)
        .limit(_SATS)
    )
    satt = _LOGG.update().where(r.id == sa.bindparam("rad")).values(kedja=sa.bindparam("ny"))
    gammal = ny = BORJAN
    sist, antal, bruten = 0, 0, None
    while rader := anslutning.execute(q.where(r.id > sist)).all():
        nya = []
        for rad in rader:
            if bruten is None and v0009.lank(gammal, rad) != rad.kedja:
                bruten = rad.id
            gammal, ny = rad.kedja, _lank(ny, rad)
            nya.append({"rad": rad.id, "ny": ny})
        anslutning.execute(satt, nya)
        sist, antal = rader[-1].id, antal + len(rader)
    slut = anslutning.execute(sa.select(_SLUT)).one_or_none()
    if antal == 0:
        return
    if bruten is None and (slut is None or (slut.rad, slut.antal, slut.kedja) != (sist, antal, gammal)):
        bruten = sist
    sist, antal, ny = _skriv_om_det(anslutning, sist + 1, antal + 1, ny, gammal, bruten)
    if slut is None:
        anslutning.execute(_SLUT.insert().values(id=1, rad=sist, antal=antal, kedja=ny))
    else:
        anslutning.execute(_SLUT.update().values(rad=sist, antal=antal, kedja=ny))


def _lank(forra: str, rad: Any) -> str:
    summa = handlingssumma(rad.handling_id, rad.tid, rad.anvandare, rad.roll, rad.namn, rad.andring)
    return lank(
        forra, summa, rad.id, rad.tabell, rad.rad_id, rad.kund_id, rad.insats_id, rad.falt, rad.gammalt, rad.nytt
    )


def _skriv_om_det(
    anslutning: sa.Connection, nummer: int, antal: int, forra: str, gammal: str, bruten: int | None
) -> tuple[int, int, str]:
    """Else a log that was not whole would look so from now on."""
    id_, tid, vem, vad = str(uuid4()), datetime.now().replace(microsecond=0), "uppgradering", "uppgradera"
    andring = '{"insatser": [], "kunder": [], "delar": []}'
    nytt = "hel" if bruten is None else f"inte hel vid rad {bruten}"
    summa = handlingssumma(id_, tid, vem, "", vad, andring)
    kedja = lank(forra, summa, nummer, "logg", None, None, None, "kedja", gammal, nytt)
    anslutning.execute(_HANDLING.insert().values(id=id_, tid=tid, anvandare=vem, roll="", namn=vad, andring=andring))
    anslutning.execute(
        _LOGG.insert().values(
            id=nummer, handling_id=id_, tabell="logg", falt="kedja", gammalt=gammal, nytt=nytt, kedja=kedja
        )
    )
    return nummer, antal, kedja
