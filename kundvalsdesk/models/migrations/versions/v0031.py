"""The same form is kept once in its case. That it is kept once in all told whoever had a file whose it was."""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inlamning") as inlamning:
        inlamning.drop_constraint("uq_inlamning_sha256", type_="unique")
        inlamning.create_unique_constraint("uq_inlamning_sha256_insats_id", ["sha256", "insats_id"])
