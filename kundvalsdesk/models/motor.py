"""Addresses of databases and the engines that open them.

A local database is one file, always encrypted with SQLCipher; a shared one is PostgreSQL. No password and
no key is ever shown: not in a repr, not in an exception, not in a log.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from ..fel import Databasfel
from .delad import villkor
from .drivrutinsfel import oversatt

Slag = Literal["sqlite", "postgresql"]

VANTETID_S = 5.0
"""How long a statement waits for somebody else's lock before the user is told."""

SKRIV = "kundvalsdesk_skriv"
"""Execution option of a connection whose transaction will write: SQLite takes its write lock at once."""

_DOD_LEDNING = {
    "keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
}  # fmt: skip
"""A cable that is out says nothing: what is sent is answered within this time, or the connection is lost."""
_SERVERN_MARKER = "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""And the server lets go, within a minute, of what a computer that has gone to sleep holds locked."""

PG_VAL = "-c random_page_cost=1.1"
"""What a unit has lies in the server's memory: a page out of turn costs hardly more than the next one. As it comes,
the server reads a table of all cases from end to end for a page of the queue."""

_SCHEMA = re.compile(r"^([a-z][a-z0-9+.\-]*):/", re.IGNORECASE)
_RA_NYCKEL = re.compile(r"[0-9a-fA-F]{64}")
_LOKALA = ("sqlite", "sqlite+pysqlcipher", "sqlite+pysqlite", "sqlite+sqlcipher")
_DELADE = ("postgresql", "postgresql+psycopg", "postgres")


@dataclass(frozen=True, slots=True)
class Adress:
    """Where a database is. `fil` for a local one; `url` is what the engine is built from and is never
    shown."""

    slag: Slag
    url: str = field(repr=False)
    fil: Path | None = None

    @property
    def visning(self) -> str:
        """The address as a user may see it: the file, or database and server without user and password."""
        if self.fil is not None:
            return str(self.fil)
        url = make_url(self.url)
        return f"{url.database or 'postgres'} på {url.host or 'den här datorn'}"


def tolka_adress(text: str | None) -> Adress:
    """The address that `text` names: a path, sqlite:///path or postgresql://…; None or "" = the user's own
    file."""
    if text is None or not text.strip():
        from platformdirs import user_data_dir

        return _lokal(Path(user_data_dir("kundvalsdesk", appauthor=False)) / "kundvalsdesk.db")
    text = text.strip()
    schema = _SCHEMA.match(text)
    if schema is None or len(schema[1]) == 1:  # one letter is a drive, not a scheme
        return _lokal(Path(text))
    if schema[1].lower() in _LOKALA:
        return _lokal(_fil_ur_url(text))
    if schema[1].lower() in _DELADE:
        return _delad(text)
    raise Databasfel(
        "adress",
        "Databasens adress känns inte igen: ange en fil, sqlite:///FIL eller postgresql://SERVER/DATABAS.",
    )


def _fil_ur_url(text: str) -> Path:
    efter = text.split(":", 1)[1]
    if efter.startswith("//") and not efter.startswith("///"):
        raise Databasfel(
            "adress",
            "En lokal databas anges som sqlite:///FIL, utan användare och nyckel: nyckeln hämtas ur datorns "
            "nyckelring eller ur variabeln KUNDVALSDESK_NYCKEL.",
        )
    stig = efter[3:] if efter.startswith("///") else efter
    if stig in ("", ":memory:") or "?" in stig:
        raise Databasfel("adress", "Databasens adress saknar en fil: skriv till exempel sqlite:///arenden.db.")
    return Path(stig)


def _lokal(fil: Path) -> Adress:
    try:
        hel = fil.expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        raise Databasfel("adress", "Databasens adress är inte en sökväg som går att använda.") from None
    return Adress("sqlite", "sqlite://", hel)


def _delad(text: str) -> Adress:
    try:
        url = make_url(text).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        # The driver's own message repeats the address, password and all.
        raise Databasfel(
            "adress", "Databasens adress går inte att läsa: skriv postgresql://ANVÄNDARE@SERVER/DATABAS."
        ) from None
    return Adress("postgresql", url.render_as_string(hide_password=False))


class Losenord:
    """The password that new connections to a shared database use: the user may change it while it is open. None where
    it stands in the address, or none is needed."""

    def __init__(self, nu: str | None) -> None:
        self._nu = nu

    def byt(self, nytt: str) -> None:
        self._nu = nytt

    def som_param(self) -> dict[str, str]:
        return {"password": self._nu} if self._nu else {}


class Databas:
    """An open database: its engine, and sessions on it."""

    def __init__(self, adress: Adress, engine: Engine, losenord: Losenord | None = None) -> None:
        self.adress = adress
        self.engine = engine
        self.losenord = losenord

    def __repr__(self) -> str:
        return f"Databas({self.adress.visning!r})"

    @property
    def lokal(self) -> bool:
        return self.adress.slag == "sqlite"

    def stang(self) -> None:
        """Closes every connection; the last one of a local file folds its write-ahead log back into the
        file."""
        self.engine.dispose()


