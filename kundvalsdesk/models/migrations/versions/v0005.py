"""Which hand-overs are in force on a day is asked with every page of the queue: few of all that ever were."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_overlamning_ater", "overlamning", ["ater", "datum"])
