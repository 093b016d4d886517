"""The unit of work: one transaction, one actor, one day. Everything that reads or changes data goes through
it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ..fel import Databasfel, Konflikt
from ..models import synligt
from ..models.drivrutinsfel import Databasbugg, oversatt, som_bugg
from ..models.motor import SKRIV, Databas
from ..models.schema import krav_samma_version
from ..models.tabeller import handlaggare
from ..rules.regelverk import Regelverkssamling
from .typer import ROLLER, Aktor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KONFLIKT = (
    "Någon annan har ändrat samma uppgift medan du arbetade. Ingenting har sparats. Hämta om och gör ändringen igen."
)


@dataclass(slots=True)
class Arbetsenhet:
    """What a service needs: the open transaction, who acts, which day it is, and the rules.

    `nu` is the moment on the chosen day (`idag`), for the log and for times within it. `anslutning` is the open
    connection, for plain questions; `session` the object session on it, made when first asked for: the queue is
    shown without the mapped classes ever being imported.
    """

    anslutning: Connection
    aktor: Aktor
    regelverk: Regelverkssamling
    idag: date
    nu: datetime
    handling_id: str = field(default_factory=lambda: str(uuid4()))
    skriv: bool = False
    begransad: bool = False
    """Rows are hidden from the actor in this unit (models.synligt): only in a local file."""
    sist: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """SQL with its values that is done last of all: what the actor does not see any more when it is done."""
    _session: Session | None = None

    @property
    def session(self) -> Session:
        if self._session is None:
            self._session = _ny_session(self.anslutning)
        return self._session

    @property
    def lokal(self) -> bool:
        """A local file, as opposed to a shared PostgreSQL database."""
        return self.anslutning.dialect.name == "sqlite"

    def spara(self) -> None:
        """What the objects hold goes to the database; the transaction itself is ended by whoever began it."""
        if self._session is not None:
            self._session.commit()

    def spara_hittills(self) -> None:
        """In a shared database what has been done is kept from here on, whatever comes after."""
        if not self.lokal:
            self.spara()
            self.anslutning.commit()
            self.anslutning.begin()

    def slapp(self) -> None:
        if self._session is not None:
            self._session.close()


def _ny_session(anslutning: Connection) -> Session:
    """A session whose objects stay readable after the commit (they are turned into plain data then)."""
    from sqlalchemy.orm import Session

    return Session(anslutning, expire_on_commit=False, join_transaction_mode="rollback_only")


@contextmanager
def enhet(
    databas: Databas,
    aktor: Aktor,
    regelverk: Regelverkssamling,
    idag: date,
    *,
    skriv: bool = False,
    handling_id: str | None = None,
) -> Iterator[Arbetsenhet]:
    """One transaction. Commits when it is left normally and `skriv`; in every other case nothing is changed.

    What the surroundings did (a lock, a full disk, a lost connection, an upgrade) comes out as Databasfel; a row that
    somebody else changed in between as Konflikt.
    """
    with _uppgradering_ar_ingen_bugg(databas), _anslutning(databas, skriv=skriv) as anslutning:
        krav_samma_version(anslutning)
        nu = datetime.combine(idag, datetime.now().time().replace(microsecond=0))
        e = Arbetsenhet(anslutning, aktor, regelverk, idag, nu, handling_id or str(uuid4()), skriv)
        try:
            e.begransad = e.lokal and not ser_alla(aktor) and synligt.begransa(anslutning, aktor.handlaggare_id, idag)
            yield e
            if skriv:
                e.spara()
                for sats, varden in e.sist:
                    anslutning.execute(text(sats), varden)
                if e.begransad:
                    synligt.hav(anslutning)
        finally:
            e.slapp()


@contextmanager
def _uppgradering_ar_ingen_bugg(databas: Databas) -> Iterator[None]:
    """A reading unit keeps the picture it began with, also of the version: tables may be others by then."""
    try:
        yield
    except (Databasbugg, Databasfel) as fel:
        if not databas.lokal and (isinstance(fel, Databasbugg) or fel.kod == "ingen_ratt"):
            with lasning(databas) as anslutning:
                krav_samma_version(anslutning)
        raise


@contextmanager
def transaktion(databas: Databas, *, skriv: bool = False) -> Iterator[Session]:
    """One transaction without an actor, as an object session: for the care of the database itself, and for tests."""
    with _anslutning(databas, skriv=skriv) as anslutning, _ny_session(anslutning) as session:
        yield session
        if skriv:
            session.commit()


@contextmanager
def lasning(databas: Databas) -> Iterator[Connection]:
    """One reading transaction without an actor: for finding out who acts, and which schema a database has."""
    with _anslutning(databas, skriv=False) as anslutning:
        yield anslutning


@contextmanager
def _anslutning(databas: Databas, *, skriv: bool) -> Iterator[Connection]:
    """A connection in a transaction, committed when left normally if it writes, else rolled back.

    Begun here rather than at the first statement: a lock is then met before anything has been computed.
    """
    with lugna_fel(), databas.engine.connect().execution_options(**_villkor(databas, skriv)) as anslutning:
        anslutning.begin()
        yield anslutning
        if skriv:
            anslutning.commit()


def _villkor(databas: Databas, skriv: bool) -> dict[str, Any]:
    if skriv:
        return {SKRIV: True}
    if databas.lokal:
        return {}
    # One snapshot for all questions of a unit, as SQLite gives by itself: counts and rows agree.
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@contextmanager
def lugna_fel() -> Iterator[None]:
    """Lets database errors out as calm sentences, or as bugs that repeat no value of any row."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as fel:
        lugnt = oversatt(fel)
        if lugnt is None and isinstance(fel, DBAPIError):
            raise som_bugg(fel).with_traceback(fel.__traceback__) from None
        if lugnt is None:
            raise
        raise lugnt.with_traceback(fel.__traceback__) from None
    except Exception as fel:
        # Only an object mapper that has been loaded can have found a row stale.
        orm = sys.modules.get("sqlalchemy.orm.exc")
        if orm is not None and isinstance(fel, orm.StaleDataError):
            raise Konflikt(KONFLIKT, (), "", None).with_traceback(fel.__traceback__) from None
        raise


