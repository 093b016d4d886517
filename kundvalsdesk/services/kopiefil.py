"""What a backup says of itself, and the trial of it before it is believed.

A backup is a whole, encrypted database in one file, with one table more: the version of its schema, when it was taken,
and for each table its columns, how many rows it has, and a sum of all that stands in them. The sums are of what the
file holds, not of what a program makes of it, so that a newer program reckons the same from an old backup.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from ..fel import Databasfel
from ..models.motor import Adress, Databas, oppna_motor
from ..models.schema import SCHEMA_VERSION, databasens_version
from .arbetsenhet import lasning
from .radkopiering import Rapportera, tabeller
from .typer import Framsteg

BESKRIVNING = "sakerhetskopia"
"""The table that only a backup has."""

INTE_KOPIA = "Filen är ingen säkerhetskopia från Kundvalsdesk. Ingenting har ändrats. Välj en annan fil."
SKADAD = (
    "Säkerhetskopian är skadad eller har ändrats sedan den togs, så den används inte. Ingenting har ändrats. "
    "Välj en annan säkerhetskopia."
)
_FEL = {
    "nyckel_fel": (
        "nyckel_fel",
        "Nyckeln eller lösenfrasen passar inte till säkerhetskopian, eller så är filen skadad eller ingen "
        "säkerhetskopia från Kundvalsdesk. Ingenting har ändrats.",
    ),
    "okrypterad": ("inte_kopia", INTE_KOPIA),
    "inte_databas": ("inte_kopia", INTE_KOPIA),
    "tom": ("inte_kopia", INTE_KOPIA),
    "skadad": ("skadad", SKADAD),
    "ingen_ratt": ("ingen_ratt", "Du har inte rätt att läsa säkerhetskopian."),
    "oppna": ("oppna", "Säkerhetskopian kan inte läsas just nu."),
}


@dataclass(frozen=True, slots=True)
class Tabellsumma:
    kolumner: tuple[str, ...]
    nycklar: tuple[str, ...]
    antal: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Kopia:
    """What a backup holds. `slag`: the engine it was taken of."""

    version: str
    slag: str
    tagen: datetime
    tabeller: dict[str, Tabellsumma]

    @property
    def antal(self) -> int:
        return sum(t.antal for t in self.tabeller.values())


def summor(anslutning: Connection, framsteg: Rapportera) -> dict[str, Tabellsumma]:
    """Of every table that is mapped, as the file holds them."""
    ut = {}
    for n, t in enumerate(tabeller()):
        framsteg(Framsteg(n, len(tabeller()), "Räknar kontrollsummor"))
        ut[t.name] = _summa(anslutning, t.name, tuple(t.c.keys()), tuple(t.primary_key.c.keys()))
    return ut


def _summa(
    anslutning: Connection, tabell: str, kolumner: tuple[str, ...], nycklar: tuple[str, ...]
) -> Tabellsumma:  # fmt: skip
    def lista(namn: tuple[str, ...]) -> str:
        return ", ".join('"' + n.replace('"', '""') + '"' for n in namn)

    summa, antal = hashlib.sha256(), 0
    q = f"SELECT {lista(kolumner)} FROM {lista((tabell,))} ORDER BY {lista(nycklar)}"  # noqa: S608
    for rad in anslutning.exec_driver_sql(q, execution_options={"yield_per": 4}):
        varden = tuple(hashlib.sha256(v).digest() if isinstance(v, bytes) else v for v in rad)
        summa.update(
            ascii(varden).encode() + b"\n"
        )  # says a text and a number apart, and is the same in every version
        antal += 1
    return Tabellsumma(kolumner, nycklar, antal, summa.hexdigest())


def skriv_beskrivning(anslutning: Connection, kopia: Kopia) -> None:
    d = {
        "version": kopia.version,
        "slag": kopia.slag,
        "tagen": kopia.tagen.isoformat(),
        "tabeller": {namn: asdict(t) for namn, t in kopia.tabeller.items()},
    }
    anslutning.execute(text(f"CREATE TABLE {BESKRIVNING} (innehall TEXT NOT NULL)"))
    anslutning.execute(text(f"INSERT INTO {BESKRIVNING} VALUES (:d)"), {"d": json.dumps(d)})  # noqa: S608


def ta_bort_beskrivning(anslutning: Connection) -> None:
    anslutning.execute(text(f"DROP TABLE {BESKRIVNING}"))


@contextmanager
def oppnad_kopia(fil: Path, nyckel: str, framsteg: Rapportera) -> Iterator[tuple[Databas, Kopia]]:
    """A backup that is what it was when it was taken, open to be read.

    Raises Databasfel: saknas, inte_kopia, nyckel_fel, skadad, nyare, ingen_ratt …
    """
    try:
        finns = fil.exists()
    except OSError:
        finns = True  # opening it will say why
    if not finns:
        raise Databasfel("saknas", f"Säkerhetskopian {fil} finns inte. Ingenting har ändrats.")
    try:
        databas = oppna_motor(Adress("sqlite", "sqlite://", fil), nyckel, ensam=True)
    except Databasfel as fel:
        raise Databasfel(*_FEL[fel.kod]) if fel.kod in _FEL else fel from None
    try:
        try:
            kopia = _provad(databas, fil, framsteg)
        except Databasfel as fel:
            if fel.kod in ("skadad", "nyckel_fel", "lasfel"):  # it was opened: the key is right
                raise Databasfel("skadad", SKADAD) from None
            raise
        yield databas, kopia
    finally:
        databas.stang()


def _provad(databas: Databas, fil: Path, framsteg: Rapportera) -> Kopia:
    with lasning(databas) as anslutning:
        framsteg(Framsteg(0, 0, "Prövar säkerhetskopian"))
        version = databasens_version(anslutning)
        if version is None or not _har_beskrivning(anslutning):
            raise Databasfel("inte_kopia", INTE_KOPIA)
        if version > SCHEMA_VERSION:
            raise Databasfel(
                "nyare",
                f"Säkerhetskopian har version {version}, men programmet känner bara till version {SCHEMA_VERSION}. "
                "Installera en nyare version av kundvalsdesk. Ingenting har ändrats.",
            )
        sidor, sida = (
            int(anslutning.exec_driver_sql(f"PRAGMA {p}").scalar_one()) for p in ("page_count", "page_size")
        )
        if (
            fil.stat().st_size != sidor * sida
            or anslutning.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None
            or anslutning.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok"
        ):
            raise Databasfel("skadad", SKADAD)
        kopia = _las_beskrivning(anslutning)
        if kopia.version != version:
            raise Databasfel("skadad", SKADAD)
        prova_summor(anslutning, kopia, framsteg)
    return kopia


def prova_summor(anslutning: Connection, kopia: Kopia, framsteg: Rapportera) -> None:
    """Raises Databasfel "skadad" unless every table holds what the backup says of it."""
    finns = set(anslutning.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    for n, (namn, t) in enumerate(kopia.tabeller.items()):
        framsteg(Framsteg(n, len(kopia.tabeller), "Prövar kontrollsummor"))
        if namn not in finns or _summa(anslutning, namn, t.kolumner, t.nycklar) != t:
            raise Databasfel("skadad", SKADAD)


def _har_beskrivning(anslutning: Connection) -> bool:
    q = text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :namn")
    return bool(anslutning.execute(q, {"namn": BESKRIVNING}).scalar_one())


def _las_beskrivning(anslutning: Connection) -> Kopia:
    try:
        d = json.loads(anslutning.exec_driver_sql(f"SELECT innehall FROM {BESKRIVNING}").scalar_one())  # noqa: S608
        return Kopia(
            d["version"],
            d["slag"],
            datetime.fromisoformat(d["tagen"]),
            {
                namn: Tabellsumma(tuple(t["kolumner"]), tuple(t["nycklar"]), t["antal"], t["sha256"])
                for namn, t in d["tabeller"].items()
            },
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Databasfel("skadad", SKADAD) from None
