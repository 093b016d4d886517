"""An index that holds all that the statistics ask of an insats."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_insats_statistik", "insats", ["kod", "anordnare_id", "start", "sista_dag", "avslutsorsak"]
    )  # fmt: skip
