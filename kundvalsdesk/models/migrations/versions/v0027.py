"""Stickprov of cases within an uppföljning, and the cases that were drawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stickprov",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uppfoljning_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("syfte", sa.Text(), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date(), nullable=False),
        sa.Column("kundval", sa.String(length=8), nullable=False),
        sa.Column("anordnare_id", sa.Integer(), nullable=True),
        sa.Column("storlek", sa.Integer(), nullable=False),
        sa.Column("utan_dragna", sa.Boolean(), nullable=False),
        sa.Column("fro", sa.String(length=64), nullable=False),
        sa.Column("metod", sa.String(length=20), nullable=False),
        sa.Column("fragor", sa.Text(), nullable=False),
        sa.Column("bestallt", sa.Date(), nullable=False),
        sa.Column("bestallt_av", sa.String(length=200), nullable=False),
        sa.Column("lage", sa.String(length=10), nullable=False),
        sa.Column("skal", sa.Text(), nullable=False),
        sa.Column("draget", sa.Date(), nullable=True),
        sa.Column("draget_av", sa.String(length=200), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("utelamnade", sa.Text(), nullable=False),
        sa.Column("fingeravtryck", sa.String(length=64), nullable=True),
        sa.Column("klart", sa.Date(), nullable=True),
        sa.Column("klart_av", sa.String(length=200), nullable=True),
        sa.Column("utfall", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stickprov"),
        sa.ForeignKeyConstraint(
            ["uppfoljning_id"], ["uppfoljning.id"], name="fk_stickprov_uppfoljning_id_uppfoljning"
        ),
        sa.ForeignKeyConstraint(["anordnare_id"], ["anordnare.id"], name="fk_stickprov_anordnare_id_anordnare"),
        sa.UniqueConstraint("uppfoljning_id", "nummer", name="uq_stickprov"),
    )
    op.create_table(
        "stickprovsarende",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stickprov_id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("ordning", sa.Integer(), nullable=False),
        sa.Column("svar", sa.Text(), nullable=False),
        sa.Column("kommentar", sa.Text(), nullable=False),
        sa.Column("granskat", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stickprovsarende"),
        sa.ForeignKeyConstraint(["stickprov_id"], ["stickprov.id"], name="fk_stickprovsarende_stickprov_id_stickprov"),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_stickprovsarende_insats_id_insats"),
        sa.UniqueConstraint("stickprov_id", "insats_id", name="uq_stickprovsarende"),
    )
    op.create_index("ix_stickprovsarende_insats_id", "stickprovsarende", ["insats_id"])
