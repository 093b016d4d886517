"""The kundenkät: what it asks, whom it is sent to, how many were asked where, and answers from nobody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enkat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ar", sa.Integer(), nullable=False),
        sa.Column("kundval", sa.String(length=8), nullable=False),
        sa.Column("namn", sa.String(length=200), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date(), nullable=False),
        sa.Column("fragor", sa.Text(), nullable=False),
        sa.Column("skapad", sa.Date(), nullable=False),
        sa.Column("utskick", sa.Date(), nullable=True),
        sa.Column("stangd", sa.Date(), nullable=True),
        sa.Column("fil_sha256", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enkat"),
        sa.UniqueConstraint("ar", "kundval", name="uq_enkat"),
    )
    op.create_table(
        "enkatgrupp",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pekare("enkatgrupp", "enkat", "anordnare"),
        sa.Column("tillfragade", sa.Integer(), nullable=False),
        sa.Column("andel_nojda", sa.Integer(), nullable=True),
        sa.Column("antal_svar", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_enkatgrupp"),
        sa.UniqueConstraint("enkat_id", "anordnare_id", name="uq_enkatgrupp"),
    )
    op.create_table(
        "enkatutskick",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pekare("enkatutskick", "enkat", "kund", "insats", "anordnare"),
        sa.PrimaryKeyConstraint("id", name="pk_enkatutskick"),
        sa.UniqueConstraint("enkat_id", "kund_id", name="uq_enkatutskick"),
    )
    for kolumn in ("kund_id", "insats_id"):
        op.create_index(f"ix_enkatutskick_{kolumn}", "enkatutskick", [kolumn])
    op.create_table(
        "enkatsvar",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pekare("enkatsvar", "enkat", "anordnare"),
        sa.Column("insatskod", sa.String(length=8), nullable=False),
        sa.Column("varden", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enkatsvar"),
    )
    op.create_index("ix_enkatsvar_enkat_id", "enkatsvar", ["enkat_id"])


def _pekare(tabell: str, *till: str) -> list[sa.schema.SchemaItem]:
    kolumner = [sa.Column(f"{t}_id", sa.Integer(), nullable=False) for t in till]
    return [*kolumner, *(
        sa.ForeignKeyConstraint([f"{t}_id"], [f"{t}.id"], name=f"fk_{tabell}_{t}_id_{t}") for t in till
    )]  # fmt: skip
