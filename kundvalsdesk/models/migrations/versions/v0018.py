"""The register of anordnare: offices, staff, conditions of an auktorisation, changes that are reported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for namn, langd in (("kontaktperson", 200), ("webbplats", 200)):
        op.add_column("anordnare", sa.Column(namn, sa.String(length=langd), nullable=True))
    op.add_column("anordnare", sa.Column("tidigare_namn", sa.Text(), nullable=True))
    for namn, typ in (("villkor", sa.Text()), ("avslut", sa.String(length=16)), ("avslut_skal", sa.Text())):
        op.add_column("auktorisation", sa.Column(namn, typ, nullable=True))
    _tabell(
        "anordnarkontor",
        sa.Column("namn", sa.String(length=200), nullable=False),
        sa.Column("adress", sa.Text(), nullable=True),
        sa.Column("kommundel", sa.String(length=120), nullable=True),
        sa.Column("telefon", sa.String(length=60), nullable=True),
        sa.Column("epost", sa.String(length=200), nullable=True),
    )
    _tabell(
        "jobbexpert",
        sa.Column("namn", sa.String(length=200), nullable=False),
        sa.Column("roll", sa.String(length=120), nullable=True),
        sa.Column("kompetens", sa.Text(), nullable=True),
        sa.Column("epost", sa.String(length=200), nullable=True),
        sa.Column("telefon", sa.String(length=60), nullable=True),
        sa.Column("forsta_dag", sa.Date(), nullable=True),
        sa.Column("sista_dag", sa.Date(), nullable=True),
        sa.Column("behorighet_begard", sa.Date(), nullable=True),
    )
    _tabell(
        "anordnarandring",
        sa.Column("slag", sa.String(length=20), nullable=False),
        sa.Column("beskrivning", sa.Text(), nullable=False),
        sa.Column("galler_fran", sa.Date(), nullable=True),
        sa.Column("anmald", sa.Date(), nullable=False),
        sa.Column("anmald_av", sa.String(length=200), nullable=True),
        sa.Column("hanterad", sa.Date(), nullable=True),
        sa.Column("hanterad_av_id", sa.Integer(), nullable=True),
        sa.Column("atgard", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hanterad_av_id"], ["handlaggare.id"], name="fk_anordnarandring_hanterad_av_id_handlaggare"
        ),
    )


def _tabell(namn: str, *kolumner: sa.schema.SchemaItem) -> None:
    """One that belongs to an anordnare."""
    op.create_table(
        namn,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anordnare_id", sa.Integer(), nullable=False),
        *kolumner,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{namn}"),
        sa.ForeignKeyConstraint(["anordnare_id"], ["anordnare.id"], name=f"fk_{namn}_anordnare_id_anordnare"),
    )
    op.create_index(f"ix_{namn}_anordnare_id", namn, ["anordnare_id"])
