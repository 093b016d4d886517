"""Backup of a database in use, and restore; and with them the way from a local database to a shared one and back.

A backup is one moment of the database, whatever others save meanwhile: on SQLite the pages as they were when it began,
on PostgreSQL one REPEATABLE READ transaction. It is believed when it has been read back and every row has been
compared with the database it was taken of.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, select, text

from ..fel import Databasfel, Nekad
from ..models import Handling, Logg, sokindex
from ..models.drivrutinsfel import FULL, LASFEL, LAST
from ..models.drivrutinsfel import SKADAD as SKADAD_FIL
from ..models.migrera import migrera, migrera_delad
from ..models.motor import SKRIV, Adress, Databas, oppna_motor
from ..models.ratter.sakerhetskopia import AVBRUTEN as _AVBRUTEN
from ..models.ratter.sakerhetskopia import TAS as _TAS
from ..models.schema import SCHEMA_VERSION, VERSIONSTABELL, databasens_version
from ..rules.regelverk import Regelverkssamling
from .arbetsenhet import Arbetsenhet, ager_databasen, enhet, lasning, lugna_fel
from .databas import blivande
from .handling import krav_roll, skriv_handling
from .inloggning import hamta_losenord
from .kopiefil import Kopia, oppnad_kopia, prova_summor, skriv_beskrivning, summor, ta_bort_beskrivning
from .radkopiering import Rapportera, jamfor, kopiera, tabeller
from .typer import Aktor, Andring, Framsteg

ROLL = "systemspecialist"

_SIDOR = 500
_FULL = "Säkerhetskopian fick inte plats eller kunde inte skrivas. Ingen kopia är tagen. Välj en annan plats."


_SIDFEL = (
    ("full", ("full", FULL)),
    ("locked", ("last", LAST)),
    ("malformed", ("skadad", SKADAD_FIL)),
    ("not a database", ("skadad", SKADAD_FIL)),
    ("", ("lasfel", LASFEL)),
)


def _tyst(_: Framsteg) -> None:
    return None


def sakerhetskopiera(
    databas: Databas,
    aktor: Aktor,
    regelverk: Regelverkssamling,
    idag: date,
    fil: Path,
    nyckel: str,
    framsteg: Rapportera = _tyst,
) -> Kopia:
    """Writes a backup to `fil`, encrypted with `nyckel`. A file that exists is refused; a failure leaves none.

    Logged before it is taken, so that the backup knows of itself, and one that was stopped is known too.
    `framsteg` may stop it by raising.
    """
    krav_kopiera(databas, aktor)
    plats = _plats(fil)
    with _kopians_fel(plats), blivande(plats, nyckel, ensam=True, tom=databas.lokal) as mal:
        with enhet(databas, aktor, regelverk, idag, skriv=True) as e:
            skriv_handling(e, Andring(e.handling_id, _TAS))
        with _avbruten_loggas(databas, aktor, regelverk, idag), lasning(databas) as kalla:
            if databas.lokal:
                _kopiera_sidor(kalla, mal, framsteg)
            else:
                # A row that a policy hides would be missing without a word: PostgreSQL is told to refuse instead.
                kalla.execute(text("SET LOCAL row_security = off"))
                with _skriver(mal) as till:
                    kopiera(kalla, till, framsteg)
            version = databasens_version(kalla) or ""
            with _skriver(mal) as till:
                kopia = Kopia(
                    version, databas.adress.slag, datetime.now().replace(microsecond=0), summor(till, framsteg)
                )
                skriv_beskrivning(till, kopia)
            mal.stang()  # what is compared is read from the file, not from what is remembered of it
            with lasning(mal) as skrivet:
                _krav_lika(jamfor(kalla, skrivet, framsteg))
    return kopia


def aterstall(
    adress: Adress, fil: Path, nyckel: str, egen_nyckel: str | None = None, framsteg: Rapportera = _tyst
) -> Kopia:  # fmt: skip
    """Makes the database at `adress` from a backup: all of it or nothing. `egen_nyckel`: that of the new local file.

    A local file that exists, and a shared database that holds anything, are refused and left as they are. A backup
    of an older version is brought to this program's.
    """
    plats = _plats(fil)
    assert plats.fil is not None  # noqa: S101 - made from a file
    if adress.fil is not None:
        # Before the backup is read through: it may take a while.
        if adress.fil.exists():
            raise _finns(adress)
        with (
            oppnad_kopia(plats.fil, nyckel, framsteg) as (kalla, kopia),
            blivande(adress, egen_nyckel, tom=True) as mal,
        ):
            _till_fil(kalla, kopia, mal, framsteg)
        return kopia
    delad = oppna_motor(adress, hamta_losenord(adress))
    try:
        with lugna_fel(), delad.engine.connect() as till, till.begin():
            _krav_tom(till, adress)
            with oppnad_kopia(plats.fil, nyckel, framsteg) as (kalla, kopia), _nutida(kalla, kopia, nyckel) as fran:
                migrera_delad(till)
                kopiera(fran, till, framsteg)
                sokindex.bygg(till)
                _krav_lika(jamfor(fran, till, framsteg))
    finally:
        delad.stang()
    return kopia


def krav_kopiera(databas: Databas, aktor: Aktor) -> None:
    """Raises Nekad for whoever takes no backups: asked before anything is typed."""
    krav_roll(aktor, ROLL)
    _krav_agare(databas)


def _krav_agare(databas: Databas) -> None:
    """A shared database is read whole by its owner only; for anybody else the policies would leave rows out."""
    if databas.lokal:
        return
    with lasning(databas) as anslutning:
        if not ager_databasen(anslutning):
            raise Nekad("agare", "Säkerhetskopian tas av den som äger den delade databasen, den som skapade den.")


def senast_tagen(e: Arbetsenhet) -> datetime | None:
    """When a backup was last taken and believed; None if never, or if it is not the actor's to know."""
    return senast_i(e.anslutning)


