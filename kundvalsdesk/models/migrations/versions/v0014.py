"""Runs of payments to anordnare: rows, what was not paid, and who prepared and made final."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ersattningskorning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manad", sa.String(length=7), nullable=False),
        sa.Column("lage", sa.String(length=12), nullable=False),
        sa.Column("brytdatum", sa.Date(), nullable=False),
        sa.Column("forberedd", sa.DateTime(), nullable=False),
        sa.Column("forberedd_av", sa.String(length=80), nullable=False),
        sa.Column("faststalld", sa.DateTime(), nullable=True),
        sa.Column("faststalld_av", sa.String(length=80), nullable=True),
        sa.Column("antal_rader", sa.Integer(), nullable=False),
        sa.Column("antal_ej", sa.Integer(), nullable=False),
        sa.Column("summa", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ersattningskorning"),
        sa.UniqueConstraint("manad", name="uq_ersattningskorning_manad"),
    )
    op.create_table(
        "ersattningsrad",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("korning_id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("insats", sa.String(length=40), nullable=False),
        sa.Column("anordnare_id", sa.Integer(), nullable=False),
        sa.Column("anordnare", sa.String(length=200), nullable=False),
        sa.Column("kundval", sa.String(length=8), nullable=False),
        sa.Column("kod", sa.String(length=8), nullable=False),
        sa.Column("avser_manad", sa.String(length=7), nullable=False),
        sa.Column("typ", sa.String(length=16), nullable=False),
        sa.Column("avbrott", sa.Boolean(), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date(), nullable=False),
        sa.Column("dagar", sa.Integer(), nullable=False),
        sa.Column("manadsbelopp", sa.BigInteger(), nullable=True),
        sa.Column("belopp", sa.BigInteger(), nullable=False),
        sa.Column("helt", sa.Boolean(), nullable=False),
        sa.Column("rattar_id", sa.Integer(), nullable=True),
        sa.Column("forklaring", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ersattningsrad"),
        sa.ForeignKeyConstraint(
            ["korning_id"], ["ersattningskorning.id"], name="fk_ersattningsrad_korning_id_ersattningskorning"
        ),
        sa.ForeignKeyConstraint(
            ["rattar_id"], ["ersattningsrad.id"], name="fk_ersattningsrad_rattar_id_ersattningsrad"
        ),
    )
    op.create_table(
        "ejutbetald",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("korning_id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("insats", sa.String(length=40), nullable=False),
        sa.Column("anordnare", sa.String(length=200), nullable=False),
        sa.Column("avser_manad", sa.String(length=7), nullable=False),
        sa.Column("skal", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ejutbetald"),
        sa.ForeignKeyConstraint(
            ["korning_id"], ["ersattningskorning.id"], name="fk_ejutbetald_korning_id_ersattningskorning"
        ),
    )
    for tabell in ("ersattningsrad", "ejutbetald"):
        op.create_index(f"ix_{tabell}_korning_id", tabell, ["korning_id"])
        op.create_index(f"ix_{tabell}_insats_id", tabell, ["insats_id"])
