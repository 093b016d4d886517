"""Backup and restore on both engines and across: every row comes back, and what is not whole is never believed."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTNYCKEL
from db.varld import AGARE, Varld
from sqlalchemy import insert, select, text

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models import Dokument, Insats, Installning, Kund
from kundvalsdesk.models.motor import Adress, Databas, oppna_motor, tolka_adress
from kundvalsdesk.models.schema import SCHEMA_VERSION
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import databas as databasvard
from kundvalsdesk.services import kopiefil, radkopiering, sakerhetskopia
from kundvalsdesk.services.arbetsenhet import lasning, transaktion
from kundvalsdesk.services.radkopiering import jamfor, tabeller
from kundvalsdesk.services.sakerhetskopia import aterstall, sakerhetskopiera
from kundvalsdesk.services.typer import Aktor, Framsteg

DAG = date(2024, 9, 11)
KOPIANS = "6b" * 32
BLAD = {
    "insatser": [
        {"insats": "2024-1", "kund": "K0001", "kod": "AMI2", "beslut": "2024-09-02"},
        {"insats": "2024-2", "kund": "K0002", "kod": "AMI2", "beslut": "2024-09-02"},
    ]
}  # fmt: skip


def _tyst(_: Framsteg) -> None:
    return None


def fyll(databas: Databas, regelverk: Regelverkssamling) -> None:
    """A little of all that could be lost on the way: files, empty texts, letters, keys that sort differently."""
    Varld(databas, regelverk, BLAD)
    with transaktion(databas, skriv=True) as s:
        insats = s.scalars(select(Insats.id)).first()
        for n in (1, 2):
            s.add(
                Dokument(
                    insats_id=insats, typ="slutrapport", nummer=f"SR-{n}", utfardat=DAG, utfardat_av="Å \U0001f600",
                    underlag="{}", innehall=bytes(range(256)) * 40 * n, sha256="0" * 64,
                    ersatter_id=None if n == 1 else 1,
                )
            )  # fmt: skip
            s.flush()
        for nyckel in ("a", "B", "ö", "Z-a", "za", "_"):
            s.add(Installning(nyckel=nyckel, varde=""))


def _kopia(databas: Databas, regelverk: Regelverkssamling, fil: Path, **mer: Any) -> Any:
    return sakerhetskopiera(databas, AGARE, regelverk, DAG, fil, KOPIANS, **mer)


def _lika(ena: Databas, andra: Databas) -> str | None:
    with lasning(ena) as a, lasning(andra) as b:
        return jamfor(a, b, _tyst)


def _rester(mapp: Path) -> list[str]:
    return sorted(f.name for f in mapp.iterdir())


@pytest.fixture
def mapp(tmp_path: Path) -> Path:
    ut = tmp_path / "kopior"
    ut.mkdir()
    return ut


@pytest.fixture
def full(databas: Databas, regelverk: Regelverkssamling) -> Databas:
    fyll(databas, regelverk)
    return databas


@pytest.fixture
def kopia(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling, mapp: Path) -> Path:
    """A backup of a local database."""
    databas = ny_databas("sqlite")
    fyll(databas, regelverk)
    _kopia(databas, regelverk, mapp / "kopia.db")
    return mapp / "kopia.db"


def test_there_and_back_across_engines_every_row_is_equal(
    full: Databas, regelverk: Regelverkssamling, ny_databas: Callable[[str], Databas], mapp: Path
) -> None:
    """The engine → a backup → the other one → a backup → the first one again."""
    en = _kopia(full, regelverk, mapp / "en.db")
    assert b"Dragana" not in (mapp / "en.db").read_bytes()
    assert (mapp / "en.db").stat().st_mode & 0o077 == 0
    assert _rester(mapp) == ["en.db"]
    annan = ny_databas("postgresql" if full.lokal else "sqlite")
    if annan.lokal:
        assert annan.adress.fil is not None
        annan.stang()
        annan.adress.fil.unlink()
    aterstall(annan.adress, mapp / "en.db", KOPIANS, TESTNYCKEL)
    assert _lika(full, annan) is None
    with transaktion(annan, skriv=True) as s:  # found by search, and the next row gets a number of its own
        assert s.scalar(text("SELECT count(*) FROM sokord_arende")) == 2
        s.execute(insert(Kund).values(nyckel="K9", version=1))
        s.rollback()
    tva = _kopia(annan, regelverk, mapp / "tva.db")
    tillbaka = tolka_adress(str(mapp / "tillbaka.db")) if full.lokal else ny_databas("postgresql").adress
    aterstall(tillbaka, mapp / "tva.db", KOPIANS, TESTNYCKEL)
    db = oppna_motor(tillbaka, TESTNYCKEL if full.lokal else None)
    try:
        assert _lika(annan, db) is None
    finally:
        db.stang()
    skilda = {n for n in en.tabeller if en.tabeller[n] != tva.tabeller[n]}
    assert "handling" in skilda  # that the second backup was taken
    assert skilda <= {"handling", "logg", "loggslut"}
    assert (tva.slag, tva.version) == (annan.adress.slag, SCHEMA_VERSION)


def test_a_backup_is_one_moment_though_others_go_on_saving(
    full: Databas, regelverk: Regelverkssamling, mapp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sakerhetskopia, "_SIDOR", 20)
    sparade = 0

    def framsteg(_: Framsteg) -> None:
        nonlocal sparade
        sparade += 1
        with full.engine.begin() as annan:
            annan.execute(text("INSERT INTO installning (nyckel, varde) VALUES (:n, '')"), {"n": f"under{sparade}"})

    _kopia(full, regelverk, mapp / "kopia.db", framsteg=framsteg)
    assert sparade > 3
    ny = tolka_adress(str(mapp / "ny.db"))
    aterstall(ny, mapp / "kopia.db", KOPIANS, TESTNYCKEL)
    db = oppna_motor(ny, TESTNYCKEL)
    with lasning(db) as anslutning:
        nycklar = anslutning.execute(select(Installning.nyckel)).scalars().all()
    db.stang()
    assert not [n for n in nycklar if n.startswith("under")]


def test_what_triggers_would_refuse_or_change_is_copied_as_it_is(
    full: Databas, regelverk: Regelverkssamling, ny_databas: Callable[[str], Databas], ny_postgres: Any, mapp: Path
) -> None:
    _kopia(full, regelverk, mapp / "kopia.db")
    kalla = databasvard.oppna(tolka_adress(str(mapp / "kopia.db")), KOPIANS)
    if full.lokal:
        mal = ny_databas("sqlite")
        satser = [
            "CREATE TRIGGER vakt BEFORE INSERT ON handling BEGIN SELECT RAISE(ABORT, 'nej'); END",
        ]
    else:
        url = tolka_adress(ny_postgres())
        databasvard.skapa(url).stang()
        mal = oppna_motor(url, None)
        satser = [
            "CREATE FUNCTION nej() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'nej'; END $$",
            "CREATE TRIGGER vakt BEFORE INSERT ON handling FOR EACH ROW EXECUTE FUNCTION nej()",
        ]
    try:
        with mal.engine.begin() as till:
            for sats in satser:
                till.exec_driver_sql(sats)
        with lasning(kalla) as fran, mal.engine.begin() as till:
            radkopiering.kopiera(fran, till, _tyst)
        assert _lika(kalla, mal) is None
        with pytest.raises(Exception, match="nej"), mal.engine.begin() as till:
            till.exec_driver_sql(
                "INSERT INTO handling (id, tid, anvandare, roll, namn, andring)"
                " VALUES ('x', '2024-01-01 00:00:00', '', '', '', '')"
            )
    finally:
        kalla.stang()
        mal.stang()


class Avbrott(Exception):
    pass


def _stopp_vid(vad: str) -> Callable[[Framsteg], None]:
    def framsteg(f: Framsteg) -> None:
        if f.vad.startswith(vad):
            raise Avbrott

    return framsteg


@pytest.mark.parametrize("vid", ["Kopierar", "Räknar", "Jämför"])
def test_a_backup_that_is_stopped_leaves_nothing(
    full: Databas, regelverk: Regelverkssamling, mapp: Path, vid: str
) -> None:
    with pytest.raises(Avbrott):
        _kopia(full, regelverk, mapp / "kopia.db", framsteg=_stopp_vid(vid))
    assert _rester(mapp) == []


@pytest.mark.parametrize("vid", ["Prövar", "Kopierar", "Jämför"])
def test_a_restore_that_is_stopped_leaves_nothing(kopia: Path, tom_adress: Adress, vid: str) -> None:
    if tom_adress.fil is not None and vid == "Jämför":
        vid = "Prövar kontrollsummor"
    with pytest.raises(Avbrott):
        aterstall(tom_adress, kopia, KOPIANS, TESTNYCKEL, _stopp_vid(vid))
    if tom_adress.fil is not None:
        assert _rester(tom_adress.fil.parent) == [
            "kopior",
            *[n for n in _rester(tom_adress.fil.parent) if "prov" in n],
        ]
    else:
        db = oppna_motor(tom_adress, None)
        with lasning(db) as anslutning:
            assert anslutning.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar() == 0
        db.stang()


def _dor_vid(vad: str, gor: Callable[[Callable[[Framsteg], None]], object]) -> None:
    """In a process of its own, which is killed as hard as can be when it says that it does this."""

    def framsteg(f: Framsteg) -> None:
        if f.vad.startswith(vad):
            os.kill(os.getpid(), signal.SIGKILL)

    barn = multiprocessing.get_context("fork").Process(target=gor, args=(framsteg,))
    barn.start()
    barn.join(30)
    assert barn.exitcode == -signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="killed by a signal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_killed_in_the_middle_nothing_half_done_has_a_name(
    full: Databas, regelverk: Regelverkssamling, mapp: Path, ny_postgres: Any
) -> None:
    full.stang()

    def kopiera(framsteg: Callable[[Framsteg], None]) -> None:
        db = oppna_motor(full.adress, TESTNYCKEL if full.lokal else None)
        _kopia(db, regelverk, mapp / "kopia.db", framsteg=framsteg)

    _dor_vid("Jämför", kopiera)
    assert not (mapp / "kopia.db").exists()
    _kopia(full, regelverk, mapp / "kopia.db")
    full.stang()
    mal = tolka_adress(str(mapp / "mal.db") if full.lokal else ny_postgres())
    _dor_vid(
        "Prövar kontrollsummor" if full.lokal else "Jämför",
        lambda framsteg: aterstall(mal, mapp / "kopia.db", KOPIANS, TESTNYCKEL, framsteg),
    )
    assert mal.fil is None or not mal.fil.exists()
    aterstall(mal, mapp / "kopia.db", KOPIANS, TESTNYCKEL)  # which demands that nothing is there
    databasvard.oppna(mal, TESTNYCKEL).stang()


def test_what_exists_is_refused_and_left(full: Databas, regelverk: Regelverkssamling, kopia: Path) -> None:
    fore = kopia.read_bytes()
    with pytest.raises(Databasfel, match="Välj ett annat namn") as fel:
        _kopia(full, regelverk, kopia)
    assert fel.value.kod == "finns"
    assert kopia.read_bytes() == fore
    with pytest.raises(Databasfel, match="Den har inte ändrats") as fel:
        aterstall(full.adress, kopia, KOPIANS, TESTNYCKEL)
    assert fel.value.kod == "finns"
    assert databasvard.status(full.adress, TESTNYCKEL)["version"] == SCHEMA_VERSION


def test_one_byte_changed_anywhere_is_found(kopia: Path, tmp_path: Path) -> None:
    byte = bytearray(kopia.read_bytes())
    mal = tolka_adress(str(tmp_path / "mal.db"))
    for var in range(3, len(byte), len(byte) // 23):
        andrad = tmp_path / "andrad.db"
        byte[var] ^= 1
        andrad.write_bytes(byte)
        byte[var] ^= 1
        with pytest.raises(Databasfel) as fel:
            aterstall(mal, andrad, KOPIANS, TESTNYCKEL)
        assert fel.value.kod in ("skadad", "nyckel_fel"), var
    for langd in (len(byte) - 4096, len(byte) - 1, 100):
        andrad.write_bytes(byte[:langd])
        with pytest.raises(Databasfel):
            aterstall(mal, andrad, KOPIANS, TESTNYCKEL)
    andrad.write_bytes(byte + bytes(4096))
    with pytest.raises(Databasfel):
        aterstall(mal, andrad, KOPIANS, TESTNYCKEL)
    assert mal.fil is not None
    assert not mal.fil.exists()


def _i_kopian(fil: Path, sats: str) -> None:
    db = oppna_motor(Adress("sqlite", "sqlite://", fil), KOPIANS, ensam=True)
    with db.engine.begin() as anslutning:
        for en in sats.split("; "):
            anslutning.exec_driver_sql(en)
    db.stang()


@pytest.mark.parametrize(
    ("sats", "kod"),
    [
        ("UPDATE kundidentitet SET efternamn = 'Annan' WHERE kund_id = 1", "skadad"),
        ("DROP TRIGGER kvd_vakt_logg_delete; DELETE FROM logg WHERE id = 1", "skadad"),
        ("UPDATE installning SET varde = x'' WHERE nyckel = 'a'", "skadad"),  # an empty file is no empty text
        ("UPDATE sakerhetskopia SET innehall = '{}'", "skadad"),
        ("DROP TABLE notis", "skadad"),
        ("DROP TABLE sakerhetskopia", "inte_kopia"),
        ("UPDATE schemaversion SET version_num = '9999'", "nyare"),
    ],
)
def test_what_has_been_changed_with_the_key_is_found_too(
    kopia: Path, tom_adress: Adress, sats: str, kod: str
) -> None:  # fmt: skip
    _i_kopian(kopia, sats)
    with pytest.raises(Databasfel, match="Ingenting har ändrats") as fel:
        aterstall(tom_adress, kopia, KOPIANS, TESTNYCKEL)
    assert fel.value.kod == kod


def test_wrong_key_and_what_is_no_backup_are_told_in_one_sentence(kopia: Path, tmp_path: Path) -> None:
    mal = tolka_adress(str(tmp_path / "mal.db"))
    skrap = tmp_path / "skrap.txt"
    skrap.write_text("Dragana " * 2000, encoding="utf-8")
    for fil, nyckel, kod in (
        (kopia, "fel fras", "nyckel_fel"),
        (kopia, TESTNYCKEL, "nyckel_fel"),
        (skrap, KOPIANS, "nyckel_fel"),
        (tmp_path, KOPIANS, "inte_kopia"),
        (tmp_path / "ingen.db", KOPIANS, "saknas"),
    ):
        with pytest.raises(Databasfel) as fel:
            aterstall(mal, fil, nyckel, TESTNYCKEL)
        assert fel.value.kod == kod
        assert "\n" not in fel.value.mening
    assert mal.fil is not None
    assert not mal.fil.exists()


def test_only_who_cares_for_the_database_takes_a_backup(
    full: Databas, regelverk: Regelverkssamling, mapp: Path
) -> None:
    with pytest.raises(Nekad, match="systemspecialist"):
        sakerhetskopiera(
            full, Aktor("anlu", "Anna", frozenset({"karriarvagledare"})), regelverk, DAG, mapp / "k.db", KOPIANS
        )
    assert _rester(mapp) == []


def test_a_full_disk_is_told_and_leaves_nothing(
    full: Databas, regelverk: Regelverkssamling, mapp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file may not grow beyond a few pages."""
    riktig = sakerhetskopia.blivande

    def trang(adress: Adress, *arg: Any, **val: Any) -> Any:
        from contextlib import contextmanager

        @contextmanager
        def liten() -> Any:
            with riktig(adress, *arg, **val) as mal:
                from sqlalchemy import event

                @event.listens_for(mal.engine, "connect")
                def _(anslutning: Any, _post: Any) -> None:
                    anslutning.execute("PRAGMA max_page_count = 40")

                mal.stang()
                yield mal

        return liten()

    monkeypatch.setattr(sakerhetskopia, "blivande", trang)
    with pytest.raises(Databasfel, match="fick inte plats") as fel:
        _kopia(full, regelverk, mapp / "kopia.db")
    assert fel.value.kod == "full"
    assert _rester(mapp) == []


