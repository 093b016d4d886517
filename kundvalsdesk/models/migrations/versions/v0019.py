"""In a shared database the indexes of the queue hold what a policy asks of a row: whose it is, and whether it is
protected. Without it the row itself was read for each line that is counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SLUT = ["vilande", "forfaller", "id", "utlost", "stangs", "gul_kvar"]
_INDEX = {
    "mina": ["kundansvarig_id", "bevakas"],
    "alla": ["bevakas"],
    "anordnare": ["anordnare_id", "bevakas"],
    "kundval": ["kundval", "bevakas"],
    "slag": ["slag", "bevakas"],
    "roll": ["ansvarig"],
}
_VEMS = ["kund_id", "skyddad", "kundansvarig_id"]


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for namn, forst in _INDEX.items():
        op.drop_index(f"ix_frist_ko_{namn}", table_name="frist")
        op.create_index(
            f"ix_frist_ko_{namn}",
            "frist",
            [*forst, *_SLUT],
            postgresql_where=sa.text("huvud IS true"),
            postgresql_include=[k for k in _VEMS if k not in forst],
        )
