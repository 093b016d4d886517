"""Kvalitetsredovisningar as they came in from anordnare, and their answers to each kontrollpunkt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uppfoljningsredovisning",
        *_med("uppfoljningsredovisning", ("lista_id", "uppfoljningslista"), ("anordnare_id", "anordnare")),
        sa.Column("nummer", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mottagen", sa.DateTime(), nullable=False),
        sa.Column("mottagen_av", sa.String(length=80), nullable=False),
        sa.Column("storlek", sa.Integer(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("uppgifter", sa.Text(), nullable=False),
        sa.Column("lage", sa.String(length=10), nullable=False),
        sa.Column("skal", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("sha256", name="uq_uppfoljningsredovisning_sha256"),
    )
    op.create_index("ix_uppfoljningsredovisning_lista_id", "uppfoljningsredovisning", ["lista_id"])
    op.create_table(
        "uppfoljningssvar",
        *_med("uppfoljningssvar", ("redovisning_id", "uppfoljningsredovisning"), ("punkt_id", "uppfoljningspunkt")),
        sa.Column("uppfyllt", sa.String(length=8), nullable=False),
        sa.Column("svar", sa.Text(), nullable=False),
        sa.Column("bevis", sa.Text(), nullable=False),
        sa.UniqueConstraint("redovisning_id", "punkt_id", name="uq_uppfoljningssvar"),
    )


def _med(tabell: str, *pekare: tuple[str, str]) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(kolumn, sa.Integer(), nullable=False) for kolumn, _ in pekare),
        sa.PrimaryKeyConstraint("id", name=f"pk_{tabell}"),
        *(
            sa.ForeignKeyConstraint([kolumn], [f"{mal}.id"], name=f"fk_{tabell}_{kolumn}_{mal}")
            for kolumn, mal in pekare
        ),
    ]
