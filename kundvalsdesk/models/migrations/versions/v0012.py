"""Gallring: lists that are prepared, approved and kept as the record, and figures left of what was deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gallring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("upprattad", sa.DateTime(), nullable=False),
        sa.Column("upprattad_av", sa.String(length=80), nullable=False),
        sa.Column("regler", sa.Text(), nullable=False),
        sa.Column("lage", sa.String(length=10), nullable=False),
        sa.Column("godkand", sa.DateTime(), nullable=True),
        sa.Column("godkand_av", sa.String(length=80), nullable=True),
        sa.Column("klar", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gallring"),
    )
    op.create_table(
        "gallringspost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gallring_id", sa.Integer(), nullable=False),
        sa.Column("kod", sa.String(length=16), nullable=False),
        sa.Column("kund_id", sa.Integer(), nullable=True),
        sa.Column("sedan", sa.Date(), nullable=False),
        sa.Column("grans", sa.Date(), nullable=False),
        sa.Column("lage", sa.String(length=10), nullable=False),
        sa.Column("skal", sa.Text(), nullable=True),
        sa.Column("till", sa.Date(), nullable=True),
        sa.Column("omfattning", sa.Text(), nullable=False),
        sa.Column("utford", sa.DateTime(), nullable=True),
        sa.Column("utford_av", sa.String(length=80), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gallring_id"], ["gallring.id"], name="fk_gallringspost_gallring_id_gallring"),
        sa.PrimaryKeyConstraint("id", name="pk_gallringspost"),
    )
    op.create_index("ix_gallringspost_gallring_id", "gallringspost", ["gallring_id"])
    op.create_index("ix_gallringspost_kund", "gallringspost", ["kund_id", "lage"])
    op.create_table(
        "gallringsstatistik",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ar", sa.Integer(), nullable=False),
        sa.Column("insatskod", sa.String(length=8), nullable=False),
        sa.Column("anordnare", sa.String(length=200), nullable=False),
        sa.Column("malgrupp", sa.String(length=20), nullable=False),
        sa.Column("avslutstyp", sa.String(length=12), nullable=False),
        sa.Column("avslutsorsak", sa.String(length=24), nullable=False),
        sa.Column("antal", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gallringsstatistik"),
        sa.UniqueConstraint(
            "ar", "insatskod", "anordnare", "malgrupp", "avslutstyp", "avslutsorsak", name="uq_gallringsstatistik"
        ),
    )
