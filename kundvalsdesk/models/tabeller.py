"""The tables that the queue reads, as plain tables with just the columns it reads.

A start that shows the queue needs no mapped classes: the object mapper and the mapping of all tables would cost a
third of it (docs/beslut.md). A test holds these columns against the mapped ones.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Date, DateTime, Integer, String, Text, column, table

frist = table(
    "frist",
    column("id", Integer),
    column("insats_id", Integer),
    column("kod", String),
    column("avser", String),
    column("ansvarig", String),
    column("utlost", Date),
    column("forfaller", Date),
    column("vilande", Boolean),
    column("stangs", Date),
    column("gul_kvar", Integer),
    column("huvud", Boolean),
    column("slag", String),
    column("bevakas", Boolean),
    column("insatskod", String),
    column("kundval", String),
    column("anordnare_id", Integer),
    column("kund_id", Integer),
    column("kundansvarig_id", Integer),
    column("skyddad", Boolean),
)
insats = table(
    "insats",
    column("id", Integer),
    column("nyckel", String),
    column("kund_id", Integer),
    column("historik", Boolean),
    column("sista_dag", Date),
    column("avslutstyp", String),
    column("kundansvarig_id", Integer),
)
kundidentitet = table(
    "kundidentitet",
    column("kund_id", Integer),
    column("fornamn", String),
    column("efternamn", String),
    column("sortnyckel", Text),
    column("soktext", Text),
    column("skydd", String),
)
anordnare = table(
    "anordnare",
    column("id", Integer),
    column("namn", String),
)
handlaggare = table(
    "handlaggare",
    column("id", Integer),
    column("anvandare", String),
    column("namn", String),
    column("roll", String),
    column("sparrad", Date),
)
forlangning = table(
    "forlangning",
    column("id", Integer),
    column("insats_id", Integer),
    column("begard", Date),
    column("beslutad", Date),
)
overlamning = table(
    "overlamning",
    column("id", Integer),
    column("kund_id", Integer),
    column("fran_id", Integer),
    column("till_id", Integer),
    column("datum", Date),
    column("ater", Date),
    column("aterford", Date),
)
notis = table(
    "notis",
    column("id", Integer),
    column("anvandare", String),
    column("tid", DateTime),
    column("kod", String),
    column("insats_id", Integer),
    column("last", DateTime),
)
