"""The file of a package: made, tried and opened. Every way it can be wrong has a sentence of its own."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...fel import Databasfel
from ...models import Bas, Installning
from ...models.drivrutinsfel import Databasbugg
from ...models.motor import Adress, Databas, oppna_motor
from ...models.schema import SCHEMA_VERSION, databasens_version
from ..arbetsenhet import lasning, lugna_fel, transaktion
from ..databas import blivande
from ..typer import Aktor
from .typer import Paketinfo

PAKET, STANGT = "paket", "paket.stangt"
"""Settings of a package: what it is (JSON), and the moment from which nothing more is decided in it."""

_SIDA = 4096
_FORE = "kundvalsdesk-paket:"
"""Stands before the phrase: SQLCipher then always derives the key, also from a phrase that looks like a raw key,
and no package opens as an ordinary database."""

INTE_PAKET = "Filen är inte ett offlinepaket från Kundvalsdesk. Välj filen som du sparade när du tog ut paketet."
_FEL = {
    "nyckel_fel": ("fras_fel", "Lösenfrasen stämmer inte till paketet. Prova igen. (Är den rätt är filen skadad.)"),
    "okrypterad": ("inte_paket", INTE_PAKET),
    "inte_databas": ("inte_paket", INTE_PAKET),
    "tom": ("inte_paket", INTE_PAKET),
    "ingen_ratt": ("ingen_ratt", "Du har inte rätt att läsa paketets fil."),
    "oppna": ("oppna", "Paketets fil kan inte läsas just nu."),
}
SKADAT = (
    "Paketet är skadat eller har ändrats av något annat än Kundvalsdesk, så det används inte. Ingenting har ändrats. "
    "Finns en kopia av filen, prova den; annars tar du ut ett nytt paket."
)


def adress_for(fil: Path) -> Adress:
    try:
        return Adress("sqlite", "sqlite://", fil.expanduser().resolve())
    except (OSError, RuntimeError, ValueError):
        raise Databasfel("adress", "Platsen för paketet är inte en sökväg som går att använda.") from None


def _nyckel(fras: str) -> str:
    """The same phrase however the letters of it were composed by the keyboard."""
    return _FORE + unicodedata.normalize("NFC", fras)


@contextmanager
def blivande_paket(fil: Path, fras: str) -> Iterator[Databas]:
    """A new package, open to be filled; the file has its name only when it is complete."""
    try:
        with blivande(adress_for(fil), _nyckel(fras), ensam=True) as databas:
            yield databas
    except Databasfel as fel:
        if fel.kod == "finns":
            raise Databasfel(
                "finns", f"Filen {fil.name} finns redan och har inte ändrats. Välj ett annat namn."
            ) from None
        if fel.kod == "mapp":
            raise Databasfel("mapp", "Mappen kan inte användas för paketet. Välj en annan plats.") from None
        if fel.kod in ("full", "lasfel"):
            raise Databasfel(
                fel.kod,
                "Paketet fick inte plats eller kunde inte skrivas. Inget paket är uttaget. Välj en annan plats.",
            ) from None
        raise


@contextmanager
def oppnat(fil: Path, fras: str) -> Iterator[tuple[Databas, Paketinfo]]:
    databas, info = oppna_paket(fil, fras)
    try:
        yield databas, info
    finally:
        databas.stang()


def oppna_paket(fil: Path, fras: str) -> tuple[Databas, Paketinfo]:
    """Opens a package and reads what it is. Raises Databasfel: saknas, inte_paket, fras_fel, skadat, nyare …"""
    prova_filen(fil)
    adress = adress_for(fil)
    try:
        databas = oppna_motor(adress, _nyckel(fras), ensam=True)
    except Databasfel as fel:
        raise _som_paketfel(fel) from None
    try:
        _prova_innehallet(databas)
        with transaktion(databas) as session:
            return databas, las_info(session, adress)
    except Databasfel as fel:
        databas.stang()
        raise _som_paketfel(fel) from None
    except BaseException:
        databas.stang()
        raise


def _som_paketfel(fel: Databasfel) -> Databasfel:
    if fel.kod == "skadad":
        return Databasfel("skadat", SKADAT)
    return Databasfel(*_FEL[fel.kod]) if fel.kod in _FEL else fel


def prova_filen(fil: Path) -> None:
    """What can be said without the phrase: a package is whole pages of what looks like noise. Raises Databasfel."""
    try:
        if not fil.exists():
            raise Databasfel("saknas", f"Filen {fil.name} finns inte.")
        if not fil.is_file():
            raise Databasfel("inte_paket", INTE_PAKET)
        storlek = fil.stat().st_size
    except PermissionError:
        raise Databasfel(*_FEL["ingen_ratt"]) from None
    except OSError:
        raise Databasfel(*_FEL["oppna"]) from None
    if storlek < 2 * _SIDA or storlek % _SIDA:
        raise Databasfel("inte_paket", INTE_PAKET)


@contextmanager
def trott_pa_sitt_ord() -> Iterator[None]:
    """What the rows of a package say is read: what is not of the kind that was written there is damage, not a bug."""
    try:
        yield
    except (Databasbugg, RecursionError, TypeError, ValueError):
        raise Databasfel("skadat", SKADAT) from None


def _prova_innehallet(databas: Databas) -> None:
    """Every page is checked against its own signature before anything in it is believed."""
    with lasning(databas) as anslutning:
        if anslutning.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
            raise Databasfel("skadat", SKADAT)
        version = databasens_version(anslutning)
        tabeller = set(anslutning.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if version is None:
        raise Databasfel("inte_paket", INTE_PAKET)
    if version > SCHEMA_VERSION:
        raise Databasfel(
            "nyare",
            "Paketet är uttaget med en nyare version av kundvalsdesk än den här. Installera den, och öppna paketet "
            "igen. Paketet har inte ändrats.",
        )
    if version < SCHEMA_VERSION:  # a package stays valid however old it grows
        from ...models.migrera import migrera

        with trott_pa_sitt_ord(), lugna_fel():
            migrera(databas)
    elif not tabeller.issuperset(Bas.metadata.tables):
        raise Databasfel("skadat", SKADAT)


def las_info(session: Session, adress: Adress) -> Paketinfo:
    rader = {r.nyckel: r.varde for r in session.execute(select(Installning.nyckel, Installning.varde))}
    try:
        d: dict[str, Any] = json.loads(rader[PAKET])
        a = d["aktor"]
        texter = (d["id"], d["databas"], d["handlaggare"], d["namn"], a["anvandare"], a["namn"], *a["roller"])
        if not (
            all(isinstance(t, str) for t in texter)
            and ar_uuid(d["id"])
            and all(type(n) is int for n in (d["handlaggare_id"], d["antal"], *d.get("besok", ())))
        ):
            raise ValueError
        return Paketinfo(
            paket_id=d["id"],
            databas=d["databas"],
            handlaggare=d["handlaggare"],
            namn=d["namn"],
            uttaget=datetime.fromisoformat(d["uttaget"]),
            skrivet=datetime.fromisoformat(d["skrivet"]),
            aktor=Aktor(a["anvandare"], a["namn"], frozenset(a["roller"]), d["handlaggare_id"]),
            antal=d["antal"],
            fil=adress.fil or Path(),
            stangt=STANGT in rader,
            besok=tuple(d.get("besok", ())),
        )
    except (KeyError, RecursionError, TypeError, ValueError):
        raise Databasfel("inte_paket", INTE_PAKET) from None


def har_texter(data: Any) -> bool:
    """Whether what a file says was typed is JSON with texts by field."""
    try:
        varden = json.loads(data)
    except (TypeError, ValueError):
        return False
    return isinstance(varden, dict) and all(isinstance(v, str) for v in varden.values())


def ar_uuid(text: object) -> bool:
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False


def skriv_info(session: Session, info: Paketinfo) -> None:
    d: dict[str, Any] = {
        "id": info.paket_id,
        "databas": info.databas,
        "handlaggare": info.handlaggare,
        "handlaggare_id": info.aktor.handlaggare_id,
        "namn": info.namn,
        "uttaget": info.uttaget.isoformat(),
        "skrivet": info.skrivet.isoformat(),
        "aktor": {"anvandare": info.aktor.anvandare, "namn": info.aktor.namn, "roller": sorted(info.aktor.roller)},
        "antal": info.antal,
    }
    if info.besok:  # a package of reports says what it always has
        d["besok"] = list(info.besok)
    session.add(Installning(nyckel=PAKET, varde=json.dumps(d, ensure_ascii=False)))
