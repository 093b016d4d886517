"""What a kundval may cost in a year."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budget",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ar", sa.Integer(), nullable=False),
        sa.Column("kundval", sa.String(length=8), nullable=False),
        sa.Column("belopp", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_budget"),
        sa.UniqueConstraint("ar", "kundval", name="uq_budget"),
    )
