"""The granskning of an anordnare: a bedömning of each kontrollpunkt, and what it has been."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "anordnargranskning",
        *_med("anordnargranskning", ("uppfoljning_id", "uppfoljning"), ("anordnare_id", "anordnare")),
        sa.Column("lage", sa.String(length=8), nullable=False),
        sa.Column("slutsats", sa.Text(), nullable=False),
        sa.Column("klar", sa.Date(), nullable=True),
        sa.Column("klar_av", sa.String(length=200), nullable=True),
        sa.Column("skal", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("uppfoljning_id", "anordnare_id", name="uq_anordnargranskning"),
    )
    op.create_table(
        "bedomning",
        *_med("bedomning", ("granskning_id", "anordnargranskning"), ("punkt_id", "uppfoljningspunkt")),
        sa.Column("kod", sa.String(length=30), nullable=False),
        *_innehall(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("granskning_id", "kod", name="uq_bedomning"),
    )
    op.create_table(
        "bedomningsversion",
        *_med("bedomningsversion", ("bedomning_id", "bedomning")),
        sa.Column("nummer", sa.Integer(), nullable=False),
        *_innehall(),
        sa.UniqueConstraint("bedomning_id", "nummer", name="uq_bedomningsversion"),
    )


def _innehall() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("niva", sa.String(length=30), nullable=False),
        sa.Column("kommentar", sa.Text(), nullable=False),
        sa.Column("evidens", sa.Text(), nullable=False),
        sa.Column("bedomd", sa.Date(), nullable=False),
        sa.Column("bedomd_av", sa.String(length=200), nullable=False),
    ]


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
