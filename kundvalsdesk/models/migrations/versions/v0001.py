"""The first schema: registers, cases, frister and traces.

The steps are written out and stay as they are whatever becomes of the mapped classes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BYTEVIS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "anordnare",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("namn", sa.String(length=200), nullable=False),
        sa.Column("orgnr", sa.String(length=20)),
        sa.Column("epost", sa.String(length=200)),
        sa.Column("telefon", sa.String(length=60)),
        sa.Column("adress", sa.Text()),
        sa.Column("kommundelar", sa.Text()),
        sa.Column("sprak", sa.Text()),
        sa.Column("kompetens", sa.Text()),
        sa.Column("presentation", sa.Text()),
        sa.Column("kommunal", sa.Boolean()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_anordnare"),
        sa.UniqueConstraint("namn", name="uq_anordnare_namn"),
    )
    op.create_table(
        "handlaggare",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anvandare", sa.String(length=80), nullable=False),
        sa.Column("namn", sa.String(length=200), nullable=False),
        sa.Column("roll", sa.String(length=30), nullable=False),
        sa.Column("epost", sa.String(length=200)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handlaggare"),
        sa.UniqueConstraint("anvandare", name="uq_handlaggare_anvandare"),
    )
    op.create_table(
        "handling",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tid", sa.DateTime(), nullable=False),
        sa.Column("anvandare", sa.String(length=80), nullable=False),
        sa.Column("roll", sa.String(length=120), nullable=False),
        sa.Column("namn", sa.String(length=60), nullable=False),
        sa.Column("andring", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handling"),
    )
    op.create_index("ix_handling_anvandare", "handling", ["anvandare"])
    op.create_index("ix_handling_tid", "handling", ["tid"])
    op.create_table(
        "installning",
        sa.Column("nyckel", sa.String(length=60), nullable=False),
        sa.Column("varde", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nyckel", name="pk_installning"),
    )
    op.create_table(
        "auktorisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anordnare_id", sa.Integer(), nullable=False),
        sa.Column("avser", sa.String(length=8), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["anordnare_id"], ["anordnare.id"], name="fk_auktorisation_anordnare_id_anordnare"),
        sa.PrimaryKeyConstraint("id", name="pk_auktorisation"),
        sa.UniqueConstraint("anordnare_id", "avser", "fran", name="uq_auktorisation_anordnare_id_avser_fran"),
    )
    op.create_index("ix_auktorisation_anordnare_id", "auktorisation", ["anordnare_id"])
    op.create_table(
        "kund",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nyckel", sa.String(length=40), nullable=False),
        sa.Column("skydd", sa.String(length=24)),
        sa.Column("malgrupp", sa.String(length=20)),
        sa.Column("ekonomiskt_bistand", sa.Boolean()),
        sa.Column("kundansvarig_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kundansvarig_id"], ["handlaggare.id"], name="fk_kund_kundansvarig_id_handlaggare"),
        sa.PrimaryKeyConstraint("id", name="pk_kund"),
        sa.UniqueConstraint("nyckel", name="uq_kund_nyckel"),
    )
    op.create_index("ix_kund_kundansvarig_id", "kund", ["kundansvarig_id"])
    op.create_table(
        "logg",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handling_id", sa.String(length=36), nullable=False),
        sa.Column("tabell", sa.String(length=30), nullable=False),
        sa.Column("rad_id", sa.Integer()),
        sa.Column("kund_id", sa.Integer()),
        sa.Column("insats_id", sa.Integer()),
        sa.Column("falt", sa.String(length=40), nullable=False),
        sa.Column("gammalt", sa.Text()),
        sa.Column("nytt", sa.Text()),
        sa.ForeignKeyConstraint(["handling_id"], ["handling.id"], name="fk_logg_handling_id_handling"),
        sa.PrimaryKeyConstraint("id", name="pk_logg"),
    )
    op.create_index("ix_logg_handling_id", "logg", ["handling_id"])
    op.create_index("ix_logg_insats_id", "logg", ["insats_id"])
    op.create_index("ix_logg_kund_id", "logg", ["kund_id"])
    op.create_index("ix_logg_rad", "logg", ["tabell", "rad_id"])
    op.create_table(
        "insats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nyckel", sa.String(length=40), nullable=False),
        sa.Column("kund_id", sa.Integer(), nullable=False),
        sa.Column("kod", sa.String(length=8), nullable=False),
        sa.Column("kundval", sa.String(length=8), nullable=False),
        sa.Column("anordnare_id", sa.Integer()),
        sa.Column("beslut", sa.Date()),
        sa.Column("aktualiserad", sa.Date()),
        sa.Column("bemannad", sa.Date()),
        sa.Column("uppdrag", sa.Date()),
        sa.Column("start", sa.Date()),
        sa.Column("slut", sa.Date()),
        sa.Column("omfattning", sa.Integer()),
        sa.Column("deltid_skal", sa.Text()),
        sa.Column("parallell_bedomning", sa.Text()),
        sa.Column("sista_dag", sa.Date()),
        sa.Column("avslutsbeslut", sa.Date()),
        sa.Column("avslutstyp", sa.String(length=12)),
        sa.Column("avslutsorsak", sa.String(length=24)),
        sa.Column("avbrottsdokument", sa.Date()),
        sa.Column("forvald", sa.Boolean()),
        sa.Column("bevakas_fran", sa.Date()),
        sa.Column("historik", sa.Boolean(), nullable=False),
        sa.Column("jobbexpert", sa.String(length=200)),
        sa.Column("uppdragsbeskrivning", sa.Text()),
        sa.Column("beslut_motivering", sa.Text()),
        sa.Column("orsak_dold", sa.Boolean(), nullable=False),
        sa.Column("avslut_kommentar", sa.Text()),
        sa.Column("skydd", sa.String(length=24)),
        sa.Column("kundansvarig_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["anordnare_id"], ["anordnare.id"], name="fk_insats_anordnare_id_anordnare"),
        sa.ForeignKeyConstraint(["kund_id"], ["kund.id"], name="fk_insats_kund_id_kund"),
        sa.ForeignKeyConstraint(["kundansvarig_id"], ["handlaggare.id"], name="fk_insats_kundansvarig_id_handlaggare"),
        sa.PrimaryKeyConstraint("id", name="pk_insats"),
        sa.UniqueConstraint("nyckel", name="uq_insats_nyckel"),
    )
    op.create_index("ix_insats_anordnare_id", "insats", ["anordnare_id"])
    op.create_index("ix_insats_kund_id", "insats", ["kund_id"])
    op.create_index("ix_insats_kundansvarig_id", "insats", ["kundansvarig_id"])
    op.create_table(
        "kundidentitet",
        sa.Column("kund_id", sa.Integer(), nullable=False),
        sa.Column("personnummer", sa.String(length=13)),
        sa.Column("fodelsedatum", sa.Date()),
        sa.Column("fornamn", sa.String(length=300)),
        sa.Column("efternamn", sa.String(length=300)),
        sa.Column("sortnyckel", BYTEVIS, nullable=False),
        sa.Column("soktext", sa.Text(), nullable=False),
        sa.Column("skydd", sa.String(length=24)),
        sa.Column("kundansvarig_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kund_id"], ["kund.id"], name="fk_kundidentitet_kund_id_kund"),
        sa.ForeignKeyConstraint(
            ["kundansvarig_id"], ["handlaggare.id"], name="fk_kundidentitet_kundansvarig_id_handlaggare"
        ),
        sa.PrimaryKeyConstraint("kund_id", name="pk_kundidentitet"),
    )
    op.create_index("ix_kundidentitet_kundansvarig_id", "kundidentitet", ["kundansvarig_id"])
    op.create_index("ix_kundidentitet_sortnyckel", "kundidentitet", ["sortnyckel"])
    op.create_table(
        "aterremiss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("avser", sa.String(length=10), nullable=False),
        sa.Column("aterremitterad", sa.Date(), nullable=False),
        sa.Column("inkommen_igen", sa.Date()),
        sa.Column("skal", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_aterremiss_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_aterremiss"),
        sa.UniqueConstraint(
            "insats_id", "avser", "aterremitterad", name="uq_aterremiss_insats_id_avser_aterremitterad"
        ),
    )
    op.create_table(
        "dokument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("typ", sa.String(length=24), nullable=False),
        sa.Column("nummer", sa.String(length=60), nullable=False),
        sa.Column("utfardat", sa.Date(), nullable=False),
        sa.Column("utfardat_av", sa.String(length=200), nullable=False),
        sa.Column("underlag", sa.Text(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("ersatter_id", sa.Integer()),
        sa.ForeignKeyConstraint(["ersatter_id"], ["dokument.id"], name="fk_dokument_ersatter_id_dokument"),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_dokument_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_dokument"),
        sa.UniqueConstraint("nummer", name="uq_dokument_nummer"),
    )
    op.create_index("ix_dokument_insats_id", "dokument", ["insats_id"])
    op.create_table(
        "forlangning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("begard", sa.Date(), nullable=False),
        sa.Column("begard_av_id", sa.Integer()),
        sa.Column("motivering", sa.Text()),
        sa.Column("beslutad", sa.Date()),
        sa.Column("beslutad_av_id", sa.Integer()),
        sa.Column("beslut", sa.String(length=10)),
        sa.Column("beslut_skal", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["begard_av_id"], ["handlaggare.id"], name="fk_forlangning_begard_av_id_handlaggare"),
        sa.ForeignKeyConstraint(
            ["beslutad_av_id"], ["handlaggare.id"], name="fk_forlangning_beslutad_av_id_handlaggare"
        ),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_forlangning_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_forlangning"),
        sa.UniqueConstraint("insats_id", "begard", name="uq_forlangning_insats_id_begard"),
    )
    op.create_table(
        "franvaro",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("typ", sa.String(length=10), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date()),
        sa.Column("orsak", sa.Text()),
        sa.Column("kontaktforsok", sa.Integer()),
        sa.Column("registrerad", sa.Date()),
        sa.Column("intyg_anordnare", sa.Date()),
        sa.Column("intyg_kv", sa.Date()),
        sa.Column("intyg_fran_dag_ett", sa.Boolean()),
        sa.Column("meddelad", sa.Date()),
        sa.Column("bedomd", sa.Date()),
        sa.Column("bedomning", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_franvaro_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_franvaro"),
        sa.UniqueConstraint("insats_id", "typ", "fran", name="uq_franvaro_insats_id_typ_fran"),
    )
    op.create_table(
        "frist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("kod", sa.String(length=24), nullable=False),
        sa.Column("avser", sa.String(length=40), nullable=False),
        sa.Column("ansvarig", sa.String(length=4), nullable=False),
        sa.Column("utlost", sa.Date(), nullable=False),
        sa.Column("forfaller", sa.Date(), nullable=False),
        sa.Column("vilande", sa.Boolean(), nullable=False),
        sa.Column("stangs", sa.Date()),
        sa.Column("ersatt", sa.Boolean(), nullable=False),
        sa.Column("utlost_tid", sa.DateTime()),
        sa.Column("forfaller_tid", sa.DateTime()),
        sa.Column("gul_kvar", sa.Integer(), nullable=False),
        sa.Column("kalla", sa.String(length=80), nullable=False),
        sa.Column("tolkning", sa.String(length=40), nullable=False),
        sa.Column("sak", sa.String(length=40), nullable=False),
        sa.Column("huvud", sa.Boolean(), nullable=False),
        sa.Column("slag", sa.String(length=10), nullable=False),
        sa.Column("bevakas", sa.Boolean(), nullable=False),
        sa.Column("insatskod", sa.String(length=8), nullable=False),
        sa.Column("kundval", sa.String(length=8), nullable=False),
        sa.Column("anordnare_id", sa.Integer()),
        sa.Column("kund_id", sa.Integer(), nullable=False),
        sa.Column("kundansvarig_id", sa.Integer()),
        sa.Column("skyddad", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_frist_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_frist"),
    )
    op.create_index("ix_frist_insats", "frist", ["insats_id", "kod", "avser"])
    op.create_index(
        "ix_frist_ko_alla",
        "frist",
        ["bevakas", "vilande", "forfaller", "id", "utlost", "stangs", "gul_kvar"],
        sqlite_where=sa.text("huvud IS 1"),
        postgresql_where=sa.text("huvud IS true"),
    )
    op.create_index(
        "ix_frist_ko_anordnare",
        "frist",
        ["anordnare_id", "bevakas", "vilande", "forfaller", "id", "utlost", "stangs", "gul_kvar"],
        sqlite_where=sa.text("huvud IS 1"),
        postgresql_where=sa.text("huvud IS true"),
    )
    op.create_index(
        "ix_frist_ko_kundval",
        "frist",
        ["kundval", "bevakas", "vilande", "forfaller", "id", "utlost", "stangs", "gul_kvar"],
        sqlite_where=sa.text("huvud IS 1"),
        postgresql_where=sa.text("huvud IS true"),
    )
    op.create_index(
        "ix_frist_ko_mina",
        "frist",
        ["kundansvarig_id", "bevakas", "vilande", "forfaller", "id", "utlost", "stangs", "gul_kvar"],
        sqlite_where=sa.text("huvud IS 1"),
        postgresql_where=sa.text("huvud IS true"),
    )
    op.create_index(
        "ix_frist_ko_roll",
        "frist",
        ["ansvarig", "vilande", "forfaller", "id", "utlost", "stangs", "gul_kvar"],
        sqlite_where=sa.text("huvud IS 1"),
        postgresql_where=sa.text("huvud IS true"),
    )
    op.create_index(
        "ix_frist_ko_slag",
        "frist",
        ["slag", "bevakas", "vilande", "forfaller", "id", "utlost", "stangs", "gul_kvar"],
        sqlite_where=sa.text("huvud IS 1"),
        postgresql_where=sa.text("huvud IS true"),
    )
    op.create_table(
        "genomforandeplan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("inkommen", sa.Date()),
        sa.Column("aterremitterad", sa.Date()),
        sa.Column("aterremiss_skal", sa.Text()),
        sa.Column("inkommen_igen", sa.Date()),
        sa.Column("godkand", sa.Date()),
        sa.Column("revidering_begard", sa.Date()),
        sa.Column("revidering_skal", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_genomforandeplan_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_genomforandeplan"),
        sa.UniqueConstraint("insats_id", "nummer", name="uq_genomforandeplan_insats_id_nummer"),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nyckel", sa.String(length=40), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("upptackt", sa.DateTime(), nullable=False),
        sa.Column("kv_underrattad", sa.DateTime()),
        sa.Column("vidare", sa.DateTime()),
        sa.Column("bedomd", sa.DateTime()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_incident_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
        sa.UniqueConstraint("nyckel", name="uq_incident_nyckel"),
    )
    op.create_index("ix_incident_insats_id", "incident", ["insats_id"])
    op.create_table(
        "kontakt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("typ", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_kontakt_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_kontakt"),
        sa.UniqueConstraint("insats_id", "datum", "typ", name="uq_kontakt_insats_id_datum_typ"),
    )
    op.create_table(
        "manadsrapport",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("manad", sa.String(length=7), nullable=False),
        sa.Column("klarmarkerad", sa.Date()),
        sa.Column("aterremitterad", sa.Date()),
        sa.Column("aterremiss_skal", sa.Text()),
        sa.Column("klarmarkerad_igen", sa.Date()),
        sa.Column("godkand", sa.Date()),
        sa.Column("underlag", sa.Date()),
        sa.Column("bedomning", sa.String(length=12)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_manadsrapport_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_manadsrapport"),
        sa.UniqueConstraint("insats_id", "manad", name="uq_manadsrapport_insats_id_manad"),
    )
    op.create_table(
        "slutrapport",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insats_id", sa.Integer(), nullable=False),
        sa.Column("inkommen", sa.Date()),
        sa.Column("aterremitterad", sa.Date()),
        sa.Column("aterremiss_skal", sa.Text()),
        sa.Column("inkommen_igen", sa.Date()),
        sa.Column("godkand", sa.Date()),
        sa.Column("nasta_steg", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insats_id"], ["insats.id"], name="fk_slutrapport_insats_id_insats"),
        sa.PrimaryKeyConstraint("id", name="pk_slutrapport"),
        sa.UniqueConstraint("insats_id", name="uq_slutrapport_insats_id"),
    )
