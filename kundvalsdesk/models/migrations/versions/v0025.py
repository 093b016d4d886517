"""The kvalitetsrapport: its sections, their versions, comments on them, and the decision of the nämnd."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kvalitetsrapport",
        *_hor_till("kvalitetsrapport", "uppfoljning"),
        sa.Column("titel", sa.String(length=200), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date(), nullable=False),
        sa.Column("kundval", sa.String(length=20), nullable=False),
        sa.Column("lage", sa.String(length=12), nullable=False),
        sa.Column("skapad", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("uppfoljning_id", name="uq_kvalitetsrapport"),
    )
    op.create_table(
        "rapportavsnitt",
        *_hor_till("rapportavsnitt", "kvalitetsrapport"),
        sa.Column("ordning", sa.Integer(), nullable=False),
        sa.Column("niva", sa.Integer(), nullable=False),
        sa.Column("rubrik", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("borttaget", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "avsnittsversion",
        *_hor_till("avsnittsversion", "rapportavsnitt"),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("rubrik", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sparad", sa.DateTime(), nullable=False),
        sa.Column("sparad_av", sa.String(length=200), nullable=False),
        sa.UniqueConstraint("rapportavsnitt_id", "nummer", name="uq_avsnittsversion"),
    )
    op.create_table(
        "avsnittskommentar",
        *_hor_till("avsnittskommentar", "rapportavsnitt"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("skriven", sa.Date(), nullable=False),
        sa.Column("skriven_av", sa.String(length=200), nullable=False),
        sa.Column("svar", sa.Text(), nullable=False),
        sa.Column("besvarad", sa.Date(), nullable=True),
        sa.Column("besvarad_av", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "rapportbeslut",
        *_hor_till("rapportbeslut", "kvalitetsrapport"),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("paragraf", sa.String(length=120), nullable=False),
        sa.Column("registrerad_av", sa.String(length=200), nullable=False),
        sa.Column("underlag", sa.Text(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("kvalitetsrapport_id", name="uq_rapportbeslut"),
    )
    for tabell, till in (("rapportavsnitt", "kvalitetsrapport"), ("avsnittskommentar", "rapportavsnitt")):
        op.create_index(f"ix_{tabell}_{till}_id", tabell, [f"{till}_id"])


def _hor_till(tabell: str, till: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(f"{till}_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{tabell}"),
        sa.ForeignKeyConstraint([f"{till}_id"], [f"{till}.id"], name=f"fk_{tabell}_{till}_id_{till}"),
    ]
