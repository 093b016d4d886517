"""Care of the database itself: create, upgrade, status, open."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, func, inspect, select, text

from ..fel import Databasfel
from ..models.drivrutinsfel import UTANFOR
from ..models.motor import Adress, Databas, oppna_motor
from ..models.schema import SCHEMA_VERSION, VERSIONSTABELL, databasens_version
from .arbetsenhet import ager_databasen, lasning, lugna_fel
from .inloggning import hamta_losenord
from .nycklar import hamta_nyckel


@dataclass(frozen=True, slots=True)
class Uppgradering:
    """What an upgrade did. `kopia`: where the file as it was before is kept; None if nothing had to be
    done."""

    fran: str
    till: str
    kopia: Path | None = None


def oppna(adress: Adress, nyckel: str | None = None) -> Databas:
    """Opens an existing database of this program's version. `nyckel`: what the user typed; else it is
    looked up.

    Raises Databasfel: "saknas", "nyckel_saknas", "nyckel_fel", "tom", "aldre", "nyare", …
    """
    databas = _anslut(adress, nyckel)
    try:
        with lasning(databas) as anslutning:
            version = databasens_version(anslutning)
            if version is None and not databas.lokal and not _slapps_in(anslutning):
                raise Databasfel("utanfor", UTANFOR)
            agare = databas.lokal or version is None or version >= SCHEMA_VERSION or ager_databasen(anslutning)
        _kontrollera_version(version, adress, agare=agare)
    except BaseException:
        databas.stang()
        raise
    return databas


def skapa(adress: Adress, nyckel: str | None = None) -> Databas:
    """Creates a database with the newest schema and opens it. One that exists is refused and left as it is.

    A local file is made under another name and gets its own when it is complete, so a failure leaves nothing.
    """
    if adress.fil is None:
        return _skapa_delad(adress, nyckel)
    nyckel = nyckel or hamta_nyckel(adress, skapa=True)
    with blivande(adress, nyckel):
        pass
    return oppna(adress, nyckel)


@contextmanager
def blivande(
    adress: Adress, nyckel: str | None = None, *, ensam: bool = False, tom: bool = False
) -> Iterator[Databas]:  # fmt: skip
    """A new local database under another name, open to be filled; it gets its own name when left normally.

    Any exception, and the end of the process too, leaves nothing under that name. One that exists is refused.
    `ensam` as in oppna_motor; `tom`: without a schema, for whoever brings one along.
    """
    from ..models.migrera import migrera

    fil = adress.fil
    if fil is None:
        raise ValueError("only a local database is made beside its place")
    if os.path.lexists(fil):
        raise _finns(fil)
    nyckel = nyckel or hamta_nyckel(adress, skapa=True)
    halvfardig = fil.with_name(f".{fil.name}.{uuid4().hex[:8]}.ny")
    with _lugna_filfel(fil):
        fil.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(halvfardig, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        databas = oppna_motor(Adress("sqlite", adress.url, halvfardig), nyckel, skapa=True, ensam=ensam)
        try:
            if not tom:
                with lugna_fel():
                    migrera(databas)
            yield databas
        finally:
            databas.stang()
        with _lugna_filfel(fil):
            _ge_namn(halvfardig, fil)
    finally:
        for tillagg in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                halvfardig.with_name(halvfardig.name + tillagg).unlink(missing_ok=True)


def _ge_namn(halvfardig: Path, fil: Path) -> None:
    """Never over a file that somebody else has made meanwhile, and never without what is still in its log."""
    if halvfardig.with_name(halvfardig.name + "-wal").exists():
        raise OSError(errno.ENOSPC, "log not folded back")
    try:
        os.link(halvfardig, fil)
    except FileExistsError:
        raise _finns(fil) from None
    except OSError:  # a file system without links
        if os.path.lexists(fil):
            raise _finns(fil) from None
        halvfardig.rename(fil)


def _finns(fil: Path) -> Databasfel:
    return Databasfel("finns", f"Databasen {fil} finns redan. Den har inte ändrats.")


def _skapa_delad(adress: Adress, nyckel: str | None) -> Databas:
    from ..models import Bas
    from ..models.migrera import migrera

    databas = oppna_motor(adress, nyckel or hamta_losenord(adress))
    try:
        with lasning(databas) as anslutning:
            tabeller = set(inspect(anslutning).get_table_names())
            _kontrollera_server(anslutning)
        if VERSIONSTABELL in tabeller:
            raise Databasfel("finns", f"Databasen {adress.visning} är redan skapad. Den har inte ändrats.")
        if tabeller & set(Bas.metadata.tables):
            raise Databasfel("upptagen", f"Databasen {adress.visning} används till något annat. Välj en tom databas.")
        with lugna_fel():
            migrera(databas)
    except BaseException:
        databas.stang()
        raise
    return databas


_ALDSTA_SERVER = 16
"""The first PostgreSQL in which an owner who is not superuser can make logins and put them in groups."""


def _kontrollera_server(anslutning: Connection) -> None:
    version = anslutning.execute(text("SHOW server_version")).scalar_one()
    if int(re.split(r"\D", str(version), maxsplit=1)[0] or 0) < _ALDSTA_SERVER:
        raise Databasfel(
            "gammal_server",
            f"Servern har PostgreSQL {version}. Det behövs {_ALDSTA_SERVER} eller senare. Ingenting har ändrats.",
        )


def uppgradera(adress: Adress, nyckel: str | None = None) -> Uppgradering:
    """Brings an existing database to this program's schema. A local file is copied beside itself first."""
    from ..models.migrera import migrera

    databas = _anslut(adress, nyckel)
    try:
        with lasning(databas) as anslutning:
            fran = databasens_version(anslutning)
            agare = databas.lokal or ager_databasen(anslutning)
        if fran == SCHEMA_VERSION:
            return Uppgradering(fran, fran)
        if fran is None or fran > SCHEMA_VERSION or not agare:
            _kontrollera_version(fran, adress, agare=agare)
        kopia = _kopiera(databas, str(fran)) if databas.lokal else None
        with lugna_fel():
            migrera(databas)
        return Uppgradering(str(fran), SCHEMA_VERSION, kopia)
    finally:
        databas.stang()


