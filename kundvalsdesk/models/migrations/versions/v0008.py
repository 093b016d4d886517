"""Wordings of documents with their history, logotypes, and the sum of each document's snapshot."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dokumenttext",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("typ", sa.String(length=24), nullable=False),
        sa.Column("namn", sa.String(length=60), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sparad", sa.DateTime(), nullable=False),
        sa.Column("sparad_av", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dokumenttext"),
        sa.UniqueConstraint("typ", "namn", "nummer", name="uq_dokumenttext_typ_namn_nummer"),
    )
    op.create_table(
        "logotyp",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bredd", sa.Integer(), nullable=False),
        sa.Column("hojd", sa.Integer(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("tillagd", sa.DateTime(), nullable=False),
        sa.Column("tillagd_av", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_logotyp"),
    )
    op.add_column("dokument", sa.Column("underlag_sha256", sa.String(length=64), nullable=True))
    dokument = sa.table(
        "dokument",
        sa.column("id", sa.Integer),
        sa.column("underlag", sa.Text),
        sa.column("underlag_sha256", sa.String),
    )
    anslutning = op.get_bind()
    # One at a time: there may be very many, and each is long.
    sist = 0
    while rad := anslutning.execute(
        sa.select(dokument.c.id, dokument.c.underlag).where(dokument.c.id > sist).order_by(dokument.c.id).limit(1)
    ).first():
        sist = rad.id
        summa = hashlib.sha256(rad.underlag.encode()).hexdigest()
        anslutning.execute(dokument.update().where(dokument.c.id == sist).values(underlag_sha256=summa))
