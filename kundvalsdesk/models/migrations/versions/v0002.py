"""Review: forms sent in, their contents, drafts, brister, and offline packages.

The steps are written out and stay as they are whatever becomes of the mapped classes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inlamning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mottagen", sa.DateTime(), nullable=False),
        sa.Column("mottagen_av", sa.String(length=80), nullable=False),
        sa.Column("storlek", sa.Integer(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=12), nullable=False),
        sa.Column("avser", sa.String(length=10), nullable=False),
        sa.Column("formular", sa.String(length=60), nullable=False),
        sa.Column("innehall", sa.Text(), nullable=False),
        sa.Column("lage", sa.String(length=10), nullable=False),
        sa.Column("skal", sa.String(length=40)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_inlamning_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_inlamning"),
        sa.UniqueConstraint("sha256", name="uq_inlamning_sha256"),
    )
    op.create_index("ix_inlamning_insats_id", "inlamning", ["insats_id"])
    op.create_index("ix_inlamning_lage", "inlamning", ["lage"])
    op.create_table(
        "rapportinnehall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=12), nullable=False),
        sa.Column("avser", sa.String(length=10), nullable=False),
        sa.Column("omgang", sa.Integer(), nullable=False),
        sa.Column("inkommen", sa.Date(), nullable=False),
        sa.Column("rubrik", sa.String(length=200), nullable=False),
        sa.Column("formular", sa.String(length=60), nullable=False),
        sa.Column("innehall", sa.Text(), nullable=False),
        sa.Column("progression", sa.String(length=12)),
        sa.Column("kalla", sa.String(length=6), nullable=False),
        sa.Column("inlamning_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_rapportinnehall_insats_id_insats"),
        sa.ForeignKeyConstraint(["inlamning_id"], ["inlamning.id"], name="fk_rapportinnehall_inlamning_id_inlamning"),
        sa.PrimaryKeyConstraint("id", name="pk_rapportinnehall"),
        sa.UniqueConstraint(
            "insats_id", "slag", "avser", "omgang", name="uq_rapportinnehall_insats_id_slag_avser_omgang"
        ),
    )
    op.create_index("ix_rapportinnehall_inlamning_id", "rapportinnehall", ["inlamning_id"])
    op.create_table(
        "granskningsutkast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anvandare", sa.String(length=80), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=12), nullable=False),
        sa.Column("avser", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("andrad", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_granskningsutkast_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_granskningsutkast"),
        sa.UniqueConstraint(
            "anvandare", "insats_id", "slag", "avser", name="uq_granskningsutkast_anvandare_insats_id_slag_avser"
        ),
    )
    op.create_index("ix_granskningsutkast_insats_id", "granskningsutkast", ["insats_id"])
    op.create_table(
        "brist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("anordnare_id", sa.Integer()),
        sa.Column("kod", sa.String(length=24), nullable=False),
        sa.Column("avser", sa.String(length=40), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("upphord", sa.Date()),
        sa.Column("avslutad", sa.Date()),
        sa.Column("avslutad_av_id", sa.Integer()),
        sa.Column("bedomning", sa.String(length=12)),
        sa.Column("kommentar", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_brist_insats_id_insats"),
        sa.ForeignKeyConstraint(["anordnare_id"], ["anordnare.id"], name="fk_brist_anordnare_id_anordnare"),
        sa.ForeignKeyConstraint(["avslutad_av_id"], ["handlaggare.id"], name="fk_brist_avslutad_av_id_handlaggare"),
        sa.PrimaryKeyConstraint("id", name="pk_brist"),
        sa.UniqueConstraint("insats_id", "kod", "avser", name="uq_brist_insats_id_kod_avser"),
    )
    op.create_index("ix_brist_anordnare_id", "brist", ["anordnare_id"])
    op.create_table(
        "paket",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("handlaggare_id", sa.Integer(), nullable=False),
        sa.Column("skapat", sa.DateTime(), nullable=False),
        sa.Column("skapat_av", sa.String(length=80), nullable=False),
        sa.Column("antal", sa.Integer(), nullable=False),
        sa.Column("lage", sa.String(length=8), nullable=False),
        sa.Column("inlast", sa.DateTime()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["handlaggare_id"], ["handlaggare.id"], name="fk_paket_handlaggare_id_handlaggare"),
        sa.PrimaryKeyConstraint("id", name="pk_paket"),
    )
    op.create_index("ix_paket_handlaggare_id", "paket", ["handlaggare_id"])
    op.create_table(
        "paketbeslut",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handling_id", sa.String(length=36), nullable=False),
        sa.Column("kod", sa.String(length=40), nullable=False),
        sa.Column("insats", sa.String(length=40), nullable=False),
        sa.Column("mal", sa.String(length=40), nullable=False),
        sa.Column("sedd_version", sa.Integer(), nullable=False),
        sa.Column("varden", sa.Text(), nullable=False),
        sa.Column("tid", sa.DateTime(), nullable=False),
        sa.Column("angrad", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_paketbeslut"),
        sa.UniqueConstraint("handling_id", name="uq_paketbeslut_handling_id"),
    )