def far_veta(anslutning: Connection) -> bool:
    """Whether one is told when the last backup was taken: in a shared database the systemspecialist and the owner."""
    if anslutning.dialect.name == "sqlite":
        return True
    svar = anslutning.execute(text("SELECT has_function_privilege('ratt.senaste_kopia()', 'EXECUTE')")).scalar_one()
    return bool(svar)


def senast_i(anslutning: Connection) -> datetime | None:
    """As `senast_tagen`, without an actor; None too for those who are not told."""
    if anslutning.dialect.name != "sqlite":
        if not far_veta(anslutning):
            return None
        ut: datetime | None = anslutning.execute(text("SELECT ratt.senaste_kopia()")).scalar_one()
        return ut
    q = (
        select(Handling.tid, Handling.namn)
        .join(Logg, Logg.handling_id == Handling.id)
        .where(Handling.namn.in_((_TAS, _AVBRUTEN)))
        .order_by(Logg.id.desc())
    )
    avbrutna = 0
    for tid, namn in anslutning.execute(q):
        if namn == _AVBRUTEN:
            avbrutna += 1
        elif avbrutna:
            avbrutna -= 1
        else:
            return tid
    return None


@contextmanager
def _avbruten_loggas(databas: Databas, aktor: Aktor, regelverk: Regelverkssamling, idag: date) -> Iterator[None]:
    """One that came to nothing is told of: else the log would say that there is a backup. When all went well nothing
    more is written, so that the database still is what the backup says."""
    try:
        yield
    except BaseException:
        with suppress(Exception), enhet(databas, aktor, regelverk, idag, skriv=True) as e:
            skriv_handling(e, Andring(e.handling_id, _AVBRUTEN))
        raise


def kontrollera_kopia(fil: Path, nyckel: str, framsteg: Rapportera = _tyst) -> Kopia:
    """Opens a backup and tries every sum in it. Changes nothing. Raises Databasfel for one that is not whole."""
    plats = _plats(fil)
    assert plats.fil is not None  # noqa: S101 - made from a file
    with oppnad_kopia(plats.fil, nyckel, framsteg) as (kalla, kopia), lasning(kalla) as fran:
        prova_summor(fran, kopia, framsteg)
    return kopia


def _plats(fil: Path) -> Adress:
    try:
        return Adress("sqlite", "sqlite://", fil.expanduser().resolve())
    except (OSError, RuntimeError, ValueError):
        raise Databasfel("adress", "Platsen för säkerhetskopian är inte en sökväg som går att använda.") from None


