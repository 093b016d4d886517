"""The log becomes a chain: each row carries the hash of the one before and of itself, and its end is kept apart."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from kundvalsdesk.models.loggkedja import BORJAN, UTFORD

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_SATS = 1000


def _summa(*varden: Any) -> str:
    """The canonical form of this version: JSON, ASCII, no spaces."""
    kanonisk = json.dumps(varden, ensure_ascii=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(kanonisk.encode("ascii")).hexdigest()


def handlingssumma(r: Any) -> str:
    tid = r.tid.isoformat() if isinstance(r.tid, datetime) else r.tid
    return _summa(r.handling_id, tid, r.anvandare, r.roll, r.namn, r.andring)


def lank(forra: str, r: Any) -> str:
    return _summa(
        forra, handlingssumma(r), r.id, r.tabell, r.rad_id, r.kund_id, r.insats_id, r.falt, r.gammalt, r.nytt
    )


def upgrade() -> None:
    op.create_table(
        "loggslut",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rad", sa.Integer(), nullable=False),
        sa.Column("antal", sa.Integer(), nullable=False),
        sa.Column("kedja", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_loggslut"),
    )
    # On PostgreSQL this also keeps everybody else from writing to the log until the chain is whole.
    op.add_column("logg", sa.Column("kedja", sa.String(length=64), nullable=True))
    # Of these the log did not say whom they were about.
    for tabell in ("kartlaggning", "framtidsplan", "overlamning"):
        op.execute(
            f"UPDATE logg SET kund_id = (SELECT x.kund_id FROM {tabell} x WHERE x.id = logg.rad_id) "  # noqa: S608
            f"WHERE tabell = '{tabell}' AND kund_id IS NULL"
        )
    _kedja_det_som_finns(op.get_bind())
    # A program that is older than the chain is refused rather than let in with rows that are not part of it.
    with op.batch_alter_table("logg") as rader:
        rader.alter_column("kedja", existing_type=sa.String(length=64), nullable=False)


def _kedja_det_som_finns(anslutning: sa.Connection) -> None:
    """A batch at a time, in the order of the numbers: there may be millions of rows."""
    handling = sa.table("handling", *(sa.column(k) for k in ("id", "anvandare", "roll", "namn", "andring")),
                        sa.column("tid", sa.DateTime))  # fmt: skip
    logg = sa.table(
        "logg",
        *(sa.column(k, sa.Integer) for k in ("id", "rad_id", "kund_id", "insats_id")),
        *(sa.column(k, sa.String) for k in ("handling_id", "tabell", "falt", "gammalt", "nytt", "kedja")),
    )
    h, r = handling.c, logg.c
    sist = anslutning.scalar(sa.select(sa.func.coalesce(sa.func.max(r.id), 0))) or 0
    # An action that changed nothing left no row until now, and could have been taken away without a trace.
    utan = sa.select(
        sa.func.row_number().over(order_by=(h.tid, h.id)) + sist,
        h.id,
        sa.literal("handling"),
        sa.literal(UTFORD),
        sa.literal(None),
    ).where(~sa.exists().where(r.handling_id == h.id))
    anslutning.execute(logg.insert().from_select(["id", "handling_id", "tabell", "falt", "kedja"], utan))
    q = (
        sa.select(logg, h.tid, h.anvandare, h.roll, h.namn, h.andring)
        .join_from(logg, handling, h.id == r.handling_id)
        .order_by(r.id)
        .limit(_SATS)
    )
    satt = logg.update().where(r.id == sa.bindparam("rad")).values(kedja=sa.bindparam("ny"))
    forra, sist, antal = BORJAN, 0, 0
    while rader := anslutning.execute(q.where(r.id > sist)).all():
        nya = []
        for rad in rader:
            forra = lank(forra, rad)
            nya.append({"rad": rad.id, "ny": forra})
        anslutning.execute(satt, nya)
        sist, antal = rader[-1].id, antal + len(rader)
    if antal:
        slut = sa.table("loggslut", *(sa.column(k) for k in ("id", "rad", "antal", "kedja")))
        anslutning.execute(slut.insert().values(id=1, rad=sist, antal=antal, kedja=forra))
