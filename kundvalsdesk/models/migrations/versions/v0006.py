"""The förvalslista as it was published, period by period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forvalsperiod",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kundval", sa.String(length=8), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date(), nullable=False),
        sa.Column("period_fran", sa.Date(), nullable=False),
        sa.Column("period_till", sa.Date(), nullable=False),
        sa.Column("anordnare", sa.String(length=200), nullable=False),
        sa.Column("ordning", sa.Text(), nullable=False),
        sa.Column("regelverk", sa.String(length=80), nullable=False),
        sa.Column("publicerad", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forvalsperiod"),
        sa.UniqueConstraint("kundval", "fran", name="uq_forvalsperiod_kundval_fran"),
    )
