"""The whole case: meetings, messages, notes, attachments, mapping, reminders, hand-overs; förlängning sent back;
what an incident was and how it was assessed; why a certificate is asked for from day one, or a leave let through.

The steps are written out and stay as they are whatever becomes of the mapped classes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forlangning", sa.Column("mal", sa.Text()))
    op.add_column("forlangning", sa.Column("atersand", sa.Date()))
    op.add_column("forlangning", sa.Column("atersand_skal", sa.Text()))
    op.add_column("forlangning", sa.Column("kompletterad", sa.Date()))
    op.add_column("franvaro", sa.Column("motivering", sa.Text()))
    op.add_column("franvaro", sa.Column("intyg_skal", sa.Text()))
    op.add_column("incident", sa.Column("beskrivning", sa.Text()))
    op.add_column("incident", sa.Column("antal_berorda", sa.Integer()))
    op.add_column("incident", sa.Column("atgarder", sa.Text()))
    op.add_column("incident", sa.Column("bedomning", sa.Text()))
    op.add_column("incident", sa.Column("anmals", sa.Boolean()))
    op.add_column("incident", sa.Column("berorda_informeras", sa.Boolean()))
    op.create_table(
        "mote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("typ", sa.String(length=16), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("slut", sa.DateTime(), nullable=False),
        sa.Column("plats", sa.String(length=200)),
        sa.Column("deltagare", sa.Text()),
        sa.Column("syfte", sa.Text()),
        sa.Column("lage", sa.String(length=10), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sekvens", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_mote_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_mote"),
        sa.UniqueConstraint("uid", name="uq_mote_uid"),
    )
    op.create_index("ix_mote_insats_id", "mote", ["insats_id"])
    op.create_table(
        "meddelande",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("riktning", sa.String(length=4), nullable=False),
        sa.Column("kanal", sa.String(length=10), nullable=False),
        sa.Column("tid", sa.DateTime(), nullable=False),
        sa.Column("motpart", sa.String(length=200)),
        sa.Column("amne", sa.String(length=200)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("skriven_av", sa.String(length=80), nullable=False),
        sa.Column("rattar_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_meddelande_insats_id_insats"),
        sa.ForeignKeyConstraint(["rattar_id"], ["meddelande.id"], name="fk_meddelande_rattar_id_meddelande"),
        sa.PrimaryKeyConstraint("id", name="pk_meddelande"),
    )
    op.create_index("ix_meddelande_insats_id", "meddelande", ["insats_id"])
    op.create_table(
        "anteckning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("rubrik", sa.String(length=200)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("skriven_av", sa.String(length=80), nullable=False),
        sa.Column("signerad", sa.DateTime()),
        sa.Column("signerad_av", sa.String(length=80)),
        sa.Column("rattar_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_anteckning_insats_id_insats"),
        sa.ForeignKeyConstraint(["rattar_id"], ["anteckning.id"], name="fk_anteckning_rattar_id_anteckning"),
        sa.PrimaryKeyConstraint("id", name="pk_anteckning"),
    )
    op.create_index("ix_anteckning_insats_id", "anteckning", ["insats_id"])
    op.create_table(
        "bilaga",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("namn", sa.String(length=200), nullable=False),
        sa.Column("mediatyp", sa.String(length=100), nullable=False),
        sa.Column("storlek", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("tillagd", sa.DateTime(), nullable=False),
        sa.Column("tillagd_av", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_bilaga_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_bilaga"),
    )
    op.create_index("ix_bilaga_insats_id", "bilaga", ["insats_id"])
    op.create_table(
        "kartlaggning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kund_id", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("situation", sa.Text()),
        sa.Column("kompetenser", sa.Text()),
        sa.Column("forutsattningar", sa.Text()),
        sa.Column("behov", sa.Text()),
        sa.Column("skriven_av", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kund_id"], ["kund.id"], name="fk_kartlaggning_kund_id_kund"),
        sa.PrimaryKeyConstraint("id", name="pk_kartlaggning"),
    )
    op.create_index("ix_kartlaggning_kund_id", "kartlaggning", ["kund_id"])
    op.create_table(
        "framtidsplan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kund_id", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("mal", sa.Text(), nullable=False),
        sa.Column("steg", sa.Text()),
        sa.Column("insatskod", sa.String(length=8)),
        sa.Column("kunden_med", sa.Boolean(), nullable=False),
        sa.Column("skriven_av", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kund_id"], ["kund.id"], name="fk_framtidsplan_kund_id_kund"),
        sa.PrimaryKeyConstraint("id", name="pk_framtidsplan"),
    )
    op.create_index("ix_framtidsplan_kund_id", "framtidsplan", ["kund_id"])
    op.create_table(
        "paminnelse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anvandare", sa.String(length=80), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("klar", sa.DateTime()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_paminnelse_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_paminnelse"),
    )
    op.create_index("ix_paminnelse_anvandare", "paminnelse", ["anvandare", "klar", "datum"])
    op.create_index("ix_paminnelse_insats_id", "paminnelse", ["insats_id"])
    op.create_table(
        "marke",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anvandare", sa.String(length=80), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("satt", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_marke_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_marke"),
        sa.UniqueConstraint("anvandare", "insats_id", name="uq_marke_anvandare_insats_id"),
    )
    op.create_index("ix_marke_insats_id", "marke", ["insats_id"])
    op.create_table(
        "sparat_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anvandare", sa.String(length=80), nullable=False),
        sa.Column("namn", sa.String(length=80), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("skapad", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sparat_filter"),
        sa.UniqueConstraint("anvandare", "namn", name="uq_sparat_filter_anvandare_namn"),
    )
    op.create_table(
        "overlamning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kund_id", sa.Integer(), nullable=False),
        sa.Column("fran_id", sa.Integer()),
        sa.Column("till_id", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("ater", sa.Date()),
        sa.Column("aterford", sa.Date()),
        sa.Column("skal", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fran_id"], ["handlaggare.id"], name="fk_overlamning_fran_id_handlaggare"),
        sa.ForeignKeyConstraint(["kund_id"], ["kund.id"], name="fk_overlamning_kund_id_kund"),
        sa.ForeignKeyConstraint(["till_id"], ["handlaggare.id"], name="fk_overlamning_till_id_handlaggare"),
        sa.PrimaryKeyConstraint("id", name="pk_overlamning"),
    )
    op.create_index("ix_overlamning_kund_id", "overlamning", ["kund_id"])
    op.create_index("ix_overlamning_till_id", "overlamning", ["till_id"])
    op.create_table(
        "notis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anvandare", sa.String(length=80), nullable=False),
        sa.Column("tid", sa.DateTime(), nullable=False),
        sa.Column("insats_id", sa.Integer()),
        sa.Column("kod", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("last", sa.DateTime()),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_notis_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_notis"),
    )
    op.create_index("ix_notis_anvandare", "notis", ["anvandare", "last", "tid"])
    op.create_index("ix_notis_insats_id", "notis", ["insats_id"])
