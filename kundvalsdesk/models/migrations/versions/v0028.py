"""Of a user of a shared database, the day that somebody else gave them the password they log in with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handlaggare", sa.Column("losenord_givet", sa.Date(), nullable=True))
