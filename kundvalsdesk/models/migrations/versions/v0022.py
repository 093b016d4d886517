"""Where a kund stands on the scale, as plan and reports say: what progression is reckoned from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for kolumn in ("skalsteg_start", "skalsteg_mal"):
        op.add_column("genomforandeplan", sa.Column(kolumn, sa.Integer(), nullable=True))
    for tabell in ("manadsrapport", "slutrapport"):
        op.add_column(tabell, sa.Column("skalsteg", sa.Integer(), nullable=True))
