"""The few protected kunder are found without reading all."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_kund_skydd", "kund", ["skydd"])
