"""A database that people work in is upgraded: with all its rows, by one at a time, and the desks notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from threading import Thread
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from db.varld import AGARE, vantar_pa_las
from sqlalchemy import text

from kundvalsdesk.fel import Databasfel
from kundvalsdesk.models import Bas, motor
from kundvalsdesk.models.migrera import _LAS, migrera
from kundvalsdesk.models.motor import Adress, Databas, oppna_motor, tolka_adress
from kundvalsdesk.models.schema import SCHEMA_VERSION
from kundvalsdesk.rules.rapporttyper import Innehall
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import databas as tjanst
from kundvalsdesk.services.arbetsenhet import enhet

NYCKEL = "5a" * 32
DAG = date(2026, 11, 18)
VERSIONER = [f"{n:04d}" for n in range(1, int(SCHEMA_VERSION) + 1)]
OMRAKNAS = {"kedja", "kanon"}
"""Columns that a migration may compute anew."""
FOLJER = {"frist", "sokord", "loggslut", "schemaversion"}
"""Tables whose rows follow from others."""


def _tabeller(anslutning: sa.Connection) -> list[sa.Table]:
    md = sa.MetaData()
    md.reflect(anslutning, only=lambda namn, _: not namn.startswith(("sokord_", "sokvokabular")))
    return [t for t in md.sorted_tables if t.name not in FOLJER]


def _varde(k: sa.Column[Any], nr: int) -> object:
    if k.foreign_keys and not isinstance(k.type, sa.String):
        return nr
    if isinstance(k.type, sa.Boolean):
        return nr % 2 == 0
    if isinstance(k.type, sa.Integer):
        return nr * 10 if (k.table.name, k.name) == ("logg", "id") else nr  # an upgrade itself adds rows to the log
    if isinstance(k.type, sa.DateTime):
        return datetime(2026, 1, 2, 3, 4, nr)
    if isinstance(k.type, sa.Date):
        return date(2026, 1, nr)
    if isinstance(k.type, sa.LargeBinary):
        return bytes([nr, 0, 255])
    if k.name == "lage":
        return "preliminar"[: k.type.length or 40]  # what is final takes no more rows
    if k.name == "innehall":
        return Innehall("Rapport", (), (), (), ()).till_json()
    if isinstance(k.type, sa.Numeric):
        return nr
    return f"{nr}å"[: k.type.length or 40] if isinstance(k.type, sa.String) else str(nr)


def _fyll(anslutning: sa.Connection, nr: int) -> None:
    """One row in every table, with something in every column."""
    for t in _tabeller(anslutning):
        anslutning.execute(t.insert().values({k.name: _varde(k, nr) for k in t.columns}))


def _rader(anslutning: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        t.name: [dict(r) for r in anslutning.execute(t.select().order_by(*t.primary_key.columns)).mappings()]
        for t in _tabeller(anslutning)
    }


def _ar_kvar(fore: dict[str, Any], efter: list[dict[str, Any]]) -> bool:
    return any(all(rad[k] == v for k, v in fore.items() if k in rad and k not in OMRAKNAS) for rad in efter)


def test_every_step_forward_keeps_the_rows_of_every_table_that_there_was(tom_adress: Adress) -> None:
    """At each version a row is put into each of its tables, and all that came before must still be there after."""
    if tom_adress.fil is not None:
        tom_adress.fil.touch()
    db = oppna_motor(tom_adress, NYCKEL, skapa=True)
    fore: dict[str, list[dict[str, Any]]] = {}
    try:
        for nr, version in enumerate(VERSIONER, 1):
            migrera(db, version)
            with db.engine.begin() as anslutning:
                efter = _rader(anslutning)
                for namn, rader in fore.items():
                    for rad in rader:
                        assert _ar_kvar(rad, efter[namn]), (version, namn)
                if version != SCHEMA_VERSION:
                    _fyll(anslutning, nr)
                    fore = _rader(anslutning)
        assert len(fore["kund"]) == len(VERSIONER) - 1
        laget = tjanst.status(tom_adress, NYCKEL)
        assert laget["version"] == SCHEMA_VERSION
        assert set(laget["antal"]) == set(Bas.metadata.tables)  # type: ignore[arg-type]
    finally:
        db.stang()


def _satt_version(db: Databas, version: str) -> None:
    with db.engine.begin() as anslutning:
        anslutning.execute(text("UPDATE schemaversion SET version_num = :v"), {"v": version})


@pytest.mark.parametrize("skriv", [False, True])
def test_a_desk_that_works_on_when_the_database_has_been_upgraded_is_told_and_writes_nothing(
    databas: Databas, regelverk: Regelverkssamling, skriv: bool
) -> None:
    _satt_version(databas, "9998")
    with pytest.raises(Databasfel, match="Stäng Kundvalsdesk och starta det igen") as fel:  # noqa: SIM117
        with enhet(databas, AGARE, regelverk, DAG, skriv=skriv) as e:
            e.anslutning.execute(text("INSERT INTO installning (nyckel, varde) VALUES ('a', 'b')"))
    assert fel.value.kod == "uppgraderad"
    assert tjanst.status(databas.adress)["antal"]["installning"] == 0  # type: ignore[index]


def test_a_list_that_was_on_its_way_when_the_tables_changed_is_no_bug(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:
    """A reading unit has its picture of the data before it waits for the upgrade, and then finds other tables."""
    databas = ny_databas("postgresql")
    ut: list[BaseException] = []

    def las() -> None:
        try:
            with enhet(databas, AGARE, regelverk, DAG) as e:
                e.anslutning.execute(text("SELECT nyckel FROM kund"))
        except BaseException as fel:  # noqa: BLE001 - it is what is asked for
            ut.append(fel)

    with enhet(databas, AGARE, regelverk, DAG, skriv=True) as e:
        e.anslutning.execute(text("LOCK TABLE schemaversion IN ACCESS EXCLUSIVE MODE"))
        e.anslutning.execute(text("UPDATE schemaversion SET version_num = '9998'"))
        e.anslutning.execute(text("ALTER TABLE kund RENAME nyckel TO annat"))
        trad = Thread(target=las)
        trad.start()
        vantar_pa_las(e)
    trad.join()
    assert isinstance(ut[0], Databasfel)
    assert ut[0].kod == "uppgraderad"


def test_two_upgraders_cannot_pass_each_other(ny_databas: Callable[[str], Databas]) -> None:
    databas = ny_databas("postgresql")
    _satt_version(databas, VERSIONER[-2])
    with databas.engine.begin() as den_forsta:
        den_forsta.execute(text("SELECT pg_advisory_xact_lock(:las)"), {"las": _LAS})
        with pytest.raises(Databasfel, match="uppgraderar databasen just nu") as fel:
            tjanst.uppgradera(databas.adress)
    assert fel.value.kod == "uppgraderas"
    svar = tjanst.status(databas.adress)
    assert svar["version"] == VERSIONER[-2] and "sakerhetskopia" not in svar  # it is not said that there is none


def test_an_upgrade_waits_for_the_work_under_way_and_gives_up_calmly(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motor, "VANTETID_S", 0.2)
    databas = ny_databas("postgresql")
    with enhet(databas, AGARE, regelverk, DAG):
        with databas.engine.connect() as anslutning:
            driver = anslutning.connection.driver_connection
            assert driver is not None
            assert driver.execute("SHOW lock_timeout").fetchone() == ("200ms",)
        with pytest.raises(Databasfel) as fel, databas.engine.begin() as anslutning:
            from kundvalsdesk.models.migrera import migrera_delad
            from kundvalsdesk.services.arbetsenhet import lugna_fel

            with lugna_fel():
                migrera_delad(anslutning)
    assert fel.value.kod == "last"


@pytest.fixture
def annan_anvandare(ny_databas: Callable[[str], Databas]) -> Iterator[tuple[Databas, Adress]]:
    """A database one version back, and its address for somebody who is only a user of it."""
    databas = ny_databas("postgresql")
    url = sa.make_url(databas.adress.url)
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True) as s:
        s.execute("CREATE ROLE prov_inte_agare LOGIN")
        s.execute("GRANT karriarvagledare TO prov_inte_agare")
        try:
            yield databas, tolka_adress(url.set(username="prov_inte_agare").render_as_string(hide_password=False))
        finally:
            s.execute("DROP OWNED BY prov_inte_agare")
            s.execute("DROP ROLE prov_inte_agare")


def test_only_the_owner_upgrades_a_shared_database(annan_anvandare: tuple[Databas, Adress]) -> None:
    databas, adress = annan_anvandare
    _satt_version(databas, VERSIONER[-2])
    for gor in (tjanst.oppna, tjanst.uppgradera):
        with pytest.raises(Databasfel, match="systemspecialisten vet") as fel:
            gor(adress)
        assert fel.value.kod == "aldre_delad"
    with pytest.raises(Databasfel, match="databas uppgradera") as fel:
        tjanst.oppna(databas.adress)
    assert fel.value.kod == "aldre"
    assert tjanst.status(databas.adress)["version"] == VERSIONER[-2]


def test_a_server_that_is_too_old_is_told_and_left_as_it_is(
    ny_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    adress = tolka_adress(ny_postgres())
    monkeypatch.setattr(tjanst, "_ALDSTA_SERVER", 99)
    with pytest.raises(Databasfel, match=r"Servern har PostgreSQL \d+\.\d+.* Det behövs 99 eller senare"):
        tjanst.skapa(adress)
    monkeypatch.undo()
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", NYCKEL)
    tjanst.skapa(adress).stang()
