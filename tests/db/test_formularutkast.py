"""Drafts of forms: encrypted, apart by database and person, gone when old; never in the way when they cannot be."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kundvalsdesk.fel import Databasfel
from kundvalsdesk.models.motor import tolka_adress
from kundvalsdesk.services import nycklar
from kundvalsdesk.services.formularutkast import (
    DAGAR,
    FILER,
    Utkast,
    Utkastfil,
    Utkastnyckel,
    Utkastplats,
    faltens_namn,
    plats_for,
)

NU = datetime(2024, 9, 11, 14, 5)
NYCKEL = Utkastnyckel("db", "anlu", "I1", "avsluta", "", "f")


def utkast(ruta: str = "r1", nar: datetime = NU, text: str = "Kunden åker till Đorđević", **byt: str) -> Utkast:
    return Utkast(NYCKEL._replace(**byt), ruta, "Avsluta", "", {"skal": text, "datum": "2024-09-11"}, nar)


@pytest.fixture
def plats(tmp_path: Path) -> Utkastplats:
    return Utkastplats("db", tmp_path / "egna", "5b" * 32)


def oppna(plats: Utkastplats) -> Utkastfil:
    fil = Utkastfil.oppna(plats)
    assert fil is not None
    return fil


def test_what_is_kept_comes_back_after_a_restart_and_is_not_readable(plats: Utkastplats) -> None:
    fil = oppna(plats)
    fil.spara(utkast())
    innehall = b"".join(f.read_bytes() for f in plats.mapp.iterdir())  # while open: the log beside it too
    assert innehall and b"Kunden" not in innehall and b"SQLite format" not in innehall
    fil.stang()
    fil = oppna(plats)
    assert fil.hamta(NYCKEL) == [utkast()]
    fil.stang()


@pytest.mark.parametrize("annat", ["databas", "anvandare", "insats", "kod", "mal", "falt"])
def test_another_form_does_not_see_it(plats: Utkastplats, annat: str) -> None:
    fil = oppna(plats)
    fil.spara(utkast())
    assert fil.hamta(NYCKEL._replace(**{annat: "annat"})) == []
    assert len(fil.alla("db", "anlu")) == 1 and fil.alla("db", "boek") == [] == fil.alla("annan", "anlu")
    fil.stang()


def test_two_windows_keep_their_own_and_the_newest_comes_first(plats: Utkastplats) -> None:
    ena, andra = oppna(plats), oppna(plats)
    ena.spara(utkast("r1", NU))
    andra.spara(utkast("r2", NU + timedelta(minutes=1), "nyare"))
    ena.spara(utkast("r1", NU, "rättad"))
    assert [(u.ruta, u.varden["skal"]) for u in andra.hamta(NYCKEL)] == [("r2", "nyare"), ("r1", "rättad")]
    ena.glom(["r2"])
    assert [u.ruta for u in andra.hamta(NYCKEL)] == ["r1"]
    ena.stang()
    andra.stang()


def test_old_ones_go(plats: Utkastplats) -> None:
    fil = oppna(plats)
    fil.spara(utkast("gammal", NU - timedelta(days=DAGAR, minutes=1)))
    fil.spara(utkast("ny", NU - timedelta(days=DAGAR - 1)))
    fil.rensa(NU)
    assert [u.ruta for u in fil.hamta(NYCKEL)] == ["ny"]
    fil.stang()


def test_a_file_with_another_key_is_kept_until_it_is_old(plats: Utkastplats) -> None:
    fil = oppna(plats)
    fil.spara(utkast())
    fil.stang()
    ny = plats._replace(nyckel="6c" * 32)
    fil = oppna(ny)
    assert fil.hamta(NYCKEL) == []
    fil.spara(utkast("ny"))
    fil.stang()
    fil = oppna(plats)
    assert [u.ruta for u in fil.hamta(NYCKEL)] == ["r1"]
    fil.stang()
    gammal = datetime.now().timestamp() - (DAGAR + 1) * 86_400
    os.utime(plats.mapp / "utkast.db", (gammal, gammal))
    fil = oppna(ny)
    assert fil.hamta(NYCKEL) == [] and (plats.mapp / "utkast.db").stat().st_mtime > gammal
    fil.stang()


def test_damaged_files_only_cost_the_drafts(plats: Utkastplats) -> None:
    plats.mapp.mkdir()
    (plats.mapp / "utkast.db").write_bytes(b"skrot" * 1000)
    fil = oppna(plats)
    fil.spara(utkast())
    assert fil.hamta(NYCKEL) == [utkast()]
    fil.stang()
    for n in range(FILER):
        (plats.mapp / f"utkast{n or ''}.db").write_bytes(b"skrot" * 1000)
    assert Utkastfil.oppna(plats) is None


def test_without_a_key_nothing_is_kept(plats: Utkastplats, monkeypatch: pytest.MonkeyPatch) -> None:
    def ingen_ring(*_: object, **__: object) -> str:
        raise Databasfel("nyckel_saknas", "Ingen nyckelring.")

    monkeypatch.setattr(nycklar, "hamta_nyckel", ingen_ring)
    assert Utkastfil.oppna(plats._replace(nyckel=None)) is None
    assert not plats.mapp.exists()


def test_the_key_of_the_surroundings_is_used(plats: Utkastplats) -> None:
    fil = oppna(plats._replace(nyckel=None))
    fil.spara(utkast())
    fil.stang()
    assert Utkastfil.oppna(plats._replace(nyckel="5a" * 32)) is not None  # KUNDVALSDESK_NYCKEL of the tests
    fil = oppna(plats)  # any other key has a file of its own
    assert fil.hamta(NYCKEL) == []
    fil.stang()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    assert Utkastfil.oppna(Utkastplats("db", tmp_path / "fil" / "mapp", "5b" * 32)) is None


def test_the_name_of_a_database_tells_nothing_of_it() -> None:
    delad = plats_for(tolka_adress("postgresql://anna:hemligt@server/arenden"))
    assert delad.databas == plats_for(tolka_adress("postgresql://anna:annat@server/arenden")).databas
    assert delad.databas != plats_for(tolka_adress("postgresql://anna:hemligt@server/andra")).databas
    assert "server" not in delad.databas and delad.nyckel is None
    assert plats_for(tolka_adress("a.db")).databas != plats_for(tolka_adress("b.db")).databas


def test_a_changed_set_of_fields_has_another_name() -> None:
    assert faltens_namn([("a", "text"), ("b", "datum")]) == faltens_namn([("b", "datum"), ("a", "text")])
    assert faltens_namn([("a", "text")]) != faltens_namn([("a", "datum")])
