"""The unit of work: one transaction, one actor, one day. Everything that reads or changes data goes through
it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ..fel import Konflikt
from ..models import Handlaggare
from ..models.drivrutinsfel import oversatt, som_bugg
from ..models.motor import SKRIV, Databas
from ..rules.regelverk import Regelverkssamling
from .typer import ROLLER, Aktor

KONFLIKT = (
    "Någon annan har ändrat samma uppgift medan du arbetade. Ingenting har sparats. Hämta om och gör ändringen igen."
)


@dataclass(slots=True)
class Arbetsenhet:
    """What a service needs: the open transaction, who acts, which day it is, and the rules.

    `nu` is the moment on the chosen day (`idag`), for the log and for times within it.
    """

    session: Session
    aktor: Aktor
    regelverk: Regelverkssamling
    idag: date
    nu: datetime
    handling_id: str = field(default_factory=lambda: str(uuid4()))
    skriv: bool = False

    @property
    def lokal(self) -> bool:
        """A local file, as opposed to a shared PostgreSQL database."""
        return self.session.get_bind().dialect.name == "sqlite"


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

    What the surroundings did (a lock, a full disk, a lost connection) comes out as Databasfel; a row that
    somebody else changed in between as Konflikt.
    """
    with transaktion(databas, skriv=skriv) as session:
        nu = datetime.combine(idag, datetime.now().time().replace(microsecond=0))
        yield Arbetsenhet(session, aktor, regelverk, idag, nu, handling_id or str(uuid4()), skriv)


@contextmanager
def transaktion(databas: Databas, *, skriv: bool = False) -> Iterator[Session]:
    """One transaction without an actor: for finding out who acts, and for the care of the database itself."""
    with lugna_fel(), databas.session() as session:
        # Begun here rather than at the first statement: a lock is then met before anything has been computed.
        session.connection(execution_options=_villkor(databas, skriv))
        yield session
        if skriv:
            session.commit()


def _villkor(databas: Databas, skriv: bool) -> dict[str, object]:
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
    except StaleDataError as fel:
        raise Konflikt(KONFLIKT, (), "", None).with_traceback(fel.__traceback__) from None
    except (DBAPIError, PoolTimeoutError) as fel:
        lugnt = oversatt(fel)
        if lugnt is None and isinstance(fel, DBAPIError):
            raise som_bugg(fel).with_traceback(fel.__traceback__) from None
        if lugnt is None:
            raise
        raise lugnt.with_traceback(fel.__traceback__) from None


def aktor_for(session: Session, anvandare: str | None) -> Aktor:
    """Who acts (kontrakt: "Who acts").

    In a local database `anvandare`, by default the login name; a name that it does not know acts as owner
    of the file with every role. In a shared one the database role, whatever `anvandare` says; its owner may
    act before any handläggare has been taken in, and anybody else unknown has no role at all.
    """
    lokal = session.get_bind().dialect.name == "sqlite"
    if lokal:
        namn = ((anvandare or "").strip() or _inloggad()).encode(errors="replace").decode()
    else:
        namn = str(session.execute(text("SELECT current_user")).scalar_one())
    rad = session.execute(
        select(Handlaggare.id, Handlaggare.namn, Handlaggare.roll).where(Handlaggare.anvandare == namn)
    ).one_or_none()
    if rad is not None:
        return Aktor(namn, rad.namn, frozenset({rad.roll} - {""}), rad.id)
    if lokal or _ager_databasen(session):
        return Aktor(namn, namn, frozenset(ROLLER), agare=True)
    return Aktor(namn, namn, frozenset())


def _inloggad() -> str:
    try:
        return getpass.getuser()[:80]
    except (OSError, KeyError, ImportError):  # nothing is known of it but that it owns the file
        return "okänd"


def _ager_databasen(session: Session) -> bool:
    return bool(
        session.execute(
            text(
                "SELECT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
            )
        ).scalar_one()
    )