def test_an_older_backup_is_brought_to_this_version(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling, mapp: Path, tom_adress: Adress
) -> None:
    """Taken by a program that knew no logotypes: its sums are of the columns there were."""
    from kundvalsdesk.models.migrera import migrera

    gammal = tolka_adress(str(mapp / "gammal.db"))
    with databasvard.blivande(gammal, TESTNYCKEL, tom=True) as db:
        migrera(db, "0007")
        with db.engine.begin() as anslutning:
            for sats in (
                "INSERT INTO handlaggare (id, anvandare, namn, roll, version) VALUES (1, 'a', 'A', '', 1)",
                "INSERT INTO kund (id, nyckel, kundansvarig_id, version) VALUES (7, 'K7', 1, 1)",
                "INSERT INTO insats (id, nyckel, kund_id, kod, kundval, historik, orsak_dold, version)"
                " VALUES (3, 'I3', 7, 'AMI2', 'AMI', 0, 0, 1)",
                "INSERT INTO dokument (id, insats_id, typ, nummer, utfardat, utfardat_av, underlag, innehall, sha256)"
                " VALUES (1, 3, 'slutrapport', 'SR-1', '2024-09-11', 'A', '{}', x'00ff', '')",
            ):
                anslutning.exec_driver_sql(sats)
    _som_da(gammal, mapp / "kopia.db")
    svar = aterstall(tom_adress, mapp / "kopia.db", KOPIANS, TESTNYCKEL)
    assert svar.version == "0007"
    laget = databasvard.status(tom_adress, TESTNYCKEL)
    assert laget["version"] == SCHEMA_VERSION
    assert isinstance(laget["antal"], dict)
    assert {n for n, antal in laget["antal"].items() if antal} == {"handlaggare", "kund", "insats", "dokument"}
    db = databasvard.oppna(tom_adress, TESTNYCKEL)
    with transaktion(db) as s:
        d = s.scalars(select(Dokument)).one()
        assert (d.innehall, len(d.underlag_sha256 or "")) == (b"\x00\xff", 64)
        assert s.scalar(text("SELECT count(*) FROM sokord_arende")) == 1
    db.stang()