def status(adress: Adress, nyckel: str | None = None) -> dict[str, object]:
    """What there is to say of a database, of whatever version: kind, place, versions, rows per table; of one of this
    version when it was last backed up, and what is wrong with this computer's clock ("").

    Rows are counted by whoever sees them all: in a shared database its owner, and None for anybody else. When it was
    last backed up is left out for those who are not told, and of another version.
    """
    from ..models import Bas
    from .klocka import anmarkning
    from .sakerhetskopia import far_veta, senast_i

    kopia, far, klocka = None, False, ""
    databas = _anslut(adress, nyckel)
    try:
        with lasning(databas) as anslutning:
            version = databasens_version(anslutning)
            if version is None and not databas.lokal and not _slapps_in(anslutning):
                raise Databasfel("utanfor", UTANFOR)
            antal = None
            if databas.lokal or ager_databasen(anslutning):
                finns = set(inspect(anslutning).get_table_names())
                antal = {
                    namn: anslutning.execute(select(func.count()).select_from(tabell)).scalar_one()
                    for namn, tabell in sorted(Bas.metadata.tables.items())
                    if namn in finns
                }
            if version == SCHEMA_VERSION:
                far, kopia = far_veta(anslutning), senast_i(anslutning)
        if version == SCHEMA_VERSION:
            klocka = anmarkning(databas)
    finally:
        databas.stang()
    return {
        "slag": adress.slag,
        "plats": adress.visning,
        "version": version,
        "programmets_version": SCHEMA_VERSION,
        "antal": antal,
        **({"sakerhetskopia": kopia.isoformat() if kopia else None} if far else {}),
        "klocka": klocka,
    }


def _anslut(adress: Adress, nyckel: str | None) -> Databas:
    if adress.fil is None:
        return oppna_motor(adress, nyckel or hamta_losenord(adress))
    if not os.path.lexists(adress.fil):
        raise Databasfel(
            "saknas",
            f"Databasen {adress.fil} finns inte. Skapa den med kommandot: kundvalsdesk databas skapa",
        )
    return oppna_motor(adress, nyckel or hamta_nyckel(adress))


def _slapps_in(anslutning: Connection) -> bool:
    return bool(anslutning.execute(text("SELECT has_schema_privilege('public', 'USAGE')")).scalar_one())


def _kontrollera_version(version: str | None, adress: Adress, *, agare: bool = True) -> None:
    """`agare`: whether who asks could upgrade it."""
    if version == SCHEMA_VERSION:
        return
    if version is None:
        raise Databasfel(
            "tom",
            f"{adress.visning} innehåller ingen databas från kundvalsdesk. "
            "Skapa en med kommandot: kundvalsdesk databas skapa",
        )
    if version > SCHEMA_VERSION:
        raise Databasfel(
            "nyare",
            f"Databasen har version {version}, men programmet känner bara till version {SCHEMA_VERSION}. "
            "Installera en nyare version av kundvalsdesk. Databasen har inte ändrats.",
        )
    if not agare:
        raise Databasfel(
            "aldre_delad",
            f"Den delade databasen har version {version}, och programmet behöver version {SCHEMA_VERSION}. Den "
            "uppgraderas bara av den som äger den på servern; systemspecialisten vet vem. Ingenting har ändrats.",
        )
    raise Databasfel(
        "aldre",
        f"Databasen har version {version} och behöver uppgraderas till {SCHEMA_VERSION}. "
        "Kör kommandot: kundvalsdesk databas uppgradera",
    )


def _kopiera(databas: Databas, version: str) -> Path:
    """A complete copy of a local database, encrypted with the same key, beside the file."""
    fil = databas.adress.fil
    if fil is None:
        raise ValueError("only a local database is copied")
    stampel = datetime.now().strftime("%Y%m%d-%H%M%S")
    kopia = fil.with_name(f"{fil.name}.version-{version}.{stampel}.kopia")
    with _lugna_filfel(fil), lugna_fel(), databas.engine.connect() as anslutning:
        driver = anslutning.connection.driver_connection
        if driver is None:
            raise RuntimeError("no connection")
        os.close(os.open(kopia, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            driver.execute("VACUUM INTO ?", (str(kopia),))
        except BaseException:
            kopia.unlink(missing_ok=True)
            raise
    return kopia


@contextmanager
def _lugna_filfel(fil: Path) -> Iterator[None]:
    """What the file system refuses, as calm sentences."""
    try:
        yield
    except PermissionError:
        raise Databasfel("skrivskyddad", f"Du har inte rätt att skriva i mappen {fil.parent}.") from None
    except (FileExistsError, NotADirectoryError):
        raise Databasfel("mapp", f"Mappen {fil.parent} kan inte användas för en databas.") from None
    except OSError as fel:
        if fel.errno == errno.ENOSPC:
            raise Databasfel(
                "full", "Disken är full. Ingenting har ändrats. Frigör utrymme och försök igen."
            ) from None
        raise Databasfel("lasfel", f"Databasen {fil} kan inte skrivas. Ingenting har ändrats.") from None
