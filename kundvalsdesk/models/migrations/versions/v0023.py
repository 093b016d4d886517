"""Kontrollpunkter of an uppföljning: lists of them, each with its points in Del A–D."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uppfoljningslista",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uppfoljning_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("lage", sa.String(length=12), nullable=False),
        sa.Column("skapad", sa.Date(), nullable=False),
        sa.Column("utsand", sa.Date(), nullable=True),
        sa.Column("utsand_av", sa.String(length=200), nullable=True),
        sa.Column("svar_senast", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uppfoljningslista"),
        sa.ForeignKeyConstraint(
            ["uppfoljning_id"], ["uppfoljning.id"], name="fk_uppfoljningslista_uppfoljning_id_uppfoljning"
        ),
        sa.UniqueConstraint("uppfoljning_id", "nummer", name="uq_uppfoljningslista"),
    )
    op.create_table(
        "uppfoljningspunkt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lista_id", sa.Integer(), nullable=False),
        sa.Column("kod", sa.String(length=30), nullable=False),
        sa.Column("delen", sa.String(length=1), nullable=False),
        sa.Column("ordning", sa.Integer(), nullable=False),
        sa.Column("punkt", sa.String(length=200), nullable=False),
        sa.Column("fraga", sa.Text(), nullable=False),
        sa.Column("bevis", sa.Text(), nullable=False),
        sa.Column("galler", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uppfoljningspunkt"),
        sa.ForeignKeyConstraint(
            ["lista_id"], ["uppfoljningslista.id"], name="fk_uppfoljningspunkt_lista_id_uppfoljningslista"
        ),
        sa.UniqueConstraint("lista_id", "kod", name="uq_uppfoljningspunkt"),
    )