def _som_da(gammal: Adress, fil: Path) -> None:
    """The backup that the older program would have written."""
    shutil.copyfile(gammal.fil or "", fil.with_name("mellan.db"))
    db = oppna_motor(tolka_adress(str(fil.with_name("mellan.db"))), TESTNYCKEL)
    with databasvard.blivande(tolka_adress(str(fil)), KOPIANS, ensam=True, tom=True) as mal:
        with lasning(db) as fran:
            sakerhetskopia._kopiera_sidor(fran, mal, _tyst)
        with mal.engine.begin() as till:
            summor = {}
            for t in tabeller():
                kolumner = tuple(till.exec_driver_sql(f"SELECT name FROM pragma_table_info('{t.name}')").scalars())
                if kolumner:
                    summor[t.name] = kopiefil._summa(till, t.name, kolumner, tuple(t.primary_key.c.keys()))
            kopiefil.skriv_beskrivning(till, kopiefil.Kopia("0007", "sqlite", datetime(2024, 9, 11), summor))
    db.stang()


def test_when_the_last_one_was_taken_is_known_and_one_that_was_stopped_is_none(
    databas: Databas, regelverk: Regelverkssamling, tmp_path: Path
) -> None:
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.sakerhetskopia import kontrollera_kopia, senast_tagen

    def nar() -> object:
        with enhet(databas, AGARE, regelverk, DAG) as e:
            return senast_tagen(e)

    def stoppa(_: object) -> None:
        raise KeyboardInterrupt

    assert nar() is None
    with pytest.raises(KeyboardInterrupt):
        sakerhetskopiera(databas, AGARE, regelverk, DAG, tmp_path / "a.db", KOPIANS, stoppa)
    assert nar() is None and not (tmp_path / "a.db").exists()
    tagen = sakerhetskopiera(databas, AGARE, regelverk, DAG, tmp_path / "a.db", KOPIANS)
    forst = nar()
    assert forst is not None and kontrollera_kopia(tmp_path / "a.db", KOPIANS) == tagen
    with pytest.raises(KeyboardInterrupt):
        sakerhetskopiera(databas, AGARE, regelverk, DAG, tmp_path / "b.db", KOPIANS, stoppa)
    assert nar() == forst
    with pytest.raises(Databasfel):
        kontrollera_kopia(tmp_path / "a.db", "7c" * 32)
