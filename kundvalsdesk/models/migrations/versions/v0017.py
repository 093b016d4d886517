"""No index of names: it would be asked before the policy, and tell whether a hidden kund is among what it found."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_kundidentitet_sortnyckel", table_name="kundidentitet")