def ser_alla(aktor: Aktor) -> bool:
    """Whether protected kunder that are somebody else's exist for the actor. Of those who work with cases only for an
    arbetsledare; the other roles are given no case at all, each by its service. On a shared database the database
    itself leaves them out; in a local file `enhet` does."""
    return aktor.agare or aktor.har("arbetsledare") or not aktor.har("karriarvagledare")


def aktor_for(plats: Session | Connection, anvandare: str | None) -> Aktor:
    """Who acts (kontrakt: "Who acts").

    In a local database `anvandare`, by default the login name; a name that it does not know acts as owner
    of the file with every role. In a shared one the database role, whatever `anvandare` says; its owner may
    act before any handläggare has been taken in, and anybody else unknown has no role at all. Raises Databasfel
    "sparrad" for somebody who is barred.
    """
    anslutning = plats if isinstance(plats, Connection) else plats.connection()
    lokal = anslutning.dialect.name == "sqlite"
    if lokal:
        namn = ((anvandare or "").strip() or _inloggad()).encode(errors="replace").decode()
    else:
        # Whoever has logged in, whatever role has been taken since: the policies go by that too.
        fraga = text("SELECT session_user, has_schema_privilege('public', 'USAGE')")
        namn, far_in = anslutning.execute(fraga).one()
        if not far_in:
            return Aktor(namn, namn, frozenset())
    h = handlaggare.c
    rad = anslutning.execute(select(h.id, h.namn, h.roll, h.sparrad).where(h.anvandare == namn)).one_or_none()
    sparrad = rad.sparrad if rad is not None else None
    if rad is None and not lokal:  # who is barred sees nobody there, not even themselves
        sparrad = anslutning.execute(text("SELECT ratt.sparrad()")).scalar_one()
    if sparrad is not None:
        raise Databasfel(
            "sparrad", f"Du är spärrad sedan {sparrad} och kan inte arbeta här. Vänd dig till systemspecialisten."
        )
    if rad is not None:
        return Aktor(namn, rad.namn, frozenset({rad.roll} - {""}), rad.id)
    if lokal or ager_databasen(anslutning):
        return Aktor(namn, namn, frozenset(ROLLER), agare=True)
    return Aktor(namn, namn, frozenset())


def _inloggad() -> str:
    import getpass

    try:
        return getpass.getuser()[:80]
    except (OSError, KeyError, ImportError):  # nothing is known of it but that it owns the file
        return "okänd"


def ager_databasen(anslutning: Connection) -> bool:
    """Whether whoever is connected owns the shared database: made it, or is an administrator of the server."""
    return bool(
        anslutning.execute(
            text(
                "SELECT pg_has_role(session_user, datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
            )
        ).scalar_one()
    )
