"""One transaction: all or nothing, whatever the surroundings do, and never a row's content in an error."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from kundvalsdesk.fel import Databasfel, Konflikt
from kundvalsdesk.models import Handlaggare, Installning, Kund, Kundidentitet
from kundvalsdesk.models import motor as motormodul
from kundvalsdesk.models.drivrutinsfel import Databasbugg
from kundvalsdesk.models.motor import Databas, oppna_motor, tolka_adress
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, transaktion
from kundvalsdesk.services.typer import ROLLER, Aktor

from .inloggade import Inloggade

IDAG = date(2024, 9, 11)
AKTOR = Aktor("anna", "Anna", frozenset(ROLLER), agare=True)


def _rad(namn: str, varde: str = "x") -> Installning:
    return Installning(nyckel=namn, varde=varde)


def _antal(databas: Databas) -> int:
    with transaktion(databas) as session:
        return int(session.execute(select(func.count()).select_from(Installning)).scalar_one())


def _skriv(databas: Databas, regelverk):
    return enhet(databas, AKTOR, regelverk, IDAG, skriv=True)


def test_a_unit_that_writes_commits_and_one_that_reads_does_not(databas: Databas, regelverk) -> None:
    with _skriv(databas, regelverk) as e:
        e.session.add(_rad("a"))
    assert _antal(databas) == 1
    if databas.lokal:
        with enhet(databas, AKTOR, regelverk, IDAG) as e:
            e.session.add(_rad("b"))
            e.session.flush()
    else:
        with pytest.raises(Databasfel), enhet(databas, AKTOR, regelverk, IDAG) as e:
            e.session.add(_rad("b"))
            e.session.flush()
    assert _antal(databas) == 1


def test_what_the_unit_carries(databas: Databas, regelverk) -> None:
    with enhet(databas, AKTOR, regelverk, IDAG, handling_id="abc") as e:
        assert (e.aktor, e.idag, e.nu.date(), e.handling_id) == (AKTOR, IDAG, IDAG, "abc")
        assert e.lokal == databas.lokal
    with enhet(databas, AKTOR, regelverk, IDAG) as e, enhet(databas, AKTOR, regelverk, IDAG) as f:
        assert len(e.handling_id) == 36
        assert e.handling_id != f.handling_id


def test_an_exception_undoes_everything(databas: Databas, regelverk) -> None:
    with pytest.raises(ZeroDivisionError), _skriv(databas, regelverk) as e:
        e.session.add(_rad("a"))
        e.session.flush()
        raise ZeroDivisionError
    assert _antal(databas) == 0


def test_one_unit_sees_one_moment(databas: Databas, regelverk) -> None:
    fraga = select(func.count()).select_from(Installning)
    with enhet(databas, AKTOR, regelverk, IDAG) as e:
        fore = e.session.execute(fraga).scalar_one()
        with _skriv(databas, regelverk) as f:
            f.session.add(_rad("a"))
        assert e.session.execute(fraga).scalar_one() == fore == 0
    assert _antal(databas) == 1


def test_two_who_write_at_once_wait_and_then_hear_of_it(
    ny_databas, regelverk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motormodul, "VANTETID_S", 0.2)
    en = ny_databas("sqlite")
    annan = oppna_motor(en.adress, "5a" * 32)
    try:
        with _skriv(en, regelverk) as e:
            e.session.add(_rad("a"))
            e.session.flush()
            borjan = time.monotonic()
            with pytest.raises(Databasfel, match="ett annat program") as fel, _skriv(annan, regelverk) as f:
                f.session.add(_rad("b"))
            assert time.monotonic() - borjan >= 0.15
            assert fel.value.kod == "last"
            # Somebody who only reads is not in the way.
            assert _antal(annan) == 0
        assert _antal(annan) == 1
        with _skriv(annan, regelverk) as f:
            f.session.add(_rad("b"))
        assert _antal(en) == 2
    finally:
        annan.stang()


def test_a_lock_on_the_server_is_told_the_same_way(ny_databas, regelverk) -> None:
    en = ny_databas("postgresql")
    with _skriv(en, regelverk) as e:
        e.session.execute(text("LOCK TABLE installning IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(Databasfel) as fel, _skriv(en, regelverk) as f:
            f.session.execute(text("SET LOCAL lock_timeout = '50ms'"))
            f.session.add(_rad("b"))
            f.session.flush()
        assert fel.value.kod == "last"
    assert _antal(en) == 0


def test_a_full_disk_loses_nothing(ny_databas, regelverk) -> None:
    databas = ny_databas("sqlite")
    with _skriv(databas, regelverk) as e:
        e.session.add(_rad("a", "står kvar"))
    with transaktion(databas) as session:
        sidor = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {sidor + 4}"))
    with pytest.raises(Databasfel, match="Disken är full") as fel, _skriv(databas, regelverk) as e:
        for n in range(200):
            e.session.add(_rad(f"rad {n}", "x" * 2000))
        e.session.flush()
    assert fel.value.kod == "full"
    with transaktion(databas) as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        assert session.execute(select(Installning.nyckel, Installning.varde)).all() == [("a", "står kvar")]
        session.execute(text("PRAGMA max_page_count = 1000000"))
    with _skriv(databas, regelverk) as e:
        e.session.add(_rad("b"))
    assert _antal(databas) == 2


def test_a_full_disk_at_commit_loses_nothing(ny_databas, regelverk) -> None:
    databas = ny_databas("sqlite")
    with transaktion(databas) as session:
        sidor = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {sidor}"))
    with pytest.raises(Databasfel) as fel, _skriv(databas, regelverk) as e:
        e.session.add(_rad("stor", "x" * 100_000))
    assert fel.value.kod == "full"
    assert _antal(databas) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of files are other things on Windows")
def test_a_file_that_may_only_be_read(ny_databas, regelverk, tmp_path: Path) -> None:
    databas = ny_databas("sqlite")
    with transaktion(databas) as session:
        session.execute(text("PRAGMA query_only = ON"))
        # The pool hands the same connection out again.
    with pytest.raises(Databasfel) as fel, _skriv(databas, regelverk) as e:
        e.session.add(_rad("a"))
    assert fel.value.kod == "skrivskyddad"
    with transaktion(databas) as session:
        session.execute(text("PRAGMA query_only = OFF"))
    assert _antal(databas) == 0


def test_a_file_that_disappears_is_told_and_not_made_anew(ny_databas) -> None:
    databas = ny_databas("sqlite")
    databas.stang()
    fil = databas.adress.fil
    shutil.move(fil, fil.with_suffix(".flyttad"))
    with pytest.raises(Databasfel) as fel, transaktion(databas):
        pass
    assert fel.value.kod == "saknas"
    assert not fil.exists()


def test_a_lost_connection_is_told_and_the_next_unit_works(ny_databas, regelverk) -> None:
    databas = ny_databas("postgresql")
    with pytest.raises(Databasfel, match="Kontakten") as fel, _skriv(databas, regelverk) as e:
        e.session.add(_rad("a"))
        e.session.flush()
        pid = e.session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with databas.engine.connect() as annan:
            annan.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        e.session.add(_rad("b"))
        e.session.flush()
    assert fel.value.kod == "kontakt"
    assert _antal(databas) == 0


def test_a_server_that_is_not_there_or_says_no(ny_postgres) -> None:
    url = ny_postgres()
    with pytest.raises(Databasfel) as fel:
        oppna_motor(tolka_adress(url.replace("/prov", "/finnsinte")), None)
    assert fel.value.kod == "saknas"
    with pytest.raises(Databasfel) as fel:
        oppna_motor(tolka_adress(url.replace("postgres:@", "okand:@")), None)
    assert fel.value.kod in ("inloggning", "saknas")


def test_a_row_changed_by_somebody_else_is_a_conflict(databas: Databas, regelverk) -> None:
    with _skriv(databas, regelverk) as e:
        e.session.add(Handlaggare(anvandare="anna", namn="Anna", roll="arbetsledare"))
    with transaktion(databas) as session:
        rad = session.execute(select(Handlaggare)).scalar_one()
        session.expunge(rad)
    with _skriv(databas, regelverk) as e:
        e.session.execute(select(Handlaggare)).scalar_one().namn = "Anna B"
    with pytest.raises(Konflikt, match="Någon annan") as fel, _skriv(databas, regelverk) as e:
        e.session.add(rad)
        rad.namn = "Anna C"
    assert fel.value.skillnader == ()
    with transaktion(databas) as session:
        assert session.execute(select(Handlaggare.namn)).scalar_one() == "Anna B"


def test_the_same_key_twice_is_told_without_the_values(databas: Databas, regelverk) -> None:
    for varv in range(2):
        try:
            with _skriv(databas, regelverk) as e:
                e.session.add(Kund(nyckel="K-hemlig"))
        except Databasfel as fel:
            assert varv == 1
            assert fel.kod == "dubblett"
            assert "hemlig" not in str(fel)
            assert fel.__suppress_context__
            break
    else:
        pytest.fail("the second row was taken in")


def test_a_bug_of_ours_never_repeats_a_row(databas: Databas, regelverk) -> None:
    """PostgreSQL puts the whole failing row into its message."""
    with pytest.raises(Databasbugg) as fel, _skriv(databas, regelverk) as e:
        e.session.execute(
            text("INSERT INTO kundidentitet (kund_id, fornamn, sortnyckel, soktext) VALUES (:k, :n, '', '')"),
            {"k": 1, "n": "Hemliga Hilda"},
        )
    assert "kundidentitet" in str(fel.value)
    assert "Hilda" not in str(fel.value)
    assert fel.value.__suppress_context__
    with pytest.raises(Databasbugg), _skriv(databas, regelverk) as e:
        e.session.add(Kundidentitet(kund_id=4711, fornamn="Hemliga Hilda", sortnyckel="", soktext=""))


def test_who_acts_in_a_local_database(ny_databas, monkeypatch: pytest.MonkeyPatch) -> None:
    databas = ny_databas("sqlite")
    with transaktion(databas, skriv=True) as session:
        session.add(Handlaggare(anvandare="anna", namn="Anna Ek", roll="karriarvagledare"))
    monkeypatch.setenv("LOGNAME", "gunnar")
    with transaktion(databas) as session:
        anna = aktor_for(session, "anna")
        assert (anna.namn, anna.roller, anna.agare) == ("Anna Ek", {"karriarvagledare"}, False)
        assert anna.handlaggare_id is not None
        for okand in (aktor_for(session, None), aktor_for(session, "gunnar"), aktor_for(session, " ")):
            assert (okand.anvandare, okand.roller, okand.agare) == ("gunnar", set(ROLLER), True)
            assert okand.handlaggare_id is None


def test_who_acts_in_a_shared_database_is_its_login(ny_databas) -> None:
    databas = ny_databas("postgresql")
    with transaktion(databas) as session:
        agare = aktor_for(session, "anna")
    assert (agare.anvandare, agare.agare) == ("postgres", True)
    with transaktion(databas, skriv=True) as session:
        session.add(Handlaggare(anvandare="prov_anna", namn="Anna Ek", roll="arbetsledare"))
    with Inloggade(databas) as inloggade:
        annas = inloggade.som("prov_anna")
        with transaktion(annas) as session:
            assert aktor_for(session, "postgres").roller == {"arbetsledare"}
        with databas.engine.begin() as anslutning:
            anslutning.execute(text("UPDATE handlaggare SET sparrad = '2024-05-01'"))
        with pytest.raises(Databasfel, match="spärrad sedan 2024-05-01"), transaktion(annas) as session:
            aktor_for(session, None)
        with databas.engine.begin() as anslutning:
            anslutning.execute(text("UPDATE handlaggare SET sparrad = NULL"))
            anslutning.execute(text("REVOKE arbetsledare FROM prov_anna"))
        with transaktion(annas) as session:  # in no group: nobody, with no right even to be told so
            okand = aktor_for(session, None)
        assert (okand.anvandare, okand.roller, okand.agare) == ("prov_anna", set(), False)
