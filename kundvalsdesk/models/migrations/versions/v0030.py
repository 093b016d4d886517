"""Åtgärder after a brist, their steps up the ladder, and the letters of those."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "atgard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uppfoljning_id", sa.Integer(), nullable=False),
        sa.Column("anordnare_id", sa.Integer(), nullable=False),
        sa.Column("punkt_id", sa.Integer(), nullable=True),
        sa.Column("bedomning_id", sa.Integer(), nullable=True),
        sa.Column("besok_id", sa.Integer(), nullable=True),
        sa.Column("ursprung", sa.String(length=12), nullable=False),
        sa.Column("konstaterad", sa.Date(), nullable=False),
        sa.Column("brist", sa.Text(), nullable=False),
        sa.Column("ansvarig", sa.String(length=120), nullable=False),
        sa.Column("skapad", sa.Date(), nullable=False),
        sa.Column("makulerad", sa.Date(), nullable=True),
        sa.Column("skal", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_atgard"),
        sa.ForeignKeyConstraint(["uppfoljning_id"], ["uppfoljning.id"], name="fk_atgard_uppfoljning_id_uppfoljning"),
        sa.ForeignKeyConstraint(["anordnare_id"], ["anordnare.id"], name="fk_atgard_anordnare_id_anordnare"),
        sa.ForeignKeyConstraint(["punkt_id"], ["uppfoljningspunkt.id"], name="fk_atgard_punkt_id_uppfoljningspunkt"),
        sa.ForeignKeyConstraint(["bedomning_id"], ["bedomning.id"], name="fk_atgard_bedomning_id_bedomning"),
        sa.ForeignKeyConstraint(["besok_id"], ["besok.id"], name="fk_atgard_besok_id_besok"),
    )
    op.create_index("ix_atgard_uppfoljning_id", "atgard", ["uppfoljning_id"])
    op.create_index("ix_atgard_anordnare_id", "atgard", ["anordnare_id"])
    op.create_table(
        "atgardssteg",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("atgard_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=16), nullable=False),
        sa.Column("lage", sa.String(length=14), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("skal", sa.Text(), nullable=False),
        sa.Column("hopp", sa.Text(), nullable=False),
        sa.Column("ska_goras", sa.Text(), nullable=False),
        sa.Column("senast", sa.Date(), nullable=True),
        sa.Column("foljs_upp", sa.Date(), nullable=True),
        sa.Column("resultat", sa.String(length=12), nullable=False),
        sa.Column("rattar", sa.Integer(), nullable=False),
        sa.Column("galler_fran", sa.Date(), nullable=True),
        sa.Column("auktorisationer", sa.String(length=200), nullable=False),
        sa.Column("foreslagen_av", sa.String(length=200), nullable=False),
        sa.Column("beslutsfattare", sa.String(length=14), nullable=False),
        sa.Column("beslutad", sa.Date(), nullable=True),
        sa.Column("beslutad_av", sa.String(length=200), nullable=True),
        sa.Column("diarienummer", sa.String(length=120), nullable=False),
        sa.Column("beslut_skal", sa.Text(), nullable=False),
        sa.Column("kommunicerad", sa.Date(), nullable=True),
        sa.Column("kommunicerad_av", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_atgardssteg"),
        sa.ForeignKeyConstraint(["atgard_id"], ["atgard.id"], name="fk_atgardssteg_atgard_id_atgard"),
        sa.UniqueConstraint("atgard_id", "nummer", name="uq_atgardssteg"),
    )
    op.create_table(
        "atgardsbrev",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("steg_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=40), nullable=False),
        sa.Column("utfardat", sa.Date(), nullable=False),
        sa.Column("utfardat_av", sa.String(length=200), nullable=False),
        sa.Column("underlag", sa.Text(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_atgardsbrev"),
        sa.ForeignKeyConstraint(["steg_id"], ["atgardssteg.id"], name="fk_atgardsbrev_steg_id_atgardssteg"),
        sa.UniqueConstraint("steg_id", name="uq_atgardsbrev"),
    )
