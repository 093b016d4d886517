"""Which version of the schema this program reads and writes, and which one a database has.

Kept apart so that a start does not import Alembic.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from ..fel import Databasfel

SCHEMA_VERSION = "0031"
"""The newest migration. Versions are numbers of four digits, so that they compare as text."""

VERSIONSTABELL = "schemaversion"

UPPGRADERAD = (
    "Databasen har uppgraderats medan du arbetade. Ingenting har sparats nu, och inget har gått förlorat. Stäng "
    "Kundvalsdesk och starta det igen; behövs en nyare version av programmet får du veta det då."
)


def krav_samma_version(anslutning: Connection) -> None:
    """Raises Databasfel "uppgraderad" if somebody has upgraded the database since this program opened it.

    Whoever upgrades a shared database first locks the table that is read here, until all is done: a unit of work is
    either wholly before or wholly after.
    """
    if anslutning.exec_driver_sql(f"SELECT version_num FROM {VERSIONSTABELL}").scalar() != SCHEMA_VERSION:  # noqa: S608
        raise Databasfel("uppgraderad", UPPGRADERAD)


def databasens_version(anslutning: Connection) -> str | None:
    """The version that the database says it has, or None if it holds no schema of ours."""
    if anslutning.dialect.name == "sqlite":
        finns = anslutning.execute(
            text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :namn"),
            {"namn": VERSIONSTABELL},
        ).scalar_one()
    else:
        finns = anslutning.execute(
            text("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass(:namn)"),
            {"namn": VERSIONSTABELL},
        ).scalar_one()
    if not finns:
        return None
    rad = anslutning.execute(text(f"SELECT version_num FROM {VERSIONSTABELL}")).scalar_one_or_none()  # noqa: S608
    return None if rad is None else str(rad)
