"""Visits at anordnare: their fokusfrågor, what is to be followed up, and the protocols as they were signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "besok",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uppfoljning_id", sa.Integer(), nullable=False),
        sa.Column("anordnare_id", sa.Integer(), nullable=False),
        sa.Column("kontor", sa.String(length=200), nullable=False),
        sa.Column("plats", sa.String(length=200), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("slut", sa.DateTime(), nullable=False),
        sa.Column("fran_oss", sa.Text(), nullable=False),
        sa.Column("fran_dem", sa.Text(), nullable=False),
        sa.Column("lage", sa.String(length=10), nullable=False),
        sa.Column("flyttat", sa.Integer(), nullable=False),
        sa.Column("skal", sa.Text(), nullable=False),
        sa.Column("sammanfattning", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sekvens", sa.Integer(), nullable=False),
        sa.Column("protokoll", sa.Integer(), nullable=False),
        sa.Column("signerad", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_besok"),
        sa.ForeignKeyConstraint(["uppfoljning_id"], ["uppfoljning.id"], name="fk_besok_uppfoljning_id_uppfoljning"),
        sa.ForeignKeyConstraint(["anordnare_id"], ["anordnare.id"], name="fk_besok_anordnare_id_anordnare"),
        sa.UniqueConstraint("uid", name="uq_besok_uid"),
    )
    for kolumn in ("uppfoljning_id", "anordnare_id"):
        op.create_index(f"ix_besok_{kolumn}", "besok", [kolumn])
    op.create_table(
        "besoksfraga",
        *_hor_till("besoksfraga"),
        sa.Column("ordning", sa.Integer(), nullable=False),
        sa.Column("fraga", sa.Text(), nullable=False),
        sa.Column("iakttagelse", sa.Text(), nullable=False),
        sa.Column("bedomning", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "besokspunkt",
        *_hor_till("besokspunkt"),
        sa.Column("ordning", sa.Integer(), nullable=False),
        sa.Column("vad", sa.Text(), nullable=False),
        sa.Column("ansvarig", sa.String(length=120), nullable=False),
        sa.Column("forfaller", sa.Date(), nullable=False),
        sa.Column("klar", sa.Date(), nullable=True),
        sa.Column("klar_av", sa.String(length=200), nullable=True),
        sa.Column("notering", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    for tabell in ("besoksfraga", "besokspunkt"):
        op.create_index(f"ix_{tabell}_besok_id", tabell, ["besok_id"])
    op.create_table(
        "besoksprotokoll",
        *_hor_till("besoksprotokoll"),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("signerat", sa.Date(), nullable=False),
        sa.Column("signerat_av", sa.String(length=200), nullable=False),
        sa.Column("skal", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("besok_id", "nummer", name="uq_besoksprotokoll"),
    )


def _hor_till(tabell: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("besok_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{tabell}"),
        sa.ForeignKeyConstraint(["besok_id"], ["besok.id"], name=f"fk_{tabell}_besok_id_besok"),
    ]
