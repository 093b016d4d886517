"""A handläggare can be barred, from a day on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handlaggare", sa.Column("sparrad", sa.Date(), nullable=True))
