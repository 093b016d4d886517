"""Brings a database to the newest schema: all versions in one transaction, on both engines."""

from __future__ import annotations

from sqlalchemy import Connection, text

from ..fel import Databasfel
from .motor import SKRIV, Databas
from .schema import SCHEMA_VERSION, VERSIONSTABELL, databasens_version

_MED_SOKINDEX = "0007"
"""The first version with the index of search as it is: rows that were there before it are taken into it."""
_MED_ERSATTNING = "0014"
"""The first version with payments, whose final runs are locked."""
_LAS = 0x6B76_6465_736B
"""Number of the advisory lock that keeps two upgrades of a shared database apart."""


def migrera(databas: Databas, till: str = SCHEMA_VERSION) -> None:
    """Upgrades to `till`. Either every step is done or none is."""
    with databas.engine.connect() as anslutning:
        if databas.lokal:
            _lokalt(anslutning, till)
        else:
            with anslutning.begin():
                migrera_delad(anslutning, till)


def migrera_delad(anslutning: Connection, till: str = SCHEMA_VERSION) -> None:
    """As `migrera`, of a shared database, within a transaction of whoever calls.

    One at a time. Work that is under way is waited for (not long), and what comes after waits until all is done.
    """
    if not anslutning.execute(text("SELECT pg_try_advisory_xact_lock(:las)"), {"las": _LAS}).scalar_one():
        raise Databasfel(
            "uppgraderas",
            "Någon annan skapar eller uppgraderar databasen just nu. Vänta tills det är klart och försök igen.",
        )
    if databasens_version(anslutning) is not None:
        anslutning.execute(text(f"LOCK TABLE {VERSIONSTABELL} IN ACCESS EXCLUSIVE MODE"))
    _kor(anslutning, till)


def _lokalt(anslutning: Connection, till: str) -> None:
    """With foreign keys off: altering a table on SQLite copies it, drops the old one, and would take the rows
    that point to it along. What they point to is checked before the commit instead."""
    driver = anslutning.connection.driver_connection
    if driver is None:
        raise RuntimeError("no connection")
    driver.execute("PRAGMA foreign_keys = OFF")  # only has effect outside a transaction
    try:
        with anslutning.execution_options(**{SKRIV: True}).begin():
            _kor(anslutning, till)
            if anslutning.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Databasfel(
                    "skadad",
                    "Uppgraderingen avbröts: rader i databasen pekar på sådant som inte finns. Inget har ändrats.",
                )
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _kor(anslutning: Connection, till: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "kundvalsdesk.models:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = anslutning
    delad = anslutning.dialect.name == "postgresql"
    if delad:
        from . import ratter

        ratter.slapp(anslutning)
    command.upgrade(config, till)
    if till >= _MED_SOKINDEX:
        from . import sokindex

        sokindex.bygg(anslutning)
    if not delad and till >= _MED_ERSATTNING:
        from . import ersattningslas

        ersattningslas.satt(anslutning)
    if delad and till == SCHEMA_VERSION:
        ratter.satt(anslutning)
