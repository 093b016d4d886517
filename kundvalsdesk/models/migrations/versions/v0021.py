"""The yearly uppföljning of a kundval: its plan, the demands of the reglemente, and changes since it was decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uppfoljning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ar", sa.Integer(), nullable=False),
        sa.Column("namnd", sa.String(length=120), nullable=False),
        sa.Column("kundval", sa.String(length=120), nullable=False),
        sa.Column("koder", sa.String(length=40), nullable=False),
        sa.Column("mall", sa.String(length=40), nullable=False),
        sa.Column("tema", sa.Text(), nullable=False),
        sa.Column("lage", sa.String(length=12), nullable=False),
        sa.Column("skapad", sa.Date(), nullable=False),
        sa.Column("beslutad", sa.Date(), nullable=True),
        sa.Column("beslut", sa.String(length=120), nullable=False),
        sa.Column("redovisad", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uppfoljning"),
        sa.UniqueConstraint("ar", "namnd", "kundval", name="uq_uppfoljning"),
    )
    op.create_table(
        "uppfoljningssteg",
        *_hor_till("uppfoljningssteg"),
        sa.Column("steg", sa.Integer(), nullable=False),
        sa.Column("rubrik", sa.String(length=200), nullable=False),
        sa.Column("beskrivning", sa.Text(), nullable=False),
        sa.Column("tertial", sa.Integer(), nullable=False),
        sa.Column("ansvarig", sa.String(length=120), nullable=False),
        sa.Column("forfaller", sa.Date(), nullable=False),
        sa.Column("klar", sa.Date(), nullable=True),
        sa.Column("klar_av", sa.String(length=200), nullable=True),
        sa.Column("notering", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "uppfoljningskrav",
        *_hor_till("uppfoljningskrav"),
        sa.Column("krav", sa.String(length=30), nullable=False),
        sa.Column("uppfyllt", sa.Date(), nullable=True),
        sa.Column("belagg", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("uppfoljning_id", "krav", name="uq_uppfoljningskrav"),
    )
    op.create_table(
        "uppfoljningsandring",
        *_hor_till("uppfoljningsandring"),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("andrad_av", sa.String(length=200), nullable=False),
        sa.Column("vad", sa.Text(), nullable=False),
        sa.Column("skal", sa.Text(), nullable=False),
    )
    for tabell in ("uppfoljningssteg", "uppfoljningsandring"):
        op.create_index(f"ix_{tabell}_uppfoljning_id", tabell, ["uppfoljning_id"])


def _hor_till(tabell: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uppfoljning_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{tabell}"),
        sa.ForeignKeyConstraint(
            ["uppfoljning_id"], ["uppfoljning.id"], name=f"fk_{tabell}_uppfoljning_id_uppfoljning"
        ),
    ]