def oppna_motor(adress: Adress, nyckel: str | None, *, skapa: bool = False, ensam: bool = False) -> Databas:
    """Opens the database and tries it, so that a wrong key or an unreachable server is told here and calmly.

    `nyckel`: the key of a local file, the password of a shared database (None: in its address, or none is needed).
    A local file that is missing is refused unless `skapa`. `ensam`: one that is carried about as a single file, so
    it keeps no log beside it between its transactions.
    """
    losenord = None
    if adress.slag == "sqlite":
        if not nyckel:
            raise Databasfel("nyckel_saknas", "Databasens nyckel saknas, så den kan inte öppnas.")
        engine = _sqlite(_fil(adress), nyckel, skapa, "DELETE" if ensam else "WAL")
    else:
        losenord = Losenord(nyckel)
        engine = _postgresql(make_url(adress.url), losenord)
    databas = Databas(adress, engine, losenord)
    try:
        with engine.connect():
            pass
    except DBAPIError as fel:
        databas.stang()
        raise (oversatt(fel) or Databasfel("oppna", "Databasen kunde inte öppnas.")) from None
    except BaseException:
        databas.stang()
        raise
    return databas


def _postgresql(url: URL, losenord: Losenord) -> Engine:
    krav: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "kundvalsdesk",
        "options": f"-c lock_timeout={int(VANTETID_S * 1000)} {PG_VAL} {_SERVERN_MARKER}",
        **_DOD_LEDNING,
        **villkor(url),
    }

    def anslut() -> Any:
        from psycopg import connect

        delar, param = engine.dialect.create_connect_args(url)
        return connect(*delar, **{**param, **krav, **losenord.som_param()})

    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, creator=anslut)
    return engine


def _fil(adress: Adress) -> Path:
    if adress.fil is None:
        raise ValueError("a local address has a file")
    return adress.fil


def _sqlite(fil: Path, nyckel: str, skapa: bool, journal: str) -> Engine:
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",  # neither path nor key stands in the URL, so neither can leak from it
        module=dbapi2,
        creator=_anslutare(fil, nyckel, skapa, journal),
        poolclass=QueuePool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _borja(anslutning: Connection) -> None:
        # A transaction that will write takes its lock at once: upgrading a read lock later can only fail.
        skriv = anslutning.get_execution_options().get(SKRIV, False)
        anslutning.exec_driver_sql("BEGIN IMMEDIATE" if skriv else "BEGIN")

    return engine


def anslut_fil(fil: Path, nyckel: str) -> Any:
    """One plain connection to an encrypted file that is made if missing: for what is no database of cases."""
    return _anslutare(fil, nyckel, True, "WAL")()


def _anslutare(fil: Path, nyckel: str, skapa: bool, journal: str) -> Callable[[], Any]:
    """What makes a connection: key first, then the settings that hold for it as long as it lives."""
    from sqlcipher3 import dbapi2

    if "\x00" in nyckel or any(0xD800 <= ord(t) <= 0xDFFF for t in nyckel):
        raise Databasfel("nyckel_fel", "Nyckeln innehåller ett tecken som inte kan användas.")
    varde = f"\"x'{nyckel}'\"" if _RA_NYCKEL.fullmatch(nyckel) else "'" + nyckel.replace("'", "''") + "'"
    posix = fil.as_posix()
    uri = "file://" + ("" if posix.startswith("/") else "/") + quote(os.fsencode(posix), safe="/:")

    def anslut() -> Any:
        _kontrollera_fil(fil, skapa)
        # isolation_level None: the driver begins no transaction of its own; we do, explicitly.
        anslutning = dbapi2.connect(
            uri + ("?mode=rwc" if skapa else "?mode=rw"),
            uri=True,
            timeout=VANTETID_S,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            anslutning.execute("PRAGMA cipher_log_level = NONE")
            anslutning.execute(f"PRAGMA key = {varde}")
            anslutning.execute("SELECT count(*) FROM sqlite_master").fetchone()
            anslutning.execute(f"PRAGMA journal_mode = {journal}").fetchone()
            anslutning.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            anslutning.close()
            raise
        return anslutning

    return anslut


def _kontrollera_fil(fil: Path, skapa: bool) -> None:
    """What can be said of the file before the key is tried."""
    try:
        if not skapa and not fil.exists():
            raise Databasfel(
                "saknas", f"Databasen {fil} finns inte. Skapa den med kommandot: kundvalsdesk databas skapa"
            )
        if fil.is_dir():
            raise Databasfel("inte_databas", f"{fil} är en mapp, inte en databas. Ange en fil.")
        if not fil.exists():
            return
        with fil.open("rb") as strom:
            borjan = strom.read(16)
    except PermissionError:
        raise Databasfel("ingen_ratt", f"Du har inte rätt att läsa databasen {fil}.") from None
    except OSError:
        raise Databasfel("oppna", f"Databasen {fil} kan inte läsas just nu.") from None
    if not borjan and not skapa:  # SQLite would make a database of it
        raise Databasfel("tom", f"{fil} är en tom fil, inte en databas. Ange en annan fil.")
    if borjan == b"SQLite format 3\x00":
        raise Databasfel(
            "okrypterad",
            f"{fil} är en okrypterad databas. kundvalsdesk öppnar bara sina egna, krypterade databaser.",
        )