def _till_fil(kalla: Databas, kopia: Kopia, mal: Databas, framsteg: Rapportera) -> None:
    with lasning(kalla) as fran:
        _kopiera_sidor(fran, mal, framsteg)
    with _skriver(mal) as till:
        prova_summor(till, kopia, framsteg)
        ta_bort_beskrivning(till)
    if kopia.version < SCHEMA_VERSION:
        framsteg(Framsteg(0, 0, "Uppgraderar"))
        with lugna_fel():
            migrera(mal)
    with _skriver(mal) as till:
        sokindex.komplettera(till)  # a backup of a shared database has no index of search


@contextmanager
def _nutida(kalla: Databas, kopia: Kopia, nyckel: str) -> Iterator[Connection]:
    """The backup as this program's schema has it: an older one is upgraded in an encrypted copy of its own."""
    if kopia.version == SCHEMA_VERSION:
        with lasning(kalla) as fran:
            yield fran
        return
    with (
        tempfile.TemporaryDirectory(prefix="kundvalsdesk-") as mapp,
        blivande(_plats(Path(mapp) / "kopia.db"), nyckel, tom=True) as ny,
    ):
        _till_fil(kalla, kopia, ny, _tyst)
        with lasning(ny) as fran:
            yield fran


def _kopiera_sidor(fran: Connection, mal: Databas, framsteg: Rapportera) -> None:
    """The file page by page as it was when this began: others go on saving to it."""
    fran.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()  # from here on it is one moment

    def visa(_: int, kvar: int, totalt: int) -> None:
        framsteg(Framsteg(totalt - kvar, totalt, "Kopierar"))

    with mal.engine.connect() as till:
        try:
            _drivrutin(fran).backup(_drivrutin(till), pages=_SIDOR, progress=visa)
        except Exception as fel:
            # What the backup interface raises has no code, only the words of SQLite: never anything of a row.
            for ord_, kod in _SIDFEL:
                if type(fel).__module__.startswith("sqlcipher3") and ord_ in str(fel):
                    raise Databasfel(*kod) from None
            raise
    mal.stang()  # the schema that the connections knew is not there any longer


def _drivrutin(anslutning: Connection) -> Any:
    return anslutning.connection.driver_connection


@contextmanager
def _skriver(mal: Databas) -> Iterator[Connection]:
    with lugna_fel(), mal.engine.connect().execution_options(**{SKRIV: True}) as till, till.begin():
        yield till


def _krav_tom(till: Connection, adress: Adress) -> None:
    """Nothing of ours, or all of it and no row."""
    finns = set(inspect(till).get_table_names())
    egna = [t for t in tabeller() if t.name in finns]
    version = databasens_version(till) if VERSIONSTABELL in finns else None
    if version is None and not egna:
        return
    if version != SCHEMA_VERSION or any(till.execute(select(t.c[0]).limit(1)).first() is not None for t in egna):
        raise _finns(adress)


def _finns(adress: Adress) -> Databasfel:
    if adress.fil is None:
        mening = f"Databasen {adress.visning} är inte tom. Den har inte ändrats. Återställ till en ny, tom databas."
    else:
        mening = (
            f"Databasen {adress.fil} finns redan. Den har inte ändrats. Flytta undan den, eller ange en ny med --db."
        )
    return Databasfel("finns", mening)


def _krav_lika(tabell: str | None) -> None:
    if tabell is not None:
        raise Databasfel(
            "olika",
            f"Det som skrevs är inte lika med det som lästes, i tabellen {tabell}. Ingenting har sparats. "
            "Försök igen på en annan disk.",
        )


@contextmanager
def _kopians_fel(plats: Adress) -> Iterator[None]:
    try:
        yield
    except Databasfel as fel:
        if fel.kod == "finns":
            raise Databasfel(
                "finns", f"Filen {plats.fil} finns redan och har inte ändrats. Välj ett annat namn."
            ) from None
        if fel.kod in ("full", "lasfel"):
            raise Databasfel(fel.kod, _FULL) from None
        if fel.kod == "mapp":
            raise Databasfel("mapp", "Mappen kan inte användas för säkerhetskopian. Välj en annan plats.") from None
        if fel.kod == "ingen_ratt":
            raise Databasfel(
                "ingen_ratt", "Du har inte rätt att läsa hela databasen, så ingen säkerhetskopia är tagen."
            ) from None
        raise
