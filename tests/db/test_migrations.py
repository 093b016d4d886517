"""The migrated schema is the one that the mapped classes describe, and upgrading is safe."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from kundvalsdesk.fel import Databasfel
from kundvalsdesk.models import Bas, ratter
from kundvalsdesk.models import migrations as migrationer
from kundvalsdesk.models.migrations import versions
from kundvalsdesk.models.motor import Adress, Databas
from kundvalsdesk.models.schema import SCHEMA_VERSION
from kundvalsdesk.services import databas as tjanst


def _index(anslutning, slag: str) -> dict[str, str]:
    """Definitions of all indexes as the engine itself writes them, spaces and quotes evened out."""
    if slag == "sqlite":
        fraga = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    else:
        fraga = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    return {
        namn: re.sub(r'[\s"]+', " ", sql)
        for namn, sql in anslutning.execute(text(fraga))
        if "schemaversion" not in namn
    }


def _ar_mappad(namn: str | None, slag: str, _: object) -> bool:
    """Everything but the index of search and what FTS5 keeps it in (models.sokindex): no mapped class has those."""
    return slag != "table" or not (namn or "").startswith(("sokord_", "sokvokabular"))


def test_migrated_schema_equals_the_models(databas: Databas) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with databas.engine.begin() as anslutning:
        kontext = MigrationContext.configure(
            anslutning,
            opts={
                "version_table": "schemaversion",
                "compare_type": True,
                "compare_server_default": True,
                "include_name": _ar_mappad,
            },
        )
        assert compare_metadata(kontext, Bas.metadata) == []


def test_indexes_equal_those_of_the_models(databas: Databas) -> None:
    with databas.engine.begin() as anslutning:
        migrerade = _index(anslutning, databas.adress.slag)
        if not databas.lokal:
            ratter.slapp(anslutning)
        for tabell in reversed([t.name for t in Bas.metadata.sorted_tables]):
            anslutning.execute(text(f"DROP TABLE {tabell}"))
        Bas.metadata.create_all(anslutning)
        ur_klasserna = _index(anslutning, databas.adress.slag)
    assert any(" WHERE " in sql for sql in migrerade.values())
    assert migrerade == ur_klasserna


def test_sorting_is_bytewise_where_it_is_swedish(databas: Databas) -> None:
    with databas.engine.connect() as anslutning:
        if databas.lokal:
            assert anslutning.execute(text("SELECT 'Z' < 'a'")).scalar_one() == 1
        else:
            fraga = (
                "SELECT collation_name FROM information_schema.columns "
                "WHERE table_name = 'kundidentitet' AND column_name = 'sortnyckel'"
            )
            assert anslutning.execute(text(fraga)).scalar_one() == "C"


def test_the_constant_is_the_newest_version_and_all_are_numbered() -> None:
    moduler = [
        importlib.import_module(f"{versions.__name__}.{m.name}") for m in pkgutil.iter_modules(versions.__path__)
    ]
    nummer = sorted(m.revision for m in moduler)
    assert nummer == [f"{n:04d}" for n in range(1, len(nummer) + 1)]
    assert nummer[-1] == SCHEMA_VERSION
    assert (Path(migrationer.__path__[0]) / "env.py").is_file()


def test_create_status_and_open(tom_adress: Adress) -> None:
    tjanst.skapa(tom_adress).stang()
    tjanst.oppna(tom_adress).stang()
    laget = tjanst.status(tom_adress)
    assert laget["version"] == laget["programmets_version"] == SCHEMA_VERSION
    antal = laget["antal"]
    assert isinstance(antal, dict)
    assert set(antal) == set(Bas.metadata.tables)
    assert set(antal.values()) == {0}


def test_an_existing_database_is_not_created_again(tom_adress: Adress) -> None:
    databas = tjanst.skapa(tom_adress)
    with databas.engine.begin() as anslutning:
        anslutning.execute(text("INSERT INTO installning (nyckel, varde) VALUES ('enhet', 'Norr')"))
    databas.stang()
    with pytest.raises(Databasfel) as fel:
        tjanst.skapa(tom_adress)
    assert fel.value.kod == "finns"
    assert "har inte ändrats" in fel.value.mening
    antal = tjanst.status(tom_adress)["antal"]
    assert isinstance(antal, dict)
    assert antal["installning"] == 1


def test_a_missing_file_says_how_to_create_it(tmp_path: Path) -> None:
    from kundvalsdesk.models.motor import tolka_adress

    for gor in (tjanst.oppna, tjanst.status, tjanst.uppgradera):
        with pytest.raises(Databasfel, match="kundvalsdesk databas skapa") as fel:
            gor(tolka_adress(str(tmp_path / "ingen.db")))
        assert fel.value.kod == "saknas"
    assert list(tmp_path.iterdir()) == []


def test_a_creation_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kundvalsdesk.models import migrera
    from kundvalsdesk.models.motor import tolka_adress

    def fallerar(*_: object) -> None:
        raise Databasfel("full", "Disken är full.")

    monkeypatch.setattr(migrera, "_kor", fallerar)
    with pytest.raises(Databasfel, match="full"):
        tjanst.skapa(tolka_adress(str(tmp_path / "ny.db")))
    assert list(tmp_path.iterdir()) == []


def _satt_version(databas: Databas, version: str) -> None:
    with databas.engine.begin() as anslutning:
        anslutning.execute(text("UPDATE schemaversion SET version_num = :v"), {"v": version})


def test_a_newer_database_is_refused(databas: Databas) -> None:
    _satt_version(databas, "9999")
    for gor in (tjanst.oppna, tjanst.uppgradera):
        with pytest.raises(Databasfel, match="Installera en nyare version") as fel:
            gor(databas.adress)
        assert fel.value.kod == "nyare"
    assert tjanst.status(databas.adress)["version"] == "9999"


def test_an_older_database_says_how_to_upgrade(databas: Databas) -> None:
    _satt_version(databas, "0000")
    with pytest.raises(Databasfel, match="kundvalsdesk databas uppgradera") as fel:
        tjanst.oppna(databas.adress)
    assert fel.value.kod == "aldre"


def test_a_database_without_our_schema_is_no_database_of_ours(ny_postgres, tmp_path: Path) -> None:
    from kundvalsdesk.models.motor import tolka_adress

    tom_fil = tmp_path / "tom.db"
    tom_fil.touch()
    for adress in (tolka_adress(str(tom_fil)), tolka_adress(ny_postgres())):
        with pytest.raises(Databasfel) as fel:
            tjanst.oppna(adress)
        assert fel.value.kod == "tom"


def test_an_upgrade_copies_the_file_first_and_keeps_every_row(
    databas: Databas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table is rebuilt with rows that point to it: on SQLite this is where rows get lost."""
    from kundvalsdesk.models import migrera

    with databas.engine.begin() as anslutning:
        for sats in (
            "INSERT INTO handlaggare (id, anvandare, namn, roll, version) VALUES (1, 'a', 'A', 'arbetsledare', 1)",
            "INSERT INTO kund (id, nyckel, kundansvarig_id, version) VALUES (1, 'K1', 1, 1)",
            "INSERT INTO kundidentitet (kund_id, sortnyckel, soktext, version) VALUES (1, '', '', 1)",
        ):
            anslutning.execute(text(sats))
    _satt_version(databas, "0000")

    def bygg_om(anslutning, till: str) -> None:
        from alembic.migration import MigrationContext
        from alembic.operations import Operations

        steg = Operations(MigrationContext.configure(anslutning))
        lage = "always" if databas.lokal else "auto"
        import sqlalchemy as sa

        with steg.batch_alter_table("kund", recreate=lage) as tabell:
            tabell.add_column(sa.Column("prov", sa.Integer()))
        anslutning.execute(text("UPDATE schemaversion SET version_num = :v"), {"v": till})

    monkeypatch.setattr(migrera, "_kor", bygg_om)
    gjort = tjanst.uppgradera(databas.adress)
    assert (gjort.fran, gjort.till) == ("0000", SCHEMA_VERSION)
    antal = tjanst.status(databas.adress)["antal"]
    assert isinstance(antal, dict)
    assert (antal["kund"], antal["kundidentitet"]) == (1, 1)
    if databas.lokal:
        from kundvalsdesk.models.motor import tolka_adress

        assert gjort.kopia is not None
        assert gjort.kopia.read_bytes()[:15] != b"SQLite format 3"
        assert tjanst.status(tolka_adress(str(gjort.kopia)))["version"] == "0000"
    else:
        assert gjort.kopia is None


def test_an_upgrade_that_breaks_a_reference_is_undone(ny_databas, monkeypatch: pytest.MonkeyPatch) -> None:
    from kundvalsdesk.models import migrera

    databas = ny_databas("sqlite")
    _satt_version(databas, "0000")

    def bryt(anslutning, till: str) -> None:
        anslutning.execute(text("INSERT INTO kund (id, nyckel, kundansvarig_id, version) VALUES (1, 'K1', 77, 1)"))
        anslutning.execute(text("UPDATE schemaversion SET version_num = :v"), {"v": till})

    monkeypatch.setattr(migrera, "_kor", bryt)
    with pytest.raises(Databasfel, match="Inget har ändrats"):
        tjanst.uppgradera(databas.adress)
    laget = tjanst.status(databas.adress)
    assert laget["version"] == "0000"
    assert isinstance(laget["antal"], dict)
    assert laget["antal"]["kund"] == 0


def test_an_upgrade_with_nothing_to_do_copies_nothing(databas: Databas) -> None:
    gjort = tjanst.uppgradera(databas.adress)
    assert (gjort.fran, gjort.till, gjort.kopia) == (SCHEMA_VERSION, SCHEMA_VERSION, None)
